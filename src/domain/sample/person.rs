//! What is invented of one user.

use crate::domain::Moment;
use crate::domain::directory_role::Permissions;
use crate::domain::id::{StaffId, UserId};
use crate::domain::user::{License, Profile};

/// One invented user.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: UserId,
    pub profile: Profile,
    pub permissions: Permissions,
    /// Held by an active user; released by a deleted one, for the restore.
    pub licenses: Vec<License>,
    pub sign_in_allowed: bool,
    pub last_sign_in_at: Option<Moment>,
    pub created_at: Moment,
    pub deleted: Option<Deletion>,
}

/// When a user was deleted, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    pub at: Moment,
    pub by: Option<(StaffId, &'static str)>,
}
