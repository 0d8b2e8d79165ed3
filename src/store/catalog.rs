//! The product catalog: the same for all customers.

pub mod list;
pub mod products;
mod rules;
pub mod stated;

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};

pub use self::rules::{labels, plan_ids, plan_names, rules};
use super::entity::{product, product_plan, service_plan};
use super::{Connection, Error};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::product::{Product, ServicePlan};
use crate::domain::text::sought;

pub(super) fn whole(row: product::Model) -> Product {
    Product {
        sku: SkuId(row.sku_id),
        name: row.name,
        part_number: row.part_number,
        shares_name: row.shares_name,
        assignable: row.assignable,
        retired: row.retired,
    }
}

pub async fn find(db: &impl Connection, sku: SkuId) -> Result<Option<Product>, Error> {
    Ok(product::Entity::find_by_id(sku.0).one(db).await?.map(whole))
}

/// Products to be bought whose name or part number contains every word of `search`, by name, at most `limit`.
pub async fn search(db: &impl Connection, search: &str, limit: u64) -> Result<Vec<Product>, Error> {
    let mut query = product::Entity::find().filter(product::Column::Retired.eq(false));
    for word in sought(search) {
        query = query.filter(super::contains_alike(product::Column::SortKey, &word));
    }
    let rows = query.order_by_asc(product::Column::SortKey).order_by_asc(product::Column::SkuId).limit(limit);
    Ok(rows.all(db).await?.into_iter().map(whole).collect())
}

/// The service plans of each of `skus`, in the product's order.
pub async fn plans(db: &impl Connection, skus: &[SkuId]) -> Result<HashMap<SkuId, Vec<ServicePlan>>, Error> {
    let rows = product_plan::Entity::find()
        .filter(product_plan::Column::SkuId.is_in(skus.iter().map(|sku| sku.0)))
        .order_by_asc(product_plan::Column::SkuId)
        .order_by_asc(product_plan::Column::Position)
        .all(db)
        .await?;
    let ids = rows.iter().map(|row| row.plan_id);
    let named = service_plan::Entity::find().filter(service_plan::Column::Id.is_in(ids)).all(db).await?;
    let named: BTreeMap<_, _> = named.into_iter().map(|plan| (plan.id, plan)).collect();
    let mut plans: HashMap<SkuId, Vec<ServicePlan>> = HashMap::new();
    for row in rows {
        if let Some(plan) = named.get(&row.plan_id) {
            plans.entry(SkuId(row.sku_id)).or_default().push(ServicePlan {
                id: ServicePlanId(plan.id),
                name: plan.name.clone(),
                part_number: plan.part_number.clone(),
            });
        }
    }
    Ok(plans)
}
