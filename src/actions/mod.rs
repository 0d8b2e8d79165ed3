//! The things that a partner can do: one function each, the same for pages, API, files and commands.
//!
//! An action checks the right to it, opens one transaction, asks the domain, writes the store, and
//! writes the event that tells of it in that same transaction. What is slow (hashing, parsing) is
//! done before; what was checked before is checked again inside.

pub mod account;
pub mod activity;
mod actor;
pub mod anchors;
pub mod archive;
pub mod audience;
pub mod audit;
pub mod backup;
pub mod catalog;
mod changes;
pub mod check;
mod conflict;
pub mod customers;
pub mod deletions;
mod error;
pub mod hand_over;
pub mod hand_overs;
pub mod imports;
pub mod installation;
pub mod jobs;
pub mod kept_forms;
pub mod licenses;
pub mod links;
pub mod mailings;
pub mod mails;
pub mod new_user_defaults;
pub mod outbox;
pub mod password_resets;
pub mod purges;
pub mod queue;
pub mod restorations;
pub mod sample;
pub mod seats;
pub mod selections;
pub mod sessions;
pub mod sheets;
pub mod sign_in;
pub mod sign_in_blocks;
pub mod staff;
pub mod subscriptions;
pub mod timekeeping;
pub mod tries;
pub mod uploads;
pub mod users;

pub use self::actor::{Actor, Submission};
use self::changes::{note, with_audit, with_audit_idempotent, with_audit_unchecked};
use self::conflict::{conflict_about, conflict_with};
pub use self::error::{Conflict, Error};
