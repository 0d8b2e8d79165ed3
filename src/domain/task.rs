//! What a node takes from the queue and does by itself: each kind under its name, with what it is about.
//!
//! Knows no way to do it; that is the tasks' business. What is written here is read by other nodes, also
//! of the version before and after.

use chrono::TimeDelta;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::id::{CustomerId, JobId, MessageId, UploadId};

/// A kind of task.
pub trait Task: Serialize + DeserializeOwned {
    /// As the queue keeps it. Never changes.
    const KIND: &'static str;
}

/// Does the next users of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarryOn {
    pub customer: CustomerId,
    pub job: JobId,
}

impl Task for CarryOn {
    const KIND: &'static str = "job";
}

/// Writes the next rows of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteUpload {
    pub customer: CustomerId,
    pub upload: UploadId,
}

impl Task for WriteUpload {
    const KIND: &'static str = "upload";
}

/// Reads the file of an upload and judges its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadUpload {
    pub customer: CustomerId,
    pub upload: UploadId,
}

impl Task for ReadUpload {
    const KIND: &'static str = "upload-reading";
}

/// Hands a message to whoever carries it out of the installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Send {
    pub message: MessageId,
}

impl Task for Send {
    const KIND: &'static str = "message";
}

/// Destroys what has expired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanUp {}

impl Task for CleanUp {
    const KIND: &'static str = "clean-up";
}

/// What became of a task that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing is left of it.
    Done,
    /// It got on, and is to be taken again after so long; others that wait have their turn first.
    Again(TimeDelta),
    /// It did not get on, and may after so long.
    Retry(TimeDelta),
}

/// The first wait after a failure, and the longest.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(10);
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

/// How long a task waits that failed for the `attempts`th time in a row: twice as long each time.
pub fn back_off(attempts: i64) -> TimeDelta {
    let doublings = u32::try_from(attempts.clamp(1, 17) - 1).unwrap_or_default();
    (FIRST_WAIT * 2_i32.pow(doublings)).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_waits_twice_as_long_up_to_an_hour() {
        let waits: Vec<i64> = (1..=10).map(|attempts| back_off(attempts).num_seconds()).collect();
        assert_eq!(waits, [10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600]);
        assert_eq!([back_off(i64::MIN), back_off(0), back_off(i64::MAX)], [FIRST_WAIT, FIRST_WAIT, LONGEST_WAIT]);
    }
}
