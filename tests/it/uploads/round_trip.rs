//! What Export users writes, Upload users takes back: nothing would be written, and updating changes nothing.

use super::Desk;
use crate::support::texts;

const USERS: &str = "\
First name,Last name,Display name,Email,Location,Licenses,Permissions,Job title,Department,Office,Phone,Mobile,Street,City,\
State or province,ZIP or postal code,Alternate email\n\
Ada,Bianchi,Ada Bianchi,ada@aquila.example,IT,Office 365 E3,Billing admin;Helpdesk (password),-Capo,\"R&D, \"\"Nord\"\"\",\
'=Sede,+39 010 123,@mobile,\"Via Roma, 1\",Genova,GE,00144,ada@home.example\n\
Željko,'t Hooft,+Plus,bo@aquila.example,DE,,Global administrator,,,,,,,,,,\n\
,,Ugo;Sala|x,ugo@aquila.example,,,,,,,,,,,,01234,\n";

#[actix_web::test]
async fn the_export_of_all_columns_uploaded_again_changes_nothing() {
    let mut desk = Desk::new().await;
    let (path, _) = desk.review("users.csv", USERS.as_bytes()).await;
    let page = desk.save(&path, &[("row", "0"), ("tick", "0"), ("row", "1"), ("tick", "1")]).await;
    assert_eq!(desk.users().await.len(), 3, "{}", page.text());
    let versions = "SELECT CAST(version AS TEXT) AS text FROM users ORDER BY id";
    let before = texts(&desk.site.app, versions).await;
    for language in ["en", "it"] {
        let version = desk.kim.visit("/profile").await.value("version");
        let own = [("name", "Kim"), ("language", language), ("time_zone", "UTC"), ("version", version.as_str())];
        desk.kim.submit("/profile", &own).await;
        let export = desk.path("/users.csv");
        let file = desk.kim.get(&export).await.body;
        let (path, page) = desk.review("export.csv", file.as_bytes()).await;
        let nothing = if language == "en" { "nothing would be written" } else { "non verrebbe scritto nulla" };
        assert!(page.has(nothing), "{}", page.text());
        desk.sent(&path, &[("then", "check"), ("updates", "yes")]).await;
        let page = desk.kim.visit(&path).await;
        assert!(page.has(nothing), "updating changes nothing: {}", page.text());
    }
    assert_eq!(texts(&desk.site.app, versions).await, before);
}
