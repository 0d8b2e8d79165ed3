//! With the database's files, its journal, the log, the outbox, a backup and all our keys at hand: what a sheet held is
//! found nowhere once it is closed or expired, but in a mail that is still to leave, and there until it has.

use std::fs;
use std::io;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use partnerdesk::actions::{backup, installation, links, sheets};
use partnerdesk::domain::id::SheetId;
use partnerdesk::domain::mail::{Content, State};
use partnerdesk::secrets::Purpose;
use partnerdesk::store::DatabaseLocation;
use sea_orm::{ConnectionTrait as _, Statement};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use super::*;
use crate::support::{is_postgres, texts};

/// What is logged on this thread.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret)
}

/// All that lies in columns of bytes and is longer than an id.
async fn blobs(desk: &Desk) -> Vec<Vec<u8>> {
    let columns = if is_postgres() {
        "SELECT table_name || ' ' || column_name AS text FROM information_schema.columns \
         WHERE table_schema = current_schema() AND data_type = 'bytea'"
    } else {
        "SELECT m.name || ' ' || p.name AS text FROM sqlite_master m JOIN pragma_table_info(m.name) p \
         WHERE m.type = 'table' AND lower(p.type) LIKE '%blob%'"
    };
    let mut found = Vec::new();
    for place in texts(&desk.site.app, columns).await {
        let (table, column) = place.split_once(' ').unwrap();
        let db = desk.site.app.db.read();
        let question = format!("SELECT \"{column}\" AS bytes FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), question)).await.unwrap();
        found.extend(rows.iter().map(|row| row.try_get::<Vec<u8>>("", "bytes").unwrap()));
    }
    found.retain(|bytes| bytes.len() > 16);
    found
}

/// Everything that stands in the database: the bytes of its files, or the rows of every table of a server's.
async fn everything(desk: &Desk) -> Vec<u8> {
    if let DatabaseLocation::Embedded(directory) = desk.site.app.db.place() {
        let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        return files.flat_map(|path| fs::read(path).unwrap()).collect();
    }
    let tables = "SELECT CAST(tablename AS TEXT) AS text FROM pg_tables WHERE schemaname = current_schema()";
    let mut all = Vec::new();
    for table in texts(&desk.site.app, tables).await {
        let rows = texts(&desk.site.app, &format!("SELECT CAST(t AS TEXT) AS text FROM \"{table}\" t")).await;
        all.extend(rows.join("\n").into_bytes());
    }
    all.extend(blobs(desk).await.concat());
    all
}

/// A token with the password to which its link leads.
struct Secret {
    token: String,
    password: String,
}

impl Secret {
    fn is_in(&self, bytes: &[u8]) -> bool {
        holds(bytes, self.token.as_bytes()) || holds(bytes, self.password.as_bytes())
    }
}

/// What our keys open, wherever it might belong: for each purpose, in the place of each row that there was.
fn opened(desk: &Desk, blobs: &[Vec<u8>], places: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let purposes =
        [Purpose::Sheets, Purpose::Links, Purpose::LinkTokens, Purpose::Messages, Purpose::KeptForms, Purpose::Uploads];
    let secrets = &desk.site.app.secrets;
    let tries = blobs.iter().flat_map(|blob| places.iter().map(move |place| (blob, place)));
    let open = |(blob, place): (&Vec<u8>, &Vec<u8>)| {
        purposes.iter().find_map(|purpose| secrets.open_bytes(*purpose, place, blob)).map(|plain| plain.to_vec())
    };
    tries.filter_map(open).collect()
}

#[actix_web::test]
async fn nothing_is_recovered_of_a_sheet_that_is_over_but_what_a_mail_still_needs() {
    let captured = Captured::default();
    let log = tracing_subscriber::fmt().with_env_filter(EnvFilter::new("warn,partnerdesk=trace"));
    let _logged = tracing::subscriber::set_default(log.with_writer(captured.clone()).finish());
    for (ends, leaves) in [("closed", "sent"), ("expired", "stopped"), ("closed", "user reset"), ("expired", "sent")] {
        let what = format!("{ends}, mail {leaves}");
        let mut post = Post::new();
        let desk = Desk::new(&post).await;
        let app = desk.site.app.clone();
        let bea = desk.site.user(&desk.boss, desk.customer, "Bea Conti", &[]).await;
        let by = desk.by();
        let sheet = sheets::open_sheet(&by, desk.customer).await.unwrap().unwrap().id;
        links::issue_many(&by, desk.customer, sheet, None, false).await.unwrap();
        let issued = links::of_sheet(&by, desk.customer, sheet, None).await.unwrap();
        let view = sheets::view(&by, desk.customer, sheet, 0, 10).await.unwrap();
        let secret = |user: UserId| Secret {
            token: issued[&user].token.as_ref().unwrap().to_string(),
            password: view.rows.iter().find(|row| row.user == user).unwrap().password.to_string(),
        };
        let (ada, other) = (secret(desk.ada), secret(bea));
        let id = mailed(&desk, sheet, &ada).await;
        let places = places(&desk, sheet, &[desk.ada, bea], &issued, id);

        // All of it passes through pages, too; the other one's link is opened.
        let mut kim = desk.site.sign_in_as(&desk.boss).await;
        let path = format!("/customers/{}/sheets/{sheet}", desk.customer);
        for rest in ["", "/print", ".csv", "/links.csv"] {
            assert_eq!(kim.get(&format!("{path}{rest}")).await.status, 200);
        }
        let mut reader = desk.site.browser().await;
        for secret in [&ada, &other] {
            assert_eq!(reader.get(&format!("/handover/{}", secret.token)).await.status, 200);
        }
        assert_eq!(reader.post(&format!("/handover/{}", other.token), &[]).await.status, 200);
        let before = blobs(&desk).await;
        let found = opened(&desk, &before, &places).concat();
        assert!(ada.is_in(&found) && other.is_in(&found), "the search itself works");

        if ends == "closed" {
            assert_eq!(kim.post(&format!("{path}/completion"), &[("mails", "go")]).await.status, 303);
        } else {
            app.clock.advance(TimeDelta::hours(25));
        }
        app.clock.advance(TimeDelta::minutes(1));
        installation::clean(&app).await.unwrap();
        installation::erase(&app).await.unwrap();
        let left = opened(&desk, &blobs(&desk).await, &places);
        let needed = left.iter().filter(|plain| ada.is_in(plain)).count();
        assert_eq!(needed, 1, "{what}: the mail that waits");
        assert!(!other.is_in(&left.concat()), "{what}");
        assert!(!ada.is_in(&everything(&desk).await), "{what}: and it lies sealed");

        match leaves {
            "sent" => {}
            "stopped" => drop(mails::withdraw(&desk.by(), desk.customer, id).await.unwrap()),
            _ => {
                let user = desk.ada.to_string();
                kim.post(&format!("/customers/{}/password-resets", desk.customer), &[("user", &user)]).await;
            }
        }
        desk.work().await;
        let sent = leaves == "sent";
        assert_eq!(desk.mail(id).await.course.state == State::Sent, sent, "{what}");
        assert_eq!(post.arrived().len(), usize::from(sent));
        installation::clean(&app).await.unwrap();
        installation::erase(&app).await.unwrap();
        let after = blobs(&desk).await;
        let found = opened(&desk, &after, &places).concat();
        let stands = everything(&desk).await;
        for secret in [&ada, &other] {
            assert!(!secret.is_in(&found), "{what}: opened with our keys");
            assert!(!secret.is_in(&stands), "{what}: in clear");
            assert!(!secret.is_in(&captured.0.lock().unwrap()), "{what}: in the log");
        }
        // What was sealed is not only out of sight: its bytes are gone, but for the link that still opens.
        let gone: Vec<&Vec<u8>> = before.iter().filter(|blob| !after.contains(blob)).collect();
        assert!(gone.len() >= 5, "{what}: {}", gone.len());
        assert!(gone.iter().all(|blob| !holds(&stands, blob)), "{what}: sealed bytes");
        in_a_backup(&desk, &[&ada, &other], (&before, &places), &what).await;
    }
    let log = captured.0.lock().unwrap();
    assert!(holds(&log, b"partnerdesk"), "the log was written");
}

/// Posts a mail that holds the link and the password.
async fn mailed(desk: &Desk, sheet: SheetId, secret: &Secret) -> MessageId {
    let content = Content {
        secrets: vec![secret.token.clone(), secret.password.clone()],
        ..content("Your account", &format!("http://desk.test/handover/{} {}", secret.token, secret.password))
    };
    desk.post(Posting { sheet: Some(sheet), content, ..desk.to_ada() }).await
}

/// Where something sealed may belong.
fn places(
    desk: &Desk,
    sheet: SheetId,
    users: &[UserId],
    issued: &std::collections::HashMap<UserId, links::Shown>,
    mail: MessageId,
) -> Vec<Vec<u8>> {
    let customer = desk.customer.0.as_bytes();
    let mut places = vec![[&b"messages"[..], customer, mail.0.as_bytes()].concat()];
    for user in users {
        let link = issued[user].id;
        places.push([&b"credential_rows"[..], customer, sheet.0.as_bytes(), user.0.as_bytes()].concat());
        places.push([&b"hand_over_links"[..], customer, link.0.as_bytes(), user.0.as_bytes()].concat());
    }
    places
}

async fn in_a_backup(desk: &Desk, secrets: &[&Secret], (before, places): (&[Vec<u8>], &[Vec<u8>]), what: &str) {
    let DatabaseLocation::Embedded(_) = desk.site.app.db.place() else { return };
    let copy = tempfile::tempdir().unwrap();
    let file = copy.path().join("copy.db");
    backup::write(&Actor::command_line(&desk.site.app), &file).await.unwrap().unwrap();
    let all = fs::read(&file).unwrap();
    assert!(holds(&all, b"hand_over_links"), "the search itself works");
    assert!(secrets.iter().all(|secret| !secret.is_in(&all)), "{what}: in a backup");
    let left: Vec<Vec<u8>> = before.iter().filter(|blob| holds(&all, blob)).cloned().collect();
    assert!(opened(desk, &left, places).is_empty(), "{what}: sealed in a backup");
}
