//! Which columns the users' lists have for this person.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::actions::staff;
use crate::domain::listing::ListColumn;
use crate::domain::message::Message;
use crate::web::error::Result;
use crate::web::form::{Fields, Form};
use crate::web::page::{Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{Allowed, SeeCustomers};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ColumnFields {
    column: Vec<String>,
    /// The list to come back to.
    r#return: String,
}

impl Fields for ColumnFields {}

struct Choice {
    name: &'static str,
    label: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "profile/columns.html")]
struct Page {
    shell: Shell,
    choices: Vec<Choice>,
    action: &'static str,
    back: String,
    cancel: String,
}

/// GET /profile/columns
pub async fn columns(visit: Allowed<SeeCustomers>, fields: Query<ColumnFields>) -> Result {
    let chosen = &visit.staff.list_columns;
    let choice = |column: ListColumn| Choice {
        name: column.name(),
        label: column_label(&visit, column),
        is_chosen: chosen.contains(&column),
    };
    let page = Page {
        choices: ListColumn::all().map(choice).collect(),
        action: paths::OWN_COLUMNS,
        cancel: back_to(&fields.r#return),
        back: fields.into_inner().r#return,
        shell: Shell::new(&visit, Section::Profile),
    };
    page.shell.render(StatusCode::OK, &page)
}

fn column_label(visit: &Allowed<SeeCustomers>, column: ListColumn) -> String {
    visit.words.t(format!("field-{}", column.name().replace('_', "-")))
}

/// Where this was asked for: a list, or one's own page.
fn back_to(wish: &str) -> String {
    if wish.is_empty() { paths::PROFILE.to_owned() } else { paths::safe_return(wish).to_owned() }
}

/// POST /profile/columns
pub async fn put_columns(visit: Allowed<SeeCustomers>, form: Form<ColumnFields>) -> Result {
    let Form { fields, sent } = form;
    let columns = ListColumn::chosen(fields.column.iter().map(String::as_str));
    staff::choose_columns(&visit.actor(), &columns, &sent).await?;
    Ok(see_other_saying(&visit, &back_to(&fields.r#return), &Message::new("flash-columns-saved")))
}
