//! What became of one user of a job, and the sentence that tells it.
//!
//! Outcomes are kept, so their words are part of the database's shape: they may be added to, never
//! changed.

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::domain::id::SkuId;
use crate::domain::licensing::{Blocker, Done};
use crate::domain::message::Message;
use crate::domain::permission::Permission;

/// What became of one user.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Outcome {
    Done,
    /// It was so already.
    Unchanged,
    /// There is no such user of this customer.
    Gone,
    /// A colleague was first; nobody's name when the program did it.
    AlreadyDeleted {
        by: String,
    },
    /// The person who asked has none of these roles, by name, and the user needs them.
    MissingRole {
        roles: Vec<String>,
    },
    /// The customer would be left without a Global administrator, and nobody said that this is meant.
    LastGlobalAdministrator,
    /// The account is back, without these products: no seat was free, their subscriptions are
    /// suspended, users can have them no more, or a rule of the catalog stands against it: where the
    /// user is, or what else the user has or lacks.
    Restored {
        seatless: Vec<String>,
        #[serde(default)]
        suspended: Vec<String>,
        unusable: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ruled: Vec<String>,
    },
    /// Not deleted (any more): a colleague was first.
    NotDeleted,
    /// The days in which the account could come back are over.
    TooLate,
    /// Somebody else has the user name, and no other one was asked for.
    NameTaken,
    /// The customer no longer has the user name's domain, and no other one was asked for.
    DomainGone,
    /// What was done to a user's licenses, and what was not and why.
    Licenses {
        done: Done,
        #[serde(default)]
        refused: Vec<(SkuId, Blocker)>,
    },
    /// The filter that found the user does not do so any more.
    Unmatched,
    /// Was not there when it was planned, and is again.
    Returned,
    /// Who asked for it may no longer do anything here.
    Stopped,
    /// Something unexpected failed again and again; the cause is in the log.
    Failed,
}

impl Outcome {
    /// Somebody without the roles that have `permission` asked for it.
    pub fn missing(permission: Permission) -> Self {
        Self::MissingRole { roles: permission.holders().iter().map(|role| role.name().to_owned()).collect() }
    }

    /// Whether what was asked for did not happen to this user.
    pub fn is_refused(&self) -> bool {
        match self {
            Self::Licenses { done, .. } => done.is_empty(),
            other => !matches!(other, Self::Done | Self::Unchanged | Self::Restored { .. }),
        }
    }

    /// Whether it happened, and something of it did not.
    pub fn is_partial(&self) -> bool {
        match self {
            Self::Licenses { done, refused } => !done.is_empty() && !refused.is_empty(),
            other => matches!(other, Self::Restored { .. }),
        }
    }

    /// The sentence that tells it.
    pub fn message(&self, kind: Kind) -> Message {
        match self {
            Self::Done => Message::new(match kind {
                Kind::Delete => "outcome-delete",
                Kind::ResetPassword => "outcome-reset-password",
                Kind::BlockSignIn => "outcome-block-sign-in",
                Kind::AllowSignIn => "outcome-allow-sign-in",
                Kind::Restore => "outcome-restore",
                Kind::ChangeLicenses => "outcome-success",
            }),
            Self::Unchanged => Message::new("outcome-unchanged"),
            Self::Gone => Message::new("outcome-gone"),
            Self::AlreadyDeleted { by } if by.is_empty() => Message::new("outcome-already-deleted"),
            Self::AlreadyDeleted { by } => Message::new("outcome-already-deleted-by").text("name", by),
            Self::MissingRole { roles } => Message::new("refusal-missing-role")
                .number("count", roles.len())
                .words("roles", roles.iter().map(|role| format!("role-{role}"))),
            Self::LastGlobalAdministrator => Message::new("outcome-last-global-administrator"),
            Self::Restored { seatless, suspended, unusable, ruled } => Message::new("outcome-restored-partly")
                .number("lacking", seatless.len())
                .text("seatless", seatless.join(", "))
                .number("resting", suspended.len())
                .text("suspended", suspended.join(", "))
                .number("closed", unusable.len())
                .text("unusable", unusable.join(", "))
                .number("against", ruled.len())
                .text("ruled", ruled.join(", ")),
            Self::NotDeleted => Message::new("outcome-not-deleted"),
            Self::TooLate => Message::new("outcome-too-late"),
            Self::NameTaken => Message::new("outcome-name-taken"),
            Self::DomainGone => Message::new("outcome-domain-gone"),
            // In full only where there are names for what it tells of.
            Self::Licenses { refused, .. } if refused.is_empty() => Message::new("outcome-success"),
            Self::Licenses { done, .. } if done.is_empty() => Message::new("outcome-not-done"),
            Self::Licenses { .. } => Message::new("outcome-partly"),
            Self::Unmatched => Message::new("outcome-unmatched"),
            Self::Returned => Message::new("outcome-returned"),
            Self::Stopped => Message::new("outcome-stopped"),
            Self::Failed => Message::new("outcome-failed"),
        }
    }
}
