//! Licenses of one user as *Manage licenses* changes them, without a browser.

use partnerdesk::actions::jobs::outcomes;
use partnerdesk::actions::licenses::{Changed, change_one};
use partnerdesk::actions::{Actor, Error, Submission};
use partnerdesk::domain::customer::Customer;
use partnerdesk::domain::id::{ServicePlanId, SkuId, UserId};
use partnerdesk::domain::job::{Outcome, Part};
use partnerdesk::domain::licensing::{Blocker, Change, Switch};
use partnerdesk::domain::refusal::{LicenseRefusal, Refusal, Refused};
use partnerdesk::store;

/// Makes the licenses of `user` into exactly `skus`, each with the plans that are off.
pub async fn set_licenses(
    by: &Actor,
    customer: &Customer,
    user: UserId,
    skus: &[(SkuId, &[ServicePlanId])],
    location: &str,
) -> Result<(), Error> {
    let db = by.app.db.read();
    let held = store::licenses::of_users(db, customer.id, &[user]).await?.remove(&user).unwrap_or_default();
    let owned = store::licenses::owned(db, customer.id).await?;
    let all: Vec<SkuId> = owned.iter().map(|owned| owned.product.sku).collect();
    let mut change =
        Change { location: Some(location.to_owned()).filter(|location| !location.is_empty()), ..Change::default() };
    for sku in all {
        let (wanted, before) =
            (skus.iter().find(|(one, _)| *one == sku), held.iter().find(|license| license.sku == sku));
        match (wanted, before) {
            (Some((_, off)), None) => drop(change.assign.insert(sku, off.to_vec())),
            (None, Some(_)) => drop(change.revoke.insert(sku)),
            (Some((_, off)), Some(before)) => {
                let is_off = |plan: &ServicePlanId| before.disabled_plans.contains(plan);
                let on = before.disabled_plans.iter().filter(|plan| !off.contains(plan)).copied().collect();
                let off = off.iter().filter(|plan| !is_off(plan)).copied().collect();
                change.switch.push(Switch { sku, on, off });
            }
            (None, None) => {}
        }
    }
    change.switch.retain(|switch| !switch.is_idle());
    carry_out(by, customer, user, &change).await
}

/// Gives `user` one product, whatever else there is.
pub async fn give(by: &Actor, customer: &Customer, user: UserId, sku: SkuId) -> Result<(), Error> {
    let change = Change { assign: [(sku, Vec::new())].into(), ..Change::default() };
    carry_out(by, customer, user, &change).await
}

/// Who was too late for the last seat is told by the result, which is an error here.
async fn carry_out(by: &Actor, customer: &Customer, user: UserId, change: &Change) -> Result<(), Error> {
    let Changed::Job(job) = change_one(by, customer, user, change, &Submission::never_twice()).await? else {
        return Ok(());
    };
    let (_, told) = outcomes(by, customer.id, job, Part::Everybody, 0, 1).await?;
    match told.into_iter().next().and_then(|one| one.outcome) {
        Some(Outcome::Licenses { refused, .. }) if refused.is_empty() => Ok(()),
        Some(Outcome::Unchanged) => Ok(()),
        Some(Outcome::Licenses { refused, .. }) => {
            let reason = |(sku, why): &(SkuId, Blocker)| match why {
                Blocker::NoSeats => Refusal::License(LicenseRefusal::NoSeats { sku: *sku, product: String::new() }),
                Blocker::PoolNotUsable => {
                    Refusal::License(LicenseRefusal::PoolNotUsable { sku: *sku, product: String::new() })
                }
                other => panic!("{other:?}"),
            };
            Err(Refused::one("", reason(&refused[0])).into())
        }
        other => panic!("{other:?}"),
    }
}
