//! A file on its way in: its bytes go into the database piece by piece, sealed, so that no request holds them and
//! any node can read them.

use super::pieces::place;
use super::plan_of;
use super::set_off;
use crate::actions::{Actor, Error, note};
use crate::clock::new_id;
use crate::domain::id::{CustomerId, FormId, UploadId};
use crate::domain::permission::Permission;
use crate::domain::upload::kept::{Facts, Reading, State, Summary, Upload};
use crate::secrets::Purpose;
use crate::store;

/// Begins an upload, whose bytes are to follow.
///
/// # Errors
/// [`Error::MissingRole`].
pub async fn begin(by: &Actor, customer: CustomerId, file_name: &str, form: FormId) -> Result<UploadId, Error> {
    by.require(Permission::ManageUsers)?;
    by.require_reach(customer)?;
    let staff = by.staff().ok_or(Error::MissingRole(Permission::SignedIn))?;
    let upload = Upload {
        id: UploadId(new_id()),
        staff: staff.id,
        by: staff.name.clone(),
        credential: by.credential.clone(),
        file_name: file_name.to_owned(),
        state: State::Receiving,
        reading: Reading::default(),
        facts: Facts::default(),
        wishes: plan_of(by, customer).await?,
        summary: Summary::default(),
        revision: 0,
        due: 0,
        done: 0,
        created: 0,
        updated: 0,
        partly: 0,
        refused: 0,
        created_at: by.now,
        saved_at: None,
        stopping_at: None,
        finished_at: None,
        erased_at: None,
        ending: None,
    };
    note(by, async |tx| Ok(store::uploads::insert(tx, customer, &upload, form).await?)).await?;
    Ok(upload.id)
}

/// Keeps the next piece.
pub async fn append(by: &Actor, customer: CustomerId, id: UploadId, position: i64, bytes: &[u8]) -> Result<(), Error> {
    let sealed = by.app.secrets.seal(Purpose::Uploads, &place(customer, id, position), bytes);
    note(by, async |tx| Ok(store::uploads::put_piece(tx, customer, id, position, sealed.clone()).await?)).await
}

/// Has a file read whose bytes are all there. Gives the upload to go on with: another one, where the same form had
/// brought the same file before.
///
/// # Errors
/// Why nothing of it can be read, at `file`: then it is gone.
pub async fn received(
    by: &Actor,
    customer: CustomerId,
    id: UploadId,
    form: FormId,
    hash: &str,
) -> Result<UploadId, Error> {
    let staff = by.staff_id()?;
    let lease = note(by, async |tx| {
        // Of two that come at once, one finds the other.
        store::staff::lock(tx, staff).await?;
        store::uploads::note_hash(tx, customer, id, hash).await?;
        if form != FormId::NONE
            && let Some(before) = store::uploads::sent_before(tx, customer, (staff, form), hash, id).await?
        {
            return Ok(Err(before));
        }
        let upload = store::uploads::lock(tx, customer, id).await?.ok_or(Error::NotFound)?;
        store::uploads::update(tx, customer, &Upload { state: State::Reading, ..upload }).await?;
        Ok(Ok(set_off::put(tx, customer, id, by.now).await?))
    })
    .await?;
    let lease = match lease {
        Ok(lease) => lease,
        Err(before) => {
            withdraw(by, customer, id).await?;
            return Ok(before);
        }
    };
    match set_off::set_off(by, customer, id, lease).await {
        Ok(()) => Ok(id),
        Err(error @ Error::Refused(_)) => {
            withdraw(by, customer, id).await?;
            Err(error)
        }
        // The queue reads it.
        Err(error) => Err(error),
    }
}

/// Forgets an upload that did not come whole.
pub async fn withdraw(by: &Actor, customer: CustomerId, id: UploadId) -> Result<(), Error> {
    Ok(by.app.db.write(async |tx| store::uploads::remove(tx, customer, id).await).await?)
}
