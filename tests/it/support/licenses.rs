//! Licenses of one user as *Manage licenses* changes them, without a browser.

use partnerdesk::actions::jobs::told;
use partnerdesk::actions::licenses::{ChangeForm, Changed, change_one};
use partnerdesk::actions::{Actor, Error, Submission};
use partnerdesk::domain::customer::Customer;
use partnerdesk::domain::id::{ServicePlanId, SkuId, UserId};
use partnerdesk::domain::job::{Outcome, Part};
use partnerdesk::domain::licensing::Blocker;
use partnerdesk::domain::refusal::{Refusal, Refused};
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
    let plans = store::catalog::plans(db, &all).await?;
    let mut form = ChangeForm { location: location.to_owned(), ..ChangeForm::default() };
    for sku in all {
        let (wanted, before) =
            (skus.iter().find(|(one, _)| *one == sku), held.iter().find(|license| license.sku == sku));
        form.was.push(format!("{sku}:{}", if before.is_some() { "all" } else { "none" }));
        let Some((_, off)) = wanted else { continue };
        form.licenses.push(sku.to_string());
        form.plans_of.push(sku.to_string());
        for plan in plans.get(&sku).into_iter().flatten().map(|plan| plan.id) {
            let pair = format!("{sku}/{plan}");
            if !off.contains(&plan) {
                form.plans.push(pair.clone());
            }
            if before.is_some_and(|license| license.disabled_plans.contains(&plan)) {
                form.plans_off.push(pair);
            }
        }
    }
    change(by, customer, user, &form).await
}

/// Gives `user` one product, whatever else there is.
pub async fn give(by: &Actor, customer: &Customer, user: UserId, sku: SkuId) -> Result<(), Error> {
    let form = ChangeForm { licenses: vec![sku.to_string()], ..ChangeForm::default() };
    change(by, customer, user, &form).await
}

/// Who was too late for the last seat is told by the result, which is an error here.
async fn change(by: &Actor, customer: &Customer, user: UserId, form: &ChangeForm) -> Result<(), Error> {
    let Changed::Job(job) = change_one(by, customer, user, form, &Submission::never_twice()).await? else {
        return Ok(());
    };
    let (_, told) = told(by, customer.id, job, Part::Everybody, 0, 1).await?;
    match told.into_iter().next().and_then(|one| one.outcome) {
        Some(Outcome::Licenses { refused, .. }) if refused.is_empty() => Ok(()),
        Some(Outcome::Unchanged) => Ok(()),
        Some(Outcome::Licenses { refused, .. }) => {
            let reason = |(sku, why): &(SkuId, Blocker)| match why {
                Blocker::NoSeats => Refusal::NoSeats { sku: *sku, product: String::new() },
                Blocker::PoolNotUsable => Refusal::PoolNotUsable { sku: *sku, product: String::new() },
                other => panic!("{other:?}"),
            };
            Err(Refused::one("", reason(&refused[0])).into())
        }
        other => panic!("{other:?}"),
    }
}
