//! What would be done to many users, one after the other in their order, before any of it is done:
//! each one's step, the seats of each product, and what is different when it is looked at again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::inventory::Inventory;
use super::step::{Blocker, Drift, UserDecision};
use super::wish::{Absent, Holder, LicenseRequest};
use crate::domain::id::{SkuId, UserId};
use crate::domain::length;

/// The seats of one product in a decisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Users who lack only a seat, or get one.
    pub needed: i64,
    /// Those of them who get one.
    pub given: i64,
    /// Seats that others give back.
    pub freed: i64,
    /// Seats that are free before anything is done; negative where more are held than there are.
    pub free: i64,
}

impl Tally {
    /// Seats that can be given away before anything is done, as every page tells them.
    pub fn available(&self) -> i64 {
        Ord::max(self.free, 0)
    }

    /// Seats that can be given away afterwards: whoever lacks one takes none.
    pub fn left(&self) -> i64 {
        Ord::max(self.free + self.freed - self.given, 0)
    }

    /// Seats beyond all that is wished: negative where they are too few.
    fn spare(&self) -> i64 {
        self.free + self.freed - self.needed
    }

    /// Users for whom no seat is left.
    pub fn lacking(&self) -> i64 {
        self.needed - self.given
    }

    /// Seats to buy so that nobody lacks one: also those that are held beyond what there is.
    pub fn short(&self) -> i64 {
        if self.lacking() == 0 { 0 } else { Ord::max(self.lacking(), -self.spare()) }
    }
}

/// What would be done to each user, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    pub steps: Vec<(UserId, UserDecision)>,
    pub tallies: BTreeMap<SkuId, Tally>,
}

/// A user, what is wished, and where that drifted from what is to be taken back.
pub type Wished = (Holder, LicenseRequest, Vec<(SkuId, Drift)>);

/// Decides on `wishes` in their order: who comes first has the seat.
pub fn decide(inventory: &Inventory, wishes: &[Wished]) -> Decisions {
    let mut left = inventory.clone();
    let mut decisions = Decisions::default();
    for (holder, wish, drift) in wishes {
        let mut step = left.take(holder, wish);
        step.drift.clone_from(drift);
        decisions.count(&step, inventory);
        decisions.steps.push((holder.id, step));
    }
    decisions
}

impl Decisions {
    fn count(&mut self, step: &UserDecision, inventory: &Inventory) {
        let given = step.add.iter().map(|license| (license.sku, 1, 1, 0));
        let short = step.refused.iter().filter(|(_, why)| *why == Blocker::NoSeats).map(|(sku, _)| (*sku, 1, 0, 0));
        let freed = step.remove.iter().map(|sku| (*sku, 0, 0, 1));
        for (sku, needed, given, freed) in given.chain(short).chain(freed) {
            let tally = self.tallies.entry(sku).or_insert_with(|| Tally {
                free: inventory.items.get(&sku).map_or(0, |item| item.pool.total() - item.pool.consumed),
                ..Tally::default()
            });
            tally.needed += needed;
            tally.given += given;
            tally.freed += freed;
        }
    }

    /// Users for whom something changes.
    pub fn changing(&self) -> i64 {
        length(self.steps.iter().filter(|(_, step)| step.changes()).count())
    }

    /// How many users each reason stops, in whole or in part: the product (none when nothing is done to
    /// the user at all) and why; the most frequent one first.
    pub fn reasons(&self) -> Vec<(Option<SkuId>, Reason, i64)> {
        let mut reasons: BTreeMap<(Option<SkuId>, Reason), i64> = BTreeMap::new();
        for (_, step) in &self.steps {
            for reason in step.reasons() {
                *reasons.entry(reason).or_default() += 1;
            }
        }
        let mut reasons: Vec<_> = reasons.into_iter().map(|((sku, reason), users)| (sku, reason, users)).collect();
        reasons.sort_by_key(|(_, _, users)| std::cmp::Reverse(*users));
        reasons
    }
}

/// Why something is not done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    Absent(Absent),
    Blocker(Blocker),
}

impl UserDecision {
    /// Each reason for which something is not done, once.
    pub fn reasons(&self) -> BTreeSet<(Option<SkuId>, Reason)> {
        let absent = self.absent.map(|absent| (None, Reason::Absent(absent)));
        let refused = self.refused.iter().map(|(sku, why)| (Some(*sku), Reason::Blocker(why.clone())));
        absent.into_iter().chain(refused).collect()
    }
}

/// How the decisions differ from those that were shown before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Users for whom something else would be done, with what was shown of them.
    pub users: Vec<(UserId, UserDecision)>,
    /// Products with other numbers of seats: available before, and now.
    pub seats: Vec<(SkuId, i64, i64)>,
}

impl Difference {
    pub fn is_empty(&self) -> bool {
        self.users.is_empty() && self.seats.is_empty()
    }
}

/// What is different in `now`. More free seats than before are no difference as long as everybody gets
/// the same.
pub fn differences(shown: &Decisions, now: &Decisions) -> Difference {
    let before: BTreeMap<UserId, &UserDecision> = shown.steps.iter().map(|(user, step)| (*user, step)).collect();
    let other = |(user, step): &(UserId, UserDecision)| {
        let was = before.get(user).copied().cloned().unwrap_or_default();
        (was != *step).then_some((*user, was))
    };
    let users: Vec<(UserId, UserDecision)> = now.steps.iter().filter_map(other).collect();
    if users.is_empty() {
        return Difference::default();
    }
    let moved = |(sku, now): (&SkuId, &Tally)| {
        let was = shown.tallies.get(sku)?.free;
        (was != now.free).then_some((*sku, was, now.free))
    };
    Difference { users, seats: now.tallies.iter().filter_map(moved).collect() }
}
