//! A confirmation by mail: to whom, in which language, with what; what a mail that is on its way is told to do; and
//! drafts for one's own mail program.

mod drafts;
mod fields;
mod letters;
mod new;
mod sent;

pub use self::drafts::{all as draft_of_all, index as drafts, one as draft};
pub use self::new::{create, new};
pub use self::sent::{again, withdraw};
