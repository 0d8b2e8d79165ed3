//! A file waits for its turn to be read. Whoever took it in reads it, beyond the answer where that takes longer than
//! anybody should wait; where that process ends meanwhile, the queue has it.

use std::time::Duration;

use chrono::TimeDelta;

use super::reading::read;
use crate::actions::queue::{self, Lease};
use crate::actions::{Actor, Error, note};
use crate::app::App;
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, TaskId, UploadId};
use crate::domain::principal::Principal;
use crate::domain::refusal::{Refusal, UploadRefusal};
use crate::domain::task::ReadUpload;
use crate::domain::upload::kept::State;
use crate::store::{self, Tx};

/// How long somebody waits for it before being told that it takes longer.
const PATIENCE: Duration = Duration::from_secs(4);
/// After so long the queue tries again what failed.
const AFTER_FAILURE: TimeDelta = TimeDelta::seconds(10);

/// Asks that a file be read, with the change that needs it; this process has it already.
pub(super) async fn put(tx: &Tx, customer: CustomerId, id: UploadId, now: Moment) -> Result<Lease, Error> {
    let lease = queue::new_lease(TaskId(new_id()));
    queue::put(tx, lease.task, &ReadUpload { customer, upload: id }, now, Some(lease)).await?;
    Ok(lease)
}

/// Reads a file, and waits some time for what comes of it.
///
/// # Errors
/// At `file` why nothing of it can be read, where that is known by then.
pub(super) async fn set_off(by: &Actor, customer: CustomerId, id: UploadId, lease: Lease) -> Result<(), Error> {
    let by = by.clone();
    // It goes on when nobody waits any more.
    let reading = tokio::task::spawn_local(async move {
        let tried = queue::while_held(&by.app, lease, Box::pin(read(&by, customer, id, lease))).await;
        if let Err(error) = &tried
            && !matches!(error, Error::Refused(_) | Error::NotFound | Error::LeaseLost)
        {
            tracing::error!(?error, upload = %id, "the file of an upload could not be read");
            queue::put_back(&by.app, lease, by.app.clock.now() + AFTER_FAILURE, error.outage().is_none()).await;
        }
        tried
    });
    match tokio::time::timeout(PATIENCE, reading).await {
        Ok(ended) => ended.map_err(|error| Error::Failed(error.to_string()))?,
        Err(_) => Ok(()),
    }
}

/// Reads a file that whoever took it in did not read to its end.
///
/// # Errors
/// [`Error::LeaseLost`].
pub async fn read_on(app: &App, customer: CustomerId, id: UploadId, lease: Lease) -> Result<(), Error> {
    let db = app.db.read();
    let Some(upload) = store::uploads::find(db, customer, id).await? else { return Ok(()) };
    // Nothing is written of users: whoever saves it in the end is judged again.
    let known = store::staff::find(db, upload.staff).await?;
    let who = known.filter(|(staff, _)| staff.may_act(app.clock.now()));
    let who = who.map_or(Principal::System, |(staff, _)| staff.into());
    let by = Actor { request: Some(id.0), ..Actor::new(app, who) };
    match Box::pin(read(&by, customer, id, lease)).await {
        // It is written down with the upload, or there is none any more.
        Err(Error::Refused(_) | Error::NotFound) => Ok(()),
        read => read,
    }
}

/// Tells that a file could not be read, for no fault of its own.
///
/// # Errors
/// [`Error::LeaseLost`].
pub async fn give_up_reading(app: &App, customer: CustomerId, id: UploadId, lease: Lease) -> Result<(), Error> {
    let by = Actor::system(app);
    note(&by, async |tx| {
        queue::hold(tx, lease, by.now).await?;
        let known = store::uploads::lock(tx, customer, id).await?;
        let Some(mut upload) = known.filter(|upload| upload.state == State::Reading) else { return Ok(()) };
        upload.state = State::Unreadable;
        upload.facts.problem = Some(Refusal::Upload(UploadRefusal::ReadingFailed).message());
        store::uploads::drop_pieces(tx, customer, id).await?;
        store::uploads::remove_rows(tx, customer, id).await?;
        Ok(store::uploads::update(tx, customer, &upload).await?)
    })
    .await
}
