//! Temporary passwords of staff: made here, seen once by a Global admin, kept as a hash.
//!
//! A User management admin makes accounts and never learns their passwords: whoever hands out both
//! could become anybody. The same form sent twice makes one account and shows nothing again.

use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Hand, Whom, account_of, created, event, insert, keep_an_admin, known};
use crate::actions::{Actor, Error, Submission, sessions, with_audit, with_audit_idempotent};
use crate::clock::new_id;
use crate::domain::event::Operation;
use crate::domain::id::{CustomerId, StaffId};
use crate::domain::password::StaffPassword;
use crate::domain::permission::{Permission, permits};
use crate::domain::refusal::Refused;
use crate::domain::staff::{NewStaff, Staff, TEMPORARY_PASSWORD_LASTS};
use crate::store::{self};

/// Who has a new temporary password, and whether it may be seen.
#[derive(Debug)]
pub struct Issued {
    pub staff: Staff,
    pub password: Password,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Password {
    /// Here and now, and never again.
    Shown(Zeroizing<String>),
    /// The same form was sent before, and answered with it.
    ShownBefore,
    /// The actor may not see it.
    Withheld,
}

/// Adds somebody with a temporary password.
///
/// # Errors
/// At `email`, `AccessRefusal::EmailTaken`; [`Error::MissingRole`] for a role that the actor may not give.
pub async fn add_member(by: &Actor, new: &NewStaff, sent: &Submission) -> Result<Issued, Error> {
    by.require(Permission::ManageStaff)?;
    let expires_at = by.now + TEMPORARY_PASSWORD_LASTS;
    let new = Staff { must_change_password: true, password_expires_at: Some(expires_at), ..account_of(new) };
    by.require_recent_password()?;
    let (password, hash) = temporary(by).await?;
    // The answer that is kept holds an id and no password: another id than ours is an older answer.
    let (id, sees): (StaffId, bool) = with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let hand = Hand::of(tx, by, Permission::ManageStaff).await?;
        hand.grants(new.role)?;
        insert(tx, by, &new, &hash).await?;
        log.add(created(&new));
        Ok((new.id, permits(hand.role, Permission::ManageGlobalAdmins)))
    })
    .await?;
    let is_ours = id == new.id;
    let (staff, _) = store::staff::find(by.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    Ok(Issued { staff, password: shown(password, is_ours, sees) })
}

async fn temporary(by: &Actor) -> Result<(Zeroizing<String>, String), Error> {
    let password = crate::password::temporary();
    let hash = by.app.hasher.hash(password.clone()).await?;
    Ok((password, hash))
}

fn shown(password: Zeroizing<String>, is_ours: bool, sees: bool) -> Password {
    match (sees, is_ours) {
        (false, _) => Password::Withheld,
        (true, false) => Password::ShownBefore,
        (true, true) => Password::Shown(password),
    }
}

/// Gives somebody a new temporary password and ends all sessions of that person.
///
/// # Errors
/// [`Error::NotFound`]; `AccessRefusal::OwnAccount`: one's own is changed, not reset.
pub async fn reset_password(by: &Actor, id: StaffId, sent: &Submission) -> Result<Issued, Error> {
    by.require(Permission::ManageGlobalAdmins)?;
    by.require_recent_password()?;
    let (password, hash) = temporary(by).await?;
    let turn = new_id();
    let done: Uuid = with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let hand = Hand::of(tx, by, Permission::ManageGlobalAdmins).await?;
        let staff = known(tx, id.into()).await?;
        hand.is_other_than(&staff)?;
        keep_an_admin(tx, &staff, "").await?;
        store::staff::set_password(tx, id, &hash, Some(by.now + TEMPORARY_PASSWORD_LASTS)).await?;
        let ended = sessions::end_all(tx, by, id).await?;
        log.add(event(Operation::UpdateStaffPassword, &staff).with("sessions", ended));
        Ok(turn)
    })
    .await?;
    let (staff, _) = store::staff::find(by.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    Ok(Issued { staff, password: shown(password, done == turn, true) })
}

/// Gives somebody a chosen password and ends all sessions of that person.
///
/// # Errors
/// [`Error::NotFound`]; what [`StaffPassword::choose`] refuses.
pub async fn set_password(by: &Actor, whom: impl Into<Whom<'_>>, word: Zeroizing<String>) -> Result<Staff, Error> {
    by.require(Permission::ManageGlobalAdmins)?;
    let whom = whom.into();
    let context = if let Whom::Email(email) = whom { email } else { "" };
    let word = StaffPassword::choose(word, &[context]).map_err(|refusal| Refused::one("password", refusal))?;
    let hash = by.app.hasher.hash(word.reveal()).await?;
    with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        Hand::of(tx, by, Permission::ManageGlobalAdmins).await?;
        let staff = known(tx, whom).await?;
        store::staff::set_password(tx, staff.id, &hash, None).await?;
        let ended = sessions::end_all(tx, by, staff.id).await?;
        log.add(event(Operation::UpdateStaffPassword, &staff).with("sessions", ended));
        Ok(staff)
    })
    .await
}
