//! The next rows of an upload.

use chrono::TimeDelta;

use super::kind::{Held, Run};
use crate::actions::{Error, uploads};
use crate::domain::task::{Next, WriteUpload};

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
