//! Of mails.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailRefusal {
    /// The installation has no mail server.
    NoServer,
    /// Nobody has settled from whom mails come.
    NoSender,
    /// Only one that failed, or of which nobody knows, is sent again, and once.
    NotToBeSentAgain,
    /// It does not wait any more.
    NotWaiting,
}

impl MailRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        Message::new(match self {
            Self::NoServer => "refusal-no-mail-server",
            Self::NoSender => "refusal-no-mail-sender",
            Self::NotToBeSentAgain => "refusal-mail-not-again",
            Self::NotWaiting => "refusal-mail-not-waiting",
        })
    }
}
