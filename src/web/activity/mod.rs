//! The activity log: a page over all customers, one of each customer, and both as files.
//!
//! Rows open to before and after without a script. Who may see which record is the actions' business.

mod choices;
mod export;
mod index;
mod told;

pub use self::export::{export, export_of_customer};
pub use self::index::{index, of_customer};
