//! Whether what a mail says still holds when it is about to leave.

use std::collections::HashMap;

use crate::actions::{Error, hand_over};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, LinkId, UserId};
use crate::domain::mail::{MailKind, Reason};
use crate::domain::permission::{Permission, permits};
use crate::secrets::credential_of;
use crate::store::hand_overs::ByMail;
use crate::store::mails::MailRecord;
use crate::store::users::Guarded;
use crate::store::{self, Connection};

/// Why a mail must not leave any more. One about several users does not leave without some of them: what stands in it
/// is sealed.
pub(super) async fn broken(db: &impl Connection, record: &MailRecord, now: Moment) -> Result<Option<Reason>, Error> {
    let has_passwords = matches!(record.kind, Some(MailKind::Password | MailKind::PasswordList));
    if has_passwords && !hand_over::of(db).await?.mails_hold_passwords {
        return Ok(Some(Reason::Forbidden));
    }
    let handed = store::hand_overs::of_mail(db, record.customer, record.id).await?;
    let mut users: Vec<UserId> = handed.iter().map(|one| UserId(one.user_id)).collect();
    users.extend(record.user);
    let known = store::users::guarded(db, record.customer, &users).await?;
    for id in &users {
        let user = known.get(id).filter(|user| user.deleted_at.is_none());
        let Some(user) = user else { return Ok(Some(Reason::UserDeleted)) };
        if !user.sign_in_allowed {
            return Ok(Some(Reason::UserBlocked));
        }
        if user.renamed_at.is_some_and(|at| record.created_at < at) {
            return Ok(Some(Reason::UserRenamed));
        }
        if record.user == Some(*id) && is_another(user, record.credential.as_deref()) {
            return Ok(Some(Reason::PasswordChanged));
        }
    }
    if is_disowned(db, record, &known).await? {
        return Ok(Some(Reason::NotAllowed));
    }
    if handed.iter().any(|one| one.changed_at.is_some()) {
        return Ok(Some(Reason::PasswordChanged));
    }
    if known.values().any(|user| user.has_expired_password(now)) {
        return Ok(Some(Reason::PasswordExpired));
    }
    link_over(db, record.customer, &handed).await
}

/// Whether who had it sent is blocked or gone, or may not reset the password of everybody in it as things stand now.
async fn is_disowned(
    db: &impl Connection,
    record: &MailRecord,
    users: &HashMap<UserId, Guarded>,
) -> Result<bool, Error> {
    let Some(id) = record.staff else { return Ok(false) };
    let Some((staff, _)) = store::staff::find(db, id).await? else { return Ok(true) };
    let may = |user: &Guarded| permits(staff.role, Permission::ResetPasswords.on(user.level()));
    Ok(staff.blocked_at.is_some() || !users.values().all(may))
}

fn is_another(user: &Guarded, credential: Option<&str>) -> bool {
    let now = user.password_hash.as_deref().map(credential_of);
    credential.is_some_and(|known| now.as_deref() != Some(known))
}

/// Whether all links in a mail have ended.
pub(super) async fn is_void(db: &impl Connection, record: &MailRecord) -> Result<bool, Error> {
    let handed = store::hand_overs::of_mail(db, record.customer, record.id).await?;
    Ok(link_over(db, record.customer, &handed).await?.is_some())
}

/// A link that was revoked or opened is of no use to who gets it; others in the same mail may be.
async fn link_over(db: &impl Connection, customer: CustomerId, handed: &[ByMail]) -> Result<Option<Reason>, Error> {
    let links: Vec<LinkId> = handed.iter().filter(|one| !one.link_id.is_nil()).map(|one| LinkId(one.link_id)).collect();
    let is_over = !links.is_empty() && !store::links::is_any_open(db, customer, &links).await?;
    Ok(is_over.then_some(Reason::LinkOver))
}
