//! How a job is written down and gets on: a few users, one transaction, until nobody waits; at once where it
//! is about few users.

use std::collections::HashMap;
use std::time::Duration;

use super::lookup::find;
use super::prepared::Prepared;
use crate::actions::audit::Log;
use crate::actions::queue::{self, Lease};
use crate::actions::{
    Actor, Error, deletions, licenses, password_resets, restorations, sign_in_blocks, with_audit, with_audit_unchecked,
};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, TaskId, UserId};
use crate::domain::job::{Job, Kind, Outcome};
use crate::domain::principal::Principal;
use crate::domain::task::{CarryOn, back_off};
use crate::password;
use crate::secrets::credential_of;
use crate::store::users::chosen::UserSet;
use crate::store::{self, Tx};

/// Up to so many users are done at once, before the request is answered.
pub const AT_ONCE: i64 = 200;
/// How often, and how many times, it is looked whether another request has done a job.
const LOOK_EVERY: Duration = Duration::from_millis(50);
const LOOKS: usize = 60;

/// The lease of a new job: this request's, if it does the work itself. The queue has it if the process dies.
pub(in crate::actions) fn lease(job: &Job) -> Option<Lease> {
    (job.total <= AT_ONCE).then(|| queue::new_lease(task(job.id)))
}

/// A job and its task have one id.
fn task(id: JobId) -> TaskId {
    TaskId(id.0)
}

/// Writes a job with its users in this order, and puts it into the queue.
pub(in crate::actions) async fn write_down(
    tx: &Tx,
    customer: CustomerId,
    job: &Job,
    users: &[UserId],
    lease: Option<Lease>,
) -> Result<(), Error> {
    store::jobs::insert(tx, customer, job, users).await?;
    queue::put(tx, task(job.id), &CarryOn { customer, job: job.id }, job.created_at, lease).await
}

/// Does a job that was written down, if it is about few users, or lets the queue know of it. Who asked for it
/// twice waits a little for the other request, which does it.
///
/// # Errors
/// [`Error::NotFound`].
pub(in crate::actions) async fn set_off(
    by: &Actor,
    customer: CustomerId,
    id: JobId,
    lease: Option<Lease>,
) -> Result<(), Error> {
    if find(by, customer, id).await?.total > AT_ONCE {
        by.app.wake.notify_one();
        return Ok(());
    }
    match lease.filter(|lease| lease.task == task(id)) {
        Some(lease) => at_once(&by.app, customer, id, lease).await,
        None => {
            for _ in 0..LOOKS {
                if find(by, customer, id).await?.finished_at.is_some() {
                    break;
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        }
    }
    Ok(())
}

/// Does a whole job. When it cannot get on, the queue has the rest: it is written down already, and
/// whoever asked is told how far it is.
pub(super) async fn at_once(app: &App, customer: CustomerId, id: JobId, lease: Lease) {
    loop {
        match step(app, customer, id, lease).await {
            Ok(true) => {}
            // Or the queue has it already.
            Ok(false) | Err(Error::LeaseLost) => return,
            Err(error) => {
                tracing::error!(?error, job = %id, "a job could not get on");
                let later = app.clock.now() + back_off(1);
                return queue::put_back(app, lease, later, error.outage().is_none()).await;
            }
        }
    }
}

/// Tells for all that still wait that it failed.
///
/// # Errors
/// [`Error::LeaseLost`].
pub async fn give_up(app: &App, customer: CustomerId, id: JobId, lease: Lease) -> Result<(), Error> {
    let by = Actor::system(app);
    with_audit(&by, customer, async |tx, _| {
        queue::hold(tx, lease, by.now).await?;
        store::jobs::refuse_rest(tx, customer, id, &Outcome::Failed).await?;
        finish(tx, customer, id, lease, by.now).await
    })
    .await
}

async fn finish(tx: &Tx, customer: CustomerId, id: JobId, lease: Lease, now: Moment) -> Result<(), Error> {
    store::jobs::finish(tx, customer, id, now).await?;
    store::queue::remove(tx, lease).await?;
    Ok(())
}

/// Does the next few users of a job. Gives whether others still wait.
///
/// # Errors
/// [`Error::LeaseLost`]: nothing was done then.
pub async fn step(app: &App, customer: CustomerId, id: JobId, lease: Lease) -> Result<bool, Error> {
    let db = app.db.read();
    let Some(job) = store::jobs::find(db, customer, id).await?.filter(|job| job.finished_at.is_none()) else {
        return Ok(false);
    };
    let who = store::staff::find(db, job.staff).await?.map_or(Principal::System, |(staff, _)| staff.into());
    let by = Actor { request: Some(id.0), ..Actor::new(app, who) };
    let looked_at = store::jobs::waiting(db, customer, id, job.at_a_time()).await?;
    let prepared = prepare(&by, customer, &job, looked_at.iter().map(|(_, user)| *user).collect()).await?;
    // Who asked is looked at below: a job whose person is gone is told as stopped.
    with_audit_unchecked(&by, customer, async |tx, log| {
        queue::hold(tx, lease, by.app.clock.now()).await?;
        if store::jobs::lock(tx, customer, id).await?.is_none_or(|job| job.finished_at.is_some()) {
            return Ok(false);
        }
        let Some(by) = asker(tx, &by, &job).await? else {
            store::jobs::refuse_rest(tx, customer, id, &Outcome::Stopped).await?;
            finish(tx, customer, id, lease, by.now).await?;
            return Ok(false);
        };
        // Another node may have done some of them since they were looked at.
        let mut waiting = store::jobs::waiting(tx, customer, id, job.at_a_time()).await?;
        waiting.retain(|one| looked_at.contains(one));
        let mut outcomes: HashMap<UserId, Outcome> =
            apply(tx, &by, log, customer, &job, &waiting, &prepared).await?.into_iter().collect();
        let told = waiting.iter().filter_map(|(at, user)| Some((*at, outcomes.remove(user)?)));
        let goes_on = store::jobs::settle(tx, customer, id, &told.collect::<Vec<_>>()).await?;
        if goes_on {
            store::queue::forget_attempts(tx, lease).await?;
        } else {
            finish(tx, customer, id, lease, by.now).await?;
        }
        Ok(goes_on)
    })
    .await
}

/// Who asked for the job, as that person stands now; nobody when shut out or gone since, or when the
/// password is another one. A session that ended stops nothing.
async fn asker(tx: &Tx, by: &Actor, job: &Job) -> Result<Option<Actor>, Error> {
    let known = store::staff::find(tx, job.staff).await?;
    let is_same = |hash: &str| job.credential.as_ref().is_none_or(|credential| *credential == credential_of(hash));
    let staff = known.filter(|(staff, hash)| staff.may_act(by.now) && is_same(hash)).map(|(staff, _)| staff);
    Ok(staff.map(|staff| Actor { principal: Some(staff.into()), ..by.clone() }))
}

/// Hashing a password is slow by intent: no transaction waits for it, and nobody gets one who is not
/// there to have it.
async fn prepare(by: &Actor, customer: CustomerId, job: &Job, users: Vec<UserId>) -> Result<Prepared, Error> {
    let mut prepared = Prepared::default();
    if !job.makes_passwords() {
        return Ok(prepared);
    }
    let (state, users) = (job.kind.state(by.now), UserSet::Users(users));
    let mut hashing = tokio::task::JoinSet::new();
    for user in store::users::chosen::in_order(by.app.db.read(), customer, state, &users).await? {
        let app = by.app.clone();
        hashing.spawn(async move {
            let password = password::temporary();
            app.hasher.hash(password.clone()).await.map(|hash| (user, password, hash))
        });
    }
    while let Some(hashed) = hashing.join_next().await {
        let (user, password, hash) = hashed.map_err(|error| Error::Failed(error.to_string()))??;
        prepared.passwords.insert(user, (password, hash));
    }
    Ok(prepared)
}

async fn apply(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    job: &Job,
    waiting: &[(i64, UserId)],
    prepared: &Prepared,
) -> Result<Vec<(UserId, Outcome)>, Error> {
    let users = &waiting.iter().map(|(_, user)| *user).collect::<Vec<_>>();
    let permission = job.kind.permission();
    if !by.may(permission) {
        return Ok(users.iter().map(|user| (*user, Outcome::missing(permission))).collect());
    }
    match job.kind {
        Kind::Delete => deletions::apply(tx, by, log, customer, &job.options, users).await,
        Kind::ResetPassword => password_resets::apply(tx, by, log, customer, &job.options, users, prepared).await,
        Kind::Restore => restorations::apply(tx, by, log, customer, &job.options, users, prepared).await,
        Kind::BlockSignIn => sign_in_blocks::apply(tx, by, log, customer, users, false).await,
        Kind::AllowSignIn => sign_in_blocks::apply(tx, by, log, customer, users, true).await,
        Kind::ChangeLicenses => licenses::apply(tx, by, log, customer, job.id, waiting).await,
    }
}
