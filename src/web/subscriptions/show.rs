//! One subscription: all that is known of it, and its quantity to change.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::terms::TermsFields;
use super::{Seats, back_to, term, tone};
use crate::actions::subscriptions::{self as action, Shown};
use crate::actions::{self, Conflict};
use crate::domain::id::SubscriptionId;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused, SubscriptionRefusal};
use crate::domain::subscription::{Change, Quantity, Status, Subscription};
use crate::web::conflict::ConflictNotice;
use crate::web::error::{Result, on_form, status};
use crate::web::form::{Fields, Form};
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{BuySubscriptions, Right, Scoped, SeeCustomers, id};

/// Says that the form asked for the terms, too.
const YES: &str = "yes";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EditFields {
    quantity: String,
    /// Where they are not asked for, they stay.
    #[serde(flatten)]
    terms: TermsFields,
    has_terms: String,
    version: i64,
    #[serde(rename = "return")]
    back: String,
}

impl Fields for EditFields {}

impl EditFields {
    fn parse(&self, now: &Subscription) -> std::result::Result<Change, Refused> {
        let mut refused = Refused::default();
        let quantity = refused.take("quantity", Quantity::parse(&self.quantity));
        if self.has_terms.is_empty() {
            return quantity.map(Change::to).ok_or(refused);
        }
        let terms = self.terms.parse(&mut refused, now.term.as_deref());
        let terms = terms.and_then(|terms| refused.take("term_ends_on", terms.checked()));
        let read = || Some(Change { quantity: quantity?, terms: Some(terms?) });
        read().ok_or(refused)
    }

    /// What was typed, by the names that events use.
    fn typed(&self) -> Vec<(&'static str, String)> {
        let terms = if self.has_terms.is_empty() { Vec::new() } else { self.terms.typed() };
        [vec![("quantity", self.quantity.clone())], terms].concat()
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
    fields: EditFields,
    subscription: Subscription,
    /// What can be chosen for the term: as it is sent, and in words.
    terms: Vec<(String, String)>,
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
    let fields = EditFields {
        quantity: shown.subscription.quantity.to_string(),
        terms: TermsFields::of(&shown.subscription),
        has_terms: YES.to_owned(),
        version: shown.subscription.version,
        back: back.into_inner().back,
    };
    let page = page(&scope, shown, fields, &Refused::default());
    page.shell.render(StatusCode::OK, &page)
}

fn page<R: Right>(scope: &Scoped<R>, shown: Shown, fields: EditFields, refused: &Refused) -> Page {
    let (customer, subscription) = (&scope.customer, shown.subscription);
    let path = paths::subscription(customer.id, subscription.id);
    let may_suspend = scope.may(Permission::SuspendSubscriptions);
    Page {
        shell: Shell::at(scope, customer, Section::Subscriptions),
        reasons: Reasons::new(&scope.words, refused),
        conflict: None,
        terms: fields.terms.choices(&scope.words),
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
pub async fn update(scope: Scoped<BuySubscriptions>, path: Path<(String, String)>, form: Form<EditFields>) -> Result {
    let id = id::<SubscriptionId>(&path.1)?;
    let Form { fields, sent } = form;
    let (actor, customer) = (scope.actor(), scope.customer.id);
    let changed = async {
        let now = action::find(&actor, customer, id).await?.subscription;
        action::change(&actor, customer, id, &fields.parse(&now)?, fields.version, &sent).await
    };
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
    mut fields: EditFields,
    conflict: &Conflict,
) -> Result {
    let now = action::find(&scope.actor(), scope.customer.id, id).await?;
    let told = ConflictNotice::new(&scope.words, conflict, &fields.typed());
    fields.version = now.subscription.version;
    let page = Page { conflict: Some(told), ..page(scope, now, fields, &Refused::default()) };
    page.shell.render(StatusCode::CONFLICT, &page)
}
