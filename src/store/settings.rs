//! Facts about the installation.

use sea_orm::{ActiveValue::Set, EntityTrait as _, sea_query::OnConflict};

use super::entity::setting;
use super::{Connection, Error, Tx};

/// The value of `name`, if it is set.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl Connection, name: &str) -> Result<Option<String>, Error> {
    Ok(setting::Entity::find_by_id(name).one(db).await?.map(|row| row.value))
}

/// Sets `name`.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx, name: &str, value: &str) -> Result<(), Error> {
    let row = setting::ActiveModel { name: Set(name.to_owned()), value: Set(value.to_owned()) };
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// A switch that means nothing.
const TURN: &str = "turn";

/// Writes something that is not there yet and means nothing: what is there already SQLite would not
/// write once more.
///
/// # Errors
/// When the database fails.
pub(super) async fn turn(tx: &Tx) -> Result<(), Error> {
    let is_on = find(tx, TURN).await?.as_deref() == Some("on");
    put(tx, TURN, if is_on { "off" } else { "on" }).await
}
