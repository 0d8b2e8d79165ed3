//! Taking somebody off the staff for good. The row stays, so that the activity log can name the
//! person; whatever opens a door or holds a secret goes.

use super::{Hand, Whom, event, find, keep_an_admin, known};
use crate::actions::{Actor, Error, Submission, sessions, sheets, with_audit_idempotent};
use crate::domain::event::Operation;
use crate::domain::id::{CustomerId, StaffId};
use crate::domain::permission::Permission;
use crate::domain::refusal::{AccessRefusal, Refusal};
use crate::domain::staff::Staff;
use crate::store;

/// What ends with somebody.
#[derive(Clone, Debug)]
pub struct Ends {
    pub staff: Staff,
    pub sessions: i64,
    pub sheets: i64,
    /// Temporary passwords on those sheets, which nobody can read afterwards.
    pub passwords: i64,
    pub selections: i64,
}

/// What would end with this person.
///
/// # Errors
/// [`Error::MissingRole`] and [`AccessRefusal::OwnAccount`] as [`remove`] would.
pub async fn what_ends(by: &Actor, id: StaffId) -> Result<Ends, Error> {
    let shown = find(by, id).await?;
    if !shown.may_manage {
        return Err(Error::MissingRole(Permission::ManageStaff.on_staff(shown.staff.role)));
    }
    if shown.is_self {
        return Err(Refusal::Access(AccessRefusal::OwnAccount).into());
    }
    let db = by.app.db.read();
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Ends {
        staff: shown.staff,
        sessions: i64::try_from(sessions::of(by, id).await?.len()).unwrap_or(i64::MAX),
        sheets: i64::try_from(store::sheets::open_everywhere(db, id).await?.len()).unwrap_or(i64::MAX),
        passwords: number(store::sheets::open_passwords(db, id).await?),
        selections: store::selections::count_of(db, id, by.now).await?,
    })
}

/// Removes somebody: no session, choice or password is left, and the e-mail address is free again.
/// Gives the name.
///
/// The sheets are closed afterwards, each in a transaction of its customer: from the removal on the
/// person can open no other, and no transaction holds two chains. Should the process die in between,
/// the cleaning closes them.
///
/// # Errors
/// [`Error::NotFound`]; [`AccessRefusal::OwnAccount`], [`AccessRefusal::LastGlobalAdmin`].
pub async fn remove(by: &Actor, whom: impl Into<Whom<'_>>, sent: &Submission) -> Result<String, Error> {
    by.require(Permission::ManageStaff)?;
    let whom = whom.into();
    let name = with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let hand = Hand::of(tx, by, Permission::ManageStaff).await?;
        let staff = known(tx, whom).await?;
        hand.reaches(&staff)?;
        hand.is_other_than(&staff)?;
        keep_an_admin(tx, &staff, "").await?;
        let sheets = store::sheets::open_everywhere(tx, staff.id).await?.len();
        let sessions = sessions::end_all(tx, by, staff.id).await?;
        store::selections::forget_of(tx, staff.id).await?;
        store::license_previews::forget_of(tx, staff.id).await?;
        store::known_addresses::forget_of(tx, staff.id.into()).await?;
        store::kept_forms::forget_of(tx, staff.id.into()).await?;
        store::staff::remove(tx, staff.id, by.now).await?;
        let gone = event(Operation::RemoveStaff, &staff)
            .changed("email", staff.email.as_str(), serde_json::Value::Null)
            .changed("role", staff.role.name(), serde_json::Value::Null);
        log.add(gone.with("sessions", sessions).with("sheets", sheets));
        Ok(staff.name)
    })
    .await?;
    close_sheets(by).await;
    Ok(name)
}

/// Closes what people who are shut out have open. Each customer's chain is a transaction of its own, so
/// what cannot be closed now is closed by the next cleaning.
pub(super) async fn close_sheets(by: &Actor) {
    if let Err(error) = sheets::close_of_shut_out(by).await {
        tracing::warn!(?error, "sheets of somebody who was shut out stay open until the next cleaning");
    }
}
