//! One product in place of another.

use askama::Template;

use super::fields::AssignmentFields;
use super::meant::Meant;
use super::rows::{Row, rows};
use crate::actions::licenses::Question;
use crate::domain::refusal::Refused;
use crate::web::error::{Result, status};
use crate::web::page::{Reasons, Section, Shell};
use crate::web::paths;
use crate::web::questions::Asked;
use crate::web::request_context::{ManageLicenses, Scoped};

#[derive(Template)]
#[template(path = "license_assignments/swap.html")]
struct SwapPage {
    shell: Shell,
    reasons: Reasons,
    meant: Meant,
    location: String,
    rows: Vec<Row>,
    from: String,
    to: String,
    action: String,
}

impl SwapPage {
    fn has_something_to_replace(&self) -> bool {
        self.rows.iter().any(|row| row.held > 0)
    }

    fn is(&self, chosen: &str, row: &Row) -> bool {
        chosen == row.sku.to_string()
    }
}

pub(super) fn swap_page(
    scope: &Scoped<ManageLicenses>,
    asked: Asked,
    question: &Question,
    typed: Option<&AssignmentFields>,
    refused: &Refused,
) -> Result {
    let shell = Shell::at(scope, &scope.customer, Section::Users);
    let reasons = Reasons::new(&scope.words, refused);
    let meant = Meant::new(scope, &shell, asked, question);
    let default = scope.customer.account.default_location.clone().unwrap_or_default();
    let page = SwapPage {
        rows: rows(scope, question, None, &reasons),
        from: typed.map(|typed| typed.swap_from.clone()).unwrap_or_default(),
        to: typed.map(|typed| typed.swap_to.clone()).unwrap_or_default(),
        location: typed.map_or(default, |typed| typed.location.clone()),
        action: paths::license_assignments_preview(scope.customer.id),
        shell,
        reasons,
        meant,
    };
    page.shell.render(status(refused), &page)
}
