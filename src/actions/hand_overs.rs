//! The record of what was handed over: which password of whom, by whom, when, to which address, and what became of it.

use std::collections::{HashMap, HashSet};

use super::{Actor, Error};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, MessageId, UserId};
use crate::domain::link::{Ending, Way};
use crate::domain::principal::Principal;
use crate::store::hand_overs::NewHandOver;
use crate::store::{self, Tx};

pub use crate::store::hand_overs::{ByMail, HandOver};
pub use crate::store::mails::MailRecord;

/// Lines that a page shows of a user.
pub const SHOWN: u64 = 50;

/// Notes what the actor hands over, within the transaction that does it.
pub(super) async fn note(tx: &Tx, by: &Actor, customer: CustomerId, handed: &[NewHandOver]) -> Result<(), Error> {
    let name = by.principal.as_ref().map(Principal::name).unwrap_or_default();
    let staff = by.staff().map(|staff| staff.id);
    Ok(store::hand_overs::note(tx, customer, (staff, name), handed, by.now).await?)
}

/// What was handed over to a user, the latest first.
///
/// # Errors
/// [`Error::NotFound`] for a customer out of reach.
pub async fn of_user(by: &Actor, customer: CustomerId, user: UserId) -> Result<Vec<HandOver>, Error> {
    by.require_sight(customer)?;
    Ok(store::hand_overs::of_user(by.app.db.read(), customer, user, SHOWN).await?)
}

/// The mails by which something was handed over: of these ids.
///
/// # Errors
/// [`Error::NotFound`] for a customer out of reach.
pub async fn mails(
    by: &Actor,
    customer: CustomerId,
    ids: &[MessageId],
) -> Result<HashMap<MessageId, MailRecord>, Error> {
    by.require_sight(customer)?;
    Ok(store::mails::find_many(by.app.db.read(), customer, ids).await?)
}

/// The latest mail by which each of these passwords went, or one before it that still waits; a user's is the one that was made then. Those that never
/// went by mail are missing.
///
/// # Errors
/// [`Error::NotFound`] for a customer out of reach.
pub async fn latest_mails(
    by: &Actor,
    customer: CustomerId,
    made: &[(UserId, Moment)],
) -> Result<HashMap<UserId, MailRecord>, Error> {
    by.require_sight(customer)?;
    let db = by.app.db.read();
    let made: HashMap<UserId, Moment> = made.iter().copied().collect();
    let users: Vec<UserId> = made.keys().copied().collect();
    let rows = store::hand_overs::mails_of(db, customer, &users).await?;
    let current = rows.into_iter().filter(|(user, at, _)| made.get(user) == Some(at));
    let current: Vec<(UserId, MessageId)> = current.map(|(user, _, mail)| (user, mail)).collect();
    let ids: HashSet<MessageId> = current.iter().map(|(_, mail)| *mail).collect();
    let mails = store::mails::find_many(db, customer, &ids.into_iter().collect::<Vec<_>>()).await?;
    let mut latest: HashMap<UserId, MailRecord> = HashMap::new();
    for (user, mail) in current.into_iter().filter_map(|(user, id)| Some((user, mails.get(&id)?))) {
        // One that can still be stopped is not hidden by a later one.
        let waits = |mail: &MailRecord| mail.course.ended_at.is_none();
        if latest.get(&user).is_none_or(|known| waits(mail) || !waits(known)) {
            latest.insert(user, mail.clone());
        }
    }
    Ok(latest)
}

/// Notes that a user chose a password: what was handed over is worth nothing from then on, and links to it are dead.
/// Within the transaction in which it was chosen.
pub async fn password_changed(tx: &Tx, customer: CustomerId, user: UserId, at: Moment) -> Result<(), Error> {
    store::links::end_of_users(tx, customer, &[user], Ending::Replaced, at).await?;
    Ok(store::hand_overs::changed(tx, customer, &[user], at).await?)
}

/// How passwords were handed over up to now; each user's is the one that was made then.
///
/// # Errors
/// When the database fails.
pub async fn ways(by: &Actor, customer: CustomerId, made: &[(UserId, Moment)]) -> Result<Vec<(UserId, Way)>, Error> {
    by.require_sight(customer)?;
    let made: HashMap<UserId, Moment> = made.iter().copied().collect();
    let users: Vec<UserId> = made.keys().copied().collect();
    let ways = store::hand_overs::ways(by.app.db.read(), customer, &users).await?;
    let current = ways.into_iter().filter(|(user, at, _)| made.get(user) == Some(at));
    Ok(current.map(|(user, _, way)| (user, way)).collect())
}
