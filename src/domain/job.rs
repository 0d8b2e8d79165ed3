//! Something asked for that is done to one user or many: what, how far it is, what became of each.
//!
//! A job tells for each user what happened; nothing here knows how it is done. Outcomes are kept, so
//! their words are part of the database's shape: they may be added to, never changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Moment;
use super::id::{JobId, SkuId, StaffId, UserId};
use super::licensing::{Done, Why};
use super::permission::Permission;
use super::refusal::Message;
use super::user::UserState;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// What is done to each user.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($(#[$doc])* $name),+ }

        impl Kind {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// As it is kept, and as the catalogue's keys end.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

kinds! {
    /// Delete the account; it can be restored for a while.
    Delete = "delete",
    /// Give a new temporary password.
    ResetPassword = "reset-password",
    BlockSignIn = "block-sign-in",
    AllowSignIn = "allow-sign-in",
    /// Bring a deleted account back with what it had.
    Restore = "restore",
    /// Assign and revoke licenses, as it was planned.
    ChangeLicenses = "change-licenses",
}

impl Kind {
    /// The kind that is kept under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// What is needed to do it to users who are no administrators.
    #[must_use]
    pub fn permission(self) -> Permission {
        match self {
            Self::Delete | Self::Restore => Permission::ManageUsers,
            Self::ResetPassword | Self::BlockSignIn | Self::AllowSignIn => Permission::ResetPasswords,
            Self::ChangeLicenses => Permission::ManageLicenses,
        }
    }

    /// Which users it is for, at this moment.
    #[must_use]
    pub fn state(self, now: Moment) -> UserState {
        if self == Self::Restore { UserState::restorable(now) } else { UserState::Active }
    }
}

/// How it is to be done, as far as the kind leaves a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// The customer's last Global administrator may go, too.
    pub last_administrator: bool,
    /// With new temporary passwords.
    pub new_passwords: bool,
    /// Other user names for those whose own is taken.
    pub names: BTreeMap<UserId, String>,
}

/// A job, and how far it is.
#[derive(Clone, Debug)]
pub struct Job {
    pub id: JobId,
    pub kind: Kind,
    /// Who asked for it, and what the person was called then.
    pub staff: StaffId,
    pub by: String,
    pub options: Options,
    pub total: i64,
    /// Users whose outcome is known, the refused among them.
    pub done: i64,
    pub refused: i64,
    /// Users who were chosen and no longer matched when it began.
    pub left_out: i64,
    /// Users who matched then and had not been chosen.
    pub joined: i64,
    pub created_at: Moment,
    pub finished_at: Option<Moment>,
    /// The job that this one takes back.
    pub undoes: Option<JobId>,
    /// Users to whom it was done in part.
    pub partly: i64,
}

/// Which of a job's users are told about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Everybody,
    /// Those to whom it was not done.
    Refused,
    /// Those to whom it was done in part.
    Partly,
}

impl Part {
    /// As it stands in an address.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Everybody => "",
            Self::Refused => "refused",
            Self::Partly => "partly",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Everybody, Self::Refused, Self::Partly].into_iter().find(|part| part.name() == name)
    }
}

impl Job {
    /// Whether each user gets a new temporary password.
    #[must_use]
    pub fn makes_passwords(&self) -> bool {
        self.kind == Kind::ResetPassword || self.options.new_passwords
    }

    /// Users of one transaction: few enough that others need not wait for it, and that what is
    /// prepared for them outside (a password is slow to hash) does not grow old.
    #[must_use]
    pub fn at_a_time(&self) -> u64 {
        if self.makes_passwords() { 16 } else { 100 }
    }

    #[must_use]
    pub fn succeeded(&self) -> i64 {
        self.done - self.refused
    }
}

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
    /// suspended, or users can have them no more.
    Restored {
        seatless: Vec<String>,
        #[serde(default)]
        suspended: Vec<String>,
        unusable: Vec<String>,
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
        refused: Vec<(SkuId, Why)>,
    },
    /// The filter that found the user does not do so any more.
    Unmatched,
    /// Who asked for it may no longer do anything here.
    Stopped,
    /// Something unexpected failed again and again; the cause is in the log.
    Failed,
}

impl Outcome {
    /// Somebody without the roles that have `permission` asked for it.
    #[must_use]
    pub fn missing(permission: Permission) -> Self {
        Self::MissingRole { roles: permission.holders().iter().map(|role| role.name().to_owned()).collect() }
    }

    /// Whether what was asked for did not happen to this user.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        match self {
            Self::Licenses { done, .. } => done.is_empty(),
            other => !matches!(other, Self::Done | Self::Unchanged | Self::Restored { .. }),
        }
    }

    /// Whether it happened, and something of it did not.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        match self {
            Self::Licenses { done, refused } => !done.is_empty() && !refused.is_empty(),
            other => matches!(other, Self::Restored { .. }),
        }
    }

    /// The sentence that tells it.
    #[must_use]
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
            Self::Restored { seatless, suspended, unusable } => Message::new("outcome-restored-partly")
                .number("lacking", seatless.len())
                .text("seatless", seatless.join(", "))
                .number("resting", suspended.len())
                .text("suspended", suspended.join(", "))
                .number("closed", unusable.len())
                .text("unusable", unusable.join(", ")),
            Self::NotDeleted => Message::new("outcome-not-deleted"),
            Self::TooLate => Message::new("outcome-too-late"),
            Self::NameTaken => Message::new("outcome-name-taken"),
            Self::DomainGone => Message::new("outcome-domain-gone"),
            // In full only where there are names for what it tells of.
            Self::Licenses { refused, .. } if refused.is_empty() => Message::new("outcome-success"),
            Self::Licenses { done, .. } if done.is_empty() => Message::new("outcome-not-done"),
            Self::Licenses { .. } => Message::new("outcome-partly"),
            Self::Unmatched => Message::new("outcome-unmatched"),
            Self::Stopped => Message::new("outcome-stopped"),
            Self::Failed => Message::new("outcome-failed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_outcomes_are_read_as_they_are_kept() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(*kind));
        }
        let kept = serde_json::to_string(&Outcome::AlreadyDeleted { by: "Kim".into() }).unwrap();
        assert_eq!(kept, r#"{"is":"already-deleted","by":"Kim"}"#);
    }

    #[test]
    fn what_was_so_already_is_no_failure() {
        assert!(!Outcome::Done.is_refused() && !Outcome::Unchanged.is_refused());
        assert!(Outcome::Gone.is_refused() && Outcome::missing(Permission::GrantRoles).is_refused());
    }
}
