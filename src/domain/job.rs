//! Something asked for that is done to one user or many: what, how far it is, what became of each.
//!
//! A job tells for each user what happened; nothing here knows how it is done.

mod outcome;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::VariantArray as _;
use strum_macros::{EnumString, IntoStaticStr, VariantArray};

pub use self::outcome::Outcome;
use super::Moment;
use super::id::{JobId, StaffId, UserId};
use super::link::Along;
use super::permission::Permission;
use super::user::UserState;

/// What is done to each user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// Delete the account; it can be restored for a while.
    Delete,
    /// Give a new temporary password.
    ResetPassword,
    BlockSignIn,
    AllowSignIn,
    /// Bring a deleted account back with what it had.
    Restore,
    /// Assign and revoke licenses, as it was planned.
    ChangeLicenses,
}

impl Kind {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As it is kept, and as the catalogue's keys end.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The kind that is kept under `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// What is needed to do it to users who are no administrators.
    pub fn permission(self) -> Permission {
        match self {
            Self::Delete | Self::Restore => Permission::ManageUsers,
            Self::ResetPassword | Self::BlockSignIn | Self::AllowSignIn => Permission::ResetPasswords,
            Self::ChangeLicenses => Permission::ManageLicenses,
        }
    }

    /// Which users it is for, at this moment.
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
    /// What new passwords come with.
    pub along: Along,
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
    /// A sign of the password by which that person was signed in: with another one it stops.
    pub credential: Option<String>,
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
    /// Users with whom it was so already.
    pub unchanged: i64,
}

/// Which of a job's users are told about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Part {
    #[default]
    #[strum(serialize = "")]
    Everybody,
    /// Those to whom it was not done.
    Refused,
    /// Those to whom it was done in part.
    Partly,
}

impl Part {
    /// As it stands in an address.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// So many passwords reset, or accounts deleted, at once are asked for with a password given lately.
const RESETS_UNASKED: i64 = 50;
const DELETIONS_UNASKED: i64 = 200;

/// Whether doing this to so many users asks for the password of whoever wants it (`security.md`, step-up).
pub fn asks_for_password(kind: Kind, users: i64, options: &Options) -> bool {
    match kind {
        Kind::ResetPassword => users > RESETS_UNASKED,
        Kind::Delete => users > DELETIONS_UNASKED || options.last_administrator,
        _ => false,
    }
}

impl Job {
    /// Whether each user gets a new temporary password.
    pub fn makes_passwords(&self) -> bool {
        self.kind == Kind::ResetPassword || self.options.new_passwords
    }

    /// Users of one transaction: few enough that others need not wait for it, and that what is
    /// prepared for them outside (a password is slow to hash) does not grow old.
    pub fn at_a_time(&self) -> u64 {
        if self.makes_passwords() { 16 } else { 100 }
    }

    pub fn succeeded(&self) -> i64 {
        self.done - self.refused
    }

    /// Users to whom something was done: less than [`Job::succeeded`], where it was so already.
    pub fn changed(&self) -> i64 {
        self.succeeded() - self.unchanged
    }

    /// How many the sentence about success counts. Who was so already is blocked or deleted as well;
    /// nobody's licenses were updated, though.
    pub fn reported(&self) -> i64 {
        if self.kind == Kind::ChangeLicenses { self.changed() } else { self.succeeded() }
    }

    /// Whether it ended with something left that was not done.
    pub fn falls_short(&self) -> bool {
        self.finished_at.is_some() && self.refused + self.partly > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_outcomes_are_read_as_they_are_kept() {
        let kept = ["delete", "reset-password", "block-sign-in", "allow-sign-in", "restore", "change-licenses"];
        assert!(Kind::ALL.iter().map(|kind| kind.name()).eq(kept));
        assert!(kept.into_iter().filter_map(Kind::from_name).eq(Kind::ALL.iter().copied()));
        assert_eq!(Kind::from_name("deleted"), None);
        for (part, name) in [(Part::Everybody, ""), (Part::Refused, "refused"), (Part::Partly, "partly")] {
            assert_eq!((part.name(), Part::from_name(name)), (name, Some(part)));
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
