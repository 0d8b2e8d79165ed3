//! A message that leaves the installation.

use super::kind::{Held, Run};
use crate::actions::{Error, outbox};
use crate::domain::task::{Next, Send};

impl Run for Send {
    // Over five hours, by the waits between them.
    const ATTEMPTS: i64 = 12;

    async fn run(self, held: Held<'_>) -> Result<Next, Error> {
        outbox::send(held.app, self, held.attempts, held.lease).await
    }

    async fn give_up(self, held: Held<'_>) -> Result<(), Error> {
        outbox::give_up(held.app, self, held.lease).await
    }
}
