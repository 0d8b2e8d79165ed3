//! User names that nobody has.

use crate::actions::Error;
use crate::domain::id::CustomerId;
use crate::domain::refusal::{Refusal, Refused, UserRefusal};
use crate::domain::user_name::UserName;
use crate::domain::user_name_pattern::numbered;
use crate::store::{self, Tx};

/// So many names are looked up at once.
const AT_ONCE: usize = 50;

/// The user name `proposed`, or the first with a number behind it that is free: nobody has it, and nobody who was
/// deleted and may come back. Within the transaction that gives it to somebody. One or two statements for each fifty
/// that are taken.
///
/// # Errors
/// [`UserRefusal::UserNameTaken`] when too many are.
pub(in crate::actions) async fn free_name(
    tx: &Tx,
    customer: CustomerId,
    proposed: &UserName,
) -> Result<UserName, Error> {
    let mut names = numbered(proposed.local());
    loop {
        let some: Vec<UserName> = names
            .by_ref()
            .take(AT_ONCE)
            .filter_map(|name| UserName::new(&name, proposed.domain().clone()).ok())
            .collect();
        if some.is_empty() {
            let name = proposed.to_string();
            return Err(Refused::one("user_name", Refusal::User(UserRefusal::UserNameTaken { name })).into());
        }
        let held = store::users::held_names(tx, customer, &some).await?;
        if let Some(free) = some.into_iter().find(|name| !held.contains(&name.key())) {
            return Ok(free);
        }
    }
}
