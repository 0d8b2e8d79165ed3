//! Taking back what a change did: planned as anything else, from what was really done to each user.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::Error;
use super::history::done;
use super::previews::{Source, keep};
use super::question::Who;
use super::undoings::{Standing, UndoHistory};
use crate::actions::Actor;
use crate::actions::jobs::{Undoing, sees};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, LicensePreviewId, UserId};
use crate::domain::job::{Job, Kind};
use crate::domain::length;
use crate::domain::permission::Permission;
use crate::domain::refusal::{LicenseRefusal, Refusal};
use crate::store;
use crate::store::users::chosen::UserSet;

/// How long after its end a change can be taken back.
pub(super) const UNDONE_WITHIN: TimeDelta = TimeDelta::hours(24);

/// Previews the inverse of what `id` did.
///
/// # Errors
/// [`Error::NotFound`]; [`LicenseRefusal::UndoTooLate`], [`LicenseRefusal::UndoneAlready`], [`LicenseRefusal::NothingToDo`].
pub async fn undo(by: &Actor, customer: CustomerId, id: JobId, page: &str) -> Result<LicensePreviewId, Error> {
    by.require(Permission::ManageLicenses)?;
    by.require_reach(customer)?;
    let job = super::changes::find(by, customer, id).await?;
    may_undo(by, customer, &job).await?;
    let db = by.app.db.read();
    let undoings = UndoHistory::of(db, &[(customer, id)]).await?;
    let over = undoings.taken_back(db, customer, id).await?;
    let users = done(db, customer, id).await?.into_iter().map(|(user, _)| user);
    let users: Vec<UserId> = users.filter(|user| !over.contains(user)).collect();
    if users.is_empty() {
        return Err(Refusal::License(LicenseRefusal::NothingToDo).into());
    }
    let who = Who {
        chosen: UserSet::Done(id),
        selection: None,
        filter: None,
        users: length(users.len()),
        left: 0,
        left_first: Vec::new(),
        joined: 0,
        joined_first: Vec::new(),
    };
    keep(by, customer, Source::Undo(id), &who, &users, page).await
}

/// Until when what `job` did can be taken back; nothing while it is under way.
pub fn undone_until(job: &Job) -> Option<Moment> {
    Some(job.finished_at? + UNDONE_WITHIN)
}

/// Whether what `job` did can be taken back now.
pub(super) async fn may_undo(by: &Actor, customer: CustomerId, job: &Job) -> Result<(), Error> {
    match job.finished_at {
        None => return Err(Refusal::License(LicenseRefusal::UndoTooEarly).into()),
        Some(at) if by.now > at + UNDONE_WITHIN => return Err(Refusal::License(LicenseRefusal::UndoTooLate).into()),
        Some(_) => {}
    }
    match undoing(by, customer, job).await? {
        Undoing::Possible | Undoing::InPart(_) => Ok(()),
        Undoing::PartDone(_) | Undoing::Done(_) => Err(Refusal::License(LicenseRefusal::UndoneAlready).into()),
        Undoing::Nobody => Err(Refusal::License(LicenseRefusal::NothingToDo).into()),
    }
}

/// How it stands with taking back what `job` did to licenses.
pub async fn undoing(by: &Actor, customer: CustomerId, job: &Job) -> Result<Undoing, Error> {
    by.require_sight(customer)?;
    if job.kind != Kind::ChangeLicenses || job.changed() == 0 {
        return Ok(Undoing::Nobody);
    }
    let is_in_time = job.finished_at.is_some_and(|at| by.now <= at + UNDONE_WITHIN);
    let undoings = UndoHistory::of(by.app.db.read(), &[(customer, job.id)]).await?;
    Ok(match undoings.standing(job.id) {
        Standing::Part(other) if is_in_time => Undoing::InPart(undoings.job(other)?),
        Standing::Part(other) => Undoing::PartDone(undoings.job(other)?),
        Standing::Whole(other) => Undoing::Done(undoings.job(other)?),
        Standing::Nothing if is_in_time => Undoing::Possible,
        Standing::Nothing => Undoing::Nobody,
    })
}

/// Which of these changes of several customers can be taken back by this person, and for how many users
/// that is, where it is for all of them. Two statements, and one more each time that something was taken back in turn.
pub async fn undoable(by: &Actor, jobs: &[(CustomerId, JobId)]) -> Result<HashMap<JobId, Option<i64>>, Error> {
    if jobs.is_empty() || !by.may(Permission::ManageLicenses) {
        return Ok(HashMap::new());
    }
    let db = by.app.db.read();
    let is_open = |job: &Job| {
        let is_in_time = job.finished_at.is_some_and(|at| by.now <= at + UNDONE_WITHIN);
        job.kind == Kind::ChangeLicenses && job.changed() > 0 && is_in_time && sees(by, job)
    };
    let found = store::jobs::these(db, jobs).await?;
    let mut found: HashMap<JobId, Option<i64>> =
        found.iter().filter(|job| is_open(job)).map(|job| (job.id, Some(job.changed()))).collect();
    let open: Vec<(CustomerId, JobId)> = jobs.iter().filter(|(_, job)| found.contains_key(job)).copied().collect();
    let undoings = UndoHistory::of(db, &open).await?;
    found.retain(|job, users| match undoings.standing(*job) {
        Standing::Nothing => true,
        Standing::Part(_) => {
            *users = None;
            true
        }
        Standing::Whole(_) => false,
    });
    Ok(found)
}
