//! Planning in the cases that people meet.

mod properties;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::*;
use crate::domain::id::{ServicePlanId, SkuId, UserId};
use crate::domain::user::License;

fn sku(number: u8) -> SkuId {
    SkuId(Uuid::from_u128(u128::from(number)))
}

fn part(number: u8) -> ServicePlanId {
    ServicePlanId(Uuid::from_u128(1_000 + u128::from(number)))
}

fn user(number: usize) -> UserId {
    UserId(Uuid::from_u128(number as u128))
}

fn item(active: i64, plans: &[u8]) -> Item {
    let pool = Pool { active, ..Pool::default() };
    Item { pool, assignable: true, plans: plans.iter().copied().map(part).collect() }
}

fn holder(number: usize, held: &[u8]) -> Holder {
    let licenses = held.iter().map(|number| License { sku: sku(*number), disabled_plans: vec![] }).collect();
    Holder { id: user(number), location: Some("IT".into()), licenses, absent: None }
}

fn assign(products: &[u8]) -> Change {
    Change { assign: products.iter().map(|number| (sku(*number), vec![])).collect(), ..Change::default() }
}

fn steps(inventory: &Inventory, holders: &[Holder], change: &Change) -> Decisions {
    let wish = |holder: &Holder| (holder.clone(), change.wish(holder, inventory), vec![]);
    decide(inventory, &holders.iter().map(wish).collect::<Vec<_>>())
}

/// Does what was decided. Gives what was done to each.
fn carry_out(inventory: &mut Inventory, holders: &mut [Holder], plan: &Decisions) -> Vec<Done> {
    let mut all = Vec::new();
    for (holder, (id, step)) in holders.iter_mut().zip(&plan.steps) {
        assert_eq!(holder.id, *id);
        all.push(step.done(&holder.licenses));
        for license in &step.add {
            inventory.items.get_mut(&license.sku).unwrap().pool.consumed += 1;
        }
        for sku in &step.remove {
            inventory.items.get_mut(sku).unwrap().pool.consumed -= 1;
        }
        holder.licenses = step.after(&holder.licenses);
        match &step.place {
            Some(UsageLocation::Set { country, .. }) => holder.location = Some(country.clone()),
            Some(UsageLocation::Cleared { .. }) => holder.location = None,
            None => {}
        }
    }
    all
}

fn why(plan: &Decisions, at: usize) -> Vec<Blocker> {
    plan.steps[at].1.refused.iter().map(|(_, why)| why.clone()).collect()
}

#[test]
fn seats_go_in_the_order_of_the_list_and_the_numbers_tell_it() {
    let inventory = Inventory { items: BTreeMap::from([(sku(1), item(3, &[]))]), ..Inventory::default() };
    let holders: Vec<Holder> = (0..5).map(|number| holder(number, &[])).collect();
    let plan = steps(&inventory, &holders, &assign(&[1]));
    assert_eq!(plan.changing(), 3);
    assert_eq!(why(&plan, 3), [Blocker::NoSeats]);
    let tally = plan.tallies[&sku(1)];
    assert_eq!((tally.needed, tally.free, tally.left(), tally.lacking(), tally.short()), (5, 3, 0, 2, 2));
    assert_eq!(plan.reasons(), [(Some(sku(1)), Reason::Blocker(Blocker::NoSeats), 2)]);
}

#[test]
fn every_reason_is_told() {
    let mut rules = Rules::default();
    rules.exclude(part(1), part(2));
    rules.need(sku(7), part(1));
    rules.close("CU", None);
    rules.close("IT", Some(sku(8)));
    let suspended = Item { pool: Pool { suspended: 9, ..Pool::default() }, ..item(0, &[]) };
    let items = BTreeMap::from([
        (sku(1), item(9, &[1])),
        (sku(2), item(9, &[2])),
        (sku(3), item(0, &[])),
        (sku(4), suspended),
        (sku(5), Item { assignable: false, ..item(9, &[]) }),
        (sku(7), item(9, &[])),
        (sku(8), item(9, &[])),
    ]);
    let inventory = Inventory { items, rules };
    let alone = |holder: Holder, product: u8| {
        let plan = steps(&inventory, &[holder], &assign(&[product]));
        why(&plan, 0).into_iter().next()
    };
    // A pool of nothing is over; one that is full is something else.
    assert_eq!(alone(holder(1, &[]), 3), Some(Blocker::ProductNotOwned));
    assert_eq!(alone(holder(1, &[]), 4), Some(Blocker::PoolNotUsable));
    assert_eq!(alone(holder(1, &[]), 5), Some(Blocker::NotAssignable));
    assert_eq!(alone(holder(1, &[]), 6), Some(Blocker::ProductNotOwned));
    assert_eq!(alone(holder(1, &[]), 7), Some(Blocker::Needs(vec![part(1)])));
    assert_eq!(alone(holder(1, &[1]), 7), None);
    assert_eq!(alone(holder(1, &[]), 8), Some(Blocker::ClosedInLocation("IT".into())));
    assert_eq!(alone(holder(1, &[2]), 1), Some(Blocker::Excludes(part(1), sku(2), part(2))));
    let nowhere = |location: Option<&str>| Holder { location: location.map(Into::into), ..holder(1, &[]) };
    assert_eq!(alone(nowhere(None), 1), Some(Blocker::NoLocation));
    assert_eq!(alone(nowhere(Some("ZZ")), 1), Some(Blocker::NoLocation));
    assert_eq!(alone(nowhere(Some("CU")), 1), Some(Blocker::ClosedInLocation("CU".into())));
    let gone = Holder { absent: Some(Absent::Deleted), ..holder(1, &[]) };
    assert_eq!(steps(&inventory, &[gone], &assign(&[1])).reasons()[0].1, Reason::Absent(Absent::Deleted));
}

#[test]
fn an_add_on_comes_with_its_base_and_does_not_lose_it() {
    let mut rules = Rules::default();
    rules.need(sku(1), part(2));
    // The add-on's id sorts before its base's.
    let inventory = Inventory { items: BTreeMap::from([(sku(1), item(9, &[])), (sku(2), item(9, &[2]))]), rules };
    let both = steps(&inventory, &[holder(1, &[])], &assign(&[1, 2]));
    assert_eq!((both.steps[0].1.add.len(), both.reasons().len()), (2, 0));
    let revoke = |products: &[u8]| Change { revoke: products.iter().copied().map(sku).collect(), ..Change::default() };
    let base = steps(&inventory, &[holder(1, &[1, 2])], &revoke(&[2]));
    assert_eq!(why(&base, 0), [Blocker::NeededBy(sku(1))]);
    assert!(!base.steps[0].1.changes());
    let off = Switch { sku: sku(2), on: vec![], off: vec![part(2)] };
    let off = steps(&inventory, &[holder(1, &[1, 2])], &Change { switch: vec![off], ..Change::default() });
    assert_eq!(why(&off, 0), [Blocker::NeededBy(sku(1))]);
    assert_eq!(steps(&inventory, &[holder(1, &[1, 2])], &revoke(&[1, 2])).steps[0].1.remove, [sku(1), sku(2)]);
}

#[test]
fn what_an_add_on_needs_may_be_turned_on_with_it() {
    let mut rules = Rules::default();
    rules.need(sku(5), part(5));
    let mut inventory = Inventory { items: BTreeMap::from([(sku(2), item(9, &[5])), (sku(5), item(9, &[]))]), rules };
    let off = Switch { sku: sku(2), on: vec![], off: vec![part(5)] };
    let change = Change { revoke: BTreeSet::from([sku(5)]), switch: vec![off], ..Change::default() };
    let mut holders = [holder(1, &[2, 5])];
    let plan = steps(&inventory, &holders, &change);
    let done = carry_out(&mut inventory, &mut holders, &plan);
    let (wish, drift) = done[0].undo(&holders[0], &BTreeSet::new());
    let undo = super::decide(&inventory, &[(holders[0].clone(), wish, drift)]);
    assert_eq!(undo.steps[0].1.after(&holders[0].licenses), holder(1, &[2, 5]).licenses);
}

#[test]
fn a_swap_keeps_everything_else_and_needs_the_seat() {
    let items = BTreeMap::from([(sku(1), item(9, &[1, 3])), (sku(2), item(1, &[2, 3])), (sku(4), item(9, &[]))]);
    let mut rules = Rules::default();
    rules.exclude(part(1), part(2));
    let inventory = Inventory { items, rules };
    let swap = Change { swap: Some(Swap { from: sku(1), to: sku(2) }), ..Change::default() };
    let mut first = holder(1, &[1, 4]);
    first.licenses[0].disabled_plans = vec![part(1), part(3)];
    let plan = steps(&inventory, &[first.clone(), holder(2, &[1]), holder(3, &[4])], &swap);
    let after = plan.steps[0].1.after(&first.licenses);
    let expected =
        [License { sku: sku(2), disabled_plans: vec![part(3)] }, License { sku: sku(4), disabled_plans: vec![] }];
    assert_eq!(after, expected, "plans that were off stay off");
    assert_eq!(plan.steps[1].1.remove, [], "without a seat of the new one the old one stays");
    assert!(why(&plan, 1).contains(&Blocker::HeldBack));
    assert_eq!(plan.steps[2].1, UserDecision::default());
}

#[test]
fn a_swap_gives_nothing_beside_what_must_stay() {
    let mut rules = Rules::default();
    rules.need(sku(4), part(1));
    let items = BTreeMap::from([(sku(1), item(9, &[1])), (sku(2), item(9, &[])), (sku(4), item(9, &[]))]);
    let mut inventory = Inventory { items, rules };
    let swap = Change { swap: Some(Swap { from: sku(1), to: sku(2) }), ..Change::default() };
    let plan = steps(&inventory, &[holder(1, &[1, 4])], &swap);
    assert_eq!((plan.steps[0].1.changes(), why(&plan, 0)), (false, vec![Blocker::NeededBy(sku(4))]));
    // Nor does taking a swap back, when an add-on came meanwhile.
    inventory.rules = Rules::default();
    inventory.rules.need(sku(4), part(2));
    inventory.items.insert(sku(2), item(9, &[2]));
    let mut holders = [holder(1, &[1])];
    let plan = steps(&inventory, &holders, &swap);
    let done = carry_out(&mut inventory, &mut holders, &plan);
    let now = holder(1, &[2, 4]);
    let (wish, drift) = done[0].undo(&now, &BTreeSet::new());
    let undo = super::decide(&inventory, &[(now, wish, drift)]);
    assert_eq!((undo.steps[0].1.changes(), why(&undo, 0)), (false, vec![Blocker::NeededBy(sku(4))]));
}

#[test]
fn a_swap_that_lacks_a_seat_says_so_also_where_an_add_on_needs_the_old_product() {
    let mut rules = Rules::default();
    rules.need(sku(4), part(1));
    let items = BTreeMap::from([(sku(1), item(9, &[1])), (sku(2), item(1, &[1])), (sku(4), item(9, &[]))]);
    let inventory = Inventory { items, rules };
    let swap = Change { swap: Some(Swap { from: sku(1), to: sku(2) }), ..Change::default() };
    let plan = steps(&inventory, &[holder(1, &[1, 4]), holder(2, &[1, 4])], &swap);
    assert_eq!((plan.steps[0].1.remove.as_slice(), why(&plan, 0)), (&[sku(1)][..], vec![]));
    assert_eq!((plan.steps[1].1.changes(), why(&plan, 1)), (false, vec![Blocker::HeldBack, Blocker::NoSeats]));
    assert_eq!(plan.tallies[&sku(2)].short(), 1);
}

#[test]
fn what_was_to_be_turned_off_for_a_product_stays_on_without_it() {
    let mut rules = Rules::default();
    rules.exclude(part(1), part(2));
    let items = BTreeMap::from([(sku(1), item(9, &[1, 3])), (sku(2), item(1, &[2]))]);
    let inventory = Inventory { items, rules };
    let off = Switch { sku: sku(1), on: vec![], off: vec![part(1)] };
    let change = Change { switch: vec![off.clone()], ..assign(&[2]) };
    let plan = steps(&inventory, &[holder(1, &[1]), holder(2, &[1]), holder(3, &[])], &change);
    assert_eq!((plan.steps[0].1.switch.as_slice(), plan.steps[0].1.add.len()), (&[off][..], 1));
    assert_eq!((plan.steps[1].1.changes(), why(&plan, 1)), (false, vec![Blocker::HeldBack, Blocker::NoSeats]));
    assert_eq!(why(&plan, 2), [Blocker::NoSeats], "who has not the product keeps nothing");
}

#[test]
fn a_plan_turned_on_is_nothing_to_who_has_not_the_product_or_has_it_on() {
    let mut rules = Rules::default();
    rules.exclude(part(1), part(2));
    let inventory = Inventory { items: BTreeMap::from([(sku(1), item(9, &[1])), (sku(2), item(9, &[2]))]), rules };
    let on = Switch { sku: sku(1), on: vec![part(1)], off: vec![] };
    let plan =
        steps(&inventory, &[holder(1, &[2]), holder(2, &[1, 2])], &Change { switch: vec![on], ..Change::default() });
    assert!(plan.steps.iter().all(|(_, step)| *step == UserDecision::default()));
}

#[test]
fn after_saving_counts_what_is_held_beyond_the_total() {
    let pool = Pool { active: 5, consumed: 8, ..Pool::default() };
    let over = Item { pool, ..item(0, &[]) };
    let inventory = Inventory { items: BTreeMap::from([(sku(1), over)]), ..Inventory::default() };
    let revoke = Change { revoke: BTreeSet::from([sku(1)]), ..Change::default() };
    let tally = steps(&inventory, &[holder(1, &[1]), holder(2, &[1])], &revoke).tallies[&sku(1)];
    assert_eq!((tally.free, tally.available(), tally.left(), tally.short()), (-3, 0, 0, 0), "nobody here lacks one");
    // Who is to get one there needs more than one seat bought.
    let tally = steps(&inventory, &[holder(3, &[])], &assign(&[1])).tallies[&sku(1)];
    assert_eq!((tally.lacking(), tally.short()), (1, 4));
}

#[test]
fn what_drifted_since_is_named_when_it_is_taken_back() {
    let done = Done {
        added: vec![License { sku: sku(1), disabled_plans: vec![] }, License { sku: sku(2), disabled_plans: vec![] }],
        removed: vec![License { sku: sku(3), disabled_plans: vec![part(1)] }],
        switched: vec![Switch { sku: sku(4), on: vec![part(1)], off: vec![part(2)] }],
        ..Done::default()
    };
    let mut now = holder(1, &[2, 3, 4]);
    now.licenses[0].disabled_plans = vec![part(9)];
    let (wish, drift) = done.undo(&now, &BTreeSet::new());
    let named = [Drift::RevokedSince, Drift::PlansChanged, Drift::AssignedSince, Drift::PlansChanged];
    assert_eq!(drift.iter().map(|(_, drift)| *drift).collect::<Vec<_>>(), named);
    assert_eq!((wish.revoke.len(), wish.assign.len()), (1, 0));
    assert_eq!(wish.switch, [Switch { sku: sku(4), on: vec![], off: vec![part(1)] }], "what is still so");
}

#[test]
fn what_came_anew_stays_and_a_location_that_something_else_needs() {
    let license = |number: u8| License { sku: sku(number), disabled_plans: vec![] };
    let place = UsageLocation::Set { country: "IT".into(), held: vec![sku(9)] };
    let done = Done { added: vec![license(1), license(2)], place: Some(place), ..Done::default() };
    let now = holder(1, &[1, 2, 9]);
    let (wish, drift) = done.undo(&now, &BTreeSet::from([sku(2)]));
    let named = vec![(sku(1), Drift::LocationStays), (sku(2), Drift::AssignedAnew)];
    assert_eq!((wish.revoke, drift), (BTreeSet::from([sku(1)]), named));
    // Nor is it given back what that stands for instead.
    let swap = Some(Swap { from: sku(3), to: sku(2) });
    let swapped = Done { added: vec![license(2)], removed: vec![license(3)], swap, ..Done::default() };
    let (wish, drift) = swapped.undo(&holder(1, &[2]), &BTreeSet::from([sku(2)]));
    assert_eq!((wish.assign, drift), (vec![], vec![(sku(2), Drift::AssignedAnew)]));
    let drift = |holder: &Holder| done.undo(holder, &BTreeSet::new()).1;
    assert_eq!(drift(&now), []);
    let stays = [(sku(1), Drift::LocationStays)];
    assert_eq!(drift(&Holder { location: Some("FR".into()), ..now }), stays);
    assert_eq!(drift(&holder(1, &[1, 2, 3])), stays);
}

#[test]
fn a_plan_that_gives_everybody_the_same_is_the_same() {
    let mut inventory = Inventory { items: BTreeMap::from([(sku(1), item(3, &[]))]), ..Inventory::default() };
    let holders = [holder(1, &[]), holder(2, &[])];
    let shown = steps(&inventory, &holders, &assign(&[1]));
    inventory.items.get_mut(&sku(1)).unwrap().pool.active = 9;
    assert!(differences(&shown, &steps(&inventory, &holders, &assign(&[1]))).is_empty());
    inventory.items.get_mut(&sku(1)).unwrap().pool.active = 1;
    let different = differences(&shown, &steps(&inventory, &holders, &assign(&[1])));
    assert_eq!((different.users.len(), different.seats), (1, vec![(sku(1), 3, 1)]));
}
