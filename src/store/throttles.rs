//! Failed sign-ins, by the HMAC of an account or address.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::OnConflict,
};

use super::entity::throttle::{ActiveModel, Column, Entity};
use super::{Connection, Error, Tx};
use crate::domain::Moment;

/// How often it failed, when last, and until when nothing is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttle {
    pub failures: i64,
    pub last_failure_at: Moment,
    pub blocked_until: Moment,
}

fn row(key_hash: &str, throttle: Throttle) -> ActiveModel {
    ActiveModel {
        key_hash: Set(key_hash.to_owned()),
        failures: Set(throttle.failures),
        last_failure_at: Set(throttle.last_failure_at),
        blocked_until: Set(throttle.blocked_until),
    }
}

/// What is known of `key_hash`, held until the transaction ends, so that of many who fail at once
/// each sees those before it. A row is made first where there is none: what is not there cannot be
/// held.
pub async fn lock(tx: &Tx, key_hash: &str, now: Moment) -> Result<Throttle, Error> {
    let new = Throttle { failures: 0, last_failure_at: now, blocked_until: now };
    Entity::insert(row(key_hash, new))
        .on_conflict(OnConflict::column(Column::KeyHash).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let row = Entity::find_by_id(key_hash).lock_exclusive().one(tx).await?;
    Ok(row.map_or(new, |row| Throttle {
        failures: row.failures,
        last_failure_at: row.last_failure_at,
        blocked_until: row.blocked_until,
    }))
}

pub async fn put(tx: &Tx, key_hash: &str, throttle: Throttle) -> Result<(), Error> {
    let columns = [Column::Failures, Column::LastFailureAt, Column::BlockedUntil];
    Entity::insert(row(key_hash, throttle))
        .on_conflict(OnConflict::column(Column::KeyHash).update_columns(columns).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub async fn clear(tx: &Tx, key_hash: &str) -> Result<(), Error> {
    Entity::delete_by_id(key_hash).exec(tx).await?;
    Ok(())
}

/// Until when somebody is kept waiting, by the beginning that all keys of that person share.
pub async fn longest(db: &impl Connection, beginning: &str, now: Moment) -> Result<Option<Moment>, Error> {
    let waiting = Entity::find().filter(of(beginning)).filter(Column::BlockedUntil.gt(now));
    let row = waiting.order_by_desc(Column::BlockedUntil).one(db).await?;
    Ok(row.map(|row| row.blocked_until))
}

/// Forgets all failures of somebody. Gives whether there were any.
pub async fn clear_all(tx: &Tx, beginning: &str) -> Result<bool, Error> {
    Ok(Entity::delete_many().filter(of(beginning)).exec(tx).await?.rows_affected > 0)
}

/// Keys are hexadecimal and dashes, so this is a range of the primary key.
fn of(beginning: &str) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(Column::KeyHash.gte(format!("{beginning}-")))
        .add(Column::KeyHash.lt(format!("{beginning}.")))
}

/// Forgets those whose last failure lies before `before`.
pub async fn forget(tx: &Tx, before: Moment) -> Result<(), Error> {
    Entity::delete_many().filter(Column::LastFailureAt.lt(before)).exec(tx).await?;
    Ok(())
}
