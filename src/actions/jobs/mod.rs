//! What is asked for is a job, for one user as for ten thousand: its users are written down, then
//! done a few at a time, each few in one transaction with their events and outcomes. So nobody is
//! done twice, nothing is lost when the process dies, and every user's outcome is told.
//!
//! Few users are done before the request is answered; with more the queue has the rest.

mod beside;
mod lately;
mod work;

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::selections::{self, Frozen};
use super::{Actor, Error, Sent, change_once};
use crate::app::App;
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::directory_role::Level;
use crate::domain::id::{CustomerId, JobId, SelectionId, UserId};
use crate::domain::job::{Job, Kind, Options, Part, asks_for_password};
use crate::domain::length;
use crate::domain::permission::Permission;
use crate::domain::refusal::Refusal;
use crate::store;
pub use crate::store::jobs::{Listed, Told};
use crate::store::users::chosen::{Among, Chosen};

pub use self::beside::{Beside, beside};
pub use self::lately::lately;
pub(super) use self::work::Prepared;
pub use self::work::{Turn, Unreturned, turn, turn_until};

/// Up to so many users are done at once, before the request is answered.
pub const AT_ONCE: i64 = 200;
/// How long a node has a job without getting on, until another one takes it over.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// Who is chosen, as a form says it: users by their ids, a selection, or those of another job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub users: Vec<UserId>,
    pub selection: Option<SelectionId>,
    /// Those whom this job has deleted.
    pub of: Option<JobId>,
    /// Ids that can be no user's.
    pub unreadable: i64,
}

/// Who is chosen and can be told about.
#[derive(Clone, Debug)]
pub struct Meant {
    pub chosen: Chosen,
    /// Chosen, and no active users of this customer any more.
    pub left_out: i64,
}

/// Finds who is meant: one's own selection, or users of this customer.
///
/// # Errors
/// [`Error::NotFound`] when none of the users is this customer's; [`Refusal::SelectionGone`],
/// [`Refusal::NobodyChosen`], [`Refusal::NobodyLeft`].
pub async fn meant(by: &Actor, customer: CustomerId, choice: &Choice) -> Result<Meant, Error> {
    let db = by.app.db.read();
    if let Some(id) = choice.selection {
        let selection = selections::own(by, customer, id).await?.id;
        let chosen = Chosen::Selection(selection);
        let found = store::users::chosen::counted(db, customer, &chosen, Among::All).await?.users;
        if found == 0 {
            return Err(Refusal::NobodyLeft.into());
        }
        return Ok(Meant { chosen, left_out: store::selections::size(db, customer, selection).await? - found });
    }
    let users: BTreeSet<UserId> = choice.users.iter().copied().collect();
    if users.is_empty() && choice.unreadable == 0 {
        return Err(Refusal::NobodyChosen.into());
    }
    let asked = length(users.len()) + choice.unreadable;
    let chosen = Chosen::Users(users.into_iter().collect());
    let found = store::users::chosen::counted(db, customer, &chosen, Among::All).await?.users;
    if found == 0 {
        return Err(Error::NotFound);
    }
    Ok(Meant { chosen, left_out: asked - found })
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Order {
    pub kind: Kind,
    pub choice: Choice,
    pub options: Options,
}

/// Writes down what is asked for and, when it is about few users, does it. The same form sent twice
/// is one job.
///
/// # Errors
/// As [`meant`]; [`Error::MissingRole`].
pub async fn start(by: &Actor, customer: CustomerId, order: &Order, sent: &Sent) -> Result<Job, Error> {
    by.require(order.kind.permission())?;
    let staff = by.staff().ok_or(Error::MissingRole(Permission::SignedIn))?;
    let Frozen { users, left, joined } = users_of(by, customer, order).await?;
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
    let lease = lease(by, total);
    let id = change_once(by, customer, sent, async |tx, _| {
        // Refused only here: the second of two clicks finds its users gone, and gets the first one's answer.
        if users.is_empty() {
            return Err(if order.choice.selection.is_some() { Refusal::NobodyLeft.into() } else { Error::NotFound });
        }
        store::jobs::insert(tx, customer, &job, &users, lease).await?;
        Ok(job.id)
    })
    .await?;
    set_off(by, customer, id).await?;
    find(by, customer, id).await
}

/// Until when a new job is taken: by this request if it does the work itself. The queue has it if the
/// process dies.
pub(super) fn lease(by: &Actor, total: i64) -> Option<Moment> {
    (total <= AT_ONCE).then(|| by.now + LEASE)
}

/// Does a job that was written down, if it is about few users, or lets the queue know of it.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn set_off(by: &Actor, customer: CustomerId, id: JobId) -> Result<(), Error> {
    if find(by, customer, id).await?.total <= AT_ONCE {
        work::at_once(&by.app, customer, id).await;
    } else {
        by.app.wake.notify_one();
    }
    Ok(())
}

/// The users of a job. Those asked for by their ids are all in it, so that each is told about, also
/// who is gone, if any of them is this customer's; of a selection the ones that are there now.
async fn users_of(by: &Actor, customer: CustomerId, order: &Order) -> Result<Frozen, Error> {
    let (db, state) = (by.app.db.read(), order.kind.state(by.now));
    let wanted = |chosen: Chosen| async move { store::users::chosen::in_order(db, customer, state, &chosen).await };
    if let Some(id) = order.choice.selection {
        return selections::frozen(by, customer, id, state).await;
    }
    if let Some(id) = order.choice.of {
        let users = wanted(Chosen::Job(deletion(by, customer, id).await?.id)).await?;
        return Ok(Frozen { users, ..Frozen::default() });
    }
    let asked: BTreeSet<UserId> = order.choice.users.iter().copied().collect();
    if asked.is_empty() {
        return Err(Refusal::NobodyChosen.into());
    }
    let asked: Vec<UserId> = asked.into_iter().collect();
    if !store::users::any(db, customer, &asked).await? {
        return Ok(Frozen::default());
    }
    let mut users = wanted(Chosen::Users(asked.clone())).await?;
    let known: BTreeSet<UserId> = users.iter().copied().collect();
    users.extend(asked.into_iter().filter(|id| !known.contains(id)));
    Ok(Frozen { users, ..Frozen::default() })
}

/// A job that deleted users: its deletions can be taken back.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn deletion(by: &Actor, customer: CustomerId, id: JobId) -> Result<Job, Error> {
    let job = find(by, customer, id).await?;
    if job.kind == Kind::Delete { Ok(job) } else { Err(Error::NotFound) }
}

/// Refuses what could be done to nobody, as all are administrators and this person's role does not
/// reach them. Each of them is judged again, in the transaction.
async fn within_reach(by: &Actor, customer: CustomerId, kind: Kind, users: &[UserId]) -> Result<(), Error> {
    let needed = kind.permission().on(Level::GlobalAdministrator);
    // Of many each is told one by one.
    if by.may(needed) || i64::try_from(users.len()).is_ok_and(|users| users > AT_ONCE) {
        return Ok(());
    }
    let chosen = Chosen::Users(users.to_vec());
    let counted = store::users::chosen::counted(by.app.db.read(), customer, &chosen, Among::All).await?;
    let is_out_of_reach = counted.users > 0 && counted.administrators == counted.users;
    if is_out_of_reach { Err(Error::MissingRole(needed)) } else { Ok(()) }
}

/// A job: one's own, or anybody's for those who see the activity of all.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(by: &Actor, customer: CustomerId, id: JobId) -> Result<Job, Error> {
    let job = store::jobs::find(by.app.db.read(), customer, id).await?.ok_or(Error::NotFound)?;
    if sees(by, &job) { Ok(job) } else { Err(Error::NotFound) }
}

/// Whether it is one's own, or everybody's are to be seen.
#[must_use]
pub fn sees(by: &Actor, job: &Job) -> bool {
    by.staff().is_some_and(|staff| staff.id == job.staff) || by.may(Permission::SeeCustomersActivity)
}

/// Whether what a job did, deletions or changes of licenses, can be taken back.
#[derive(Clone, Debug)]
pub enum Undoing {
    /// There is nothing to take back, any more or at all; or it is too late.
    Nobody,
    Possible,
    /// This job could not take it back from everybody; it is possible for the others.
    InPart(Job),
    /// It was in part, by this job, and is not possible any more.
    PartDone(Job),
    /// It was, or is about to be, by this job. Who was deleted again since was so by another one.
    Done(Job),
}

/// Whether some of those whom `restore` brought back were deleted again: it tells nothing of today.
///
/// # Errors
/// When the database fails.
pub async fn is_over(by: &Actor, customer: CustomerId, restore: &Job) -> Result<bool, Error> {
    Ok(store::jobs::any_deleted(by.app.db.read(), customer, restore.id).await?)
}

/// How it stands with the deletions of `job`.
///
/// # Errors
/// When the database fails.
pub async fn undoing(by: &Actor, customer: CustomerId, job: &Job) -> Result<Undoing, Error> {
    if job.kind != Kind::Delete || job.finished_at.is_none() || job.succeeded() == 0 {
        return Ok(Undoing::Nobody);
    }
    let db = by.app.db.read();
    if let Some(undoing) = store::jobs::undoing(db, customer, job.id).await? {
        return Ok(Undoing::Done(undoing));
    }
    let state = Kind::Restore.state(by.now);
    let is_any = store::users::deleted::any(db, customer, state, &Chosen::Job(job.id)).await?;
    Ok(if is_any { Undoing::Possible } else { Undoing::Nobody })
}

/// A job with what became of this part of its users, from `position` on, in order.
///
/// # Errors
/// As [`find`].
pub async fn told(
    by: &Actor,
    customer: CustomerId,
    id: JobId,
    part: Part,
    position: i64,
    limit: u64,
) -> Result<(Job, Vec<Told>), Error> {
    let job = find(by, customer, id).await?;
    let told = store::jobs::told(by.app.db.read(), customer, id, part, position, limit).await?;
    Ok((job, told))
}

/// The job that is under way at a customer, if this person may see it.
///
/// # Errors
/// When the database fails.
pub async fn under_way(by: &Actor, customer: CustomerId) -> Result<Option<Job>, Error> {
    let of = if by.may(Permission::SeeCustomersActivity) { None } else { Some(by.staff_id()?) };
    Ok(store::jobs::under_way(by.app.db.read(), customer, of).await?)
}

/// Does everything that waits, until nothing does: what a node does all the time.
///
/// # Errors
/// When the database fails.
pub async fn work_off(app: &App) -> Result<(), Error> {
    while turn(app).await? != Turn::Idle {}
    Ok(())
}
