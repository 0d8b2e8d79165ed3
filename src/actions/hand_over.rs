//! What the installation has settled about handing over names and first passwords, and how it is changed.

use chrono::TimeDelta;
use serde_json::{Map, Value};

use super::audit::Log;
use super::{Actor, Conflict, Error, Submission, with_audit_idempotent};
use crate::app::App;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::hand_over::HandOver;
use crate::domain::id::CustomerId;
use crate::domain::mail::Mailbox;
use crate::domain::permission::Permission;
use crate::domain::task::{Send as SendMessage, Task as _};
use crate::store::{self, Connection, Tx};

/// Under which name it is kept, and who changed it last.
const SETTING: &str = "hand_over";
const CHANGED: &str = "hand_over_changed";

/// What is settled.
pub async fn settled(by: &Actor) -> Result<HandOver, Error> {
    by.require(Permission::SignedIn)?;
    of(by.app.db.read()).await
}

/// For other actions, within theirs.
pub(super) async fn of(db: &impl Connection) -> Result<HandOver, Error> {
    let kept = store::settings::find(db, SETTING).await?;
    kept.map_or_else(
        || Ok(HandOver::default()),
        |kept| serde_json::from_str(&kept).map_err(|error| Error::Failed(error.to_string())),
    )
}

/// How long a temporary password that is made now can be used.
pub(super) async fn temporary_password_lasts(app: &App, db: &impl Connection) -> Result<TimeDelta, Error> {
    let chosen = of(db).await?.temporary_password_hours;
    Ok(TimeDelta::hours(chosen.unwrap_or(app.settings.temporary_password_hours).into()))
}

/// Where users are told to sign in: what was chosen, or this installation.
pub fn sign_in_address(app: &App, settled: &HandOver) -> String {
    settled.sign_in_address.clone().unwrap_or_else(|| format!("{}/account", app.base_address()))
}

/// Where users are told to sign in now.
pub async fn address(app: &App) -> Result<String, Error> {
    Ok(sign_in_address(app, &of(app.db.read()).await?))
}

/// How long a one-time link opens from when it starts.
pub(super) async fn link_lasts(db: &impl Connection) -> Result<TimeDelta, Error> {
    Ok(TimeDelta::hours(of(db).await?.link_hours.into()))
}

/// Settles it anew, if nobody did since `wanted.version`.
///
/// # Errors
/// [`Error::Conflict`].
pub async fn settle(by: &Actor, wanted: &HandOver, sent: &Submission) -> Result<(), Error> {
    by.require(Permission::ManageSettings)?;
    with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let before = of(tx).await?;
        if before.version != wanted.version {
            return Err(conflict(tx, by, &before).await?);
        }
        let event = differences(&before, wanted);
        if !event.is_empty() {
            write(tx, by, log, &HandOver { version: before.version + 1, ..wanted.clone() }, event).await?;
            if wanted.mails_an_hour > before.mails_an_hour {
                // They reckon anew when they may leave.
                store::queue::hasten(tx, SendMessage::KIND, by.now).await?;
            }
        }
        Ok(())
    })
    .await
}

async fn write(tx: &Tx, by: &Actor, log: &mut Log, settled: &HandOver, event: Event) -> Result<(), Error> {
    let text = |value: serde_json::Result<String>| value.map_err(|error| Error::Failed(error.to_string()));
    let who = by.staff().map(|staff| staff.name.clone()).unwrap_or_default();
    store::settings::put(tx, SETTING, &text(serde_json::to_string(settled))?).await?;
    store::settings::put(tx, CHANGED, &text(serde_json::to_string(&(who, by.now)))?).await?;
    log.add(event);
    Ok(())
}

async fn conflict(tx: &Tx, by: &Actor, stands: &HandOver) -> Result<Error, Error> {
    let noted = store::settings::find(tx, CHANGED).await?;
    let (who, at) = noted.and_then(|noted| serde_json::from_str(&noted).ok()).unwrap_or((String::new(), by.now));
    let shown = |value: Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    };
    let changed = told(stands).into_iter().map(|(field, value)| (field.to_owned(), shown(value))).collect();
    Ok(Error::Conflict(Conflict { by: who, at, changed }))
}

/// Each field, as events tell it.
pub fn told(settled: &HandOver) -> Vec<(&'static str, Value)> {
    let name = |mailbox: &Option<Mailbox>| mailbox.as_ref().and_then(Mailbox::name).map(str::to_owned);
    let address = |mailbox: &Option<Mailbox>| mailbox.as_ref().map(|mailbox| mailbox.address().to_owned());
    vec![
        ("sender_address", address(&settled.sender).into()),
        ("sender_name", name(&settled.sender).into()),
        ("reply_to", address(&settled.reply_to).into()),
        ("mails_an_hour", settled.mails_an_hour.into()),
        ("mails_with_credentials", settled.mails_hold_passwords.into()),
        ("temporary_hours", settled.temporary_password_hours.into()),
        ("link_hours", settled.link_hours.into()),
        ("sign_in_address", settled.sign_in_address.clone().into()),
    ]
}

fn differences(before: &HandOver, after: &HandOver) -> Event {
    let event = Event::new(Operation::UpdateHandOver, Target::Installation, "");
    let after: Map<String, Value> = told(after).into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
    told(before).into_iter().fold(event, |event, (field, before)| {
        let after = after.get(field).cloned().unwrap_or_default();
        event.changed(field, before, after)
    })
}
