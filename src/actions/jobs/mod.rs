//! What is asked for is a job, for one user as for ten thousand: its users are written down, then
//! done a few at a time, each few in one transaction with their events and outcomes. So nobody is
//! done twice, nothing is lost when the process dies, and every user's outcome is outcomes.
//!
//! Few users are done before the request is answered; with more the queue has the rest.

mod lookup;
mod neighbors;
mod prepared;
mod recent;
mod run;
mod start;

pub(super) use self::lookup::deletion;
pub use self::lookup::{JobUserOutcome, UnderWay, Undoing, find, is_over, outcomes, sees, under_way, undoing};
pub use self::neighbors::{Neighbors, neighbors};
pub(super) use self::prepared::Prepared;
pub use self::recent::{Listed, recent};
pub use self::run::{AT_ONCE, give_up, step};
pub(super) use self::run::{lease, set_off, write_down};
pub use self::start::{Order, start};
pub use super::audience::{Audience, ResolvedAudience, resolve};
