//! The list of products that Microsoft publishes becomes the catalog.

use std::collections::BTreeMap;

use super::super::{Actor, Error, with_audit};
use super::Outcome;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::CustomerId;
use crate::domain::import::products::{COLUMNS, List};
use crate::domain::import::table::Table;
use crate::domain::permission::Permission;
use crate::store;

/// Takes a published list. Counts products, and rows that were refused. All of it in one
/// transaction: whether a name is shared depends on every other product.
///
/// # Errors
/// What [`Table::read`] refuses.
pub async fn load(by: &Actor, bytes: &[u8]) -> Result<Outcome, Error> {
    by.require(Permission::ManageSettings)?;
    let table = Table::read(bytes, &COLUMNS)?;
    let mut outcome = Outcome::of(&table);
    let list = List::read(table);
    let done = with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        let now = store::catalog::list::whole(tx).await?;
        let next = now.after(&list);
        let plans = differing(&now.plans, &next.plans);
        let entries = differing(&now.entries, &next.entries);
        let added = next.entries.len() - now.entries.len();
        let updated = entries.len() - added;
        let unchanged = list.skus().filter(|sku| now.entries.get(sku) == next.entries.get(sku)).count();
        if !plans.is_empty() || !entries.is_empty() {
            store::catalog::list::put_plans(tx, &plans).await?;
            store::catalog::list::put(tx, &entries).await?;
            let event = Event::new(Operation::ImportProducts, Target::Installation, "");
            let counts =
                [("added", added), ("updated", updated), ("plans", plans.len()), ("refused", list.refused.len())];
            log.add(counts.into_iter().fold(event, |event, (field, count)| event.with(field, count)));
        }
        Ok(Outcome { added, updated, unchanged, ..Outcome::default() })
    })
    .await?;
    outcome.add(done);
    outcome.add(Outcome { refused: list.refused, ..Outcome::default() });
    Ok(outcome)
}

/// What of `next` is not the same in `now`.
fn differing<'a, K: Ord, T: PartialEq>(now: &BTreeMap<K, T>, next: &'a BTreeMap<K, T>) -> Vec<&'a T> {
    next.iter().filter(|(key, value)| now.get(key) != Some(value)).map(|(_, value)| value).collect()
}
