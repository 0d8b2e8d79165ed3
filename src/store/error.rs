//! What can go wrong below: collisions, which are tried again, outages, which pass, and everything else.

use sea_orm::sqlx::error::DatabaseError;
use sea_orm::sqlx::postgres::{PgDatabaseError, PgSeverity};
use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

use crate::domain::outage::Outage;

/// A failure of the database. Its cause goes to the log, never onto a page.
#[derive(Debug)]
pub struct Error {
    cause: DbErr,
    outage: Option<Outage>,
    /// The connection broke at once, so that a fresh one may fare better.
    is_cut: bool,
}

/// An error that may have come from the store, so that [`super::Db::write`] can tell a collision.
pub trait Stored: From<Error> {
    /// The store's error inside, if it is one.
    fn stored(&self) -> Option<&Error>;
}

impl Stored for Error {
    fn stored(&self) -> Option<&Error> {
        Some(self)
    }
}

impl Error {
    /// Two transactions met and one of them lost: a retry can succeed. A unique value that another
    /// one took first counts as such: the retry sees it, and says who has it.
    pub fn is_collision(&self) -> bool {
        if self.outage == Some(Outage::Unknown) {
            return false;
        }
        // Serialization failure and deadlock on PostgreSQL; busy with a snapshot or with recovery on
        // SQLite, which do not wait. Plainly busy was waited for.
        self.is_duplicate()
            || code(&self.cause).is_some_and(|code| matches!(code.as_str(), "40001" | "40P01" | "517" | "261"))
    }

    /// What keeps the database from its work for now; `None` for a fault of ours.
    pub fn outage(&self) -> Option<Outage> {
        self.outage
    }

    /// The connection broke before anything was committed: what it did is gone, and a fresh
    /// connection may do it.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut && self.outage != Some(Outage::Unknown)
    }

    /// Whether the connection on which it happened must not serve again as it is.
    pub(super) fn spoils(&self) -> bool {
        !self.is_collision() && !matches!(self.outage, Some(Outage::ReadOnly | Outage::Locked))
    }

    /// A failure that none of the databases has a name for.
    pub fn other(cause: String) -> Self {
        Self::from(DbErr::Custom(cause))
    }

    /// As it is on an embedded database: who waits for its one writer in vain waits for another's work.
    pub(super) fn embedded(self) -> Self {
        let has_waited = matches!(self.cause, DbErr::ConnectionAcquire(_));
        if has_waited { Self { outage: Some(Outage::Locked), ..self } } else { self }
    }

    /// Another process holds the lock, as somebody else who waited has found.
    pub(super) fn held() -> Self {
        Self::of_outage(Outage::Locked, DbErr::Custom("another process holds the lock".into()))
    }

    /// What is known without a word from the database.
    pub(super) fn of_outage(outage: Outage, cause: DbErr) -> Self {
        Self { cause, outage: Some(outage), is_cut: false }
    }

    /// COMMIT failed. Where the database itself refused it, nothing was stored; otherwise it may have been.
    pub(super) fn of_commit(cause: DbErr) -> Self {
        if refused_commit(&cause) { Self::from(cause) } else { Self::of_outage(Outage::Unknown, cause) }
    }

    /// It turned out that an unknown commit was none.
    pub(super) fn not_committed(self) -> Self {
        Self { outage: outage(&self.cause), is_cut: is_cut(&self.cause), ..self }
    }

    /// A row with the same unique value is there already.
    fn is_duplicate(&self) -> bool {
        matches!(self.cause.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
    }
}

fn driver(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

fn database(error: &DbErr) -> Option<&dyn DatabaseError> {
    driver(error)?.as_database_error()
}

fn code(error: &DbErr) -> Option<String> {
    database(error)?.code().map(std::borrow::Cow::into_owned)
}

/// SQLite's codes are numbers; the low byte is the kind, the rest says more.
fn sqlite_kind(code: &str) -> Option<(u32, u32)> {
    let code: u32 = code.parse().ok()?;
    Some((code & 0xff, code))
}

fn outage(error: &DbErr) -> Option<Outage> {
    // Also where a server refuses new connections: a database or a role that is shut for now.
    if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
        return Some(Outage::Unreachable);
    }
    let Some(told) = database(error) else {
        // Without a word from the database: no connection, or one that broke.
        use sqlx::Error as E;
        let is_broken = matches!(
            driver(error)?,
            E::Io(_) | E::Tls(_) | E::Protocol(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed | E::BeginFailed
        );
        return is_broken.then_some(Outage::Unreachable);
    };
    let code = told.code()?;
    if told.try_downcast_ref::<PgDatabaseError>().is_some() { on_server(&code) } else { embedded(&code) }
}

/// By SQLSTATE (PostgreSQL's documentation, appendix A).
fn on_server(code: &str) -> Option<Outage> {
    match code {
        "25006" => Some(Outage::ReadOnly),
        "53100" => Some(Outage::Full),
        "53200" => Some(Outage::Memory),
        // Waited longer than `lock_timeout`; or than the server lets a statement take.
        "55P03" | "57014" => Some(Outage::Locked),
        // Ended for being idle; shutting down, starting up, crashed.
        "25P03" | "57P01" | "57P02" | "57P03" | "57P05" => Some(Outage::Unreachable),
        // Connections, resources, the system's own errors.
        code if ["08", "53", "58"].iter().any(|class| code.starts_with(class)) => Some(Outage::Unreachable),
        _ => None,
    }
}

/// By SQLite's result codes (sqlite.org/rescode.html).
fn embedded(code: &str) -> Option<Outage> {
    match sqlite_kind(code)?.0 {
        8 => Some(Outage::ReadOnly),
        13 => Some(Outage::Full),
        // Busy, locked, and the log's own lock.
        5 | 6 | 15 => Some(Outage::Locked),
        7 => Some(Outage::Memory),
        // Interrupted, input and output, cannot be opened; and what a disk that fails in reading makes of
        // a file: malformed, none at all.
        9 | 10 | 11 | 14 | 26 => Some(Outage::Unreachable),
        _ => None,
    }
}

/// Not where it was waited in vain: waiting again would only double the time.
pub(super) fn is_cut(error: &DbErr) -> bool {
    !matches!(error, DbErr::ConnectionAcquire(_))
        && !matches!(driver(error), Some(sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed))
        && matches!(outage(error), Some(Outage::Unreachable | Outage::Memory))
}

/// Whether a failed COMMIT surely stored nothing.
fn refused_commit(error: &DbErr) -> bool {
    let Some(told) = database(error) else { return false };
    if let Some(told) = told.try_downcast_ref::<PgDatabaseError>() {
        // What ends the connection or the server may come after the commit was written.
        return told.severity() == PgSeverity::Error;
    }
    // Constraint, read-only, busy, full; and a page that could not be written: the mark of the commit
    // is in the last one. A failed sync comes after it.
    let kind = told.code().and_then(|code| sqlite_kind(&code));
    kind.is_some_and(|(kind, code)| matches!(kind, 5 | 8 | 13 | 19) || code == 778)
}

impl From<DbErr> for Error {
    fn from(cause: DbErr) -> Self {
        Self { outage: outage(&cause), is_cut: is_cut(&cause), cause }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.cause.fmt(f)
    }
}

impl std::error::Error for Error {}
