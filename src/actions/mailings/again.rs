//! A mail that did not leave, or of which nobody knows, once more: composed anew, with what stands on the confirmation.

use super::planned::{Parcel, can_be_told, mailbox, standing};
use super::send::{post, require_passwords_allowed};
use super::{Compose, MOST, Mailing, To};
use crate::actions::{Actor, Error, Submission, mails, sheets, with_audit_idempotent};
use crate::domain::id::{CustomerId, MessageId, UserId};
use crate::domain::mail::MailKind;
use crate::domain::permission::Permission;
use crate::domain::refusal::{MailRefusal, Refusal, Refused, UserRefusal};
use crate::store;

fn refused(refusal: MailRefusal) -> Error {
    Refused::from(Refusal::Mail(refusal)).into()
}

/// Sends a mail again, once.
///
/// # Errors
/// [`MailRefusal::NeedsReissue`] where its confirmation is closed, or nothing of it stands there any more;
/// [`MailRefusal::NotToBeSentAgain`]; as [`super::send`].
pub async fn again(
    by: &Actor,
    customer: CustomerId,
    id: MessageId,
    sent: &Submission,
    compose: &Compose<'_>,
) -> Result<MessageId, Error> {
    by.require(Permission::ResetPasswords)?;
    mails::require_possible(by).await?;
    let record = mails::find(by, customer, id).await?;
    let holds_passwords = matches!(record.kind, Some(MailKind::Password | MailKind::PasswordList));
    if holds_passwords {
        require_passwords_allowed(by).await?;
    }
    let sheet = record.sheet.ok_or_else(|| refused(MailRefusal::NeedsReissue))?;
    let view = sheets::view(by, customer, sheet, 0, MOST).await.map_err(|error| match error {
        Error::Refused(why) if why.at("") == Some(&Refusal::User(UserRefusal::SheetClosed)) => {
            refused(MailRefusal::NeedsReissue)
        }
        other => other,
    })?;
    let mailing = Mailing { to: To::Me, holds_passwords, with_code: false };
    with_audit_idempotent(by, customer, sent, async |tx, log| {
        // What it handed over is noted with the mail that took its place, if one did.
        let now = store::mails::find(tx, customer, id).await?.ok_or(Error::NotFound)?;
        if !mails::may_go_again(&now) {
            return Err(refused(MailRefusal::NotToBeSentAgain));
        }
        let at = store::customers::find(tx, &by.reach(), customer).await?.ok_or(Error::NotFound)?;
        let handed = store::hand_overs::of_mail(tx, customer, id).await?;
        let users: Vec<UserId> = handed.iter().map(|one| UserId(one.user_id)).collect();
        let known = store::users::guarded(tx, customer, &users).await?;
        let rows = standing(tx, &view, sheet, &users).await?;
        let can = |user: &UserId| known.get(user).is_some_and(|user| can_be_told(by, user));
        let rows: Vec<_> = view.rows.iter().filter(|row| rows.contains_key(&row.user) && can(&row.user)).collect();
        if rows.is_empty() {
            return Err(refused(MailRefusal::NeedsReissue));
        }
        let address = record.address.as_deref().unwrap_or_default();
        let account = &at.account;
        let name = match (record.user, by.staff()) {
            (Some(_), _) => rows[0].display_name.as_str(),
            (None, Some(staff)) if staff.email.as_str() == address => staff.name.as_str(),
            (None, _) => account.contact_name.as_deref().unwrap_or_default(),
        };
        let to = mailbox(by, &at, name, address).map_err(Refused::from)?;
        let parcel = Parcel { user: record.user, to, rows };
        Ok(post(by, tx, log, &view, &[parcel], &mailing, compose, Some(id)).await?[0])
    })
    .await
}
