//! How a job gets on: a few users, one transaction, until nobody waits.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::prepared::Prepared;
use crate::actions::audit::Log;
use crate::actions::{
    Actor, Error, Who, deletions, licenses, password_resets, restorations, sign_in_blocks, with_audit,
    with_audit_unchecked,
};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, UserId};
use crate::domain::job::{Job, Kind, Outcome};
use crate::password;
use crate::secrets::credential_of;
use crate::store::users::chosen::UserSet;
use crate::store::{self, Tx};

/// How long a node has a job without getting on, until another one takes it over.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(60);
/// Parts of one job before others get their turn.
const PARTS_A_TURN: usize = 10;
/// A job that fails so often without getting on is given up.
const ATTEMPTS: i64 = 5;
/// How long after a failure it is tried again.
const LATER: TimeDelta = TimeDelta::seconds(10);

/// What a look into the queue led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing waits.
    Idle,
    Worked,
}

/// Takes the job that waits longest and does a few parts of it.
///
/// # Errors
/// When the database fails; a job's own failure is noted with the job.
pub async fn run_next(app: &App) -> Result<Turn, Error> {
    run_next_until(app, || false).await
}

/// Like [`run_next`], but no further part is begun when it is over: somebody else can have the job at once.
///
/// # Errors
/// As [`run_next`].
pub async fn run_next_until(app: &App, is_over: impl Fn() -> bool) -> Result<Turn, Error> {
    let now = app.clock.now();
    return_jobs(app, now).await?;
    let Some(next) = store::queue::next(app.db.read(), now).await? else { return Ok(Turn::Idle) };
    let taken = app.db.write(async |tx| store::queue::take(tx, next, now, now + LEASE).await).await?;
    // Another node was first.
    let Some(taken) = taken else { return Ok(Turn::Worked) };
    let id = taken.job;
    if taken.attempts > ATTEMPTS {
        give_up(app, taken.customer, id).await?;
        return Ok(Turn::Worked);
    }
    for _ in 0..PARTS_A_TURN {
        match step(app, taken.customer, id).await {
            Ok(true) if is_over() => break,
            Ok(true) => {}
            Ok(false) => return Ok(Turn::Worked),
            Err(error) => {
                tracing::error!(?error, job = %id, attempt = taken.attempts, "a job could not get on");
                put_back(app, id, &error, now).await;
                return Ok(Turn::Worked);
            }
        }
    }
    app.db.write(async |tx| store::queue::put_back(tx, id, app.clock.now()).await).await?;
    Ok(Turn::Worked)
}

/// Does a whole job. When it cannot get on, the queue has the rest: it is written down already, and
/// whoever asked is told how far it is.
pub(super) async fn at_once(app: &App, customer: CustomerId, id: JobId) {
    let begun = app.clock.now();
    loop {
        match step(app, customer, id).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::error!(?error, job = %id, "a job could not get on");
                put_back(app, id, &error, begun).await;
                return;
            }
        }
    }
}

/// Puts a job back after a failure. The database's own are no fault of the job: they are not counted,
/// or a full disk would have every job given up.
async fn put_back(app: &App, id: JobId, error: &Error, begun: Moment) {
    let later = app.clock.now() + LATER;
    let is_outage = error.outage().is_some();
    let done = app.db.write(async |tx| {
        if is_outage {
            store::queue::forget_attempts(tx, id).await?;
        }
        store::queue::put_back(tx, id, later).await
    });
    if let Err(error) = done.await {
        tracing::error!(?error, job = %id, "a job is put back as soon as that can be written");
        // Its lease lasts from then on, or longer where it got on since.
        app.unreturned.with(|jobs| jobs.insert(id, begun + LEASE - LATER));
    }
}

async fn return_jobs(app: &App, now: Moment) -> Result<(), Error> {
    let jobs: Vec<JobId> = app.unreturned.with(|jobs| {
        jobs.retain(|_, ours_until| now < *ours_until);
        jobs.keys().copied().collect()
    });
    for id in jobs {
        app.db
            .write(async |tx| {
                store::queue::forget_attempts(tx, id).await?;
                store::queue::put_back(tx, id, now).await
            })
            .await?;
        app.unreturned.with(|jobs| jobs.remove(&id));
    }
    Ok(())
}

async fn give_up(app: &App, customer: CustomerId, id: JobId) -> Result<(), Error> {
    tracing::error!(job = %id, "a job is given up");
    let by = Actor::system(app);
    with_audit(&by, customer, async |tx, _| {
        store::jobs::refuse_rest(tx, customer, id, &Outcome::Failed).await?;
        Ok(store::jobs::finish(tx, customer, id, by.now).await?)
    })
    .await
}

/// Does the next few users of a job. Gives whether others still wait.
pub(super) async fn step(app: &App, customer: CustomerId, id: JobId) -> Result<bool, Error> {
    let db = app.db.read();
    let Some(job) = store::jobs::find(db, customer, id).await?.filter(|job| job.finished_at.is_none()) else {
        return Ok(false);
    };
    let who = store::staff::find(db, job.staff).await?.map_or(Who::System, |(staff, _)| Who::Staff(staff));
    let by = Actor { request: Some(id.0), ..Actor::new(app, who) };
    let looked_at = store::jobs::waiting(db, customer, id, job.at_a_time()).await?;
    let prepared = prepare(&by, customer, &job, looked_at.iter().map(|(_, user)| *user).collect()).await?;
    // Who asked is looked at below: a job whose person is gone is told as stopped.
    with_audit_unchecked(&by, customer, async |tx, log| {
        if store::jobs::lock(tx, customer, id).await?.is_none_or(|job| job.finished_at.is_some()) {
            return Ok(false);
        }
        let Some(by) = asker(tx, &by, &job).await? else {
            store::jobs::refuse_rest(tx, customer, id, &Outcome::Stopped).await?;
            store::jobs::finish(tx, customer, id, by.now).await?;
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
            store::queue::renew(tx, id, by.now + LEASE).await?;
        } else {
            store::jobs::finish(tx, customer, id, by.now).await?;
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
    Ok(staff.map(|staff| Actor { who: Who::Staff(staff), ..by.clone() }))
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
        Kind::ResetPassword => password_resets::apply(tx, by, log, customer, users, prepared).await,
        Kind::Restore => restorations::apply(tx, by, log, customer, &job.options, users, prepared).await,
        Kind::BlockSignIn => sign_in_blocks::apply(tx, by, log, customer, users, false).await,
        Kind::AllowSignIn => sign_in_blocks::apply(tx, by, log, customer, users, true).await,
        Kind::ChangeLicenses => licenses::apply(tx, by, log, customer, job.id, waiting).await,
    }
}

/// Does everything that waits, until nothing does: what a node does all the time.
pub async fn work_off(app: &App) -> Result<(), Error> {
    while run_next(app).await? != Turn::Idle {}
    Ok(())
}
