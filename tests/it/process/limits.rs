//! How soon the release build is ready, and how much it weighs: measured only where one is given,
//! the best of several tries, since other programs run on the machine too.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::client::Client;
use super::program::{Server, release};
use crate::support::Page;

const TRIES: usize = 3;
const READY_WITHIN: Duration = Duration::from_secs(1);
const MEMORY: u64 = 64_000_000;
const BINARY: u64 = 40_000_000;

/// E-mail and password, as the demo prints them.
fn printed<'a>(server: &'a Server, what: &str) -> &'a str {
    let line = server.printed.iter().find_map(|line| line.trim().strip_prefix(what)).unwrap();
    line.split_whitespace().next().unwrap()
}

#[test]
fn the_binary_is_small() {
    let Some(binary) = release() else { return };
    let bytes = fs::metadata(binary).unwrap().len();
    println!("binary: {bytes} bytes");
    assert!(bytes < BINARY, "{bytes} bytes");
}

#[test]
fn with_the_demo_data_it_is_ready_soon_and_small_when_idle() {
    if release().is_none() {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().to_str().unwrap();
    let arguments = ["demo", "--bind", "127.0.0.1:0", "--data-dir", data].map(str::to_owned);
    // The first start makes the data.
    assert_eq!(Server::start(&arguments).stop().code, 0);
    let mut tries = Vec::new();
    for _ in 0..TRIES {
        let server = Server::start(&arguments);
        let memory = idle_after_a_few_pages(&server);
        tries.push((server.ready_after, memory));
        assert_eq!(server.stop().code, 0);
    }
    println!("ready after, resident bytes when idle: {tries:?}");
    assert!(tries.iter().any(|(ready, _)| *ready < READY_WITHIN), "{tries:?}");
    assert!(tries.iter().any(|(_, memory)| *memory < MEMORY), "{tries:?}");
}

/// Somebody signs in, looks around and goes away; the memory that is held soon after.
fn idle_after_a_few_pages(server: &Server) -> u64 {
    let kim = Client::sign_in(&server.address, printed(server, "e-mail"), printed(server, "password"));
    let customers = Page::new(&kim.visit("/customers"));
    kim.visit("/");
    for link in customers.select("main a[href^='/customers/']").iter().filter_map(|link| link.attr("href")).take(5) {
        if let Some(id) = link.split('/').nth(2).filter(|id| id.len() == 36) {
            kim.visit(&format!("/customers/{id}/users"));
            kim.visit(&format!("/customers/{id}/users?size=200"));
        }
    }
    let idle = Instant::now();
    loop {
        let memory = server.resident();
        if memory < MEMORY || idle.elapsed() > Duration::from_secs(30) {
            return memory;
        }
        sleep(Duration::from_millis(500));
    }
}
