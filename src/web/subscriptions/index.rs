//! The list of a customer's subscriptions, on a page and as a file.

use actix_web::http::StatusCode;
use askama::Template;

use super::{Seats, term, tone};
use crate::actions::subscriptions::{self as action, Shown};
use crate::domain::id::CustomerId;
use crate::domain::permission::Permission;
use crate::domain::subscription::Subscription;
use crate::web::csv_file;
use crate::web::error::Result;
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::request_context::{RequestContext, Scoped, SeeCustomers};
use crate::words::Words;

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
    let told = one.term.as_deref().map(|raw| term(&visit.words, raw));
    let details: Vec<String> = told.into_iter().chain(one.offer_id.clone()).collect();
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

/// Partner Center's columns, and after them what `partnerdesk import subscriptions` reads back.
const HEAD: [&str; 11] = [
    "column-subscription-id",
    "column-subscription",
    "column-quantity",
    "column-status",
    "column-reseller",
    "column-product-guid",
    "subscription-offer-id",
    "subscription-term",
    "column-start",
    "column-term-end",
    "subscription-auto-renew",
];

/// GET /customers/{customer}/subscriptions.csv
pub async fn export(scope: Scoped<SeeCustomers>) -> Result {
    let words = scope.words;
    let all = action::list(&scope.actor(), scope.customer.id).await?;
    let lines = async_stream::stream! {
        yield Ok(csv_file::line(&words, &HEAD.map(|key| words.t(key))));
        for Shown { subscription, .. } in all {
            yield Ok(csv_file::line(&words, &cells(&words, subscription)));
        }
    };
    Ok(csv_file::download(&format!("{} subscriptions.csv", scope.customer.account.company_name), lines))
}

/// A subscription under [`HEAD`]. Days as programs and spreadsheets of every country read them.
fn cells(words: &Words, one: Subscription) -> [String; HEAD.len()] {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        one.external_id.to_string(),
        one.name,
        one.quantity.to_string(),
        words.t(format!("subscription-status-{}", one.status.name())),
        one.reseller.unwrap_or_default(),
        one.sku.to_string(),
        one.offer_id.unwrap_or_default(),
        one.term.map(|raw| term(words, &raw)).unwrap_or_default(),
        day(one.started_on),
        day(one.term_ends_on),
        one.auto_renew.map(|renews| words.t(if renews { "yes" } else { "no" })).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::domain::id::{SkuId, SubscriptionId};
    use crate::domain::import::matching::Names;
    use crate::domain::import::subscriptions::{COLUMNS, read};
    use crate::domain::import::table::Table;
    use crate::domain::product::Product;
    use crate::domain::subscription::Status;
    use crate::domain::term::Term;
    use crate::words::Language;

    /// Any subscription of one of four products, with what is not known of it left out.
    fn subscriptions() -> impl Strategy<Value = Subscription> {
        let text = || prop::option::of("[A-Za-z=+@][A-Za-z0-9;,\" àé-]{0,20}[a-z]");
        let day = || {
            let first = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
            prop::option::of((0..40_000i64).prop_map(move |days| first + TimeDelta::days(days)))
        };
        let term = prop::option::of(prop::sample::select(Term::OFFERED.to_vec())).prop_map(|term| term.map(Term::iso));
        let kept = (1..5u128, 1..9u128, 0..=1_000_000i64, prop::sample::select(Status::ALL.to_vec()));
        (kept, text(), text(), term, (day(), day()), any::<Option<bool>>()).prop_map(
            |((sku, id, quantity, status), reseller, offer_id, term, (started_on, term_ends_on), auto_renew)| {
                Subscription {
                    id: SubscriptionId(Uuid::from_u128(id)),
                    external_id: Uuid::from_u128(id),
                    sku: SkuId(Uuid::from_u128(sku)),
                    name: "Drawing Plan".into(),
                    quantity,
                    status,
                    started_on,
                    term_ends_on,
                    auto_renew,
                    term,
                    offer_id,
                    reseller,
                    version: 1,
                }
            },
        )
    }

    proptest! {
        /// Whatever is exported, in whatever language, is read back as it is, though all products of
        /// the catalog have one name; and so are the columns that Partner Center itself writes.
        #[test]
        fn what_is_exported_is_read_back(
            one in subscriptions(),
            language in prop::sample::select(Language::ALL.to_vec()),
            columns in prop::sample::select(vec![5, HEAD.len()]),
        ) {
            let words = Words::new(language, chrono_tz::UTC);
            let product = |sku| Product {
                sku: SkuId(Uuid::from_u128(sku)),
                name: "Drawing Plan".into(),
                part_number: "DRAW".into(),
                shares_name: true,
                assignable: true, retired: false,
            };
            let names = Names::new((1..5u128).map(|sku| (product(sku), vec![])));
            let lines = [HEAD.map(|key| words.t(key)), cells(&words, one.clone())];
            let file: String = lines.iter().map(|line| csv_file::line(&words, &line[..columns])).collect();
            let read = read(Table::read(file.as_bytes(), &COLUMNS).unwrap(), &names, |_| Some(one.sku));
            prop_assert!(read.refused.is_empty() && read.skipped.is_empty(), "{:?}", read);
            prop_assert_eq!(read.rows[0].what.over(&one), one);
        }
    }
}
