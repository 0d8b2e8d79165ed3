//! Users out of a customer's own file: taken in, read, reviewed, and written by the queue.
//!
//! Until somebody saves it nothing is written of any user. What is kept of a file beside the cells that become
//! something of a user is sealed, and only until it is clear how the file is to be read.

mod asking;
mod beginning;
mod columns;
mod forget;
mod ground;
mod judge;
mod passwords;
mod pieces;
mod plan;
mod reading;
mod receive;
mod review;
mod run;
mod save;
mod set_off;

mod write;

pub use self::asking::{answer, look};
pub use self::forget::{clean, discard, erase};
pub use self::receive::{append, begin, received, withdraw};
pub use self::review::{Adjustment, adjust, novelty};
pub use self::run::{give_up, write_some};
pub use self::save::{save, stop};
pub use self::set_off::{give_up_reading, read_on};
pub use crate::store::uploads::{Listed, Part};

use chrono::TimeDelta;

use super::licenses::CustomerProducts;
use super::new_user_defaults::preset_of;
use super::{Actor, Error};
use crate::domain::id::{CustomerId, UploadId};
use crate::domain::new_user_defaults::NewUserDefaults;
use crate::domain::permission::Permission;
use crate::domain::upload::kept::Upload;
use crate::domain::upload::verdict::{UploadRow, Verdict};
use crate::domain::upload::wishes::Wishes;
use crate::store;

/// Rows of a step, where all are read.
const ROWS: u64 = 1_000;
/// How long an upload that ended is still told of where all are, and how many are.
const TOLD: TimeDelta = TimeDelta::hours(24);
const LIMIT: u64 = 10;

/// What is wished at the beginning: the customer's own defaults for new users.
async fn plan_of(by: &Actor, customer: CustomerId) -> Result<Wishes, Error> {
    let db = by.app.db.read();
    let products = CustomerProducts::of(db, customer).await?;
    let NewUserDefaults { location, licenses, roles, pattern } = preset_of(db, customer, &products).await?.defaults;
    Ok(Wishes {
        location,
        level: roles.level().name().to_owned(),
        limited: roles.limited_names().map(str::to_owned).collect(),
        licenses: licenses.into_iter().collect(),
        pattern: pattern.map(|pattern| pattern.name().to_owned()),
        updates: false,
    })
}

/// An upload of this customer's.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(by: &Actor, customer: CustomerId, id: UploadId) -> Result<Upload, Error> {
    by.require_sight(customer)?;
    store::uploads::find(by.app.db.read(), customer, id).await?.ok_or(Error::NotFound)
}

/// The customer's uploads, the newest first.
pub async fn list(by: &Actor, customer: CustomerId, from: u64, limit: u64) -> Result<Vec<Upload>, Error> {
    by.require_sight(customer)?;
    Ok(store::uploads::list(by.app.db.read(), customer, from, limit).await?)
}

/// The line of the file before which an upload was stopped.
pub async fn first_stopped(by: &Actor, customer: CustomerId, id: UploadId) -> Result<Option<i64>, Error> {
    by.require(Permission::ManageUsers)?;
    by.require_reach(customer)?;
    Ok(store::uploads::first_stopped(by.app.db.read(), customer, id).await?)
}

/// Uploads that this person may look after: under way, waiting, or ended within a day.
pub async fn recent(by: &Actor) -> Result<Vec<Listed>, Error> {
    by.require(Permission::SeeCustomers)?;
    if !by.may(Permission::ManageUsers) {
        return Ok(Vec::new());
    }
    let who = (by.staff_id()?, by.may(Permission::SeeCustomersActivity));
    Ok(store::uploads::recent(by.app.db.read(), &by.reach(), who, by.now - TOLD, LIMIT).await?)
}

/// Rows of an upload from a position on.
pub async fn rows(
    by: &Actor,
    customer: CustomerId,
    id: UploadId,
    part: Part,
    from: i64,
    limit: u64,
) -> Result<Vec<UploadRow>, Error> {
    by.require_sight(customer)?;
    by.require(Permission::ManageUsers)?;
    Ok(store::uploads::page(by.app.db.read(), customer, id, part, from, limit).await?)
}

/// Whether any of these rows is refused.
pub async fn any_refused(by: &Actor, customer: CustomerId, id: UploadId, positions: &[i64]) -> Result<bool, Error> {
    by.require_sight(customer)?;
    let rows = store::uploads::rows_at(by.app.db.read(), customer, id, positions).await?;
    Ok(rows.iter().any(|row| row.verdict == Verdict::Refused))
}

/// Where the page before begins.
pub async fn page_before(
    by: &Actor,
    customer: CustomerId,
    id: UploadId,
    part: Part,
    from: i64,
    size: u64,
) -> Result<Option<i64>, Error> {
    by.require_sight(customer)?;
    Ok(store::uploads::page_before(by.app.db.read(), customer, id, part, from, size).await?)
}

/// The next rows of a part after a position, for a file that is given back.
pub async fn more_rows(
    by: &Actor,
    customer: CustomerId,
    id: UploadId,
    part: Part,
    after: Option<i64>,
) -> Result<Vec<UploadRow>, Error> {
    rows(by, customer, id, part, after.map_or(0, |after| after + 1), ROWS).await
}
