//! Measures how pages answer while many are connected who send half or read nothing; `tests/bench/run`
//! says what to expect.

#![expect(clippy::unwrap_used, reason = "a measurement ends at the first thing that fails")]

#[expect(dead_code, reason = "the others need more of it")]
mod installation;

use std::io::Write as _;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit};

use self::installation::{Installation, Table};

const HALVES: usize = 1_000;
const STALLED: usize = 40;
/// How long they are watched: the first ones are sent away meanwhile.
const WATCHED: Duration = Duration::from_secs(25);

fn main() {
    let files = rustix::process::getrlimit(Resource::Nofile);
    rustix::process::setrlimit(Resource::Nofile, Rlimit { current: files.maximum, ..files }).unwrap();
    // As if they came by a proxy: from one address there would be no more than 500.
    let installation = Installation::served(20_000, &["--trusted-proxy", "127.0.0.1"]);
    let [customer, other] = installation.customers();
    let host = installation.host();
    let cookie = installation.kim.cookie().unwrap();
    let form = format!(
        "POST /language HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: \
         application/x-www-form-urlencoded\r\nContent-Length: 16000\r\n\r\n{}",
        "x".repeat(15_000)
    );
    let head = format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\nX-Half: ");
    let export = format!("GET {customer}/users.csv HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n");
    let table = Table::begin("a crowd", &installation, &other);
    let mut crowd = Vec::new();
    table.measure("while they connect", || {
        for _ in 0..HALVES {
            for sent in [&form, &head] {
                let mut stream = TcpStream::connect(host).unwrap();
                stream.write_all(sent.as_bytes()).unwrap();
                crowd.push(stream);
            }
        }
        for _ in 0..STALLED {
            let mut stream = TcpStream::connect(host).unwrap();
            // More of them than the system keeps for a reader.
            stream.write_all(export.repeat(4).as_bytes()).unwrap();
            crowd.push(stream);
        }
    });
    let (begun, mut most) = (Instant::now(), 0);
    table.measure("while they are there", || {
        while begun.elapsed() < WATCHED {
            most = most.max(installation.resident());
            sleep(Duration::from_millis(100));
        }
    });
    println!("{} connections, {} MB at most", crowd.len(), most / 1_000_000);
    drop(crowd);
    installation.check();
}
