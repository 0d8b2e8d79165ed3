//! Which changes were taken back, and which of those takings-back were taken back in turn.

use std::collections::{HashMap, HashSet};

use super::Error;
use crate::domain::id::{CustomerId, JobId};
use crate::domain::job::Job;
use crate::store::{self, Connection};

/// Changes with all that takes them back, and all that takes that back, and so on.
pub(super) struct UndoHistory {
    /// The newest first.
    of: HashMap<JobId, Vec<Job>>,
}

/// What a change was taken back by, as far as that was not taken back in turn.
#[derive(Debug)]
pub(super) enum Standing<'a> {
    Nothing,
    /// Not for everybody, or given again to some.
    Part(&'a Job),
    /// Or it is about to be.
    Whole(&'a Job),
}

impl UndoHistory {
    /// A statement for the changes, and one more each time that something was taken back in turn.
    pub async fn of(db: &impl Connection, jobs: &[(CustomerId, JobId)]) -> Result<Self, Error> {
        let mut of: HashMap<JobId, Vec<Job>> = HashMap::new();
        let mut ask = jobs.to_vec();
        let mut asked = HashSet::new();
        while !ask.is_empty() {
            asked.extend(ask.iter().map(|(_, job)| *job));
            let found = store::jobs::undoings(db, &ask).await?;
            ask = found
                .iter()
                .map(|(customer, job)| (*customer, job.id))
                .filter(|(_, job)| !asked.contains(job))
                .collect();
            for (_, job) in found {
                if let Some(undone) = job.undoes {
                    of.entry(undone).or_default().push(job);
                }
            }
        }
        Ok(Self { of })
    }

    pub fn of_job(&self, id: JobId) -> &[Job] {
        self.of.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What gave a change again, by undoing an undo of it.
    pub fn given_again_by(&self, id: JobId) -> Vec<&Job> {
        let mut all = Vec::new();
        for again in self.of_job(id).iter().flat_map(|undo| self.of_job(undo.id)) {
            all.push(again);
            all.extend(self.given_again_by(again.id));
        }
        all
    }

    pub fn standing(&self, id: JobId) -> Standing<'_> {
        let undos = || self.of_job(id).iter().filter(|job| job.finished_at.is_none() || job.changed() > 0);
        let is_reversed =
            |job: &&Job| matches!(self.standing(job.id), Standing::Whole(again) if again.finished_at.is_some());
        let Some(newest) = undos().find(|job| !is_reversed(job)) else { return Standing::Nothing };
        if newest.finished_at.is_none() {
            return Standing::Whole(newest);
        }
        // An earlier undo that was undone before this one is no matter any more.
        let is_given_again = |undo: &Job| match self.standing(undo.id) {
            Standing::Part(again) | Standing::Whole(again) => {
                again.finished_at.is_some() && again.created_at > newest.created_at
            }
            Standing::Nothing => false,
        };
        if newest.falls_short() || undos().any(is_given_again) {
            Standing::Part(newest)
        } else {
            Standing::Whole(newest)
        }
    }
}
