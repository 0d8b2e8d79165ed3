//! What stands under a header, as far as it tells what the column is.

use std::collections::HashSet;

use crate::domain::text::fold;
use crate::domain::upload::countries::{self, Likeness};
use crate::domain::upload::permissions;
use crate::domain::user_name::Domain;

/// Where private people have their mail.
const PRIVATE: [&str; 36] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.it",
    "hotmail.com",
    "hotmail.it",
    "hotmail.co.uk",
    "live.com",
    "live.it",
    "msn.com",
    "yahoo.com",
    "yahoo.it",
    "yahoo.co.uk",
    "ymail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "proton.me",
    "protonmail.com",
    "libero.it",
    "virgilio.it",
    "alice.it",
    "tin.it",
    "tim.it",
    "tiscali.it",
    "fastwebnet.it",
    "inwind.it",
    "iol.it",
    "email.it",
    "orange.fr",
    "hotmail.fr",
];

/// How somebody is addressed.
const SALUTATIONS: [&str; 24] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "sig",
    "sigra",
    "signor",
    "signora",
    "signorina",
    "sigg",
    "dott",
    "dottssa",
    "dottore",
    "dottoressa",
    "ing",
    "avv",
    "geom",
    "rag",
    "arch",
    "herr",
    "frau",
];

/// The domain of an address, with whatever stands around it.
fn domain(address: &str) -> String {
    address.rsplit('@').next().unwrap_or_default().trim_end_matches(['>', ' ', ';']).to_lowercase()
}

/// The first rows under the headers.
#[derive(Clone, Copy)]
pub(super) struct Samples<'a>(&'a [Vec<String>]);

/// How many of a column's values are of a kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Share {
    pub(super) of: usize,
    pub(super) all: usize,
}

impl Share {
    /// Nearly all: at most one of four is something else, a mistake among the others.
    pub(super) fn is_nearly_all(self) -> bool {
        let others = self.all - self.of;
        self.of > 0 && others <= self.of && others <= usize::max(1, self.all / 4)
    }

    pub(super) fn is_most(self) -> bool {
        self.of * 2 > self.all
    }
}

impl<'a> Samples<'a> {
    pub(super) fn new(rows: &'a [Vec<String>]) -> Self {
        Self(rows)
    }

    /// What stands in a column, without its empty cells.
    pub(super) fn values(self, column: usize) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(move |row| row.get(column)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    pub(super) fn is_empty(self, column: usize) -> bool {
        self.values(column).next().is_none()
    }

    pub(super) fn share(self, column: usize, is_one: impl Fn(&str) -> bool) -> Share {
        let mut share = Share::default();
        for value in self.values(column) {
            share.all += 1;
            share.of += usize::from(is_one(value));
        }
        share
    }

    pub(super) fn addresses(self, column: usize) -> Share {
        self.share(column, |value| value.contains('@'))
    }

    /// What has blanks within is a name of a person, and none to sign in with.
    pub(super) fn names(self, column: usize) -> Share {
        self.share(column, |value| value.contains(char::is_whitespace) && !value.contains('@'))
    }

    pub(super) fn private_addresses(self, column: usize) -> Share {
        self.share(column, |value| PRIVATE.contains(&domain(value).as_str()))
    }

    /// Addresses of none of these domains.
    pub(super) fn foreign_addresses(self, column: usize, own: &[Domain]) -> Share {
        let is_own = |value: &str| Domain::parse(&domain(value)).is_ok_and(|domain| own.contains(&domain));
        self.share(column, |value| value.contains('@') && !is_own(value))
    }

    pub(super) fn permissions(self, column: usize) -> Share {
        self.share(column, permissions::is_known)
    }

    pub(super) fn salutations(self, column: usize) -> Share {
        let is_one = |value: &str| {
            let word: String = fold(value).chars().filter(|c| c.is_alphanumeric()).collect();
            SALUTATIONS.contains(&word.as_str())
        };
        self.share(column, is_one)
    }

    /// Whether a column's values are countries. What is a town or a job as well counts only among others that are
    /// countries for sure, or where there is nothing else.
    /// Several abbreviations of departments are jobs: nobody shall be in Croatia because of *HR*.
    pub(super) fn are_countries(self, column: usize, is_job: bool) -> bool {
        let (mut sure, mut ambiguous, mut mistyped, mut misspelled, mut all) = (0, 0, 0, 0, 0);
        let mut codes = HashSet::new();
        for value in self.values(column) {
            all += 1;
            match countries::likeness(value, is_job) {
                Likeness::Country => sure += 1,
                Likeness::Ambiguous => {
                    ambiguous += 1;
                    codes.extend(countries::find(value));
                }
                // Among codes of countries, one that is none is refused at its row.
                Likeness::Other if value.len() == 2 && value.chars().all(|c| c.is_ascii_uppercase()) => mistyped += 1,
                Likeness::Other if countries::is_mistyped(value) => misspelled += 1,
                Likeness::Other => {}
            }
        }
        let is_one = !is_job || codes.len() < 2;
        // `Germny` is no office: its row is refused, and can be mended.
        let all = all - misspelled;
        if misspelled > 0 && all == 0 {
            return true;
        }
        if sure == 0 {
            ambiguous + mistyped == all && ambiguous >= 2 * mistyped && is_one
        } else {
            let mistyped = if sure >= 2 * mistyped { mistyped } else { 0 };
            Share { of: sure, all: all - ambiguous - mistyped }.is_nearly_all()
        }
    }

    /// Rows in which two columns say the same.
    pub(super) fn same(self, one: usize, other: usize) -> Share {
        let mut share = Share::default();
        for row in self.0 {
            let Some((first, second)) = row.get(one).zip(row.get(other)) else { continue };
            share.all += 1;
            share.of += usize::from(first.trim() == second.trim());
        }
        share
    }
}
