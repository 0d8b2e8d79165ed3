//! A copy of an embedded database that can be kept for years: whole, and without what must not
//! come alive again or be read by whoever finds it.

use std::path::Path;

use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, EntityTrait as _};

use super::entity::{credential_row, request, session, setup_link, throttle};
use super::{Db, Error};

impl Db {
    /// Writes a consistent copy of an embedded database to `file` while others read and write,
    /// without sessions, set-up links, sealed passwords, answered forms and throttles. Not a byte of
    /// them is left in the file.
    ///
    /// # Errors
    /// When the file holds anything already or cannot be written.
    pub async fn back_up_to(&self, file: &Path) -> Result<(), Error> {
        self.copy_to(file).await?;
        let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rw", file.display()));
        // A journal would be a second copy of what is taken out; a failure here spoils the copy only.
        options.max_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(|options| {
            options.pragma("journal_mode", "OFF").pragma("secure_delete", "ON").pragma("foreign_keys", "OFF")
        });
        let copy = Database::connect(options).await?;
        session::Entity::delete_many().exec(&copy).await?;
        setup_link::Entity::delete_many().exec(&copy).await?;
        credential_row::Entity::delete_many().exec(&copy).await?;
        request::Entity::delete_many().exec(&copy).await?;
        throttle::Entity::delete_many().exec(&copy).await?;
        copy.execute_unprepared("VACUUM").await?;
        copy.close().await?;
        Ok(())
    }
}
