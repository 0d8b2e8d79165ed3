//! What the catalog says of products beside each other, and the plans by which that is judged.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::super::entity::{closed_country, plan_exclusion, product, product_need, product_plan, service_plan};
use super::super::{Connection, Error};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::licensing::Rules;

/// All rules. Three statements, of few rows.
pub async fn rules(db: &impl Connection) -> Result<Rules, Error> {
    let mut rules = Rules::default();
    // Without their reasons: those are pages of text.
    let exclusions = plan_exclusion::Entity::find().select_only();
    let exclusions = exclusions.columns([plan_exclusion::Column::PlanId, plan_exclusion::Column::OtherId]);
    for (plan, other) in exclusions.into_tuple::<(Uuid, Uuid)>().all(db).await? {
        rules.exclude(ServicePlanId(plan), ServicePlanId(other));
    }
    let needs = product_need::Entity::find().select_only();
    let needs = needs.columns([product_need::Column::SkuId, product_need::Column::PlanId]);
    for (sku, plan) in needs.into_tuple::<(Uuid, Uuid)>().all(db).await? {
        rules.need(SkuId(sku), ServicePlanId(plan));
    }
    let closed = closed_country::Entity::find().select_only();
    let closed = closed.columns([closed_country::Column::Country, closed_country::Column::SkuId]);
    for (country, sku) in closed.into_tuple::<(String, Uuid)>().all(db).await? {
        rules.close(&country, Some(SkuId(sku)).filter(|sku| !sku.0.is_nil()));
    }
    Ok(rules)
}

/// The plans of each of `skus`, in the product's order; only those of `among`, if so wished.
pub async fn plan_ids(
    db: &impl Connection,
    skus: &[SkuId],
    among: Option<&BTreeSet<ServicePlanId>>,
) -> Result<HashMap<SkuId, Vec<ServicePlanId>>, Error> {
    let mut query =
        product_plan::Entity::find().filter(product_plan::Column::SkuId.is_in(skus.iter().map(|sku| sku.0)));
    if let Some(among) = among {
        query = query.filter(product_plan::Column::PlanId.is_in(among.iter().map(|plan| plan.0)));
    }
    let rows: Vec<(Uuid, Uuid)> = query
        .select_only()
        .columns([product_plan::Column::SkuId, product_plan::Column::PlanId])
        .order_by_asc(product_plan::Column::SkuId)
        .order_by_asc(product_plan::Column::Position)
        .into_tuple()
        .all(db)
        .await?;
    let mut plans: HashMap<SkuId, Vec<ServicePlanId>> = HashMap::new();
    for (sku, plan) in rows {
        plans.entry(SkuId(sku)).or_default().push(ServicePlanId(plan));
    }
    Ok(plans)
}

/// What these service plans are called.
pub async fn plan_names(
    db: &impl Connection,
    plans: &BTreeSet<ServicePlanId>,
) -> Result<HashMap<ServicePlanId, String>, Error> {
    if plans.is_empty() {
        return Ok(HashMap::new());
    }
    let wanted = service_plan::Column::Id.is_in(plans.iter().map(|plan| plan.0));
    let rows = service_plan::Entity::find().filter(wanted).all(db).await?;
    Ok(rows.into_iter().map(|row| (ServicePlanId(row.id), row.name)).collect())
}

/// The labels of these products.
pub async fn labels(db: &impl Connection, skus: &BTreeSet<SkuId>) -> Result<HashMap<SkuId, String>, Error> {
    if skus.is_empty() {
        return Ok(HashMap::new());
    }
    let rows =
        product::Entity::find().filter(product::Column::SkuId.is_in(skus.iter().map(|sku| sku.0))).all(db).await?;
    Ok(rows.into_iter().map(super::whole).map(|product| (product.sku, product.label())).collect())
}
