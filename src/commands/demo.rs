//! `partnerdesk demo`: the server on sample data, for looking around.
//!
//! Never touches an installation that somebody works with: it keeps to a directory of its own,
//! refuses a database that it did not make, and listens where only this machine reaches it.

use std::net::{TcpListener, ToSocketAddrs as _};
use std::path::Path;

use clap::Args;

use super::{Stop, serve};
use crate::actions::sample::{self, Found};
use crate::actions::{Actor, Error};
use crate::app::App;
use crate::app::opening::{self, Opened};
use crate::config::{DEFAULT_DATA_DIR, DataSettings, ServerSettings};
use crate::domain::sample::demo::ADMIN;

#[derive(Args, Clone, Debug)]
pub struct DemoSettings {
    /// The address to listen on, one that only this machine reaches; port 0 takes any free one
    #[arg(long, env = "PARTNERDESK_BIND", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    bind: String,
}

/// Serves the sample, making it first if there is none.
///
/// # Errors
/// When it cannot start, or the place it was given is not the demo's.
pub async fn demo(data: &DataSettings, settings: DemoSettings) -> Result<(), Stop> {
    let settings = ServerSettings { bind: settings.bind, ..ServerSettings::defaults() };
    refuse_reachable(&settings.bind)?;
    serve::log_to_standard_error();
    let listener = serve::bind(&settings)?;
    let data = own(data)?;
    let app = open(&data, settings, &listener).await?;
    let by = Actor::command_line(&app);
    let password = sample::new_admin_password(&by).await.map_err(|error| match error {
        Error::NotFound => Stop::setup(format!(
            "the sample's Global admin {ADMIN} is no longer in it; delete {} and start the demo again",
            describe(&data)
        )),
        error => error.into(),
    })?;
    println!("sign in at {} with", serve::address(&listener, &app));
    println!("    e-mail    {ADMIN}");
    println!("    password  {}  (a new one at each start)", *password);
    drop(password);
    serve::listen(listener, app, &data).await
}

/// What is on show must not be reached from outside: everybody at this machine may know the password.
fn refuse_reachable(bind: &str) -> Result<(), Stop> {
    let mut addresses = bind
        .to_socket_addrs()
        .map_err(|error| Stop::setup(format!("{bind} is no address: {error}; choose another with --bind")))?;
    if addresses.all(|address| address.ip().is_loopback()) {
        return Ok(());
    }
    Err(Stop::setup(format!(
        "the demo listens on this machine only, and {bind} can be reached by others; choose an address like \
         127.0.0.1:8080 with --bind"
    )))
}

/// The demo's own place beside the one that was given.
fn own(data: &DataSettings) -> Result<DataSettings, Stop> {
    let mut own = data.clone();
    opening::check(data)?;
    if let Some(url) = &data.database_url {
        let name = url.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        if name.contains("demo") {
            return Ok(own);
        }
        return Err(Stop::setup(format!(
            "the demo fills the PostgreSQL database it is given, so the database's name must contain \"demo\", and \
             {name:?} does not; without --database-url it uses a directory of its own"
        )));
    }
    let given = data.data_dir != Path::new(DEFAULT_DATA_DIR);
    own.data_dir = if given { data.data_dir.join("demo") } else { "demo-data".into() };
    // A key that seals real secrets has no business with the sample.
    own.key_file = None;
    own.old_key_file = Vec::new();
    // Nor have the sample's chains with the real ones.
    own.anchor_file = None;
    Ok(own)
}

async fn open(data: &DataSettings, settings: ServerSettings, listener: &TcpListener) -> Result<App, Stop> {
    let here = listener.local_addr().map_err(|error| Stop::setup(error.to_string()))?;
    let hosts = settings.hosts(here);
    let opened = Opened::at(data).await?;
    let shown = describe(data);
    // Before anything is written, even a migration.
    let found = sample::look(opened.db()).await?;
    refuse_in_use(found, &shown)?;
    let app = opened.prepare(settings, hosts).await?;
    if found == Found::Empty {
        println!("preparing sample data in {shown}; this happens once");
        // Another demo may have been quicker, or somebody moved in meanwhile.
        refuse_in_use(sample::prepare(&Actor::command_line(&app)).await?, &shown)?;
    }
    Ok(app)
}

fn refuse_in_use(found: Found, shown: &str) -> Result<(), Stop> {
    if found != Found::InUse {
        return Ok(());
    }
    Err(Stop::setup(format!("{shown} holds data that the demo did not make; choose another place with --data-dir")))
}

fn describe(data: &DataSettings) -> String {
    match &data.database_url {
        None => data.data_dir.display().to_string(),
        Some(_) => "the PostgreSQL database".to_owned(),
    }
}
