//! What a restore gives back: to whom the account, and to whom which of the licenses.
//!
//! Seats and names go in the order in which the users stand; who comes first has them, and who
//! comes later is told. Nothing here knows where users are kept or who else asks meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::id::{SkuId, UserId};
use super::licensing::{Pool, State};
use super::user_name::{Domain, UserName};

/// A deleted user who is to come back.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub id: UserId,
    /// The user's own name, or another one that was asked for.
    pub user_name: UserName,
    /// What the user held when deleted.
    pub licenses: Vec<SkuId>,
}

/// What a customer has of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stock {
    pub pool: Pool,
    pub assignable: bool,
}

/// Why a license did not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Others hold all seats.
    NoSeats,
    /// Its subscriptions are suspended or over.
    PoolNotUsable,
    /// It is none that users can have any more.
    NotAssignable,
    /// The customer does not own it any more.
    ProductNotOwned,
}

impl Stock {
    /// Why nobody can be given a seat of it now, if so; `None` for a product that is not owned.
    pub fn refuses(stock: Option<&Self>) -> Option<Why> {
        match stock {
            None => Some(Why::ProductNotOwned),
            Some(stock) if !stock.assignable => Some(Why::NotAssignable),
            Some(stock) if matches!(stock.pool.state(), State::Suspended | State::Deleted) => Some(Why::PoolNotUsable),
            Some(stock) if stock.pool.available() == 0 => Some(Why::NoSeats),
            Some(_) => None,
        }
    }
}

/// What becomes of one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    Back {
        licenses: Vec<SkuId>,
        missing: Vec<(SkuId, Why)>,
    },
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
pub fn restore(candidates: &[Candidate], stock: &BTreeMap<SkuId, Stock>, names: &Names) -> Vec<(UserId, Fate)> {
    let (mut stock, mut names) = (stock.clone(), names.clone());
    let mut fates = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let fate = names.refuse(&candidate.user_name).unwrap_or_else(|| {
            names.taken.insert(candidate.user_name.key());
            back(candidate, &mut stock)
        });
        fates.push((candidate.id, fate));
    }
    fates
}

fn back(candidate: &Candidate, stock: &mut BTreeMap<SkuId, Stock>) -> Fate {
    let (mut licenses, mut missing) = (Vec::new(), Vec::new());
    for sku in &candidate.licenses {
        let stock = stock.get_mut(sku);
        match (Stock::refuses(stock.as_deref()), stock) {
            (None, Some(stock)) => {
                stock.pool.consumed += 1;
                licenses.push(*sku);
            }
            (why, _) => missing.push((*sku, why.unwrap_or(Why::ProductNotOwned))),
        }
    }
    Fate::Back { licenses, missing }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn sku(number: u8) -> SkuId {
        SkuId(Uuid::from_u128(u128::from(number)))
    }

    fn candidate(number: usize, name: &str, licenses: &[u8]) -> Candidate {
        Candidate {
            id: UserId(Uuid::from_u128(number as u128)),
            user_name: UserName::parse(&format!("{name}@aquila.example")).unwrap(),
            licenses: licenses.iter().copied().map(sku).collect(),
        }
    }

    fn seats(active: i64, consumed: i64) -> Stock {
        Stock { pool: Pool { active, consumed, ..Pool::default() }, assignable: true }
    }

    fn names(taken: &[&str]) -> Names {
        Names {
            domains: vec![Domain::parse("aquila.example").unwrap()],
            taken: taken.iter().map(|name| format!("{name}@aquila.example")).collect(),
        }
    }

    fn back(licenses: &[u8], missing: &[(u8, Why)]) -> Fate {
        Fate::Back {
            licenses: licenses.iter().copied().map(sku).collect(),
            missing: missing.iter().map(|(number, why)| (sku(*number), *why)).collect(),
        }
    }

    #[test]
    fn seats_and_names_go_to_who_comes_first() {
        let stock = BTreeMap::from([(sku(1), seats(3, 2))]);
        let asked = [candidate(1, "ada", &[1]), candidate(2, "ADA", &[1]), candidate(3, "bo", &[1])];
        let fates: Vec<Fate> = restore(&asked, &stock, &names(&[])).into_iter().map(|(_, fate)| fate).collect();
        assert_eq!(fates, [back(&[1], &[]), Fate::NameTaken, back(&[], &[(1, Why::NoSeats)])]);
    }

    #[test]
    fn each_license_that_stays_away_has_its_reason() {
        let suspended = Stock { pool: Pool { suspended: 5, ..Pool::default() }, assignable: true };
        let tenant = Stock { assignable: false, ..seats(5, 0) };
        let over = seats(2, 4);
        let stock = BTreeMap::from([(sku(1), suspended), (sku(2), tenant), (sku(3), over), (sku(4), seats(1, 0))]);
        let fates = restore(&[candidate(1, "ada", &[1, 2, 3, 4, 5])], &stock, &names(&[]));
        let missing = [(1, Why::PoolNotUsable), (2, Why::NotAssignable), (3, Why::NoSeats), (5, Why::ProductNotOwned)];
        assert_eq!(fates[0].1, back(&[4], &missing));
    }

    #[test]
    fn a_domain_that_is_gone_is_told_before_a_name_that_is_taken() {
        let mut asked = candidate(1, "ada", &[]);
        asked.user_name = UserName::parse("ada@gone.example").unwrap();
        let known = names(&["ada", "ada2"]);
        assert_eq!(restore(std::slice::from_ref(&asked), &BTreeMap::new(), &known)[0].1, Fate::DomainGone);
        assert_eq!(known.instead_of(&asked.user_name).unwrap().to_string(), "ada3@aquila.example");
        assert_eq!(names(&[]).instead_of(&asked.user_name).unwrap().to_string(), "ada@aquila.example");
        assert!(Names::default().instead_of(&asked.user_name).is_none());
    }

    proptest! {
        /// Users with names and licenses at random compete for few seats and few names.
        #[test]
        fn nothing_is_given_twice(
            wishes in prop::collection::vec((0..12u8, prop::collection::btree_set(1..5u8, 0..4)), 0..40),
            free in prop::collection::vec((0..9i64, 0..9i64), 4),
            taken in prop::collection::btree_set(0..12u8, 0..4),
        ) {
            let stock: BTreeMap<SkuId, Stock> =
                (1..).zip(&free).map(|(number, (active, consumed))| (sku(number), seats(*active, *consumed))).collect();
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
                let Fate::Back { licenses, missing } = fate else {
                    prop_assert!(called.contains(&candidate.user_name.key()), "a free name is refused");
                    continue;
                };
                prop_assert!(called.insert(candidate.user_name.key()), "a name is given twice");
                prop_assert_eq!(licenses.len() + missing.len(), candidate.licenses.len(), "each is told");
                for sku in licenses {
                    prop_assert!(!ran_out.contains(sku), "a later user has what an earlier one lacks");
                    *given.entry(*sku).or_default() += 1;
                }
                ran_out.extend(missing.iter().map(|(sku, _)| *sku));
            }
            for (sku, given) in given {
                prop_assert!(given <= stock[&sku].pool.available(), "more seats than there are");
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
            let stock = (1..5).map(|number| {
                let holders = held.iter().filter(|licenses| licenses.contains(&number)).count();
                (sku(number), seats(i64::try_from(holders).unwrap(), 0))
            }).collect();
            for (user, (_, fate)) in users.iter().zip(restore(&users, &stock, &names(&[]))) {
                prop_assert_eq!(fate, Fate::Back { licenses: user.licenses.clone(), missing: vec![] });
            }
        }
    }
}
