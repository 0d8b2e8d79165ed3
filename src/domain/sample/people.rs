//! How the users of a sample customer are drawn: names, permissions, licenses, sign-in, deletion.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::dice::Dice;
use super::names::{Lexicon, Name};
use super::person::{Deletion, Person};
use super::seats::Offer;
use crate::domain::Moment;
use crate::domain::contact::Contact;
use crate::domain::directory_role::{GLOBAL_ADMINISTRATOR, LIMITED, Permissions};
use crate::domain::id::{StaffId, UserId};
use crate::domain::user::{License, Profile};
use crate::domain::user_name::{Domain, UserName};

/// Who works at a sample customer.
#[derive(Clone, Debug)]
pub struct Crew {
    pub dice: Dice,
    pub active: usize,
    pub deleted: usize,
    /// The languages of its people, the first one's the most.
    pub tongues: Vec<&'static str>,
    /// The first one for most.
    pub domains: Vec<Domain>,
    /// Where they are; some have no location.
    pub location: &'static str,
    /// When the first and the last of them came.
    pub since: Moment,
    pub until: Moment,
    pub now: Moment,
    /// Who deletes users.
    pub deleters: Vec<(StaffId, &'static str)>,
    pub rates: Rates,
    /// People told one by one, beside those who are drawn.
    pub special: Vec<Person>,
}

/// Of a hundred users, how many.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    pub unlicensed: usize,
    pub blocked: usize,
    pub never_signed_in: usize,
    pub limited_administrators: usize,
}

impl Crew {
    /// All of them, the drawn ones in the order in which they came; the same at each call.
    pub fn draw<'a>(&'a self, offers: &'a [Offer]) -> impl Iterator<Item = Person> + 'a {
        let lexicons: Vec<Lexicon> = self.tongues.iter().map(|code| Lexicon::of(code)).collect();
        let mut row = Row { crew: self, offers, lexicons, dice: self.dice.clone(), taken: HashMap::new() };
        (0..self.active + self.deleted).map(move |at| row.person(at)).chain(self.special.iter().cloned())
    }

    /// Spreads the deleted ones evenly over the others.
    fn is_deleted(&self, at: usize) -> bool {
        let all = self.active + self.deleted;
        at * self.deleted / all != (at + 1) * self.deleted / all
    }
}

/// The state of one drawing.
struct Row<'a> {
    crew: &'a Crew,
    offers: &'a [Offer],
    lexicons: Vec<Lexicon>,
    dice: Dice,
    /// How often the part before @ was wanted already.
    taken: HashMap<String, u32>,
}

impl Row<'_> {
    fn person(&mut self, at: usize) -> Person {
        let crew = self.crew;
        let created_at = self.came_at(at);
        let id = UserId(self.dice.id_at(created_at));
        let is_licensed = !self.dice.chance(crew.rates.unlicensed);
        let licenses = if is_licensed { self.licenses() } else { Vec::new() };
        let profile = self.profile(!licenses.is_empty());
        let permissions = self.permissions(at);
        let never = self.dice.chance(crew.rates.never_signed_in);
        let signed_in_at = crew.now - TimeDelta::minutes(self.dice.between(1, 60 * 24 * 60));
        Person {
            id,
            profile,
            permissions,
            licenses,
            sign_in_allowed: !self.dice.chance(crew.rates.blocked),
            last_sign_in_at: (!never && signed_in_at > created_at).then_some(signed_in_at),
            created_at,
            deleted: crew.is_deleted(at).then(|| self.deletion(at)),
        }
    }

    /// Ids carry this time: in order, so that rows are added at the end of each table.
    fn came_at(&mut self, at: usize) -> Moment {
        let span = (self.crew.until - self.crew.since).num_seconds();
        let all = i64::try_from(self.crew.active + self.crew.deleted).unwrap_or(i64::MAX);
        let step = Ord::max(span / all, 1);
        let seconds = step * i64::try_from(at).unwrap_or_default() + self.dice.between(0, step - 1);
        self.crew.since + TimeDelta::seconds(seconds)
    }

    fn profile(&mut self, is_licensed: bool) -> Profile {
        let mostly_first = if self.dice.chance(60) { 0 } else { self.dice.below(self.lexicons.len()) };
        let lexicon = &self.lexicons[mostly_first];
        let (given, family) = (self.dice.pick(&lexicon.given), self.dice.pick(&lexicon.family));
        let further = self.crew.domains.len() > 1 && self.dice.chance(20);
        let domain = if further { self.dice.pick(&self.crew.domains[1..]) } else { &self.crew.domains[0] };
        let local = free(&mut self.taken, given, family);
        Profile {
            first_name: given.written.to_owned(),
            last_name: family.written.to_owned(),
            display_name: lexicon.join(given, family),
            user_name: user_name(&local, domain),
            // A license needs a location (specification §3).
            location: (is_licensed || self.dice.chance(70)).then(|| self.crew.location.to_owned()),
            contact: Contact::default(),
        }
    }

    fn permissions(&mut self, at: usize) -> Permissions {
        let mut permissions = Permissions::default();
        if at == 0 || (at == 4 && self.dice.chance(50)) {
            permissions.0.insert(GLOBAL_ADMINISTRATOR);
        } else if self.dice.chance(self.crew.rates.limited_administrators) {
            for _ in 0..=self.dice.below(2) {
                permissions.0.insert(self.dice.pick(&LIMITED).0);
            }
        }
        permissions
    }

    /// One suite, and of everything else what chance gives.
    fn licenses(&mut self) -> Vec<License> {
        let offers = self.offers;
        let weights = offers.iter().filter(|offer| offer.is_suite).map(|offer| offer.share).sum();
        // What is left of the roll when the suites before were passed over; nothing once one was hit.
        let mut roll = Some(self.dice.below(weights));
        let mut licenses = Vec::with_capacity(2);
        for offer in offers {
            let is_held = match roll {
                _ if !offer.is_suite => self.dice.chance(offer.share),
                Some(left) => {
                    roll = left.checked_sub(offer.share);
                    roll.is_none()
                }
                None => false,
            };
            if is_held {
                licenses.push(self.license(offer));
            }
        }
        licenses
    }

    fn license(&mut self, offer: &Offer) -> License {
        let switched_off = offer.plans.len() > 1 && self.dice.chance(4);
        let disabled_plans = if switched_off { vec![*self.dice.pick(&offer.plans)] } else { Vec::new() };
        License { sku: offer.sku, disabled_plans }
    }

    /// Between 0 and 29 days ago, each number of days in its turn.
    fn deletion(&mut self, at: usize) -> Deletion {
        let days = i64::try_from(at * self.crew.deleted / (self.crew.active + self.crew.deleted)).unwrap_or_default();
        let ago = TimeDelta::days(days * 7 % 30) + TimeDelta::minutes(self.dice.between(1, 23 * 60));
        let by = (!self.crew.deleters.is_empty()).then(|| *self.dice.pick(&self.crew.deleters));
        Deletion { at: self.crew.now - ago, by }
    }
}

/// `given.family`, with a number when somebody has that already.
fn free(taken: &mut HashMap<String, u32>, given: &Name, family: &Name) -> String {
    let wanted = format!("{}.{}", given.latin, family.latin);
    if let Some(times) = taken.get_mut(&wanted) {
        *times += 1;
        return format!("{wanted}{times}");
    }
    taken.insert(wanted.clone(), 1);
    wanted
}

/// A user name of which it is known that it can be one.
pub(super) fn user_name(local: &str, domain: &Domain) -> UserName {
    UserName::new(local, domain.clone()).unwrap_or_else(|_| unreachable!("a test reads every name of the sample"))
}
