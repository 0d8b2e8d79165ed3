//! The few users of the demo who are told one by one: those who test a page.

use chrono::TimeDelta;

use super::dice::Dice;
use super::people::user_name;
use super::products::catalog;
use super::{Deletion, Person, latest};
use crate::domain::Moment;
use crate::domain::contact::{Contact, ContactField};
use crate::domain::directory_role::Permissions;
use crate::domain::id::UserId;
use crate::domain::user::{License, Profile};
use crate::domain::user_name::Domain;

fn contact() -> Contact {
    let known = [
        (ContactField::JobTitle, "Office manager"),
        (ContactField::Department, "Operations"),
        (ContactField::Office, "Turin, 3rd floor"),
        (ContactField::Phone, "+39 011 555 0142"),
        (ContactField::City, "Torino"),
        (ContactField::AlternateEmail, "desk@other-mail.example"),
    ];
    Contact::kept(known.map(|(field, value)| (field, Some(value.to_owned()))))
}

/// Somebody who has everything, a name as long as a name can be, and a deleted user whose name
/// somebody else has by now.
pub(super) fn people(dice: &mut Dice, domain: &Domain, now: Moment) -> Vec<Person> {
    let plain = |id, (first, last): (&str, &str), local: &str| Person {
        id: UserId(id),
        profile: Profile {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            display_name: format!("{first} {last}"),
            user_name: user_name(local, domain),
            location: Some("IT".to_owned()),
            contact: contact(),
        },
        permissions: Permissions::default(),
        licenses: Vec::new(),
        sign_in_allowed: true,
        last_sign_in_at: Some(now - TimeDelta::hours(3)),
        created_at: latest(),
        deleted: None,
    };
    let catalog = catalog();
    let license = |number: usize| License { sku: catalog[number].0.sku, disabled_plans: Vec::new() };
    let all = Person {
        licenses: (0..catalog.len()).map(license).collect(),
        ..plain(dice.id_at(latest()), ("Pantaleo", "Tuttifrutti"), "pantaleo.tuttifrutti")
    };
    let long =
        Person { licenses: vec![license(1), license(8)], ..plain(dice.id_at(latest()), LONG_NAME, LONG_USER_NAME) };
    let twin = || ("Vera", "Gemelli");
    let deletion = Deletion { at: now - TimeDelta::hours(26), by: None };
    let gone = Person {
        licenses: vec![license(1)],
        deleted: Some(deletion),
        ..plain(dice.id_at(latest()), twin(), "vera.gemelli")
    };
    let successor = plain(dice.id_at(latest()), twin(), "vera.gemelli");
    vec![all, long, gone, successor]
}

/// Fifty characters with the space between.
const LONG_NAME: (&str, &str) = ("Massimiliano Bartolomeo", "Castiglioni-Montefeltrucci");
/// Sixty-four characters.
const LONG_USER_NAME: &str = "massimiliano.bartolomeo.castiglioni-montefeltro.di.santarcangelo";
