//! Many who connect and then do nothing, or read nothing: they are sent away, and who works here is not
//! kept waiting meanwhile.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit};

use super::Installation;
use super::client::Client;
use super::program::Server;
use crate::support::PASSWORD;

const HALVES: usize = 400;
const SILENT: usize = 6;
/// Within a minute they are gone.
const GONE_WITHIN: Duration = Duration::from_mins(1);
const MEMORY: u64 = 200_000_000;

fn connect(server: &Server, sent: &str) -> TcpStream {
    let address = server.address.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    // One that was sent away at once says so when it is read.
    let _ = stream.write_all(sent.as_bytes());
    stream
}

/// Waits until the other side has ended it.
fn is_ended(stream: &mut TcpStream, until: Instant) -> bool {
    let mut bytes = [0; 4096];
    loop {
        let left = until.saturating_duration_since(Instant::now());
        stream.set_read_timeout(Some(left.max(Duration::from_millis(1)))).unwrap();
        match stream.read(&mut bytes) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => {
                return !matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut);
            }
        }
    }
}

#[actix_web::test]
async fn who_sends_half_or_reads_nothing_is_sent_away_and_others_are_served() {
    let files = rustix::process::getrlimit(Resource::Nofile);
    rustix::process::setrlimit(Resource::Nofile, Rlimit { current: files.maximum, ..files }).unwrap();
    let installation = Installation::new().await;
    let server = installation.serve();
    let kim = installation.signed_in(&server);
    installation.admin("lee@partner.example");
    let site = installation.site().await;
    site.customer("Aquila", "aquila.example").await;
    let host = server.address.strip_prefix("http://").unwrap().to_owned();
    let form = |path: &str, length: usize, body: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        )
    };
    let mut all = Vec::new();
    for number in 0..HALVES {
        all.push(connect(&server, &format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\nX-Number: {number}\r\n")));
        all.push(connect(&server, &form("/sign-in", 1000, "email=")));
        all.push(connect(&server, &form("/language", 200_000, &"x".repeat(2_000))));
        if number % 40 == 0 {
            let chunked = form("/sign-in", 0, "").replace("Content-Length: 0", "Transfer-Encoding: chunked");
            all.push(connect(&server, &format!("{chunked}ff\r\nemail=")));
        }
        if number % 100 == 0 {
            // Who works here goes on, also from the same address.
            kim.visit("/customers");
        }
    }
    let own = kim.cookie().unwrap();
    for _ in 0..SILENT {
        // More than the system keeps for a reader, and cheap to make.
        let file = format!("GET /static/app.css HTTP/1.1\r\nHost: {host}\r\nCookie: {own}\r\n\r\n");
        all.push(connect(&server, &file.repeat(400)));
    }
    let opened = Instant::now();
    for _ in 0..20 {
        kim.visit("/customers");
        let lee = Client::sign_in(&server.address, "lee@partner.example", PASSWORD);
        lee.visit("/");
        assert_eq!(lee.post("/sign-out", &[]).unwrap().status, 303);
    }
    let memory = server.resident();
    assert!(memory < MEMORY, "{memory} bytes");
    // A machine that is busy with other tests is given some more.
    let until = opened + GONE_WITHIN + Duration::from_secs(30);
    let left: Vec<usize> = (0..all.len()).filter(|at| !is_ended(&mut all[*at], until)).collect();
    assert!(left.is_empty(), "still open after {:?}: {left:?}", opened.elapsed());
    kim.visit("/customers");
    assert_eq!(server.stop().code, 0);
}
