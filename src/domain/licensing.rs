//! Licenses: the seats of a customer, what is wished for one user or ten thousand, what is done of it
//! and why the rest is not, and how it is taken back (specification §6).
//!
//! All of it is planned before any of it is done, by the same functions that then do it.

mod change;
mod choice;
mod decisions;
mod history;
mod inventory;
mod item;
mod pool;
mod rules;
mod step;
#[cfg(test)]
mod tests;
mod undo;
mod wish;

pub use self::change::Change;
pub use self::choice::LicenseChoice;
pub use self::decisions::{Decisions, Difference, Reason, Tally, Wished, decide, differences};
pub use self::history::{History, Reached, Standing, Undoing};
pub use self::inventory::Inventory;
pub use self::item::Item;
pub use self::pool::{Pool, State};
pub use self::rules::Rules;
pub use self::step::{Blocker, Done, Drift, UserDecision};
pub use self::wish::{Absent, Holder, LicenseRequest, Swap, Switch, UsageLocation};
