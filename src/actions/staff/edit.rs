//! Changing somebody's name or role, and shutting out and letting in again.

use super::removal::close_sheets;
use super::{Hand, Whom, event, keep_an_admin, known};
use crate::actions::audit::Log;
use crate::actions::tries::{self, Login};
use crate::actions::{Actor, Error, Submission, conflict_with, sessions, with_audit, with_audit_idempotent};
use crate::domain::event::Operation;
use crate::domain::id::{CustomerId, StaffId};
use crate::domain::permission::Permission;
use crate::domain::role::Role;
use crate::domain::staff::{Staff, StaffName};
use crate::store::{self, Tx};

/// What changes a name or role, and with it the version that an edit is held against.
const CHANGES: &[Operation] = &[Operation::UpdateStaff, Operation::UpdateStaffRole, Operation::UpdateProfile];

/// What a member of staff is to be called, and to be.
#[derive(Clone, Debug)]
pub struct MemberEdit {
    pub name: StaffName,
    pub role: Role,
}

/// Changes name and role, if nobody changed them since `version`. Gives the name.
///
/// # Errors
/// At `role`, `AccessRefusal::LastGlobalAdmin`; [`Error::Conflict`]; [`Error::MissingRole`] for Global admins
/// and for roles that the actor may not give.
pub async fn update(
    by: &Actor,
    id: StaffId,
    edit: &MemberEdit,
    version: i64,
    sent: &Submission,
) -> Result<String, Error> {
    by.require(Permission::ManageStaff)?;
    let (name, role) = (edit.name.as_str(), edit.role);
    with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let hand = Hand::of(tx, by, Permission::ManageStaff).await?;
        let now = known(tx, id.into()).await?;
        hand.reaches(&now)?;
        if now.version != version {
            return conflict(tx, by, &now).await;
        }
        if name != now.name {
            store::staff::set_name(tx, id, name).await?;
            log.add(event(Operation::UpdateStaff, &now).changed("name", now.name.as_str(), name));
        }
        put_role(tx, by, log, &hand, &now, role).await?;
        Ok(name.to_owned())
    })
    .await
}

pub(super) async fn conflict<T>(tx: &Tx, by: &Actor, now: &Staff) -> Result<T, Error> {
    let latest = store::audit::latest_among(tx, CustomerId::INSTALLATION, now.id.0, CHANGES).await?;
    let fields = [("name", now.name.as_str()), ("role", now.role.name())];
    let fields = fields.into_iter().map(|(field, value)| (field.to_owned(), value.into())).collect();
    Err(conflict_with(by, latest, fields))
}

async fn put_role(tx: &Tx, by: &Actor, log: &mut Log, hand: &Hand, now: &Staff, role: Role) -> Result<(), Error> {
    if now.role == role {
        return Ok(());
    }
    hand.grants(role)?;
    by.require_recent_password()?;
    keep_an_admin(tx, now, "role").await?;
    store::staff::set_role(tx, now.id, role).await?;
    log.add(event(Operation::UpdateStaffRole, now).changed("role", now.role.name(), role.name()));
    Ok(())
}

/// Gives somebody another role.
///
/// # Errors
/// [`Error::NotFound`] when there is nobody; as [`update`].
pub async fn set_role(by: &Actor, whom: impl Into<Whom<'_>>, role: Role) -> Result<Staff, Error> {
    by.require(Permission::ManageStaff)?;
    let whom = whom.into();
    with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        let hand = Hand::of(tx, by, Permission::ManageStaff).await?;
        let staff = known(tx, whom).await?;
        hand.reaches(&staff)?;
        put_role(tx, by, log, &hand, &staff, role).await?;
        Ok(Staff { role, ..staff })
    })
    .await
}

/// Shuts somebody out, at once. Doing it again changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; `AccessRefusal::OwnAccount`, `AccessRefusal::LastGlobalAdmin`.
pub async fn block(by: &Actor, whom: impl Into<Whom<'_>>) -> Result<Staff, Error> {
    by.require(Permission::ManageStaff)?;
    let whom = whom.into();
    let blocked = with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        let hand = Hand::of(tx, by, Permission::ManageStaff).await?;
        let staff = known(tx, whom).await?;
        hand.reaches(&staff)?;
        hand.is_other_than(&staff)?;
        if staff.blocked_at.is_none() {
            keep_an_admin(tx, &staff, "").await?;
            store::staff::set_blocked(tx, staff.id, Some(by.now)).await?;
            let ended = sessions::end_all(tx, by, staff.id).await?;
            log.add(event(Operation::BlockStaff, &staff).with("sessions", ended));
        }
        Ok(staff)
    })
    .await?;
    close_sheets(by).await;
    Ok(blocked)
}

/// Lets somebody in again, who was shut out or is kept waiting after tries that failed.
///
/// # Errors
/// [`Error::NotFound`] when there is nobody.
pub async fn unblock(by: &Actor, whom: impl Into<Whom<'_>>) -> Result<Staff, Error> {
    by.require(Permission::ManageStaff)?;
    let whom = whom.into();
    with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        let hand = Hand::of(tx, by, Permission::ManageStaff).await?;
        let staff = known(tx, whom).await?;
        hand.reaches(&staff)?;
        // Also who only waits after tries that failed is let in at once.
        let has_waited = tries::forget(tx, &by.app, Login::staff(&staff.email.key())).await?;
        if staff.blocked_at.is_some() || has_waited {
            store::staff::set_blocked(tx, staff.id, None).await?;
            log.add(event(Operation::UnblockStaff, &staff));
        }
        Ok(staff)
    })
    .await
}
