//! Measures what is done to all users of a customer at once, and how the pages of another customer
//! answer meanwhile; `tests/bench/run` says what to expect.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement ends at the first thing that fails")]

#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../it/process/client.rs"]
mod client;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../it/process/program.rs"]
mod program;

use std::thread::sleep;
use std::time::{Duration, Instant};

use self::client::Client;
use self::program::{Server, run};

const EMAIL: &str = "kim@partner.example";
const PASSWORD: &str = "snow falls on tall cedars";

/// Two customers, served; on PostgreSQL where `PARTNERDESK_BENCH_DATABASE_URL` names an empty
/// database.
struct Installation {
    directory: tempfile::TempDir,
    place: Vec<String>,
    kim: Client,
    _server: Server,
}

impl Installation {
    fn new(users: usize) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut place = vec!["--data-dir".to_owned(), directory.path().display().to_string()];
        if let Ok(url) = std::env::var("PARTNERDESK_BENCH_DATABASE_URL") {
            let key = directory.path().join("key");
            std::fs::write(&key, "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n").unwrap();
            let owner = <std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o600);
            std::fs::set_permissions(&key, owner).unwrap();
            place.extend(["--database-url".to_owned(), url, "--key-file".to_owned(), key.display().to_string()]);
        }
        let command = |words: &[&str], input: &str| {
            let words: Vec<String> = words.iter().map(ToString::to_string).chain(place.iter().cloned()).collect();
            let ended = run(&words, &[], input);
            assert_eq!(ended.code, 0, "{ended:?}");
        };
        command(&["seed", "--customers", "2", "--users", &(users * 2).to_string()], "");
        command(&["staff", "add", EMAIL, "--name", "Kim", "--role", "global-admin"], PASSWORD);
        let serve = ["serve", "--bind", "127.0.0.1:0"].map(str::to_owned);
        let server = Server::start(&serve.into_iter().chain(place.iter().cloned()).collect::<Vec<_>>());
        let kim = Client::sign_in(&server.address, EMAIL, PASSWORD);
        Self { directory, place, kim, _server: server }
    }

    /// Paths of both customers.
    fn customers(&self) -> Vec<String> {
        let list = self.kim.visit("/customers");
        let mut ids: Vec<String> =
            list.split("\"/customers/").filter_map(|rest| rest.get(..36).map(str::to_owned)).collect();
        ids.retain(|id| id.chars().all(|c| c.is_ascii_hexdigit() || c == '-'));
        ids.sort();
        ids.dedup();
        ids.into_iter().map(|id| format!("/customers/{id}")).collect()
    }

    /// Chooses all on a list, asks for `what`, and waits until it is done: how long that took, and the
    /// times of the other customer's pages meanwhile.
    fn do_to_all(&self, customer: &str, other: &str, tab: &str, what: &str) -> (Duration, Vec<Duration>) {
        let all = [("go", "all"), ("tab", tab)];
        let chosen = self.kim.post(&format!("{customer}/selections"), &all).unwrap();
        let selection = chosen.location.split_once("selection=").unwrap().1.to_owned();
        let started = Instant::now();
        let fields = [("selection", selection.as_str()), ("last_administrator", "yes")];
        let job = self.kim.post(&format!("{customer}/{what}"), &fields).unwrap().location;
        let mut times = Vec::new();
        let list = format!("{other}/users");
        while self.kim.visit(&job).contains("<progress") {
            let asked = Instant::now();
            self.kim.visit(&list);
            times.push(asked.elapsed());
            sleep(Duration::from_millis(10));
        }
        (started.elapsed(), times)
    }
}

fn main() {
    // `cargo bench` adds a flag of its own.
    let users = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(5_000);
    let installation = Installation::new(users);
    let customers = installation.customers();
    let [customer, other] = &customers[..] else { panic!("two customers") };
    let quiet: Vec<Duration> = (0..50)
        .map(|_| {
            let asked = Instant::now();
            installation.kim.visit(&format!("{other}/users"));
            asked.elapsed()
        })
        .collect();
    let millis = |times: &[Duration], percent: usize| {
        let mut times = times.to_vec();
        times.sort();
        times.get((times.len().max(1) - 1) * percent / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    };
    let usual = millis(&quiet, 50);
    println!(
        "{:24} {:>8}   {:>28}   {:>8}",
        "about 5,000 users each", "seconds", "another customer's page, ms", "to quiet"
    );
    println!("{:24} {:>8}   p50 {usual:8.2}  p99 {:8.2}", "nothing under way", "", millis(&quiet, 99));
    for (name, tab, what) in [("deleted", "", "deletions"), ("restored", "deleted", "restorations")] {
        let (taken, times) = installation.do_to_all(customer, other, tab, what);
        let (p50, p99) = (millis(&times, 50), millis(&times, 99));
        println!("{name:24} {:8.2}   p50 {p50:8.2}  p99 {p99:8.2}   {:8.2}", taken.as_secs_f64(), p50 / usual);
    }
    let check: Vec<String> = ["check".to_owned()].into_iter().chain(installation.place.iter().cloned()).collect();
    let ended = run(&check, &[], "");
    println!("{}", ended.out.trim());
    assert_eq!(ended.code, 0, "{ended:?}");
    drop(installation.directory);
}
