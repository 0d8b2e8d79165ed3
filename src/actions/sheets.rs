//! The confirmation screen: temporary passwords that can be handed out until the sheet is closed.
//!
//! One open sheet a customer and member of staff. Each password is sealed on its own under a key
//! outside the database; after closing they are destroyed, and only the fact remains.

mod completion;
mod reading;

pub use self::completion::{Closing, Queued, Unhanded, close};
pub use self::reading::{Credential, Reading, View, read, view};
pub use crate::store::sheets::{OpenSheet, Replaced};

use chrono::TimeDelta;

use super::audit::Log;
use super::{Actor, Error, with_audit};
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, SheetId, UserId};
use crate::domain::permission::Permission;
use crate::domain::role::Role;
use crate::secrets::Purpose;
use crate::store::sheets::Sheet;
use crate::store::{self, Tx};

/// A sheet closes by itself so long after the last addition.
pub const OPEN_FOR: TimeDelta = TimeDelta::hours(24);
/// Expired sheets closed at a time.
const BATCH: u64 = 50;

/// Puts a user's new temporary password on the actor's sheet, opening one if there is none. Within
/// the transaction that made the password.
pub(super) async fn add(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    user: UserId,
    password: &str,
) -> Result<SheetId, Error> {
    let sheet = open_for_more(tx, by, log, customer).await?;
    let sealed = by.app.secrets.seal(Purpose::Sheets, &place(customer, sheet.id, user), password);
    store::sheets::put_row(tx, &sheet, user, sealed, by.now).await?;
    Ok(sheet.id)
}

/// Like [`add`], for users who are new and stand on no other sheet.
pub(super) async fn add_many(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    users: &[(UserId, &str)],
) -> Result<(), Error> {
    let sheet = open_for_more(tx, by, log, customer).await?;
    let sealed = |(user, password): &(UserId, &str)| {
        (*user, by.app.secrets.seal(Purpose::Sheets, &place(customer, sheet.id, *user), password))
    };
    let rows: Vec<(UserId, Vec<u8>)> = users.iter().map(sealed).collect();
    Ok(store::sheets::insert_rows(tx, &sheet, rows, by.now).await?)
}

/// The actor's open sheet, which stays open from now on as long as a new one.
async fn open_for_more(tx: &Tx, by: &Actor, log: &mut Log, customer: CustomerId) -> Result<Sheet, Error> {
    let staff = by.staff_id()?;
    let mut open = store::sheets::open_of(tx, customer, staff).await?;
    if let Some(sheet) = open.take_if(|sheet| sheet.expires_at <= by.now) {
        close_one(tx, by, log, &sheet, Operation::ExpireCredentialSheet).await?;
    }
    let expires_at = by.now + OPEN_FOR;
    if let Some(sheet) = open {
        store::sheets::extend(tx, &sheet, expires_at).await?;
        return Ok(sheet);
    }
    let id = SheetId(new_id());
    let sheet = Sheet { customer, id, staff, opened_at: by.now, expires_at, closed_at: None };
    store::sheets::insert(tx, &sheet).await?;
    Ok(sheet)
}

/// Where a password belongs; sealed for one place, it opens in no other.
fn place(customer: CustomerId, sheet: SheetId, user: UserId) -> Vec<u8> {
    [b"credential_rows".as_slice(), customer.0.as_bytes(), sheet.0.as_bytes(), user.0.as_bytes()].concat()
}

/// The sheet that the actor has open for a customer, if any.
pub async fn open_sheet(by: &Actor, customer: CustomerId) -> Result<Option<Sheet>, Error> {
    by.require_sight(customer)?;
    let sheet = store::sheets::open_of(by.app.db.read(), customer, by.staff_id()?).await?;
    Ok(sheet.filter(|sheet| by.now < sheet.expires_at))
}

/// How many passwords are on one's own sheet.
pub async fn size(by: &Actor, sheet: &Sheet) -> Result<i64, Error> {
    Ok(i64::try_from(store::sheets::count(by.app.db.read(), sheet).await?).unwrap_or(i64::MAX))
}

/// Who was put on one's own sheet last, by display name, the newest first.
pub async fn newest(by: &Actor, sheet: &Sheet, limit: u64) -> Result<Vec<String>, Error> {
    by.require_sight(sheet.customer)?;
    Ok(store::sheets::newest(by.app.db.read(), sheet, limit).await?)
}

async fn find(by: &Actor, customer: CustomerId, id: SheetId) -> Result<Sheet, Error> {
    let sheet = store::sheets::find(by.app.db.read(), customer, id).await?.ok_or(Error::NotFound)?;
    let staff = by.staff().ok_or(Error::NotFound)?;
    if sheet.staff == staff.id || staff.role == Role::GlobalAdmin { Ok(sheet) } else { Err(Error::NotFound) }
}

/// # Errors
/// [`Error::NotFound`] for another's sheet, which only Global admins open.
pub(super) async fn require_own(by: &Actor, customer: CustomerId, id: SheetId) -> Result<(), Error> {
    by.require_sight(customer)?;
    find(by, customer, id).await.map(|_| ())
}

async fn close_one(tx: &Tx, by: &Actor, log: &mut Log, sheet: &Sheet, operation: Operation) -> Result<(), Error> {
    let users = store::sheets::count(tx, sheet).await?;
    if store::sheets::close(tx, sheet, by.now).await? {
        log.add(Event::new(operation, Target::Sheet(sheet.id.0), String::new()).with("users", users));
    }
    Ok(())
}

/// The open sheets of everybody, the one that closes first on top, at most `limit`: for Global admins.
///
/// # Errors
/// [`Error::MissingRole`] for everybody else.
pub async fn all_open(by: &Actor, limit: u64) -> Result<Vec<OpenSheet>, Error> {
    by.require(Permission::ManageGlobalAdmins)?;
    Ok(store::sheets::open_at_all_customers(by.app.db.read(), by.now, limit).await?)
}

/// Closes what somebody who was removed or blocked has open, one customer after the other: each has its own
/// chain, and a transaction that held several of them, or the installation's beside them, would wait
/// crosswise with others. By now that person can open no new one.
pub(super) async fn close_of_shut_out(by: &Actor) -> Result<(), Error> {
    loop {
        let open = store::sheets::of_shut_out(by.app.db.read(), BATCH).await?;
        if open.is_empty() {
            return Ok(());
        }
        for sheet in open {
            with_audit(by, sheet.customer, async |tx, log| {
                close_one(tx, by, log, &sheet, Operation::CloseCredentialSheet).await
            })
            .await?;
        }
    }
}

/// Closes the sheets whose time is over.
pub(super) async fn close_expired(by: &Actor) -> Result<(), Error> {
    let expired = store::sheets::expired(by.app.db.read(), by.now, BATCH).await?;
    for sheet in expired {
        with_audit(by, sheet.customer, async |tx, log| {
            // It may have been extended since it was found.
            match store::sheets::find(tx, sheet.customer, sheet.id).await? {
                Some(now) if is_over(&now, by.now) => {
                    close_one(tx, by, log, &now, Operation::ExpireCredentialSheet).await
                }
                _ => Ok(()),
            }
        })
        .await?;
    }
    Ok(())
}

fn is_over(sheet: &Sheet, now: Moment) -> bool {
    sheet.closed_at.is_none() && sheet.expires_at <= now
}
