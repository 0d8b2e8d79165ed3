//! The node's hold on what it takes from the queue. What a task writes is written while the lease holds:
//! whoever lost it to another node writes nothing.

use std::time::Duration;

use chrono::TimeDelta;

use super::Error;
use crate::app::App;
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::id::TaskId;
use crate::domain::task::Task;
use crate::store::queue::Waiting;
pub use crate::store::queue::{Lease, Taken};
use crate::store::{self, Tx};

/// How long a node has a task without a sign of life, until another one takes it over.
pub const LEASE: TimeDelta = TimeDelta::seconds(60);

/// How often whoever has a task says so.
const SIGN_OF_LIFE_EVERY: Duration = Duration::from_secs(20);

/// A lease on a task that is not written yet.
pub(super) fn new_lease(task: TaskId) -> Lease {
    Lease { task, id: new_id() }
}

/// Puts a task into the queue with the change that asks for it; taken already by `lease`, if so wished.
pub(super) async fn put<T: Task>(
    tx: &Tx,
    id: TaskId,
    task: &T,
    run_at: Moment,
    lease: Option<Lease>,
) -> Result<(), Error> {
    let payload = serde_json::to_string(task).map_err(|error| Error::Failed(error.to_string()))?;
    let lease = lease.map(|lease| (lease, run_at + LEASE));
    Ok(store::queue::put(tx, Waiting { id, kind: T::KIND, payload, run_at, lease }).await?)
}

/// Takes the task of these kinds that waits longest.
pub async fn take(app: &App, kinds: &[&str]) -> Result<Option<Taken>, Error> {
    let now = app.clock.now();
    if !store::queue::is_any(app.db.read(), kinds, now).await? {
        return Ok(None);
    }
    Ok(app.db.write(async |tx| store::queue::take(tx, kinds, now, new_id(), now + LEASE).await).await?)
}

/// Holds the task until the transaction ends.
///
/// # Errors
/// [`Error::LeaseLost`].
pub(super) async fn hold(tx: &Tx, lease: Lease, now: Moment) -> Result<(), Error> {
    if store::queue::hold(tx, lease, now + LEASE).await? { Ok(()) } else { Err(Error::LeaseLost) }
}

/// A sign of life of whoever has the task.
///
/// # Errors
/// [`Error::LeaseLost`].
pub async fn renew(app: &App, lease: Lease) -> Result<(), Error> {
    let now = app.clock.now();
    app.db.write(async |tx| hold(tx, lease, now).await).await
}

/// Does `work`, and keeps the lease for as long as that takes.
///
/// # Errors
/// [`Error::LeaseLost`]: then it is not done any further.
pub async fn while_held<T>(app: &App, lease: Lease, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::select! {
        done = work => done,
        lost = live_on(app, lease) => Err(lost),
    }
}

/// Ends when the lease was lost.
async fn live_on(app: &App, lease: Lease) -> Error {
    loop {
        tokio::time::sleep(SIGN_OF_LIFE_EVERY).await;
        match renew(app, lease).await {
            Err(Error::LeaseLost) => return Error::LeaseLost,
            Err(error) => tracing::warn!(?error, task = %lease.task, "no sign of life could be written"),
            Ok(()) => {}
        }
    }
}

/// Takes a task that is done out of the queue.
pub async fn remove(app: &App, lease: Lease) -> Result<(), Error> {
    app.db.write(async |tx| store::queue::remove(tx, lease).await).await?;
    Ok(())
}

/// Puts a task back, for any node to take from `run_at` on. Where that cannot be written, it is as soon as it
/// can be.
pub async fn put_back(app: &App, lease: Lease, run_at: Moment, counts: bool) {
    if let Err(error) = written_back(app, lease, run_at, counts).await {
        tracing::error!(?error, task = %lease.task, "a task is put back as soon as that can be written");
        app.unreturned.with(|leases| leases.push(lease));
    }
}

async fn written_back(app: &App, lease: Lease, run_at: Moment, counts: bool) -> Result<(), store::Error> {
    app.db
        .write(async |tx| {
            if !counts {
                store::queue::forget_attempts(tx, lease).await?;
            }
            store::queue::put_back(tx, lease, run_at).await
        })
        .await?;
    Ok(())
}

/// Puts back what could not be before. One that another node has taken meanwhile stays with it.
pub async fn return_rest(app: &App) -> Result<(), Error> {
    let rest = app.unreturned.with(|leases| leases.clone());
    for lease in rest {
        written_back(app, lease, app.clock.now(), false).await?;
        app.unreturned.with(|leases| leases.retain(|other| *other != lease));
    }
    Ok(())
}

/// Sees to it that a task of a schedule is in the queue, and is not to be taken later than in `every`: a clock
/// that was ahead may have put it there.
pub async fn keep_schedule<T: Task>(app: &App, id: TaskId, task: &T, every: TimeDelta) -> Result<(), Error> {
    let now = app.clock.now();
    match store::queue::due(app.db.read(), id).await? {
        None => app.db.write(async |tx| put(tx, id, task, now, None).await).await,
        Some(due) if due > now + every => {
            Ok(app.db.write(async |tx| store::queue::bring_forward(tx, id, due, now).await).await?)
        }
        Some(_) => Ok(()),
    }
}
