//! Carrying a preview out: as it was shown, once, or not at all.

use serde::{Deserialize, Serialize};

use super::compute::compute;
use super::{Only, Preview, Source, idle, kept, show};
use crate::actions::licenses::settle::{new_job, refused};
use crate::actions::licenses::undoings::{Standing, UndoHistory};
use crate::actions::licenses::{CustomerProducts, undo};
use crate::actions::{Actor, Error, Submission, jobs, note, with_audit, with_audit_idempotent};
use crate::domain::customer::Customer;
use crate::domain::id::{CustomerId, JobId, LicensePreviewId, UserId};
use crate::domain::job::Job;
use crate::domain::licensing::Change;
use crate::domain::permission::Permission;
use crate::domain::refusal::{LicenseRefusal, Refusal, Refused};
use crate::store::users::chosen::UserSet;
use crate::store::{self};

/// What became of *Save* on a preview.
#[derive(Clone, Debug)]
pub enum Saved {
    /// With what the page keeps with it.
    Job(JobId, String),
    /// Something else would have been done than what was shown: nothing was, and this is shown now.
    Different(Box<Preview>),
}

/// Carries out one's own preview, if it is still what was shown: `seen` is the preview's digest. The second
/// of two clicks finds what the first one began.
///
/// # Errors
/// [`Error::NotFound`]; [`LicenseRefusal::PreviewExpired`], [`LicenseRefusal::NothingToDo`], and those of an undo.
pub async fn save(
    by: &Actor,
    customer: CustomerId,
    id: LicensePreviewId,
    seen: &str,
    limit: usize,
) -> Result<Saved, Error> {
    by.require(Permission::ManageLicenses)?;
    let row = kept::find(by, customer, id).await?;
    if let Some(job) = row.job {
        return Ok(Saved::Job(job, row.page));
    }
    let found = kept::read(by, customer, row).await?;
    let undoes = match &found.source {
        Source::Undo(job) => {
            let job = crate::actions::licenses::find(by, customer, *job).await?;
            undo::may_undo(by, customer, &job).await?;
            Some(job.id)
        }
        Source::Change(_) => None,
    };
    let now = found.again(by, customer).await?;
    let (row, steps) = found.renewed(by, &now)?;
    if row.digest != seen {
        let mut preview = show(by, customer, &found, &now, Only::Everybody, 0, limit).await?;
        preview.is_older = preview.difference.is_empty();
        // What was shown at first stays: also the next look at it tells what is different.
        note(by, async |tx| Ok(store::license_previews::mark_stale(tx, customer, id).await?)).await?;
        return Ok(Saved::Different(Box::new(preview)));
    }
    if let Some(refusal) = idle(&now.decisions) {
        return Err(refusal.into());
    }
    let job = new_job(by, row.total, undoes)?;
    let job = Job { left_out: row.left_out, joined: row.joined, ..job };
    let lease = jobs::lease(&job);
    let begun = with_audit(by, customer, async |tx, _| {
        let kept = store::license_previews::lock(tx, customer, id).await?.ok_or(Error::NotFound)?;
        if let Some(job) = kept.job {
            return Ok(job);
        }
        if by.now >= kept.expires_at {
            return Err(Refusal::License(LicenseRefusal::PreviewExpired).into());
        }
        if let Some(of) = undoes
            && matches!(UndoHistory::of(tx, &[(customer, of)]).await?.standing(of), Standing::Whole(_))
        {
            return Err(Refusal::License(LicenseRefusal::UndoneAlready).into());
        }
        if kept.digest != row.digest {
            store::license_previews::renew(tx, customer, &row, &steps).await?;
        }
        jobs::write_down(tx, customer, &job, &[], lease).await?;
        // Cleaned away meanwhile.
        if store::license_previews::hand_over(tx, customer, id, job.id).await? != job.total {
            return Err(Refusal::License(LicenseRefusal::PreviewExpired).into());
        }
        Ok(job.id)
    })
    .await?;
    // The job asks `licenses::apply` for a few users at a time, at once or from the queue.
    jobs::set_off(by, customer, begun, lease).await?;
    Ok(Saved::Job(begun, found.row.page))
}

/// What became of *Save* for one user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Changed {
    Nothing,
    Job(JobId),
}

/// Changes the licenses of one user: what cannot be done whole is refused. Who is too
/// late for the last seat by a moment is told by the result, as everybody is.
///
/// # Errors
/// [`Error::NotFound`]; what [`CustomerProducts::check`] refuses; each product that cannot be had at
/// `license:SKU`.
pub async fn change_one(
    by: &Actor,
    customer: &Customer,
    user: UserId,
    change: &Change,
    sent: &Submission,
) -> Result<Changed, Error> {
    by.require(Permission::ManageLicenses)?;
    let decided = decide_one(by, customer.id, user, change).await?;
    let job = new_job(by, 1, None)?;
    let lease = jobs::lease(&job);
    let changed = with_audit_idempotent(by, customer.id, sent, async |tx, _| {
        // Refused only here: the second of two clicks finds it done, and gets the first one's answer.
        let step = match &decided {
            Decided::Step(step) => step.clone(),
            Decided::Nothing => return Ok(Changed::Nothing),
            Decided::Refused(refused) => return Err(refused.clone().into()),
            Decided::NotFound => return Err(Error::NotFound),
        };
        jobs::write_down(tx, customer.id, &job, &[], lease).await?;
        store::jobs::insert_step(tx, customer.id, job.id, user, step).await?;
        Ok(Changed::Job(job.id))
    })
    .await?;
    if let Changed::Job(id) = changed {
        // Here too by `licenses::apply`.
        jobs::set_off(by, customer.id, id, lease).await?;
    }
    Ok(changed)
}

/// What would be done to one user.
enum Decided {
    /// As it is kept.
    Step(String),
    Nothing,
    Refused(Refused),
    NotFound,
}

async fn decide_one(by: &Actor, customer: CustomerId, user: UserId, change: &Change) -> Result<Decided, Error> {
    let db = by.app.db.read();
    let shelf = CustomerProducts::of(db, customer).await?;
    if let Err(refused) = shelf.check(change) {
        return Ok(Decided::Refused(refused));
    }
    let source = Source::Change(change.clone());
    let decisions = compute(by, customer, &source, &[user], &UserSet::Users(vec![user]), None).await?;
    let Some((_, step)) = decisions.steps.into_iter().next().filter(|(_, step)| step.absent.is_none()) else {
        return Ok(Decided::NotFound);
    };
    if !step.refused.is_empty() {
        return Ok(Decided::Refused(refused(db, &step).await?));
    }
    if !step.changes() {
        return Ok(Decided::Nothing);
    }
    Ok(Decided::Step(serde_json::to_string(&step).map_err(|error| Error::Failed(error.to_string()))?))
}
