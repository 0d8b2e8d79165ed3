//! Posting the mails of a confirmation: links are issued, mails posted and both noted in one transaction.

use std::collections::{HashMap, HashSet};

use super::planned::{Parcel, parcels};
use super::{Compose, Letter, MOST, Mailing, Posted, Secret, entry, link_of};
use crate::actions::audit::Log;
use crate::actions::links::{self, Shown};
use crate::actions::mails::{self, Posting};
use crate::actions::sheets::{self, Credential, View};
use crate::actions::{Actor, Error, Submission, hand_over, hand_overs, with_audit_idempotent};
use crate::domain::id::{CustomerId, LinkId, MessageId, SheetId, UserId};
use crate::domain::length;
use crate::domain::link::{MOST as LONGEST, Way};
use crate::domain::mail::{Content, MailKind};
use crate::domain::permission::Permission;
use crate::domain::refusal::{MailRefusal, Refusal, Refused};
use crate::store::Tx;
use crate::store::hand_overs::NewHandOver;

/// Posts the mails of a confirmation, and issues the links that they hold. The same form sends them once.
///
/// # Errors
/// What is wrong with an address at `address-USER`, and nothing is sent; as [`mails::require_possible`] and
/// [`sheets::view`].
pub async fn send(
    by: &Actor,
    customer: CustomerId,
    sheet: SheetId,
    mailing: &Mailing,
    sent: &Submission,
    compose: &Compose<'_>,
) -> Result<Posted, Error> {
    by.require(Permission::ResetPasswords)?;
    mails::require_possible(by).await?;
    if mailing.holds_passwords {
        require_passwords_allowed(by).await?;
    }
    let view = sheets::view(by, customer, sheet, 0, MOST).await?;
    with_audit_idempotent(by, customer, sent, async |tx, log| {
        let (parcels, left_out) = parcels(by, tx, &view, mailing).await?;
        let ids = post(by, tx, log, &view, &parcels, mailing, compose, None).await?;
        Ok(Posted { mails: length(ids.len()), left_out })
    })
    .await
}

pub(super) async fn require_passwords_allowed(by: &Actor) -> Result<(), Error> {
    if hand_over::of(by.app.db.read()).await?.mails_hold_passwords {
        return Ok(());
    }
    Err(Refused::one("content", Refusal::Mail(MailRefusal::PasswordsNotAllowed)).into())
}

/// Posts what was planned; in the place of `old`, where there is one.
#[expect(clippy::too_many_arguments, reason = "what a mail is made of, and where it is noted")]
pub(super) async fn post(
    by: &Actor,
    tx: &Tx,
    log: &mut Log,
    view: &View,
    parcels: &[Parcel<'_>],
    mailing: &Mailing,
    compose: &Compose<'_>,
    old: Option<MessageId>,
) -> Result<Vec<MessageId>, Error> {
    let (customer, sheet) = (view.sheet.customer, view.sheet.id);
    let rows: Vec<&Credential> = parcels.iter().flat_map(|parcel| parcel.rows.iter().copied()).collect();
    let mut shown = HashMap::new();
    if !mailing.holds_passwords {
        links::issue_within(by, tx, log, (customer, sheet), &rows, mailing.with_code).await?;
        let users: Vec<UserId> = rows.iter().map(|row| row.user).collect();
        shown = links::of_rows(by, tx, customer, sheet, Some(&users)).await?;
    }
    let mut postings = Vec::new();
    for parcel in parcels {
        postings.push(posting(sheet, parcel, &shown, mailing, compose)?);
    }
    let ids = match (old, postings.as_slice()) {
        (Some(old), [posting]) => vec![mails::post_again(by, tx, log, customer, old, posting).await?],
        _ => mails::post(by, tx, log, customer, &postings).await?,
    };
    let mut handed = Vec::new();
    for (parcel, id) in parcels.iter().zip(&ids) {
        handed.extend(parcel.rows.iter().map(|row| NewHandOver {
            user: row.user,
            password_at: row.added_at,
            way: Way::Mail,
            link: shown.get(&row.user).map(|link| link.id),
            address: parcel.to.address().to_owned(),
            mail: Some(*id),
        }));
    }
    hand_overs::note(tx, by, customer, &handed).await?;
    // They stay open until their mails are accepted: their time begins then.
    let held: HashSet<LinkId> = handed.iter().filter_map(|one| one.link).collect();
    links::start(tx, customer, &held.into_iter().collect::<Vec<_>>(), by.now + LONGEST).await?;
    Ok(ids)
}

fn posting(
    sheet: SheetId,
    parcel: &Parcel<'_>,
    shown: &HashMap<UserId, Shown>,
    mailing: &Mailing,
    compose: &Compose<'_>,
) -> Result<Posting, Error> {
    let mut entries = Vec::new();
    for row in &parcel.rows {
        let secret = if mailing.holds_passwords {
            Some(Secret::Password(row.password.clone()))
        } else {
            shown.get(&row.user).and_then(link_of)
        };
        // Its link was revoked, or a newer password made, while this ran.
        let gone = || Refused::from(Refusal::Mail(MailRefusal::NotOnSheet { name: row.display_name.clone() }));
        entries.push(entry(row, secret.ok_or_else(gone)?));
    }
    let letter = match (parcel.user, entries.as_slice()) {
        (Some(_), [one]) => Letter::ToUser(one),
        (_, all) => Letter::List(all),
    };
    let secrets = entries.iter().map(|entry| entry.secret.bare()).collect();
    let content = Content { secrets, ..compose(letter)? };
    let kind = match (parcel.user.is_some(), mailing.holds_passwords) {
        (true, false) => MailKind::Link,
        (true, true) => MailKind::Password,
        (false, false) => MailKind::List,
        (false, true) => MailKind::PasswordList,
    };
    Ok(Posting { user: parcel.user, sheet: Some(sheet), kind, to: parcel.to.clone(), content })
}
