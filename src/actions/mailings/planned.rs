//! Which mails a mailing leads to, and why one may not go.

use std::collections::HashMap;

use super::{Mailing, To};
use crate::actions::mails::is_elsewhere;
use crate::actions::sheets::{Credential, View};
use crate::actions::{Actor, Error};
use crate::domain::customer::Customer;
use crate::domain::id::{SheetId, UserId};
use crate::domain::length;
use crate::domain::mail::Mailbox;
use crate::domain::permission::Permission;
use crate::domain::refusal::{MailRefusal, Refusal, Refused};
use crate::store::users::Guarded;
use crate::store::{self, Connection, Tx};

/// One mail: to whom, and about whom.
pub(super) struct Parcel<'a> {
    pub user: Option<UserId>,
    pub to: Mailbox,
    pub rows: Vec<&'a Credential>,
}

/// Those of `rows` whose passwords still stand on the sheet.
pub(super) async fn standing<'a>(
    db: &impl Connection,
    view: &'a View,
    sheet: SheetId,
    users: &[UserId],
) -> Result<HashMap<UserId, &'a Credential>, Error> {
    let now = store::links::standing(db, view.sheet.customer, sheet, users).await?;
    let made: HashMap<UserId, _> = now.iter().map(|row| (UserId(row.user_id), row.added_at)).collect();
    let stands = view.rows.iter().filter(|row| made.get(&row.user) == Some(&row.added_at));
    Ok(stands.map(|row| (row.user, row)).collect())
}

/// What is to be sent, and how many users are left out.
///
/// # Errors
/// Every reason at once.
pub(super) async fn parcels<'a>(
    by: &Actor,
    tx: &Tx,
    view: &'a View,
    mailing: &Mailing,
) -> Result<(Vec<Parcel<'a>>, i64), Error> {
    let customer = view.sheet.customer;
    let at = store::customers::find(tx, &by.reach(), customer).await?.ok_or(Error::NotFound)?;
    let users: Vec<UserId> = match &mailing.to {
        To::Each(typed) => typed.iter().filter(|(_, raw)| !raw.trim().is_empty()).map(|(user, _)| *user).collect(),
        _ => view.rows.iter().map(|row| row.user).collect(),
    };
    let known = store::users::guarded(tx, customer, &users).await?;
    let rows = standing(tx, view, view.sheet.id, &users).await?;
    let parcels = match &mailing.to {
        To::Each(typed) => {
            let (parcels, left_out) = to_each(by, &at, typed, &known, &rows)?;
            (parcels, left_out)
        }
        whole => {
            let to = one_for_all(by, &at, whole)?;
            let can = |user: &UserId| known.get(user).is_some_and(|user| can_be_told(by, user));
            // In the order of the confirmation.
            let chosen: Vec<&Credential> =
                view.rows.iter().filter(|row| rows.contains_key(&row.user) && can(&row.user)).collect();
            let left_out = length(view.rows.len() - chosen.len());
            (if chosen.is_empty() { Vec::new() } else { vec![Parcel { user: None, to, rows: chosen }] }, left_out)
        }
    };
    if parcels.0.is_empty() {
        return Err(Refused::one("to", Refusal::Mail(MailRefusal::NoRecipients)).into());
    }
    Ok(parcels)
}

fn is_reached(by: &Actor, user: &Guarded) -> bool {
    by.may(Permission::ResetPasswords.on(user.level()))
}

/// Whether a mail about this user is worth something, and this person's to send.
pub(super) fn can_be_told(by: &Actor, user: &Guarded) -> bool {
    user.sign_in_allowed && !user.has_expired_password(by.now) && is_reached(by, user)
}

fn to_each<'a>(
    by: &Actor,
    customer: &Customer,
    typed: &[(UserId, String)],
    known: &HashMap<UserId, Guarded>,
    rows: &HashMap<UserId, &'a Credential>,
) -> Result<(Vec<Parcel<'a>>, i64), Error> {
    let (mut refused, mut parcels, mut left_out) = (Refused::default(), Vec::new(), 0);
    for (id, raw) in typed {
        if raw.trim().is_empty() {
            left_out += 1;
            continue;
        }
        let user = known.get(id).ok_or(Error::NotFound)?;
        let field = format!("address-{id}");
        let mut note = |field: &str, refusal| refused.0.push((field.to_owned(), Refusal::Mail(refusal)));
        let Some(row) = rows.get(id).filter(|_| is_reached(by, user)) else {
            // There is no field for them any more.
            note("", MailRefusal::NotOnSheet { name: user.display_name.clone() });
            continue;
        };
        if !user.sign_in_allowed {
            note(&field, MailRefusal::UserBlocked);
            continue;
        }
        if user.has_expired_password(by.now) {
            note(&field, MailRefusal::PasswordExpired);
            continue;
        }
        if let Some(to) = refused.take(field.as_str(), mailbox(by, customer, &row.display_name, raw)) {
            parcels.push(Parcel { user: Some(*id), to, rows: vec![*row] });
        }
    }
    if refused.is_empty() { Ok((parcels, left_out)) } else { Err(refused.into()) }
}

/// An address to which this person may send.
pub(super) fn mailbox(by: &Actor, customer: &Customer, name: &str, raw: &str) -> Result<Mailbox, Refusal> {
    let to = Mailbox::parse(name, raw)?;
    if is_elsewhere(by, customer, to.address()) && !by.may(Permission::ManageUsers) {
        return Err(Refusal::Mail(MailRefusal::Elsewhere));
    }
    Ok(to)
}

/// Who gets one mail with all.
fn one_for_all(by: &Actor, customer: &Customer, to: &To) -> Result<Mailbox, Error> {
    let account = &customer.account;
    let refused = |refusal| Refused::one("to", refusal);
    let to = match (to, by.staff()) {
        (To::Contact, _) => {
            let none = || refused(Refusal::Mail(MailRefusal::NoContact));
            let address = account.contact_email.as_deref().ok_or_else(none)?;
            Mailbox::parse(account.contact_name.as_deref().unwrap_or_default(), address)
        }
        (_, Some(staff)) => Mailbox::parse(&staff.name, staff.email.as_str()),
        (_, None) => return Err(Error::MissingRole(Permission::ResetPasswords)),
    };
    Ok(to.map_err(refused)?)
}
