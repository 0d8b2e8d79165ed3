//! What belongs to no customer: staff, the installation's own chain, and rows of customers that do
//! not exist.

use std::collections::BTreeSet;

use super::{Found, chain};
use crate::actions::{Actor, Error};
use crate::domain::event::Operation;
use crate::domain::id::CustomerId;
use crate::domain::role::Role;
use crate::domain::staff::Email;
use crate::store::orphans::{self, ABOUT_CUSTOMERS};
use crate::store::{self, Snapshot, recount};

pub(super) async fn check(by: &Actor, db: &Snapshot) -> Result<Found, Error> {
    let mut found = Found::default();
    for (email, key, role) in recount::staff(db).await? {
        found.expect(role.parse::<Role>().is_ok(), || format!("staff {email}: the role {role} is unknown"));
        let is_keyed = Email::parse(&email).is_ok_and(|email| email.key() == key);
        found.expect(is_keyed, || format!("staff {email}: the key does not fit the e-mail"));
    }
    for (table, what) in ABOUT_CUSTOMERS {
        for id in orphans::of_customers(db, table).await? {
            found.what.push(format!("customer {id}: has {what} and does not exist"));
        }
    }
    let known: BTreeSet<CustomerId> = recount::customers(db).await?.into_iter().map(|(id, _)| id).collect();
    for id in store::audit::chains(db).await?.difference(&known) {
        if id.is_installation() {
            let mut of_chain = Found::default();
            chain::check(by, db, *id, &mut of_chain).await?;
            found.events += of_chain.events;
            let log = if *id == CustomerId::INSTALLATION { "" } else { "sign-ins, " };
            found.what.extend(of_chain.what.into_iter().map(|what| format!("{log}{what}")));
        } else {
            let mut of_chain = Found::default();
            chain::check(by, db, *id, &mut of_chain).await?;
            found.events += of_chain.events;
            found.what.extend(of_chain.what.into_iter().map(|what| format!("removed customer {id}: {what}")));
            // Whoever was removed for good has that as the last event.
            let last = store::audit::last(db, *id).await?.map(|event| event.operation);
            found.expect(last.as_deref() == Some(Operation::RemoveCustomer.name()), || {
                format!("customer {id}: has events and does not exist")
            });
        }
    }
    Ok(found)
}
