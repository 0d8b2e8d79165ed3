//! What `partnerdesk seed` writes: as many customers and users as asked for, in the proportions of
//! real life, for load and growth.

use chrono::TimeDelta;

use super::dice::Dice;
use super::names::{Lexicon, TONGUES, latin};
use super::people::{Crew, Rates};
use super::products::{SUITES, catalog};
use super::seats::{Offer, Supply};
use super::{Sample, earliest, latest};
use crate::domain::Moment;
use crate::domain::customer::{Account, RESELLER};
use crate::domain::id::CustomerId;
use crate::domain::location::COUNTRIES;
use crate::domain::user_name::Domain;

const RATES: Rates = Rates { unlicensed: 15, blocked: 2, never_signed_in: 8, limited_administrators: 1 };
/// Of a hundred users, how many are deleted.
const DELETED: usize = 3;
/// Other products a customer owns beside its suites, and of a hundred users how many have each:
/// with one suite that makes about 1.3 licenses.
const OTHERS: usize = 3;
const SHARE: usize = 10;

/// Customers to be grown; the same for the same numbers, but for what is told from `now`.
#[derive(Clone, Debug)]
pub struct Growth {
    dice: Dice,
    /// Users of each customer, deleted ones among them.
    sizes: Vec<usize>,
    now: Moment,
}

impl Growth {
    /// `users` over `customers`, a few large ones and many small.
    pub fn new(customers: usize, users: usize, seed: u64, now: Moment) -> Self {
        let dice = Dice::new(seed);
        Self { sizes: sizes(customers, users, dice.number(0)), dice, now }
    }

    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The customer at place `at`.
    pub fn customer(&self, at: usize) -> Sample {
        let mut dice = self.dice.number(at as u64 + 1);
        let seconds = (latest() - earliest()).num_seconds() / 2;
        let step = seconds / i64::try_from(self.sizes.len()).unwrap_or(i64::MAX);
        let created_at = earliest() + TimeDelta::seconds(step * i64::try_from(at).unwrap_or_default());
        let id = CustomerId(dice.id_at(created_at));
        let tongues: Vec<&'static str> = (0..3).map(|_| dice.pick(&TONGUES).code).collect();
        let account = account(&mut dice, at);
        let offers = offers(&mut dice);
        let size = self.sizes[at];
        // By chance where it would be less than one.
        let deleted = Ord::min((size * DELETED + dice.below(100)) / 100, size.saturating_sub(1));
        let crew = Crew {
            dice: dice.number(0),
            active: size - deleted,
            deleted,
            tongues,
            domains: account.domains.clone(),
            location: COUNTRIES[dice.below(COUNTRIES.len())],
            since: created_at,
            until: latest(),
            now: self.now,
            deleters: Vec::new(),
            rates: RATES,
            special: Vec::new(),
        };
        Sample { id, account, created_at, offers, crew }
    }
}

/// The customer of rank r gets a share of 1 / (r + 4); ranks are shuffled.
fn sizes(customers: usize, users: usize, mut dice: Dice) -> Vec<usize> {
    let mut ranks: Vec<u64> = (0..customers as u64).collect();
    for at in (1..ranks.len()).rev() {
        ranks.swap(at, dice.below(at + 1));
    }
    let weight = |rank: &u64| 1_000_000_000 / u128::from(rank + 4);
    let whole: u128 = ranks.iter().map(weight).sum();
    let mut sum = 0;
    let mut given = 0;
    let share = |rank: u64| {
        sum += weight(&rank);
        let until = usize::try_from(sum * users as u128 / whole).unwrap_or(usize::MAX);
        let size = until - given;
        given = until;
        size
    };
    ranks.into_iter().map(share).collect()
}

fn account(dice: &mut Dice, at: usize) -> Account {
    let word = *dice.pick(&WORDS);
    let (trade, form) = (*dice.pick(&TRADES), *dice.pick(&FORMS));
    let slug = format!("{}-{}-{at}", latin(word), latin(trade));
    let domain = |name: &str| Domain::parse(name).unwrap_or_else(|_| unreachable!("a test reads every word"));
    let mut domains = vec![domain(&format!("{slug}.example"))];
    if dice.chance(30) {
        domains.push(domain(&format!("{slug}-group.example")));
    }
    let lexicon = Lexicon::of(dice.pick(&TONGUES).code);
    let contact = lexicon.join(dice.pick(&lexicon.given), dice.pick(&lexicon.family));
    Account {
        company_name: format!("{word} {trade} {form}"),
        microsoft_id: Some(dice.foreign_id()),
        contact_email: Some(format!("it@{}", domains[0])),
        domains,
        default_location: Some((*dice.pick(&COUNTRIES)).to_owned()),
        contact_name: Some(contact),
        contact_language: None,
        relationship: RESELLER.to_owned(),
    }
}

/// Two suites and a few other products.
fn offers(dice: &mut Dice) -> Vec<Offer> {
    let catalog = catalog();
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < 2 + OTHERS {
        let number = match chosen.len() {
            0 | 1 => dice.below(SUITES),
            _ => SUITES + dice.below(catalog.len() - SUITES),
        };
        if !chosen.contains(&number) {
            chosen.push(number);
        }
    }
    let mut offer = |number: usize| {
        let (product, plans) = &catalog[number];
        Offer {
            sku: product.sku,
            name: product.name.clone(),
            plans: plans.iter().map(|plan| plan.id).collect(),
            supply: supply(dice),
            share: if number < SUITES { 50 } else { SHARE },
            is_suite: number < SUITES,
        }
    };
    chosen.into_iter().map(&mut offer).collect()
}

fn supply(dice: &mut Dice) -> Supply {
    match dice.below(100) {
        0..70 => Supply::Spare,
        70..82 => Supply::Full,
        82..88 => Supply::Grace,
        88..93 => Supply::Mixed,
        93..97 => Supply::Over,
        _ => Supply::Suspended,
    }
}

const WORDS: [&str; 24] = [
    "Alba", "Amber", "Birch", "Boreal", "Cardinal", "Cedar", "Cobalt", "Delta", "Élan", "Falcon", "Fjord", "Granit",
    "Harbor", "Ibis", "Juniper", "Lumen", "Mistral", "Nordwind", "Ocean", "Poplar", "Quarz", "Río", "Saffron",
    "Tundra",
];
const TRADES: [&str; 20] = [
    "Bakery",
    "Bâtiment",
    "Clinic",
    "Consulting",
    "Edilizia",
    "Elektro",
    "Farms",
    "Foods",
    "Hotels",
    "Logistik",
    "Maschinen",
    "Media",
    "Optik",
    "Pharma",
    "Print",
    "Schools",
    "Shipping",
    "Textil",
    "Tools",
    "Viajes",
];
const FORMS: [&str; 8] = ["AG", "GmbH", "Ltd", "S.A.", "S.p.A.", "s.r.o.", "Sp. z o.o.", "AB"];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::sample::Person;

    fn now() -> Moment {
        Moment::from_timestamp(1_795_000_000, 0).unwrap()
    }

    fn people(growth: &Growth) -> Vec<Person> {
        (0..growth.sizes().len())
            .map(|at| growth.customer(at))
            .flat_map(|sample| sample.crew.draw(&sample.offers).collect::<Vec<_>>())
            .collect()
    }

    #[test]
    fn sizes_are_skewed_and_add_up() {
        let growth = Growth::new(200, 50_000, 7, now());
        let mut sizes = growth.sizes().to_vec();
        assert_eq!(sizes.iter().sum::<usize>(), 50_000);
        sizes.sort_unstable();
        assert!(sizes[199] > 2_000 && sizes[100] < 200, "{} {}", sizes[199], sizes[100]);
        assert_eq!(Growth::new(5, 2, 7, now()).sizes().iter().sum::<usize>(), 2);
        assert!(Growth::new(0, 0, 7, now()).sizes().is_empty());
    }

    #[test]
    fn proportions_are_those_of_real_life() {
        let people = people(&Growth::new(20, 10_000, 7, now()));
        let share = |wanted: &dyn Fn(&&Person) -> bool| people.iter().filter(wanted).count() * 1000 / people.len();
        assert!((130..170).contains(&share(&|person| person.licenses.is_empty())));
        assert!((25..35).contains(&share(&|person| person.deleted.is_some())));
        assert!((15..25).contains(&share(&|person| !person.sign_in_allowed)));
        let licensed = people.iter().filter(|person| !person.licenses.is_empty()).count();
        let held: usize = people.iter().map(|person| person.licenses.len()).sum();
        assert!((125..135).contains(&(held * 100 / licensed)), "{held} by {licensed}");
    }

    #[test]
    fn a_seed_tells_everything() {
        let grown = |seed| people(&Growth::new(12, 600, seed, now()));
        assert_eq!(grown(1), grown(1));
        assert_ne!(grown(1), grown(2));
        let names: BTreeSet<String> = grown(3).iter().map(|person| person.profile.user_name.key()).collect();
        assert_eq!(names.len(), 600);
    }

    #[test]
    fn every_company_can_be_named() {
        for word in WORDS {
            for trade in TRADES {
                assert!(Domain::parse(&format!("{}-{}-99999-group.example", latin(word), latin(trade))).is_ok());
            }
        }
    }
}
