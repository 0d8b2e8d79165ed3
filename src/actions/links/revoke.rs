//! What staff and mail do with a link that was issued: revoke it, have its time begin, ask what became of it.

use std::collections::BTreeMap;

use super::judged;
use crate::actions::hand_over::link_lasts;
use crate::actions::{Actor, Error, with_audit};
use crate::domain::Moment;
use crate::domain::directory_role::Level;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, LinkId, UserId};
use crate::domain::length;
use crate::domain::link::{Ending, State, expires_at};
use crate::domain::permission::Permission;
use crate::store::{self, Tx};

/// Revokes the links of users that were not opened yet. Gives how many.
///
/// # Errors
/// [`Error::MissingRole`] for who may not reset the passwords of one of them.
pub async fn revoke(by: &Actor, customer: CustomerId, users: &[UserId]) -> Result<i64, Error> {
    by.require(Permission::ResetPasswords)?;
    by.require_reach(customer)?;
    with_audit(by, customer, async |tx, log| {
        let standing = store::users::lock_many(tx, customer, users).await?;
        if standing.is_empty() {
            return Err(Error::NotFound);
        }
        for user in standing.values() {
            by.require(Permission::ResetPasswords.on(Level::from_number(user.role_level)))?;
        }
        let known: Vec<UserId> = standing.keys().copied().collect();
        let ended = store::links::end_of_users(tx, customer, &known, Ending::Revoked, by.now).await?;
        let ended = i64::try_from(ended).unwrap_or(i64::MAX);
        let one = standing.iter().next().filter(|_| standing.len() == 1);
        let (target, name) = match one {
            Some((id, user)) => (Target::User(id.0), user.display_name.clone()),
            None => (Target::Customer(customer.0), String::new()),
        };
        if ended > 0 {
            log.add(Event::new(Operation::RevokeHandOverLinks, target, name).with("users", length(known.len())));
        }
        Ok(ended)
    })
    .await
}

/// Has the time of links begin at `at`: when their mail was accepted. Their passwords end no sooner: what is opened
/// lets its user in. Within the transaction that notes this.
///
/// # Errors
/// When the database fails.
pub async fn start(tx: &Tx, customer: CustomerId, ids: &[LinkId], at: Moment) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let lasts = link_lasts(tx).await?;
    let mut by_end: BTreeMap<Moment, (Vec<LinkId>, Vec<UserId>)> = BTreeMap::new();
    for (id, user, issued_at) in store::links::issued(tx, customer, ids).await? {
        let (ids, users) = by_end.entry(expires_at(issued_at, at, lasts)).or_default();
        ids.push(id);
        users.push(user);
    }
    for (ends, (ids, users)) in by_end {
        store::links::set_expiry(tx, customer, &ids, ends).await?;
        store::users::prolong_passwords(tx, customer, &users, ends, at).await?;
    }
    Ok(())
}

/// What became of a link, with what is known of its user now; nothing where there is none.
///
/// # Errors
/// [`Error::NotFound`] for a customer out of reach.
pub async fn state(by: &Actor, customer: CustomerId, id: LinkId) -> Result<Option<State>, Error> {
    by.require_sight(customer)?;
    let db = by.app.db.read();
    let Some(link) = store::links::find(db, customer, id).await? else { return Ok(None) };
    let holder = store::links::holder(db, customer, link.user).await?;
    Ok(Some(judged(&link, holder.as_ref(), by.now)))
}
