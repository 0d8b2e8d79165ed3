//! Subscriptions of a customer: buy, change the quantity, suspend, reactivate.
//!
//! They feed the seat pools: each change recounts its product's pool in the same transaction. Staff
//! never lower a total under what is assigned by a quantity; a suspension may, and is told before.

mod shown;

pub use self::shown::{Offer, Offers, Shown, find, list, offers, once_suspended};

use super::audit::Log;
use super::{Actor, Error, Submission, conflict_about, with_audit, with_audit_idempotent};
use crate::clock::new_id;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, SkuId, SubscriptionId};
use crate::domain::licensing::Pool;
use crate::domain::permission::Permission;
use crate::domain::refusal::{CatalogRefusal, InputRefusal, Refusal, Refused};
use crate::domain::subscription::{Change, Purchase, Status, Subscription};
use crate::store::{self, Tx};

/// Buys a product: a new, active subscription. Gives its name.
///
/// # Errors
/// At `product` [`InputRefusal::Choose`] for what the catalog does not have, [`CatalogRefusal::Retired`]; at
/// `term_ends_on` what [`Terms::from`](crate::domain::subscription::Terms::from) refuses.
pub async fn add(by: &Actor, customer: CustomerId, purchase: Purchase, sent: &Submission) -> Result<String, Error> {
    by.require(Permission::BuySubscriptions)?;
    let Purchase { product: sku, quantity, terms } = purchase;
    let id = SubscriptionId(new_id());
    let today = by.now.with_timezone(&by.app.zone).date_naive();
    let terms = terms.from(today).map_err(|refusal| Error::Refused(Refused::one("term_ends_on", refusal)))?;
    with_audit_idempotent(by, customer, sent, async |tx, log| {
        let product = store::catalog::find(tx, sku).await?;
        let product =
            product.ok_or_else(|| Error::Refused(Refused::one("product", Refusal::Input(InputRefusal::Choose))))?;
        if product.retired {
            let refusal = Refusal::Catalog(CatalogRefusal::Retired { product: product.label() });
            return Err(Refused::one("product", refusal).into());
        }
        let new = Subscription {
            id,
            external_id: id.0,
            sku,
            name: product.label(),
            quantity: quantity.get(),
            status: Status::Active,
            started_on: terms.started_on,
            term_ends_on: terms.term_ends_on,
            auto_renew: terms.auto_renew,
            term: terms.term.clone(),
            offer_id: terms.offer_id.clone(),
            reseller: None,
            version: 1,
        };
        store::subscriptions::insert(tx, customer, &new, by.now).await?;
        refill(tx, customer, sku).await?;
        log.add(differences(Operation::CreateSubscription, None, &new));
        Ok(new.name)
    })
    .await
}

/// Sets a product's totals to what its subscriptions add up to. Gives the pool before and after.
pub(super) async fn refill(tx: &Tx, customer: CustomerId, sku: SkuId) -> Result<(Pool, Pool), Error> {
    let before = store::subscriptions::lock_pool(tx, customer, sku).await?;
    let after = Pool::fed_by(&store::subscriptions::feeding(tx, customer, sku).await?, before.consumed);
    store::subscriptions::put_pool(tx, customer, sku, &after).await?;
    Ok((before, after))
}

/// A subscription under the name that its product has now.
async fn named(tx: &Tx, customer: CustomerId, id: SubscriptionId) -> Result<Subscription, Error> {
    let now = store::subscriptions::find(tx, customer, id).await?.ok_or(Error::NotFound)?;
    let product = store::catalog::find(tx, now.sku).await?;
    Ok(now.called(product.as_ref()))
}

/// Changes the quantity and the terms, if nobody changed the subscription since `version`. Gives its name.
///
/// # Errors
/// At `quantity` what [`Subscription::with`] refuses, and [`SubscriptionRefusal::QuantityInUse`];
/// [`Error::Conflict`].
pub async fn change(
    by: &Actor,
    customer: CustomerId,
    id: SubscriptionId,
    change: &Change,
    version: i64,
    sent: &Submission,
) -> Result<String, Error> {
    by.require(Permission::BuySubscriptions)?;
    let at_quantity = |refusal| Error::Refused(Refused::one("quantity", refusal));
    with_audit_idempotent(by, customer, sent, async |tx, log| {
        let now = named(tx, customer, id).await?;
        if now.version != version {
            let fields = differences(Operation::UpdateSubscription, None, &now).after;
            return Err(conflict_about(tx, by, customer, id.0, fields).await?);
        }
        let next = now.with(change).map_err(at_quantity)?;
        if let Some((before, after)) = put(tx, log, customer, Operation::UpdateSubscription, &now, &next).await? {
            before.may_become(&after).map_err(at_quantity)?;
        }
        Ok(next.name)
    })
    .await
}

/// Takes a subscription's seats out of use. Doing it again changes nothing. Gives its name.
///
/// # Errors
/// What [`Subscription::suspended`] refuses.
pub async fn suspend(by: &Actor, customer: CustomerId, id: SubscriptionId) -> Result<String, Error> {
    move_to(by, customer, id, Operation::SuspendSubscription, Subscription::suspended).await
}

/// Puts a suspended subscription's seats into use again. Doing it again changes nothing. Gives its
/// name.
///
/// # Errors
/// What [`Subscription::reactivated`] refuses.
pub async fn reactivate(by: &Actor, customer: CustomerId, id: SubscriptionId) -> Result<String, Error> {
    move_to(by, customer, id, Operation::ReactivateSubscription, Subscription::reactivated).await
}

async fn move_to(
    by: &Actor,
    customer: CustomerId,
    id: SubscriptionId,
    operation: Operation,
    step: fn(&Subscription) -> Result<Subscription, Refusal>,
) -> Result<String, Error> {
    by.require(Permission::SuspendSubscriptions)?;
    with_audit(by, customer, async |tx, log| {
        let now = named(tx, customer, id).await?;
        let next = step(&now)?;
        put(tx, log, customer, operation, &now, &next).await?;
        Ok(next.name)
    })
    .await
}

/// Writes `next` over `now`, refills the pool and notes it. Gives the pool before and after, or
/// `None` when there was nothing to change.
async fn put(
    tx: &Tx,
    log: &mut Log,
    customer: CustomerId,
    operation: Operation,
    now: &Subscription,
    next: &Subscription,
) -> Result<Option<(Pool, Pool)>, Error> {
    let event = differences(operation, Some(now), next);
    if event.is_empty() {
        return Ok(None);
    }
    if !store::subscriptions::update(tx, customer, next).await? {
        // Everybody who changes a subscription holds the customer's chain, as we do since we read it.
        return Err(Error::Failed(format!("subscription {} changed under its customer's lock", now.id)));
    }
    log.add(event);
    Ok(Some(refill(tx, customer, now.sku).await?))
}

/// How one field of a subscription is told.
type Reader = fn(&Subscription) -> Option<String>;

/// What an event tells of a subscription.
pub(super) fn differences(operation: Operation, before: Option<&Subscription>, after: &Subscription) -> Event {
    let event = Event::new(operation, Target::Subscription(after.id.0), after.name.clone());
    let fields: [(&str, Reader); 10] = [
        ("external_id", |one| Some(one.external_id.to_string())),
        ("product", |one| Some(one.sku.to_string())),
        ("name", |one| Some(one.name.clone())),
        ("status", |one| Some(one.status.name().to_owned())),
        ("started_on", |one| one.started_on.map(|day| day.to_string())),
        ("term_ends_on", |one| one.term_ends_on.map(|day| day.to_string())),
        ("auto_renew", |one| one.auto_renew.map(|renews| if renews { "yes" } else { "no" }.to_owned())),
        ("term", |one| one.term.clone()),
        ("offer_id", |one| one.offer_id.clone()),
        ("reseller", |one| one.reseller.clone()),
    ];
    fields.into_iter().fold(event, |event, (name, of)| event.changed(name, before.and_then(of), of(after))).changed(
        "quantity",
        before.map(|one| one.quantity),
        after.quantity,
    )
}
