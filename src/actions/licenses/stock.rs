//! What a customer has to give, as the domain judges it.

use std::collections::BTreeSet;

use super::Error;
use crate::domain::id::{CustomerId, ServicePlanId, SkuId};
use crate::domain::licensing::{Inventory, Item};
use crate::store::{self, Connection};

/// Which service plans of the products are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::actions) enum Depth {
    All,
    /// Those of which a rule speaks: all that a judgment needs, and few.
    Ruled,
}

/// Everything that the customer owns, with the rules. Five statements.
pub(in crate::actions) async fn inventory(
    db: &impl Connection,
    customer: CustomerId,
    depth: Depth,
) -> Result<Inventory, Error> {
    let owned = store::licenses::owned(db, customer).await?;
    let rules = store::catalog::rules(db).await?;
    let skus: Vec<SkuId> = owned.iter().map(|owned| owned.product.sku).collect();
    let among: Option<BTreeSet<ServicePlanId>> = (depth == Depth::Ruled).then(|| rules.plans().collect());
    let mut plans = store::catalog::plan_ids(db, &skus, among.as_ref()).await?;
    let item = |owned: &store::licenses::Owned| {
        let sku = owned.product.sku;
        let plans = plans.remove(&sku).unwrap_or_default();
        (sku, Item { pool: owned.pool, assignable: owned.product.assignable, plans })
    };
    Ok(Inventory { items: owned.iter().map(item).collect(), rules })
}
