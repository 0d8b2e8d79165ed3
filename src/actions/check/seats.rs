//! A customer's seats: what is noted in each pool against the users who hold the product and the
//! subscriptions that feed it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Found;
use crate::actions::Error;
use crate::domain::id::{CustomerId, SkuId};
use crate::domain::licensing::Pool;
use crate::domain::subscription::Status;
use crate::store::{Snapshot, recount};

pub(super) async fn check(
    db: &Snapshot,
    customer: CustomerId,
    products: &HashMap<SkuId, String>,
    found: &mut Found,
) -> Result<(), Error> {
    let pools = recount::pools(db, customer).await?;
    let held = recount::held(db, customer).await?;
    let named = |sku: SkuId| products.get(&sku).cloned().unwrap_or_else(|| sku.to_string());
    let mut feeding: BTreeMap<SkuId, Vec<(Status, i64)>> = BTreeMap::new();
    for bought in recount::subscriptions(db, customer).await? {
        let status = Status::from_name(&bought.status);
        found.expect(status.is_some(), || {
            format!("subscription {} ({}): the status {} is unknown", bought.name, bought.id, bought.status)
        });
        // An unknown status is read as suspended everywhere.
        let fed = (status.unwrap_or(Status::Suspended), bought.quantity);
        feeding.entry(SkuId(bought.sku_id)).or_default().push(fed);
    }
    for (sku, pool) in &pools {
        let held = held.get(sku).copied().unwrap_or_default();
        found.expect(pool.consumed == held, || {
            format!("product {}: {} seats are noted as consumed, {held} users hold one", named(*sku), pool.consumed)
        });
        let fed = Pool::fed_by(feeding.get(sku).map_or(&[], Vec::as_slice), pool.consumed);
        found.expect(*pool == fed, || {
            let (noted, bought) = (totals(pool), totals(&fed));
            format!("product {}: the pool notes {noted} seats, the subscriptions make {bought}", named(*sku))
        });
    }
    for sku in feeding.keys().chain(held.keys()).filter(|sku| !pools.contains_key(*sku)) {
        found.what.push(format!("product {}: is bought or held and has no pool", named(*sku)));
    }
    let waiting = recount::released(db, customer).await?;
    let unknown = pools.keys().chain(held.keys()).chain(&waiting).filter(|sku| !products.contains_key(*sku));
    for sku in unknown.collect::<BTreeSet<_>>() {
        found.what.push(format!("product {sku}: is in use and not in the catalog"));
    }
    Ok(())
}

fn totals(pool: &Pool) -> String {
    format!("{} active, {} warning, {} suspended", pool.active, pool.warning, pool.suspended)
}
