//! Licenses that deleted users held: kept for a restore, given back as far as seats are free.

use std::collections::HashMap;

use sea_orm::{ColumnTrait as _, EntityTrait as _, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::entity::{disabled_plan, released_license as released, user};
use super::users::chosen::UserSet;
use super::users::within;
use super::{Connection, Error, Tx};
use crate::domain::id::{CustomerId, ServicePlanId, SkuId, UserId};
use crate::domain::user::{License, UserState};

/// What each of `users` held, in the order of SKU ids. One statement.
pub async fn of_users(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<HashMap<UserId, Vec<SkuId>>, Error> {
    let rows: Vec<(Uuid, Uuid)> = released::Entity::find()
        .select_only()
        .columns([released::Column::UserId, released::Column::SkuId])
        .filter(released::Column::CustomerId.eq(customer.0))
        .filter(released::Column::UserId.is_in(users.iter().map(|id| id.0)))
        .order_by_asc(released::Column::SkuId)
        .into_tuple()
        .all(db)
        .await?;
    let mut held: HashMap<UserId, Vec<SkuId>> = HashMap::new();
    for (user, sku) in rows {
        held.entry(UserId(user)).or_default().push(SkuId(sku));
    }
    Ok(held)
}

/// The same, with the service plans that were off. Two statements.
pub async fn licenses_of(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<HashMap<UserId, Vec<License>>, Error> {
    let held = of_users(db, customer, users).await?;
    let off: Vec<(Uuid, Uuid, Uuid)> = disabled_plan::Entity::find()
        .select_only()
        .columns([disabled_plan::Column::UserId, disabled_plan::Column::SkuId, disabled_plan::Column::PlanId])
        .filter(disabled_plan::Column::CustomerId.eq(customer.0))
        .filter(disabled_plan::Column::UserId.is_in(held.keys().map(|id| id.0)))
        .order_by_asc(disabled_plan::Column::PlanId)
        .into_tuple()
        .all(db)
        .await?;
    let mut disabled: HashMap<(UserId, SkuId), Vec<ServicePlanId>> = HashMap::new();
    for (user, sku, plan) in off {
        disabled.entry((UserId(user), SkuId(sku))).or_default().push(ServicePlanId(plan));
    }
    let mut license =
        |user: UserId, sku: SkuId| License { sku, disabled_plans: disabled.remove(&(user, sku)).unwrap_or_default() };
    Ok(held.into_iter().map(|(user, skus)| (user, skus.into_iter().map(|sku| license(user, sku)).collect())).collect())
}

/// How many of the chosen deleted users held each product.
pub async fn of_chosen(
    db: &impl Connection,
    customer: CustomerId,
    state: UserState,
    chosen: &UserSet,
) -> Result<Vec<(SkuId, i64)>, Error> {
    let of_user = released::Entity::belongs_to(user::Entity)
        .from((released::Column::CustomerId, released::Column::UserId))
        .to((user::Column::CustomerId, user::Column::Id))
        .into();
    let mut query = released::Entity::find()
        .join(JoinType::InnerJoin, of_user)
        .select_only()
        .column(released::Column::SkuId)
        .column_as(released::Column::UserId.count(), "seats")
        .filter(released::Column::CustomerId.eq(customer.0))
        .filter(within(customer, chosen));
    if let UserState::DeletedAfter(moment) = state {
        query = query.filter(user::Column::DeletedAt.gt(moment));
    }
    let rows: Vec<(Uuid, i64)> = query.group_by(released::Column::SkuId).into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(sku, seats)| (SkuId(sku), seats)).collect())
}

/// Forgets what users held: they are back, with it or without. Of a license that did not come back,
/// one of `lost`, the switched-off plans go, too.
pub async fn forget(
    tx: &Tx,
    customer: CustomerId,
    users: &[UserId],
    lost: &[(SkuId, Vec<UserId>)],
) -> Result<(), Error> {
    released::Entity::delete_many()
        .filter(released::Column::CustomerId.eq(customer.0))
        .filter(released::Column::UserId.is_in(users.iter().map(|id| id.0)))
        .exec(tx)
        .await?;
    for (sku, users) in lost {
        disabled_plan::Entity::delete_many()
            .filter(disabled_plan::Column::CustomerId.eq(customer.0))
            .filter(disabled_plan::Column::SkuId.eq(sku.0))
            .filter(disabled_plan::Column::UserId.is_in(users.iter().map(|id| id.0)))
            .exec(tx)
            .await?;
    }
    Ok(())
}
