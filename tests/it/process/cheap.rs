//! A whole server within these tests' own program, which others of them start as a process: as the real one is,
//! but that it hashes so cheaply that thousands of users are there in seconds.

use std::net::TcpListener;
use std::path::Path;

use partnerdesk::actions::anchors::Anchors;
use partnerdesk::clock::new_id;
use partnerdesk::store::DatabaseLocation;
use partnerdesk::tasks;
use partnerdesk::web::connections::Connections;
use partnerdesk::web::server::serve;
use tokio::sync::watch;

use super::Installation;
use super::faults::Faults;
use super::program::Server;
use crate::support::Site;

/// What such a process is told: a directory or an address, and where it notes the ends of chains.
const DATABASE: &str = "PARTNERDESK_TEST_SERVES";
const ANCHORS: &str = "PARTNERDESK_TEST_ANCHORS";

impl Installation {
    /// Serves it with cheap hashing.
    pub fn serve_cheaply(&self) -> Server {
        self.start_cheaply(&[])
    }

    /// The same, on a disk that fails when it is told to.
    pub fn serve_cheaply_on(&self, faults: &Faults) -> Server {
        self.start_cheaply(&faults.variables())
    }

    fn start_cheaply(&self, more: &[(&str, &str)]) -> Server {
        let place = match self.place() {
            DatabaseLocation::Embedded(directory) => directory.display().to_string(),
            DatabaseLocation::Server(url) => url,
        };
        let anchors = self.beside.path().join(format!("{}.jsonl", new_id())).display().to_string();
        let arguments = ["--exact", "process::cheap::served_to_others", "--ignored", "--nocapture"];
        let arguments = arguments.map(str::to_owned);
        let variables = [&[(DATABASE, place.as_str()), (ANCHORS, anchors.as_str())], more].concat();
        Server::start_program(&std::env::current_exe().unwrap(), &arguments, &variables)
    }
}

#[actix_web::test]
#[ignore = "a process that other tests start"]
async fn served_to_others() {
    let (Ok(place), Ok(anchors)) = (std::env::var(DATABASE), std::env::var(ANCHORS)) else { return };
    let place = if place.starts_with("postgres://") {
        DatabaseLocation::Server(place)
    } else {
        DatabaseLocation::Embedded(place.into())
    };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let site = Site::served(place, address).await;
    let server = serve(listener, site.app.clone(), Connections::new(1_000, Vec::new())).unwrap();
    let (_never, over) = watch::channel(false);
    actix_web::rt::spawn(tasks::run(site.app.clone(), Anchors::at(Path::new(&anchors)), over));
    // Who runs tests may have begun a line.
    println!("\nlistening on http://{address}");
    server.await.unwrap();
}
