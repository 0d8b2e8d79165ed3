//! Who acts, and by what form it was asked for.

use chrono::TimeDelta;
use uuid::Uuid;

use super::error::Error;
use crate::app::App;
use crate::domain::Moment;
use crate::domain::id::{FormId, StaffId};
use crate::domain::permission::{Permission, may};
use crate::domain::staff::Staff;

/// So long a password that was given counts as given just now.
const PASSWORD_RECENT: TimeDelta = TimeDelta::minutes(10);

/// Who acts, when, and with what.
#[derive(Clone, Debug)]
pub struct Actor {
    pub app: App,
    pub who: Who,
    /// By which password somebody of the staff is signed in; nothing where that was just looked at.
    pub credential: Option<String>,
    /// When somebody of the staff gave the password last.
    pub authenticated_at: Option<Moment>,
    /// A form is only shown again: whatever is asked for is not carried out.
    pub only_shows: bool,
    pub now: Moment,
    /// The request's id, as it stands in the log.
    pub request: Option<Uuid>,
}

#[derive(Clone, Debug)]
pub enum Who {
    Staff(Staff),
    /// Somebody at the machine itself, who may do everything.
    CommandLine,
    /// The program, by itself.
    System,
    /// Somebody who is not signed in, and may do nothing.
    Nobody,
}

impl Actor {
    /// Acts now, outside any request.
    pub fn new(app: &App, who: Who) -> Self {
        let now = app.clock.now();
        let app = app.clone();
        Self { app, who, credential: None, authenticated_at: None, only_shows: false, now, request: None }
    }

    /// Somebody at the machine itself.
    pub fn command_line(app: &App) -> Self {
        Self::new(app, Who::CommandLine)
    }

    /// The program, by itself.
    pub fn system(app: &App) -> Self {
        Self::new(app, Who::System)
    }

    pub fn staff(&self) -> Option<&Staff> {
        match &self.who {
            Who::Staff(staff) => Some(staff),
            Who::CommandLine | Who::System | Who::Nobody => None,
        }
    }

    pub fn may(&self, permission: Permission) -> bool {
        match &self.who {
            Who::Staff(staff) => may(staff.role, permission),
            Who::CommandLine | Who::System => true,
            Who::Nobody => false,
        }
    }

    /// # Errors
    /// [`Error::MissingRole`] when the actor has no such right.
    pub fn require(&self, permission: Permission) -> Result<(), Error> {
        if self.may(permission) { Ok(()) } else { Err(Error::MissingRole(permission)) }
    }

    /// For what somebody at an open browser could do harm with: asks that the password was given lately
    /// (`security.md`, step-up).
    ///
    /// # Errors
    /// [`Error::PasswordTooOld`].
    pub fn require_recent_password(&self) -> Result<(), Error> {
        let is_recent = |at: Moment| (self.now - at).abs() < PASSWORD_RECENT;
        let is_staff = matches!(self.who, Who::Staff(_));
        if is_staff && !self.authenticated_at.is_some_and(is_recent) { Err(Error::PasswordTooOld) } else { Ok(()) }
    }

    /// The member of staff, where only one will do.
    pub(super) fn staff_id(&self) -> Result<StaffId, Error> {
        self.staff().map(|staff| staff.id).ok_or(Error::MissingRole(Permission::SignedIn))
    }
}

/// A form as it was sent: its id, and a hash of all that was in it.
#[derive(Clone, Debug)]
pub struct Submission {
    pub form: FormId,
    pub body_hash: String,
}

impl Submission {
    /// For callers that have no form: nothing is recognized as sent twice.
    pub fn never_twice() -> Self {
        Self { form: FormId::NONE, body_hash: String::new() }
    }
}
