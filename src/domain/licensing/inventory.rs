//! What a customer has to give, and how one user's wish is decided.
//!
//! Assignments stand each for itself: what can be had is given. Nothing is revoked and no plan is turned
//! off for a user for whom an assignment failed, as it may be what the person works with until then; so
//! nobody who was to get one product instead of another is left with neither.

use std::collections::{BTreeMap, BTreeSet};

use super::item::Item;
use super::rules::{Rules, has};
use super::step::{Blocker, UserDecision};
use super::wish::{Holder, LicenseRequest, Swap, Switch, UsageLocation};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::user::License;

/// All that a customer has to give, and the rules of giving.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    pub items: BTreeMap<SkuId, Item>,
    pub rules: Rules,
}

/// What would take something away that another product needs.
enum Cause {
    Revoked(SkuId),
    SwitchedOff(SkuId, ServicePlanId),
}

/// One try at a user's wish.
struct Trial {
    step: UserDecision,
    /// Which assignments failed.
    failed: Vec<(SkuId, Blocker)>,
    /// A product that would be left without what it needs, and by what.
    bereft: Option<(Cause, SkuId)>,
}

impl Trial {
    /// Whether an assignment fails for a reason that stays when nothing is taken away.
    fn fails_anyway(&self) -> bool {
        self.failed.iter().any(|(_, why)| !matches!(why, Blocker::Needs(_)))
    }
}

impl LicenseRequest {
    fn takes_away(&self) -> bool {
        !self.revoke.is_empty() || self.switch.iter().any(|switch| !switch.off.is_empty())
    }

    /// Keeps all that was to be taken away, as these assignments failed. They are not tried again: they
    /// would be had beside what should have gone for them.
    fn hold_back(&mut self, failed: Vec<(SkuId, Blocker)>, kept: &mut Vec<(SkuId, Blocker)>) {
        self.assign.retain(|license| failed.iter().all(|(sku, _)| *sku != license.sku));
        kept.extend(failed);
        kept.extend(std::mem::take(&mut self.revoke).into_iter().map(|sku| (sku, Blocker::HeldBack)));
        for switch in self.switch.iter_mut().filter(|switch| !switch.off.is_empty()) {
            switch.off.clear();
            kept.push((switch.sku, Blocker::HeldBack));
        }
    }
}

impl Inventory {
    /// Decides what is done of `wish` to one user, and moves the seats.
    pub fn take(&mut self, holder: &Holder, wish: &LicenseRequest) -> UserDecision {
        if let Some(absent) = holder.absent {
            return UserDecision { absent: Some(absent), ..UserDecision::default() };
        }
        let mut wish = wish.clone();
        wish.revoke.retain(|sku| holder.holds(*sku));
        for switch in &mut wish.switch {
            let license = holder.license(switch.sku);
            switch.off.retain(|plan| license.is_some_and(|license| !license.disabled_plans.contains(plan)));
        }
        let mut kept: Vec<(SkuId, Blocker)> = Vec::new();
        let mut step = loop {
            let trial = self.attempt(holder, &wish);
            match trial.bereft {
                Some(_) if wish.takes_away() && trial.fails_anyway() => wish.hold_back(trial.failed, &mut kept),
                Some((Cause::Revoked(sku), by)) => {
                    wish.revoke.remove(&sku);
                    kept.push((sku, Blocker::NeededBy(by)));
                    // Who must keep the one product does not get the other one beside it.
                    if let Some(swap) = wish.swap.filter(|swap| swap.from == sku) {
                        wish.assign.retain(|license| license.sku != swap.to);
                    }
                }
                Some((Cause::SwitchedOff(sku, plan), by)) => {
                    wish.switch
                        .iter_mut()
                        .filter(|one| one.sku == sku)
                        .for_each(|one| one.off.retain(|off| *off != plan));
                    kept.push((sku, Blocker::NeededBy(by)));
                }
                None if wish.takes_away() && !trial.failed.is_empty() => wish.hold_back(trial.failed, &mut kept),
                None => break trial.step,
            }
        };
        step.refused.extend(kept);
        let has_both = |swap: &Swap| step.remove.contains(&swap.from) && step.add.iter().any(|one| one.sku == swap.to);
        step.swap = wish.swap.filter(has_both);
        step.refused.sort();
        step.refused.dedup();
        for license in &step.add {
            let pool = &mut self.items.entry(license.sku).or_default().pool;
            // There is a seat: else it would not be given.
            *pool = pool.assign().unwrap_or(*pool);
        }
        for sku in &step.remove {
            let pool = &mut self.items.entry(*sku).or_default().pool;
            *pool = pool.revoke();
        }
        step
    }

    fn attempt(&self, holder: &Holder, wish: &LicenseRequest) -> Trial {
        let mut step = UserDecision { remove: wish.revoke.iter().copied().collect(), ..UserDecision::default() };
        let mut held: Vec<License> =
            holder.licenses.iter().filter(|license| !wish.revoke.contains(&license.sku)).cloned().collect();
        // What is turned off may be what stood against an assignment.
        let offs = |off: &Switch| Switch { on: Vec::new(), ..off.clone() };
        for off in wish.switch.iter().map(offs) {
            turn(&mut held, &mut step, &off);
        }
        let country = holder.country().or(match &wish.place {
            Some(UsageLocation::Set { country, .. }) => Some(country.as_str()),
            _ => None,
        });
        let mut open: Vec<&License> = wish.assign.iter().filter(|license| !holder.holds(license.sku)).collect();
        let mut on: Vec<(SkuId, ServicePlanId)> =
            wish.switch.iter().flat_map(|switch| switch.on.iter().map(|plan| (switch.sku, *plan))).collect();
        // Of what the user has not, or has on already, nothing stands against anything.
        on.retain(|(sku, plan)| {
            held.iter().any(|license| license.sku == *sku && license.disabled_plans.contains(plan))
        });
        let (mut failed, mut stays_off) = (Vec::new(), Vec::new());
        // What one of them needs may come with another one, or be turned on.
        loop {
            let before = (open.len(), on.len());
            open.retain(|license| match self.refusal(license, &held, country) {
                Some(Blocker::Needs(_)) => true,
                Some(why) => {
                    failed.push((license.sku, why));
                    false
                }
                None => {
                    held.push((*license).clone());
                    step.add.push((*license).clone());
                    false
                }
            });
            for (sku, plan) in on.drain(..) {
                match self.rules.against(sku, plan, &held, &self.items) {
                    Some((other, theirs)) => stays_off.push((sku, Blocker::Excludes(plan, other, theirs))),
                    None => turn(&mut held, &mut step, &Switch { sku, on: vec![plan], off: Vec::new() }),
                }
            }
            if (open.len(), on.len()) == before {
                break;
            }
        }
        let needs = |sku: SkuId| self.rules.needs(sku).into_iter().flatten().copied().collect();
        failed.extend(open.iter().map(|license| (license.sku, Blocker::Needs(needs(license.sku)))));
        step.refused = [failed.clone(), stays_off].concat();
        step.add.sort();
        if !step.add.is_empty() && holder.country().is_none() {
            let held = holder.licenses.iter().map(|license| license.sku).collect();
            step.place = country.map(|country| UsageLocation::Set { country: country.to_owned(), held });
        }
        step.place = step.place.or(Self::clearing(holder, wish, &held));
        let bereft = self.bereft(holder, wish, &held);
        Trial { step, failed, bereft }
    }

    /// A location goes again with what it was noted for.
    fn clearing(holder: &Holder, wish: &LicenseRequest, left: &[License]) -> Option<UsageLocation> {
        let Some(UsageLocation::Cleared { country, held }) = &wish.place else { return None };
        let is_so = holder.location.as_ref() == Some(country);
        (is_so && left.iter().all(|license| held.contains(&license.sku))).then(|| wish.place.clone()).flatten()
    }

    /// Why `license` cannot be assigned to a user in `country` who has `held`. Seats come last: who
    /// could not have it anyway needs none.
    fn refusal(&self, license: &License, held: &[License], country: Option<&str>) -> Option<Blocker> {
        let sku = license.sku;
        let item = match Item::usable(self.items.get(&sku)) {
            Ok(item) => item,
            Err(why) => return Some(why),
        };
        let Some(country) = country else { return Some(Blocker::NoLocation) };
        if !self.rules.is_open(country, sku) {
            return Some(Blocker::ClosedInLocation(country.to_owned()));
        }
        let on = item.plans.iter().filter(|plan| !license.disabled_plans.contains(plan));
        let against = |plan: &ServicePlanId| {
            let (other, theirs) = self.rules.against(sku, *plan, held, &self.items)?;
            Some(Blocker::Excludes(*plan, other, theirs))
        };
        if let Some(why) = on.clone().find_map(against) {
            return Some(why);
        }
        if !self.rules.is_supported(sku, held, &self.items) {
            return Some(Blocker::Needs(Vec::new()));
        }
        (item.pool.available() == 0).then_some(Blocker::NoSeats)
    }

    /// A product that had what it needs and would have it no more.
    fn bereft(&self, holder: &Holder, wish: &LicenseRequest, held: &[License]) -> Option<(Cause, SkuId)> {
        let has = |license: &License, plan: ServicePlanId| has(license, plan, &self.items);
        let loses = |license: &&License| {
            holder.holds(license.sku)
                && self.rules.is_supported(license.sku, &holder.licenses, &self.items)
                && !self.rules.is_supported(license.sku, held, &self.items)
        };
        let bereft = held.iter().find(loses)?.sku;
        let needs: BTreeSet<ServicePlanId> = self.rules.needs(bereft)?.clone();
        let gave = |sku: SkuId| holder.licenses.iter().find(|license| license.sku == sku);
        let supports = |license: &License| needs.iter().any(|plan| has(license, *plan));
        if let Some(sku) = wish.revoke.iter().find(|sku| gave(**sku).is_some_and(supports)) {
            return Some((Cause::Revoked(*sku), bereft));
        }
        let off = wish.switch.iter().flat_map(|switch| switch.off.iter().map(|plan| (switch.sku, *plan)));
        let mut causes =
            off.filter(|(sku, plan)| needs.contains(plan) && gave(*sku).is_some_and(|one| has(one, *plan)));
        causes.next().map(|(sku, plan)| (Cause::SwitchedOff(sku, plan), bereft))
    }
}

/// Turns plans of a license on or off, those that are not so yet, and notes it.
fn turn(held: &mut [License], step: &mut UserDecision, switch: &Switch) {
    let Some(license) = held.iter_mut().find(|license| license.sku == switch.sku) else { return };
    let is_off = |plan: &&ServicePlanId| license.disabled_plans.contains(plan);
    let on: Vec<ServicePlanId> = switch.on.iter().filter(is_off).copied().collect();
    let off: Vec<ServicePlanId> = switch.off.iter().filter(|plan| !is_off(plan)).copied().collect();
    if on.is_empty() && off.is_empty() {
        return;
    }
    let new = Switch { sku: switch.sku, on, off };
    new.apply(license);
    match step.switch.iter_mut().find(|one| one.sku == new.sku) {
        Some(one) => {
            one.on.extend(new.on);
            one.off.extend(new.off);
        }
        None => step.switch.push(new),
    }
}
