//! The list of products of the catalog, and how many customers hold each.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, FromQueryResult, Order, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::super::entity::{product, product_alias, seat_pool};
use super::super::{Connection, Error, contains_alike};
use crate::domain::id::SkuId;
use crate::domain::listing::{Cursor, Page, Position};
use crate::domain::text::sought;

/// A row of the list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub sku_id: Uuid,
    pub name: String,
    pub part_number: String,
    pub sort_key: String,
    pub retired: bool,
}

/// Every word stands in the name, the part number or an alias, or it is the GUID.
fn found_by(search: &str) -> Condition {
    let words = sought(search);
    let named = Query::select()
        .column(product_alias::Column::SkuId)
        .from(product_alias::Entity)
        .cond_where(
            words
                .iter()
                .fold(Condition::all(), |all, word| all.add(contains_alike(product_alias::Column::AliasKey, word))),
        )
        .to_owned();
    let every =
        words.iter().fold(Condition::all(), |all, word| all.add(contains_alike(product::Column::SortKey, word)));
    let mut any = Condition::any().add(every).add(product::Column::SkuId.in_subquery(named));
    if let Ok(sku) = search.trim().parse::<Uuid>() {
        any = any.add(product::Column::SkuId.eq(sku));
    }
    any
}

/// A page of products, by name.
pub async fn page(db: &impl Connection, search: &str, position: &Position, size: u64) -> Result<Page<Row>, Error> {
    let key = || Expr::tuple([Expr::col(product::Column::SortKey), Expr::col(product::Column::SkuId)]);
    let at = |place: &Cursor| Expr::tuple([Expr::value(place.value.as_str()), Expr::value(place.id)]);
    let mut query = product::Entity::find().filter(found_by(search));
    match position {
        Position::After(place) => query = query.filter(key().gt(at(place))),
        Position::Before(place) => query = query.filter(key().lt(at(place))),
        Position::First | Position::Last => {}
    }
    let order = if position.is_backwards() { Order::Desc } else { Order::Asc };
    let rows = query
        .order_by(product::Column::SortKey, order.clone())
        .order_by(product::Column::SkuId, order)
        .limit(size + 1)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(Page::of(rows, size, position))
}

/// How many products `search` finds.
pub async fn count(db: &impl Connection, search: &str) -> Result<i64, Error> {
    let count = product::Entity::find().filter(found_by(search)).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many customers have seats of each of `skus`, or users who hold one; those of none are left out.
pub async fn holders(
    db: &impl Connection,
    skus: impl IntoIterator<Item = SkuId>,
) -> Result<HashMap<SkuId, i64>, Error> {
    use seat_pool::Column as C;
    let any_seat: SimpleExpr =
        Expr::col(C::Active).add(Expr::col(C::Warning)).add(Expr::col(C::Suspended)).add(Expr::col(C::Consumed)).gt(0);
    let rows: Vec<(Uuid, i64)> = seat_pool::Entity::find()
        .filter(C::SkuId.is_in(skus.into_iter().map(|sku| sku.0)))
        .filter(any_seat)
        .select_only()
        .column(C::SkuId)
        .column_as(C::CustomerId.count(), "customers")
        .group_by(C::SkuId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(sku, customers)| (SkuId(sku), customers)).collect())
}
