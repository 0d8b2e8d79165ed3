//! Why nothing can be stored or read for the moment. It passes by itself or by the operator's hand, and
//! the same request can succeed then.

use super::message::Message;

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// Nothing may be written: a switch of the operator's, a standby, a protected file.
    ReadOnly,
    /// There is no room.
    Full,
    /// Something else holds the lock for longer than we wait.
    Locked,
    /// The database does not answer, or fails at its disk.
    Unreachable,
    /// There is too little memory.
    Memory,
    /// The answer to COMMIT was lost: nobody can tell yet whether the change was stored.
    Unknown,
}

impl Outage {
    /// The sentence that tells it and what to do.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::ReadOnly => "outage-read-only",
            Self::Full => "outage-full",
            Self::Locked => "outage-locked",
            Self::Unreachable => "outage-unreachable",
            Self::Memory => "outage-memory",
            Self::Unknown => "outage-unknown",
        })
    }
}
