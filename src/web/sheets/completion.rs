//! *Done*: puts the confirmation away, after a question where a password would be lost.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use crate::actions::sheets::{self as action, Closing, Queued, Unhanded};
use crate::domain::Moment;
use crate::domain::id::{SheetId, UserId};
use crate::domain::message::Message;
use crate::web::error::Result;
use crate::web::form::{Fields, Form};
use crate::web::page::{Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{Scoped, SeeCustomers, id};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Completion {
    /// Users whose passwords were copied, as the script on the page noted.
    copied: Vec<String>,
    /// The state of the sheet that a question was about.
    seen: String,
    /// `go` or `stop`: what becomes of mails that have not left.
    mails: String,
}

impl Fields for Completion {
    // Ten thousand users by their ids are about 450 KB.
    const LIMIT: usize = 1024 * 1024;
}

#[derive(Template)]
#[template(path = "sheets/completion.html")]
struct Question {
    shell: Shell,
    title: String,
    unhanded: Unhanded,
    seen: String,
    copied: Vec<String>,
    action: String,
    /// The confirmation itself.
    cancel: String,
}

impl Question {
    /// How many are not named.
    fn more(&self) -> i64 {
        self.unhanded.total - crate::domain::length(self.unhanded.first.len())
    }
}

/// POST /customers/{customer}/sheets/{sheet}/completion
pub async fn close(scope: Scoped<SeeCustomers>, path: Path<(String, String)>, form: Form<Completion>) -> Result {
    let (customer, sheet) = (scope.customer.id, id::<SheetId>(&path.1)?);
    let copied: Vec<UserId> = form.fields.copied.iter().filter_map(|id| id.parse().ok()).collect();
    let seen = form.fields.seen.parse::<Moment>().ok();
    let queued = match form.fields.mails.as_str() {
        "go" => Some(Queued::LinksMayGo),
        "stop" => Some(Queued::AllStop),
        _ => None,
    };
    match action::close(&scope.actor(), customer, sheet, &copied, seen, queued).await? {
        Closing::Closed => Ok(see_other_saying(&scope, &paths::users(customer), &Message::new("flash-sheet-closed"))),
        Closing::Fed(upload) => {
            Ok(see_other_saying(&scope, &paths::upload(customer, upload), &Message::new("flash-sheet-fed")))
        }
        Closing::Asks(unhanded) => {
            let page = Question {
                shell: Shell::at(&scope, &scope.customer, Section::Users),
                title: match unhanded.total {
                    0 => scope.words.count("sheet-mails-waiting", unhanded.mails),
                    total => scope.words.count("sheet-done-title", total),
                },
                copied: form.fields.copied,
                seen: unhanded.seen.to_rfc3339(),
                unhanded,
                action: paths::sheet_completion(customer, sheet),
                cancel: paths::sheet(customer, sheet),
            };
            page.shell.render(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
