//! `partnerdesk serve`: listens until it is told to stop, and finishes what is under way.

use std::net::TcpListener;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::{Stop, open_for};
use crate::actions::anchors::Anchors;
use crate::actions::{installation, staff};
use crate::app::App;
use crate::channels::Channels;
use crate::config::{DataSettings, ServerSettings};
use crate::web::connections::Connections;
use crate::{tasks, web};

/// Connections at once, whatever the system allows; and the files that are needed for everything else.
const MOST_CONNECTIONS: usize = 10_000;
const OWN_FILES: usize = 128;
/// How often those are looked for who do nothing.
const LOOK_FOR_STALLED_EVERY: Duration = Duration::from_secs(5);
/// SIGXFSZ, on Linux and macOS.
const FILE_SIZE_EXCEEDED: i32 = 25;

/// Serves the installation.
///
/// # Errors
/// When it cannot start.
pub async fn serve(data: &DataSettings, settings: ServerSettings) -> Result<(), Stop> {
    log_to_standard_error();
    let (listener, app) = start(data, settings).await?;
    if let Some(token) = staff::open_setup(&app).await? {
        println!(
            "no staff yet: make the first Global admin within the hour at {}/setup/{token}",
            address(&listener, &app)
        );
    }
    listen(listener, app, data).await
}

/// Takes the port first: a second server on it must not touch the data.
async fn start(data: &DataSettings, settings: ServerSettings) -> Result<(TcpListener, App), Stop> {
    check_public_url(&settings)?;
    Channels::of(&settings).map_err(Stop::setup)?;
    let listener = bind(&settings)?;
    let here = listener.local_addr().map_err(|error| Stop::setup(error.to_string()))?;
    if here.ip().is_unspecified() && settings.public_url.is_none() && settings.also_host.is_empty() {
        return Err(Stop::setup(format!(
            "{here} can be reached by others, under a name that is not known here; give it with --public-url, like \
             http://desk.lan:{}",
            here.port()
        )));
    }
    if is_open_on_its_way(data) {
        tracing::warn!(
            "the database is on another machine, and its address does not ask for TLS: add sslmode=verify-full"
        );
    }
    let hosts = settings.hosts(here);
    let app = open_for(data, settings, hosts).await?;
    for setting in installation::unsafe_settings(&app).await? {
        tracing::warn!(setting, "with this setting the database may lose what was answered; see docs/durability.md");
    }
    Ok((listener, app))
}

/// Refuses an address that is no origin. It is not told: it may hold a password.
fn check_public_url(settings: &ServerSettings) -> Result<(), Stop> {
    let Some(url) = &settings.public_url else { return Ok(()) };
    let is_origin = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    if is_origin {
        return Ok(());
    }
    Err(Stop::setup(
        "--public-url must be http:// or https:// with a host and nothing else, like https://desk.partner.example; \
         the program cannot serve below a path",
    ))
}

/// Whether what is said to a database on another machine may be read on its way.
fn is_open_on_its_way(data: &DataSettings) -> bool {
    let Some(url) = data.database_url.as_deref().and_then(|url| url.parse::<url::Url>().ok()) else { return false };
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let is_here = host.is_empty()
        || host == "localhost"
        || host.starts_with("%2F")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    let is_sealed = url
        .query_pairs()
        .any(|(name, value)| name == "sslmode" && matches!(&*value, "require" | "verify-ca" | "verify-full"));
    !is_here && !is_sealed
}

pub(super) fn bind(settings: &ServerSettings) -> Result<TcpListener, Stop> {
    TcpListener::bind(&settings.bind).map_err(|error| {
        Stop::setup(format!("cannot listen on {}: {error}; choose another address with --bind", settings.bind))
    })
}

/// The address at which browsers find the server.
pub(super) fn address(listener: &TcpListener, app: &App) -> String {
    let public = app.settings.public_url.as_ref().map(|url| url.as_str().trim_end_matches('/').to_owned());
    public.unwrap_or_else(|| listener.local_addr().map(|here| format!("http://{here}")).unwrap_or_default())
}

pub(super) async fn listen(listener: TcpListener, app: App, data: &DataSettings) -> Result<(), Stop> {
    let failed = |error: std::io::Error| Stop::setup(format!("cannot serve: {error}"));
    // A file that may not grow is a fault like a full disk; without a listener it ends the process.
    let _too_large = signal(SignalKind::from_raw(FILE_SIZE_EXCEEDED)).map_err(failed)?;
    let address = address(&listener, &app);
    let connections = Connections::new(raise_open_files(), app.settings.trusted_proxy.clone());
    let server = web::server::serve(listener, app.clone(), connections.clone()).map_err(failed)?;
    let handle = server.handle();
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate()).map_err(failed)?, signal(SignalKind::interrupt()).map_err(failed)?);
    let (end, over) = watch::channel(false);
    let tell = end.clone();
    actix_web::rt::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tell.send_replace(true);
        handle.stop(true).await;
    });
    actix_web::rt::spawn(async move {
        loop {
            tokio::time::sleep(LOOK_FOR_STALLED_EVERY).await;
            connections.end_stalled();
        }
    });
    let work = actix_web::rt::spawn(tasks::run(app.clone(), Anchors::at(&data.anchors()), over));
    println!("listening on {address}");
    let result = server.await.map_err(failed);
    // A task under way is put back before the database closes.
    end.send_replace(true);
    let _ = work.await;
    result?;
    app.db.clone().close().await;
    Ok(())
}

/// Opens as many files as the system allows. Gives how many connections that leaves room for: each takes two.
fn raise_open_files() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, ..limit };
    let has_raised = limit.maximum.is_some() && setrlimit(Resource::Nofile, raised).is_ok();
    let files = if has_raised { limit.maximum } else { limit.current };
    let files = files.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX);
    (files.saturating_sub(OWN_FILES) / 2).clamp(16, MOST_CONNECTIONS)
}

/// One JSON object a line: what a person typed cannot pass for a line of its own.
pub(super) fn log_to_standard_error() {
    let filter = tracing_subscriber::EnvFilter::new("warn,partnerdesk=info");
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
