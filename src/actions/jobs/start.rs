//! Writing down what is asked for, and doing it at once where it is about few users.

use std::collections::BTreeSet;
use std::time::Duration;

use super::lookup::{deletion, find};
use super::run::at_once;
use crate::actions::audience::Audience;
use crate::actions::queue::{self, Lease};
use crate::actions::selections::{self, SelectionSnapshot};
use crate::actions::{Actor, Error, Submission, with_audit_idempotent};
use crate::clock::new_id;
use crate::domain::directory_role::Level;
use crate::domain::id::{CustomerId, JobId, TaskId, UserId};
use crate::domain::job::{Job, Kind, Options, asks_for_password};
use crate::domain::length;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, UserRefusal};
use crate::domain::task::CarryOn;
use crate::store::users::chosen::{Among, UserSet};
use crate::store::{self, Tx};

/// Up to so many users are done at once, before the request is answered.
pub const AT_ONCE: i64 = 200;
/// How often, and how many times, it is looked whether another request has done a job.
const LOOK_EVERY: Duration = Duration::from_millis(50);
const LOOKS: usize = 60;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Order {
    pub kind: Kind,
    pub choice: Audience,
    pub options: Options,
}

/// Writes down what is asked for and, when it is about few users, does it. The same form sent twice
/// is one job.
///
/// # Errors
/// As [`meant`]; [`Error::MissingRole`].
pub async fn start(by: &Actor, customer: CustomerId, order: &Order, sent: &Submission) -> Result<Job, Error> {
    by.require(order.kind.permission())?;
    let staff = by.staff().ok_or(Error::MissingRole(Permission::SignedIn))?;
    let SelectionSnapshot { users, left, joined } = users_of(by, customer, order).await?;
    within_reach(by, customer, order.kind, &users).await?;
    let total = length(users.len());
    if asks_for_password(order.kind, total, &order.options) {
        by.require_recent_password()?;
    }
    let job = Job {
        id: JobId(new_id()),
        kind: order.kind,
        staff: staff.id,
        by: staff.name.clone(),
        credential: by.credential.clone(),
        options: order.options.clone(),
        total,
        done: 0,
        refused: 0,
        left_out: order.choice.unreadable + left,
        joined,
        created_at: by.now,
        finished_at: None,
        undoes: order.choice.of,
        partly: 0,
        unchanged: 0,
    };
    let lease = lease(&job);
    let id = with_audit_idempotent(by, customer, sent, async |tx, _| {
        // Refused only here: the second of two clicks finds its users gone, and gets the first one's answer.
        if users.is_empty() {
            return Err(if order.choice.selection.is_some() {
                Refusal::User(UserRefusal::NobodyLeft).into()
            } else {
                Error::NotFound
            });
        }
        write_down(tx, customer, &job, &users, lease).await?;
        Ok(job.id)
    })
    .await?;
    set_off(by, customer, id, lease).await?;
    find(by, customer, id).await
}

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

/// The users of a job. Those asked for by their ids are all in it, so that each is told about, also
/// who is gone, if any of them is this customer's; of a selection the ones that are there now.
async fn users_of(by: &Actor, customer: CustomerId, order: &Order) -> Result<SelectionSnapshot, Error> {
    let (db, state) = (by.app.db.read(), order.kind.state(by.now));
    let wanted = |chosen: UserSet| async move { store::users::chosen::in_order(db, customer, state, &chosen).await };
    if let Some(id) = order.choice.selection {
        return selections::frozen(by, customer, id, state).await;
    }
    if let Some(id) = order.choice.of {
        let users = wanted(UserSet::Job(deletion(by, customer, id).await?.id)).await?;
        return Ok(SelectionSnapshot { users, ..SelectionSnapshot::default() });
    }
    let asked: BTreeSet<UserId> = order.choice.users.iter().copied().collect();
    if asked.is_empty() {
        return Err(Refusal::User(UserRefusal::NobodyChosen).into());
    }
    let asked: Vec<UserId> = asked.into_iter().collect();
    if !store::users::any(db, customer, &asked).await? {
        return Ok(SelectionSnapshot::default());
    }
    let mut users = wanted(UserSet::Users(asked.clone())).await?;
    let known: BTreeSet<UserId> = users.iter().copied().collect();
    users.extend(asked.into_iter().filter(|id| !known.contains(id)));
    Ok(SelectionSnapshot { users, ..SelectionSnapshot::default() })
}

/// Refuses what could be done to nobody, as all are administrators and this person's role does not
/// reach them. Each of them is judged again, in the transaction.
async fn within_reach(by: &Actor, customer: CustomerId, kind: Kind, users: &[UserId]) -> Result<(), Error> {
    let needed = kind.permission().on(Level::GlobalAdministrator);
    // Of many each is told one by one.
    if by.may(needed) || i64::try_from(users.len()).is_ok_and(|users| users > AT_ONCE) {
        return Ok(());
    }
    let chosen = UserSet::Users(users.to_vec());
    let counted = store::users::chosen::counted(by.app.db.read(), customer, &chosen, Among::All).await?;
    let is_out_of_reach = counted.users > 0 && counted.administrators == counted.users;
    if is_out_of_reach { Err(Error::MissingRole(needed)) } else { Ok(()) }
}
