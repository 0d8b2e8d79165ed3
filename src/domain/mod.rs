//! The rules: what a name is, who may do what, when a seat is free.
//!
//! Pure functions and closed types. Knows neither SQL nor HTTP, neither the clock nor randomness:
//! what time it is and what was drawn come in as arguments.

pub mod activity;
pub mod browser;
pub mod customer;
pub mod directory_role;
pub mod event;
pub mod id;
pub mod import;
pub mod job;
pub mod licensing;
pub mod listing;
pub mod location;
pub mod message;
pub mod outage;
pub mod password;
pub mod permission;
pub mod product;
pub mod refusal;
pub mod restoration;
pub mod sample;
pub mod staff;
pub mod subscription;
pub mod text;
pub mod timekeeping;
pub mod user;
pub mod user_name;

/// An instant in UTC, with microseconds: what both databases keep.
pub type Moment = chrono::DateTime<chrono::Utc>;

/// How many there are, as numbers are kept and told.
#[must_use]
pub fn length(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
