//! What earlier changes did to users' licenses, and what was assigned since.

use std::collections::{BTreeSet, HashMap};

use chrono::TimeDelta;

use super::undoings::UndoHistory;
use crate::actions::Error;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, SkuId, UserId};
use crate::domain::job::Outcome;
use crate::domain::licensing::Done;
use crate::store::users::chosen::UserSet;
use crate::store::{self, Connection};

/// By so much the clocks of two nodes that worked at one change may differ.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(1);

/// What `job` did to each user, in order.
pub(super) async fn done(db: &impl Connection, customer: CustomerId, job: JobId) -> Result<Vec<(UserId, Done)>, Error> {
    let all = store::jobs::done(db, customer, job).await?;
    let one = |(user, outcome): (UserId, Outcome)| match outcome {
        Outcome::Licenses { done, .. } => Some((user, done)),
        _ => None,
    };
    Ok(all.into_iter().filter_map(one).collect())
}

/// What users hold that somebody assigned after `job` had ended; what came back by undoing an undo of it
/// is nobody's work but its own.
pub(super) async fn assigned_since(
    db: &impl Connection,
    customer: CustomerId,
    job: JobId,
    chosen: &UserSet,
) -> Result<HashMap<UserId, BTreeSet<SkuId>>, Error> {
    let Some(end) = store::jobs::find(db, customer, job).await?.and_then(|job| job.finished_at) else {
        return Ok(HashMap::new());
    };
    let assigned = store::licenses::assigned_after(db, customer, chosen, end + CLOCKS_DIFFER).await?;
    if assigned.is_empty() {
        return Ok(HashMap::new());
    }
    let mut ends: HashMap<UserId, Moment> = HashMap::new();
    let undoings = UndoHistory::of(db, &[(customer, job)]).await?;
    for again in undoings.given_again_by(job) {
        for (user, _) in store::jobs::done(db, customer, again.id).await? {
            let last = ends.entry(user).or_insert(end);
            *last = again.finished_at.map_or(*last, |at| at.max(*last));
        }
    }
    let mut since: HashMap<UserId, BTreeSet<SkuId>> = HashMap::new();
    for (user, sku, at) in assigned {
        if ends.get(&user).is_none_or(|end| at > *end + CLOCKS_DIFFER) {
            since.entry(user).or_default().insert(sku);
        }
    }
    Ok(since)
}

/// The same as [`done`], by user.
pub(super) async fn done_by_user(
    db: &impl Connection,
    customer: CustomerId,
    job: JobId,
) -> Result<HashMap<UserId, Done>, Error> {
    Ok(done(db, customer, job).await?.into_iter().collect())
}
