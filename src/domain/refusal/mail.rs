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
    /// What stood in it is destroyed, and stands on no confirmation any more.
    NeedsReissue,
    /// The user has no password on the confirmation that this person may send.
    NotOnSheet {
        name: String,
    },
    UserBlocked,
    /// The temporary password opens nothing any more.
    PasswordExpired,
    /// An address outside the customer's domains and contact.
    Elsewhere,
    NoRecipients,
    /// The customer has no contact with an address.
    NoContact,
    /// Mails of this installation hold no passwords.
    PasswordsNotAllowed,
}

impl MailRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        Message::new(match self {
            Self::NotOnSheet { name } => return Message::new("refusal-mail-not-on-sheet").text("name", name),
            Self::NoServer => "refusal-no-mail-server",
            Self::NoSender => "refusal-no-mail-sender",
            Self::NotToBeSentAgain => "refusal-mail-not-again",
            Self::NotWaiting => "refusal-mail-not-waiting",
            Self::NeedsReissue => "refusal-mail-needs-reissue",
            Self::UserBlocked => "refusal-mail-user-blocked",
            Self::PasswordExpired => "refusal-mail-password-expired",
            Self::Elsewhere => "refusal-mail-elsewhere",
            Self::NoRecipients => "refusal-mail-no-recipients",
            Self::NoContact => "refusal-mail-no-contact",
            Self::PasswordsNotAllowed => "refusal-mail-no-passwords",
        })
    }
}
