//! Invented customers with their users: what `partnerdesk demo` shows and `partnerdesk seed` grows.
//!
//! Everything here is told by a seed and by the moment at which it is asked for, so the same comes
//! out each time. Companies, people and domains (`.example`) are nobody's; products are real.
//! Users of a customer are drawn one after the other: a hundred thousand of them take no room.

pub mod companies;
pub mod demo;
pub mod dice;
pub mod growth;
pub mod names;
pub mod people;
mod person;
pub mod products;
pub mod seats;
mod special;

use self::people::Crew;
pub use self::person::{Deletion, Person};
use self::seats::Offer;
use super::Moment;
use super::customer::Account;
use super::id::CustomerId;

/// The last moment at which a sample user was added, and how long before the first one came:
/// fixed, so that ids (which carry a time) are the same on each machine.
const LATEST: i64 = 1_767_225_600;
const YEARS: i64 = 5;

/// One invented customer.
#[derive(Clone, Debug)]
pub struct Sample {
    pub id: CustomerId,
    pub account: Account,
    pub created_at: Moment,
    /// What it owns.
    pub offers: Vec<Offer>,
    /// How its users are drawn.
    pub crew: Crew,
}

fn moment(seconds: i64) -> Moment {
    Moment::from_timestamp(seconds, 0).unwrap_or_default()
}

/// When customers and their users began to come.
fn earliest() -> Moment {
    moment(LATEST - YEARS * 365 * 86_400)
}

fn latest() -> Moment {
    moment(LATEST)
}
