//! Files are where they are said to be, whatever they are called, and only their owner reads them,
//! whatever the umask and whoever made the directory.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::client::Client;
use super::program::{Ended, Server, binary};
use crate::support::PASSWORD;

/// Names that an address would read as something else.
const NAMES: [&str; 12] = [
    "x%41",
    "%2e%2e",
    "a?mode=memory",
    "a#b",
    ":memory:",
    "file:x",
    "file:y?mode=memory",
    "blank ",
    " blank",
    "è ü",
    "a&b=c",
    "sqlite::memory:",
];

/// Runs the program in `directory` with this umask.
#[expect(clippy::disallowed_types, reason = "tests start the program; the program starts no other")]
fn run_in(directory: &Path, umask: &str, arguments: &[&str], input: &str) -> Ended {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let script = format!("umask {umask}; exec \"$0\" \"$@\"");
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(script)
        .arg(binary())
        .args(arguments)
        .current_dir(directory)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn entries(directory: &Path) -> BTreeSet<String> {
    fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

fn add_kim(directory: &Path, umask: &str, data: &str) -> Ended {
    let command =
        ["staff", "add", "kim@partner.example", "--name", "Kim", "--role", "global-admin", "--data-dir", data];
    run_in(directory, umask, &command, &format!("{PASSWORD}\n"))
}

#[test]
fn a_data_directory_is_where_its_name_says() {
    for name in NAMES {
        let directory = tempfile::tempdir().unwrap();
        let ended = add_kim(directory.path(), "022", name);
        assert_eq!(ended.code, 0, "{name}: {ended:?}");
        assert_eq!(entries(directory.path()), BTreeSet::from([name.to_owned()]), "{name}: and nowhere else");
        assert!(directory.path().join(name).join("partnerdesk.db").is_file(), "{name}");
        let ended = run_in(directory.path(), "022", &["staff", "list", "--data-dir", name], "");
        assert!(ended.out.contains("kim@partner.example"), "{name}: {ended:?}");
    }
}

#[test]
fn a_backup_is_written_under_its_name_and_holds_no_session() {
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(add_kim(directory.path(), "022", "data").code, 0);
    let data = directory.path().join("data").display().to_string();
    let server = Server::start(&["serve", "--bind", "127.0.0.1:0", "--data-dir", &data].map(str::to_owned));
    let kim = Client::sign_in(&server.address, "kim@partner.example", PASSWORD);
    // What a confused path would lead to.
    fs::write(directory.path().join("xA.db.partial"), "mine").unwrap();
    let mut known = entries(directory.path());
    for name in NAMES {
        let name = format!("{name}.db");
        let ended = run_in(directory.path(), "000", &["backup", &name, "--data-dir", "data"], "");
        assert_eq!(ended.code, 0, "{name}: {ended:?}");
        known.insert(name.clone());
        assert_eq!(entries(directory.path()), known, "{name}: and nothing else");
        assert_eq!(mode(&directory.path().join(&name)), 0o600, "{name}");
        // Put where a database belongs, beside its key, it lets nobody in who was signed in before.
        let restored = tempfile::tempdir().unwrap();
        fs::copy(directory.path().join(&name), restored.path().join("partnerdesk.db")).unwrap();
        fs::copy(directory.path().join("data/key"), restored.path().join("key")).unwrap();
        let data = restored.path().display().to_string();
        let again = Server::start(&["serve", "--bind", "127.0.0.1:0", "--data-dir", &data].map(str::to_owned));
        assert_eq!(kim.at(&again.address).get("/").unwrap().status, 303, "{name}");
        Client::sign_in(&again.address, "kim@partner.example", PASSWORD);
        assert_eq!(again.stop().code, 0);
    }
    assert_eq!(fs::read_to_string(directory.path().join("xA.db.partial")).unwrap(), "mine");
    assert_eq!(server.stop().code, 0);
}

#[test]
fn only_the_owner_reads_what_the_program_writes() {
    for umask in ["000", "022", "277"] {
        let directory = tempfile::tempdir().unwrap();
        // Somebody else made it, for everybody.
        let data = directory.path().join("data");
        fs::create_dir(&data).unwrap();
        fs::set_permissions(&data, Permissions::from_mode(0o777)).unwrap();
        let ended = add_kim(directory.path(), umask, "data");
        assert_eq!(ended.code, 0, "{umask}: {ended:?}");
        let text = data.display().to_string();
        let server = Server::start(&["serve", "--bind", "127.0.0.1:0", "--data-dir", &text].map(str::to_owned));
        Client::sign_in(&server.address, "kim@partner.example", PASSWORD);
        let started = Instant::now();
        while !data.join("anchors.jsonl").exists() && started.elapsed() < Duration::from_secs(20) {
            sleep(Duration::from_millis(20));
        }
        let names = entries(&data);
        for name in ["partnerdesk.db", "partnerdesk.db-wal", "partnerdesk.db-shm", "key", "anchors.jsonl"] {
            assert!(names.contains(name), "{name}: {names:?}");
        }
        for name in &names {
            assert_eq!(mode(&data.join(name)) & 0o077, 0, "{umask}: {name}");
        }
        // Looser ones are mended at the next start, also what a crash left behind.
        server.kill();
        for name in entries(&data) {
            fs::set_permissions(data.join(name), Permissions::from_mode(0o644)).unwrap();
        }
        let server = Server::start(&["serve", "--bind", "127.0.0.1:0", "--data-dir", &text].map(str::to_owned));
        Client::sign_in(&server.address, "kim@partner.example", PASSWORD);
        let started = Instant::now();
        for name in entries(&data) {
            // The anchors are written a moment after the start.
            while mode(&data.join(&name)) & 0o077 != 0 {
                assert!(started.elapsed() < Duration::from_secs(20), "{umask}: {name} after a start");
                sleep(Duration::from_millis(20));
            }
        }
        let ended = server.stop();
        assert!(ended.err.contains("others could read this file"), "and says so: {}", ended.err);
    }
}
