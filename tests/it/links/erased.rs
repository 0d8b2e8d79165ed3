//! With the database, its journal, a backup and all our keys at hand, nobody finds a token or a password again once
//! the sheet is closed, the link opened, expired, revoked, or its password replaced.

use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use partnerdesk::actions::{Actor, backup, installation};
use partnerdesk::secrets::Purpose;
use partnerdesk::store::DatabaseLocation;
use sea_orm::{ConnectionTrait as _, Statement};

use super::Desk;

/// All bytes of the files in a directory.
fn bytes(directory: &Path) -> Vec<u8> {
    let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.flat_map(|path| fs::read(path).unwrap()).collect()
}

fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    assert!(!secret.is_empty());
    bytes.windows(secret.len()).any(|window| window == secret)
}

/// What lies sealed of links.
async fn sealed(desk: &Desk) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let db = desk.site.app.db.read();
    let question = "SELECT sealed, token FROM hand_over_links";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), question)).await.unwrap();
    let passwords = rows.iter().map(|row| row.try_get::<Vec<u8>>("", "sealed").unwrap());
    let tokens = rows.iter().filter_map(|row| row.try_get::<Option<Vec<u8>>>("", "token").unwrap());
    (passwords.filter(|sealed| !sealed.is_empty()).collect(), tokens.collect())
}

#[actix_web::test]
async fn after_whatever_ends_it_no_token_and_no_password_can_be_recovered() {
    for what in ["closed", "sheet expired", "opened", "expired", "revoked", "reset", "deleted", "guessed"] {
        let mut desk = Desk::with_hours(24).await;
        let app = desk.site.app.clone();
        let (link, code) = desk.issued(what == "guessed").await;
        let password = desk.password().await;
        let token = link.rsplit('/').next().unwrap().to_owned();
        let (passwords, tokens) = sealed(&desk).await;
        assert_eq!((passwords.len(), tokens.len()), (1, 1));
        let (user, mut ada) = (desk.user.to_string(), desk.site.browser().await);
        ada.get(&link).await;
        let path = format!("/customers/{}", desk.customer);
        match what {
            "closed" => {
                desk.kim.get(&format!("{}.csv", desk.path())).await;
                assert_eq!(desk.kim.post(&format!("{}/completion", desk.path()), &[]).await.status, 303);
            }
            "sheet expired" => app.clock.advance(TimeDelta::hours(25)),
            "opened" => {
                assert_eq!(ada.post(&link, &[]).await.status, 200);
                app.clock.advance(TimeDelta::seconds(10));
            }
            "expired" => app.clock.advance(TimeDelta::hours(72)),
            "revoked" => drop(desk.kim.submit(&format!("{path}/users/{user}/link-revocation"), &[]).await),
            "reset" => drop(desk.kim.submit(&format!("{path}/password-resets"), &[("user", &user)]).await),
            "deleted" => drop(desk.kim.submit(&format!("{path}/deletions"), &[("user", &user)]).await),
            _ => {
                let wrong = if code == "111111" { "222222" } else { "111111" };
                for _ in 0..5 {
                    ada.post(&link, &[("code", wrong)]).await;
                }
            }
        }
        installation::clean(&app).await.unwrap();
        let (left, tokens_left) = sealed(&desk).await;
        assert!(tokens_left.is_empty(), "{what}: the token can still be shown");
        let is_waiting = what == "closed" || what == "sheet expired";
        assert_eq!(left.len(), usize::from(is_waiting), "{what}");
        // What is left of a link that can be opened does not open with our key, whatever it is tried as.
        for blob in &left {
            for purpose in [Purpose::Links, Purpose::LinkTokens, Purpose::Sheets, Purpose::Messages] {
                assert!(app.secrets.open(purpose, b"hand_over_links", blob).is_none());
            }
        }
        let DatabaseLocation::Embedded(directory) = app.db.place() else { continue };
        installation::erase(&app).await.unwrap();
        let copy = tempfile::tempdir().unwrap();
        let file = copy.path().join("copy.db");
        backup::write(&Actor::command_line(&app), &file).await.unwrap().unwrap();
        for (place, all) in [("the database", bytes(directory)), ("a backup", bytes(copy.path()))] {
            assert!(holds(&all, b"hand_over_links"), "the search itself works");
            let in_clear = [token.as_bytes(), link.as_bytes(), password.as_bytes()];
            assert!(in_clear.iter().all(|secret| !holds(&all, secret)), "{what}: in clear in {place}");
            assert!(!holds(&all, &tokens[0]), "{what}: the sealed token, in {place}");
            if !is_waiting || place == "a backup" {
                assert!(!holds(&all, &passwords[0]), "{what}: the sealed password, in {place}");
            }
        }
    }
}

#[actix_web::test]
async fn a_backup_of_an_open_sheet_opens_no_link_and_still_tells_of_it() {
    let mut desk = Desk::new().await;
    desk.issued(false).await;
    let app = desk.site.app.clone();
    let DatabaseLocation::Embedded(_) = app.db.place() else { return };
    let copy = tempfile::tempdir().unwrap();
    let file = copy.path().join("copy.db");
    backup::write(&Actor::command_line(&app), &file).await.unwrap().unwrap();
    let (passwords, tokens) = sealed(&desk).await;
    let all = bytes(copy.path());
    assert!(!holds(&all, &passwords[0]) && !holds(&all, &tokens[0]) && holds(&all, b"revoked"));
    assert_eq!(sealed(&desk).await.0.len(), 1, "the database itself keeps it");
}
