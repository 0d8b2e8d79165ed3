//! The whole program as a process, on an installation of its own: start, end, refusals, two at
//! once, killed under load. The library looks at the same data while it serves.

mod cheap;
mod client;
mod compressed;
mod crowds;
mod disk;
mod disk_jobs;
mod erased;
mod faults;
mod files;
mod full;
mod heads;
mod jobs;
mod killed;
mod licenses;
mod limits;
mod program;
mod refusals;
mod restores;
mod seats;
mod sign_ins;
mod start;
mod two;
mod uploads;
mod uploads_ended;
mod watching;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Barrier};
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use partnerdesk::clock::new_id;
use partnerdesk::store::DatabaseLocation;
use tempfile::TempDir;

use self::client::Client;
use self::faults::Faults;
pub use self::program::Ended;
use self::program::{Server, run};
use crate::support::{KEY, PASSWORD, Scratch, Site};

/// Data, a key, and what to tell the program to use them.
pub struct Installation {
    scratch: Arc<Scratch>,
    /// What lies beside the data: the key, where the data is on a server.
    pub beside: TempDir,
    options: Vec<String>,
}

impl Installation {
    /// Up to date, and nobody in it.
    pub async fn new() -> Self {
        Self::on(Scratch::new().await)
    }

    /// Nothing yet, not even tables.
    pub async fn empty() -> Self {
        Self::on(Scratch::empty().await)
    }

    fn on(scratch: Scratch) -> Self {
        let beside = tempfile::tempdir().unwrap();
        let options = match scratch.place() {
            DatabaseLocation::Embedded(directory) => {
                write_key(&directory.join("key"), KEY);
                vec!["--data-dir".into(), directory.display().to_string()]
            }
            DatabaseLocation::Server(url) => {
                let key = beside.path().join("key");
                write_key(&key, KEY);
                let anchors = beside.path().join("anchors.jsonl").display().to_string();
                let data = ["--database-url".into(), url, "--anchor-file".into(), anchors];
                data.into_iter().chain(["--key-file".into(), key.display().to_string()]).collect()
            }
        };
        Self { scratch: Arc::new(scratch), beside, options }
    }

    pub fn place(&self) -> DatabaseLocation {
        self.scratch.place()
    }

    /// The embedded database's directory; none when the data is on a server.
    pub fn directory(&self) -> Option<PathBuf> {
        self.place().file().map(|file| file.with_file_name(""))
    }

    /// The same data, looked at from here.
    pub async fn site(&self) -> Site {
        Site::on(Arc::clone(&self.scratch), |_| {}).await
    }

    /// Serves it on any free port.
    pub fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// Serves it on a disk that fails when it is told to.
    pub fn serve_on(&self, faults: &Faults) -> Server {
        let arguments = self.arguments(&["serve", "--bind", "127.0.0.1:0"]);
        Server::start_with(&arguments, &faults.variables())
    }

    pub fn serve_with(&self, more: &[&str]) -> Server {
        let arguments = self.arguments(&["serve", "--bind", "127.0.0.1:0"]);
        Server::start(&arguments.into_iter().chain(more.iter().map(ToString::to_string)).collect::<Vec<_>>())
    }

    /// Runs one command on it.
    pub fn run(&self, command: &[&str]) -> Ended {
        run(&self.arguments(command), &[], "")
    }

    /// Runs one command on it with another key.
    pub fn run_with_key(&self, command: &[&str], key: &str) -> Ended {
        let mut arguments = self.arguments(command);
        // The option of a server's database stands last.
        if self.directory().is_none() {
            arguments.truncate(arguments.len() - 2);
        }
        run(&[arguments, vec!["--key-file".into(), key.into()]].concat(), &[], "")
    }

    /// Runs one command on it, which must succeed.
    pub fn succeed(&self, command: &[&str]) -> String {
        let ended = self.run(command);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{command:?}: {}", ended.out);
        ended.out
    }

    fn arguments(&self, command: &[&str]) -> Vec<String> {
        command.iter().map(ToString::to_string).chain(self.options.iter().cloned()).collect()
    }

    /// Adds a Global admin, as somebody at the machine does.
    pub fn admin(&self, email: &str) {
        let command = ["staff", "add", email, "--name", "Kim", "--role", "global-admin"];
        let ended = run(&self.arguments(&command), &[], &format!("{PASSWORD}\n"));
        assert_eq!(ended.code, 0, "{ended:?}");
        assert_eq!(ended.out, format!("{email} can sign in as global-admin\n"));
    }

    /// A Global admin at a browser.
    pub fn signed_in(&self, server: &Server) -> Client {
        let email = format!("kim-{}@partner.example", new_id().simple());
        self.admin(&email);
        Client::sign_in(&server.address, &email, PASSWORD)
    }
}

/// Writes a key in base64, readable by its owner only.
pub fn write_key(path: &Path, key: [u8; 32]) {
    fs::write(path, STANDARD.encode(key) + "\n").unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

/// The form that adds a user called `name` (a user name too), with these licenses.
pub fn user_form<'a>(name: &'a str, domain: &'a str, sku: &'a str, form: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("display_name", name),
        ("user_name", name),
        ("domain", domain),
        ("location", "IT"),
        ("permissions", "user"),
        ("license", sku),
        ("form_id", form),
    ]
}

/// Does `one` for each number below `count` at the same moment.
pub fn all_at_once<T: Send>(count: usize, one: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let together = Barrier::new(count);
    thread::scope(|scope| {
        let (one, together) = (&one, &together);
        let start = |number| {
            scope.spawn(move || {
                together.wait();
                one(number)
            })
        };
        let under_way: Vec<_> = (0..count).map(start).collect();
        under_way.into_iter().map(|one| one.join().unwrap()).collect()
    })
}
