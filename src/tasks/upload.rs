//! An upload: its file is read, its next rows are written.

use chrono::TimeDelta;

use super::kind::{Held, Run};
use crate::actions::{Error, uploads};
use crate::domain::task::{Next, ReadUpload, WriteUpload};

impl Run for WriteUpload {
    const ATTEMPTS: i64 = 5;

    async fn run(self, held: Held<'_>) -> Result<Next, Error> {
        let goes_on = uploads::write_some(held.app, self.customer, self.upload, held.lease, held.is_over).await?;
        Ok(if goes_on { Next::Again(TimeDelta::zero()) } else { Next::Done })
    }

    async fn give_up(self, held: Held<'_>) -> Result<(), Error> {
        uploads::give_up(held.app, self.customer, self.upload, held.lease).await
    }
}

/// Whoever took a file in reads it; the queue has it where that process ended meanwhile.
impl Run for ReadUpload {
    const ATTEMPTS: i64 = 5;

    async fn run(self, held: Held<'_>) -> Result<Next, Error> {
        uploads::read_on(held.app, self.customer, self.upload, held.lease).await?;
        Ok(Next::Done)
    }

    async fn give_up(self, held: Held<'_>) -> Result<(), Error> {
        uploads::give_up_reading(held.app, self.customer, self.upload, held.lease).await
    }
}
