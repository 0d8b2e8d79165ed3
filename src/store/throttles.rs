//! Failed sign-ins, by the HMAC of an account or address.

use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::OnConflict};

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

/// # Errors
/// When the database fails.
pub async fn find(db: &impl Connection, key_hash: &str) -> Result<Option<Throttle>, Error> {
    Ok(Entity::find_by_id(key_hash).one(db).await?.map(|row| Throttle {
        failures: row.failures,
        last_failure_at: row.last_failure_at,
        blocked_until: row.blocked_until,
    }))
}

/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx, key_hash: &str, throttle: Throttle) -> Result<(), Error> {
    let row = ActiveModel {
        key_hash: Set(key_hash.to_owned()),
        failures: Set(throttle.failures),
        last_failure_at: Set(throttle.last_failure_at),
        blocked_until: Set(throttle.blocked_until),
    };
    let columns = [Column::Failures, Column::LastFailureAt, Column::BlockedUntil];
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::KeyHash).update_columns(columns).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// # Errors
/// When the database fails.
pub async fn clear(tx: &Tx, key_hash: &str) -> Result<(), Error> {
    Entity::delete_by_id(key_hash).exec(tx).await?;
    Ok(())
}

/// Forgets those whose last failure lies before `before`.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, before: Moment) -> Result<(), Error> {
    Entity::delete_many().filter(Column::LastFailureAt.lt(before)).exec(tx).await?;
    Ok(())
}
