//! Archiving a customer after a question, taking it back, and removing it for good.

use actix_web::http::StatusCode;
use askama::Template;

use crate::actions::{self, archive as action};
use crate::domain::length;
use crate::domain::message::Message;
use crate::web::error::{Result, on_form};
use crate::web::form::{Form, Yes};
use crate::web::html::Html;
use crate::web::page::{Section, Shell, see_other, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{EditCustomers, RemoveCustomers, Scoped};

#[derive(Template)]
#[template(path = "customers/question.html")]
struct Question {
    shell: Shell,
    title: String,
    what: Html,
    after: String,
    /// Nothing, when it cannot be done.
    verb: String,
    action: String,
    cancel: String,
}

/// GET /customers/{customer}/archiving
pub async fn ask_to_archive(scope: Scoped<EditCustomers>) -> Result {
    let customer = &scope.customer;
    let cancel = paths::customer(customer.id);
    if customer.archived_at.is_some() {
        return Ok(see_other(&cancel));
    }
    let shell = Shell::at(&scope, customer, Section::Account);
    let name = &customer.account.company_name;
    let message = Message::new("archive-text").text("name", name).number("count", customer.active_users);
    let page = Question {
        title: scope.words.named("archive-title", name),
        what: shell.say(&message),
        after: scope.words.t("archive-after"),
        verb: scope.words.t("archive"),
        action: paths::archiving(customer.id),
        cancel,
        shell,
    };
    page.shell.render(StatusCode::OK, &page)
}

/// POST /customers/{customer}/archiving
pub async fn archive(scope: Scoped<EditCustomers>, form: Form<Yes>) -> Result {
    let name = action::archive(&scope.actor(), scope.customer.id, true, &form.sent).await?;
    let message = Message::new("flash-customer-archived").text("name", name);
    Ok(see_other_saying(&scope, &paths::customer(scope.customer.id), &message))
}

/// POST /customers/{customer}/unarchiving
pub async fn unarchive(scope: Scoped<EditCustomers>, form: Form<Yes>) -> Result {
    let name = action::archive(&scope.actor(), scope.customer.id, false, &form.sent).await?;
    let message = Message::new("flash-customer-unarchived").text("name", name);
    Ok(see_other_saying(&scope, &paths::customer(scope.customer.id), &message))
}

/// GET /customers/{customer}/removal
pub async fn ask_to_remove(scope: Scoped<RemoveCustomers>) -> Result {
    let asked = on_form(action::ask_to_remove(&scope.actor(), scope.customer.id).await);
    question(&scope, StatusCode::OK, asked)
}

/// POST /customers/{customer}/removal
pub async fn remove(scope: Scoped<RemoveCustomers>, form: Form<Yes>) -> Result {
    match on_form(action::remove(&scope.actor(), scope.customer.id, &form.sent).await) {
        Ok(name) => {
            let message = Message::new("flash-customer-removed").text("name", name);
            Ok(see_other_saying(&scope, paths::CUSTOMERS, &message))
        }
        Err(refused @ actions::Error::Refused(_)) => question(&scope, StatusCode::UNPROCESSABLE_ENTITY, Err(refused)),
        Err(other) => Err(other.into()),
    }
}

/// The question before a removal, or why there is none: there are users.
fn question(
    scope: &Scoped<RemoveCustomers>,
    status: StatusCode,
    asked: std::result::Result<usize, actions::Error>,
) -> Result {
    let customer = &scope.customer;
    let name = &customer.account.company_name;
    let (what, after, verb) = match asked {
        Ok(subscriptions) => {
            let what = Message::new("remove-customer-text").text("name", name).number("count", length(subscriptions));
            (what, "remove-customer-after", "purge")
        }
        Err(actions::Error::Refused(refused)) => {
            let [(_, refusal), ..] = refused.0.as_slice() else { return Err(actions::Error::Refused(refused).into()) };
            (refusal.message(), "remove-customer-instead", "")
        }
        Err(other) => return Err(other.into()),
    };
    let shell = Shell::at(scope, customer, Section::Account);
    let page = Question {
        title: scope.words.named("remove-customer-title", name),
        what: shell.say(&what),
        after: scope.words.t(after),
        verb: if verb.is_empty() { String::new() } else { scope.words.t(verb) },
        action: paths::customer_removal(customer.id),
        cancel: paths::customer(customer.id),
        shell,
    };
    page.shell.render(status, &page)
}
