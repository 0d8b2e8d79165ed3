//! One subscription: all that is known of it, and its quantity to change.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::{Seats, back_to, term, tone};
use crate::actions::subscriptions::{self as action, Shown};
use crate::actions::{self, Conflict};
use crate::domain::id::SubscriptionId;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused, SubscriptionRefusal};
use crate::domain::subscription::{Quantity, Status, Subscription};
use crate::web::conflict::ConflictNotice;
use crate::web::error::{Result, on_form, status};
use crate::web::form::{Fields, Form};
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{BuySubscriptions, Right, Scoped, SeeCustomers, id};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct QuantityFields {
    quantity: String,
    version: i64,
    #[serde(rename = "return")]
    back: String,
}

impl Fields for QuantityFields {}

impl QuantityFields {
    fn parse(&self) -> std::result::Result<Quantity, Refused> {
        Quantity::parse(&self.quantity).map_err(|refusal| Refused::one("quantity", refusal))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Back {
    #[serde(rename = "return")]
    back: String,
}

#[derive(Template)]
#[template(path = "subscriptions/show.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    conflict: Option<ConflictNotice>,
    fields: QuantityFields,
    subscription: Subscription,
    /// In words; empty if it is not known.
    term: String,
    seats: Seats,
    tone: &'static str,
    action: String,
    cancel: String,
    /// Where what is deleted is bought again, for those who may.
    again: Option<String>,
    suspension: String,
    reactivation: String,
    may_change: bool,
    may_suspend: bool,
    may_reactivate: bool,
}

impl Page {
    /// The quantity was refused because users hold the seats.
    fn is_in_use(&self) -> bool {
        self.reasons
            .all()
            .iter()
            .any(|reason| matches!(reason.refusal, Refusal::Subscription(SubscriptionRefusal::QuantityInUse { .. })))
    }

    fn is_deleted(&self) -> bool {
        self.subscription.status == Status::Deleted
    }

    fn is_suspended(&self) -> bool {
        self.subscription.status == Status::Suspended
    }
}

/// GET /customers/{customer}/subscriptions/{subscription}
pub async fn show(scope: Scoped<SeeCustomers>, path: Path<(String, String)>, back: Query<Back>) -> Result {
    let shown = action::find(&scope.actor(), scope.customer.id, id::<SubscriptionId>(&path.1)?).await?;
    let fields = QuantityFields {
        quantity: shown.subscription.quantity.to_string(),
        version: shown.subscription.version,
        back: back.into_inner().back,
    };
    let page = page(&scope, shown, fields, &Refused::default());
    page.shell.render(StatusCode::OK, &page)
}

fn page<R: Right>(scope: &Scoped<R>, shown: Shown, fields: QuantityFields, refused: &Refused) -> Page {
    let (customer, subscription) = (&scope.customer, shown.subscription);
    let path = paths::subscription(customer.id, subscription.id);
    let may_suspend = scope.may(Permission::SuspendSubscriptions);
    Page {
        shell: Shell::at(scope, customer, Section::Subscriptions),
        reasons: Reasons::new(&scope.words, refused),
        conflict: None,
        seats: Seats::new(customer.id, subscription.sku, &shown.pool),
        term: subscription.term.as_deref().map(|raw| term(&scope.words, raw)).unwrap_or_default(),
        tone: tone(subscription.status),
        again: (subscription.status == Status::Deleted && scope.may(Permission::BuySubscriptions))
            .then(|| paths::buy_more(customer.id, Some(subscription.sku), 0, &paths::subscriptions(customer.id))),
        suspension: paths::suspension(customer.id, subscription.id),
        reactivation: paths::reactivation(customer.id, subscription.id),
        action: path,
        cancel: back_to(&fields.back, paths::subscriptions(customer.id)),
        may_change: scope.may(Permission::BuySubscriptions) && subscription.is_usable(),
        may_suspend: may_suspend && subscription.is_usable(),
        may_reactivate: may_suspend && subscription.status == Status::Suspended,
        subscription,
        fields,
    }
}

/// POST /customers/{customer}/subscriptions/{subscription}
pub async fn update(
    scope: Scoped<BuySubscriptions>,
    path: Path<(String, String)>,
    form: Form<QuantityFields>,
) -> Result {
    let id = id::<SubscriptionId>(&path.1)?;
    let Form { fields, sent } = form;
    let (actor, customer) = (scope.actor(), scope.customer.id);
    let changed = async { action::change_quantity(&actor, customer, id, fields.parse()?, fields.version, &sent).await };
    match on_form(changed.await) {
        Ok(name) => {
            let message = Message::new("flash-subscription-saved").text("name", name);
            let back = back_to(&fields.back, paths::subscription(customer, id));
            Ok(see_other_saying(&scope, &back, &message))
        }
        Err(actions::Error::Refused(refused)) => {
            let now = action::find(&actor, customer, id).await?;
            let page = page(&scope, now, fields, &refused);
            page.shell.render(status(&refused), &page)
        }
        Err(actions::Error::Conflict(conflict)) => show_conflict(&scope, id, fields, &conflict).await,
        Err(other) => Err(other.into()),
    }
}

/// What was typed stands in the form again; saving it now overwrites knowingly.
async fn show_conflict(
    scope: &Scoped<BuySubscriptions>,
    id: SubscriptionId,
    mut fields: QuantityFields,
    conflict: &Conflict,
) -> Result {
    let now = action::find(&scope.actor(), scope.customer.id, id).await?;
    let told = ConflictNotice::new(&scope.words, conflict, &[("quantity", fields.quantity.clone())]);
    fields.version = now.subscription.version;
    let page = Page { conflict: Some(told), ..page(scope, now, fields, &Refused::default()) };
    page.shell.render(StatusCode::CONFLICT, &page)
}
