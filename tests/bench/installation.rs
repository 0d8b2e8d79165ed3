//! What is measured of work on many users: two customers, served, and how the pages of one answer while
//! something is done at the other.

#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../it/process/client.rs"]
mod client;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../it/process/program.rs"]
mod program;

use std::cmp::Reverse;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait as _;

use self::client::Client;
use self::program::{Server, run};

const EMAIL: &str = "kim@partner.example";
const PASSWORD: &str = "snow falls on tall cedars";
/// Between two looks at a page.
const PAUSE: Duration = Duration::from_millis(10);

/// A PostgreSQL database to measure with.
#[expect(clippy::disallowed_methods, reason = "a measurement has no configuration")]
fn server() -> Option<String> {
    std::env::var("PARTNERDESK_BENCH_DATABASE_URL").ok()
}

/// Runs a statement in that database, if there is one.
fn on_server(statement: &str) {
    let Some(url) = server() else { return };
    actix_web::rt::System::new().block_on(async {
        let database = sea_orm::Database::connect(url).await.unwrap();
        database.execute_unprepared(statement).await.unwrap();
        database.close().await.unwrap();
    });
}

/// Two customers, served; on PostgreSQL where `PARTNERDESK_BENCH_DATABASE_URL` names an empty
/// database.
pub struct Installation {
    directory: tempfile::TempDir,
    place: Vec<String>,
    pub kim: Client,
    server: Server,
}

impl Installation {
    /// With so many users at both together, a few of every hundred deleted.
    pub fn new(users: usize) -> Self {
        Self::served(users, &[])
    }

    /// The same, served with these options.
    pub fn served(users: usize, options: &[&str]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut place = vec!["--data-dir".to_owned(), directory.path().display().to_string()];
        if let Some(url) = server() {
            on_server(
                "DO $$ BEGIN
                    IF EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public') THEN
                        RAISE EXCEPTION 'the database is not empty';
                    END IF;
                END $$",
            );
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
        command(&["seed", "--customers", "2", "--users", &users.to_string()], "");
        command(&["staff", "add", EMAIL, "--name", "Kim", "--role", "global-admin"], PASSWORD);
        let serve = ["serve", "--bind", "127.0.0.1:0"].iter().chain(options).map(ToString::to_string);
        let server = Server::start(&serve.chain(place.iter().cloned()).collect::<Vec<_>>());
        let kim = Client::sign_in(&server.address, EMAIL, PASSWORD);
        Self { directory, place, kim, server }
    }

    /// Paths of both customers, the larger one first.
    pub fn customers(&self) -> [String; 2] {
        let list = self.kim.visit("/customers");
        let row = |row: &str| {
            let (id, rest) = row.split_once('/')?;
            let users = rest.split("data-label=\"Users\">").nth(1)?.split('<').next()?.replace(',', "");
            Some((Reverse(users.parse::<usize>().ok()?), format!("/customers/{id}")))
        };
        let mut customers: Vec<_> =
            list.split("<a class=\"name\" href=\"/customers/").skip(1).filter_map(row).collect();
        customers.sort();
        let paths: Vec<String> = customers.into_iter().map(|(_, path)| path).collect();
        paths.try_into().unwrap()
    }

    /// Chooses all users on a list of a customer's.
    pub fn select_all(&self, customer: &str, tab: &str) -> String {
        let chosen = self.kim.post(&format!("{customer}/selections"), &[("go", "all"), ("tab", tab)]).unwrap();
        chosen.location.split_once("selection=").unwrap().1.to_owned()
    }

    /// The flags by which its data are found.
    pub fn place(&self) -> &[String] {
        &self.place
    }

    /// Bytes that the server holds.
    pub fn resident(&self) -> u64 {
        self.server.resident()
    }

    /// The most that it ever held.
    pub fn peak(&self) -> u64 {
        self.server.memory().1
    }

    /// Host and port.
    pub fn host(&self) -> &str {
        self.server.address.trim_start_matches("http://")
    }

    /// Has the planner of queries know the tables, as a PostgreSQL server does by itself within a minute.
    pub fn analyze(&self) {
        on_server("ANALYZE");
    }

    /// Looks at the page of a job until it is done.
    pub fn wait_for(&self, job: &str) {
        while self.kim.visit(job).contains("<progress") {
            sleep(PAUSE);
        }
    }

    /// Counts everything again, and leaves nothing behind.
    pub fn check(self) {
        let check: Vec<String> = ["check".to_owned()].into_iter().chain(self.place.iter().cloned()).collect();
        let ended = run(&check, &[], "");
        println!("{}", ended.out.trim());
        assert_eq!(ended.code, 0, "{ended:?}");
        let Self { directory, server, .. } = self;
        server.stop();
        on_server("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        drop(directory);
    }
}

/// What is done at one customer, and how another one's list of users answers meanwhile.
pub struct Table<'a> {
    installation: &'a Installation,
    list: String,
    /// The median while nothing is under way, in milliseconds.
    usual: f64,
}

impl<'a> Table<'a> {
    /// Begins it with what pages of `other` take while nothing is under way.
    pub fn begin(title: &str, installation: &'a Installation, other: &str) -> Self {
        let list = format!("{other}/users");
        let mut table = Self { installation, list, usual: 0.0 };
        let quiet: Vec<Duration> = (0..50).map(|_| table.look()).collect();
        table.usual = millis(&quiet, 50);
        println!("{title:24} {:>8}   {:>28}   {:>8}", "seconds", "another customer's page, ms", "to quiet");
        println!("{:24} {:>8}   p50 {:8.2}  p99 {:8.2}", "nothing under way", "", table.usual, millis(&quiet, 99));
        table
    }

    fn look(&self) -> Duration {
        let asked = Instant::now();
        self.installation.kim.visit(&self.list);
        asked.elapsed()
    }

    /// Does `work`, and adds a line that tells what it took.
    pub fn measure<T>(&self, name: &str, work: impl FnOnce() -> T) -> T {
        let is_over = AtomicBool::new(false);
        let (done, taken, times) = scope(|scope| {
            let looking = scope.spawn(|| {
                let mut times = vec![self.look()];
                while !is_over.load(Ordering::Relaxed) {
                    sleep(PAUSE);
                    times.push(self.look());
                }
                times
            });
            let started = Instant::now();
            let done = work();
            let taken = started.elapsed();
            is_over.store(true, Ordering::Relaxed);
            (done, taken, looking.join().unwrap())
        });
        let (p50, p99) = (millis(&times, 50), millis(&times, 99));
        println!("{name:24} {:8.2}   p50 {p50:8.2}  p99 {p99:8.2}   {:8.2}", taken.as_secs_f64(), p50 / self.usual);
        done
    }
}

/// So many of a hundred took no longer, in milliseconds.
pub fn millis(times: &[Duration], percent: usize) -> f64 {
    let mut times = times.to_vec();
    times.sort();
    times.get((times.len().max(1) - 1) * percent / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}
