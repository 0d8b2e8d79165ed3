//! *Done*: destroys the passwords of a sheet, and asks first where one would be lost.

use super::{close_one, find};
use crate::actions::{Actor, Error, with_audit};
use crate::domain::Moment;
use crate::domain::event::Operation;
use crate::domain::id::{CustomerId, SheetId, UploadId, UserId};
use crate::domain::length;
use crate::store;

/// Names that a question shows.
const NAMED: usize = 10;

/// What became of *Done*.
#[derive(Debug)]
pub enum Closing {
    Closed,
    Asks(Unhanded),
    /// An upload still puts passwords on it.
    Fed(UploadId),
}

/// Users whose passwords were neither printed, copied, downloaded nor mailed, and who have no link.
#[derive(Debug)]
pub struct Unhanded {
    /// The first of them: display name and user name.
    pub first: Vec<(String, String)>,
    pub total: i64,
    /// The state of the sheet that the question is about.
    pub seen: Moment,
}

/// Destroys the passwords, or asks where some were neither printed nor downloaded, nor mailed or given a link, nor
/// `copied` as the browser tells. `seen` is what a question was about: it is answered for that state, and for none in which one more
/// password waits. A second time changes nothing.
///
/// # Errors
/// [`Error::NotFound`] for other people's sheets.
pub async fn close(
    by: &Actor,
    customer: CustomerId,
    id: SheetId,
    copied: &[UserId],
    seen: Option<Moment>,
) -> Result<Closing, Error> {
    find(by, customer, id).await?;
    with_audit(by, customer, async |tx, log| {
        let sheet = store::sheets::find(tx, customer, id).await?.ok_or(Error::NotFound)?;
        if let Some(upload) = store::uploads::running_of(tx, customer, sheet.staff).await?
            && sheet.closed_at.is_none()
        {
            return Ok(Closing::Fed(upload));
        }
        // Every password that comes onto a sheet moves its end.
        if seen != Some(sheet.expires_at) && sheet.closed_at.is_none() {
            let mut left = store::sheets::unhanded(tx, &sheet, by.now).await?;
            left.retain(|row| !copied.contains(&UserId(row.user_id)));
            if !left.is_empty() {
                let total = length(left.len());
                let first = left.into_iter().take(NAMED).map(|row| (row.display_name, row.user_name)).collect();
                return Ok(Closing::Asks(Unhanded { first, total, seen: sheet.expires_at }));
            }
        }
        close_one(tx, by, log, &sheet, Operation::CloseCredentialSheet).await?;
        Ok(Closing::Closed)
    })
    .await
}
