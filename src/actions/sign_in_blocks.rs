//! Blocking users' sign-in and allowing it again. A blocked user keeps licenses and everything else.

use super::audit::Log;
use super::password_resets::judge;
use super::{Actor, Error, sessions};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, UserId};
use crate::domain::job::Outcome;
use crate::store::Tx;
use crate::store::users;

/// Makes sign-in `allowed` for `users`, or blocks it.
pub(super) async fn apply(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    users: &[UserId],
    allowed: bool,
) -> Result<Vec<(UserId, Outcome)>, Error> {
    let standing = users::lock_many(tx, customer, users).await?;
    let outcome = |id: &UserId| match judge(by, standing.get(id)) {
        Outcome::Done if standing.get(id).is_some_and(|user| user.sign_in_allowed == allowed) => Outcome::Unchanged,
        outcome => outcome,
    };
    let outcomes: Vec<(UserId, Outcome)> = users.iter().map(|id| (*id, outcome(id))).collect();
    let changing = || outcomes.iter().filter(|(_, outcome)| *outcome == Outcome::Done).map(|(id, _)| *id);
    let changed: Vec<UserId> = changing().collect();
    users::set_sign_in(tx, customer, &changed, allowed).await?;
    if !allowed {
        sessions::end_of_users(tx, customer, &changed).await?;
    }
    for user in changing().filter_map(|id| standing.get(&id)) {
        let event = Event::new(Operation::UpdateCustomerUser, Target::User(user.id), user.display_name.clone());
        log.add(event.changed("sign_in_allowed", !allowed, allowed));
    }
    Ok(outcomes)
}
