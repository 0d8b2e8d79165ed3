//! What was destroyed is gone from the bytes of an embedded database's files within a minute, while
//! others read: sealed passwords of a sheet that was closed, and everything that named a person who was
//! removed for good.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use partnerdesk::clock::new_id;
use sea_orm::{ConnectionTrait as _, Statement};

use super::Installation;
use super::client::Client;
use crate::support::{Site, user_form};

const WITHIN: Duration = Duration::from_mins(1);

/// How often `what` stands in the database's files.
fn times(directory: &Path, what: &[u8]) -> usize {
    let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap());
    let ours = files.filter(|entry| entry.file_name().to_string_lossy().starts_with("partnerdesk.db"));
    ours.map(|entry| fs::read(entry.path()).unwrap().windows(what.len()).filter(|window| *window == what).count()).sum()
}

/// Waits until none of these is there, while somebody reads.
fn assert_gone(kim: &Client, directory: &Path, secrets: &[Vec<u8>], read: &str) {
    let started = Instant::now();
    loop {
        kim.visit(read);
        let left: Vec<usize> = secrets.iter().map(|secret| times(directory, secret)).collect();
        if left.iter().sum::<usize>() == 0 {
            return;
        }
        assert!(started.elapsed() < WITHIN, "still there: {left:?}");
        sleep(Duration::from_millis(300));
    }
}

async fn sealed(site: &Site) -> Vec<Vec<u8>> {
    let db = site.app.db.read();
    let all = Statement::from_string(db.get_database_backend(), "SELECT sealed FROM credential_rows");
    let rows = db.query_all_raw(all).await.unwrap();
    rows.iter().map(|row| row.try_get::<Vec<u8>>("", "sealed").unwrap()).collect()
}

#[actix_web::test]
async fn what_was_destroyed_is_gone_from_the_bytes() {
    let installation = Installation::new().await;
    let Some(directory) = installation.directory() else { return };
    let server = installation.serve();
    let kim = installation.signed_in(&server);
    let site = installation.site().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let now = site.now(customer).await;
    let users = format!("/customers/{customer}/users");
    let mut sheet = String::new();
    for name in ["Ada Zanzibar", "Bo Lind", "Cy Marsh"] {
        let form = user_form(&now, name, &[]).profile.unwrap();
        let id = new_id().to_string();
        let fields = [
            ("display_name", name),
            ("user_name", form.user_name.local()),
            ("domain", "aquila.example"),
            ("location", "IT"),
            ("permissions", "user"),
            ("form_id", &id),
        ];
        sheet = kim.post(&users, &fields).unwrap().location;
    }
    let secrets = sealed(&site).await;
    assert_eq!(secrets.len(), 3);
    assert!(secrets.iter().all(|secret| times(&directory, secret) > 0), "the search itself works");
    kim.get(&format!("{sheet}/print")).unwrap();
    assert_eq!(kim.post(&format!("{sheet}/completion"), &[]).unwrap().status, 303);
    assert_gone(&kim, &directory, &secrets, &users);

    // Edited, deleted, restored under another name, deleted again, removed for good.
    let ada =
        crate::support::texts(&site.app, "SELECT lower(hex(id)) AS text FROM users WHERE display_name LIKE 'Ada%'");
    let ada: uuid::Uuid = ada.await[0].parse().unwrap();
    let (user, form) = (ada.to_string(), new_id().to_string());
    let fields = [
        ("display_name", "Ada Zanzibar-Conti"),
        ("user_name", "ada.zanzibar"),
        ("domain", "aquila.example"),
        ("location", "IT"),
        ("permissions", "user"),
        ("version", "1"),
        ("form_id", &form),
    ];
    assert_eq!(kim.post(&format!("{users}/{user}"), &fields).unwrap().status, 303);
    for path in ["deletions", "restorations", "deletions"] {
        let form = new_id().to_string();
        let fields = [("user", user.as_str()), ("form_id", &form)];
        assert_eq!(kim.post(&format!("/customers/{customer}/{path}"), &fields).unwrap().status, 303, "{path}");
    }
    let form = new_id().to_string();
    let fields = [("user", user.as_str()), ("user_name", "ada.zanzibar@aquila.example"), ("form_id", &form)];
    assert_eq!(kim.post(&format!("/customers/{customer}/purges"), &fields).unwrap().status, 303);
    let name = [b"Zanzibar".to_vec(), b"zanzibar".to_vec()];
    assert_gone(&kim, &directory, &name, &users);
    assert_eq!(server.stop().code, 0);
    assert_eq!(name.iter().map(|name| times(&directory, name)).sum::<usize>(), 0);
}
