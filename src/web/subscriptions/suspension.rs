//! Suspending a subscription, asked first with what it takes from whom; and reactivating it.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::actions::subscriptions as action;
use crate::domain::id::SubscriptionId;
use crate::domain::message::Message;
use crate::domain::subscription::Status;
use crate::web::error::Result;
use crate::web::html::Html;
use crate::web::page::{Section, Shell, see_other, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{Scoped, SuspendSubscriptions, id};

#[derive(Template)]
#[template(path = "subscriptions/suspension.html")]
struct Question {
    shell: Shell,
    /// The heading: the action and the product.
    title: String,
    what: Html,
    /// Users who hold the product now.
    holders: i64,
    /// How many of their seats will be missing.
    missing: i64,
    holders_path: String,
    action: String,
    cancel: String,
}

/// GET /customers/{customer}/subscriptions/{subscription}/suspension
pub async fn new(scope: Scoped<SuspendSubscriptions>, path: Path<(String, String)>) -> Result {
    let id = id::<SubscriptionId>(&path.1)?;
    let customer = &scope.customer;
    let (now, then) = action::once_suspended(&scope.actor(), customer.id, id).await?;
    let one = now.subscription;
    let cancel = paths::subscription(customer.id, id);
    if one.status == Status::Suspended {
        return Ok(see_other(&cancel));
    }
    let message = Message::new("suspend-subscription-text")
        .text("name", &one.name)
        .text("customer", &customer.account.company_name)
        .number("count", one.quantity);
    let shell = Shell::at(&scope, customer, Section::Subscriptions);
    let page = Question {
        title: scope.words.named("suspend-subscription-title", &one.name),
        what: shell.say(&message),
        shell,
        holders: then.consumed,
        missing: then.over(),
        holders_path: paths::holders(customer.id, one.sku),
        action: paths::suspension(customer.id, id),
        cancel,
    };
    page.shell.render(StatusCode::OK, &page)
}

/// POST /customers/{customer}/subscriptions/{subscription}/suspension
pub async fn create(scope: Scoped<SuspendSubscriptions>, path: Path<(String, String)>) -> Result {
    let id = id::<SubscriptionId>(&path.1)?;
    let name = action::suspend(&scope.actor(), scope.customer.id, id).await?;
    let message = Message::new("flash-subscription-suspended").text("name", name);
    Ok(see_other_saying(&scope, &paths::subscription(scope.customer.id, id), &message))
}

/// POST /customers/{customer}/subscriptions/{subscription}/reactivation
pub async fn reactivate(scope: Scoped<SuspendSubscriptions>, path: Path<(String, String)>) -> Result {
    let id = id::<SubscriptionId>(&path.1)?;
    let name = action::reactivate(&scope.actor(), scope.customer.id, id).await?;
    let message = Message::new("flash-subscription-reactivated").text("name", name);
    Ok(see_other_saying(&scope, &paths::subscription(scope.customer.id, id), &message))
}
