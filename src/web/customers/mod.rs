//! Customers: the list, a new one, a customer's account.

mod account;
mod index;

pub use self::account::{create, new, show, update};
pub use self::index::{export, index};
