//! Reading a sheet: what stands on it, and the event that tells who saw it.

use zeroize::Zeroizing;

use super::{Replaced, find, place};
use crate::actions::{Actor, Error, hand_overs, with_audit};
use crate::domain::Moment;
use crate::domain::directory_role::Level;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, SheetId, SkuId, UploadId, UserId};
use crate::domain::length;
use crate::domain::link::Way;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, UserRefusal};
use crate::secrets::Purpose;
use crate::store;
use crate::store::hand_overs::NewHandOver;
use crate::store::sheets::Sheet;

/// Replaced passwords that a sheet tells of.
const REPLACED: u64 = 100;

/// What a sheet is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    Opened,
    Printed,
    Downloaded,
}

impl Reading {
    fn operation(self) -> Operation {
        match self {
            Self::Opened => Operation::OpenCredentialSheet,
            Self::Printed => Operation::PrintCredentialSheet,
            Self::Downloaded => Operation::DownloadCredentialSheet,
        }
    }

    fn way(self) -> Way {
        match self {
            Self::Opened => Way::Shown,
            Self::Printed => Way::Printed,
            Self::Downloaded => Way::Downloaded,
        }
    }
}

/// Like [`view`], with the event that tells of it: passwords are shown to nobody of whom the log knows nothing.
/// What is printed or downloaded counts as handed out.
///
/// # Errors
/// As [`view`].
pub async fn read(
    by: &Actor,
    customer: CustomerId,
    id: SheetId,
    (offset, limit): (u64, u64),
    how: Reading,
) -> Result<View, Error> {
    let view = view(by, customer, id, offset, limit).await?;
    // A password that was made since then was not seen.
    let Some(until) = view.rows.iter().map(|row| row.added_at).max() else { return Ok(view) };
    let users: Vec<_> = view.rows.iter().map(|row| row.user.0).collect();
    with_audit(by, customer, async |tx, log| {
        let mut event =
            Event::new(how.operation(), Target::Sheet(id.0), String::new()).with("users", length(users.len()));
        if let Some(owner) = &view.owner {
            event = event.with("sheet_of", owner.as_str());
        }
        log.add(event);
        let handed = |row: &Credential| NewHandOver {
            user: row.user,
            password_at: row.added_at,
            way: how.way(),
            link: None,
            address: String::new(),
            mail: None,
        };
        let handed: Vec<NewHandOver> = view.rows.iter().map(handed).collect();
        hand_overs::note(tx, by, customer, &handed).await?;
        if how != Reading::Opened {
            store::sheets::hand_out(tx, &view.sheet, &users, until, by.now).await?;
        }
        Ok(())
    })
    .await?;
    Ok(view)
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
    /// When it was made.
    pub added_at: Moment,
    pub level: Level,
    /// The user's usage location.
    pub location: Option<String>,
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
    /// Those for whom others made newer passwords meanwhile, which stand on their sheets.
    pub replaced: Vec<Replaced>,
    /// Whose sheet it is, where it is another's.
    pub owner: Option<String>,
    /// The upload that puts more passwords on it.
    pub fed_by: Option<UploadId>,
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
    let mut owner = None;
    if by.staff().is_none_or(|own| own.id != sheet.staff) {
        by.require_recent_password()?;
        owner = Some(store::staff::find(db, sheet.staff).await?.map(|(staff, _)| staff.name).unwrap_or_default());
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
            added_at: row.added_at,
            level: Level::from_number(row.role_level),
            location: row.location,
            licenses: held.remove(&user).unwrap_or_default().into_iter().collect(),
        });
    }
    let hidden = i64::try_from(all - rows.len()).unwrap_or_default();
    let replaced = store::sheets::replaced(db, customer, id, REPLACED).await?;
    let fed_by = store::uploads::running_of(db, customer, sheet.staff).await?;
    Ok(View { sheet, rows, total, hidden, replaced, owner, fed_by })
}
