//! Opening a database: which connections there are, how long they wait, and when one may serve again.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{Connection as _, SqliteConnection};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};

use super::meter::Meter;
use super::server::{Server, is_alive};
use super::{Db, Error, Read};
use crate::files::{make_private, mend};

/// Readers beside the one writer of an embedded database.
const READERS: u32 = 4;
/// What each of them keeps of the file, in KiB: the rest is as near, in the system's cache.
const READER_CACHE: u32 = 192;
/// What the writer keeps, SQLite's own default.
const WRITER_CACHE: u32 = 2000;
/// How long the writer waits for another process.
const LOCK_WAIT: Duration = Duration::from_secs(4);
/// How long requests wait for each other. Where it is not each other that they wait for, they are told sooner.
const TURN_WAIT: Duration = Duration::from_secs(30);
const SERVER_CONNECTIONS: u32 = 10;
/// A database server that starts at this moment is waited for so long.
const REACHED_WITHIN: Duration = Duration::from_secs(10);

/// Where the data lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseLocation {
    /// An SQLite file in this directory.
    Embedded(PathBuf),
    /// A PostgreSQL database.
    Server(String),
}

impl DatabaseLocation {
    /// The embedded database's file.
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
    pub async fn open(place: DatabaseLocation) -> Result<Self, OpenError> {
        let meter = Arc::new(Meter::default());
        let spoiled = Arc::new(AtomicBool::new(false));
        let (reader, writer, server) = match &place {
            DatabaseLocation::Embedded(directory) => {
                make_directory(directory)?;
                let directory = &std::path::absolute(directory).map_err(|error| not_writable(directory, &error))?;
                // The first connection turns the journal to WAL, and fails at once when another one
                // does so at the same moment.
                let _lock = lock_directory(directory).await?;
                let file = DatabaseLocation::Embedded(directory.clone()).file().unwrap_or_default();
                // SQLite gives its log and its index the rights of the database.
                let beside = ["-wal", "-shm"].map(|end| with_end(&file, end));
                let made = make_private(&file).and_then(|()| beside.iter().try_for_each(|file| mend(file)));
                made.map_err(|error| cannot_open(&file.display(), &error))?;
                // The writer first: it makes the file.
                let writer = connect(embedded(&file, Some(Arc::clone(&spoiled))), &meter).await;
                let writer = writer.map_err(|error| cannot_open(&file.display(), &error))?;
                let reader = connect(embedded(&file, None), &meter).await;
                (reader.map_err(|error| cannot_open(&file.display(), &error))?, writer, None)
            }
            DatabaseLocation::Server(url) => {
                let server: PgConnectOptions = url.parse().map_err(|error| cannot_reach(&error))?;
                let server = Arc::new(Server::new(server));
                let reached =
                    tokio::time::timeout(REACHED_WITHIN, connect(on_server(url, Arc::clone(&server)), &meter));
                let connection = reached
                    .await
                    .map_err(|_| cannot_reach(&"nothing answers there"))?
                    .map_err(|error| cannot_reach(&error))?;
                (connection.clone(), connection, Some(server))
            }
        };
        let reader = Read { connection: reader, server };
        // What an earlier process left in the log counts as written.
        let has_written = Arc::new(AtomicBool::new(true));
        Ok(Self { reader, writer, spoiled, has_written, held: Arc::default(), place, meter })
    }

    /// Holds the lock of an embedded database's directory until the file is dropped; another process
    /// that starts waits here.
    ///
    /// # Errors
    /// When the directory cannot be written, or the database lies on a server.
    pub async fn lock_directory(&self) -> Result<File, OpenError> {
        match &self.place {
            DatabaseLocation::Embedded(directory) => lock_directory(directory).await,
            DatabaseLocation::Server(_) => Err(OpenError("the database lies on a server and has no directory".into())),
        }
    }

    /// Closes all connections, so that an embedded database leaves one whole file.
    pub async fn close(self) {
        let _ = self.reader.connection.close().await;
        let _ = self.writer.close().await;
    }

    /// Takes what was deleted out of an embedded database's log too: its pages go into the file and the
    /// log is emptied, as soon as nobody reads from it. Gives whether it is done; a server does this in ways
    /// of its own.
    pub async fn empty_log(&self) -> Result<bool, Error> {
        let Some(file) = self.place.file() else { return Ok(true) };
        // Who writes meanwhile waits for as long as this does, so it soon gives way to readers.
        let sql = format!(
            "PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = {}",
            LOCK_WAIT.as_millis()
        );
        if let Err(error) = self.writer.execute_unprepared(&sql).await {
            self.spoiled.store(true, Ordering::Release);
            return Err(error.into());
        }
        let left = std::fs::metadata(with_end(&file, "-wal")).map_or(0, |log| log.len());
        Ok(left == 0)
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

pub(super) async fn lock_directory(directory: &Path) -> Result<File, OpenError> {
    let path = directory.join("lock");
    let locked = tokio::task::spawn_blocking(move || {
        make_private(&path)?;
        let file = OpenOptions::new().write(true).open(&path)?;
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

/// An SQLite file, whatever it is called: a path is never read as an address. It must be absolute, since
/// SQLite takes names that begin with `file:` for one.
pub(super) fn at(
    file: &Path,
    set: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions + Send + Sync + 'static,
) -> ConnectOptions {
    let mut options = ConnectOptions::new("sqlite://");
    let file = file.to_owned();
    options.sqlx_logging(false).map_sqlx_sqlite_opts(move |options| set(options.filename(&file)));
    options
}

/// Connections to an embedded database: the one writer, which is closed when it was spoiled, or readers.
/// None serves again within a transaction that the client library believes to be open: SQLite ends some
/// by itself, the ROLLBACK that follows fails, and all that came later would stand in none or in that one.
fn embedded(file: &Path, writer: Option<Arc<AtomicBool>>) -> ConnectOptions {
    let reads_only = writer.is_none();
    let mut options = at(file, move |options| {
        let cache = if reads_only { READER_CACHE } else { WRITER_CACHE };
        options
            .busy_timeout(LOCK_WAIT)
            .pragma("cache_size", format!("-{cache}"))
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            // What is deleted is overwritten, and nothing goes into files that others would have to empty.
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("query_only", if reads_only { "ON" } else { "OFF" })
            .optimize_on_close(!reads_only, None)
    });
    options.max_connections(if reads_only { READERS } else { 1 }).acquire_timeout(TURN_WAIT).map_sqlx_sqlite_pool_opts(
        move |pool| {
            let spoiled = writer.clone();
            pool.before_acquire(move |connection: &mut SqliteConnection, _| {
                let is_spoiled = spoiled.as_ref().is_some_and(|spoiled| spoiled.swap(false, Ordering::AcqRel));
                let is_clean = !is_spoiled && !connection.is_in_transaction();
                Box::pin(std::future::ready(Ok(is_clean)))
            })
        },
    );
    options
}

/// Connections to a server, each of which answers before it serves.
fn on_server(url: &str, server: Arc<Server>) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(SERVER_CONNECTIONS)
        .acquire_timeout(TURN_WAIT)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|options| options.options([("lock_timeout", LOCK_WAIT.as_millis().to_string())]))
        .map_sqlx_postgres_pool_opts(move |pool| {
            let server = Arc::clone(&server);
            pool.test_before_acquire(false)
                .before_acquire(|connection, _| Box::pin(async move { Ok(is_alive(connection).await) }))
                .after_release(move |connection, _| {
                    let server = Arc::clone(&server);
                    Box::pin(async move { Ok(server.keeps(connection).await) })
                })
        });
    options
}

/// `file` with more at its end.
fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

async fn connect(options: ConnectOptions, meter: &Arc<Meter>) -> Result<DatabaseConnection, sea_orm::DbErr> {
    let mut connection = Database::connect(options).await?;
    let meter = Arc::clone(meter);
    connection.set_metric_callback(move |asked| meter.note(asked.statement));
    Ok(connection)
}
