//! What somebody left and wants to find again: jobs that are under way, and those that just ended.

use chrono::TimeDelta;

use crate::actions::{Actor, Error};
use crate::domain::permission::Permission;
pub use crate::store::jobs::Listed;
use crate::store::jobs::{finished, running};

/// How long a job that ended is still told of.
const TOLD: TimeDelta = TimeDelta::hours(24);
/// The most jobs that are told of.
const LIMIT: usize = 10;

/// The jobs under way that this person may see, then one's own about more than one user that ended
/// within a day; each the newest first. Two statements.
pub async fn recent(by: &Actor) -> Result<Vec<Listed>, Error> {
    by.require(Permission::SeeCustomers)?;
    let (db, me) = (by.app.db.read(), by.staff_id()?);
    let of = if by.may(Permission::SeeCustomersActivity) { None } else { Some(me) };
    let mut jobs = running(db, &by.reach(), of, LIMIT as u64).await?;
    jobs.extend(finished(db, &by.reach(), me, by.now - TOLD, LIMIT as u64).await?);
    jobs.truncate(LIMIT);
    Ok(jobs)
}
