//! Removing one deleted user for good: the user name is typed to say that it is meant.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::conflict::ConflictNotice;
use super::error::{Result, on_form, status};
use super::form::{Fields, Form};
use super::html::Html;
use super::page::{Reasons, Section, Shell, see_other_saying};
use super::paths;
use super::questions::Asked;
use super::request_context::{PurgeUsers, Scoped, id};
use super::users::missing_user;
use crate::actions::purges::Deleted;
use crate::actions::{self, purges as action};
use crate::domain::id::UserId;
use crate::domain::message::Message;
use crate::domain::refusal::Refused;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PurgeFields {
    user: String,
    user_name: String,
    r#return: String,
}

impl Fields for PurgeFields {}

#[derive(Template)]
#[template(path = "purges/new.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    conflict: Option<ConflictNotice>,
    title: String,
    /// Nothing, when there is nothing to do any more.
    what: Option<Html>,
    user_name: String,
    fields: PurgeFields,
    action: String,
    cancel: String,
}

fn page(scope: &Scoped<PurgeUsers>, fields: PurgeFields, title: String) -> Page {
    let customer = scope.customer.id;
    let asked = Asked { r#return: fields.r#return.clone(), ..Asked::default() };
    let back = asked.back(customer);
    Page {
        shell: Shell::at(scope, &scope.customer, Section::Users),
        reasons: Reasons::default(),
        conflict: None,
        title,
        what: None,
        user_name: String::new(),
        fields,
        action: paths::purges(customer),
        cancel: if back == paths::users(customer) { paths::deleted_users(customer) } else { back },
    }
}

fn question(scope: &Scoped<PurgeUsers>, fields: PurgeFields, user: Deleted, refused: &Refused) -> Result {
    let mut page = page(scope, fields, scope.words.named("purge-one", &user.display_name));
    let message = Message::new("purge-text")
        .text("name", &user.display_name)
        .text("customer", &scope.customer.account.company_name);
    page.what = Some(page.shell.say(&message));
    page.user_name = user.user_name;
    page.reasons = Reasons::new(&scope.words, refused);
    let status = status(refused);
    page.shell.render(status, &page)
}

/// GET /customers/{customer}/purges/new
pub async fn new(scope: Scoped<PurgeUsers>, fields: Query<PurgeFields>) -> Result {
    let user = match action::ask(&scope.actor(), scope.customer.id, id::<UserId>(&fields.user)?).await {
        Ok(user) => user,
        Err(error) => return missing_user(&scope, std::slice::from_ref(&fields.user), error).await,
    };
    let fields = PurgeFields { user_name: String::new(), ..fields.into_inner() };
    question(&scope, fields, user, &Refused::default())
}

/// POST /customers/{customer}/purges
pub async fn create(scope: Scoped<PurgeUsers>, form: Form<PurgeFields>) -> Result {
    let Form { fields, sent } = form;
    let (by, customer) = (scope.actor(), scope.customer.id);
    let user = id::<UserId>(&fields.user)?;
    match on_form(action::purge(&by, customer, user, &fields.user_name, &sent).await) {
        Ok(name) => {
            let page = page(&scope, fields, String::new());
            let name = name.unwrap_or_else(|| scope.words.t("user-gone"));
            let message = Message::new("flash-user-purged").text("name", name);
            Ok(see_other_saying(&scope, &page.cancel, &message))
        }
        Err(actions::Error::Refused(refused)) => {
            let asked = action::ask(&by, customer, user).await?;
            question(&scope, fields, asked, &refused)
        }
        Err(actions::Error::Conflict(conflict)) => {
            let mut page = page(&scope, fields, scope.words.t("purge"));
            page.conflict = Some(ConflictNotice::new(&scope.words, &conflict, &[]));
            page.shell.render(StatusCode::CONFLICT, &page)
        }
        Err(other) => Err(other.into()),
    }
}
