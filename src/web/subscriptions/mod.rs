//! Subscriptions of a customer: the list, buying, one subscription, the question before suspending.

mod index;
mod new;
mod show;
mod suspension;
mod terms;

pub use self::index::{export, index};
pub use self::new::{create, new};
pub use self::show::{show, update};
pub use self::suspension::{create as suspend, new as ask_to_suspend, reactivate};

use super::paths;
use crate::domain::id::{CustomerId, SkuId};
use crate::domain::licensing::Pool;
use crate::domain::subscription::Status;
use crate::domain::term::Term;
use crate::words::Words;

/// The seats of a product: how many are held, and by whom.
struct Seats {
    assigned: i64,
    total: i64,
    /// Held beyond the total.
    over: i64,
    holders: String,
}

impl Seats {
    fn new(customer: CustomerId, sku: SkuId, pool: &Pool) -> Self {
        Self { assigned: pool.consumed, total: pool.total(), over: pool.over(), holders: paths::holders(customer, sku) }
    }
}

/// How a status stands out.
fn tone(status: Status) -> &'static str {
    match status {
        Status::Active => "ok",
        Status::Warning => "warn",
        Status::Suspended => "danger",
        Status::Deleted => "",
    }
}

/// A term in words; as it is kept, if it is none that we know.
fn term(words: &Words, raw: &str) -> String {
    Term::parse(raw).map_or_else(|| raw.to_owned(), |term| words.say(&term.message()))
}

/// Where to go after saving: to where the way began, else to `usual`.
fn back_to(wish: &str, usual: String) -> String {
    if wish.is_empty() { usual } else { paths::safe_return(wish).to_owned() }
}
