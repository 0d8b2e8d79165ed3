//! Of passwords that somebody chooses or gives.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordRefusal {
    TooShort {
        least: usize,
    },
    TooLong {
        most: usize,
    },
    Common,
    Guessable,
    Differ,
    Wrong,
    Same,
    /// The current one with little changed.
    Alike,
}

impl PasswordRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use PasswordRefusal as R;
        let say = Message::new;
        match self {
            R::TooShort { least } => say("refusal-password-too-short").number("least", *least),
            R::TooLong { most } => say("refusal-password-too-long").number("most", *most),
            R::Common => say("refusal-password-common"),
            R::Guessable => say("refusal-password-guessable"),
            R::Differ => say("refusal-passwords-differ"),
            R::Wrong => say("refusal-password-wrong"),
            R::Same => say("refusal-password-same"),
            R::Alike => say("refusal-password-alike"),
        }
    }
}
