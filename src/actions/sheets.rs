//! The confirmation screen: temporary passwords that can be handed out until the sheet is closed.
//!
//! One open sheet a customer and member of staff. Each password is sealed on its own under a key
//! outside the database; after closing they are destroyed, and only the fact remains.

use chrono::TimeDelta;
use zeroize::Zeroizing;

use super::audit::Log;
use super::{Actor, Error, with_audit};
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::directory_role::Level;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, SheetId, SkuId, UserId};
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, UserRefusal};
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
    let staff = by.staff_id()?;
    let mut open = store::sheets::open_of(tx, customer, staff).await?;
    if let Some(sheet) = open.take_if(|sheet| sheet.expires_at <= by.now) {
        close_one(tx, by, log, &sheet, Operation::ExpireCredentialSheet).await?;
    }
    let expires_at = by.now + OPEN_FOR;
    let sheet = if let Some(sheet) = open {
        store::sheets::extend(tx, &sheet, expires_at).await?;
        sheet
    } else {
        let id = SheetId(new_id());
        let sheet = Sheet { customer, id, staff, opened_at: by.now, expires_at, closed_at: None };
        store::sheets::insert(tx, &sheet).await?;
        sheet
    };
    let sealed = by.app.secrets.seal(Purpose::Sheets, &place(customer, sheet.id, user), password);
    store::sheets::put_row(tx, &sheet, user, sealed, by.now).await?;
    Ok(sheet.id)
}

/// Where a password belongs; sealed for one place, it opens in no other.
fn place(customer: CustomerId, sheet: SheetId, user: UserId) -> Vec<u8> {
    [b"credential_rows".as_slice(), customer.0.as_bytes(), sheet.0.as_bytes(), user.0.as_bytes()].concat()
}

/// One line of a sheet, opened.
#[derive(Debug)]
pub struct Credential {
    pub user: UserId,
    pub display_name: String,
    pub user_name: String,
    pub password: Zeroizing<String>,
    /// Until when it can be used.
    pub expires_at: Option<Moment>,
    pub licenses: Vec<SkuId>,
}

/// A part of a sheet.
#[derive(Debug)]
pub struct View {
    pub sheet: Sheet,
    pub rows: Vec<Credential>,
    /// How many users are on the whole sheet.
    pub total: i64,
    /// How many of this part are administrators, whose passwords this person may not see.
    pub hidden: i64,
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

/// Opens a part of a sheet: for the person who made it and Global admins. Passwords of
/// administrators are for Admin agents and Global admins only.
///
/// # Errors
/// [`Error::NotFound`] for other people's; [`UserRefusal::SheetClosed`] when it is closed or expired.
pub async fn view(by: &Actor, customer: CustomerId, id: SheetId, offset: u64, limit: u64) -> Result<View, Error> {
    by.require_sight(customer)?;
    let db = by.app.db.read();
    let sheet = find(by, customer, id).await?;
    if sheet.closed_at.is_some() || sheet.expires_at <= by.now {
        return Err(Refusal::User(UserRefusal::SheetClosed).into());
    }
    if by.staff().is_none_or(|own| own.id != sheet.staff) {
        by.require_recent_password()?;
    }
    let sealed = store::sheets::on_sheet(db, customer, id, offset, limit).await?;
    let ids: Vec<UserId> = sealed.iter().map(|row| UserId(row.user_id)).collect();
    let mut held = store::licenses::held_by(db, customer, &ids).await?;
    let total = i64::try_from(store::sheets::count(db, &sheet).await?).unwrap_or(i64::MAX);
    let all = sealed.len();
    let sees_administrators = by.may(Permission::GrantRoles);
    let mut rows = Vec::new();
    for row in sealed {
        if Level::from_number(row.role_level) != Level::User && !sees_administrators {
            continue;
        }
        let user = UserId(row.user_id);
        let password = by.app.secrets.open(Purpose::Sheets, &place(customer, id, user), &row.sealed);
        rows.push(Credential {
            user,
            display_name: row.display_name,
            user_name: row.user_name,
            password: password.ok_or_else(|| Error::Failed("a sealed password does not open with this key".into()))?,
            expires_at: row.password_expires_at,
            licenses: held.remove(&user).unwrap_or_default().into_iter().collect(),
        });
    }
    let hidden = i64::try_from(all - rows.len()).unwrap_or_default();
    Ok(View { sheet, rows, total, hidden })
}

async fn find(by: &Actor, customer: CustomerId, id: SheetId) -> Result<Sheet, Error> {
    let sheet = store::sheets::find(by.app.db.read(), customer, id).await?.ok_or(Error::NotFound)?;
    let staff = by.staff().ok_or(Error::NotFound)?;
    if sheet.staff == staff.id || staff.role == Role::GlobalAdmin { Ok(sheet) } else { Err(Error::NotFound) }
}

/// *Done*: destroys the passwords. A second time changes nothing.
///
/// # Errors
/// [`Error::NotFound`] for other people's sheets.
pub async fn close(by: &Actor, customer: CustomerId, id: SheetId) -> Result<(), Error> {
    let sheet = find(by, customer, id).await?;
    with_audit(by, customer, async |tx, log| close_one(tx, by, log, &sheet, Operation::CloseCredentialSheet).await)
        .await
}

async fn close_one(tx: &Tx, by: &Actor, log: &mut Log, sheet: &Sheet, operation: Operation) -> Result<(), Error> {
    let users = store::sheets::count(tx, sheet).await?;
    if store::sheets::close(tx, sheet, by.now).await? {
        log.add(Event::new(operation, Target::Sheet(sheet.id.0), String::new()).with("users", users));
    }
    Ok(())
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
