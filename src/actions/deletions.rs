//! Deleting users' accounts: their seats become free at once, and for 30 days they can come back
//! with what they had.

use super::audience::{Audience, NAMED, ResolvedAudience, resolve};
use super::audit::Log;
use super::licenses::{CustomerProducts, describe};
use super::{Actor, Error, sessions};
use crate::domain::Moment;
use crate::domain::directory_role::Level;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, UserId};
use crate::domain::job::{Options, Outcome};
use crate::domain::length;
use crate::domain::link::Ending;
use crate::domain::permission::Permission;
use crate::domain::user::RESTORE_WINDOW;
use crate::store::users::chosen::{self, Among, Counted};
use crate::store::users::{self, UserSummary};
use crate::store::{self, Tx};

/// What is told before anybody is deleted.
#[derive(Clone, Debug)]
pub struct Question {
    pub audience: ResolvedAudience,
    pub first: Vec<UserSummary>,
    pub counted: Counted,
    /// Seats that become free, by product name.
    pub seats: Vec<(String, i64)>,
    /// Whether the customer would have no Global administrator any more.
    pub takes_last_administrator: bool,
    /// Until when they can be restored.
    pub until: Moment,
}

/// # Errors
/// As [`resolve`].
pub async fn ask(by: &Actor, customer: CustomerId, choice: &Audience) -> Result<Question, Error> {
    by.require(Permission::ManageUsers)?;
    by.require_reach(customer)?;
    let audience = resolve(by, customer, choice).await?;
    let db = by.app.db.read();
    let counted = chosen::counted(db, customer, &audience.chosen, Among::All).await?;
    let shelf = store::licenses::owned(db, customer).await?;
    let freed = chosen::seats(db, customer, &audience.chosen).await?;
    let label = |owned: &store::licenses::Owned| {
        let seats = freed.iter().find(|(sku, _)| *sku == owned.product.sku)?.1;
        Some((owned.product.label(), seats))
    };
    let all = users::global_administrators(db, customer).await?;
    Ok(Question {
        first: chosen::first(db, customer, &audience.chosen, Among::All, NAMED).await?,
        seats: shelf.iter().filter_map(label).collect(),
        takes_last_administrator: counted.global_administrators > 0 && counted.global_administrators >= all,
        until: by.now + RESTORE_WINDOW,
        counted,
        audience,
    })
}

/// Deletes `users`, who come a few at a time.
pub(super) async fn apply(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    options: &Options,
    users: &[UserId],
) -> Result<Vec<(UserId, Outcome)>, Error> {
    let standing = users::lock_many(tx, customer, users).await?;
    let mut administrators = users::global_administrators(tx, customer).await?;
    let mut judge = |user: Option<&UserSummary>| match user {
        None => Outcome::Gone,
        Some(user) if user.deleted_at.is_some() => {
            Outcome::AlreadyDeleted { by: user.deleted_by_name.clone().unwrap_or_default() }
        }
        Some(user) if user.level() == Level::GlobalAdministrator => {
            if administrators <= 1 && !options.last_administrator {
                return Outcome::LastGlobalAdministrator;
            }
            administrators -= 1;
            Outcome::Done
        }
        Some(_) => Outcome::Done,
    };
    let outcomes: Vec<(UserId, Outcome)> = users.iter().map(|id| (*id, judge(standing.get(id)))).collect();
    let going: Vec<&UserSummary> = outcomes
        .iter()
        .filter(|(_, outcome)| *outcome == Outcome::Done)
        .filter_map(|(id, _)| standing.get(id))
        .collect();
    if !going.is_empty() {
        delete(tx, by, log, customer, &going).await?;
    }
    Ok(outcomes)
}

async fn delete(tx: &Tx, by: &Actor, log: &mut Log, customer: CustomerId, users: &[&UserSummary]) -> Result<(), Error> {
    let ids: Vec<UserId> = users.iter().map(|user| UserId(user.id)).collect();
    let held = store::licenses::of_users(tx, customer, &ids).await?;
    let roles = users::roles_of(tx, customer, &ids).await?;
    let shelf = CustomerProducts::of(tx, customer).await?;
    store::licenses::release(tx, customer, &ids).await?;
    let name = by.staff().map(|staff| staff.name.as_str()).unwrap_or_default();
    users::mark_deleted(tx, customer, &ids, by.staff().map(|staff| staff.id), name, by.now).await?;
    store::sheets::drop_rows(tx, customer, &ids, Ending::Deleted, by.now).await?;
    sessions::end_of_users(tx, customer, &ids).await?;
    let count = length(users.len());
    let unlicensed = users.iter().filter(|user| user.license_count == 0).count();
    let unlicensed = i64::try_from(unlicensed).unwrap_or(i64::MAX);
    store::customers::count_users(tx, customer, -count, count, -unlicensed).await?;
    for user in users {
        let id = UserId(user.id);
        let licenses = held.get(&id).map(Vec::as_slice).unwrap_or_default();
        let roles = roles.get(&id).map(super::users::told_roles).filter(|roles| !roles.is_empty());
        let event = Event::new(Operation::DeleteCustomerUser, Target::User(user.id), user.display_name.clone())
            .changed("user_name", user.user_name.clone(), None::<String>)
            .changed("permissions", roles, None::<String>)
            .changed("licenses", describe(licenses, &shelf), serde_json::json!([]));
        log.add(event);
    }
    Ok(())
}
