//! Every product that a customer owns: how many licenses were bought, who has them, and which of
//! them nobody uses. Each number of users leads to exactly these users.

use actix_web::http::StatusCode;
use askama::Template;

use super::error::Result;
use super::page::{Section, Shell};
use super::request_context::{RequestContext, Scoped, SeeCustomers};
use super::{license_words, paths};
use crate::actions::seats::{self as action, Held, Total};
use crate::domain::id::CustomerId;
use crate::domain::licensing::{Pool, State};
use crate::domain::listing::UserFilter;
use crate::domain::message::Message;
use crate::domain::permission::Permission;

/// Leads to some of the users; `label` is the text with the product's name, for who hears it alone.
struct Link {
    path: String,
    text: String,
    label: String,
}

/// One product.
struct Row {
    name: String,
    pool: Pool,
    /// What is special about the pool, and how it stands out.
    state: Option<(&'static str, &'static str)>,
    is_assignable: bool,
    holders: String,
    /// Who has it, who lacks it.
    users: Vec<Link>,
    /// Who has it and does not use it.
    idle: Vec<Link>,
    buy_more: Option<String>,
    /// Who has a suspended subscription reactivates it there.
    subscriptions: Option<String>,
}

#[derive(Template)]
#[template(path = "licenses/index.html")]
struct Page {
    shell: Shell,
    rows: Vec<Row>,
    total: Total,
    users: String,
    new: String,
    domain: String,
    may_buy: bool,
}

impl Page {
    fn summary(&self) -> String {
        let Total { bought, assigned, available, .. } = self.total;
        let total = Message::new("licenses-total").number("bought", bought).number("assigned", assigned);
        self.shell.w.say(&total.number("available", available))
    }
}

/// GET /customers/{customer}/licenses
pub async fn index(scope: Scoped<SeeCustomers>) -> Result {
    let customer = &scope.customer;
    let all = action::list(&scope.actor(), customer.id).await?;
    let page = Page {
        shell: Shell::at(&scope, customer, Section::Licenses),
        rows: all.iter().map(|held| row(&scope, customer.id, held)).collect(),
        total: Total::of(&all),
        users: paths::users(customer.id),
        new: paths::new_subscription(customer.id),
        domain: customer.account.domains.first().map(ToString::to_string).unwrap_or_default(),
        may_buy: scope.may(Permission::BuySubscriptions),
    };
    page.shell.render(StatusCode::OK, &page)
}

fn row(visit: &RequestContext, customer: CustomerId, held: &Held) -> Row {
    let (product, pool, w) = (&held.owned.product, held.owned.pool, &visit.words);
    let (sku, name, is_assignable) = (product.sku, product.label(), product.assignable);
    let link = |filter: UserFilter, text: String| Link {
        path: paths::users_who(customer, &filter),
        label: format!("{text}: {name}"),
        text,
    };
    // What is for the whole organization is lacked by nobody.
    let mut users = Vec::new();
    if is_assignable || pool.consumed > 0 {
        users.push(link(UserFilter::Has(sku), w.t("licenses-who-has")));
    }
    if is_assignable {
        users.push(link(UserFilter::Lacks(sku), w.t("licenses-who-lacks")));
    }
    let mut idle = Vec::new();
    if held.idle.blocked > 0 {
        idle.push(link(UserFilter::BlockedWith(sku), w.count("licenses-blocked", held.idle.blocked)));
    }
    if held.idle.unused > 0 {
        idle.push(link(UserFilter::UnusedWith(sku), w.count("licenses-unused", held.idle.unused)));
    }
    let is_short = is_assignable && pool.available() == 0 && pool.state() != State::Suspended;
    let buy_more = (is_short && visit.may(Permission::BuySubscriptions))
        .then(|| paths::buy_more(customer, Some(sku), pool.consumed - pool.total(), &paths::licenses(customer)));
    let is_suspended = is_assignable && pool.state() == State::Suspended;
    let subscriptions = is_suspended.then(|| paths::subscriptions(customer));
    let holders = paths::holders(customer, sku);
    Row {
        name,
        pool,
        state: license_words::state(pool.state()),
        is_assignable,
        holders,
        users,
        idle,
        buy_more,
        subscriptions,
    }
}
