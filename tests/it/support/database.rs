//! A database for each test: a copy of one that was migrated once.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use partnerdesk::app::App;
use partnerdesk::store::{DatabaseLocation, Db};
use sea_orm::{ConnectionTrait as _, Database, Statement, Value};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// A database that goes when the test ends.
pub enum Scratch {
    Sqlite(TempDir),
    Postgres(String),
}

/// As if nobody had taken any task: whoever had one is not waited for.
pub async fn let_go(app: &App) {
    let free = "UPDATE tasks SET lease = NULL, lease_until = NULL, run_at = '2020-01-01T00:00:00+00:00'";
    sql(app, free, vec![]).await;
}

/// Whether the tests run on PostgreSQL.
pub fn is_postgres() -> bool {
    std::env::var("PARTNERDESK_TEST_DATABASE").is_ok_and(|kind| kind == "postgres")
}

/// The server on which databases can be made, without a database's name.
fn server() -> String {
    std::env::var("PARTNERDESK_TEST_POSTGRES").unwrap_or_else(|_| "postgres://root@127.0.0.1:5432".into())
}

fn url(database: &str) -> String {
    format!("{}/{database}", server())
}

/// A database's name that nobody else uses, and that tells whose it was.
fn next_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("partnerdesk_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

async fn on_server(statement: &str) {
    let connection = Database::connect(url("postgres")).await.unwrap();
    connection.execute_unprepared(statement).await.unwrap();
    connection.close().await.unwrap();
}

impl Scratch {
    pub async fn new() -> Self {
        if is_postgres() { Self::postgres().await } else { Self::sqlite().await }
    }

    /// Nothing in it, not even tables.
    pub async fn empty() -> Self {
        if is_postgres() {
            let name = next_name();
            on_server(&format!("CREATE DATABASE {name}")).await;
            Self::Postgres(name)
        } else {
            Self::Sqlite(tempfile::tempdir().unwrap())
        }
    }

    pub fn place(&self) -> DatabaseLocation {
        match self {
            Self::Sqlite(directory) => DatabaseLocation::Embedded(directory.path().to_owned()),
            Self::Postgres(name) => DatabaseLocation::Server(url(name)),
        }
    }

    async fn sqlite() -> Self {
        static TEMPLATE: OnceCell<(TempDir, PathBuf)> = OnceCell::const_new();
        let (_, template) = TEMPLATE
            .get_or_init(|| async {
                let directory = tempfile::tempdir().unwrap();
                let db = Db::open(DatabaseLocation::Embedded(directory.path().join("first"))).await.unwrap();
                db.migrate().await.unwrap();
                // A live file has a journal beside it; this copy is whole.
                let copy = directory.path().join("template.db");
                db.copy_to(&copy).await.unwrap();
                db.close().await;
                (directory, copy)
            })
            .await;
        let directory = tempfile::tempdir().unwrap();
        std::fs::copy(template, directory.path().join("partnerdesk.db")).unwrap();
        Self::Sqlite(directory)
    }

    async fn postgres() -> Self {
        static TEMPLATE: OnceCell<String> = OnceCell::const_new();
        let template = TEMPLATE
            .get_or_init(|| async {
                forget_dead().await;
                let name = next_name();
                on_server(&format!("CREATE DATABASE {name}")).await;
                let db = Db::open(DatabaseLocation::Server(url(&name))).await.unwrap();
                db.migrate().await.unwrap();
                db.close().await;
                name
            })
            .await;
        let name = next_name();
        on_server(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self::Postgres(name)
    }
}

/// Drops what runs that were killed left behind.
async fn forget_dead() {
    let connection = Database::connect(url("postgres")).await.unwrap();
    let sql = "SELECT datname FROM pg_database WHERE datname LIKE 'partnerdesk\\_test\\_%'";
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await.unwrap();
    for row in rows {
        let name: String = row.try_get("", "datname").unwrap();
        let process = name.split('_').nth(2).unwrap_or_default();
        if !std::path::Path::new("/proc").join(process).exists() {
            // Another run may be cleaning at the same time.
            let _ = connection.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
    connection.close().await.unwrap();
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Self::Postgres(name) = self {
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            let thread = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(on_server(&drop));
            });
            let _ = thread.join();
        }
    }
}

/// Runs one statement past the program, to bring about what it would refuse.
pub async fn sql(app: &App, statement: &str, values: Vec<Value>) {
    app.db
        .write(async |tx| {
            let statement = Statement::from_sql_and_values(tx.get_database_backend(), statement, values.clone());
            tx.execute_raw(statement).await.map_err(partnerdesk::store::Error::from)
        })
        .await
        .unwrap();
}

/// The column `text` of a question, past the program.
pub async fn texts(app: &App, question: &str) -> Vec<String> {
    let rows = app.db.read().query_all_raw(Statement::from_string(app.db.read().get_database_backend(), question));
    rows.await.unwrap().iter().map(|row| row.try_get("", "text").unwrap()).collect()
}
