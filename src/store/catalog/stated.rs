//! The rules of the catalog one by one, each with what it rests on.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, EntityTrait as _, ExprTrait as _, QueryFilter as _, QueryOrder as _,
};

use super::super::entity::{closed_country, plan_exclusion, product_need, service_plan};
use super::super::{Connection, Error, Tx};
use crate::domain::catalog_rule::{Basis, Rule};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::product::ServicePlan;

fn basis(shipped: Option<String>, reason: String) -> Basis {
    shipped.map_or(Basis::Added(reason), Basis::Shipped)
}

/// All rules with their bases, kind by kind. Three statements, of few rows.
pub async fn all(db: &impl Connection) -> Result<Vec<(Rule, Basis)>, Error> {
    let mut all = Vec::new();
    for row in plan_exclusion::Entity::find().all(db).await? {
        let (one, other) = (ServicePlanId(row.plan_id), ServicePlanId(row.other_id));
        all.extend(Rule::exclusion(one, other).ok().map(|rule| (rule, basis(row.shipped, row.reason))));
    }
    for row in product_need::Entity::find().all(db).await? {
        all.push((Rule::Need(SkuId(row.sku_id), ServicePlanId(row.plan_id)), basis(row.shipped, row.reason)));
    }
    for row in closed_country::Entity::find().all(db).await? {
        let sku = Some(SkuId(row.sku_id)).filter(|sku| !sku.0.is_nil());
        all.push((Rule::Closure(row.country, sku), basis(row.shipped, row.reason)));
    }
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    all.dedup_by(|(one, _), (other, _)| one == other);
    Ok(all)
}

/// Adds a rule with what somebody wrote of it.
pub async fn insert(tx: &Tx, rule: &Rule, reason: &str) -> Result<(), Error> {
    let (shipped, reason) = (Set(None), Set(reason.to_owned()));
    match rule {
        Rule::Exclusion(one, other) => {
            let row = plan_exclusion::ActiveModel { plan_id: Set(one.0), other_id: Set(other.0), shipped, reason };
            plan_exclusion::Entity::insert(row).exec_without_returning(tx).await?;
        }
        Rule::Need(sku, plan) => {
            let row = product_need::ActiveModel { sku_id: Set(sku.0), plan_id: Set(plan.0), shipped, reason };
            product_need::Entity::insert(row).exec_without_returning(tx).await?;
        }
        Rule::Closure(country, sku) => {
            let sku_id = Set(sku.map(|sku| sku.0).unwrap_or_default());
            let row = closed_country::ActiveModel { country: Set(country.clone()), sku_id, shipped, reason };
            closed_country::Entity::insert(row).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}

/// Removes a rule; `false` when there was none.
pub async fn delete(tx: &Tx, rule: &Rule) -> Result<bool, Error> {
    let gone = match rule {
        Rule::Exclusion(one, other) => {
            use plan_exclusion::Column as C;
            let pair = |one: ServicePlanId, other: ServicePlanId| C::PlanId.eq(one.0).and(C::OtherId.eq(other.0));
            let either = Condition::any().add(pair(*one, *other)).add(pair(*other, *one));
            plan_exclusion::Entity::delete_many().filter(either).exec(tx).await?
        }
        Rule::Need(sku, plan) => product_need::Entity::delete_by_id((sku.0, plan.0)).exec(tx).await?,
        Rule::Closure(country, sku) => {
            let sku = sku.map(|sku| sku.0).unwrap_or_default();
            closed_country::Entity::delete_by_id((country.clone(), sku)).exec(tx).await?
        }
    };
    Ok(gone.rows_affected > 0)
}

/// All service plans, by name: what somebody may mean.
pub async fn all_plans(db: &impl Connection) -> Result<Vec<ServicePlan>, Error> {
    let rows = service_plan::Entity::find().order_by_asc(service_plan::Column::Name).all(db).await?;
    let whole = |row: service_plan::Model| ServicePlan {
        id: ServicePlanId(row.id),
        name: row.name,
        part_number: row.part_number,
    };
    Ok(rows.into_iter().map(whole).collect())
}
