//! What a process knows of its own until it can be written down: lost with it, and never the only place
//! of anything that was promised.

use std::sync::{Mutex, PoisonError};

/// One such thing, shared by all requests.
#[derive(Debug, Default)]
pub struct Remembered<T>(Mutex<T>);

impl<T> Remembered<T> {
    /// Looks at it or changes it. Nothing is done meanwhile that could leave it half changed.
    pub fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
