//! Who acts, and by what form it was asked for.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use uuid::Uuid;

use super::error::Error;
use crate::app::App;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, FormId, StaffId};
use crate::domain::permission::{Permission, may};
use crate::domain::principal::{CustomerUser, Principal, PrincipalId, Reach, Strength};
use crate::domain::staff::Staff;

/// So long a password that was given counts as given just now.
const PASSWORD_RECENT: TimeDelta = TimeDelta::minutes(10);

/// Who acts, when, and by what it is let in.
#[derive(Clone, Debug)]
pub struct Actor {
    pub app: App,
    /// Nobody where nobody is signed in, who may do nothing.
    pub principal: Option<Principal>,
    /// By which password somebody is signed in; nothing where that was just looked at.
    pub credential: Option<String>,
    /// When somebody gave the password last.
    pub authenticated_at: Option<Moment>,
    /// A form is only shown again: whatever is asked for is not carried out.
    pub only_shows: bool,
    pub now: Moment,
    /// The request's id, as it stands in the log.
    pub request: Option<Uuid>,
}

impl Actor {
    /// Acts now, outside any request.
    pub fn new(app: &App, principal: Principal) -> Self {
        let now = app.clock.now();
        let (app, principal) = (app.clone(), Some(principal));
        Self { app, principal, credential: None, authenticated_at: None, only_shows: false, now, request: None }
    }

    /// Somebody at the machine itself.
    pub fn command_line(app: &App) -> Self {
        Self::new(app, Principal::CommandLine)
    }

    /// The program, by itself.
    pub fn system(app: &App) -> Self {
        Self::new(app, Principal::System)
    }

    /// The member of staff, where it is one.
    pub fn staff(&self) -> Option<&Staff> {
        self.principal.as_ref()?.staff()
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.principal.as_ref().is_some_and(|principal| may(principal, permission))
    }

    /// Which customers it reaches.
    pub fn reach(&self) -> Reach {
        self.principal.as_ref().map_or_else(|| Reach::Only(BTreeSet::new()), Principal::reach)
    }

    /// # Errors
    /// [`Error::NotFound`] for a customer that is out of reach, as if it were not there.
    pub(super) fn require_reach(&self, customer: CustomerId) -> Result<(), Error> {
        if self.reach().includes(customer) { Ok(()) } else { Err(Error::NotFound) }
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
        let is_person = self.principal.as_ref().is_none_or(|principal| principal.strength() < Strength::Key);
        if is_person && !self.authenticated_at.is_some_and(is_recent) { Err(Error::PasswordTooOld) } else { Ok(()) }
    }

    /// For whatever is read of a customer.
    ///
    /// # Errors
    /// [`Error::MissingRole`] where customers are not to be seen; [`Error::NotFound`] for one that is out of reach.
    pub(super) fn require_sight(&self, customer: CustomerId) -> Result<(), Error> {
        self.require(Permission::SeeCustomers)?;
        self.require_reach(customer)
    }

    /// By which the actor is found again, where somebody will do who can be.
    pub(super) fn principal_id(&self) -> Result<PrincipalId, Error> {
        let id = self.principal.as_ref().and_then(Principal::id);
        id.ok_or(Error::MissingRole(Permission::SignedIn))
    }

    /// The customer's user, where only one will do.
    pub(super) fn customer_user(&self) -> Result<&CustomerUser, Error> {
        match &self.principal {
            Some(Principal::CustomerUser(user)) => Ok(user),
            _ => Err(Error::MissingRole(Permission::SignedIn)),
        }
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
