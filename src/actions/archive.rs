//! Customers one no longer works with: put away, taken back, and removed for good.
//!
//! An archived customer keeps all it has, and all of it can be read and changed; it is only out of the list
//! and of the dashboard's figures. Removing asks that it has no users any more: those are deleted by people
//! who see whom they delete.

use super::staff::Hand;
use super::{Actor, Error, Submission, with_audit_idempotent};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::CustomerId;
use crate::domain::permission::Permission;
use crate::domain::refusal::{AccountRefusal, Refusal};
use crate::store;

/// Archives a customer, or takes it back. Doing it again changes nothing. Gives its name.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn archive(by: &Actor, customer: CustomerId, is_away: bool, sent: &Submission) -> Result<String, Error> {
    by.require(Permission::EditCustomers)?;
    with_audit_idempotent(by, customer, sent, async |tx, log| {
        let now = store::customers::find(tx, &by.reach(), customer).await?.ok_or(Error::NotFound)?;
        let name = now.account.company_name;
        if now.archived_at.is_some() != is_away {
            store::customers::put_archived(tx, customer, is_away.then_some(by.now)).await?;
            let operation = if is_away { Operation::ArchiveCustomer } else { Operation::UnarchiveCustomer };
            log.add(
                Event::new(operation, Target::Customer(customer.0), name.clone())
                    .changed("archived", !is_away, is_away),
            );
        }
        Ok(name)
    })
    .await
}

/// Subscriptions of a customer that go when it is removed, if it can be: it has no users.
///
/// # Errors
/// [`AccountRefusal::HasUsers`]; [`Error::NotFound`].
pub async fn ask_to_remove(by: &Actor, customer: CustomerId) -> Result<usize, Error> {
    by.require(Permission::RemoveCustomers)?;
    by.require_reach(customer)?;
    let db = by.app.db.read();
    let now = store::customers::find(db, &by.reach(), customer).await?.ok_or(Error::NotFound)?;
    is_empty(now.active_users, now.deleted_users)?;
    Ok(store::subscriptions::all(db, customer).await?.len())
}

/// Removes a customer for good, with its domains and subscriptions. Its events stay. Gives its name.
///
/// # Errors
/// As [`ask_to_remove`]; [`Error::PasswordTooOld`].
pub async fn remove(by: &Actor, customer: CustomerId, sent: &Submission) -> Result<String, Error> {
    by.require(Permission::RemoveCustomers)?;
    by.require_recent_password()?;
    with_audit_idempotent(by, customer, sent, async |tx, log| {
        Hand::of(tx, by, Permission::RemoveCustomers).await?;
        let now = store::customers::find(tx, &by.reach(), customer).await?.ok_or(Error::NotFound)?;
        is_empty(now.active_users, now.deleted_users)?;
        let subscriptions = store::subscriptions::all(tx, customer).await?.len();
        store::customers::remove(tx, customer).await?;
        let domains = now.account.domains.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let name = now.account.company_name;
        let gone = Event::new(Operation::RemoveCustomer, Target::Customer(customer.0), name.clone())
            .changed("company_name", name.clone(), serde_json::Value::Null)
            .changed("domains", domains, serde_json::Value::Null);
        log.add(gone.with("subscriptions", subscriptions));
        Ok(name)
    })
    .await
}

fn is_empty(active: i64, deleted: i64) -> Result<(), Error> {
    if (active, deleted) == (0, 0) {
        Ok(())
    } else {
        Err(Refusal::Account(AccountRefusal::HasUsers { active, deleted }).into())
    }
}
