//! Users of a customer: the list, adding one, one user.

mod choices;
mod export;
mod fields;
mod index;
mod new;
mod show;

pub use self::export::export;
pub use self::fields::{ProductRow, UserFields, product_rows};
pub use self::index::{List, index, render};
pub use self::new::{create, new};
pub use self::show::{show, update};
