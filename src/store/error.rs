//! What can go wrong below: collisions, which are tried again, and everything else.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A failure of the database. Its cause goes to the log, never onto a page.
#[derive(Debug)]
pub struct Error(DbErr);

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
    #[must_use]
    pub fn is_collision(&self) -> bool {
        // Serialization failure and deadlock on PostgreSQL; busy and its snapshot form on SQLite.
        self.is_duplicate()
            || self.code().is_some_and(|code| matches!(code.as_str(), "40001" | "40P01" | "5" | "517" | "261"))
    }

    /// A failure that none of the databases has a name for.
    #[must_use]
    pub fn other(cause: String) -> Self {
        Self(DbErr::Custom(cause))
    }

    /// A row with the same unique value is there already.
    fn is_duplicate(&self) -> bool {
        matches!(self.0.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
    }

    fn code(&self) -> Option<String> {
        let (DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error))) = &self.0
        else {
            return None;
        };
        error.as_database_error()?.code().map(std::borrow::Cow::into_owned)
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self(error)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}
