//! Sessions, by the hash of their key: a stolen database opens none.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, SimpleExpr},
};

use chrono::TimeDelta;

use super::entity::session::{ActiveModel, Column, Entity, Model};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::SessionId;
use crate::domain::principal::PrincipalId;

/// Principals that one statement names.
const AT_A_TIME: usize = 500;

/// A session as it is kept. `state` is JSON.
#[derive(Clone, Debug)]
pub struct Session {
    pub key_hash: String,
    /// By this it is shown and ended.
    pub id: SessionId,
    /// Whose it is; nobody's before somebody has signed in.
    pub principal: Option<PrincipalId>,
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
        principal: row.principal.and_then(|principal| principal.parse().ok()),
        state: row.state,
        address: row.address,
        browser: row.browser,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    }
}

pub async fn find(db: &impl Connection, key_hash: &str) -> Result<Option<Session>, Error> {
    Ok(Entity::find_by_id(key_hash).one(db).await?.map(session))
}

/// All of one principal, the one used last first.
pub async fn of(db: &impl Connection, principal: PrincipalId) -> Result<Vec<Session>, Error> {
    let own = Entity::find().filter(Column::Principal.eq(principal.to_string()));
    let rows = own.order_by_desc(Column::LastSeenAt).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(session).collect())
}

pub async fn insert(tx: &Tx, session: &Session) -> Result<(), Error> {
    let row = ActiveModel {
        key_hash: Set(session.key_hash.clone()),
        id: Set(session.id.0),
        principal: Set(session.principal.map(|id| id.to_string())),
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
pub async fn update(tx: &Tx, key_hash: &str, principal: Option<PrincipalId>, state: &str) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::Principal, Expr::value(principal.map(|id| id.to_string())))
        .col_expr(Column::State, Expr::value(state))
        .filter(Column::KeyHash.eq(key_hash))
        .exec(tx)
        .await?;
    Ok(())
}

pub async fn seen(tx: &Tx, key_hash: &str, at: Moment) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::LastSeenAt, Expr::value(at))
        // Never back: what is noted late comes after what was noted since.
        .filter(Column::KeyHash.eq(key_hash).and(Column::LastSeenAt.lt(at)))
        .exec(tx)
        .await?;
    Ok(())
}

pub async fn delete(tx: &Tx, key_hash: &str) -> Result<(), Error> {
    Entity::delete_by_id(key_hash).exec(tx).await?;
    Ok(())
}

/// Which sessions still open something: used, and begun, after these moments.
#[derive(Clone, Copy, Debug)]
pub struct Lasting {
    pub seen_after: Moment,
    pub begun_after: Moment,
}

impl Lasting {
    /// Which sessions did so `before`.
    #[must_use]
    pub fn before(self, before: TimeDelta) -> Self {
        Self { seen_after: self.seen_after - before, begun_after: self.begun_after - before }
    }

    fn condition(self) -> SimpleExpr {
        Column::LastSeenAt.gt(self.seen_after).and(Column::CreatedAt.gt(self.begun_after))
    }
}

/// Ends those that `which` says. Gives how many of them still opened something.
async fn end(tx: &Tx, which: SimpleExpr, lasting: Lasting) -> Result<u64, Error> {
    let ended = Entity::delete_many().filter(which.clone()).filter(lasting.condition()).exec(tx).await?.rows_affected;
    Entity::delete_many().filter(which).exec(tx).await?;
    Ok(ended)
}

/// Ends all sessions of one principal. Gives their number, as do the two below.
pub async fn end_all(tx: &Tx, principal: PrincipalId, lasting: Lasting) -> Result<u64, Error> {
    end(tx, Column::Principal.eq(principal.to_string()), lasting).await
}

/// Ends all sessions of many principals.
pub async fn end_all_of(tx: &Tx, principals: &[PrincipalId]) -> Result<(), Error> {
    for some in principals.chunks(AT_A_TIME) {
        let whose = Column::Principal.is_in(some.iter().map(ToString::to_string));
        Entity::delete_many().filter(whose).exec(tx).await?;
    }
    Ok(())
}

/// Ends one session of this principal; nobody else's, whatever the id.
pub async fn end_one(tx: &Tx, principal: PrincipalId, id: SessionId, lasting: Lasting) -> Result<u64, Error> {
    end(tx, Column::Principal.eq(principal.to_string()).and(Column::Id.eq(id.0)), lasting).await
}

/// Ends all sessions of this principal but one.
pub async fn end_others(tx: &Tx, principal: PrincipalId, kept: SessionId, lasting: Lasting) -> Result<u64, Error> {
    end(tx, Column::Principal.eq(principal.to_string()).and(Column::Id.ne(kept.0)), lasting).await
}

/// Ends all sessions of this principal that still open something, but `own` and the newest others, `most`
/// in all.
pub async fn end_oldest(tx: &Tx, principal: PrincipalId, own: &str, most: u64, lasting: Lasting) -> Result<(), Error> {
    let others = Column::Principal.eq(principal.to_string()).and(lasting.condition()).and(Column::KeyHash.ne(own));
    let newest = Entity::find().select_only().column(Column::KeyHash).filter(others.clone());
    let newest = newest.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(most.saturating_sub(1));
    let kept: Vec<String> = newest.into_tuple().all(tx).await?;
    Entity::delete_many().filter(others).filter(Column::KeyHash.is_not_in(kept)).exec(tx).await?;
    Ok(())
}

/// Removes those that opened nothing any more even then.
pub async fn forget(tx: &Tx, then: Lasting) -> Result<(), Error> {
    Entity::delete_many().filter(then.condition().not()).exec(tx).await?;
    Ok(())
}
