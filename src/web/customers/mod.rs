//! Customers: the list, a new one, a customer's account.

mod account;
mod archive;
mod index;

pub use self::account::{create, new, show, update};
pub use self::archive::{archive, ask_to_archive, ask_to_remove, remove, unarchive};
pub use self::index::{export, index};
