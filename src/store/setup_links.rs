//! The links that make the first of the staff, by the hash of their token.

use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::entity::setup_link::{ActiveModel, Column, Entity};
use super::{Connection, Error, Tx};
use crate::domain::Moment;

/// Adds a set-up link, and forgets those whose time was over at `now`. Others stay: two processes that
/// start together print one each.
pub async fn put(tx: &Tx, token_hash: &str, expires_at: Moment, now: Moment) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now)).exec(tx).await?;
    let row = ActiveModel { token_hash: Set(token_hash.to_owned()), expires_at: Set(expires_at) };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether such a link can be used at `now`.
pub async fn is_usable(db: &impl Connection, token_hash: &str, now: Moment) -> Result<bool, Error> {
    let link = Entity::find_by_id(token_hash).one(db).await?;
    Ok(link.is_some_and(|link| now < link.expires_at))
}

/// Takes the link: the second of two who use it at once gets `false`.
pub async fn take(tx: &Tx, token_hash: &str, now: Moment) -> Result<bool, Error> {
    let taken = Entity::delete_by_id(token_hash).filter(Column::ExpiresAt.gt(now)).exec(tx);
    Ok(taken.await?.rows_affected == 1)
}
