//! The page from which a file is sent.

use actix_web::http::StatusCode;
use askama::Template;

use super::index::{Line, last};
use crate::domain::import::file::{MAX_BYTES, MAX_ROWS};
use crate::domain::refusal::Refused;
use crate::web::error::Result;
use crate::web::page::{Reasons, Section, Shell};
use crate::web::paths;
use crate::web::request_context::{ManageUsers, Scoped};

#[derive(Template)]
#[template(path = "uploads/new.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    action: String,
    template: String,
    rows: i64,
    megabytes: i64,
    lines: Vec<Line>,
    all: String,
    cancel: String,
}

/// GET /customers/{customer}/uploads/new
pub async fn new(scope: Scoped<ManageUsers>) -> Result {
    render(&scope, &Refused::default(), StatusCode::OK).await
}

/// The page, with why a file could not be taken.
pub(super) async fn render(scope: &Scoped<ManageUsers>, refused: &Refused, status: StatusCode) -> Result {
    let customer = scope.customer.id;
    let page = Page {
        shell: Shell::at(scope, &scope.customer, Section::Users),
        reasons: Reasons::new(&scope.words, refused),
        action: paths::uploads(customer),
        template: paths::upload_template(customer),
        rows: i64::try_from(MAX_ROWS).unwrap_or(i64::MAX),
        megabytes: i64::try_from(MAX_BYTES / 1024 / 1024).unwrap_or(i64::MAX),
        lines: last(scope, customer).await?,
        all: paths::uploads(customer),
        cancel: paths::users(customer),
    };
    page.shell.render(status, &page)
}
