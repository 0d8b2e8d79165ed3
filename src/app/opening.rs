//! Opening an installation: its database, brought up to date, and the key that belongs to it.

use std::path::PathBuf;

use super::{App, Parts};
use crate::actions::{self, installation};
use crate::channels::Channels;
use crate::clock::Clock;
use crate::config::{DataSettings, ServerSettings};
use crate::password::Hasher;
use crate::remembered::{Clicks, Guesses, Owed, Unreturned};
use crate::secrets::Secrets;
use crate::store::{DatabaseLocation, Db};

/// Why an installation cannot be used.
#[derive(Debug)]
pub enum Unusable {
    /// It is not as it must be: a sentence that says what to do.
    Setup(String),
    /// The database failed, or something in it.
    Failed(actions::Error),
}

impl From<actions::Error> for Unusable {
    fn from(error: actions::Error) -> Self {
        Self::Failed(error)
    }
}

/// An installation whose database is open, as it was found: nothing was written yet.
pub struct Opened<'a> {
    db: Db,
    data: &'a DataSettings,
}

impl<'a> Opened<'a> {
    /// Opens what `data` names.
    ///
    /// # Errors
    /// When it cannot be reached, or a setting is missing or wrong.
    pub async fn at(data: &'a DataSettings) -> Result<Self, Unusable> {
        let db = Db::open(place(data)?).await.map_err(|error| Unusable::Setup(error.0))?;
        Ok(Self { db, data })
    }

    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Whether there is nothing in it yet.
    pub async fn is_new(&self) -> Result<bool, Unusable> {
        self.db.is_new().await.map_err(|error| Unusable::Failed(error.into()))
    }

    /// Makes an installation of it: migrations, key.
    ///
    /// # Errors
    /// When a migration fails, or the key is missing or another database's.
    pub async fn prepare(self, settings: ServerSettings, hosts: Vec<String>) -> Result<App, Unusable> {
        let channels = Channels::of(&settings).map_err(Unusable::Setup)?;
        self.db.migrate().await.map_err(|error| Unusable::Setup(error.0))?;
        let secrets = self.load_key().await?;
        if installation::bind_key(&self.db, &secrets).await?.is_err() {
            return Err(Unusable::Setup(
                "the key does not fit this database: it was made with another one; give that one with --key-file, or \
                 with --old-key-file beside the new one"
                    .into(),
            ));
        }
        let hasher =
            Hasher::new().map_err(|error| Unusable::Setup(format!("passwords cannot be hashed: {}", error.cause)))?;
        Ok(App::new(Parts {
            db: self.db,
            clock: Clock::default(),
            secrets,
            hasher,
            settings,
            zone: self.data.time_zone,
            hosts,
            wake: tokio::sync::Notify::new(),
            clicks: Clicks::default(),
            owed: Owed::default(),
            unreturned: Unreturned::default(),
            guesses: Guesses::default(),
            channels,
        }))
    }

    /// The key of an embedded database is made on the first start, under the directory's lock.
    async fn load_key(&self) -> Result<Secrets, Unusable> {
        let (db, data) = (&self.db, self.data);
        let path = key_file(data, db.place())?;
        let may_create = matches!(db.place(), DatabaseLocation::Embedded(_)) && data.key_file.is_none();
        if may_create && !path.exists() && installation::has_key(db).await? {
            return Err(Unusable::Setup(format!(
                "the key file {} is missing, and this database was made with it: put it back there, or give it with \
                 --key-file; another key opens nothing of it",
                path.display()
            )));
        }
        let _lock =
            if may_create { Some(db.lock_directory().await.map_err(|error| Unusable::Setup(error.0))?) } else { None };
        Secrets::load(&path, &data.old_key_file, may_create).map_err(|error| Unusable::Setup(error.0))
    }
}

/// Refuses settings by which nothing can be opened, before anything is touched.
///
/// # Errors
/// What is missing or wrong.
pub fn check(data: &DataSettings) -> Result<(), Unusable> {
    place(data).map(|_| ())
}

/// Where the database lies. A key that is missing is told before the database is touched.
fn place(data: &DataSettings) -> Result<DatabaseLocation, Unusable> {
    let place = match &data.database_url {
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            DatabaseLocation::Server(url.clone())
        }
        Some(_) => {
            return Err(Unusable::Setup(
                "--database-url must begin with postgres://; without it the embedded database is used".into(),
            ));
        }
        None => DatabaseLocation::Embedded(data.data_dir.clone()),
    };
    key_file(data, &place)?;
    Ok(place)
}

/// Where the key lies. Several nodes on PostgreSQL must be given the same one.
fn key_file(data: &DataSettings, place: &DatabaseLocation) -> Result<PathBuf, Unusable> {
    match (&data.key_file, place) {
        (Some(file), _) => Ok(file.clone()),
        (None, DatabaseLocation::Embedded(directory)) => Ok(directory.join("key")),
        (None, DatabaseLocation::Server(_)) => Err(Unusable::Setup(
            "on PostgreSQL the key must be given with --key-file; make one with: head -c 32 /dev/urandom | base64"
                .into(),
        )),
    }
}
