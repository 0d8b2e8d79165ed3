//! What has expired is destroyed, once for all nodes.

use chrono::TimeDelta;
use uuid::Uuid;

use super::kind::{Held, Run};
use crate::actions::{Error, installation};
use crate::domain::id::TaskId;
use crate::domain::task::{CleanUp, Next, back_off};

/// It never leaves the queue.
pub const TASK: TaskId = TaskId(Uuid::from_u128(1));
/// How often.
pub const EVERY: TimeDelta = TimeDelta::minutes(1);

impl Run for CleanUp {
    // It is never given up: what is to be destroyed stays so.
    const ATTEMPTS: i64 = i64::MAX;

    async fn run(self, held: Held<'_>) -> Result<Next, Error> {
        installation::clean(held.app).await?;
        Ok(Next::Again(EVERY))
    }

    fn wait(attempts: i64) -> TimeDelta {
        back_off(attempts).min(EVERY)
    }

    async fn give_up(self, _: Held<'_>) -> Result<(), Error> {
        Ok(())
    }
}
