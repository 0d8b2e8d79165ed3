//! The catalog as a whole, for the list that replaces it: hundreds of products, read at once and
//! written where they differ.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, sea_query::OnConflict,
};

use super::super::entity::{product, product_alias, product_plan, service_plan};
use super::super::{Connection, Error, Tx};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::import::catalog::{Catalog, Entry};
use crate::domain::product::{Product, ServicePlan};
use crate::domain::text::fold;

/// Rows a statement: more are slower on PostgreSQL over TCP.
const ROWS: usize = 100;

/// Every product with its aliases. Two statements.
pub async fn named(db: &impl Connection) -> Result<Vec<(Product, Vec<String>)>, Error> {
    let mut aliases: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for row in product_alias::Entity::find().all(db).await? {
        aliases.entry(row.sku_id).or_default().push(row.alias);
    }
    let rows = product::Entity::find().order_by_asc(product::Column::SkuId).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let aliases = aliases.remove(&row.sku_id).unwrap_or_default();
            (super::whole(row), aliases)
        })
        .collect())
}

/// The further names of a product, in their order.
pub async fn aliases(db: &impl Connection, sku: SkuId) -> Result<Vec<String>, Error> {
    let of = product_alias::Entity::find().filter(product_alias::Column::SkuId.eq(sku.0));
    let rows = of.order_by_asc(product_alias::Column::AliasKey).all(db).await?;
    Ok(rows.into_iter().map(|row| row.alias).collect())
}

/// The whole catalog. Four statements.
pub async fn whole(db: &impl Connection) -> Result<Catalog, Error> {
    let products = product::Entity::find().all(db).await?;
    let entry = |product: Product| (product.sku, Entry { product, aliases: BTreeMap::new(), plans: Vec::new() });
    let mut entries: BTreeMap<SkuId, Entry> = products.into_iter().map(super::whole).map(entry).collect();
    for row in product_alias::Entity::find().all(db).await? {
        if let Some(entry) = entries.get_mut(&SkuId(row.sku_id)) {
            entry.aliases.insert(row.alias_key, row.alias);
        }
    }
    for row in product_plan::Entity::find().order_by_asc(product_plan::Column::Position).all(db).await? {
        if let Some(entry) = entries.get_mut(&SkuId(row.sku_id)) {
            entry.plans.push(ServicePlanId(row.plan_id));
        }
    }
    let plan = |row: service_plan::Model| {
        let id = ServicePlanId(row.id);
        (id, ServicePlan { id, name: row.name, part_number: row.part_number })
    };
    let plans = service_plan::Entity::find().all(db).await?.into_iter().map(plan).collect();
    Ok(Catalog { entries, plans })
}

/// Writes service plans, new and known ones.
pub async fn put_plans(tx: &Tx, plans: &[&ServicePlan]) -> Result<(), Error> {
    use service_plan::Column as C;
    for plans in plans.chunks(ROWS) {
        let rows = plans.iter().map(|plan| service_plan::ActiveModel {
            id: Set(plan.id.0),
            name: Set(plan.name.clone()),
            part_number: Set(plan.part_number.clone()),
        });
        let known = OnConflict::column(C::Id).update_columns([C::Name, C::PartNumber]).to_owned();
        service_plan::Entity::insert_many(rows).on_conflict(known).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes products, new and known ones, each with its aliases and plans in place of those it had.
/// The plans must be there.
pub async fn put(tx: &Tx, entries: &[&Entry]) -> Result<(), Error> {
    use product::Column as C;
    for entries in entries.chunks(ROWS) {
        let rows = entries.iter().map(|Entry { product, .. }| product::ActiveModel {
            sku_id: Set(product.sku.0),
            name: Set(product.name.clone()),
            part_number: Set(product.part_number.clone()),
            sort_key: Set(sort_key(product)),
            shares_name: Set(product.shares_name),
            assignable: Set(product.assignable),
            retired: Set(product.retired),
        });
        let known = OnConflict::column(C::SkuId)
            .update_columns([C::Name, C::PartNumber, C::SortKey, C::SharesName, C::Assignable, C::Retired])
            .to_owned();
        product::Entity::insert_many(rows).on_conflict(known).exec_without_returning(tx).await?;
        let skus = || entries.iter().map(|entry| entry.product.sku.0);
        product_alias::Entity::delete_many().filter(product_alias::Column::SkuId.is_in(skus())).exec(tx).await?;
        product_plan::Entity::delete_many().filter(product_plan::Column::SkuId.is_in(skus())).exec(tx).await?;
    }
    put_aliases(tx, entries).await?;
    put_product_plans(tx, entries).await
}

/// Search by name and by part number.
fn sort_key(product: &Product) -> String {
    fold(&format!("{} {}", product.name, product.part_number))
}

async fn put_aliases(tx: &Tx, entries: &[&Entry]) -> Result<(), Error> {
    let aliases = entries.iter().flat_map(|entry| entry.aliases.iter().map(|alias| (entry.product.sku, alias)));
    let rows: Vec<_> = aliases
        .map(|(sku, (key, alias))| product_alias::ActiveModel {
            alias_key: Set(key.clone()),
            sku_id: Set(sku.0),
            alias: Set(alias.clone()),
        })
        .collect();
    for rows in rows.chunks(ROWS) {
        product_alias::Entity::insert_many(rows.iter().cloned()).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn put_product_plans(tx: &Tx, entries: &[&Entry]) -> Result<(), Error> {
    let plans = entries.iter().flat_map(|entry| (0..).zip(&entry.plans).map(|plan| (entry.product.sku, plan)));
    let rows: Vec<_> = plans
        .map(|(sku, (position, plan))| product_plan::ActiveModel {
            sku_id: Set(sku.0),
            plan_id: Set(plan.0),
            position: Set(position),
        })
        .collect();
    for rows in rows.chunks(ROWS) {
        product_plan::Entity::insert_many(rows.iter().cloned()).exec_without_returning(tx).await?;
    }
    Ok(())
}
