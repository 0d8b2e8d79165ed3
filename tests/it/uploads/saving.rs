//! What is saved, and what became of it.

use super::Desk;
use crate::support::texts;

const ITALIAN: &[u8] = b"Nome;Cognome;Nome visualizzato;E-mail;Aggiornamento stato\r\n\
    Nicol\xf2;Rossi;Nicol\xf2 Rossi;nicolo.rossi@aquila.example;\r\n\
    Ada;Bianchi;Ada Bianchi;ada.bianchi@aquila.example;\r\n";

#[actix_web::test]
async fn a_file_becomes_users_with_their_passwords_on_the_sheet() {
    let mut desk = Desk::new().await;
    let (path, page) = desk.review("utenti.csv", ITALIAN).await;
    assert_eq!(page.heading(), "Review");
    assert!(page.has("2 users will be written") && page.has("Read as Windows-1252"), "{}", page.text());
    assert!(page.has("Nicolò"), "{}", page.text());
    assert!(desk.users().await.is_empty(), "nothing is written before Save");
    let sku = desk.sku.to_string();
    let page = desk.save(&path, &[("license", &sku)]).await;
    assert!(page.has("2 users were created."), "{}", page.text());
    assert_eq!(desk.users().await, ["Ada Bianchi", "Nicolò Rossi"]);
    assert_eq!(desk.site.pool(desk.customer, desk.sku).await.consumed, 2);
    let account = desk.path("");
    assert!(desk.kim.visit(&account).await.has("utenti.csv"), "the customer's page tells of it");
    let sheet = page.link("Confirmation");
    let sheet = desk.kim.visit(&sheet).await;
    assert!(sheet.has("ada.bianchi@aquila.example") && sheet.has("nicolo.rossi@aquila.example"), "{}", sheet.text());
    // The bytes are gone, and what is kept says nothing of a password.
    assert_eq!(texts(&desk.site.app, "SELECT CAST(count(*) AS TEXT) AS text FROM upload_pieces").await, ["0"]);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn the_same_file_again_creates_nobody_twice() {
    let mut desk = Desk::new().await;
    let (path, _) = desk.review("utenti.csv", ITALIAN).await;
    desk.save(&path, &[]).await;
    let (path, page) = desk.review("utenti.csv", ITALIAN).await;
    assert!(page.has("nothing would be written") && page.has("There already"), "{}", page.text());
    let answer = desk.sent(&path, &[("then", "save")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().has("There is nothing to write."));
    assert_eq!(desk.users().await.len(), 2);
}

#[actix_web::test]
async fn a_row_that_gets_no_seat_is_created_and_told() {
    let mut desk = Desk::new().await;
    let rows: Vec<String> = (0..5).map(|n| format!("User {n},user{n}@aquila.example,Office 365 E3\n")).collect();
    let file = format!("Display name,Email,Licenses\n{}", rows.concat());
    let (path, page) = desk.review("users.csv", file.as_bytes()).await;
    assert!(page.has("2 short"), "{}", page.text());
    let page = desk.save(&path, &[]).await;
    assert!(page.has("5 users were created.") && page.has("2 users did not get all licenses."), "{}", page.text());
    assert_eq!(desk.site.pool(desk.customer, desk.sku).await.consumed, 3);
    let file = desk.kim.get(&page.link("Download file with results")).await.body;
    assert!(file.contains("\"User 4\",\"user4@aquila.example\""), "{file}");
    assert!(file.lines().nth(5).unwrap().contains("Created: No license"), "{file}");
    assert!(file.contains("is there without it") && !file.contains("leave it out"), "{file}");
}

#[actix_web::test]
async fn users_who_are_there_are_brought_up_to_date_where_somebody_wants_it() {
    let mut desk = Desk::new().await;
    let (path, _) = desk.review("users.csv", ITALIAN).await;
    desk.save(&path, &[]).await;
    let file = b"Display name,Email,Job title,Licenses,Location\n\
        Ada Bianchi,ada.bianchi@aquila.example,Buyer,Office 365 E3,FR\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("There already"));
    desk.sent(&path, &[("then", "check"), ("updates", "yes")]).await;
    let page = desk.kim.visit(&path).await;
    assert!(page.has("Will be updated") && page.has("Buyer") && page.has("France"), "{}", page.text());
    let page = desk.save(&path, &[("updates", "yes")]).await;
    assert!(page.has("One user was updated."), "{}", page.text());
    let titles = texts(&desk.site.app, "SELECT coalesce(job_title, '') AS text FROM users ORDER BY display_name").await;
    assert_eq!(titles, ["Buyer", ""]);
    assert_eq!(desk.site.pool(desk.customer, desk.sku).await.consumed, 1);
    desk.site.assert_sound().await;
}
