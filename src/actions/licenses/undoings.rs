//! Which changes were taken back, and which of those takings-back were taken back in turn: as it is kept,
//! for the domain to judge.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Error;
use crate::domain::id::{CustomerId, JobId, UserId};
use crate::domain::job::{Job, Outcome};
pub(super) use crate::domain::licensing::Standing;
use crate::domain::licensing::{History, Reached, Undoing};
use crate::store::{self, Connection};

/// Changes with all that takes them back, and all that takes that back, and so on.
pub(super) struct UndoHistory {
    jobs: HashMap<JobId, Job>,
    history: History,
}

impl UndoHistory {
    /// A statement for the changes, and one more each time that something was taken back in turn.
    pub async fn of(db: &impl Connection, jobs: &[(CustomerId, JobId)]) -> Result<Self, Error> {
        let mut all: HashMap<JobId, Job> = HashMap::new();
        let mut ask = jobs.to_vec();
        while !ask.is_empty() {
            let found = store::jobs::undoings(db, &ask).await?;
            let asked: HashSet<JobId> = jobs.iter().map(|(_, job)| *job).chain(all.keys().copied()).collect();
            ask =
                found.iter().map(|(customer, job)| (*customer, job.id)).filter(|(_, id)| !asked.contains(id)).collect();
            all.extend(found.into_iter().map(|(_, job)| (job.id, job)));
        }
        let history = History::new(all.values().filter_map(fact));
        Ok(Self { jobs: all, history })
    }

    pub fn standing(&self, id: JobId) -> Standing {
        self.history.standing(id)
    }

    /// One of those that take something back.
    pub fn job(&self, id: JobId) -> Result<Job, Error> {
        self.jobs.get(&id).cloned().ok_or(Error::NotFound)
    }

    /// What gave a change again, by undoing an undo of it.
    pub fn given_again_by(&self, id: JobId) -> Vec<&Undoing> {
        self.history.given_again_by(id)
    }

    /// For whom the undoings of `job`, the one that was asked about, leave nothing to take back. A
    /// statement for each of them.
    pub async fn taken_back(
        &self,
        db: &impl Connection,
        customer: CustomerId,
        job: JobId,
    ) -> Result<BTreeSet<UserId>, Error> {
        let mut done = BTreeMap::new();
        for id in self.jobs.keys() {
            let all = store::jobs::done(db, customer, *id).await?;
            let reached = |(user, outcome): (UserId, Outcome)| Reached { user, is_partial: outcome.is_partial() };
            done.insert(*id, all.into_iter().map(reached).collect());
        }
        Ok(self.history.taken_back(job, &done))
    }
}

/// What the domain has to know of a job that takes something back.
fn fact(job: &Job) -> Option<Undoing> {
    Some(Undoing {
        id: job.id,
        undoes: job.undoes?,
        created_at: job.created_at,
        finished_at: job.finished_at,
        changed: job.changed(),
        falls_short: job.falls_short(),
    })
}
