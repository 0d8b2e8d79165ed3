//! What is kept, in SQLite or PostgreSQL: the only place that knows SeaORM and what a query costs.
//!
//! Reads take any [`Connection`]; writes take a [`Tx`], and [`Db::write`] is the only way to one.
//! A function here decides nothing: rules come from the domain, by way of the actions.

pub mod activity;
pub mod audit;
mod backup;
pub mod bulk;
pub mod catalog;
pub mod customers;
mod entity;
mod error;
pub mod jobs;
pub mod license_plans;
pub mod licenses;
mod open;
mod parts;
pub mod queue;
pub mod recount;
pub mod released;
pub mod requests;
pub mod selections;
pub mod sessions;
pub mod settings;
pub mod setup_links;
pub mod sheets;
pub mod staff;
pub mod strays;
pub mod subscriptions;
pub mod throttles;
pub mod users;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel, SqliteTransactionMode,
    TransactionOptions, TransactionTrait as _,
};

pub use self::error::{Error, Stored};
pub use self::open::{OpenError, Place};
/// Anything that can be read from: the database, or a transaction under way.
pub use sea_orm::ConnectionTrait as Connection;

/// A transaction that writes.
pub type Tx = DatabaseTransaction;
/// One state of the database, for reading; see [`Db::snapshot`].
pub type Snapshot = DatabaseTransaction;
/// The database for reading. On SQLite such a connection refuses to write.
pub type Read = DatabaseConnection;

/// How often a transaction that met another one is tried again.
const TRIES: u32 = 6;

/// Which customers a question over several of them is about. Today every member of staff reaches
/// all; later some only a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Db {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    place: Place,
    statements: Arc<AtomicU64>,
}

impl Db {
    /// For reading only.
    #[must_use]
    pub fn read(&self) -> &Read {
        &self.reader
    }

    /// Where the data lies.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Statements run since the database was opened.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Runs `work` in one transaction: all of it is kept, or nothing. `work` may run more than once
    /// (when it met another transaction), so it must not do anything that cannot be undone by
    /// rolling back: no mail, no hashing, no request.
    ///
    /// # Errors
    /// What `work` returns; nothing is written then.
    pub async fn write<T, E: Stored>(&self, work: impl AsyncFn(&Tx) -> Result<T, E>) -> Result<T, E> {
        let mut tried = 0;
        loop {
            tried += 1;
            match self.attempt(&work).await {
                Err(error) if tried < TRIES && error.stored().is_some_and(Error::is_collision) => {
                    tokio::time::sleep(Duration::from_millis(u64::from(5 * tried * tried))).await;
                }
                result => return result,
            }
        }
    }

    /// Reads one state of the database, whatever others write meanwhile. What holds it for long
    /// keeps an embedded database's log from being cleared, so let go between customers.
    ///
    /// # Errors
    /// What `work` returns.
    pub async fn snapshot<T, E: Stored>(&self, work: impl AsyncFnOnce(&Snapshot) -> Result<T, E>) -> Result<T, E> {
        let on_server = matches!(self.reader.get_database_backend(), DbBackend::Postgres);
        let options = TransactionOptions {
            isolation_level: on_server.then_some(IsolationLevel::RepeatableRead),
            access_mode: on_server.then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
        };
        let snapshot = self.reader.begin_with_options(options).await.map_err(Error::from)?;
        let value = work(&snapshot).await?;
        snapshot.rollback().await.map_err(Error::from)?;
        Ok(value)
    }

    async fn attempt<T, E: Stored>(&self, work: &impl AsyncFn(&Tx) -> Result<T, E>) -> Result<T, E> {
        // IMMEDIATE: a transaction that reads before it writes would otherwise fail at once when
        // another wrote in between, whatever the busy timeout.
        let options = TransactionOptions {
            isolation_level: matches!(self.writer.get_database_backend(), DbBackend::Postgres)
                .then_some(IsolationLevel::ReadCommitted),
            access_mode: matches!(self.writer.get_database_backend(), DbBackend::Postgres)
                .then_some(AccessMode::ReadWrite),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let tx = self.writer.begin_with_options(options).await.map_err(Error::from)?;
        let value = work(&tx).await?;
        tx.commit().await.map_err(Error::from)?;
        Ok(value)
    }
}

/// `column` contains `part`, both folded; `%` and `_` stand for themselves.
fn contains(column: impl sea_orm::ColumnTrait, part: &str) -> sea_orm::sea_query::SimpleExpr {
    column.like(sea_orm::sea_query::LikeExpr::new(format!("%{}%", escaped(part))).escape('\\'))
}

/// `column` ends with `part`.
fn ends_with(column: impl sea_orm::ColumnTrait, part: &str) -> sea_orm::sea_query::SimpleExpr {
    column.like(sea_orm::sea_query::LikeExpr::new(format!("%{}", escaped(part))).escape('\\'))
}

fn escaped(part: &str) -> String {
    part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
