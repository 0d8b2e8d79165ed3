//! The things that a partner can do: one function each, the same for pages, API, files and commands.
//!
//! An action checks the right to it, opens one transaction, asks the domain, writes the store, and
//! writes the event that tells of it in that same transaction. What is slow (hashing, parsing) is
//! done before; what was checked before is checked again inside.

pub mod activity;
pub mod anchors;
pub mod audit;
pub mod backup;
pub mod check;
pub mod customers;
pub mod deletions;
pub mod imports;
pub mod installation;
pub mod jobs;
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
pub mod users;

use chrono::TimeDelta;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use self::audit::Log;
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

/// How long a second POST of the same form is recognized.
const REQUEST_KEPT: TimeDelta = TimeDelta::hours(24);

/// Who acts, when, and with what.
#[derive(Clone, Debug)]
pub struct Actor {
    pub app: App,
    pub who: Who,
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
    /// Somebody at the machine itself.
    #[must_use]
    pub fn command_line(app: &App) -> Self {
        Self { app: app.clone(), who: Who::CommandLine, now: app.clock.now(), request: None }
    }

    /// The program, by itself.
    #[must_use]
    pub fn system(app: &App) -> Self {
        Self { app: app.clone(), who: Who::System, now: app.clock.now(), request: None }
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

    /// The member of staff, where only one will do.
    fn staff_id(&self) -> Result<StaffId, Error> {
        self.staff().map(|staff| staff.id).ok_or(Error::MissingRole(Permission::SignedIn))
    }
}

/// Why an action was not carried out. Nothing was written then.
#[derive(Debug)]
pub enum Error {
    /// The input cannot be taken; each reason at its field.
    Refused(Refused),
    MissingRole(Permission),
    /// It does not exist, or belongs to another customer.
    NotFound,
    /// Somebody else changed it since it was shown.
    Conflict(Conflict),
    /// Too many sign-ins at this moment.
    Busy,
    /// Unexpected; the cause goes to the log.
    Failed(String),
    /// The database failed; the cause goes to the log.
    Store(store::Error),
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
        self.stored().and_then(store::Error::outage)
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
        Self::Failed(error.0)
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

/// Carries out `work` in one transaction with the events it notes. The customer's chain is locked
/// first, so changes to one customer come one after the other and never wait crosswise.
async fn change<T>(
    by: &Actor,
    customer: CustomerId,
    work: impl AsyncFn(&Tx, &mut Log) -> Result<T, Error>,
) -> Result<T, Error> {
    by.app
        .db
        .write(async |tx| {
            let mut log = Log::open(tx, by, customer).await?;
            let value = work(tx, &mut log).await?;
            log.write(tx).await?;
            Ok(value)
        })
        .await
}

/// Like [`change`], but the same form sent twice is carried out once, and answered alike. So it can be
/// asked again where the answer to COMMIT was lost: the chain's lock waits for what may still be under
/// way, and then the form's answer is there, or nothing was stored.
async fn change_once<T: Serialize + DeserializeOwned>(
    by: &Actor,
    customer: CustomerId,
    sent: &Sent,
    work: impl AsyncFn(&Tx, &mut Log) -> Result<T, Error>,
) -> Result<T, Error> {
    if sent.form == FormId::NONE {
        return change(by, customer, work).await;
    }
    let key =
        store::requests::Sent { customer, form: sent.form, staff: by.staff_id()?, body_hash: sent.body_hash.clone() };
    let once = async || {
        change(by, customer, async |tx, log| {
            if let Some(answer) = store::requests::answer(tx, &key, by.now).await? {
                return serde_json::from_str(&answer).map_err(|error| Error::Failed(error.to_string()));
            }
            let value = work(tx, log).await?;
            let answer = serde_json::to_string(&value).map_err(|error| Error::Failed(error.to_string()))?;
            store::requests::keep(tx, &key, &answer, by.now + REQUEST_KEPT).await?;
            Ok(value)
        })
        .await
    };
    match once().await {
        Err(unknown) if unknown.outage() == Some(Outage::Unknown) => match once().await {
            // While nothing can be asked, the first one stays unknown.
            Err(error) if error.outage().is_some() => Err(unknown),
            found => found,
        },
        known => known,
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
