//! What the program refuses to start with: one sentence on standard error, and exit status 2.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;

use super::program::{Ended, run};
use super::{Installation, write_key};
use crate::support::sql;

fn words(text: &[&str]) -> Vec<String> {
    text.iter().map(ToString::to_string).collect()
}

/// It refused with one sentence, in which this stands.
fn refused(ended: &Ended, about: &str) {
    assert_eq!(ended.code, 2, "{about}: {ended:?}");
    assert_eq!(ended.out, "", "{about}");
    let line = ended.err.strip_suffix('\n').unwrap_or_else(|| panic!("{about}: {ended:?}"));
    assert!(!line.contains('\n') && line.starts_with("partnerdesk: "), "{about}: {ended:?}");
    assert!(!line.contains("panicked") && line.contains(about), "{about}: {ended:?}");
}

#[test]
fn what_it_does_not_know() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let data = data.to_str().unwrap();
    let cases: [(&[&str], &str); 17] = [
        (&["--prot", "8080"], "--prot"),
        (&["serv"], "serv"),
        (&["serve", "--database-url", "mysql://127.0.0.1/x"], "--database-url must begin with postgres://"),
        (&["--bind", "nowhere"], "--bind"),
        (&["--bind", "127.0.0.1:99999"], "--bind"),
        (&["--public-url", "desk"], "--public-url"),
        (&["--trusted-proxy", "everybody"], "--trusted-proxy"),
        (&["--smtp-url", "mail.partner.example:587"], "--smtp-url is no address of a mail server"),
        (&["--smtp-url", "smtp://kim:word@mail.partner.example"], "--smtp-url holds a password"),
        (&["--smtp-url", "smtp://kim@mail.partner.example"], "--smtp-password-file"),
        (&["--smtp-url", "smtps://mail.partner.example", "--smtp-ca-file", "/nowhere.pem"], "/nowhere.pem"),
        (&["--smtp-password-file", "/nowhere"], "--smtp-url"),
        (&["--session-hours", "99"], "--session-hours"),
        (&["--session-idle-minutes", "none"], "--session-idle-minutes"),
        (&["--time-zone", "Mars/Olympus"], "--time-zone"),
        (&["staff", "add", "kim@partner.example", "--name", "Kim", "--role", "king"], "--role"),
        (&["staff", "add", "kim@partner.example"], "--name"),
    ];
    for (arguments, about) in cases {
        let arguments = words(&[arguments, &["--data-dir", data]].concat());
        refused(&run(&arguments, &[], ""), about);
    }
    for (name, value) in [("PARTNERDESK_FOO", "1"), ("PARTNERDESK_SESSION_HOURS", "99")] {
        refused(&run(&words(&["serve", "--data-dir", data]), &[(name, value)], ""), {
            if value == "1" { "PARTNERDESK_FOO" } else { "--session-hours" }
        });
    }
    assert!(!fs::exists(data).unwrap(), "and touched nothing");
}

#[test]
fn a_directory_that_cannot_be_written() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "a file").unwrap();
    for place in [file.join("data"), file.clone(), "/proc/partnerdesk".into()] {
        for command in ["serve", "migrate"] {
            let arguments = words(&[command, "--data-dir", place.to_str().unwrap()]);
            let arguments =
                if command == "serve" { [arguments, words(&["--bind", "127.0.0.1:0"])].concat() } else { arguments };
            refused(&run(&arguments, &[], ""), "choose another with --data-dir");
        }
    }
}

#[actix_web::test]
async fn a_port_in_use_leaves_the_data_alone() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let bind = taken.local_addr().unwrap().to_string();
    let arguments = words(&["serve", "--bind", &bind, "--data-dir", data.to_str().unwrap()]);
    refused(&run(&arguments, &[], ""), "choose another address with --bind");
    assert!(!data.exists());
}

#[actix_web::test]
async fn a_database_of_a_newer_version() {
    let installation = Installation::new().await;
    let site = installation.site().await;
    let insert = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_later', 1)";
    sql(&site.app, insert, vec![]).await;
    for command in [&["serve", "--bind", "127.0.0.1:0"][..], &["migrate"], &["staff", "list"], &["check"]] {
        refused(&installation.run(command), "newer version");
    }
}

#[actix_web::test]
async fn a_key_that_does_not_fit() {
    let installation = Installation::new().await;
    installation.succeed(&["migrate"]);
    let other = installation.beside.path().join("other");
    write_key(&other, [8; 32]);
    let with = |key: &str| installation.run_with_key(&["staff", "list"], key);
    refused(&with(other.to_str().unwrap()), "the key does not fit this database");
    fs::set_permissions(&other, fs::Permissions::from_mode(0o640)).unwrap();
    refused(&with(other.to_str().unwrap()), "the key does not fit this database");
    assert_eq!(fs::metadata(&other).unwrap().permissions().mode() & 0o777, 0o600, "closed to others");
    fs::write(&other, "short\n").unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o600)).unwrap();
    refused(&with(other.to_str().unwrap()), "32 bytes in base64");
    refused(&with("/nowhere/key"), "cannot read the key file");
    installation.succeed(&["staff", "list"]);
}

#[test]
fn a_server_database_without_a_key() {
    // Told before the database is asked: this one is not there.
    let arguments = words(&["migrate", "--database-url", "postgres://127.0.0.1:1/desk"]);
    refused(&run(&arguments, &[], ""), "--key-file");
}

#[test]
fn a_server_database_that_cannot_be_reached() {
    let directory = tempfile::tempdir().unwrap();
    let key = directory.path().join("key");
    write_key(&key, [8; 32]);
    let url = "postgres://kim:deep-secret@127.0.0.1:1/desk";
    let arguments = words(&["migrate", "--database-url", url, "--key-file", key.to_str().unwrap()]);
    let started = std::time::Instant::now();
    let ended = run(&arguments, &[], "");
    refused(&ended, "check --database-url");
    assert!(!ended.err.contains("deep-secret"), "{ended:?}");
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn a_public_address_that_is_no_origin() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    for url in [
        "ftp://desk.example",
        "https://desk.example/below",
        "https://kim:s3cret@desk.example",
        "https://desk.example/?a=b",
        "https://desk.example/#a",
        "file:///desk",
        "mailto:kim@desk.example",
    ] {
        let arguments = ["serve", "--bind", "127.0.0.1:0", "--public-url", url, "--data-dir", data.to_str().unwrap()];
        let ended = run(&words(&arguments), &[], "");
        refused(&ended, "--public-url must be http:// or https://");
        assert!(!ended.err.contains("s3cret"), "{}", ended.err);
    }
    assert!(!fs::exists(data).unwrap(), "and touched nothing");
}

#[actix_web::test]
async fn a_key_that_is_missing_beside_its_database() {
    let installation = Installation::new().await;
    let Some(directory) = installation.directory() else { return };
    installation.succeed(&["staff", "list"]);
    let (key, kept) = (directory.join("key"), installation.beside.path().join("kept"));
    fs::rename(&key, &kept).unwrap();
    let ended = installation.run(&["staff", "list"]);
    refused(&ended, "put it back there");
    assert!(ended.err.contains(key.to_str().unwrap()) && !key.exists(), "no other one is made: {ended:?}");
    fs::rename(&kept, &key).unwrap();
    installation.succeed(&["staff", "list"]);
}
