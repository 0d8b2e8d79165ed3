//! The landing page: what a partner's staff look at first.

use actix_web::http::StatusCode;
use askama::Template;

use super::error::Result;
use super::page::{Section, Shell, see_other};
use super::paths;
use super::visit::{Allowed, SignedIn};
use crate::actions::customers::{Overview, overview};

#[derive(Template)]
#[template(path = "dashboard.html")]
struct Page {
    shell: Shell,
    overview: Overview,
}

/// GET /
pub async fn show(visit: Allowed<SignedIn>) -> Result {
    let shell = Shell::new(&visit, Section::Dashboard);
    if !shell.sees_customers() {
        // Who reaches no customer manages staff.
        return Ok(see_other(if shell.manages_staff() { paths::STAFF } else { paths::PROFILE }));
    }
    let overview = overview(&visit.actor()).await?;
    let page = Page { shell, overview };
    page.shell.render(StatusCode::OK, &page)
}
