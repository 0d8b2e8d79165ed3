//! One task after the other: taken, tried, put back or taken out. What fails waits longer each time, and is
//! given up in the end; the database's own failures are no fault of the task.

use chrono::TimeDelta;

use super::kind::{Held, Run};
use crate::actions::Error;
use crate::actions::queue::{self, Taken};
use crate::app::App;
use crate::domain::task::{CarryOn, CleanUp, Next, ReadUpload, Send, Task, WriteUpload};

/// What a node does for the installation; and what waits for somebody outside, who may be slow.
pub const OWN: &[&str] = &[CarryOn::KIND, CleanUp::KIND, ReadUpload::KIND, WriteUpload::KIND];
pub const OUTSIDE: &[&str] = &[Send::KIND];
const ALL: &[&str] = &[CarryOn::KIND, CleanUp::KIND, ReadUpload::KIND, WriteUpload::KIND, Send::KIND];

/// How long after a failure of the database a task is tried again.
const AFTER_OUTAGE: TimeDelta = TimeDelta::seconds(10);

/// What a look into the queue led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing waits.
    Idle,
    Worked,
}

/// Takes the task that waits longest, and does it or a part of it.
///
/// # Errors
/// When the queue cannot be read or written; a task's own failure is noted with the task.
pub async fn run_next(app: &App) -> Result<Turn, Error> {
    run_next_of(app, ALL, &|| false).await
}

/// Does everything that waits, until nothing does: what a node does all the time.
///
/// # Errors
/// As [`run_next`].
pub async fn work_off(app: &App) -> Result<(), Error> {
    while run_next(app).await? != Turn::Idle {}
    Ok(())
}

/// Like [`run_next`], for tasks of these kinds. No further part of one is begun when it is over: another node
/// can have it at once.
///
/// # Errors
/// As [`run_next`].
pub async fn run_next_of(app: &App, kinds: &[&str], is_over: &dyn Fn() -> bool) -> Result<Turn, Error> {
    queue::return_rest(app).await?;
    let Some(taken) = queue::take(app, kinds).await? else { return Ok(Turn::Idle) };
    match taken.kind.as_str() {
        CarryOn::KIND => Box::pin(attempt::<CarryOn>(app, &taken, is_over)).await,
        CleanUp::KIND => Box::pin(attempt::<CleanUp>(app, &taken, is_over)).await,
        ReadUpload::KIND => Box::pin(attempt::<ReadUpload>(app, &taken, is_over)).await,
        WriteUpload::KIND => Box::pin(attempt::<WriteUpload>(app, &taken, is_over)).await,
        Send::KIND => Box::pin(attempt::<Send>(app, &taken, is_over)).await,
        // Only kinds that were asked for are taken.
        other => tracing::error!(kind = other, "a task of a kind that is not known here was taken"),
    }
    Ok(Turn::Worked)
}

async fn attempt<T: Run>(app: &App, taken: &Taken, is_over: &dyn Fn() -> bool) {
    let (lease, attempts) = (taken.lease, taken.attempts);
    let held = Held { app, lease, attempts, is_over };
    let tried = queue::while_held(app, lease, once::<T>(held, &taken.payload)).await;
    let now = || app.clock.now();
    match tried {
        Ok(Next::Done) => {
            if let Err(error) = queue::remove(app, lease).await {
                tracing::error!(?error, kind = T::KIND, task = %lease.task, "a task that is done could not be removed");
                queue::put_back(app, lease, now() + AFTER_OUTAGE, false).await;
            }
        }
        Ok(Next::Again(after)) => queue::put_back(app, lease, now() + after, false).await,
        Ok(Next::Retry(after)) => queue::put_back(app, lease, now() + after, true).await,
        Err(Error::LeaseLost) => {
            tracing::warn!(kind = T::KIND, task = %lease.task, "another node has taken a task over");
        }
        Err(error) => {
            tracing::error!(?error, kind = T::KIND, task = %lease.task, attempts, "a task could not get on");
            let is_outage = error.outage().is_some();
            let wait = if is_outage { AFTER_OUTAGE } else { T::wait(attempts) };
            queue::put_back(app, lease, now() + wait, !is_outage).await;
        }
    }
}

async fn once<T: Run>(held: Held<'_>, payload: &str) -> Result<Next, Error> {
    let task: T = serde_json::from_str(payload).map_err(|error| Error::Failed(error.to_string()))?;
    if held.attempts <= T::ATTEMPTS {
        return task.run(held).await;
    }
    tracing::error!(event = "task_given_up", kind = T::KIND, task = %held.lease.task);
    task.give_up(held).await?;
    Ok(Next::Done)
}
