//! What statements run on. A transaction ends in one of two ways, and whoever goes away in the middle
//! of it leaves none open: it begins and commits on a task of its own. After a statement that failed it
//! runs no other and commits nothing, whatever became of the error: SQLite may have rolled back by
//! itself, and what followed would stand alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionOptions, TransactionTrait as _,
};

use super::Error;
use super::error::is_cut;
use super::server::{Server, while_alive};
use crate::domain::outage::Outage;

/// A server that takes longer for a COMMIT is not waited for.
const COMMIT_WITHIN: Duration = Duration::from_secs(4);

/// The database for reading. On SQLite such a connection refuses to write. A question whose connection
/// broke is asked once more on another one.
#[derive(Clone, Debug)]
pub struct Read {
    pub(super) connection: DatabaseConnection,
    pub(super) server: Option<Arc<Server>>,
}

/// A transaction.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    server: Option<Arc<Server>>,
    has_failed: AtomicBool,
}

impl Tx {
    /// Begins one. The task makes sure that one which nobody takes any more is rolled back.
    pub(super) async fn begin(
        connection: &DatabaseConnection,
        server: Option<Arc<Server>>,
        options: TransactionOptions,
    ) -> Result<Self, Error> {
        let (connection, on) = (connection.clone(), server.clone());
        let begun =
            tokio::spawn(async move { while_alive(on.as_deref(), connection.begin_with_options(options)).await });
        let inner = begun.await.map_err(|error| Error::other(error.to_string()))?.map_err(Error::from)?;
        Ok(Self { inner, server, has_failed: AtomicBool::new(false) })
    }

    /// Stores what was done. A commit that was sent is waited for, also when its request has gone away.
    pub(super) async fn commit(self) -> Result<(), Error> {
        if self.has_failed.load(Ordering::Relaxed) {
            self.rollback().await?;
            return Err(Error::other("a statement failed, and its error was passed over".into()));
        }
        let ended = tokio::spawn(async move {
            let commit = while_alive(self.server.as_deref(), self.inner.commit());
            let Some(server) = &self.server else { return commit.await.map_err(Error::of_commit) };
            // A server that waits for a standby is there, and answers no COMMIT.
            let mut commit = std::pin::pin!(commit);
            let ended = tokio::time::timeout(COMMIT_WITHIN, &mut commit).await;
            ended.map_or_else(|_| Err(server.gave_up()), |result| result.map_err(Error::of_commit))
        });
        match ended.await {
            Ok(result) => result,
            Err(error) => Err(Error::of_outage(Outage::Unknown, DbErr::Custom(error.to_string()))),
        }
    }

    pub(super) async fn rollback(self) -> Result<(), Error> {
        Ok(while_alive(self.server.as_deref(), self.inner.rollback()).await?)
    }

    async fn run<T>(&self, work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        if self.has_failed.load(Ordering::Relaxed) {
            return Err(DbErr::Custom("the transaction has failed".into()));
        }
        let result = while_alive(self.server.as_deref(), work).await;
        if result.is_err() {
            self.has_failed.store(true, Ordering::Relaxed);
        }
        result
    }
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(self.inner.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.run(self.inner.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(self.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(self.inner.query_all_raw(statement)).await
    }
}

#[async_trait]
impl ConnectionTrait for Read {
    fn get_database_backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        while_alive(self.server.as_deref(), self.connection.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        while_alive(self.server.as_deref(), self.connection.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let first = while_alive(self.server.as_deref(), self.connection.query_one_raw(statement.clone())).await;
        match first {
            Err(error) if is_cut(&error) => {
                while_alive(self.server.as_deref(), self.connection.query_one_raw(statement)).await
            }
            known => known,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let first = while_alive(self.server.as_deref(), self.connection.query_all_raw(statement.clone())).await;
        match first {
            Err(error) if is_cut(&error) => {
                while_alive(self.server.as_deref(), self.connection.query_all_raw(statement)).await
            }
            known => known,
        }
    }
}
