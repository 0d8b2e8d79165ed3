//! Customers put away, and those removed for good.

use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, EntityTrait as _, ExprTrait as _, QueryFilter as _};

use super::super::entity::customer;
use super::super::{Error, Tx};
use crate::domain::Moment;
use crate::domain::id::CustomerId;

/// The ids of all archived customers, for figures over many customers: `NOT IN` of a few.
pub(in crate::store) fn archived() -> SelectStatement {
    Query::select()
        .column(customer::Column::Id)
        .from(customer::Entity)
        .and_where(customer::Column::ArchivedAt.is_not_null())
        .to_owned()
}

/// Says since when a customer is archived; `None` for no more.
pub async fn put_archived(tx: &Tx, id: CustomerId, since: Option<Moment>) -> Result<(), Error> {
    customer::Entity::update_many()
        .col_expr(customer::Column::ArchivedAt, Expr::value(since))
        .col_expr(customer::Column::Version, Expr::col(customer::Column::Version).add(1))
        .filter(customer::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes a customer with all that belongs to it. Its events stay.
pub async fn remove(tx: &Tx, id: CustomerId) -> Result<(), Error> {
    customer::Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(())
}
