//! User management: the partner's own staff.

mod new;
mod questions;
mod show;

pub use self::new::{create, new};
pub use self::questions::{ask_to_block, ask_to_remove, ask_to_reset, block, remove, reset, unblock};
pub use self::show::{end_all_sessions, end_session, show, update};

use actix_web::http::StatusCode;
use askama::Template;

use super::error::Result;
use super::page::{Section, Shell};
use super::paths;
use super::request_context::{Allowed, ManageStaff};
use crate::actions::staff;
use crate::domain::length;
use crate::domain::permission::Permission;
use crate::domain::staff::{Staff, Standing};

/// How a standing stands out.
fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => "",
        Standing::Blocked | Standing::PasswordExpired => "danger",
        Standing::NeverSignedIn | Standing::MustChangePassword => "warn",
    }
}

struct Row {
    path: String,
    full_name: String,
    email: String,
    role: &'static str,
    standing: &'static str,
    tone: &'static str,
    last_sign_in: String,
    is_self: bool,
}

#[derive(Template)]
#[template(path = "staff/index.html")]
struct Page {
    shell: Shell,
    rows: Vec<Row>,
    count: i64,
    /// Where the open confirmations of everybody stand, for who may see them.
    open_sheets: Option<&'static str>,
}

/// GET /staff
pub async fn index(visit: Allowed<ManageStaff>) -> Result {
    let everybody = staff::list(&visit.actor()).await?;
    let row = |one: &Staff| {
        let standing = one.standing(visit.now);
        Row {
            path: paths::member(one.id),
            full_name: one.name.clone(),
            email: one.email.as_str().to_owned(),
            role: one.role.name(),
            standing: standing.name(),
            tone: tone(standing),
            last_sign_in: one.last_sign_in_at.map(|at| visit.words.time(&at)).unwrap_or_default(),
            is_self: one.id == visit.staff.id,
        }
    };
    let rows: Vec<Row> = everybody.iter().map(row).collect();
    let count = length(rows.len());
    let open_sheets = visit.may(Permission::ManageGlobalAdmins).then_some(paths::OPEN_SHEETS);
    let page = Page { shell: Shell::new(&visit, Section::Staff), rows, count, open_sheets };
    page.shell.render(StatusCode::OK, &page)
}
