//! What is kept, in SQLite or PostgreSQL: the only place that knows SeaORM and what a query costs.
//!
//! Reads take any [`Connection`]; writes take a [`Tx`], and [`Db::write`] is the only way to one.
//! A function here decides nothing: rules come from the domain, by way of the actions.

pub mod activity;
pub mod ahead;
pub mod audit;
mod backup;
pub mod bulk;
pub mod catalog;
mod chunks;
pub mod customers;
mod entity;
mod error;
pub mod hand_overs;
pub mod jobs;
pub mod kept_forms;
mod keys;
pub mod known_addresses;
pub mod license_previews;
pub mod licenses;
pub mod links;
pub mod mails;
mod meter;
mod migrate;
mod open;
pub mod orphans;
pub mod outbox;
pub mod queue;
mod reach;
pub mod recount;
pub mod released;
pub mod requests;
pub mod selections;
mod server;
pub mod sessions;
pub mod settings;
pub mod setup_links;
pub mod sheets;
pub mod staff;
pub mod subscriptions;
pub mod throttles;
mod tx;
pub mod under_way;
pub mod uploads;
pub mod users;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sea_orm::{
    AccessMode, DatabaseConnection, DbBackend, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions,
};

use tokio::sync::Notify;

use crate::domain::outage::Outage;

pub use self::error::{Error, Stored};
pub use self::open::{DatabaseLocation, OpenError};
pub use self::tx::{Read, Tx};
/// Anything that can be read from: the database, or a transaction under way.
pub use sea_orm::ConnectionTrait as Connection;

/// One state of the database, for reading; see [`Db::snapshot`].
pub type Snapshot = Tx;

/// How often a transaction that met another one is tried again.
const TRIES: u32 = 6;

/// An open database.
#[derive(Clone, Debug)]
pub struct Db {
    reader: Read,
    writer: DatabaseConnection,
    /// Says that the writer of an embedded database is not to serve again as it is.
    spoiled: Arc<AtomicBool>,
    /// Something was committed since the log was emptied last.
    has_written: Arc<AtomicBool>,
    /// Tells those who wait for the writer that another process holds the lock.
    held: Arc<Notify>,
    place: DatabaseLocation,
    meter: Arc<meter::Meter>,
}

impl Db {
    /// For reading only.
    pub fn read(&self) -> &Read {
        &self.reader
    }

    /// Where the data lies.
    pub fn place(&self) -> &DatabaseLocation {
        &self.place
    }

    /// Statements run since the database was opened.
    pub fn statements(&self) -> u64 {
        self.meter.count()
    }

    /// What was asked since this was called last, for who looks at how it is answered; nothing is kept before
    /// it was called once.
    pub fn take_statements(&self) -> Vec<Statement> {
        self.meter.take()
    }

    /// Whether anything was committed here since it was asked last.
    pub fn take_has_written(&self) -> bool {
        self.has_written.swap(false, Ordering::Relaxed)
    }

    /// There is still something for the next who asks.
    pub fn put_has_written(&self) {
        self.has_written.store(true, Ordering::Relaxed);
    }

    /// Runs `work` in one transaction: all of it is kept, or nothing. `work` may run more than once
    /// (when it met another transaction, or its connection broke before COMMIT), so it must not do
    /// anything that cannot be undone by rolling back: no mail, no hashing, no request.
    ///
    /// # Errors
    /// What `work` returns; nothing is written then. [`Outage::Unknown`] when nobody can tell.
    pub async fn write<T, E: Stored>(&self, work: impl AsyncFn(&Tx) -> Result<T, E>) -> Result<T, E> {
        let (mut collisions, mut was_cut) = (0, false);
        loop {
            let error = match self.attempt(&work).await {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            match error.stored() {
                Some(stored) if stored.is_collision() && collisions + 1 < TRIES => {
                    collisions += 1;
                    tokio::time::sleep(Duration::from_millis(u64::from(5 * collisions * collisions))).await;
                }
                Some(stored) if stored.is_cut() && !was_cut => {
                    tracing::warn!(error = %stored, "a transaction is tried again on a fresh connection");
                    was_cut = true;
                }
                _ => return Err(error),
            }
        }
    }

    /// Reads one state of the database, whatever others write meanwhile. What holds it for long
    /// keeps an embedded database's log from being cleared, so let go between customers.
    ///
    /// # Errors
    /// What `work` returns.
    pub async fn snapshot<T, E: Stored>(&self, work: impl AsyncFnOnce(&Snapshot) -> Result<T, E>) -> Result<T, E> {
        let options = TransactionOptions {
            isolation_level: self.is_on_server().then_some(IsolationLevel::RepeatableRead),
            access_mode: self.is_on_server().then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
        };
        let snapshot = Tx::begin(&self.reader.connection, self.reader.server.clone(), options).await?;
        let value = work(&snapshot).await?;
        snapshot.rollback().await?;
        Ok(value)
    }

    async fn attempt<T, E: Stored>(&self, work: &impl AsyncFn(&Tx) -> Result<T, E>) -> Result<T, E> {
        let tx = self.begin().await?;
        match work(&tx).await {
            Ok(value) => match tx.commit().await {
                Ok(()) => {
                    self.has_written.store(true, Ordering::Relaxed);
                    Ok(value)
                }
                Err(error) => Err(self.after_failed_commit(error).await.into()),
            },
            Err(error) => {
                // Before the connection goes back to where the next one takes it.
                if let Some(stored) = error.stored() {
                    self.spoil_after(stored);
                }
                if let Err(failed) = tx.rollback().await {
                    // Nothing was committed; the connection shows it in its depth, and is closed.
                    tracing::warn!(error = %failed, "a transaction could not be rolled back; its connection is closed");
                }
                Err(error)
            }
        }
    }

    async fn begin(&self) -> Result<Tx, Error> {
        // IMMEDIATE: a transaction that reads before it writes would otherwise fail at once when
        // another wrote in between, whatever the busy timeout. It also refuses to begin within another.
        // On a server the access mode is the operator's: a database that is switched to reading stays so.
        let options = TransactionOptions {
            isolation_level: self.is_on_server().then_some(IsolationLevel::ReadCommitted),
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let begun = Tx::begin(&self.writer, self.reader.server.clone(), options);
        if self.is_on_server() {
            return begun.await;
        }
        let begun = tokio::select! {
            begun = begun => begun.map_err(Error::embedded),
            // Whoever was first has waited long enough; the others would do so one after the other.
            () = self.held.notified() => return Err(Error::held()),
        };
        begun.inspect_err(|error| {
            if error.outage() == Some(Outage::Locked) {
                self.held.notify_waiters();
            }
            self.spoil_after(error);
        })
    }

    /// Finds out what became of a commit that failed in an embedded database. What SQLite appended to its
    /// log before the sync failed is invisible, yet a crash at this moment would bring it to life: another
    /// transaction that does nothing writes over it.
    async fn after_failed_commit(&self, error: Error) -> Error {
        self.spoil_after(&error);
        if self.is_on_server() || error.outage() != Some(Outage::Unknown) {
            return error;
        }
        match self.overwrite_log().await {
            Ok(()) => error.not_committed(),
            Err(failed) => {
                tracing::warn!(error = %failed, "it stays unknown whether a transaction was committed");
                error
            }
        }
    }

    async fn overwrite_log(&self) -> Result<(), Error> {
        let tx = self.begin().await?;
        settings::turn(&tx).await?;
        tx.commit().await.inspect_err(|error| self.spoil_after(error))
    }

    fn spoil_after(&self, error: &Error) {
        if error.spoils() {
            self.spoiled.store(true, Ordering::Release);
        }
    }

    fn is_on_server(&self) -> bool {
        matches!(self.writer.get_database_backend(), DbBackend::Postgres)
    }
}

/// `column` contains `part`, both folded; `%` and `_` stand for themselves.
fn contains(column: impl sea_orm::ColumnTrait, part: &str) -> sea_orm::sea_query::SimpleExpr {
    column.like(sea_orm::sea_query::LikeExpr::new(format!("%{}%", escaped(part))).escape('\\'))
}

/// `column`, which is folded and no more, contains a word that people look for: any character stands where theirs
/// is an apostrophe, a hyphen or a sigma, of which there are several.
fn contains_alike(column: impl sea_orm::ColumnTrait, word: &str) -> sea_orm::sea_query::SimpleExpr {
    let pattern = format!("%{}%", escaped(word).replace(['\'', '-', 'σ'], "_"));
    column.like(sea_orm::sea_query::LikeExpr::new(pattern).escape('\\'))
}

/// `column` ends with `part`.
fn ends_with(column: impl sea_orm::ColumnTrait, part: &str) -> sea_orm::sea_query::SimpleExpr {
    column.like(sea_orm::sea_query::LikeExpr::new(format!("%{}", escaped(part))).escape('\\'))
}

fn escaped(part: &str) -> String {
    part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
