//! Of the partner's staff: who gets in, and who may do what.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessRefusal {
    EmailTaken,
    LastGlobalAdmin,
    OwnAccount,
    SignInFailed,
    TooManyTries,
    MissingRole { roles: Vec<&'static str> },
}

impl AccessRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use AccessRefusal as R;
        let say = Message::new;
        match self {
            R::EmailTaken => say("refusal-email-taken"),
            R::LastGlobalAdmin => say("refusal-last-global-admin"),
            R::OwnAccount => say("refusal-own-account"),
            R::SignInFailed => say("refusal-sign-in-failed"),
            R::TooManyTries => say("refusal-too-many-tries"),
            R::MissingRole { roles } => say("refusal-missing-role")
                .number("count", roles.len())
                .words("roles", roles.iter().map(|role| format!("role-{role}"))),
        }
    }
}
