//! What a process knows of its own until it can be written down: lost with it, and never the only place
//! of anything that was promised.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use crate::domain::Moment;
use crate::store::queue::Lease;

/// One such thing, shared by all requests.
#[derive(Debug, Default)]
pub struct Remembered<T>(Mutex<T>);

impl<T> Remembered<T> {
    /// Looks at it or changes it. Nothing is done meanwhile that could leave it half changed.
    pub fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Clicks that could not be noted in the database, by the hashes of their sessions' keys: while it is
/// read-only or full, who works goes on being signed in.
pub type Clicks = Remembered<HashMap<String, Moment>>;

/// Tries that are still to be given back, by their keys: the database could not be written. Bounded by
/// what is counted in it.
pub type Owed = Remembered<HashMap<String, i64>>;

/// Leases on tasks that this node could not put back.
pub type Unreturned = Remembered<Vec<Lease>>;

/// Addresses from which tokens that lead nowhere were asked for: since when, and how often.
pub type Guesses = Remembered<HashMap<IpAddr, (Moment, u32)>>;
