//! An upload gets on: a few rows, one transaction, each with its outcome, until none waits. Passwords are hashed on
//! all cores meanwhile, ahead of the rows that need them.

use super::ground::Ground;
use super::judge::Judge;
use super::passwords::{Passwords, Ready};
use super::write::write;
use crate::actions::queue::{self, Lease};
use crate::actions::{Actor, Error, with_audit, with_audit_unchecked};
use crate::app::App;
use crate::domain::id::{CustomerId, UploadId};
use crate::domain::permission::Permission;
use crate::domain::principal::Principal;
use crate::domain::upload::kept::{Ending, Upload};
use crate::domain::upload::verdict::{UploadRow, Verdict};
use crate::secrets::credential_of;
use crate::store::uploads::Progress;
use crate::store::{self, Connection, Tx};

/// Rows of one transaction: few enough that others need not wait for it.
const ROWS: usize = 16;
/// Rows of one turn, before other tasks get theirs.
const A_TURN: u64 = 320;

/// Writes some rows. Gives whether others still wait.
///
/// # Errors
/// [`Error::LeaseLost`].
pub async fn write_some(
    app: &App,
    customer: CustomerId,
    id: UploadId,
    lease: Lease,
    is_over: &dyn Fn() -> bool,
) -> Result<bool, Error> {
    let db = app.db.read();
    let Some(upload) = store::uploads::find(db, customer, id).await?.filter(Upload::is_running) else {
        return Ok(false);
    };
    let waiting = store::uploads::waiting(db, customer, id, A_TURN).await?;
    let mut passwords = Passwords::ahead(app, creations(&waiting));
    let ground = Ground::of(db, customer, &upload.wishes).await?;
    let who = store::staff::find(db, upload.staff).await?.map_or(Principal::System, |(staff, _)| staff.into());
    let by = Actor { request: Some(id.0), ..Actor::new(app, who) };
    // One without rows is only to be ended.
    let parts = waiting.chunks(ROWS).chain(waiting.is_empty().then_some([].as_slice()));
    for part in parts {
        if is_over() {
            break;
        }
        let ready = passwords.take(creations(part)).await?;
        let by = Actor { now: app.clock.now(), ..by.clone() };
        let (goes_on, used) = step(&by, customer, id, lease, &ground, part, &ready).await?;
        if !goes_on {
            return Ok(false);
        }
        passwords.give_back(ready.into_iter().skip(used));
    }
    Ok(true)
}

/// How many of `rows` need a password.
fn creations(rows: &[UploadRow]) -> usize {
    rows.iter().filter(|row| row.verdict != Verdict::Update).count()
}

/// The next few rows. Gives whether others still wait, and how many passwords were used.
async fn step(
    by: &Actor,
    customer: CustomerId,
    id: UploadId,
    lease: Lease,
    ground: &Ground,
    part: &[UploadRow],
    ready: &[Ready],
) -> Result<(bool, usize), Error> {
    with_audit_unchecked(by, customer, async |tx, log| {
        queue::hold(tx, lease, by.app.clock.now()).await?;
        let Some(upload) = store::uploads::lock(tx, customer, id).await?.filter(Upload::is_running) else {
            return Ok((false, 0));
        };
        let Some(by) = asker(tx, by, customer, &upload).await? else {
            return end(tx, by, customer, id, lease, Ending::ShutOut).await;
        };
        if upload.stopping_at.is_some() {
            return end(tx, &by, customer, id, lease, Ending::Stopped).await;
        }
        // Another node may have written some since they were looked at.
        let mut rows = store::uploads::waiting(tx, customer, id, u64::try_from(part.len()).unwrap_or_default()).await?;
        rows.retain(|row| part.iter().any(|one| one.position == row.position));
        let mut judge = Judge::new(tx, &by, customer, ground).await?;
        let judged = judge.rows(tx, rows).await?;
        let (progress, used) = write(tx, &by, log, customer, judged, ready, id).await?;
        store::uploads::advance(tx, customer, id, progress).await?;
        if store::uploads::waiting(tx, customer, id, 1).await?.is_empty() {
            return end(tx, &by, customer, id, lease, Ending::Done).await;
        }
        store::queue::forget_attempts(tx, lease).await?;
        Ok((true, used))
    })
    .await
}

async fn end(
    tx: &Tx,
    by: &Actor,
    customer: CustomerId,
    id: UploadId,
    lease: Lease,
    ending: Ending,
) -> Result<(bool, usize), Error> {
    let rest = store::uploads::stop_rest(tx, customer, id).await?;
    store::uploads::advance(tx, customer, id, Progress { done: rest, refused: rest, ..Progress::default() }).await?;
    store::uploads::finish(tx, customer, id, ending, by.app.clock.now()).await?;
    store::queue::remove(tx, lease).await?;
    Ok((false, 0))
}

/// Tells of all rows that still wait that their turn did not come.
///
/// # Errors
/// [`Error::LeaseLost`].
pub async fn give_up(app: &App, customer: CustomerId, id: UploadId, lease: Lease) -> Result<(), Error> {
    let by = Actor::system(app);
    with_audit(&by, customer, async |tx, _| {
        queue::hold(tx, lease, by.now).await?;
        end(tx, &by, customer, id, lease, Ending::GivenUp).await?;
        Ok(())
    })
    .await
}

/// Who saved the upload, as that person stands now; nobody when shut out or gone since, when another role or reach does
/// not allow it any more, or when the password is another one.
async fn asker(
    db: &impl Connection,
    by: &Actor,
    customer: CustomerId,
    upload: &Upload,
) -> Result<Option<Actor>, Error> {
    let known = store::staff::find(db, upload.staff).await?;
    let is_same = |hash: &str| upload.credential.as_ref().is_none_or(|known| *known == credential_of(hash));
    let staff = known.filter(|(staff, hash)| staff.may_act(by.now) && is_same(hash)).map(|(staff, _)| staff);
    let by = staff.map(|staff| Actor { principal: Some(staff.into()), ..by.clone() });
    Ok(by.filter(|by| by.may(Permission::ManageUsers) && by.require_reach(customer).is_ok()))
}
