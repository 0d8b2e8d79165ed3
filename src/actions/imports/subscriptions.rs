//! Partner Center's export of one customer's subscriptions, and the seats that they give.
//!
//! The export is the truth about what was bought: a total may fall under what is assigned, and the
//! pool is shown as over-assigned then. What is assigned stays assigned.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::super::audit::Log;
use super::super::subscriptions::{differences, refill};
use super::super::{Actor, Error, with_audit};
use super::{Done, Outcome, ROWS};
use crate::clock::new_id;
use crate::domain::customer::Customer;
use crate::domain::event::Operation;
use crate::domain::id::{CustomerId, SkuId, SubscriptionId};
use crate::domain::import::matching::Names;
use crate::domain::import::row::Listed;
use crate::domain::import::subscriptions::{Bought, COLUMNS, Read, ids, read};
use crate::domain::import::table::Table;
use crate::domain::permission::Permission;
use crate::domain::principal::Reach;
use crate::domain::refusal::{Refusal, Refused, SubscriptionRefusal};
use crate::domain::subscription::Subscription;
use crate::store::{self, Tx};

/// Takes an export, known subscriptions by their Subscription ID; `map` settles names that could
/// mean several products.
///
/// # Errors
/// What [`Table::read`] and [`Names::settle`] refuse.
pub async fn load(by: &Actor, customer: &Customer, bytes: &[u8], map: Option<&[u8]>) -> Result<Outcome, Error> {
    by.require(Permission::BuySubscriptions)?;
    by.require(Permission::SuspendSubscriptions)?;
    let table = Table::read(bytes, &COLUMNS)?;
    let mut names = Names::new(store::catalog::list::named(by.app.db.read()).await?);
    if let Some(map) = map {
        names.settle(map)?;
    }
    let mut outcome = Outcome::of(&table);
    let own = products(by, customer.id, &ids(&table)).await?;
    let Read { rows, refused, skipped } = read(table, &names, |id| own.get(&id).copied());
    for rows in rows.chunks(ROWS) {
        let some = with_audit(by, customer.id, async |tx, log| take(tx, log, by, customer.id, rows).await).await?;
        outcome.add(some);
    }
    outcome.add(Outcome { refused, skipped, ..Outcome::default() });
    Ok(outcome)
}

/// The products of those subscriptions of `customer` that are known already.
async fn products(by: &Actor, customer: CustomerId, ids: &[Uuid]) -> Result<HashMap<Uuid, SkuId>, Error> {
    let mut products = HashMap::new();
    for ids in ids.chunks(ROWS) {
        let known = store::subscriptions::by_external_ids(by.app.db.read(), &Reach::All, ids.iter().copied()).await?;
        let own = known.into_iter().filter(|(_, (holder, _))| *holder == customer);
        products.extend(own.map(|(id, (_, now))| (id, now.sku)));
    }
    Ok(products)
}

async fn take(
    tx: &Tx,
    log: &mut Log,
    by: &Actor,
    customer: CustomerId,
    rows: &[Listed<Bought>],
) -> Result<Outcome, Error> {
    let ids = rows.iter().map(|row| row.what.external_id);
    let known = store::subscriptions::by_external_ids(tx, &Reach::All, ids).await?;
    let (mut outcome, mut skus) = (Outcome::default(), BTreeSet::new());
    for Listed { line, what } in rows {
        let done = match known.get(&what.external_id) {
            Some((holder, _)) if *holder != customer => {
                let refusal =
                    SubscriptionRefusal::OfOther { customer: store::customers::name(tx, &by.reach(), *holder).await? };
                Err(Refused::one("subscription_id", Refusal::Subscription(refusal)).into())
            }
            Some((_, now)) => update(tx, log, customer, now, what).await,
            None => add(tx, log, by, customer, what).await,
        };
        if matches!(done, Ok(Done::Added | Done::Updated)) {
            skus.insert(what.sku);
            // The product itself may be another one now.
            skus.extend(known.get(&what.external_id).map(|(_, before)| before.sku));
        }
        outcome.note(line, done)?;
    }
    for sku in skus {
        refill(tx, customer, sku).await?;
    }
    Ok(outcome)
}

async fn add(tx: &Tx, log: &mut Log, by: &Actor, customer: CustomerId, what: &Bought) -> Result<Done, Error> {
    let new = what.subscription(SubscriptionId(new_id()));
    store::subscriptions::insert(tx, customer, &new, by.now).await?;
    log.add(differences(Operation::ImportSubscription, None, &new));
    Ok(Done::Added)
}

async fn update(
    tx: &Tx,
    log: &mut Log,
    customer: CustomerId,
    now: &Subscription,
    what: &Bought,
) -> Result<Done, Error> {
    let next = what.over(now);
    if next == *now {
        return Ok(Done::Unchanged);
    }
    let next = Subscription { name: what.name.clone(), ..next };
    store::subscriptions::update(tx, customer, &next).await?;
    log.add(differences(Operation::ImportSubscription, Some(now), &next));
    Ok(Done::Updated)
}
