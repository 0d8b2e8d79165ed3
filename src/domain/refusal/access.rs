//! Who gets in, of the partner's staff and of customers' users, and who may do what.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessRefusal {
    EmailTaken,
    LastGlobalAdmin,
    OwnAccount,
    SignInFailed,
    /// Of a customer's user: whatever was wrong.
    UserSignInFailed,
    /// These three are told to a customer's user after the right password only.
    UserDeleted,
    UserBlocked,
    PasswordExpired,
    TooManyTries,
    MissingRole {
        roles: Vec<&'static str>,
    },
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
            R::UserSignInFailed => say("refusal-user-sign-in-failed"),
            R::UserDeleted => say("refusal-user-deleted"),
            R::UserBlocked => say("refusal-user-blocked"),
            R::PasswordExpired => say("refusal-password-expired"),
            R::TooManyTries => say("refusal-too-many-tries"),
            R::MissingRole { roles } => say("refusal-missing-role")
                .number("count", roles.len())
                .words("roles", roles.iter().map(|role| format!("role-{role}"))),
        }
    }
}
