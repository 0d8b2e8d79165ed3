//! A database on a server, as far as it may fall silent: a statement is waited for as long as the
//! server gives a sign of life, however slow it is, and no longer.

use std::sync::Mutex;
use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{ConnectOptions as _, Connection as _, Error as DriverError, Executor as _, PgConnection};
use sea_orm::{ConnAcquireErr, DbErr};
use tokio::time::{Instant, timeout};

use super::Error;
use crate::domain::outage::Outage;

/// After so long without an answer the server is asked whether it is there.
const ASK_AFTER: Duration = Duration::from_secs(2);
/// So long it may take to say so.
const SIGN_WITHIN: Duration = Duration::from_millis(1500);
/// So long after a silence no connection is trusted that does not answer at once.
const DISTRUST: Duration = Duration::from_mins(1);

/// Where the server is, and when it was silent last.
#[derive(Debug)]
pub(super) struct Server {
    options: PgConnectOptions,
    silent: Mutex<Option<Instant>>,
}

impl Server {
    pub(super) fn new(options: PgConnectOptions) -> Self {
        Self { options, silent: Mutex::default() }
    }

    /// Whether the server answers a new connection, even with a refusal.
    async fn answers(&self) -> bool {
        match timeout(SIGN_WITHIN, self.options.connect()).await {
            Ok(Ok(connection)) => {
                let _ = timeout(SIGN_WITHIN, connection.close()).await;
                true
            }
            // Shutting down or starting up: it will not answer what it was asked before.
            Ok(Err(DriverError::Database(error))) => error.code().as_deref() != Some("57P03"),
            Ok(Err(_)) | Err(_) => false,
        }
    }

    fn note_silence(&self) {
        if let Ok(mut silent) = self.silent.lock() {
            *silent = Some(Instant::now());
        }
    }

    /// A COMMIT was not waited for any longer: nobody knows what becomes of it, and its connection must
    /// not come back.
    pub(super) fn gave_up(&self) -> Error {
        self.note_silence();
        Error::of_outage(Outage::Unknown, DbErr::Custom("the server did not answer COMMIT".into()))
    }

    fn was_silent(&self) -> bool {
        self.silent.lock().is_ok_and(|silent| silent.is_some_and(|at| at.elapsed() < DISTRUST))
    }

    /// Whether a connection that comes back to the pool can be kept. One whose statement was given up
    /// would hold its place for as long as the network takes to notice; and where BEGIN was given up, only
    /// the server knows whether it has begun.
    pub(super) async fn keeps(&self, connection: &mut PgConnection) -> bool {
        if !self.was_silent() {
            return true;
        }
        // Outside of a transaction it changes nothing.
        let ended = timeout(SIGN_WITHIN, connection.execute("ROLLBACK")).await;
        matches!(ended, Ok(Ok(_))) && !connection.is_in_transaction()
    }
}

/// Whether a connection answers soon, with nothing under way on it.
pub(super) async fn is_alive(connection: &mut PgConnection) -> bool {
    matches!(timeout(SIGN_WITHIN, connection.ping()).await, Ok(Ok(()))) && !connection.is_in_transaction()
}

/// Waits for `work`. On an embedded database, without a server, it waits as long as it takes.
pub(super) async fn while_alive<T>(
    server: Option<&Server>,
    work: impl Future<Output = Result<T, DbErr>>,
) -> Result<T, DbErr> {
    let Some(server) = server else { return work.await };
    let mut work = std::pin::pin!(work);
    loop {
        if let Ok(result) = timeout(ASK_AFTER, &mut work).await {
            return result;
        }
        tokio::select! {
            result = &mut work => return result,
            is_there = server.answers() => if !is_there {
                server.note_silence();
                return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
            },
        }
    }
}
