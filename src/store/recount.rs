//! What is really there, for comparing with what is noted: rows counted in groups, one customer at a
//! time. Reads only, and judges nothing.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::entity::{
    customer, domain, license_assignment as assignment, product, released_license as released, seat_pool, staff,
    subscription, user, user_role,
};
use super::{Connection, Error};
use crate::domain::Moment;
use crate::domain::directory_role::Permissions;
use crate::domain::id::{CustomerId, RoleId, SkuId, UserId};
use crate::domain::licensing::Pool;

/// A customer as it is noted.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Noted {
    pub id: Uuid,
    pub company_name: String,
    pub sort_key: String,
    pub search_text: String,
    pub primary_domain: String,
    pub default_location: Option<String>,
    pub active_users: i64,
    pub deleted_users: i64,
    pub unlicensed_users: i64,
}

/// The ids and names of all customers, by name.
pub async fn customers(db: &impl Connection) -> Result<Vec<(CustomerId, String)>, Error> {
    let rows: Vec<(Uuid, String)> = customer::Entity::find()
        .select_only()
        .columns([customer::Column::Id, customer::Column::CompanyName])
        .order_by_asc(customer::Column::SortKey)
        .order_by_asc(customer::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, name)| (CustomerId(id), name)).collect())
}

pub async fn customer(db: &impl Connection, id: CustomerId) -> Result<Option<Noted>, Error> {
    Ok(customer::Entity::find_by_id(id.0).into_model::<Noted>().one(db).await?)
}

/// A customer's domains as they stand there, each with whether it is the primary one.
pub async fn domains(db: &impl Connection, id: CustomerId) -> Result<Vec<(String, bool)>, Error> {
    Ok(domain::Entity::find()
        .select_only()
        .columns([domain::Column::Domain, domain::Column::IsPrimary])
        .filter(domain::Column::CustomerId.eq(id.0))
        .order_by_desc(domain::Column::IsPrimary)
        .order_by_asc(domain::Column::Domain)
        .into_tuple()
        .all(db)
        .await?)
}

/// A user as it is noted.
#[derive(Clone, Debug, FromQueryResult)]
pub struct NotedUser {
    pub id: Uuid,
    pub display_name: String,
    pub user_name: String,
    pub upn_key: String,
    pub sort_key: String,
    pub search_text: String,
    pub alternate_email: Option<String>,
    pub location: Option<String>,
    pub role_level: i64,
    pub license_count: i64,
    pub deleted_at: Option<Moment>,
}

/// Users of a customer after `after`, active and deleted, by id.
pub async fn users(
    db: &impl Connection,
    customer: CustomerId,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<NotedUser>, Error> {
    let mut query = user::Entity::find().filter(user::Column::CustomerId.eq(customer.0));
    if let Some(after) = after {
        query = query.filter(user::Column::Id.gt(after));
    }
    Ok(query.order_by_asc(user::Column::Id).limit(limit).into_model().all(db).await?)
}

/// How many licenses each user from `first` to `last` holds, and how many were released.
pub async fn licenses(
    db: &impl Connection,
    customer: CustomerId,
    first: Uuid,
    last: Uuid,
) -> Result<(HashMap<Uuid, i64>, HashMap<Uuid, i64>), Error> {
    let held: Vec<(Uuid, i64)> = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::UserId)
        .column_as(assignment::Column::SkuId.count(), "held")
        .filter(assignment::Column::CustomerId.eq(customer.0))
        .filter(assignment::Column::UserId.between(first, last))
        .group_by(assignment::Column::UserId)
        .into_tuple()
        .all(db)
        .await?;
    let released: Vec<(Uuid, i64)> = released::Entity::find()
        .select_only()
        .column(released::Column::UserId)
        .column_as(released::Column::SkuId.count(), "released")
        .filter(released::Column::CustomerId.eq(customer.0))
        .filter(released::Column::UserId.between(first, last))
        .group_by(released::Column::UserId)
        .into_tuple()
        .all(db)
        .await?;
    Ok((held.into_iter().collect(), released.into_iter().collect()))
}

/// The directory roles of all administrators of a customer: a few of its users.
pub async fn roles(db: &impl Connection, customer: CustomerId) -> Result<HashMap<UserId, Permissions>, Error> {
    let rows = user_role::Entity::find().filter(user_role::Column::CustomerId.eq(customer.0)).all(db).await?;
    let mut roles: HashMap<UserId, Permissions> = HashMap::new();
    for row in rows {
        roles.entry(UserId(row.user_id)).or_default().0.insert(RoleId(row.role_id));
    }
    Ok(roles)
}

/// A customer's pools as they are noted.
pub async fn pools(db: &impl Connection, customer: CustomerId) -> Result<BTreeMap<SkuId, Pool>, Error> {
    let rows = seat_pool::Entity::find().filter(seat_pool::Column::CustomerId.eq(customer.0)).all(db).await?;
    let pool = |row: &seat_pool::Model| Pool {
        active: row.active,
        warning: row.warning,
        suspended: row.suspended,
        consumed: row.consumed,
    };
    Ok(rows.iter().map(|row| (SkuId(row.sku_id), pool(row))).collect())
}

/// How many users hold each product.
pub async fn held(db: &impl Connection, customer: CustomerId) -> Result<BTreeMap<SkuId, i64>, Error> {
    let rows: Vec<(Uuid, i64)> = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::SkuId)
        .column_as(assignment::Column::UserId.count(), "held")
        .filter(assignment::Column::CustomerId.eq(customer.0))
        .group_by(assignment::Column::SkuId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(sku, held)| (SkuId(sku), held)).collect())
}

/// The products of which licenses wait for a restore.
pub async fn released(db: &impl Connection, customer: CustomerId) -> Result<Vec<SkuId>, Error> {
    let rows: Vec<Uuid> = released::Entity::find()
        .select_only()
        .column(released::Column::SkuId)
        .distinct()
        .filter(released::Column::CustomerId.eq(customer.0))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(SkuId).collect())
}

/// A subscription as it is noted, its status unread.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Bought {
    pub id: Uuid,
    pub sku_id: Uuid,
    pub name: String,
    pub quantity: i64,
    pub status: String,
}

pub async fn subscriptions(db: &impl Connection, customer: CustomerId) -> Result<Vec<Bought>, Error> {
    let query = subscription::Entity::find().filter(subscription::Column::CustomerId.eq(customer.0));
    Ok(query.order_by_asc(subscription::Column::Id).into_model().all(db).await?)
}

/// The names of all products.
pub async fn products(db: &impl Connection) -> Result<HashMap<SkuId, String>, Error> {
    let rows = product::Entity::find().all(db).await?;
    Ok(rows.into_iter().map(|row| (SkuId(row.sku_id), row.name)).collect())
}

/// Staff as it is noted: e-mail, the key of that, and the role unread.
pub async fn staff(db: &impl Connection) -> Result<Vec<(String, String, String)>, Error> {
    use staff::Column as C;
    let rows = staff::Entity::find().select_only().columns([C::Email, C::EmailKey, C::Role]).order_by_asc(C::EmailKey);
    // Who was removed keeps no address: somebody else may have it.
    let rows = rows.filter(C::RemovedAt.is_null());
    Ok(rows.into_tuple().all(db).await?)
}
