//! The list of a customer's subscriptions, on a page and as a file.

use actix_web::http::StatusCode;
use askama::Template;

use super::{Seats, tone};
use crate::actions::subscriptions::{self as action, Shown};
use crate::domain::id::CustomerId;
use crate::domain::permission::Permission;
use crate::web::csv_file;
use crate::web::error::Result;
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::request_context::{RequestContext, Scoped, SeeCustomers};

/// One subscription, as the list shows it. What is not known is empty.
struct Row {
    path: String,
    name: String,
    /// Term and offer id.
    details: String,
    quantity: i64,
    seats: Seats,
    status: &'static str,
    tone: &'static str,
    start: String,
    end: String,
    auto_renew: Option<bool>,
    reseller: String,
}

#[derive(Template)]
#[template(path = "subscriptions/index.html")]
struct Page {
    shell: Shell,
    rows: Vec<Row>,
    new: String,
    export: String,
    domain: String,
    may_buy: bool,
}

/// GET /customers/{customer}/subscriptions
pub async fn index(scope: Scoped<SeeCustomers>) -> Result {
    let customer = &scope.customer;
    let shown = action::list(&scope.actor(), customer.id).await?;
    let page = Page {
        shell: Shell::at(&scope, customer, Section::Subscriptions),
        rows: shown.iter().map(|shown| row(&scope, customer.id, shown)).collect(),
        new: paths::new_subscription(customer.id),
        export: paths::file(&paths::subscriptions(customer.id)),
        domain: customer.account.domains.first().map(ToString::to_string).unwrap_or_default(),
        may_buy: scope.may(Permission::BuySubscriptions),
    };
    page.shell.render(StatusCode::OK, &page)
}

fn row(visit: &RequestContext, customer: CustomerId, shown: &Shown) -> Row {
    let one = &shown.subscription;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| visit.words.date(&day)).unwrap_or_default();
    let details: Vec<&str> = [&one.term, &one.offer_id].into_iter().flatten().map(String::as_str).collect();
    Row {
        path: paths::subscription(customer, one.id),
        name: one.name.clone(),
        details: details.join(" · "),
        quantity: one.quantity,
        seats: Seats::new(customer, one.sku, &shown.pool),
        status: one.status.name(),
        tone: tone(one.status),
        start: day(one.started_on),
        end: day(one.term_ends_on),
        auto_renew: one.auto_renew,
        reseller: one.reseller.clone().unwrap_or_default(),
    }
}

const HEAD: [&str; 5] =
    ["column-subscription-id", "column-subscription", "column-quantity", "column-status", "column-reseller"];

/// GET /customers/{customer}/subscriptions.csv: Partner Center's columns.
pub async fn export(scope: Scoped<SeeCustomers>) -> Result {
    let words = scope.words;
    let all = action::list(&scope.actor(), scope.customer.id).await?;
    let lines = async_stream::stream! {
        yield Ok(csv_file::line(&words, &HEAD.map(|key| words.t(key))));
        for Shown { subscription: one, .. } in all {
            yield Ok(csv_file::line(&words, &[
                one.external_id.to_string(),
                one.name,
                one.quantity.to_string(),
                words.t(format!("subscription-status-{}", one.status.name())),
                one.reseller.unwrap_or_default(),
            ]));
        }
    };
    Ok(csv_file::download(&format!("{} subscriptions.csv", scope.customer.account.company_name), lines))
}
