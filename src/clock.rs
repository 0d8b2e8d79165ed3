//! What time it is, and new ids: the two things that a test must be able to move or expect.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::Moment;

/// A clock that can be moved forward or back.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    moved_by_micros: Arc<AtomicI64>,
}

impl Clock {
    /// Now, to the microsecond: PostgreSQL keeps no more, and both databases must read back what
    /// was written.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> Moment {
        let now: DateTime<Utc> = Utc::now();
        now.trunc_subsecs(6) + TimeDelta::microseconds(self.moved_by_micros.load(Ordering::Relaxed))
    }

    /// Moves this clock and its clones by `by`.
    pub fn advance(&self, by: TimeDelta) {
        self.moved_by_micros.fetch_add(by.num_microseconds().unwrap_or(i64::MAX), Ordering::Relaxed);
    }
}

/// A new id, greater than those made before it in this process.
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}
