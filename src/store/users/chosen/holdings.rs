//! What the active ones among the chosen hold, counted: the same number of statements for one user as
//! for ten thousand.

use std::collections::HashMap;

use sea_orm::{ColumnTrait as _, EntityTrait as _, JoinType, PaginatorTrait as _, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use super::{UserSet, active};
use crate::domain::id::{CustomerId, ServicePlanId, SkuId};
use crate::store::entity::{disabled_plan, license_assignment as assignment, user};
use crate::store::{Connection, Error};

/// The seats that the active ones among the chosen hold, by product.
pub async fn seats(db: &impl Connection, customer: CustomerId, chosen: &UserSet) -> Result<Vec<(SkuId, i64)>, Error> {
    let of_user = user::Entity::belongs_to(assignment::Entity)
        .from((user::Column::CustomerId, user::Column::Id))
        .to((assignment::Column::CustomerId, assignment::Column::UserId))
        .into();
    let rows: Vec<(Uuid, i64)> = active(db.get_database_backend(), customer, chosen)
        .join(JoinType::InnerJoin, of_user)
        .select_only()
        .column(assignment::Column::SkuId)
        .column_as(assignment::Column::UserId.count(), "seats")
        .group_by(assignment::Column::SkuId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(sku, seats)| (SkuId(sku), seats)).collect())
}

/// How many of the active ones among the chosen have each plan of a product switched off.
pub async fn switched_off(
    db: &impl Connection,
    customer: CustomerId,
    chosen: &UserSet,
) -> Result<HashMap<(SkuId, ServicePlanId), i64>, Error> {
    use disabled_plan::Column as D;
    let of_user = user::Entity::belongs_to(disabled_plan::Entity)
        .from((user::Column::CustomerId, user::Column::Id))
        .to((D::CustomerId, D::UserId))
        .into();
    let rows: Vec<(Uuid, Uuid, i64)> = active(db.get_database_backend(), customer, chosen)
        .join(JoinType::InnerJoin, of_user)
        .select_only()
        .columns([D::SkuId, D::PlanId])
        .column_as(D::UserId.count(), "users")
        .group_by(D::SkuId)
        .group_by(D::PlanId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(sku, plan, users)| ((SkuId(sku), ServicePlanId(plan)), users)).collect())
}

/// How many of the active ones among the chosen have no location.
pub async fn nowhere(db: &impl Connection, customer: CustomerId, chosen: &UserSet) -> Result<i64, Error> {
    let count =
        active(db.get_database_backend(), customer, chosen).filter(user::Column::Location.is_null()).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}
