//! The open confirmations of everybody, for Global admins.

use actix_web::http::StatusCode;
use askama::Template;

use crate::actions::sheets as action;
use crate::domain::id::{CustomerId, SheetId};
use crate::domain::length;
use crate::web::error::Result;
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::request_context::{Allowed, ManageGlobalAdmins};

/// Rows of the list; there is one a customer and member of staff, for a day.
const MOST: u64 = 500;

struct Row {
    path: String,
    company_name: String,
    staff_name: String,
    opened: String,
    closes: String,
    passwords: i64,
    unhanded: i64,
}

#[derive(Template)]
#[template(path = "sheets/index.html")]
struct Page {
    shell: Shell,
    rows: Vec<Row>,
    is_cut: bool,
}

/// GET /sheets
pub async fn index(visit: Allowed<ManageGlobalAdmins>) -> Result {
    let w = visit.words;
    let open = action::all_open(&visit.actor(), MOST).await?;
    let rows = open.into_iter().map(|sheet| Row {
        path: paths::sheet(CustomerId(sheet.head.customer_id), SheetId(sheet.head.id)),
        company_name: sheet.head.company_name,
        staff_name: sheet.head.staff_name,
        opened: w.time_and_zone(&sheet.head.opened_at),
        closes: w.time_and_zone(&sheet.head.expires_at),
        passwords: sheet.passwords,
        unhanded: sheet.passwords - sheet.handed,
    });
    let rows: Vec<Row> = rows.collect();
    let is_cut = length(rows.len()) >= MOST.cast_signed();
    let page = Page { shell: Shell::new(&visit, Section::Staff), rows, is_cut };
    page.shell.render(StatusCode::OK, &page)
}
