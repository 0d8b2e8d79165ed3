//! Who may do what, read from the table by which it is decided.

use actix_web::http::StatusCode;
use askama::Template;

use super::error::Result;
use super::page::{Section, Shell};
use super::request_context::{Allowed, SignedIn};
use crate::domain::permission::{Permission, permits};
use crate::domain::role::Role;

struct Line {
    permission: &'static str,
    /// For each role in the head's order.
    cells: Vec<Cell>,
}

struct Cell {
    role: &'static str,
    may: bool,
}

#[derive(Template)]
#[template(path = "roles.html")]
struct Page {
    shell: Shell,
    roles: [&'static str; 5],
    own: &'static str,
    lines: Vec<Line>,
}

/// GET /roles
pub async fn index(visit: Allowed<SignedIn>) -> Result {
    let line = |permission: Permission| Line {
        permission: permission.name(),
        cells: Role::ALL.map(|role| Cell { role: role.name(), may: permits(role, permission) }).into(),
    };
    let page = Page {
        shell: Shell::new(&visit, Section::None),
        roles: Role::ALL.map(Role::name),
        own: visit.staff.role.name(),
        // What the command line alone does is no page's to tell.
        lines: Permission::ALL.into_iter().filter(|one| *one != Permission::ManageSettings).map(line).collect(),
    };
    page.shell.render(StatusCode::OK, &page)
}
