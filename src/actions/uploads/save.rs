//! What was reviewed is to be written: by the queue, a few rows at a time. It can be stopped.

use crate::actions::{Actor, Error, Submission, note, queue, with_audit_idempotent};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, TaskId, UploadId};
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused, UploadRefusal};
use crate::domain::task::WriteUpload;
use crate::domain::upload::kept::{State, Upload};
use crate::store;

/// An upload and its task have one id.
fn task(id: UploadId) -> TaskId {
    TaskId(id.0)
}

/// Sets off what was reviewed at `revision`. The same form sent twice does it once.
///
/// # Errors
/// [`UploadRefusal::ChangedSince`] where the review is another one by now; [`UploadRefusal::NothingToSave`];
/// [`UploadRefusal::NotInReview`].
pub async fn save(
    by: &Actor,
    customer: CustomerId,
    id: UploadId,
    revision: i64,
    sent: &Submission,
) -> Result<(), Error> {
    by.require(Permission::ManageUsers)?;
    let staff = by.staff().ok_or(Error::MissingRole(Permission::SignedIn))?;
    let refuse = |refusal| Err(Refused::one("", Refusal::Upload(refusal)).into());
    with_audit_idempotent(by, customer, sent, async |tx, log| {
        let upload = store::uploads::lock(tx, customer, id).await?.ok_or(Error::NotFound)?;
        if upload.state != State::Review {
            return refuse(UploadRefusal::NotInReview);
        }
        if upload.revision != revision || upload.summary.judged != revision {
            return refuse(UploadRefusal::ChangedSince);
        }
        let due = store::uploads::mark_due(tx, customer, id).await?;
        if due == 0 {
            return refuse(UploadRefusal::NothingToSave);
        }
        store::uploads::drop_pieces(tx, customer, id).await?;
        let mut facts = upload.facts.clone();
        facts.has_bytes = false;
        let upload = Upload {
            state: State::Running,
            staff: staff.id,
            by: staff.name.clone(),
            credential: by.credential.clone(),
            saved_at: Some(by.now),
            facts,
            due,
            ..upload
        };
        store::uploads::update(tx, customer, &upload).await?;
        queue::put(tx, task(id), &WriteUpload { customer, upload: id }, by.now, None).await?;
        let event = Event::new(Operation::UploadCustomerUsers, Target::Customer(customer.0), upload.file_name.clone());
        log.add(event.with("file", upload.file_name.as_str()).with("rows", upload.summary.rows).with("users", due));
        Ok(())
    })
    .await?;
    by.app.wake.notify_one();
    Ok(())
}

/// Has an upload that is under way stop before its next rows.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn stop(by: &Actor, customer: CustomerId, id: UploadId) -> Result<(), Error> {
    by.require(Permission::ManageUsers)?;
    by.require_reach(customer)?;
    note(by, async |tx| {
        let upload = store::uploads::lock(tx, customer, id).await?.ok_or(Error::NotFound)?;
        if !upload.is_running() || upload.stopping_at.is_some() {
            return Ok(());
        }
        Ok(store::uploads::update(tx, customer, &Upload { stopping_at: Some(by.now), ..upload }).await?)
    })
    .await?;
    by.app.wake.notify_one();
    Ok(())
}
