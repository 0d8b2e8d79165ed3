//! What was decided about users' licenses, written down: seats, assignments, service plans, counts.
//! As many statements for one user as for a hundred, but for plans that are off: a hundred of those each.

use std::collections::BTreeMap;

use super::Error;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, SkuId, UserId};
use crate::domain::length;
use crate::domain::licensing::UserDecision;
use crate::domain::user::License;
use crate::store::{self, Tx};

/// What is done to one user.
pub(in crate::actions) struct Move<'a> {
    pub user: UserId,
    pub before: &'a [License],
    pub step: UserDecision,
}

impl Move<'_> {
    pub fn after(&self) -> Vec<License> {
        self.step.after(self.before)
    }

    /// By how many the user's licenses become more.
    pub fn by(&self) -> i64 {
        length(self.step.add.len()) - length(self.step.remove.len())
    }
}

/// Writes `moves`, which were judged in this transaction while the customer's chain was held.
pub(in crate::actions) async fn licenses(
    tx: &Tx,
    customer: CustomerId,
    moves: &[Move<'_>],
    at: Moment,
) -> Result<(), Error> {
    let mut seats: BTreeMap<SkuId, i64> = BTreeMap::new();
    let mut removed: BTreeMap<SkuId, Vec<UserId>> = BTreeMap::new();
    let mut added: Vec<(UserId, SkuId)> = Vec::new();
    let mut plans: Vec<(UserId, License)> = Vec::new();
    let mut unlicensed = 0;
    for one in moves {
        let after = one.after();
        for sku in &one.step.remove {
            *seats.entry(*sku).or_default() -= 1;
            removed.entry(*sku).or_default().push(one.user);
            let had_plans_off = |license: &&License| license.sku == *sku && !license.disabled_plans.is_empty();
            let gone = one.before.iter().find(had_plans_off);
            plans.extend(gone.map(|gone| (one.user, License { sku: gone.sku, disabled_plans: Vec::new() })));
        }
        for license in &one.step.add {
            *seats.entry(license.sku).or_default() += 1;
            added.push((one.user, license.sku));
        }
        let is_new = |license: &License| one.step.add.contains(license) && !license.disabled_plans.is_empty();
        let is_switched = |license: &License| one.step.switch.iter().any(|switch| switch.sku == license.sku);
        let changed = after.iter().filter(|license| is_new(license) || is_switched(license));
        plans.extend(changed.map(|license| (one.user, license.clone())));
        unlicensed += i64::from(after.is_empty()) - i64::from(one.before.is_empty());
    }
    // In the order of SKU ids, as everybody takes pools.
    for (sku, by) in seats {
        if by < 0 {
            store::licenses::give_seats(tx, customer, sku, -by).await?;
        } else if by > 0 && !store::licenses::take_seats(tx, customer, sku, by).await? {
            return Err(Error::Failed(format!("seats of {sku} went while the customer's chain was held")));
        }
    }
    for (sku, users) in removed {
        store::licenses::revoke(tx, customer, sku, &users).await?;
    }
    store::licenses::assign(tx, customer, &added, at).await?;
    store::licenses::put_disabled(tx, customer, &plans).await?;
    store::customers::count_users(tx, customer, 0, 0, unlicensed).await?;
    Ok(())
}
