//! When the time of links begins that went by mail.

use std::collections::BTreeMap;

use crate::actions::Error;
use crate::actions::hand_over::link_lasts;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, LinkId, UserId};
use crate::domain::link::expires_at;
use crate::store::{self, Tx};

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
