//! The list of products that Microsoft publishes becomes the catalog.

use std::collections::BTreeMap;

use super::super::catalog::products::put_retired;
use super::super::{Actor, Error, with_audit};
use super::Outcome;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, SkuId};
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
    load_and(by, bytes, Absent::Stays).await
}

/// What becomes of products of the catalog that a list has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    Stays,
    /// They are retired, unless they are so many that the list may be cut off.
    IsRetired,
    /// However many they are.
    IsRetiredAnyhow,
}

/// The same, and says what becomes of products that the list has not. None is retired by a list of which a row was
/// refused: theirs may be among those.
///
/// # Errors
/// As [`load`].
pub async fn load_and(by: &Actor, bytes: &[u8], absent_ones: Absent) -> Result<Outcome, Error> {
    by.require(Permission::ManageSettings)?;
    let table = Table::read(bytes, &COLUMNS)?;
    let mut outcome = Outcome::of(&table);
    let done = with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        let now = store::catalog::list::whole(tx).await?;
        let list = List::read(&table, &now.known());
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
        let skus = next.absent_from(&list);
        let mut holders = store::catalog::products::holders(tx, skus.iter().copied()).await?;
        let label = |sku: &SkuId| next.entries.get(sku).map(|entry| entry.product.part_and_id()).unwrap_or_default();
        let absent = skus.iter().map(|sku| (label(sku), holders.remove(sku).unwrap_or_default())).collect();
        let is_cut_off = absent_ones == Absent::IsRetired && next.is_much(skus.len());
        let is_unsound = list.is_unsound();
        let unchanged = if is_unsound { 0 } else { unchanged };
        let retired = absent_ones != Absent::Stays && !is_cut_off && list.refused.is_empty();
        if retired {
            put_retired(tx, log, &next, &skus, true).await?;
        }
        let refused = list.refused;
        Ok(Outcome {
            added,
            updated,
            unchanged,
            refused,
            absent,
            retired,
            is_cut_off,
            is_unsound,
            ..Outcome::default()
        })
    })
    .await?;
    outcome.add(done);
    Ok(outcome)
}

/// What of `next` is not the same in `now`.
fn differing<'a, K: Ord, T: PartialEq>(now: &BTreeMap<K, T>, next: &'a BTreeMap<K, T>) -> Vec<&'a T> {
    next.iter().filter(|(key, value)| now.get(key) != Some(value)).map(|(_, value)| value).collect()
}
