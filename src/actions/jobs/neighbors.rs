//! Where the pages beside one of a job's users begin.

use crate::actions::{Actor, Error};
use crate::domain::id::CustomerId;
use crate::domain::job::{Job, Part};
use crate::store;

/// Positions; none where there is no such page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbors {
    pub previous: Option<i64>,
    pub last: Option<i64>,
}

/// What is beside the page of `size` users that begins at `from`, of a job that this person was shown. Of
/// a part of its users, a statement for each side on which there is something.
pub async fn neighbors(
    by: &Actor,
    customer: CustomerId,
    (job, part): (&Job, Part),
    from: i64,
    has_next: bool,
    size: u64,
) -> Result<Neighbors, Error> {
    by.require_sight(customer)?;
    if part == Part::Everybody {
        // They stand one after the other.
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        let (previous, last) = (Ord::max(from - size, 0), (job.total - 1) / size * size);
        return Ok(Neighbors { previous: (from > 0).then_some(previous), last: has_next.then_some(last) });
    }
    let (db, id) = (by.app.db.read(), job.id);
    let mut neighbors = Neighbors::default();
    if from > 0 {
        neighbors.previous = store::jobs::page_start(db, customer, id, part, Some(from), size).await?;
    }
    if has_next {
        neighbors.last = store::jobs::page_start(db, customer, id, part, None, size).await?;
    }
    Ok(neighbors)
}
