//! Sessions, by the hash of their key: a stolen database opens none.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, ExprTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, sea_query::Expr,
};

use super::entity::session::{ActiveModel, Column, Entity, Model};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::{SessionId, StaffId};

/// A session as it is kept. `state` is JSON.
#[derive(Clone, Debug)]
pub struct Session {
    pub key_hash: String,
    /// By this it is shown and ended.
    pub id: SessionId,
    pub staff: Option<StaffId>,
    pub state: String,
    pub address: String,
    pub browser: String,
    pub created_at: Moment,
    pub last_seen_at: Moment,
}

fn session(row: Model) -> Session {
    Session {
        key_hash: row.key_hash,
        id: SessionId(row.id),
        staff: row.staff_id.map(StaffId),
        state: row.state,
        address: row.address,
        browser: row.browser,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    }
}

/// # Errors
/// When the database fails.
pub async fn find(db: &impl Connection, key_hash: &str) -> Result<Option<Session>, Error> {
    Ok(Entity::find_by_id(key_hash).one(db).await?.map(session))
}

/// All of one member of staff, the one used last first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &impl Connection, staff: StaffId) -> Result<Vec<Session>, Error> {
    let own = Entity::find().filter(Column::StaffId.eq(staff.0));
    let rows = own.order_by_desc(Column::LastSeenAt).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(session).collect())
}

/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, session: &Session) -> Result<(), Error> {
    let row = ActiveModel {
        key_hash: Set(session.key_hash.clone()),
        id: Set(session.id.0),
        staff_id: Set(session.staff.map(|id| id.0)),
        state: Set(session.state.clone()),
        address: Set(session.address.clone()),
        browser: Set(session.browser.clone()),
        created_at: Set(session.created_at),
        last_seen_at: Set(session.last_seen_at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes the state of a session that is still there. One that was ended meanwhile stays ended.
///
/// # Errors
/// When the database fails.
pub async fn update(tx: &Tx, key_hash: &str, staff: Option<StaffId>, state: &str) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::StaffId, Expr::value(staff.map(|id| id.0)))
        .col_expr(Column::State, Expr::value(state))
        .filter(Column::KeyHash.eq(key_hash))
        .exec(tx)
        .await?;
    Ok(())
}

/// # Errors
/// When the database fails.
pub async fn seen(tx: &Tx, key_hash: &str, at: Moment) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::LastSeenAt, Expr::value(at))
        // Never back: what is noted late comes after what was noted since.
        .filter(Column::KeyHash.eq(key_hash).and(Column::LastSeenAt.lt(at)))
        .exec(tx)
        .await?;
    Ok(())
}

/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx, key_hash: &str) -> Result<(), Error> {
    Entity::delete_by_id(key_hash).exec(tx).await?;
    Ok(())
}

/// Ends all sessions of one member of staff. Gives their number, as do the two below.
///
/// # Errors
/// When the database fails.
pub async fn end_all(tx: &Tx, staff: StaffId) -> Result<u64, Error> {
    Ok(Entity::delete_many().filter(Column::StaffId.eq(staff.0)).exec(tx).await?.rows_affected)
}

/// Ends one session of this member of staff; nobody else's, whatever the id.
///
/// # Errors
/// When the database fails.
pub async fn end_one(tx: &Tx, staff: StaffId, id: SessionId) -> Result<u64, Error> {
    let one = Column::StaffId.eq(staff.0).and(Column::Id.eq(id.0));
    Ok(Entity::delete_many().filter(one).exec(tx).await?.rows_affected)
}

/// Ends all sessions of this member of staff but one.
///
/// # Errors
/// When the database fails.
pub async fn end_others(tx: &Tx, staff: StaffId, kept: SessionId) -> Result<u64, Error> {
    let others = Column::StaffId.eq(staff.0).and(Column::Id.ne(kept.0));
    Ok(Entity::delete_many().filter(others).exec(tx).await?.rows_affected)
}

/// Ends all but the `most` newest sessions of this member of staff.
///
/// # Errors
/// When the database fails.
pub async fn end_oldest(tx: &Tx, staff: StaffId, most: u64) -> Result<(), Error> {
    let own = Entity::find().select_only().column(Column::KeyHash).filter(Column::StaffId.eq(staff.0));
    let newest = own.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(most);
    let kept: Vec<String> = newest.into_tuple().all(tx).await?;
    Entity::delete_many().filter(Column::StaffId.eq(staff.0)).filter(Column::KeyHash.is_not_in(kept)).exec(tx).await?;
    Ok(())
}

/// Removes those that nobody used since `idle`, and those begun before `absolute`.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, idle: Moment, absolute: Moment) -> Result<(), Error> {
    Entity::delete_many().filter(Column::LastSeenAt.lt(idle).or(Column::CreatedAt.lt(absolute))).exec(tx).await?;
    Ok(())
}
