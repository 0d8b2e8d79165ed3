//! The confirmation screen: temporary passwords to print, copy, download, and put away.

mod completion;
mod index;

pub use self::completion::close;
pub use self::index::index;

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::csv_file;
use super::error::{Problem, Result};
use super::html::Html;
use super::page::{Section, Shell};
use super::paths;
use super::request_context::{Scoped, SeeCustomers, id};
use crate::actions::sheets::{self as action, Credential, Reading, Replaced, View};
use crate::actions::{hand_over, licenses};
use crate::domain::id::{CustomerId, SheetId, SkuId};
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::words::Words;

/// Rows a page of the screen.
const SIZE: u64 = 100;
/// Slips of one print, and lines of one file.
const MOST: u64 = 10_000;

/// One user on the sheet, with the licenses' names.
struct Line {
    row: Credential,
    licenses: Vec<String>,
    /// Until when the password can be used.
    until: String,
}

/// Somebody whose password on this sheet is worth nothing any more, and why.
struct Lost {
    display_name: String,
    user_name: String,
    why: Html,
}

#[derive(Template)]
#[template(path = "sheets/show.html")]
struct Screen {
    shell: Shell,
    lines: Vec<Line>,
    lost: Vec<Lost>,
    total: i64,
    hidden: i64,
    closes_at: String,
    /// The upload that puts more passwords on it.
    fed_by: Option<String>,
    /// Where its users sign in.
    address: String,
    /// Whose it is, where it is another's.
    owner: Option<Html>,
    path: String,
    slips: String,
    file: String,
    completion: String,
    users: String,
    new_user: Option<String>,
    previous: Option<u64>,
    next: Option<u64>,
}

impl Screen {
    /// Whether all that stands on the sheet is on this page.
    fn is_whole(&self) -> bool {
        self.previous.is_none() && self.next.is_none()
    }

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
    let customer = scope.customer.id;
    let view = action::read(&scope.actor(), customer, sheet, ((page - 1) * SIZE, SIZE), Reading::Opened).await?;
    let total = u64::try_from(view.total).unwrap_or_default();
    let shell = Shell::at(&scope, &scope.customer, Section::Users);
    let lost = view.replaced.iter().map(|row| Lost {
        display_name: row.display_name.clone(),
        user_name: row.user_name.clone(),
        why: shell.say(&replaced(&scope.words, row)),
    });
    let page = Screen {
        lost: lost.collect(),
        total: view.total,
        hidden: view.hidden,
        fed_by: view.fed_by.map(|upload| paths::upload(customer, upload)),
        closes_at: scope.words.time_and_zone(&view.sheet.expires_at),
        address: hand_over::address(&scope.actor()).await?,
        owner: view.owner.as_ref().map(|name| shell.say(&Message::new("sheet-of").text("name", name))),
        lines: lines(&scope, view).await?,
        shell,
        path: paths::sheet(customer, sheet),
        slips: paths::sheet_slips(customer, sheet),
        file: paths::file(&paths::sheet(customer, sheet)),
        completion: paths::sheet_completion(customer, sheet),
        users: paths::users(customer),
        new_user: scope.may(Permission::ManageUsers).then(|| paths::new_user(customer)),
        previous: (page > 1).then(|| page - 1),
        next: (page * SIZE < total).then(|| page + 1),
    };
    page.shell.render(StatusCode::OK, &page)
}

/// What became of a password for which somebody made a newer one.
fn replaced(w: &Words, row: &Replaced) -> Message {
    let at = row.replaced_at.map(|at| w.time_and_zone(&at)).unwrap_or_default();
    Message::new("sheet-replaced-by").text("name", row.by_name.clone().unwrap_or_default()).text("time", at)
}

async fn lines(scope: &Scoped<SeeCustomers>, view: View) -> Result<Vec<Line>> {
    let names = names(scope, scope.customer.id).await?;
    let licenses = |row: &Credential| row.licenses.iter().filter_map(|sku| names.get(sku).cloned()).collect();
    let until = |row: &Credential| row.expires_at.map(|at| scope.words.time_and_zone(&at)).unwrap_or_default();
    Ok(view.rows.into_iter().map(|row| Line { licenses: licenses(&row), until: until(&row), row }).collect())
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
    /// Where its users sign in.
    address: String,
    back: String,
}

/// GET /customers/{customer}/sheets/{sheet}/print: one slip a user.
pub async fn print(scope: Scoped<SeeCustomers>, path: Path<(String, String)>) -> Result {
    let sheet = id::<SheetId>(&path.1)?;
    let view = action::read(&scope.actor(), scope.customer.id, sheet, (0, MOST), Reading::Printed).await?;
    let page = Slips {
        shell: Shell::at(&scope, &scope.customer, Section::Users),
        company: scope.customer.account.company_name.clone(),
        address: hand_over::address(&scope.actor()).await?,
        back: paths::sheet(scope.customer.id, sheet),
        lines: lines(&scope, view).await?,
    };
    page.shell.render(StatusCode::OK, &page)
}

/// GET /customers/{customer}/sheets/{sheet}.csv
pub async fn export(scope: Scoped<SeeCustomers>, path: Path<(String, String)>) -> Result {
    let sheet = id::<SheetId>(&path.1)?;
    let view = action::read(&scope.actor(), scope.customer.id, sheet, (0, MOST), Reading::Downloaded).await?;
    let words = scope.words;
    let lines = lines(&scope, view).await?;
    let name = format!("{} {}.csv", scope.customer.account.company_name, words.t("sheet-file"));
    let text = async_stream::try_stream! {
        let head = [
            "column-display-name", "column-user-name", "column-temporary-password", "column-valid-until", "column-licenses",
        ];
        yield csv_file::line(&words, &head.map(|key| words.t(key)));
        for line in &lines {
            let licenses = line.licenses.join("; ");
            let (name, user_name, password) = (&line.row.display_name, &line.row.user_name, line.row.password.as_str());
            yield csv_file::line(&words, &[name, user_name, password, &line.until, &licenses]);
        }
    };
    Ok(csv_file::download(&name, text))
}
