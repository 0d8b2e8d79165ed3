//! Choices of users that last over pages.

use std::collections::BTreeSet;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QuerySelect as _,
    sea_query::{OnConflict, Query},
};

use super::entity::{selection, selection_user, user};
use super::{Connection, Error, Tx, users};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, SelectionId, StaffId, UserId};

/// Rows a statement.
const ROWS: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    pub id: SelectionId,
    pub staff: StaffId,
    /// The address of the list from which *all that match* were taken.
    pub filter: Option<String>,
    pub expires_at: Moment,
}

/// A selection of this member of staff that has not expired.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &impl Connection,
    customer: CustomerId,
    staff: StaffId,
    id: SelectionId,
    now: Moment,
) -> Result<Option<Selection>, Error> {
    let row = selection::Entity::find_by_id((customer.0, id.0)).one(db).await?;
    let row = row.filter(|row| row.staff_id == staff.0 && now < row.expires_at);
    Ok(row.map(|row| Selection { id, staff, filter: row.filter, expires_at: row.expires_at }))
}

/// Makes or renews a selection.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx, customer: CustomerId, selection: &Selection) -> Result<(), Error> {
    use selection::Column as C;
    let row = selection::ActiveModel {
        customer_id: Set(customer.0),
        id: Set(selection.id.0),
        staff_id: Set(selection.staff.0),
        filter: Set(selection.filter.clone()),
        expires_at: Set(selection.expires_at),
    };
    selection::Entity::insert(row)
        .on_conflict(OnConflict::columns([C::CustomerId, C::Id]).update_columns([C::Filter, C::ExpiresAt]).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// How many active users are chosen.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Connection, customer: CustomerId, id: SelectionId) -> Result<i64, Error> {
    let chosen = Query::select()
        .column(selection_user::Column::UserId)
        .from(selection_user::Entity)
        .and_where(selection_user::Column::CustomerId.eq(customer.0))
        .and_where(selection_user::Column::SelectionId.eq(id.0))
        .to_owned();
    let count = user::Entity::find()
        .filter(user::Column::CustomerId.eq(customer.0))
        .filter(user::Column::DeletedAt.is_null())
        .filter(user::Column::Id.in_subquery(chosen))
        .count(db)
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Which of `among` are chosen.
///
/// # Errors
/// When the database fails.
pub async fn chosen(
    db: &impl Connection,
    customer: CustomerId,
    id: SelectionId,
    among: &[UserId],
) -> Result<BTreeSet<UserId>, Error> {
    let rows = selection_user::Entity::find()
        .filter(selection_user::Column::CustomerId.eq(customer.0))
        .filter(selection_user::Column::SelectionId.eq(id.0))
        .filter(selection_user::Column::UserId.is_in(among.iter().map(|id| id.0)))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| UserId(row.user_id)).collect())
}

/// Chooses those of `ids` that are active users of the customer; others are passed over. Gives the
/// number of those that were passed over.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &Tx, customer: CustomerId, id: SelectionId, ids: &[UserId]) -> Result<i64, Error> {
    let mut unknown = 0;
    for ids in ids.chunks(ROWS) {
        let known: Vec<uuid::Uuid> = user::Entity::find()
            .select_only()
            .column(user::Column::Id)
            .filter(user::Column::CustomerId.eq(customer.0))
            .filter(user::Column::DeletedAt.is_null())
            .filter(user::Column::Id.is_in(ids.iter().map(|id| id.0)))
            .into_tuple()
            .all(tx)
            .await?;
        unknown += i64::try_from(ids.len() - known.len()).unwrap_or_default();
        let rows = known.into_iter().map(|user| selection_user::ActiveModel {
            customer_id: Set(customer.0),
            selection_id: Set(id.0),
            user_id: Set(user),
        });
        selection_user::Entity::insert_many(rows)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(unknown)
}

/// Chooses every user that is wanted, in one statement.
///
/// # Errors
/// When the database fails.
pub async fn add_all(tx: &Tx, customer: CustomerId, id: SelectionId, wanted: &users::Wanted) -> Result<(), Error> {
    use selection_user::Column as C;
    clear(tx, customer, id).await?;
    let mut insert = Query::insert();
    insert.into_table(selection_user::Entity).columns([C::CustomerId, C::SelectionId, C::UserId]);
    insert
        .select_from(users::choose(customer, wanted, id))
        .map_err(|error| sea_orm::DbErr::Custom(error.to_string()))?;
    sea_orm::ConnectionTrait::execute(tx, &insert).await?;
    Ok(())
}

/// Takes `ids` out of the choice.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &Tx, customer: CustomerId, id: SelectionId, ids: &[UserId]) -> Result<(), Error> {
    for ids in ids.chunks(ROWS) {
        selection_user::Entity::delete_many()
            .filter(selection_user::Column::CustomerId.eq(customer.0))
            .filter(selection_user::Column::SelectionId.eq(id.0))
            .filter(selection_user::Column::UserId.is_in(ids.iter().map(|id| id.0)))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Takes everybody out of the choice.
///
/// # Errors
/// When the database fails.
pub async fn clear(tx: &Tx, customer: CustomerId, id: SelectionId) -> Result<(), Error> {
    selection_user::Entity::delete_many()
        .filter(selection_user::Column::CustomerId.eq(customer.0))
        .filter(selection_user::Column::SelectionId.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many choices this member of staff has under way.
///
/// # Errors
/// When the database fails.
pub async fn count_of(db: &impl Connection, staff: StaffId, now: Moment) -> Result<i64, Error> {
    use selection::Column as C;
    let own = selection::Entity::find().filter(C::StaffId.eq(staff.0)).filter(C::ExpiresAt.gt(now));
    Ok(i64::try_from(own.count(db).await?).unwrap_or(i64::MAX))
}

/// Drops all choices of this member of staff.
///
/// # Errors
/// When the database fails.
pub async fn forget_of(tx: &Tx, staff: StaffId) -> Result<(), Error> {
    selection::Entity::delete_many().filter(selection::Column::StaffId.eq(staff.0)).exec(tx).await?;
    Ok(())
}

/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, now: Moment) -> Result<(), Error> {
    selection::Entity::delete_many().filter(selection::Column::ExpiresAt.lte(now)).exec(tx).await?;
    Ok(())
}
