//! How a file is to be read: what is asked of somebody, and what that person says.

use super::beginning::{Beginning, beginning, turn};
use super::columns::{columns, told};
use super::pieces::bytes_of;
use super::set_off;
use crate::actions::{Actor, Error, note};
use crate::domain::id::{CustomerId, UploadId};
use crate::domain::permission::Permission;
use crate::domain::refusal::Refused;
use crate::domain::upload::kept::{Facts, Reading, State, Upload};
use crate::domain::upload::{Columns, Use};
use crate::store;

/// How an unsettled file begins, for the page that asks what its columns are.
///
/// # Errors
/// [`Error::NotFound`] when its bytes are gone.
pub async fn look(by: &Actor, customer: CustomerId, id: UploadId) -> Result<(Facts, Vec<Vec<String>>), Error> {
    let upload = super::find(by, customer, id).await?;
    by.require(Permission::ManageUsers)?;
    let _turn = turn(by, customer, id).await?;
    let bytes = bytes_of(by, customer, id).await?;
    if bytes.is_empty() {
        return Err(Error::NotFound);
    }
    let (_, begun) = beginning(bytes, &upload.reading).await?;
    match begun {
        Ok(Beginning { facts, rows, .. }) => {
            let (columns, known) = columns(by, customer, &upload.reading, &facts, &rows).await?;
            Ok((told(&facts, &columns, known), rows))
        }
        Err(refusal) => Ok((Facts { problem: Some(refusal.message()), ..upload.facts }, Vec::new())),
    }
}

/// Says how a file is to be read, and has it read so. What was said of its columns is remembered for the next file
/// with the same headers. `changed` are columns that were said together with another encoding: the others are as their
/// headers tell in it.
///
/// # Errors
/// At `file` why nothing of it can be read so; [`Error::NotFound`] when its bytes are gone.
pub async fn answer(
    by: &Actor,
    customer: CustomerId,
    id: UploadId,
    mut reading: Reading,
    changed: &[Option<Use>],
) -> Result<(), Error> {
    by.require(Permission::ManageUsers)?;
    let upload = super::find(by, customer, id).await?;
    if !upload.is_draft() || !upload.facts.has_bytes {
        return Err(Error::NotFound);
    }
    let facts = look_as(by, customer, &upload, &reading).await?;
    if changed.iter().any(Option::is_some) && changed.len() == facts.uses.len() {
        let answers = facts.uses.iter().zip(changed).map(|(used, changed)| changed.unwrap_or(*used));
        reading.columns = Some(Columns::answered(&facts.headers, &answers.collect::<Vec<_>>())?.uses);
    }
    let headers = Columns::signature(&facts.headers);
    let lease = note(by, async |tx| {
        let known = store::uploads::lock(tx, customer, id).await?.ok_or(Error::NotFound)?;
        if known.state == State::Reading {
            // The same answer had been sent twice.
            return Ok(None);
        }
        if !known.is_draft() || !known.facts.has_bytes {
            return Err(Error::NotFound);
        }
        if let Some(columns) = reading.columns.as_ref().filter(|said| said.len() == facts.headers.len())
            && let Some(headers) = &headers
        {
            store::uploads::note_columns(tx, customer, headers, columns, by.now).await?;
        }
        let (revision, reading) = (known.revision + 1, reading.clone());
        let upload = Upload { state: State::Reading, reading, revision, ..known };
        store::uploads::update(tx, customer, &upload).await?;
        Ok(Some(set_off::put(tx, customer, id, by.now).await?))
    })
    .await?;
    match lease {
        Some(lease) => set_off::set_off(by, customer, id, lease).await,
        None => Ok(()),
    }
}

async fn look_as(by: &Actor, customer: CustomerId, upload: &Upload, reading: &Reading) -> Result<Facts, Error> {
    let _turn = turn(by, customer, upload.id).await?;
    let bytes = bytes_of(by, customer, upload.id).await?;
    let (_, begun) = beginning(bytes, reading).await?;
    let Beginning { facts, rows, .. } = begun.map_err(|refusal| Refused::one("file", refusal))?;
    let (columns, known) = columns(by, customer, &Reading { columns: None, ..reading.clone() }, &facts, &rows).await?;
    Ok(told(&facts, &columns, known))
}
