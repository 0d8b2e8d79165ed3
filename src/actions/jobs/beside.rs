//! Where the pages beside one of a job's users begin.

use crate::actions::{Actor, Error};
use crate::domain::id::{CustomerId, JobId};
use crate::domain::job::Part;
use crate::store;

/// Positions; none where there is no such page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    pub previous: Option<i64>,
    pub last: Option<i64>,
}

/// What is beside the page of `size` users that begins at `from`, of a job that this person was shown. A
/// statement for each side on which there is something.
///
/// # Errors
/// When the database fails.
pub async fn beside(
    by: &Actor,
    customer: CustomerId,
    (id, part): (JobId, Part),
    from: i64,
    has_next: bool,
    size: u64,
) -> Result<Beside, Error> {
    let db = by.app.db.read();
    let mut beside = Beside::default();
    if from > 0 {
        beside.previous = store::jobs::page_start(db, customer, id, part, Some(from), size).await?;
    }
    if has_next {
        beside.last = store::jobs::page_start(db, customer, id, part, None, size).await?;
    }
    Ok(beside)
}
