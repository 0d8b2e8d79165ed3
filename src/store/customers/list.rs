//! Customers as the list has them, and what is counted over them.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, ExprTrait as _, FromQueryResult, Order, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::super::entity::customer;
use super::super::reach::within_reach;
use super::super::{Connection, Error, contains};
use super::given;
use crate::domain::customer::{CustomerSearch, CustomerStatus};
use crate::domain::listing::{Cursor, Page, Position};
use crate::domain::principal::Reach;

/// One row of the customers' list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    microsoft_id: Uuid,
    pub company_name: String,
    pub sort_key: String,
    pub primary_domain: String,
    pub relationship: String,
    pub active_users: i64,
    pub deleted_users: i64,
    pub unlicensed_users: i64,
}

/// Those of [`Row`].
const COLUMNS: [customer::Column; 9] = [
    customer::Column::Id,
    customer::Column::MicrosoftId,
    customer::Column::CompanyName,
    customer::Column::SortKey,
    customer::Column::PrimaryDomain,
    customer::Column::Relationship,
    customer::Column::ActiveUsers,
    customer::Column::DeletedUsers,
    customer::Column::UnlicensedUsers,
];

impl Row {
    pub fn microsoft_id(&self) -> Option<Uuid> {
        given(self.microsoft_id, self.id)
    }
}

fn found_by(search: &str) -> Condition {
    use customer::Column as C;
    match CustomerSearch::parse(search) {
        CustomerSearch::MicrosoftId(id) => Condition::all().add(C::MicrosoftId.eq(id)),
        // Each domain stands behind a space there.
        CustomerSearch::Domain(domain) => Condition::all().add(contains(C::SearchText, &format!(" {domain}"))),
        CustomerSearch::Words(words) => {
            words.iter().map(|word| contains(C::SearchText, word)).fold(Condition::all(), Condition::add)
        }
    }
}

fn of(status: CustomerStatus) -> Expr {
    match status {
        CustomerStatus::Active => customer::Column::ArchivedAt.is_null(),
        CustomerStatus::Archived => customer::Column::ArchivedAt.is_not_null(),
    }
}

/// A page of customers, by company name.
pub async fn page(
    db: &impl Connection,
    reach: &Reach,
    status: CustomerStatus,
    search: &str,
    position: &Position,
    size: u64,
) -> Result<Page<Row>, Error> {
    let key = || Expr::tuple([Expr::col(customer::Column::SortKey), Expr::col(customer::Column::Id)]);
    let at = |place: &Cursor| Expr::tuple([Expr::value(place.value.as_str()), Expr::value(place.id)]);
    let mut query = customer::Entity::find()
        .filter(found_by(search))
        .filter(of(status))
        .filter(within_reach(reach, customer::Column::Id));
    match position {
        Position::After(place) => query = query.filter(key().gt(at(place))),
        Position::Before(place) => query = query.filter(key().lt(at(place))),
        Position::First | Position::Last => {}
    }
    let order = if position.is_backwards() { Order::Desc } else { Order::Asc };
    let rows = query
        .order_by(customer::Column::SortKey, order.clone())
        .order_by(customer::Column::Id, order)
        .limit(size + 1)
        .select_only()
        .columns(COLUMNS)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(Page::of(rows, size, position))
}

/// How many customers `search` finds among the current ones, and among the archived ones. Customers are
/// hundreds, not millions: exact counts.
pub async fn count(db: &impl Connection, reach: &Reach, search: &str) -> Result<Counted, Error> {
    let row: Option<(i64, i64)> = customer::Entity::find()
        .filter(found_by(search))
        .filter(within_reach(reach, customer::Column::Id))
        .select_only()
        .column_as(customer::Column::Id.count(), "all")
        .column_as(customer::Column::ArchivedAt.count(), "archived")
        .into_tuple()
        .one(db)
        .await?;
    let (all, archived) = row.unwrap_or_default();
    Ok(Counted { active: all - archived, archived })
}

/// How many customers there are of each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub active: i64,
    pub archived: i64,
}

impl Counted {
    pub fn of(self, status: CustomerStatus) -> i64 {
        match status {
            CustomerStatus::Active => self.active,
            CustomerStatus::Archived => self.archived,
        }
    }
}

/// Sums over all customers within reach that are not archived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub customers: i64,
    pub active_users: i64,
    pub unlicensed_users: i64,
}

pub async fn totals(db: &impl Connection, reach: &Reach) -> Result<Totals, Error> {
    use customer::Column as C;
    let sum = |column: C| Expr::col(column).sum().cast_as("bigint");
    let row: Option<(i64, Option<i64>, Option<i64>)> = customer::Entity::find()
        .filter(within_reach(reach, C::Id))
        .filter(of(CustomerStatus::Active))
        .select_only()
        .column_as(C::Id.count(), "customers")
        .column_as(sum(C::ActiveUsers), "active")
        .column_as(sum(C::UnlicensedUsers), "unlicensed")
        .into_tuple()
        .one(db)
        .await?;
    Ok(row.map_or_else(Totals::default, |(customers, active, unlicensed)| Totals {
        customers,
        active_users: active.unwrap_or_default(),
        unlicensed_users: unlicensed.unwrap_or_default(),
    }))
}
