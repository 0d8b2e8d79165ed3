//! Lists that come from elsewhere: how a file is read, what its rows mean, and why one is refused.
//!
//! A row that cannot be taken never stops the others. Whether a file's rows fit what is already
//! there is asked in the actions, row by row, with the rules from here.

pub mod catalog;
mod cells;
pub mod customers;
mod damage;
mod damaged_cells;
mod damaged_names;
mod doubts;
pub mod encoding;
pub mod file;
mod kinds;
pub mod known;
mod letters;
pub mod matching;
pub mod names;
pub mod products;
pub mod row;
mod status;
pub mod subscriptions;
pub mod table;
