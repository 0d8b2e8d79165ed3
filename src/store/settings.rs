//! Facts about the installation.

use sea_orm::{ActiveValue::Set, DbBackend, EntityTrait as _, Statement, sea_query::OnConflict};

use super::entity::setting;
use super::{Connection, Error, Tx};

/// The value of `name`, if it is set.
pub async fn find(db: &impl Connection, name: &str) -> Result<Option<String>, Error> {
    Ok(setting::Entity::find_by_id(name).one(db).await?.map(|row| row.value))
}

/// Sets `name`.
pub async fn put(tx: &Tx, name: &str, value: &str) -> Result<(), Error> {
    let row = setting::ActiveModel { name: Set(name.to_owned()), value: Set(value.to_owned()) };
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Which settings of a PostgreSQL server let it lose what it has committed; none of an embedded database,
/// whose settings are ours.
pub async fn unsafe_on_server(db: &impl Connection) -> Result<Vec<String>, Error> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(Vec::new());
    }
    let sql = "SELECT name || '=' || setting AS setting FROM pg_settings
               WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "setting")?)).collect()
}

/// A switch that means nothing.
const TURN: &str = "turn";

/// Writes something that is not there yet and means nothing: what is there already SQLite would not
/// write once more.
pub(super) async fn turn(tx: &Tx) -> Result<(), Error> {
    let is_on = find(tx, TURN).await?.as_deref() == Some("on");
    put(tx, TURN, if is_on { "off" } else { "on" }).await
}
