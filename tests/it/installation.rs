//! An installation as the command line finds it, with its key in a file, and a door to its database
//! that knows no rules: only so can a test do damage.

use std::path::{Path, PathBuf};

use clap::Parser as _;
use partnerdesk::actions::{Actor, installation};
use partnerdesk::app::{App, Parts};
use partnerdesk::clock::Clock;
use partnerdesk::commands::{self, Cli, Stop};
use partnerdesk::config::ServerSettings;
use partnerdesk::password::Hasher;
use partnerdesk::secrets::Secrets;
use partnerdesk::store::{self, Db};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::Scratch;

pub struct Place {
    pub app: App,
    raw: DatabaseConnection,
    /// The data directory; on a server it holds only the key.
    directory: PathBuf,
    _key: TempDir,
    _scratch: Scratch,
}

impl Place {
    pub async fn new() -> Self {
        let scratch = Scratch::new().await;
        let apart = tempfile::tempdir().unwrap();
        let (directory, url) = match scratch.place() {
            store::DatabaseLocation::Embedded(directory) => {
                let url = format!("sqlite://{}", directory.join("partnerdesk.db").display());
                (directory, url)
            }
            store::DatabaseLocation::Server(url) => (apart.path().to_owned(), url),
        };
        let secrets = Secrets::load(&directory.join("key"), &[], true).unwrap();
        let db = Db::open(scratch.place()).await.unwrap();
        installation::bind_key(&db, &secrets).await.unwrap().unwrap();
        let app = App::new(Parts {
            db,
            clock: Clock::default(),
            secrets,
            hasher: Hasher::cheap().unwrap(),
            settings: ServerSettings::defaults(),
            zone: chrono_tz::UTC,
            hosts: Vec::new(),
            wake: tokio::sync::Notify::new(),
            clicks: partnerdesk::remembered::Clicks::default(),
            owed: partnerdesk::remembered::Owed::default(),
            unreturned: partnerdesk::remembered::Unreturned::default(),
            guesses: partnerdesk::remembered::Guesses::default(),
            channels: partnerdesk::channels::Channels::default(),
        });
        // Damage is done past the rules that the database itself would enforce.
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(|options| options.foreign_keys(false));
        let raw = Database::connect(options).await.unwrap();
        if raw.get_database_backend() == DbBackend::Postgres {
            raw.execute_unprepared("SET session_replication_role = replica").await.unwrap();
        }
        Self { app, raw, directory, _key: apart, _scratch: scratch }
    }

    pub fn actor(&self) -> Actor {
        Actor::command_line(&self.app)
    }

    /// Whether this run is about PostgreSQL.
    pub fn is_on_server(&self) -> bool {
        matches!(self.app.db.place(), store::DatabaseLocation::Server(_))
    }

    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Runs one statement past every rule.
    pub async fn run(&self, sql: &str) {
        let triggers = self.triggers().await;
        for (name, _) in &triggers {
            self.raw.execute_unprepared(&format!("DROP TRIGGER {name}")).await.unwrap();
        }
        self.raw.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        for (_, make) in &triggers {
            self.raw.execute_unprepared(make).await.unwrap();
        }
    }

    /// The triggers of an embedded database by name, and how they are made; those of a server do not
    /// fire in our session.
    async fn triggers(&self) -> Vec<(String, String)> {
        if self.is_on_server() {
            return Vec::new();
        }
        let sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'";
        let rows = self.raw.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
        rows.iter().map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "sql").unwrap())).collect()
    }

    /// The first column of the first row, as text.
    pub async fn text(&self, sql: &str) -> String {
        let statement = Statement::from_string(self.raw.get_database_backend(), sql);
        let row = self.raw.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    /// `id` as it is written in a statement.
    pub fn id(&self, id: Uuid) -> String {
        match self.raw.get_database_backend() {
            DbBackend::Postgres => format!("'{id}'::uuid"),
            _ => format!("X'{}'", id.simple()),
        }
    }

    /// `partnerdesk ARGUMENTS` on this very database.
    pub async fn command(&self, arguments: &[&str]) -> Result<(), Stop> {
        let mut line: Vec<String> = vec!["partnerdesk".into()];
        line.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        line.extend(["--data-dir".into(), self.directory.display().to_string()]);
        if let store::DatabaseLocation::Server(url) = self.app.db.place() {
            let key = self.directory.join("key").display().to_string();
            line.extend(["--database-url".into(), url.clone(), "--key-file".into(), key]);
        }
        commands::run(Cli::parse_from(line)).await
    }
}
