//! Bringing a database up to date, one process at a time.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait as _, Statement, TransactionTrait as _};
use sea_orm_migration::{MigratorTrait as _, SchemaManager};

use super::open::lock_directory;
use super::{DatabaseLocation, Db, Error, OpenError};
use crate::domain::outage::Outage;
use crate::migrations::Migrator;

/// Any number: the name of our lock among a PostgreSQL server's advisory locks.
const ADVISORY_LOCK: i64 = 0x7061_7274_6e65_7264;

impl Db {
    /// Whether no version of the program has made its tables yet.
    pub async fn is_new(&self) -> Result<bool, Error> {
        Ok(!SchemaManager::new(&self.reader.connection).has_table("settings").await?)
    }

    /// Applies what the database lacks, under a lock: two processes may start at once. One that lacks
    /// nothing is only read, so that a standby, or a database that is switched to reading, can be opened.
    ///
    /// # Errors
    /// When the database belongs to a newer version, or a migration fails.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        let is_known = SchemaManager::new(&self.reader.connection).has_table("seaql_migrations").await;
        if is_known.map_err(|error| not_up_to_date(&error.into()))? && !self.lacks_any().await? {
            return Ok(());
        }
        match &self.place {
            DatabaseLocation::Embedded(directory) => {
                let _lock = lock_directory(directory).await?;
                self.apply().await
            }
            DatabaseLocation::Server(_) => {
                let failed = |error: sea_orm::DbErr| not_up_to_date(&error.into());
                // The lock lives as long as this transaction; the migrations run beside it.
                #[expect(clippy::disallowed_methods, reason = "holds a lock and writes nothing")]
                let lock = self.writer.begin().await.map_err(failed)?;
                let sql = format!("SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock({ADVISORY_LOCK})");
                lock.execute_unprepared(&sql).await.map_err(failed)?;
                let result = self.apply().await;
                lock.rollback().await.map_err(failed)?;
                result
            }
        }
    }

    async fn apply(&self) -> Result<(), OpenError> {
        let failed = |error: sea_orm::DbErr| not_up_to_date(&error.into());
        Migrator::install(&self.writer).await.map_err(failed)?;
        if self.lacks_any().await? {
            Migrator::up(&self.writer, None).await.map_err(failed)?;
        }
        Ok(())
    }

    /// Whether a migration was not applied yet.
    async fn lacks_any(&self) -> Result<bool, OpenError> {
        let known: BTreeSet<String> =
            Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
        let sql = Statement::from_string(self.writer.get_database_backend(), "SELECT version FROM seaql_migrations");
        let rows = self.reader.query_all_raw(sql).await.map_err(|error| not_up_to_date(&error.into()))?;
        for row in &rows {
            let version: String = row.try_get("", "version").map_err(|error| not_up_to_date(&error.into()))?;
            if !known.contains(&version) {
                return Err(OpenError(
                    "the database belongs to a newer version of partnerdesk; start that version, or restore a backup"
                        .into(),
                ));
            }
        }
        Ok(rows.len() < known.len())
    }
}

fn not_up_to_date(error: &Error) -> OpenError {
    let cause = match error.outage() {
        Some(Outage::ReadOnly) => "it is read-only at the moment".to_owned(),
        _ => error.to_string(),
    };
    OpenError(format!("cannot bring the database up to date: {cause}"))
}
