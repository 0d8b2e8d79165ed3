//! Which changes were taken back, and which of those takings-back were taken back in turn.

use std::collections::HashMap;

use super::Error;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId};
use crate::domain::job::Job;
use crate::store::{self, Connection};

/// Changes with all that takes them back, and all that takes that back, and so on.
pub(super) struct Undoings {
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

impl Undoings {
    /// A statement for the changes, and one more each time that something was taken back in turn.
    pub async fn of(db: &impl Connection, jobs: &[(CustomerId, JobId)]) -> Result<Self, Error> {
        let mut of: HashMap<JobId, Vec<Job>> = HashMap::new();
        let mut ask = jobs.to_vec();
        while !ask.is_empty() {
            let found = store::jobs::undoings(db, &ask).await?;
            ask = found.iter().map(|(customer, job)| (*customer, job.id)).collect();
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

    /// When the last of them ended.
    pub fn last_end(&self) -> Option<Moment> {
        self.of.values().flatten().filter_map(|job| job.finished_at).max()
    }

    pub fn standing(&self, id: JobId) -> Standing<'_> {
        let (mut newest, mut is_given_again) = (None, false);
        for job in self.of_job(id).iter().filter(|job| job.finished_at.is_none() || job.changed() > 0) {
            let again = self.standing(job.id);
            is_given_again |= matches!(again, Standing::Part(_) | Standing::Whole(Job { finished_at: Some(_), .. }));
            if !matches!(again, Standing::Whole(Job { finished_at: Some(_), .. })) {
                newest = newest.or(Some(job));
            }
        }
        match newest {
            None => Standing::Nothing,
            Some(job) if job.finished_at.is_some() && (is_given_again || job.falls_short()) => Standing::Part(job),
            Some(job) => Standing::Whole(job),
        }
    }
}
