//! Opening a database and bringing it up to date, one process at a time.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement, TransactionTrait as _,
};
use sea_orm_migration::{MigratorTrait as _, SchemaManager};

use super::{Db, Error};
use crate::migrations::Migrator;

/// Any number: the name of our lock among a PostgreSQL server's advisory locks.
const ADVISORY_LOCK: i64 = 0x7061_7274_6e65_7264;
/// Readers beside the one writer of an embedded database.
const READERS: u32 = 4;
/// What each of them keeps of the file, in KiB: the rest is as near, in the system's cache.
const READER_CACHE: u32 = 192;
/// What the writer keeps, SQLite's own default.
const WRITER_CACHE: u32 = 2000;
const SERVER_CONNECTIONS: u32 = 10;
/// A database server that starts at this moment is waited for so long.
const REACHED_WITHIN: Duration = Duration::from_secs(10);

/// Where the data lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// An SQLite file in this directory.
    Embedded(PathBuf),
    /// A PostgreSQL database.
    Server(String),
}

impl Place {
    /// The embedded database's file.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        match self {
            Self::Embedded(directory) => Some(directory.join("partnerdesk.db")),
            Self::Server(_) => None,
        }
    }
}

/// Why the database cannot be used, in a sentence that says what to do.
#[derive(Debug)]
pub struct OpenError(pub String);

impl Db {
    /// Opens the database at `place`, making an embedded one if there is none.
    ///
    /// # Errors
    /// When it cannot be reached or written.
    pub async fn open(place: Place) -> Result<Self, OpenError> {
        let statements = Arc::new(AtomicU64::new(0));
        let (reader, writer) = match &place {
            Place::Embedded(directory) => {
                make_directory(directory)?;
                // The first connection turns the journal to WAL, and fails at once when another one
                // does so at the same moment.
                let _lock = lock_directory(directory).await?;
                let file = place.file().unwrap_or_default();
                // The writer first: it makes the file.
                let writer = connect(embedded(&file, false), &statements).await;
                let writer = writer.map_err(|error| cannot_open(&file.display(), &error))?;
                let reader = connect(embedded(&file, true), &statements).await;
                (reader.map_err(|error| cannot_open(&file.display(), &error))?, writer)
            }
            Place::Server(url) => {
                let mut options = ConnectOptions::new(url);
                options
                    .max_connections(SERVER_CONNECTIONS)
                    .acquire_timeout(Duration::from_secs(30))
                    .sqlx_logging(false);
                let reached = tokio::time::timeout(REACHED_WITHIN, connect(options, &statements)).await;
                let connection = reached
                    .map_err(|_| cannot_reach(&"nothing answers there"))?
                    .map_err(|error| cannot_reach(&error))?;
                (connection.clone(), connection)
            }
        };
        Ok(Self { reader, writer, place, statements })
    }

    /// Whether no version of the program has made its tables yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_new(&self) -> Result<bool, Error> {
        Ok(!SchemaManager::new(&self.reader).has_table("settings").await?)
    }

    /// Applies what the database lacks, under a lock: two processes may start at once.
    ///
    /// # Errors
    /// When the database belongs to a newer version, or a migration fails.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        let failed =
            |error: &dyn std::fmt::Display| OpenError(format!("cannot bring the database up to date: {error}"));
        match &self.place {
            Place::Embedded(directory) => {
                let _lock = lock_directory(directory).await?;
                self.apply().await
            }
            Place::Server(_) => {
                // The lock lives as long as this transaction; the migrations run beside it.
                #[expect(clippy::disallowed_methods, reason = "holds a lock and writes nothing")]
                let lock = self.writer.begin().await.map_err(|error| failed(&error))?;
                let sql = format!("SELECT pg_advisory_xact_lock({ADVISORY_LOCK})");
                lock.execute_unprepared(&sql).await.map_err(|error| failed(&error))?;
                let result = self.apply().await;
                lock.rollback().await.map_err(|error| failed(&error))?;
                result
            }
        }
    }

    async fn apply(&self) -> Result<(), OpenError> {
        let failed =
            |error: &dyn std::fmt::Display| OpenError(format!("cannot bring the database up to date: {error}"));
        Migrator::install(&self.writer).await.map_err(|error| failed(&error))?;
        let known: BTreeSet<String> =
            Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
        let sql = Statement::from_string(self.writer.get_database_backend(), "SELECT version FROM seaql_migrations");
        let rows = self.writer.query_all_raw(sql).await.map_err(|error| failed(&error))?;
        for row in &rows {
            let version: String = row.try_get("", "version").map_err(|error| failed(&error))?;
            if !known.contains(&version) {
                return Err(OpenError(
                    "the database belongs to a newer version of partnerdesk; start that version, or restore a backup"
                        .into(),
                ));
            }
        }
        if rows.len() < known.len() {
            Migrator::up(&self.writer, None).await.map_err(|error| failed(&error))?;
        }
        Ok(())
    }

    /// Holds the lock of an embedded database's directory until the file is dropped; another process
    /// that starts waits here.
    ///
    /// # Errors
    /// When the directory cannot be written, or the database lies on a server.
    pub async fn lock_directory(&self) -> Result<File, OpenError> {
        match &self.place {
            Place::Embedded(directory) => lock_directory(directory).await,
            Place::Server(_) => Err(OpenError("the database lies on a server and has no directory".into())),
        }
    }

    /// Closes all connections, so that an embedded database leaves one whole file.
    pub async fn close(self) {
        let _ = self.reader.close().await;
        let _ = self.writer.close().await;
    }

    /// Writes a consistent copy of an embedded database to `file` while others read and write.
    ///
    /// # Errors
    /// When the file is there already or cannot be written.
    pub async fn copy_to(&self, file: &Path) -> Result<(), Error> {
        // A reader refuses to write even another file; VACUUM INTO leaves this one as it is.
        let sql =
            Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [file.display().to_string().into()]);
        self.writer.execute_raw(sql).await?;
        Ok(())
    }
}

async fn lock_directory(directory: &Path) -> Result<File, OpenError> {
    let path = directory.join("lock");
    let locked = tokio::task::spawn_blocking(move || {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    match locked.await {
        Ok(Ok(file)) => Ok(file),
        Ok(Err(error)) => Err(not_writable(directory, &error)),
        Err(error) => Err(OpenError(error.to_string())),
    }
}

fn make_directory(directory: &Path) -> Result<(), OpenError> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
        .map_err(|error| not_writable(directory, &error))
}

fn not_writable(directory: &Path, error: &std::io::Error) -> OpenError {
    OpenError(format!(
        "cannot write to the data directory {}: {error}; choose another with --data-dir",
        directory.display()
    ))
}

fn cannot_open(file: &dyn std::fmt::Display, error: &dyn std::fmt::Display) -> OpenError {
    OpenError(format!("cannot open the database {file}: {error}; check that its directory can be written"))
}

fn cannot_reach(error: &dyn std::fmt::Display) -> OpenError {
    OpenError(format!("cannot reach the PostgreSQL database: {error}; check --database-url"))
}

fn embedded(file: &Path, reads_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", file.display()));
    options
        .max_connections(if reads_only { READERS } else { 1 })
        .acquire_timeout(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            let cache = if reads_only { READER_CACHE } else { WRITER_CACHE };
            options
                .pragma("cache_size", format!("-{cache}"))
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("busy_timeout", "10000")
                .pragma("foreign_keys", "ON")
                .pragma("query_only", if reads_only { "ON" } else { "OFF" })
                .optimize_on_close(!reads_only, None)
        });
    options
}

async fn connect(options: ConnectOptions, statements: &Arc<AtomicU64>) -> Result<DatabaseConnection, sea_orm::DbErr> {
    let mut connection = Database::connect(options).await?;
    let statements = Arc::clone(statements);
    connection.set_metric_callback(move |_| {
        statements.fetch_add(1, Ordering::Relaxed);
    });
    Ok(connection)
}
