//! Upload users: a customer's file is taken in, read, reviewed, written, and given back with what became of it.

mod files;
mod index;
mod new;
mod reading;
mod receive;
mod removal;
mod review;
mod rows;
mod show;
mod titles;
mod typed;

pub use self::files::{export, template};
pub use self::index::{Line, index, last, line};
pub use self::new::new;
pub use self::reading::{answer, ask};
pub use self::receive::create;
pub use self::removal::{ask_to_remove, remove};
pub use self::review::update;
pub use self::show::{show, stop};
