//! Taking back what was done to a user's licenses: the inverse, as far as the world is still so.

use std::collections::BTreeSet;

use super::step::{Done, Drift};
use super::wish::{Holder, LicenseRequest, Swap, Switch, UsageLocation};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::user::License;

impl Done {
    /// What takes it back from `holder` as things are now, and where they have drifted since; `anew` are
    /// products that the user got after it was done.
    pub fn undo(&self, holder: &Holder, anew: &BTreeSet<SkuId>) -> (LicenseRequest, Vec<(SkuId, Drift)>) {
        let mut drift = BTreeSet::new();
        let mut wish = LicenseRequest::default();
        for added in &self.added {
            match holder.license(added.sku) {
                None => drift.insert((added.sku, Drift::RevokedSince)),
                Some(_) if anew.contains(&added.sku) => drift.insert((added.sku, Drift::AssignedAnew)),
                Some(now) => {
                    wish.revoke.insert(added.sku);
                    now.disabled_plans != added.disabled_plans && drift.insert((added.sku, Drift::PlansChanged))
                }
            };
        }
        for removed in &self.removed {
            // What stays instead of it is not had beside it.
            let is_instead = |swap: &Swap| swap.from == removed.sku && anew.contains(&swap.to) && holder.holds(swap.to);
            if self.swap.as_ref().is_some_and(is_instead) {
                continue;
            }
            if holder.holds(removed.sku) {
                drift.insert((removed.sku, Drift::AssignedSince));
            } else {
                wish.assign.push(removed.clone());
            }
        }
        for switched in &self.switched {
            let Some(now) = holder.license(switched.sku) else {
                drift.insert((switched.sku, Drift::RevokedSince));
                continue;
            };
            let (switch, is_whole) = back(switched, now);
            if !is_whole {
                drift.insert((switched.sku, Drift::PlansChanged));
            }
            if !switch.is_idle() {
                wish.switch.push(switch);
            }
        }
        let of = self.added.iter().chain(&self.removed).map(|license| license.sku).next();
        if let Some(sku) = of.filter(|_| !self.is_placed_so(holder, anew)) {
            drift.insert((sku, Drift::LocationStays));
        }
        wish.place = self.place.clone().map(|place| match place {
            UsageLocation::Set { country, held } => UsageLocation::Cleared { country, held },
            UsageLocation::Cleared { country, .. } => UsageLocation::Set { country, held: Vec::new() },
        });
        wish.swap = self.swap.map(|swap| Swap { from: swap.to, to: swap.from });
        (wish, drift.into_iter().collect())
    }

    /// Whether the location is still as this left it, and nothing that came since needs it.
    fn is_placed_so(&self, holder: &Holder, anew: &BTreeSet<SkuId>) -> bool {
        match &self.place {
            None => true,
            Some(UsageLocation::Cleared { .. }) => holder.location.is_none(),
            Some(UsageLocation::Set { country, held }) => {
                let is_added = |sku: SkuId| !anew.contains(&sku) && self.added.iter().any(|one| one.sku == sku);
                let is_ours = |sku: SkuId| held.contains(&sku) || is_added(sku);
                holder.location.as_ref() == Some(country) && holder.licenses.iter().all(|one| is_ours(one.sku))
            }
        }
    }
}

/// The plans that are still as they were left, the other way round; whether that is all of them.
fn back(switched: &Switch, now: &License) -> (Switch, bool) {
    let is_off = |plan: &&ServicePlanId| now.disabled_plans.contains(plan);
    let on: Vec<ServicePlanId> = switched.off.iter().filter(is_off).copied().collect();
    let off: Vec<ServicePlanId> = switched.on.iter().filter(|plan| !is_off(plan)).copied().collect();
    let is_whole = on.len() == switched.off.len() && off.len() == switched.on.len();
    (Switch { sku: switched.sku, on, off }, is_whole)
}
