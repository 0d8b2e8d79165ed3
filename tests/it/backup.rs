//! Backups: whole, readable by their owner only, and without what must not come alive again.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use partnerdesk::actions::backup::{self, Reason};
use partnerdesk::actions::{Submission, customers};

use crate::installation::Place;
use crate::support::account;

/// What `partnerdesk check` says of a backup put where a database belongs, beside its key.
async fn restored(place: &Place, file: &Path) -> Result<(), String> {
    let directory = tempfile::tempdir().unwrap();
    fs::copy(file, directory.path().join("partnerdesk.db")).unwrap();
    fs::copy(place.directory().join("key"), directory.path().join("key")).unwrap();
    let line = ["partnerdesk", "check", "--data-dir", &directory.path().display().to_string()].map(ToOwned::to_owned);
    let cli = <partnerdesk::commands::Cli as clap::Parser>::parse_from(line);
    partnerdesk::commands::run(cli).await.map_err(|stop| stop.sentence)
}

#[tokio::test]
async fn a_backup_holds_no_secret_byte() {
    let place = Place::new().await;
    if place.is_on_server() {
        return;
    }
    place.command(&["seed", "--customers", "1", "--users", "40"]).await.unwrap();
    let at = "'2026-01-01 00:00:00+00:00'";
    let secret = "secret".repeat(40);
    for sql in [
        format!(
            "INSERT INTO sessions VALUES ('{secret}', X'01', NULL, '{secret}', '{secret}', '{secret}', {at}, {at})"
        ),
        format!("INSERT INTO setup_links VALUES ('{secret}', {at})"),
        format!("INSERT INTO credential_rows VALUES (X'01', X'02', X'03', '{secret}', {at}, NULL, NULL, NULL)"),
        format!("INSERT INTO requests VALUES (X'01', X'02', X'03', '{secret}', '{secret}', {at})"),
        format!("INSERT INTO kept_forms VALUES (X'01', X'02', CAST('{secret}' AS BLOB), {at})"),
        format!("INSERT INTO messages VALUES (X'01', X'02', 'mail', CAST('{secret}' AS BLOB), {at}, NULL, NULL)"),
        format!(
            "INSERT INTO mails SELECT id, X'01', NULL, NULL, NULL, '', 'link', 'ada@aquila.example', '{secret}', {at}, 'queued',
             {at}, {at}, NULL, NULL, NULL, NULL, NULL FROM customers"
        ),
        format!("INSERT INTO tasks VALUES (X'01', 'message', '{secret}', {at}, NULL, NULL, 0)"),
        format!("INSERT INTO throttles VALUES ('{secret}', 1, {at}, {at})"),
    ] {
        place.run(&sql).await;
    }
    let file = place.directory().join("copy.db");
    let size = backup::write(&place.actor(), &file).await.unwrap().unwrap();
    let bytes = fs::read(&file).unwrap();
    assert_eq!(bytes.len() as u64, size);
    assert!(!bytes.windows(12).any(|window| window == b"secretsecret"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(restored(&place, &file).await, Ok(()));
    // Nothing is left beside it, and the database itself keeps what it had.
    let names: Vec<_> = fs::read_dir(place.directory()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with("copy.db.")), "{names:?}");
    assert_eq!(place.text("SELECT state FROM sessions").await, secret);
}

#[tokio::test]
async fn a_backup_takes_no_other_file_s_place() {
    let place = Place::new().await;
    if place.is_on_server() {
        return;
    }
    let file = place.directory().join("copy.db");
    fs::write(&file, "mine").unwrap();
    let stop = place.command(&["backup", &file.display().to_string()]).await.unwrap_err();
    assert_eq!((stop.code, stop.sentence.contains("is there already")), (2, true));
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    let nowhere = place.directory().join("no such directory/copy.db");
    let stop = place.command(&["backup", &nowhere.display().to_string()]).await.unwrap_err();
    assert_eq!((stop.code, stop.sentence.contains("choose a writable place")), (2, true));
}

#[tokio::test]
async fn a_backup_under_write_load_is_whole() {
    let place = Place::new().await;
    if place.is_on_server() {
        return;
    }
    place.command(&["seed", "--customers", "3", "--users", "300"]).await.unwrap();
    let file = place.directory().join("copy.db");
    let by = place.actor();
    let write = async {
        let mut added = 0;
        loop {
            let details = account(&format!("Newcomer {added}"), &format!("newcomer-{added}.example"));
            customers::add(&by, &details, &Submission::never_twice()).await.unwrap();
            added += 1;
        }
    };
    tokio::select! {
        () = write => {}
        copied = backup::write(&by, &file) => assert!(copied.unwrap().is_ok()),
    }
    assert_eq!(restored(&place, &file).await, Ok(()));
}

#[tokio::test]
async fn a_server_s_database_is_left_to_its_own_tools() {
    let place = Place::new().await;
    if !place.is_on_server() {
        return;
    }
    let file = place.directory().join("copy.db");
    assert!(matches!(backup::write(&place.actor(), &file).await.unwrap(), Err(Reason::OnServer)));
    let stop = place.command(&["backup", &file.display().to_string()]).await.unwrap_err();
    assert!(stop.sentence.contains("pg_dump") && stop.sentence.contains("key"), "{}", stop.sentence);
    assert!(!file.exists());
}
