//! What a restore gives back: to whom the account, and to whom which of the licenses.
//!
//! Seats and names go in the order in which the users stand; who comes first has them, and who
//! comes later is told. Nothing here knows where users are kept or who else asks meanwhile.

use std::collections::BTreeSet;

use super::id::UserId;
use super::licensing::{Decisions, Holder, Inventory, LicenseRequest, UserDecision, decide};
use super::user::License;
use super::user_name::{Domain, UserName};

/// A deleted user who is to come back.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub id: UserId,
    /// The user's own name, or another one that was asked for.
    pub user_name: UserName,
    pub location: Option<String>,
    /// What the user held when deleted, with the plans that were off.
    pub licenses: Vec<License>,
}

impl Candidate {
    fn holder(&self) -> Holder {
        Holder { id: self.id, location: self.location.clone(), licenses: Vec::new(), absent: None }
    }

    fn wish(&self) -> LicenseRequest {
        LicenseRequest { assign: self.licenses.clone(), ..LicenseRequest::default() }
    }
}

/// What becomes of one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// With these of the licenses, and why without the others.
    Back(Box<UserDecision>),
    /// Somebody else has the user name, or gets it back before.
    NameTaken,
    /// The customer no longer has the user name's domain.
    DomainGone,
}

/// The names that users can have: the customer's domains, and what its active users are called.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub domains: Vec<Domain>,
    /// Keys of user names.
    pub taken: BTreeSet<String>,
}

impl Names {
    /// Why `name` cannot be had, if so.
    pub fn refuse(&self, name: &UserName) -> Option<Fate> {
        if !self.domains.contains(name.domain()) {
            Some(Fate::DomainGone)
        } else if self.taken.contains(&name.key()) {
            Some(Fate::NameTaken)
        } else {
            None
        }
    }

    /// A name like `own` that is free, in its domain or, if that is gone, in the customer's first;
    /// nothing when none of the obvious ones is.
    pub fn instead_of(&self, own: &UserName) -> Option<UserName> {
        let domain = self.domains.iter().find(|domain| *domain == own.domain()).or(self.domains.first())?;
        let numbered = (2..100).map(|number| format!("{}{number}", own.local()));
        std::iter::once(own.local().to_owned())
            .chain(numbered)
            .filter_map(|local| UserName::new(&local, domain.clone()).ok())
            .find(|name| self.refuse(name).is_none())
    }
}

/// Decides for each of `candidates`, in their order.
///
/// A license that comes back is assigned as any other is: the same rules stand in its way, also those
/// that came while the user was deleted.
pub fn restore(candidates: &[Candidate], inventory: &Inventory, names: &Names) -> Vec<(UserId, Fate)> {
    let (mut inventory, mut names) = (inventory.clone(), names.clone());
    let mut fates = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let fate = names.refuse(&candidate.user_name).unwrap_or_else(|| {
            names.taken.insert(candidate.user_name.key());
            Fate::Back(Box::new(inventory.take(&candidate.holder(), &candidate.wish())))
        });
        fates.push((candidate.id, fate));
    }
    fates
}

/// What of their licenses `candidates` would get in their order, whatever becomes of their names.
pub fn licenses(candidates: &[Candidate], inventory: &Inventory) -> Decisions {
    let wished = |one: &Candidate| (one.holder(), one.wish(), Vec::new());
    decide(inventory, &candidates.iter().map(wished).collect::<Vec<_>>())
}

/// What of the licenses of one of them would come back if nobody else did.
pub fn alone(candidate: &Candidate, inventory: &Inventory) -> UserDecision {
    inventory.clone().take(&candidate.holder(), &candidate.wish())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::domain::id::{ServicePlanId, SkuId};
    use crate::domain::licensing::{Blocker, Item, Pool, Rules};

    fn sku(number: u8) -> SkuId {
        SkuId(Uuid::from_u128(u128::from(number)))
    }

    fn license(number: u8) -> License {
        License { sku: sku(number), disabled_plans: vec![] }
    }

    fn candidate(number: usize, name: &str, licenses: &[u8]) -> Candidate {
        Candidate {
            id: UserId(Uuid::from_u128(number as u128)),
            user_name: UserName::parse(&format!("{name}@aquila.example")).unwrap(),
            location: Some("IT".into()),
            licenses: licenses.iter().copied().map(license).collect(),
        }
    }

    fn seats(active: i64, consumed: i64) -> Item {
        Item { pool: Pool { active, consumed, ..Pool::default() }, assignable: true, plans: vec![] }
    }

    fn inventory(items: impl IntoIterator<Item = (SkuId, Item)>) -> Inventory {
        Inventory { items: items.into_iter().collect(), rules: Rules::default() }
    }

    fn names(taken: &[&str]) -> Names {
        Names {
            domains: vec![Domain::parse("aquila.example").unwrap()],
            taken: taken.iter().map(|name| format!("{name}@aquila.example")).collect(),
        }
    }

    fn back(licenses: &[u8], missing: &[(u8, Blocker)]) -> Fate {
        Fate::Back(Box::new(UserDecision {
            add: licenses.iter().copied().map(license).collect(),
            refused: missing.iter().map(|(number, why)| (sku(*number), why.clone())).collect(),
            ..UserDecision::default()
        }))
    }

    #[test]
    fn seats_and_names_go_to_who_comes_first() {
        let stock = inventory([(sku(1), seats(3, 2))]);
        let asked = [candidate(1, "ada", &[1]), candidate(2, "ADA", &[1]), candidate(3, "bo", &[1])];
        let fates: Vec<Fate> = restore(&asked, &stock, &names(&[])).into_iter().map(|(_, fate)| fate).collect();
        assert_eq!(fates, [back(&[1], &[]), Fate::NameTaken, back(&[], &[(1, Blocker::NoSeats)])]);
    }

    #[test]
    fn each_license_that_stays_away_has_its_reason() {
        let suspended = Item { pool: Pool { suspended: 5, ..Pool::default() }, ..seats(0, 0) };
        let tenant = Item { assignable: false, ..seats(5, 0) };
        let over = seats(2, 4);
        let stock = inventory([(sku(1), suspended), (sku(2), tenant), (sku(3), over), (sku(4), seats(1, 0))]);
        let fates = restore(&[candidate(1, "ada", &[1, 2, 3, 4, 5])], &stock, &names(&[]));
        let missing = [
            (1, Blocker::PoolNotUsable),
            (2, Blocker::NotAssignable),
            (3, Blocker::NoSeats),
            (5, Blocker::ProductNotOwned),
        ];
        assert_eq!(fates[0].1, back(&[4], &missing));
    }

    #[test]
    fn a_domain_that_is_gone_is_told_before_a_name_that_is_taken() {
        let mut asked = candidate(1, "ada", &[]);
        asked.user_name = UserName::parse("ada@gone.example").unwrap();
        let known = names(&["ada", "ada2"]);
        assert_eq!(restore(std::slice::from_ref(&asked), &Inventory::default(), &known)[0].1, Fate::DomainGone);
        assert_eq!(known.instead_of(&asked.user_name).unwrap().to_string(), "ada3@aquila.example");
        assert_eq!(names(&[]).instead_of(&asked.user_name).unwrap().to_string(), "ada@aquila.example");
        assert!(Names::default().instead_of(&asked.user_name).is_none());
    }

    #[test]
    fn a_rule_that_stands_in_the_way_by_now_is_a_reason_like_a_missing_seat() {
        let plan = |number: u128| ServicePlanId(Uuid::from_u128(100 + number));
        let with = |plans: &[u128]| Item { plans: plans.iter().copied().map(plan).collect(), ..seats(9, 0) };
        let mut stock =
            inventory([(sku(1), with(&[1])), (sku(2), with(&[2])), (sku(3), with(&[])), (sku(4), with(&[]))]);
        stock.rules.close("IT", Some(sku(3)));
        stock.rules.exclude(plan(1), plan(2));
        stock.rules.need(sku(4), plan(2));
        let mut nowhere = candidate(2, "bo", &[1]);
        nowhere.location = None;
        // Whose plan was off has nothing beside it that it excludes.
        let mut off = candidate(3, "eva", &[2, 4]);
        off.licenses.push(License { disabled_plans: vec![plan(1)], ..license(1) });
        let asked = [candidate(1, "ada", &[1, 2, 3, 4]), nowhere, off.clone()];
        let fates: Vec<Fate> = restore(&asked, &stock, &names(&[])).into_iter().map(|(_, fate)| fate).collect();
        let missing = [
            (2, Blocker::Excludes(plan(2), sku(1), plan(1))),
            (3, Blocker::ClosedInLocation("IT".into())),
            (4, Blocker::Needs(vec![plan(2)])),
        ];
        assert_eq!(fates[..2], [back(&[1], &missing), back(&[], &[(1, Blocker::NoLocation)])]);
        off.licenses.sort();
        let whole = UserDecision { add: off.licenses, ..UserDecision::default() };
        assert_eq!(fates[2], Fate::Back(Box::new(whole)));
    }

    proptest! {
        /// Users with names and licenses at random compete for few seats and few names.
        #[test]
        fn nothing_is_given_twice(
            wishes in prop::collection::vec((0..12u8, prop::collection::btree_set(1..5u8, 0..4)), 0..40),
            free in prop::collection::vec((0..9i64, 0..9i64), 4),
            taken in prop::collection::btree_set(0..12u8, 0..4),
        ) {
            let stock =
                inventory((1..).zip(&free).map(|(number, (active, consumed))| (sku(number), seats(*active, *consumed))));
            let asked: Vec<Candidate> = wishes.iter().enumerate().map(|(at, (name, licenses))| {
                candidate(at, &format!("user{name}"), &licenses.iter().copied().collect::<Vec<_>>())
            }).collect();
            let taken: Vec<String> = taken.iter().map(|name| format!("user{name}")).collect();
            let known = names(&taken.iter().map(String::as_str).collect::<Vec<_>>());
            let fates = restore(&asked, &stock, &known);
            prop_assert_eq!(fates.len(), asked.len());
            let mut given: BTreeMap<SkuId, i64> = BTreeMap::new();
            let mut called = known.taken.clone();
            let mut ran_out = BTreeSet::new();
            for (candidate, (id, fate)) in asked.iter().zip(&fates) {
                prop_assert_eq!(candidate.id, *id);
                let Fate::Back(step) = fate else {
                    prop_assert!(called.contains(&candidate.user_name.key()), "a free name is refused");
                    continue;
                };
                prop_assert!(called.insert(candidate.user_name.key()), "a name is given twice");
                prop_assert_eq!(step.add.len() + step.refused.len(), candidate.licenses.len(), "each is told");
                for license in &step.add {
                    prop_assert!(!ran_out.contains(&license.sku), "a later user has what an earlier one lacks");
                    *given.entry(license.sku).or_default() += 1;
                }
                ran_out.extend(step.refused.iter().map(|(sku, _)| *sku));
            }
            for (sku, given) in given {
                prop_assert!(given <= stock.items[&sku].pool.available(), "more seats than there are");
            }
        }

        /// Whoever is deleted and finds the seats still free gets back what was there.
        #[test]
        fn a_deletion_with_free_seats_is_undone_whole(
            held in prop::collection::vec(prop::collection::btree_set(1..5u8, 0..4), 0..20),
        ) {
            let users: Vec<Candidate> = held.iter().enumerate().map(|(at, licenses)| {
                candidate(at, &format!("user{at}"), &licenses.iter().copied().collect::<Vec<_>>())
            }).collect();
            // Exactly the seats that the deletion freed.
            let stock = inventory((1..5).map(|number| {
                let holders = held.iter().filter(|licenses| licenses.contains(&number)).count();
                (sku(number), seats(i64::try_from(holders).unwrap(), 0))
            }));
            for (user, (_, fate)) in users.iter().zip(restore(&users, &stock, &names(&[]))) {
                let whole = UserDecision { add: user.licenses.clone(), ..UserDecision::default() };
                prop_assert_eq!(fate, Fate::Back(Box::new(whole)));
            }
        }
    }
}
