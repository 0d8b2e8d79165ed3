//! Planning, tried with customers, rules and wishes at random.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{carry_out, holder, item, part, sku, steps};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::licensing::{Blocker, Change, Holder, Inventory, Rules, Swap, Switch, UserDecision};

/// Products 1 to 5 with some of the plans 1 to 6.
fn inventories() -> impl Strategy<Value = Inventory> {
    let items = prop::collection::vec((0..12i64, prop::collection::btree_set(1..7u8, 0..4)), 5);
    let pairs = prop::collection::vec((1..7u8, 1..7u8), 0..3);
    let needs = prop::collection::vec((1..6u8, 1..7u8), 0..3);
    (items, pairs, needs).prop_map(|(items, pairs, needs)| {
        let mut rules = Rules::default();
        pairs
            .iter()
            .filter(|(one, other)| one != other)
            .for_each(|(one, other)| rules.exclude(part(*one), part(*other)));
        for (product, plan) in &needs {
            rules.need(sku(*product), part(*plan));
        }
        let item = |(number, (seats, plans)): (u8, &(i64, BTreeSet<u8>))| {
            (sku(number), item(*seats, &plans.iter().copied().collect::<Vec<_>>()))
        };
        Inventory { items: (1..).zip(&items).map(item).collect(), rules }
    })
}

fn changes() -> impl Strategy<Value = Change> {
    let products = prop::collection::vec((0..4u8, prop::collection::btree_set(1..7u8, 0..3)), 5);
    (products, prop::option::of((1..6u8, 1..6u8)), any::<bool>()).prop_map(|(products, swap, located)| {
        let mut change = Change { location: located.then(|| "DE".into()), ..Change::default() };
        // Either a swap or single products, as the pages have it.
        if let Some((from, to)) = swap.filter(|(from, to)| from != to) {
            change.swap = Some(Swap { from: sku(from), to: sku(to) });
            return change;
        }
        for (number, (want, plans)) in (1..).zip(products) {
            let plans: Vec<ServicePlanId> = plans.into_iter().map(part).collect();
            match want {
                0 => drop(change.assign.insert(sku(number), plans)),
                1 => drop(change.revoke.insert(sku(number))),
                2 => {
                    let (on, off) = plans.split_at(plans.len() / 2);
                    change.switch.push(Switch { sku: sku(number), on: on.to_vec(), off: off.to_vec() });
                }
                _ => {}
            }
        }
        change
    })
}

/// Plans that a product has not are nothing to switch.
fn sensible(mut change: Change, inventory: &Inventory) -> Change {
    let has = |sku: &SkuId, plan: &ServicePlanId| inventory.items[sku].plans.contains(plan);
    for (sku, off) in &mut change.assign {
        off.retain(|plan| has(sku, plan));
    }
    for switch in &mut change.switch {
        let sku = switch.sku;
        switch.on.retain(|plan| has(&sku, plan));
        switch.off.retain(|plan| has(&sku, plan));
    }
    change
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Whatever was done before: what is decided takes no more seats than it says and there are, says no more
    /// than is needed, and planned again from its own steps it is the same.
    #[test]
    fn a_plan_never_needs_more_than_it_says(
        inventory in inventories(),
        history in prop::collection::vec(changes(), 0..4),
        change in changes(),
        places in prop::collection::vec(any::<bool>(), 1..12),
    ) {
        let (mut inventory, mut holders) = (inventory, people(&places));
        for change in history {
            let plan = steps(&inventory, &holders, &sensible(change, &inventory));
            carry_out(&mut inventory, &mut holders, &plan);
        }
        let plan = steps(&inventory, &holders, &sensible(change, &inventory));
        let mut after = inventory.clone();
        carry_out(&mut after, &mut holders.clone(), &plan);
        // Who is not given something loses nothing.
        let kept = |why: &Blocker| matches!(why, Blocker::NeededBy(_) | Blocker::HeldBack | Blocker::Excludes(..));
        for (_, step) in plan.steps.iter().filter(|(_, step)| step.refused.iter().any(|(_, why)| !kept(why))) {
            prop_assert!(step.remove.is_empty() && step.switch.iter().all(|one| one.off.is_empty()), "{:?}", step);
        }
        for (sku, item) in &after.items {
            let tally = plan.tallies.get(sku).copied().unwrap_or_default();
            prop_assert!(tally.given <= tally.needed && tally.given <= tally.free.max(0) + tally.freed);
            prop_assert_eq!(item.pool.consumed, inventory.items[sku].pool.consumed + tally.given - tally.freed);
            prop_assert!(item.pool.consumed <= item.pool.total());
            let lacking = plan.steps.iter().filter(|(_, step)| step.refused.contains(&(*sku, Blocker::NoSeats))).count();
            prop_assert_eq!(tally.lacking(), i64::try_from(lacking).unwrap());
            prop_assert!(tally.short() >= tally.lacking() && (tally.short() > 0) == (lacking > 0));
        }
        let again: Vec<_> =
            holders.iter().zip(&plan.steps).map(|(holder, (_, step))| (holder.clone(), step.wish(), vec![])).collect();
        let again = crate::domain::licensing::decide(&inventory, &again);
        for ((_, step), (_, same)) in plan.steps.iter().zip(&again.steps) {
            prop_assert_eq!(same, &UserDecision { refused: vec![], ..step.clone() });
        }
    }

    /// Done and taken back, everything is as it was: licenses, service plans, locations, seats.
    #[test]
    fn a_change_and_its_undo_give_back_the_state(
        inventory in inventories(),
        history in prop::collection::vec(changes(), 0..4),
        change in changes(),
        places in prop::collection::vec(any::<bool>(), 1..12),
    ) {
        let (mut inventory, mut holders) = (inventory, people(&places));
        for change in history {
            let plan = steps(&inventory, &holders, &sensible(change, &inventory));
            carry_out(&mut inventory, &mut holders, &plan);
        }
        let before = (inventory.items.clone(), holders.clone());
        let plan = steps(&inventory, &holders, &sensible(change, &inventory));
        let done = carry_out(&mut inventory, &mut holders, &plan);
        let back: Vec<_> = holders.iter().zip(&done).map(|(holder, done)| {
            let (wish, drift) = done.undo(holder, &BTreeSet::new());
            (holder.clone(), wish, drift)
        }).collect();
        let undo = crate::domain::licensing::decide(&inventory, &back);
        for (_, step) in &undo.steps {
            prop_assert!(!step.falls_short() && step.drift.is_empty(), "{:?}", step);
        }
        carry_out(&mut inventory, &mut holders, &undo);
        prop_assert_eq!((inventory.items, holders), before);
    }

    /// Who has a product that is swapped has it or the other one afterwards, and everything else.
    #[test]
    fn a_swap_never_leaves_a_user_with_neither(
        inventory in inventories(),
        history in prop::collection::vec(changes(), 1..4),
        (from, to) in (1..6u8, 1..6u8).prop_filter("two products", |(from, to)| from != to),
        places in prop::collection::vec(any::<bool>(), 1..12),
    ) {
        let (mut inventory, mut holders) = (inventory, people(&places));
        for change in history {
            let plan = steps(&inventory, &holders, &sensible(change, &inventory));
            carry_out(&mut inventory, &mut holders, &plan);
        }
        let before = holders.clone();
        let swap = Change { swap: Some(Swap { from: sku(from), to: sku(to) }), ..Change::default() };
        let plan = steps(&inventory, &holders, &swap);
        carry_out(&mut inventory, &mut holders, &plan);
        for (before, after) in before.iter().zip(&holders) {
            let rest = |holder: &Holder| holder.licenses.iter()
                .filter(|license| ![sku(from), sku(to)].contains(&license.sku)).cloned().collect::<Vec<_>>();
            prop_assert_eq!(rest(before), rest(after));
            let had = before.holds(sku(from));
            prop_assert!(!had || after.holds(sku(from)) || after.holds(sku(to)), "with neither");
            let gains = after.holds(sku(to)) && !before.holds(sku(to));
            prop_assert!(!gains || !after.holds(sku(from)), "with both");
            prop_assert!(had || before.holds(sku(to)) == after.holds(sku(to)));
        }
    }
}

/// Nobody has anything yet; some are nowhere.
fn people(places: &[bool]) -> Vec<Holder> {
    let somebody =
        |(number, known): (usize, &bool)| Holder { location: known.then(|| "IT".into()), ..holder(number, &[]) };
    places.iter().enumerate().map(somebody).collect()
}
