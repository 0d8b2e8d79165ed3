//! The things that a partner can do: one function each, the same for pages, API, files and commands.
//!
//! An action checks the right to it, opens one transaction, asks the domain, writes the store, and
//! writes the event that tells of it in that same transaction. What is slow (hashing, parsing) is
//! done before; what was checked before is checked again inside.

pub mod activity;
pub mod anchors;
pub mod audit;
pub mod backup;
mod changes;
pub mod check;
pub mod customers;
pub mod deletions;
pub mod imports;
pub mod installation;
pub mod jobs;
pub mod kept_forms;
pub mod licenses;
pub mod password_resets;
pub mod purges;
pub mod restorations;
pub mod sample;
pub mod seats;
pub mod selections;
pub mod sessions;
pub mod sheets;
pub mod sign_in;
pub mod sign_in_blocks;
pub mod staff;
pub mod subscriptions;
pub mod timekeeping;
pub mod tries;
pub mod users;

use chrono::TimeDelta;
use uuid::Uuid;

use self::changes::{change, change_once, change_unasked, note};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::event::Detail;
use crate::domain::id::{CustomerId, FormId, StaffId};
use crate::domain::outage::Outage;
use crate::domain::permission::{Permission, may};
use crate::domain::refusal::{Refusal, Refused};
use crate::domain::staff::Staff;
use crate::password::HashError;
use crate::store::{self, Stored, Tx};

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
    #[must_use]
    pub fn new(app: &App, who: Who) -> Self {
        let now = app.clock.now();
        let app = app.clone();
        Self { app, who, credential: None, authenticated_at: None, only_shows: false, now, request: None }
    }

    /// Somebody at the machine itself.
    #[must_use]
    pub fn command_line(app: &App) -> Self {
        Self::new(app, Who::CommandLine)
    }

    /// The program, by itself.
    #[must_use]
    pub fn system(app: &App) -> Self {
        Self::new(app, Who::System)
    }

    #[must_use]
    pub fn staff(&self) -> Option<&Staff> {
        match &self.who {
            Who::Staff(staff) => Some(staff),
            Who::CommandLine | Who::System | Who::Nobody => None,
        }
    }

    #[must_use]
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
    fn staff_id(&self) -> Result<StaffId, Error> {
        self.staff().map(|staff| staff.id).ok_or(Error::MissingRole(Permission::SignedIn))
    }
}

/// Why an action was not carried out. Nothing was written then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input cannot be taken; each reason at its field. Without a reason where it could be, and the
    /// actor is only shown the form again.
    #[error("refused: {0:?}")]
    Refused(Refused),
    #[error("lacks the permission {0:?}")]
    MissingRole(Permission),
    /// It does not exist, or belongs to another customer.
    #[error("there is none")]
    NotFound,
    /// Somebody else changed it since it was shown.
    #[error("somebody else was first: {0:?}")]
    Conflict(Conflict),
    /// The actor was removed or blocked since the request came in, or has another password.
    #[error("signed out meanwhile")]
    SignedOut,
    /// The actor must give the password once more, and can then ask again.
    #[error("the password was given too long ago")]
    PasswordTooOld,
    /// The actor has another role since the request came in.
    #[error("has another role meanwhile")]
    RoleChanged,
    /// Too many sign-ins at this moment.
    #[error("too many sign-ins at this moment")]
    Busy,
    /// Too little memory to hash a password; it passes.
    #[error("too little memory to hash a password")]
    NoMemory,
    /// Unexpected; the cause goes to the log.
    #[error("{0}")]
    Failed(String),
    /// The database failed; the cause goes to the log.
    #[error("the database failed: {0}")]
    Store(#[source] store::Error),
}

/// Who changed what meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Empty when the program did it by itself.
    pub by: String,
    pub at: Moment,
    /// Field, as the event names it, and its value now.
    pub changed: Vec<(String, String)>,
}

impl Error {
    /// What keeps the database from its work for now, if it is that.
    #[must_use]
    pub fn outage(&self) -> Option<Outage> {
        match self {
            Self::NoMemory => Some(Outage::Memory),
            other => other.stored().and_then(store::Error::outage),
        }
    }
}

impl Error {
    /// Nothing stood in the way, but the actor only looks ([`Actor::only_shows`]).
    #[must_use]
    pub fn is_not_yet(&self) -> bool {
        matches!(self, Self::Refused(refused) if refused.is_empty())
    }
}

impl Stored for Error {
    fn stored(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<HashError> for Error {
    fn from(error: HashError) -> Self {
        if error.is_short_of_memory { Self::NoMemory } else { Self::Failed(error.cause) }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

/// A form as it was sent: its id, and a hash of all that was in it.
#[derive(Clone, Debug)]
pub struct Sent {
    pub form: FormId,
    pub body_hash: String,
}

impl Sent {
    /// For callers that have no form: nothing is recognized as sent twice.
    #[must_use]
    pub fn never_twice() -> Self {
        Self { form: FormId::NONE, body_hash: String::new() }
    }
}

/// What to tell about a change that came too late: who was first, when, and what stands there now.
async fn conflict_about(
    tx: &Tx,
    by: &Actor,
    customer: CustomerId,
    target: Uuid,
    now: serde_json::Map<String, serde_json::Value>,
) -> Result<Error, Error> {
    Ok(conflict_with(by, store::audit::latest(tx, customer, target).await?, now))
}

/// Like [`conflict_about`], where it is known which change was first.
fn conflict_with(
    by: &Actor,
    latest: Option<(store::audit::Record, Option<Detail>)>,
    now: serde_json::Map<String, serde_json::Value>,
) -> Error {
    let at = latest.as_ref().map_or(by.now, |(record, _)| record.at);
    let detail = latest.and_then(|(_, detail)| detail).unwrap_or_default();
    let shown = |value: serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text,
        // Licenses, by the names of their products.
        serde_json::Value::Array(items) => {
            let product =
                |item: &serde_json::Value| item.get("product").and_then(|name| name.as_str().map(str::to_owned));
            let mut products: Vec<String> = items.iter().filter_map(product).collect();
            products.sort();
            products.join(", ")
        }
        other => other.to_string(),
    };
    let changed = now.into_iter().map(|(field, value)| (field, shown(value))).collect();
    Error::Conflict(Conflict { by: detail.by, at, changed })
}
