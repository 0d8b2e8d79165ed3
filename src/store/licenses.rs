//! Seats and who holds them.
//!
//! `consumed` moves in the same transaction as the assignments, by a conditional update: the
//! database itself refuses the seat that is not there, however many ask at once.

mod idle;
mod many;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _,
    sea_query::{Expr, Query},
};

pub use self::idle::{IDLE, Idle, idle};
use self::many::HOLDER;
pub use self::many::{Person, assign, assigned_after, of_chosen, people, put_disabled, revoke};
pub(super) use self::many::{disabled_of, held_by_chosen, with_plans};
use super::entity::{license_assignment as assignment, product, released_license, seat_pool, user};
use super::reach::within_reach;
use super::users::chosen::UserSet;
use super::{Connection, Error, Tx, catalog, keys};
use crate::domain::id::{CustomerId, SkuId, UserId};
use crate::domain::licensing::Pool;
use crate::domain::principal::Reach;
use crate::domain::product::Product;
use crate::domain::user::License;

/// A product that a customer owns, with its seats.
#[derive(Clone, Debug)]
pub struct Owned {
    pub product: Product,
    pub pool: Pool,
}

fn pool(row: &seat_pool::Model) -> Pool {
    Pool { active: row.active, warning: row.warning, suspended: row.suspended, consumed: row.consumed }
}

/// All products that a customer owns, by name. One statement.
pub async fn owned(db: &impl Connection, customer: CustomerId) -> Result<Vec<Owned>, Error> {
    let of_product =
        seat_pool::Entity::belongs_to(product::Entity).from(seat_pool::Column::SkuId).to(product::Column::SkuId).into();
    let rows = seat_pool::Entity::find()
        .join(JoinType::InnerJoin, of_product)
        .select_also(product::Entity)
        .filter(seat_pool::Column::CustomerId.eq(customer.0))
        .order_by_asc(product::Column::SortKey)
        .order_by_asc(product::Column::SkuId)
        .all(db)
        .await?;
    let owned = |(row, product): (seat_pool::Model, Option<product::Model>)| {
        Some(Owned { product: catalog::whole(product?), pool: pool(&row) })
    };
    Ok(rows.into_iter().filter_map(owned).collect())
}

/// Takes `seats` seats of `sku`: all of them, or none and `false`.
pub async fn take_seats(tx: &Tx, customer: CustomerId, sku: SkuId, seats: i64) -> Result<bool, Error> {
    use seat_pool::Column as C;
    let total = Expr::col(C::Active).add(Expr::col(C::Warning));
    let taken = seat_pool::Entity::update_many()
        .col_expr(C::Consumed, Expr::col(C::Consumed).add(seats))
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::SkuId.eq(sku.0))
        .filter(Expr::col(C::Consumed).add(seats).lte(total))
        .exec(tx)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Gives seats back.
pub async fn give_seats(tx: &Tx, customer: CustomerId, sku: SkuId, seats: i64) -> Result<(), Error> {
    use seat_pool::Column as C;
    seat_pool::Entity::update_many()
        .col_expr(C::Consumed, Expr::col(C::Consumed).sub(seats))
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::SkuId.eq(sku.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes all licenses of `users` away and keeps what they were, for a restore; which service plans
/// were off stays noted where it is. Gives the seats that became free, by product.
pub async fn release(tx: &Tx, customer: CustomerId, users: &[UserId]) -> Result<Vec<(SkuId, i64)>, Error> {
    use released_license::Column as R;
    let held = || keys::of_users(tx.get_database_backend(), HOLDER, customer, users);
    // Counted here: a database that groups by product may read all that the customer has assigned.
    let mut freed: BTreeMap<SkuId, i64> = BTreeMap::new();
    for sku in held_by(tx, customer, users).await?.into_values().flatten() {
        *freed.entry(sku).or_default() += 1;
    }
    if freed.is_empty() {
        return Ok(Vec::new());
    }
    let columns = [R::CustomerId, R::UserId, R::SkuId, R::AssignedAt];
    let released = assignment::Entity::find().filter(held()).into_query();
    let mut insert = Query::insert();
    insert.into_table(released_license::Entity).columns(columns);
    insert.select_from(released).map_err(|error| sea_orm::DbErr::Custom(error.to_string()))?;
    tx.execute(&insert).await?;
    assignment::Entity::delete_many().filter(held()).exec(tx).await?;
    // In the order of SKU ids, as everybody takes pools.
    for (sku, seats) in &freed {
        give_seats(tx, customer, *sku, *seats).await?;
    }
    Ok(freed.into_iter().collect())
}

/// The licenses of each of `users`, in the order of SKU ids. Two statements.
pub async fn of_users(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<HashMap<UserId, Vec<License>>, Error> {
    of_chosen(db, customer, &UserSet::Users(users.to_vec())).await
}

/// The products that each of `users` holds, without service plans. One statement.
pub async fn held_by(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<HashMap<UserId, BTreeSet<SkuId>>, Error> {
    let rows: Vec<(uuid::Uuid, uuid::Uuid)> = assignment::Entity::find()
        .select_only()
        .columns([assignment::Column::UserId, assignment::Column::SkuId])
        .filter(keys::of_users(db.get_database_backend(), HOLDER, customer, users))
        .into_tuple()
        .all(db)
        .await?;
    let mut held: HashMap<UserId, BTreeSet<SkuId>> = HashMap::new();
    for (user, sku) in rows {
        held.entry(UserId(user)).or_default().insert(SkuId(sku));
    }
    Ok(held)
}

/// Moves the number of licenses that a user holds.
pub async fn count_licenses(tx: &Tx, customer: CustomerId, id: UserId, by: i64) -> Result<(), Error> {
    user::Entity::update_many()
        .col_expr(user::Column::LicenseCount, Expr::col(user::Column::LicenseCount).add(by))
        .filter(user::Column::CustomerId.eq(customer.0))
        .filter(user::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Seats over all customers within reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    pub bought: i64,
    pub assigned: i64,
    pub available: i64,
}

impl Seats {
    /// Seats held beyond the total of their pools.
    pub fn over(&self) -> i64 {
        self.assigned - self.bought + self.available
    }
}

pub async fn totals(db: &impl Connection, reach: &Reach) -> Result<Seats, Error> {
    use seat_pool::Column as C;
    let total = || Expr::col(C::Active).add(Expr::col(C::Warning));
    let free = Expr::case(Expr::col(C::Consumed).lt(total()), total().sub(Expr::col(C::Consumed))).finally(0);
    let row: Option<(Option<i64>, Option<i64>, Option<i64>)> = seat_pool::Entity::find()
        .filter(within_reach(reach, C::CustomerId))
        .filter(C::CustomerId.not_in_subquery(super::customers::archived()))
        .select_only()
        .column_as(total().sum().cast_as("bigint"), "bought")
        .column_as(Expr::col(C::Consumed).sum().cast_as("bigint"), "assigned")
        .column_as(Expr::expr(free).sum().cast_as("bigint"), "available")
        .into_tuple()
        .one(db)
        .await?;
    let (bought, assigned, available) = row.unwrap_or_default();
    Ok(Seats {
        bought: bought.unwrap_or_default(),
        assigned: assigned.unwrap_or_default(),
        available: available.unwrap_or_default(),
    })
}
