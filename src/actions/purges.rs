//! Removing deleted users for good: by itself when their days are over, or earlier by somebody who
//! types the user name. What belongs to them goes with them, and the readable part of the events
//! about them; the events themselves and their chain stay.

use std::collections::BTreeMap;

use super::audit::Log;
use super::staff::Hand;
use super::{Actor, Error, Submission, conflict_about, sessions, with_audit, with_audit_idempotent};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, UserId};
use crate::domain::length;
use crate::domain::permission::Permission;
use crate::domain::principal::PrincipalId;
use crate::domain::refusal::{Refusal, Refused, UserRefusal};
use crate::domain::user::expired_up_to;
pub use crate::store::users::deleted::Deleted;
use crate::store::users::deleted::{self};
use crate::store::{self, Tx};

/// Users looked for at a time.
const BATCH: u64 = 200;
/// Users of one transaction.
const PART: usize = 50;

/// A user who can be removed: deleted, and not over time yet.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn ask(by: &Actor, customer: CustomerId, id: UserId) -> Result<Deleted, Error> {
    by.require(Permission::PurgeUsers)?;
    by.require_reach(customer)?;
    deleted::find(by.app.db.read(), customer, id, expired_up_to(by.now)).await?.ok_or(Error::NotFound)
}

/// Removes one deleted user for good, if `typed` is the user's name. Gives the display name, the first
/// time: nothing keeps it for a second click.
///
/// # Errors
/// [`UserRefusal::NameDiffers`] at `user_name`; [`Error::Conflict`] when somebody restored the user;
/// [`Error::NotFound`].
pub async fn purge(
    by: &Actor,
    customer: CustomerId,
    id: UserId,
    typed: &str,
    sent: &Submission,
) -> Result<Option<String>, Error> {
    by.require(Permission::PurgeUsers)?;
    by.require_recent_password()?;
    let named = store::users::find(by.app.db.read(), customer, id).await?;
    with_audit_idempotent(by, customer, sent, async |tx, log| {
        Hand::of(tx, by, Permission::PurgeUsers).await?;
        let found = deleted::lock(tx, customer, &[id]).await?.into_iter().next();
        let Some(user) = found else {
            return match store::users::find(tx, customer, id).await? {
                Some(_) => Err(conflict_about(tx, by, customer, id.0, serde_json::Map::new()).await?),
                None => Err(Error::NotFound),
            };
        };
        if typed.trim().to_lowercase() != user.upn_key {
            return Err(Refused::one("user_name", Refusal::User(UserRefusal::NameDiffers)).into());
        }
        remove(tx, by.now, log, customer, &[id]).await
    })
    .await?;
    Ok(named.map(|user| user.profile.display_name))
}

/// Removes everybody whose days are over at `now`, a few at a time. Several nodes may do so at once. A customer
/// with whom it fails keeps nobody else's users from going.
///
/// # Errors
/// The first failure, when all others are done; an outage at once.
pub(super) async fn purge_expired(app: &App, now: Moment) -> Result<(), Error> {
    let by = Actor::system(app);
    let until = expired_up_to(now);
    let mut failed: BTreeMap<CustomerId, Error> = BTreeMap::new();
    loop {
        let except: Vec<CustomerId> = failed.keys().copied().collect();
        let expired = deleted::up_to(app.db.read(), until, &except, BATCH).await?;
        let mut of_customers: BTreeMap<CustomerId, Vec<UserId>> = BTreeMap::new();
        for (customer, user) in &expired {
            of_customers.entry(*customer).or_default().push(*user);
        }
        for (customer, users) in of_customers {
            for users in users.chunks(PART) {
                if let Err(error) = purge_part(&by, customer, users, until).await {
                    // It would be so with every other customer, each after a wait.
                    if error.outage().is_some() {
                        return Err(error);
                    }
                    tracing::error!(?error, %customer, "users whose days are over could not be removed");
                    failed.insert(customer, error);
                    break;
                }
            }
        }
        if expired.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) {
            return failed.into_values().next().map_or(Ok(()), Err);
        }
    }
}

async fn purge_part(by: &Actor, customer: CustomerId, users: &[UserId], until: Moment) -> Result<(), Error> {
    with_audit(by, customer, async |tx, log| {
        // Another node may have removed some since they were found.
        let found = deleted::lock(tx, customer, users).await?;
        let over = found.iter().filter(|user| user.deleted_at <= until).map(|user| UserId(user.id));
        remove(tx, by.now, log, customer, &over.collect::<Vec<_>>()).await
    })
    .await
}

async fn remove(tx: &Tx, now: Moment, log: &mut Log, customer: CustomerId, users: &[UserId]) -> Result<(), Error> {
    if users.is_empty() {
        return Ok(());
    }
    let lists = store::hand_overs::mails_about(tx, customer, users).await?;
    deleted::remove(tx, customer, users).await?;
    store::uploads::forget_users(tx, customer, users).await?;
    sessions::end_of_users(tx, customer, users).await?;
    for message in store::mails::forget_users(tx, customer, users, &lists, now).await? {
        store::outbox::given_up(tx, message, now).await?;
    }
    for user in users {
        store::audit::forget_details(tx, customer, *user).await?;
        let whose = PrincipalId::CustomerUser(customer, *user);
        // When the user signed in is told in a chain of its own.
        store::audit::forget_details(tx, whose.sign_in_chain(), *user).await?;
        store::known_addresses::forget_of(tx, whose).await?;
        // Without a name: nothing is to tell who it was.
        log.add(Event::new(Operation::Purge, Target::User(user.0), ""));
    }
    let count = length(users.len());
    store::customers::count_users(tx, customer, 0, -count, 0).await?;
    Ok(())
}
