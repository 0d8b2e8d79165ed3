//! What rows are judged against and stays the same for all of them.

use std::collections::{BTreeSet, HashMap};

use crate::actions::Error;
use crate::domain::id::{CustomerId, SkuId};
use crate::domain::upload::Products;
use crate::domain::upload::wishes::Wishes;
use crate::store::{self, Connection};

/// What stays the same for all rows.
pub(super) struct Ground {
    pub products: Products,
    pub wishes: Wishes,
    /// Products that the customer owns, by name.
    names: HashMap<SkuId, String>,
}

impl Ground {
    pub(super) async fn of(db: &impl Connection, customer: CustomerId, wishes: &Wishes) -> Result<Self, Error> {
        let owned = store::licenses::owned(db, customer).await?;
        let names = owned.iter().map(|owned| (owned.product.sku, owned.product.label())).collect();
        let owned: BTreeSet<SkuId> = owned.iter().map(|owned| owned.product.sku).collect();
        let products = Products::new(store::catalog::list::named(db).await?, &owned);
        Ok(Self { products, wishes: wishes.clone(), names })
    }
}

impl Ground {
    /// What a product is called.
    pub(super) fn name(&self, sku: SkuId) -> String {
        let known = self.names.get(&sku).cloned();
        known.or_else(|| self.products.label(sku)).unwrap_or_else(|| sku.to_string())
    }
}
