//! The rules: what a name is, who may do what, when a seat is free.
//!
//! Pure functions and closed types. Knows neither SQL nor HTTP, neither the clock nor randomness:
//! what time it is and what was drawn come in as arguments.
//!
//! The field's words, as the code means them:
//!
//! - **customer**: a company that the partner serves; Microsoft's *tenant*. **User**: somebody of a customer.
//!   **Staff**: somebody of the partner.
//! - **user principal name**: what a user signs in with, `name@domain` (also *user name*).
//! - **usage location**: the country for which a user's licenses are given.
//! - **product**, by its **SKU** id: what can be bought; it consists of **service plans**, which can be turned off
//!   one by one. A plan is always a service plan.
//! - **subscription**: so many seats of a product, bought for a term. **Seat pool**: all seats that a customer has of a
//!   product, over its subscriptions. **Seat**: one of them; **license**: a seat that a user holds.
//! - **preview**: what a change of licenses would do to each user, shown before it is saved. **Blocker**: why a part
//!   of it is not done.
//! - **audience**: who is meant, by ticks, by a kept selection or as those of another job.
//! - **job**: one thing done to many users, a few at a time, with an outcome for each.
//! - **task**: what a node takes from the queue and does by itself, like the next users of a job. **Lease**: until
//!   when one node has it. **Message**: what leaves the installation after its change was stored.
//! - **principal**: who acts: staff, a customer's user, an API client, the command line, the program itself. **Reach**:
//!   which customers it reaches.
//! - **sheet**: a confirmation screen with temporary passwords. **Purge**: removing a deleted user for good.
//! - **event**: what was done, in a **chain** of a customer's; its **detail** is what can be read of it.

pub mod access;
pub mod activity;
pub mod browser;
pub mod catalog_rule;
pub mod contact;
pub mod customer;
pub mod directory_role;
pub mod email;
pub mod event;
pub mod hand_over;
pub mod id;
pub mod import;
pub mod job;
pub mod licensing;
pub mod link;
pub mod listing;
pub mod location;
pub mod mail;
pub mod message;
pub mod names;
pub mod new_user_defaults;
pub mod outage;
pub mod password;
pub mod permission;
pub mod principal;
pub mod product;
mod purchase;
pub mod refusal;
pub mod restoration;
pub mod role;
pub mod sample;
pub mod staff;
pub mod subscription;
pub mod task;
pub mod term;
pub mod text;
pub mod timekeeping;
pub mod upload;
pub mod user;
pub mod user_name;
pub mod user_name_pattern;

/// An instant in UTC, with microseconds: what both databases keep.
pub type Moment = chrono::DateTime<chrono::Utc>;

/// How many there are, as numbers are kept and told.
pub fn length(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
