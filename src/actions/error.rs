//! Why an action was not carried out.

use crate::domain::Moment;
use crate::domain::outage::Outage;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused};
use crate::password::HashError;
use crate::store::{self, Stored};

/// Why an action was not carried out. Nothing was written then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input cannot be taken; each reason at its field. Without a reason where it could be, and the
    /// actor is only shown the form again.
    #[error("refused: {0:?}")]
    Refused(Refused),
    #[error("lacks the permission {0:?}")]
    MissingRole(Permission),
    /// It does not exist, or belongs to another customer.
    #[error("there is none")]
    NotFound,
    /// Somebody else changed it since it was shown.
    #[error("somebody else was first: {0:?}")]
    Conflict(Conflict),
    /// The actor was removed or blocked since the request came in, or has another password.
    #[error("signed out meanwhile")]
    SignedOut,
    /// The actor must give the password once more, and can then ask again.
    #[error("the password was given too long ago")]
    PasswordTooOld,
    /// The actor has another role since the request came in.
    #[error("has another role meanwhile")]
    RoleChanged,
    /// Another node has taken over what this one was at.
    #[error("another node has taken the task over")]
    LeaseLost,
    /// Too many sign-ins at this moment.
    #[error("too many sign-ins at this moment")]
    Busy,
    /// Too little memory to hash a password; it passes.
    #[error("too little memory to hash a password")]
    NoMemory,
    /// Unexpected; the cause goes to the log.
    #[error("{0}")]
    Failed(String),
    /// The database failed; the cause goes to the log.
    #[error("the database failed: {0}")]
    Store(#[source] store::Error),
}

/// Who changed what meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Empty when the program did it by itself.
    pub by: String,
    pub at: Moment,
    /// Field, as the event names it, and its value now.
    pub changed: Vec<(String, String)>,
}

impl Error {
    /// What keeps the database from its work for now, if it is that.
    pub fn outage(&self) -> Option<Outage> {
        match self {
            Self::NoMemory => Some(Outage::Memory),
            other => other.stored().and_then(store::Error::outage),
        }
    }
}

impl Error {
    /// Nothing stood in the way, but the actor only looks ([`Actor::only_shows`]).
    pub fn is_not_yet(&self) -> bool {
        matches!(self, Self::Refused(refused) if refused.is_empty())
    }
}

impl Stored for Error {
    fn stored(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<HashError> for Error {
    fn from(error: HashError) -> Self {
        if error.is_short_of_memory { Self::NoMemory } else { Self::Failed(error.cause) }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}
