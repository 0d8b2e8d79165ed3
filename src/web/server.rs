//! The server: who may connect, how long is waited for whom, and the site for whoever is let in.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_http::HttpService;
use actix_server::Server;
use actix_service::{ServiceFactoryExt as _, fn_service, map_config};
use actix_web::dev::AppConfig;
use actix_web::rt::net::TcpStream;

use super::connections::Connections;
use super::heads::Checked;
use crate::app::App;

/// How long a connection may do nothing between two requests.
const KEPT_ALIVE: Duration = Duration::from_secs(30);
/// How long a whole head may take.
const HEAD_WITHIN: Duration = Duration::from_secs(5);
/// How long requests under way may take to end.
const FINISH_WITHIN_SECONDS: u64 = 30;

/// Serves the site on `listener`, until it is stopped.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(listener: TcpListener, app: App, connections: Connections) -> io::Result<Server> {
    let builder = Server::build().disable_signals().shutdown_timeout(FINISH_WITHIN_SECONDS);
    let stops = builder.graceful_shutdown_signal();
    let address = listener.local_addr()?;
    let server = builder.listen("partnerdesk", listener, move || {
        let (connections, stops) = (connections.clone(), stops.clone());
        let site = map_config(super::site(app.clone()), |()| AppConfig::default());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stops = stops.clone();
                async move { stops.notified().await }
            })
            .keep_alive(KEPT_ALIVE)
            .client_request_timeout(HEAD_WITHIN)
            .local_addr(address)
            .on_connect_ext(move |checked: &Checked, extensions| connections.accept(&checked.socket, extensions))
            .h1(site);
        fn_service(async |socket: TcpStream| {
            let peer = socket.peer_addr().ok();
            Ok::<_, actix_http::error::DispatchError>((Checked::new(socket), peer))
        })
        .and_then(http)
    })?;
    Ok(server.run())
}
