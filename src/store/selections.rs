//! Choices of users that last over pages.

use std::collections::BTreeSet;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, Select,
    sea_query::{Expr, OnConflict, Query},
};

use super::entity::{selection, selection_user, user};
use super::keys::of_users;
use super::users::chosen::UserSet;
use super::{Connection, Error, Tx, users};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, SelectionId, StaffId, UserId};
use crate::domain::user::UserState;

/// Rows a statement.
const ROWS: usize = 100;
/// Who is chosen.
const CHOSEN: [selection_user::Column; 2] = [selection_user::Column::CustomerId, selection_user::Column::UserId];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    pub id: SelectionId,
    pub staff: StaffId,
    /// What *all that match* were to match, in words that `actions` reads; nothing for a choice by hand.
    pub filter: Option<String>,
    pub expires_at: Moment,
}

/// A selection of this member of staff that has not expired.
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

/// How many users in this state are chosen.
pub async fn count(
    db: &impl Connection,
    customer: CustomerId,
    id: SelectionId,
    state: UserState,
) -> Result<i64, Error> {
    let chosen = users::standing(db.get_database_backend(), customer, state, &UserSet::Selection(id));
    Ok(i64::try_from(chosen.count(db).await?).unwrap_or(i64::MAX))
}

/// How many users were chosen, whatever became of them since.
pub async fn size(db: &impl Connection, customer: CustomerId, id: SelectionId) -> Result<i64, Error> {
    let count = selection_user::Entity::find()
        .filter(selection_user::Column::CustomerId.eq(customer.0))
        .filter(selection_user::Column::SelectionId.eq(id.0))
        .count(db)
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many users are wanted and not chosen.
pub async fn unchosen(
    db: &impl Connection,
    customer: CustomerId,
    id: SelectionId,
    wanted: &users::UserQuery,
) -> Result<i64, Error> {
    let backend = db.get_database_backend();
    let chosen = users::within(backend, customer, &UserSet::Selection(id));
    let count = users::wanted(backend, customer, wanted).filter(chosen.not()).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Which of `among` are chosen.
pub async fn chosen(
    db: &impl Connection,
    customer: CustomerId,
    id: SelectionId,
    among: &[UserId],
) -> Result<BTreeSet<UserId>, Error> {
    let rows = selection_user::Entity::find()
        .filter(of_users(db.get_database_backend(), CHOSEN, customer, among))
        .filter(selection_user::Column::SelectionId.eq(id.0))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| UserId(row.user_id)).collect())
}

/// What came of choosing users by their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Who was not chosen before.
    pub new: u64,
    /// Ids of nobody in this state; they were passed over.
    pub unknown: i64,
}

/// Chooses those of `ids` that are users of the customer in this state.
pub async fn add(
    tx: &Tx,
    customer: CustomerId,
    id: SelectionId,
    ids: &[UserId],
    state: UserState,
) -> Result<Added, Error> {
    let mut added = Added::default();
    for ids in ids.chunks(ROWS) {
        let asked = UserSet::Users(ids.to_vec());
        let known: Vec<uuid::Uuid> = users::standing(tx.get_database_backend(), customer, state, &asked)
            .select_only()
            .column(user::Column::Id)
            .into_tuple()
            .all(tx)
            .await?;
        added.unknown += i64::try_from(ids.len() - known.len()).unwrap_or_default();
        let rows = known.into_iter().map(|user| selection_user::ActiveModel {
            customer_id: Set(customer.0),
            selection_id: Set(id.0),
            user_id: Set(user),
        });
        added.new += selection_user::Entity::insert_many(rows)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(added)
}

/// Chooses every user that is wanted besides those who are, in one statement.
pub async fn add_all(tx: &Tx, customer: CustomerId, id: SelectionId, wanted: &users::UserQuery) -> Result<(), Error> {
    insert(tx, customer, id, users::wanted(tx.get_database_backend(), customer, wanted)).await
}

/// Chooses those of `chosen` who are in this state, for a selection of nobody, in one statement.
pub async fn add_these(
    tx: &Tx,
    customer: CustomerId,
    id: SelectionId,
    chosen: &UserSet,
    state: UserState,
) -> Result<(), Error> {
    insert(tx, customer, id, users::standing(tx.get_database_backend(), customer, state, chosen)).await
}

async fn insert(tx: &Tx, customer: CustomerId, id: SelectionId, users: Select<user::Entity>) -> Result<(), Error> {
    use selection_user::Column as C;
    let users = users.select_only().expr(Expr::value(customer.0)).expr(Expr::value(id.0)).column(user::Column::Id);
    let mut insert = Query::insert();
    insert.into_table(selection_user::Entity).columns([C::CustomerId, C::SelectionId, C::UserId]);
    insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    insert.select_from(users.into_query()).map_err(|error| sea_orm::DbErr::Custom(error.to_string()))?;
    tx.execute(&insert).await?;
    Ok(())
}

/// Takes `ids` out of the choice. Gives how many were in it.
pub async fn remove(tx: &Tx, customer: CustomerId, id: SelectionId, ids: &[UserId]) -> Result<u64, Error> {
    let mut removed = 0;
    for ids in ids.chunks(ROWS) {
        let gone = selection_user::Entity::delete_many()
            .filter(of_users(tx.get_database_backend(), CHOSEN, customer, ids))
            .filter(selection_user::Column::SelectionId.eq(id.0))
            .exec(tx)
            .await?;
        removed += gone.rows_affected;
    }
    Ok(removed)
}

/// Takes everybody out of the choice.
pub async fn clear(tx: &Tx, customer: CustomerId, id: SelectionId) -> Result<(), Error> {
    selection_user::Entity::delete_many()
        .filter(selection_user::Column::CustomerId.eq(customer.0))
        .filter(selection_user::Column::SelectionId.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many choices this member of staff has under way.
pub async fn count_of(db: &impl Connection, staff: StaffId, now: Moment) -> Result<i64, Error> {
    use selection::Column as C;
    let own = selection::Entity::find().filter(C::StaffId.eq(staff.0)).filter(C::ExpiresAt.gt(now));
    Ok(i64::try_from(own.count(db).await?).unwrap_or(i64::MAX))
}

/// Drops all choices of this member of staff.
pub async fn forget_of(tx: &Tx, staff: StaffId) -> Result<(), Error> {
    selection::Entity::delete_many().filter(selection::Column::StaffId.eq(staff.0)).exec(tx).await?;
    Ok(())
}

pub async fn forget(tx: &Tx, now: Moment) -> Result<(), Error> {
    selection::Entity::delete_many().filter(selection::Column::ExpiresAt.lte(now)).exec(tx).await?;
    Ok(())
}

/// The first users who were chosen and are not wanted any more, active or deleted, by name.
pub async fn left(
    db: &impl Connection,
    customer: CustomerId,
    id: SelectionId,
    wanted: &users::UserQuery,
    limit: u64,
) -> Result<Vec<String>, Error> {
    use user::Column as C;
    let backend = db.get_database_backend();
    let still = users::wanted(backend, customer, wanted).select_only().column(C::Id).into_query();
    let gone = user::Entity::find()
        .filter(users::within(backend, customer, &UserSet::Selection(id)))
        .filter(C::Id.not_in_subquery(still));
    names(db, gone, limit).await
}

/// The first users who are wanted and were not chosen, by name.
pub async fn joined(
    db: &impl Connection,
    customer: CustomerId,
    id: SelectionId,
    wanted: &users::UserQuery,
    limit: u64,
) -> Result<Vec<String>, Error> {
    let backend = db.get_database_backend();
    let chosen = users::within(backend, customer, &UserSet::Selection(id));
    names(db, users::wanted(backend, customer, wanted).filter(chosen.not()), limit).await
}

async fn names(db: &impl Connection, users: Select<user::Entity>, limit: u64) -> Result<Vec<String>, Error> {
    use user::Column as C;
    let first = users.select_only().column(C::DisplayName).order_by_asc(C::SortKey).order_by_asc(C::Id).limit(limit);
    Ok(first.into_tuple().all(db).await?)
}
