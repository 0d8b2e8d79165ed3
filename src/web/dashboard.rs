//! The landing page: what a partner's staff look at first.

use actix_web::http::StatusCode;
use askama::Template;

use super::error::Result;
use super::page::{Section, Shell};
use super::visit::{Allowed, SignedIn};
use crate::actions::customers::{Overview, overview};

#[derive(Template)]
#[template(path = "dashboard.html")]
struct Page {
    shell: Shell,
    /// Nothing for those whose role reaches no customer.
    overview: Option<Overview>,
}

/// GET /
pub async fn show(visit: Allowed<SignedIn>) -> Result {
    let shell = Shell::new(&visit, Section::Dashboard);
    let overview = if shell.sees_customers() { Some(overview(&visit.actor()).await?) } else { None };
    let page = Page { shell, overview };
    page.shell.render(StatusCode::OK, &page)
}
