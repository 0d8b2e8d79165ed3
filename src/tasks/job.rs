//! The next users of a job.

use chrono::TimeDelta;

use super::kind::{Held, Run};
use crate::actions::{Error, jobs};
use crate::domain::task::{CarryOn, Next};

/// Parts of one job before others get their turn.
const PARTS_A_TURN: usize = 10;

impl Run for CarryOn {
    const ATTEMPTS: i64 = 5;

    async fn run(self, held: Held<'_>) -> Result<Next, Error> {
        for _ in 0..PARTS_A_TURN {
            if !jobs::step(held.app, self.customer, self.job, held.lease).await? {
                return Ok(Next::Done);
            }
            if (held.is_over)() {
                break;
            }
        }
        Ok(Next::Again(TimeDelta::zero()))
    }

    async fn give_up(self, held: Held<'_>) -> Result<(), Error> {
        jobs::give_up(held.app, self.customer, self.job, held.lease).await
    }
}
