//! What staff do with a link that was issued: revoke it, ask what became of it.

use super::judged;
use crate::actions::{Actor, Error, mails, with_audit};
use crate::domain::directory_role::Level;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, LinkId, UserId};
use crate::domain::length;
use crate::domain::link::{Ending, State};
use crate::domain::permission::Permission;
use crate::store;

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
        mails::withdraw_void(by, tx, log, customer, &known).await?;
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
