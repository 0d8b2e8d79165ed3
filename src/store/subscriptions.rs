//! Subscriptions, and the seat pools that they feed.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::{Expr, OnConflict},
};

use super::entity::seat_pool;
use super::entity::subscription::{ActiveModel, Column, Entity, Model};
use super::reach::within_reach;
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, SkuId, SubscriptionId};
use crate::domain::licensing::Pool;
use crate::domain::principal::Reach;
use crate::domain::subscription::{Status, Subscription};

fn whole(row: Model) -> Subscription {
    Subscription {
        id: SubscriptionId(row.id),
        external_id: row.external_id,
        sku: SkuId(row.sku_id),
        name: row.name,
        quantity: row.quantity,
        // A status that a newer version wrote is one whose seats this one must not give away.
        status: Status::from_name(&row.status).unwrap_or(Status::Suspended),
        started_on: row.started_on,
        term_ends_on: row.term_ends_on,
        auto_renew: row.auto_renew,
        term: row.term,
        offer_id: row.offer_id,
        reseller: row.reseller,
        version: row.version,
    }
}

/// All subscriptions of a customer, by product name, the oldest first.
pub async fn all(db: &impl Connection, customer: CustomerId) -> Result<Vec<Subscription>, Error> {
    let rows = Entity::find()
        .filter(Column::CustomerId.eq(customer.0))
        .order_by_asc(Column::Name)
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(whole).collect())
}

pub async fn find(
    db: &impl Connection,
    customer: CustomerId,
    id: SubscriptionId,
) -> Result<Option<Subscription>, Error> {
    Ok(Entity::find_by_id((customer.0, id.0)).one(db).await?.map(whole))
}

/// Subscriptions of any customer by the ids that Microsoft knows them by. One statement.
pub async fn by_external_ids(
    db: &impl Connection,
    reach: &Reach,
    ids: impl IntoIterator<Item = uuid::Uuid>,
) -> Result<HashMap<uuid::Uuid, (CustomerId, Subscription)>, Error> {
    let known = Entity::find().filter(Column::ExternalId.is_in(ids)).filter(within_reach(reach, Column::CustomerId));
    let rows = known.all(db).await?;
    Ok(rows.into_iter().map(|row| (row.external_id, (CustomerId(row.customer_id), whole(row)))).collect())
}

/// # Errors
/// When the database fails; a duplicate when the external id is taken.
pub async fn insert(tx: &Tx, customer: CustomerId, subscription: &Subscription, at: Moment) -> Result<(), Error> {
    let row = ActiveModel {
        customer_id: Set(customer.0),
        id: Set(subscription.id.0),
        external_id: Set(subscription.external_id),
        sku_id: Set(subscription.sku.0),
        name: Set(subscription.name.clone()),
        quantity: Set(subscription.quantity),
        status: Set(subscription.status.name().to_owned()),
        started_on: Set(subscription.started_on),
        term_ends_on: Set(subscription.term_ends_on),
        auto_renew: Set(subscription.auto_renew),
        term: Set(subscription.term.clone()),
        offer_id: Set(subscription.offer_id.clone()),
        reseller: Set(subscription.reseller.clone()),
        created_at: Set(at),
        version: Set(subscription.version),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes everything that can change of a subscription over version `subscription.version`, and
/// raises it; `false` when somebody else was first.
pub async fn update(tx: &Tx, customer: CustomerId, subscription: &Subscription) -> Result<bool, Error> {
    let updated = Entity::update_many()
        .col_expr(Column::SkuId, Expr::value(subscription.sku.0))
        .col_expr(Column::Name, Expr::value(subscription.name.as_str()))
        .col_expr(Column::Quantity, Expr::value(subscription.quantity))
        .col_expr(Column::Status, Expr::value(subscription.status.name()))
        .col_expr(Column::StartedOn, Expr::value(subscription.started_on))
        .col_expr(Column::TermEndsOn, Expr::value(subscription.term_ends_on))
        .col_expr(Column::AutoRenew, Expr::value(subscription.auto_renew))
        .col_expr(Column::Term, Expr::value(subscription.term.clone()))
        .col_expr(Column::OfferId, Expr::value(subscription.offer_id.clone()))
        .col_expr(Column::Reseller, Expr::value(subscription.reseller.clone()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::CustomerId.eq(customer.0))
        .filter(Column::Id.eq(subscription.id.0))
        .filter(Column::Version.eq(subscription.version))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// The pool of a product, held until the transaction ends; an empty one when the customer has none.
pub async fn lock_pool(tx: &Tx, customer: CustomerId, sku: SkuId) -> Result<Pool, Error> {
    use sea_orm::QuerySelect as _;
    let row = seat_pool::Entity::find_by_id((customer.0, sku.0)).lock_exclusive().one(tx).await?;
    Ok(row.map_or_else(Pool::default, |row| Pool {
        active: row.active,
        warning: row.warning,
        suspended: row.suspended,
        consumed: row.consumed,
    }))
}

/// Status and quantity of every subscription that feeds a pool.
pub async fn feeding(tx: &Tx, customer: CustomerId, sku: SkuId) -> Result<Vec<(Status, i64)>, Error> {
    let rows = Entity::find().filter(Column::CustomerId.eq(customer.0)).filter(Column::SkuId.eq(sku.0)).all(tx).await?;
    Ok(rows.into_iter().map(|row| (whole(row.clone()).status, row.quantity)).collect())
}

/// Sets a pool's totals. What is consumed stays as it is.
pub async fn put_pool(tx: &Tx, customer: CustomerId, sku: SkuId, pool: &Pool) -> Result<(), Error> {
    use seat_pool::Column as C;
    let row = seat_pool::ActiveModel {
        customer_id: Set(customer.0),
        sku_id: Set(sku.0),
        active: Set(pool.active),
        warning: Set(pool.warning),
        suspended: Set(pool.suspended),
        consumed: Set(0),
    };
    seat_pool::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([C::CustomerId, C::SkuId])
                .update_columns([C::Active, C::Warning, C::Suspended])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Usable subscriptions whose term ends within 30 days after `now`.
pub async fn ending(db: &impl Connection, reach: &Reach, now: Moment) -> Result<i64, Error> {
    let today = now.date_naive();
    let count = Entity::find()
        .filter(Column::TermEndsOn.between(today, today + TimeDelta::days(30)))
        .filter(Column::Status.is_in([Status::Active.name(), Status::Warning.name()]))
        .filter(within_reach(reach, Column::CustomerId))
        .filter(Column::CustomerId.not_in_subquery(super::customers::archived()))
        .count(db)
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}
