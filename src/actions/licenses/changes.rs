//! *Licenses updated*: what became of each user of a change, and what they hold now.

use std::collections::{BTreeSet, HashMap};

use super::names::Names;
use crate::actions::jobs;
use crate::actions::{Actor, Error};
use crate::domain::id::{CustomerId, JobId, SkuId, UserId};
use crate::domain::job::{Job, Kind, Outcome, Part};
use crate::domain::licensing::Blocker;
use crate::store::jobs::JobUserOutcome;
use crate::store::users::chosen::{self, Among, UserSet};
use crate::store::{self};

/// A part of a change, with the names of all that it tells of.
#[derive(Clone, Debug)]
pub struct Updated {
    pub job: Job,
    pub told: Vec<JobUserOutcome>,
    /// What each of them holds now.
    pub now: HashMap<UserId, BTreeSet<SkuId>>,
    pub names: Names,
}

/// A change of licenses: one's own, or anybody's for those who see the activity of all.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(by: &Actor, customer: CustomerId, id: JobId) -> Result<Job, Error> {
    by.require_reach(customer)?;
    let job = jobs::find(by, customer, id).await?;
    if job.kind == Kind::ChangeLicenses { Ok(job) } else { Err(Error::NotFound) }
}

/// How many of those to whom not all was done are there for another try.
pub async fn short(by: &Actor, customer: CustomerId, job: &Job) -> Result<i64, Error> {
    by.require_reach(customer)?;
    if !job.falls_short() {
        return Ok(0);
    }
    Ok(chosen::counted(by.app.db.read(), customer, &UserSet::Short(job.id), Among::All).await?.users)
}

/// A change with what became of this part of its users, from `position` on, in order.
///
/// # Errors
/// As [`find`].
pub async fn updated(
    by: &Actor,
    customer: CustomerId,
    id: JobId,
    part: Part,
    position: i64,
    limit: u64,
) -> Result<Updated, Error> {
    by.require_reach(customer)?;
    let job = find(by, customer, id).await?;
    let db = by.app.db.read();
    let told = store::jobs::outcomes(db, customer, id, part, position, limit).await?;
    let users: Vec<UserId> = told.iter().map(|one| one.user).collect();
    let now = store::licenses::held_by(db, customer, &users).await?;
    let outcomes = || {
        told.iter().filter_map(|one| match &one.outcome {
            Some(Outcome::Licenses { done, refused }) => Some((done, refused)),
            _ => None,
        })
    };
    let mut skus: BTreeSet<SkuId> = now.values().flatten().copied().collect();
    let mut plans = BTreeSet::new();
    let mut whys: Vec<&Blocker> = Vec::new();
    for (done, refused) in outcomes() {
        skus.extend(done.added.iter().chain(&done.removed).map(|license| license.sku));
        skus.extend(done.switched.iter().map(|switch| switch.sku).chain(refused.iter().map(|(sku, _)| *sku)));
        plans.extend(done.switched.iter().flat_map(|switch| switch.on.iter().chain(&switch.off)));
        plans.extend(done.added.iter().flat_map(|license| &license.disabled_plans));
        whys.extend(refused.iter().map(|(_, why)| why));
    }
    let names = Names::of(db, skus, whys, plans).await?;
    Ok(Updated { job, told, now, names })
}
