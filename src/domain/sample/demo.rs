//! What `partnerdesk demo` shows: thirty companies in which everything that the pages tell apart
//! occurs, and the partner's staff that looks after them.

use chrono::TimeDelta;
use uuid::Uuid;

use super::companies::{COMPANIES, Company};
use super::dice::Dice;
use super::people::{Crew, Rates};
use super::products::{SUITES, catalog};
use super::seats::{Offer, Supply};
use super::{Sample, earliest, latest, special};
use crate::domain::Moment;
use crate::domain::customer::{Account, RESELLER};
use crate::domain::id::{CustomerId, StaffId};
use crate::domain::role::Role;
use crate::domain::staff::{Email, Staff};
use crate::domain::user_name::Domain;

const SEED: u64 = 2026;
/// The e-mail of the Global admin whom `partnerdesk demo` gives a password.
pub const ADMIN: &str = "giulia.ferri@desk-partners.example";
/// The company whose users include the special ones.
const FLAGSHIP: usize = 6;
const RATES: Rates = Rates { unlicensed: 12, blocked: 4, never_signed_in: 9, limited_administrators: 4 };
/// How the pools stand, one after the other.
const SUPPLIES: [Supply; 11] = [
    Supply::Spare,
    Supply::Full,
    Supply::Spare,
    Supply::Mixed,
    Supply::Spare,
    Supply::Over,
    Supply::Spare,
    Supply::Grace,
    Supply::Spare,
    Supply::Suspended,
    Supply::Full,
];
/// What customers of one size own.
struct Shelf {
    least_users: usize,
    /// Suites by their place in the catalog, with their weights.
    suites: &'static [(usize, usize)],
    /// How many other products.
    others: usize,
}

/// The largest first.
const SHELVES: [Shelf; 4] = [
    Shelf { least_users: 400, suites: &[(3, 60), (4, 10), (5, 25), (6, 5)], others: 6 },
    Shelf { least_users: 100, suites: &[(2, 50), (3, 25), (1, 20), (7, 5)], others: 4 },
    Shelf { least_users: 15, suites: &[(1, 65), (2, 25), (0, 10)], others: 2 },
    Shelf { least_users: 0, suites: &[(0, 60), (1, 40)], others: 1 },
];

/// The partner's staff. Nobody knows their passwords.
pub fn staff(now: Moment) -> Vec<Staff> {
    let people = [
        (ADMIN, "Giulia Ferri", Role::GlobalAdmin, None),
        ("tomasz.wisniewski@desk-partners.example", "Tomasz Wiśniewski", Role::AdminAgent, None),
        ("hannah.becker@desk-partners.example", "Hannah Becker", Role::HelpdeskAgent, None),
        ("sofia.ortega@desk-partners.example", "Sofía Ortega", Role::SalesAgent, None),
        ("aiko.tanaka@desk-partners.example", "Aiko Tanaka", Role::UserManagementAdmin, None),
        ("luca.marino@desk-partners.example", "Luca Marino", Role::HelpdeskAgent, Some(now)),
    ];
    let mut dice = Dice::new(SEED).number(1_000);
    let somebody = |(email, name, role, blocked_at): (&str, &str, Role, Option<Moment>)| Staff {
        id: StaffId(dice.id_at(earliest())),
        email: Email::parse(email).unwrap_or_else(|_| unreachable!("a test reads every address of the sample")),
        name: name.to_owned(),
        role,
        language: None,
        blocked_at,
        must_change_password: false,
        password_expires_at: None,
        time_zone: None,
        list_columns: Vec::new(),
        last_sign_in_at: None,
        version: 1,
    };
    people.into_iter().map(somebody).collect()
}

/// The customers, as they are when the demo starts for the first time at `now`.
pub fn customers(now: Moment) -> Vec<Sample> {
    COMPANIES.iter().enumerate().map(|(at, company)| customer(at, company, now)).collect()
}

fn customer(at: usize, company: &Company, now: Moment) -> Sample {
    let number = at as u64;
    let mut dice = Dice::new(SEED).number(number);
    let created_at = earliest() + TimeDelta::days(7 * i64::from(u8::try_from(at).unwrap_or_default()));
    let id = CustomerId(dice.id_at(created_at));
    let account = account(company, dice.foreign_id());
    let offers = if at == FLAGSHIP { everything(at) } else { shelf(&mut dice, at, company.users) };
    let special = if at == FLAGSHIP { special::people(&mut dice, &account.domains[0], now) } else { Vec::new() };
    let active_special = special.iter().filter(|person| person.deleted.is_none()).count();
    let people = staff(now);
    let deleters = [(0, "Giulia Ferri"), (1, "Tomasz Wiśniewski")].map(|(at, name): (usize, _)| (people[at].id, name));
    let crew = Crew {
        dice: dice.number(number),
        active: company.users - active_special,
        deleted: if company.users < 8 { 0 } else { Ord::min(2 + company.users / 25, 60) },
        tongues: company.tongues.to_vec(),
        domains: account.domains.clone(),
        location: company.location,
        since: created_at,
        until: latest(),
        now,
        deleters: deleters.to_vec(),
        rates: RATES,
        special,
    };
    Sample { id, account, created_at, offers, crew }
}

fn account(company: &Company, microsoft_id: Uuid) -> Account {
    let domain = |name: &&str| {
        Domain::parse(&format!("{name}.example")).unwrap_or_else(|_| unreachable!("a test reads every domain"))
    };
    let domains: Vec<Domain> = company.domains.iter().map(domain).collect();
    Account {
        company_name: company.name.to_owned(),
        microsoft_id: Some(microsoft_id),
        contact_email: domains.first().map(|domain| format!("it@{domain}")),
        domains,
        default_location: Some(company.location.to_owned()),
        contact_name: Some(company.contact.to_owned()),
        contact_language: company.language.map(ToOwned::to_owned),
        relationship: RESELLER.to_owned(),
    }
}

/// What a customer of this size would own.
fn shelf(dice: &mut Dice, at: usize, users: usize) -> Vec<Offer> {
    let shelf = SHELVES.iter().find(|shelf| users >= shelf.least_users).unwrap_or(&SHELVES[0]);
    let mut chosen: Vec<(usize, usize)> = shelf.suites.to_vec();
    while chosen.len() < shelf.suites.len() + shelf.others {
        let number = SUITES + dice.below(catalog().len() - SUITES);
        if chosen.iter().all(|(taken, _)| *taken != number) {
            chosen.push((number, usize::try_from(dice.between(4, 30)).unwrap_or_default()));
        }
    }
    offers(at, &chosen)
}

fn everything(at: usize) -> Vec<Offer> {
    let all: Vec<(usize, usize)> = (0..catalog().len()).map(|number| (number, 6)).collect();
    offers(at, &all)
}

/// What most people of a company work with is mostly paid and seldom short; the rest is anything.
fn supply(at: usize, place: usize) -> Supply {
    match (place, at % 6) {
        (0, 2) => Supply::Full,
        (0, 5) => Supply::Grace,
        (0, _) => Supply::Spare,
        _ => SUPPLIES[(at * 3 + place) % SUPPLIES.len()],
    }
}

/// `chosen` are products by their place in the catalog, with their shares.
fn offers(at: usize, chosen: &[(usize, usize)]) -> Vec<Offer> {
    let catalog = catalog();
    let offer = |(place, (number, share)): (usize, &(usize, usize))| {
        let (product, plans) = &catalog[*number];
        Offer {
            sku: product.sku,
            name: product.name.clone(),
            plans: plans.iter().map(|plan| plan.id).collect(),
            supply: supply(at, place),
            share: *share,
            is_suite: *number < SUITES,
        }
    };
    chosen.iter().enumerate().map(offer).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::contact::ContactField;
    use crate::domain::customer::{self, AccountDetails};
    use crate::domain::id::UserId;
    use crate::domain::location;
    use crate::domain::sample::Person;
    use crate::domain::staff::STAFF_NAME_LIMIT;
    use crate::domain::text;
    use crate::domain::user::RawProfile;

    fn now() -> Moment {
        Moment::from_timestamp(1_795_000_000, 0).unwrap()
    }

    fn people(sample: &Sample) -> Vec<Person> {
        sample.crew.draw(&sample.offers).collect()
    }

    #[test]
    fn every_account_and_user_could_have_been_typed() {
        let mut domains = BTreeSet::new();
        for sample in customers(now()) {
            let account = &sample.account;
            let further: Vec<_> = account.domains[1..].iter().map(ToString::to_string).collect();
            let typed = |text: &Option<String>| text.clone().unwrap_or_default();
            let further = customer::further_domains(&further.join(" ")).unwrap();
            let mut all = customer::domains(Domain::parse(account.domains[0].as_str()).unwrap(), further);
            all[1..].sort_by_key(|domain| account.domains.iter().position(|own| own == domain));
            let details = AccountDetails {
                company_name: customer::company_name(&account.company_name).unwrap(),
                microsoft_id: customer::microsoft_id(&account.microsoft_id.unwrap().to_string()).unwrap(),
                domains: all,
                default_location: location::parse(&typed(&account.default_location)).unwrap(),
                contact_name: customer::contact_name(&typed(&account.contact_name)).unwrap(),
                contact_email: customer::contact_email(&typed(&account.contact_email)).unwrap(),
                contact_language: customer::contact_language(&typed(&account.contact_language)).unwrap(),
            };
            assert_eq!(&details.account(RESELLER), account);
            assert!(account.domains.iter().all(|domain| domains.insert(domain.clone())), "{}", account.company_name);
            let mut names = BTreeSet::new();
            for person in people(&sample) {
                let profile = &person.profile;
                let domain = profile.user_name.domain().to_string();
                let contact: Vec<(ContactField, &str)> =
                    ContactField::ALL.iter().filter_map(|field| Some((*field, profile.contact.get(*field)?))).collect();
                let form = RawProfile {
                    first_name: &profile.first_name,
                    last_name: &profile.last_name,
                    display_name: &profile.display_name,
                    user_name: profile.user_name.local(),
                    domain: &domain,
                    location: profile.location.as_deref().unwrap_or_default(),
                    contact: &contact,
                };
                assert_eq!(&form.parse(&account.domains, !person.licenses.is_empty()).unwrap(), profile);
                assert!(person.deleted.is_some() || names.insert(profile.user_name.key()), "{}", profile.user_name);
            }
        }
        assert!(staff(now()).iter().all(|staff| text::required(&staff.name, STAFF_NAME_LIMIT).is_ok()));
    }

    #[test]
    fn everything_that_pages_tell_apart_occurs() {
        let customers = customers(now());
        assert_eq!(customers.len(), 30);
        let sizes: Vec<usize> = customers
            .iter()
            .map(|sample| people(sample).iter().filter(|person| person.deleted.is_none()).count())
            .collect();
        assert_eq!((sizes.iter().max(), sizes.iter().min()), (Some(&2500), Some(&3)));
        let supplies: Vec<Supply> =
            customers.iter().flat_map(|sample| sample.offers.iter().map(|offer| offer.supply)).collect();
        assert!(SUPPLIES.iter().all(|supply| supplies.contains(supply)));
        let people: Vec<Person> = customers.iter().flat_map(people).collect();
        let days: BTreeSet<i64> = people
            .iter()
            .filter_map(|person| person.deleted.as_ref())
            .map(|deletion| (now() - deletion.at).num_days())
            .collect();
        assert_eq!(days, (0..30).collect());
        assert!(people.iter().any(|person| person.licenses.len() == 18));
        assert!(people.iter().any(|person| person.profile.display_name.chars().count() == text::NAME_LIMIT));
        assert!(people.iter().any(|person| person.profile.user_name.local().len() == 64));
        assert!(people.iter().any(|person| !person.sign_in_allowed));
        assert!(people.iter().any(|person| person.last_sign_in_at.is_none()));
        assert!(people.iter().any(|person| person.licenses.is_empty()));
        assert!(people.iter().any(|person| person.licenses.iter().any(|license| !license.disabled_plans.is_empty())));
        let ids: BTreeSet<UserId> = people.iter().map(|person| person.id).collect();
        assert_eq!(ids.len(), people.len());
    }

    #[test]
    fn the_demo_is_the_same_each_time() {
        let [first, again] = [(); 2].map(|()| customers(now()));
        for (one, other) in first.iter().zip(&again) {
            assert_eq!((one.id, &one.account, people(one)), (other.id, &other.account, people(other)));
        }
        // Ids do not even depend on when it started.
        let later = customers(now() + TimeDelta::days(400));
        assert_eq!(people(&first[0])[7].id, people(&later[0])[7].id);
    }
}
