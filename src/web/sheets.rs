//! The confirmation screen: temporary passwords to print, copy, download, and put away.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::csv_file;
use super::error::{Problem, Result};
use super::form::{Fields, Form};
use super::page::{Section, Shell, see_other_saying};
use super::paths;
use super::request_context::{Scoped, SeeCustomers, id};
use crate::actions::licenses;
use crate::actions::sheets::{self as action, Credential, View};
use crate::domain::id::{CustomerId, SheetId, SkuId};
use crate::domain::message::Message;
use crate::domain::permission::Permission;

/// Rows a page of the screen.
const SIZE: u64 = 100;
/// Slips of one print, and lines of one file.
const MOST: u64 = 10_000;

/// One user on the sheet, with the licenses' names.
struct Line {
    row: Credential,
    licenses: Vec<String>,
}

#[derive(Template)]
#[template(path = "sheets/show.html")]
struct Screen {
    shell: Shell,
    lines: Vec<Line>,
    total: i64,
    hidden: i64,
    closes_at: String,
    path: String,
    new_user: Option<String>,
    previous: Option<u64>,
    next: Option<u64>,
}

impl Screen {
    fn at(&self, page: &u64) -> String {
        paths::with(&self.path, &[("page", &page.to_string())])
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Part {
    page: String,
}

/// GET /customers/{customer}/sheets/{sheet}
pub async fn show(scope: Scoped<SeeCustomers>, path: Path<(String, String)>, part: Query<Part>) -> Result {
    let sheet = id::<SheetId>(&path.1)?;
    let page: u64 = match part.page.as_str() {
        "" => 1,
        page => page.parse().ok().filter(|page| (1..=MOST).contains(page)).ok_or(Problem::BadAddress)?,
    };
    let view = action::view(&scope.actor(), scope.customer.id, sheet, (page - 1) * SIZE, SIZE).await?;
    let total = u64::try_from(view.total).unwrap_or_default();
    let customer = scope.customer.id;
    let page = Screen {
        shell: Shell::at(&scope, &scope.customer, Section::Users),
        total: view.total,
        hidden: view.hidden,
        closes_at: scope.words.time_and_zone(&view.sheet.expires_at),
        lines: lines(&scope, view).await?,
        path: paths::sheet(customer, sheet),
        new_user: scope.may(Permission::ManageUsers).then(|| paths::new_user(customer)),
        previous: (page > 1).then(|| page - 1),
        next: (page * SIZE < total).then(|| page + 1),
    };
    page.shell.render(StatusCode::OK, &page)
}

async fn lines(scope: &Scoped<SeeCustomers>, view: View) -> Result<Vec<Line>> {
    let names = names(scope, scope.customer.id).await?;
    let licenses = |row: &Credential| row.licenses.iter().filter_map(|sku| names.get(sku).cloned()).collect();
    Ok(view.rows.into_iter().map(|row| Line { licenses: licenses(&row), row }).collect())
}

async fn names(scope: &Scoped<SeeCustomers>, customer: CustomerId) -> Result<HashMap<SkuId, String>> {
    let owned = licenses::owned(&scope.actor(), customer).await?;
    Ok(owned.into_iter().map(|owned| (owned.product.sku, owned.product.label())).collect())
}

#[derive(Template)]
#[template(path = "sheets/print.html")]
struct Slips {
    shell: Shell,
    lines: Vec<Line>,
    company: String,
    back: String,
}

/// GET /customers/{customer}/sheets/{sheet}/print: one slip a user.
pub async fn print(scope: Scoped<SeeCustomers>, path: Path<(String, String)>) -> Result {
    let sheet = id::<SheetId>(&path.1)?;
    let view = action::view(&scope.actor(), scope.customer.id, sheet, 0, MOST).await?;
    let page = Slips {
        shell: Shell::at(&scope, &scope.customer, Section::Users),
        company: scope.customer.account.company_name.clone(),
        back: paths::sheet(scope.customer.id, sheet),
        lines: lines(&scope, view).await?,
    };
    page.shell.render(StatusCode::OK, &page)
}

/// GET /customers/{customer}/sheets/{sheet}.csv
pub async fn export(scope: Scoped<SeeCustomers>, path: Path<(String, String)>) -> Result {
    let sheet = id::<SheetId>(&path.1)?;
    let view = action::view(&scope.actor(), scope.customer.id, sheet, 0, MOST).await?;
    let words = scope.words;
    let lines = lines(&scope, view).await?;
    let name = format!("{} {}.csv", scope.customer.account.company_name, words.t("sheet-file"));
    let text = async_stream::try_stream! {
        let head = ["column-display-name", "column-user-name", "column-temporary-password", "column-licenses"];
        yield csv_file::line(&words, &head.map(|key| words.t(key)));
        for line in &lines {
            let licenses = line.licenses.join("; ");
            yield csv_file::line(&words, &[&line.row.display_name, &line.row.user_name, line.row.password.as_str(), &licenses]);
        }
    };
    Ok(csv_file::download(&name, text))
}

#[derive(Deserialize)]
pub struct Nothing {}

impl Fields for Nothing {}

/// POST /customers/{customer}/sheets/{sheet}/completion
pub async fn close(scope: Scoped<SeeCustomers>, path: Path<(String, String)>, _: Form<Nothing>) -> Result {
    action::close(&scope.actor(), scope.customer.id, id::<SheetId>(&path.1)?).await?;
    Ok(see_other_saying(&scope, &paths::users(scope.customer.id), &Message::new("flash-sheet-closed")))
}
