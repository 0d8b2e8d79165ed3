//! What is kept of a file goes: when it is thrown away, when somebody says so, and by itself.

use chrono::TimeDelta;

use crate::actions::{Actor, Error, note};
use crate::domain::id::{CustomerId, UploadId};
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused, UploadRefusal};
use crate::domain::upload::kept::{State, Upload};
use crate::store::{self, Tx};

/// How long the bytes of a file are kept at most, and what nobody came back to.
const BYTES_KEPT: TimeDelta = TimeDelta::hours(24);
/// How long the cells of an upload are kept.
const CELLS_KEPT: TimeDelta = TimeDelta::days(30);
/// Uploads of one step.
const BATCH: u64 = 50;

/// Throws an upload away of which nothing is written.
///
/// # Errors
/// [`UploadRefusal::NotInReview`]; [`Error::NotFound`].
pub async fn discard(by: &Actor, customer: CustomerId, id: UploadId) -> Result<(), Error> {
    by.require(Permission::ManageUsers)?;
    by.require_reach(customer)?;
    note(by, async |tx| {
        let upload = store::uploads::lock(tx, customer, id).await?.ok_or(Error::NotFound)?;
        if !upload.is_draft() {
            return Err(Refused::one("", Refusal::Upload(UploadRefusal::NotInReview)).into());
        }
        Ok(store::uploads::remove(tx, customer, id).await?)
    })
    .await
}

/// Erases the cells of an upload that is over; its counts stay.
///
/// # Errors
/// [`Error::NotFound`] for one that is not over.
pub async fn erase(by: &Actor, customer: CustomerId, id: UploadId) -> Result<(), Error> {
    by.require(Permission::ManageUsers)?;
    by.require_reach(customer)?;
    note(by, async |tx| {
        let upload = store::uploads::lock(tx, customer, id).await?.filter(|upload| upload.state == State::Finished);
        erase_one(tx, by, customer, &upload.ok_or(Error::NotFound)?).await
    })
    .await
}

async fn erase_one(tx: &Tx, by: &Actor, customer: CustomerId, upload: &Upload) -> Result<(), Error> {
    store::uploads::drop_pieces(tx, customer, upload.id).await?;
    store::uploads::remove_rows(tx, customer, upload.id).await?;
    Ok(store::uploads::note_erased(tx, customer, upload.id, by.now).await?)
}

/// Erases whatever was kept long enough.
pub async fn clean(by: &Actor) -> Result<(), Error> {
    let db = by.app.db.read();
    for (customer, id) in store::uploads::with_bytes(db, by.now - BYTES_KEPT, BATCH).await? {
        note(by, async |tx| {
            let Some(mut upload) = store::uploads::lock(tx, customer, id).await? else { return Ok(()) };
            store::uploads::drop_pieces(tx, customer, id).await?;
            if matches!(upload.state, State::Receiving | State::Reading | State::Choosing) {
                // Without its bytes nothing is left of it.
                return Ok(store::uploads::remove(tx, customer, id).await?);
            }
            upload.facts.has_bytes = false;
            Ok(store::uploads::update(tx, customer, &upload).await?)
        })
        .await?;
    }
    for (customer, upload) in store::uploads::unerased(db, by.now - CELLS_KEPT, BATCH).await? {
        note(by, async |tx| {
            if upload.is_draft() {
                Ok(store::uploads::remove(tx, customer, upload.id).await?)
            } else {
                erase_one(tx, by, customer, &upload).await
            }
        })
        .await?;
    }
    Ok(())
}
