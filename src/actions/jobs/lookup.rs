//! Finding a job again: what it is, what became of its users, whether it can be taken back.

use crate::actions::{Actor, Error};
use crate::domain::id::{CustomerId, JobId};
use crate::domain::job::{Job, Kind, Part};
use crate::domain::permission::Permission;
use crate::store;
pub use crate::store::jobs::JobUserOutcome;
pub use crate::store::under_way::UnderWay;
use crate::store::users::chosen::UserSet;

/// A job: one's own, or anybody's for those who see the activity of all.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(by: &Actor, customer: CustomerId, id: JobId) -> Result<Job, Error> {
    by.require_sight(customer)?;
    let job = store::jobs::find(by.app.db.read(), customer, id).await?.ok_or(Error::NotFound)?;
    if sees(by, &job) { Ok(job) } else { Err(Error::NotFound) }
}

/// Whether it is one's own, or everybody's are to be seen.
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
pub async fn is_over(by: &Actor, customer: CustomerId, restore: &Job) -> Result<bool, Error> {
    by.require_sight(customer)?;
    Ok(store::jobs::any_deleted(by.app.db.read(), customer, restore.id).await?)
}

/// How it stands with the deletions of `job`.
pub async fn undoing(by: &Actor, customer: CustomerId, job: &Job) -> Result<Undoing, Error> {
    by.require_sight(customer)?;
    if job.kind != Kind::Delete || job.finished_at.is_none() || job.succeeded() == 0 {
        return Ok(Undoing::Nobody);
    }
    let db = by.app.db.read();
    if let Some(undoing) = store::jobs::undoing(db, customer, job.id).await? {
        return Ok(Undoing::Done(undoing));
    }
    let state = Kind::Restore.state(by.now);
    let is_any = store::users::deleted::any(db, customer, state, &UserSet::Job(job.id)).await?;
    Ok(if is_any { Undoing::Possible } else { Undoing::Nobody })
}

/// A job with what became of this part of its users, from `position` on, in order.
///
/// # Errors
/// As [`find`].
pub async fn outcomes(
    by: &Actor,
    customer: CustomerId,
    id: JobId,
    part: Part,
    position: i64,
    limit: u64,
) -> Result<(Job, Vec<JobUserOutcome>), Error> {
    by.require_sight(customer)?;
    let job = find(by, customer, id).await?;
    let told = store::jobs::outcomes(by.app.db.read(), customer, id, part, position, limit).await?;
    Ok((job, told))
}

/// The job that is under way at a customer, if this person may see it; and the upload that is, or that waits for this
/// person.
pub async fn under_way(by: &Actor, customer: CustomerId) -> Result<UnderWay, Error> {
    by.require_sight(customer)?;
    // Only staff ask for jobs.
    let Some(staff) = by.staff() else { return Ok(UnderWay::default()) };
    let of = (!by.may(Permission::SeeCustomersActivity)).then_some(staff.id);
    let uploads = by.may(Permission::ManageUsers).then_some(staff.id);
    Ok(store::under_way::at(by.app.db.read(), customer, of, uploads).await?)
}

/// A job that deleted users: its deletions can be taken back.
///
/// # Errors
/// [`Error::NotFound`].
pub(in crate::actions) async fn deletion(by: &Actor, customer: CustomerId, id: JobId) -> Result<Job, Error> {
    let job = find(by, customer, id).await?;
    if job.kind == Kind::Delete { Ok(job) } else { Err(Error::NotFound) }
}
