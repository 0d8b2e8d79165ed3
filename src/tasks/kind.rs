//! What every kind of task says of itself.

use chrono::TimeDelta;

use crate::actions::Error;
use crate::actions::queue::Lease;
use crate::app::App;
use crate::domain::task::{Next, Task, back_off};

/// A task as one node has it.
#[derive(Clone, Copy)]
pub struct Held<'a> {
    pub app: &'a App,
    pub lease: Lease,
    /// How often it was taken since it last got on, this time included.
    pub attempts: i64,
    /// Whether this node ends: no further part is begun then.
    pub is_over: &'a dyn Fn() -> bool,
}

/// How a kind of task is done.
pub trait Run: Task {
    /// One that fails so often without getting on is given up.
    const ATTEMPTS: i64;

    /// How long it waits after it failed for the `attempts`th time in a row.
    fn wait(attempts: i64) -> TimeDelta {
        back_off(attempts)
    }

    /// Does it, or a part of it. May be done again: whatever it writes, it writes while the lease holds.
    async fn run(self, held: Held<'_>) -> Result<Next, Error>;

    /// Says, where people see it, that it will not be done.
    async fn give_up(self, held: Held<'_>) -> Result<(), Error>;
}
