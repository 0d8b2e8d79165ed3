//! What was asked of the database: how often, and, for who wants to look at it, what.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use sea_orm::Statement;

#[derive(Debug, Default)]
pub(super) struct Meter {
    count: AtomicU64,
    kept: OnceLock<Mutex<Vec<Statement>>>,
}

impl Meter {
    pub(super) fn note(&self, statement: &Statement) {
        self.count.fetch_add(1, Ordering::Relaxed);
        if let Some(Ok(mut kept)) = self.kept.get().map(Mutex::lock) {
            kept.push(statement.clone());
        }
    }

    pub(super) fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// What was asked since this was called last; nothing is kept before it was called once.
    pub(super) fn take(&self) -> Vec<Statement> {
        self.kept.get_or_init(Mutex::default).lock().map(|mut kept| std::mem::take(&mut *kept)).unwrap_or_default()
    }
}
