//! What is shown before anything is written: reasons, what was assumed, and what can be mended.

use super::Desk;
use crate::support::texts;

#[actix_web::test]
async fn each_refused_cell_has_its_reason_and_can_be_mended_in_place() {
    let mut desk = Desk::new().await;
    let file =
        b"Display name,Email,Location\nAda,ada@elsewhere.example,IT\nBea,bea@aquila.example,Atlantis\nCleo,cleo,\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("2 rows are refused") && page.has("One user will be written"), "{}", page.text());
    assert!(page.has("elsewhere.example") && page.has("Atlantis"), "{}", page.text());
    assert_eq!(page.value("cell.0.email"), "ada@elsewhere.example");
    let mended = [("then", "save"), ("cell.0.email", "ada@aquila.example"), ("cell.1.location", "Atlantide")];
    let answer = desk.sent(&path, &mended).await;
    assert_eq!(answer.status, 422, "what is still wrong keeps it from being saved");
    assert!(answer.page().has("still refused"));
    let page = desk.save(&path, &[("cell.1.location", "Italia")]).await;
    assert!(page.has("3 users were created."), "{}", page.text());
    assert_eq!(desk.users().await, ["Ada", "Bea", "Cleo"]);
}

#[actix_web::test]
async fn administrators_need_a_tick_each() {
    let mut desk = Desk::new().await;
    let file =
        b"Display name,Email,Permissions\nAda,ada@aquila.example,Global administrator\nBea,bea@aquila.example,\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("One user will be written") && page.has("tick to create"), "{}", page.text());
    desk.save(&path, &[]).await;
    assert_eq!(desk.users().await, ["Bea"]);
    let (path, _) = desk.review("users.csv", file).await;
    desk.save(&path, &[("row", "0"), ("tick", "0")]).await;
    assert_eq!(desk.users().await, ["Ada", "Bea"]);
}

#[actix_web::test]
async fn passwords_are_dropped_as_they_are_read() {
    let mut desk = Desk::new().await;
    let file = b"Display name,Email,Password\nAda,ada@aquila.example,hunter2-in-clear\n";
    let (_, page) = desk.review("users.csv", file).await;
    assert!(page.has("Columns with passwords were dropped"), "{}", page.text());
    let kept =
        texts(&desk.site.app, "SELECT cells || facts AS text FROM upload_rows JOIN uploads ON id = upload_id").await;
    assert!(!kept[0].contains("hunter2"), "{kept:?}");
    assert_eq!(texts(&desk.site.app, "SELECT CAST(count(*) AS TEXT) AS text FROM upload_pieces").await, ["0"]);
}

#[actix_web::test]
async fn columns_that_nobody_knows_are_asked_for_once() {
    let mut desk = Desk::new().await;
    let file = b"Who,Where to write,Chiave\nAda Bianchi,ada@aquila.example,s3cret\n";
    let answer = desk.send("list.csv", file).await;
    let path = answer.location();
    let answer = desk.kim.get(&path).await;
    assert_eq!(answer.status, 303);
    let reading = answer.location();
    let page = desk.kim.visit(&reading).await;
    assert_eq!(page.heading(), "How to read the file");
    assert!(!page.has("s3cret"), "values of unknown columns are hidden");
    assert!(desk.kim.visit(&page.link("Show the values")).await.has("s3cret"));
    let columns = [
        ("column", "display_name"),
        ("column", "email"),
        ("column", ""),
        ("header_row", "asked"),
        ("header_row", "yes"),
    ];
    let answer = desk.kim.post(&reading, &columns).await;
    assert_eq!((answer.status, answer.location()), (303, path.clone()), "{}", answer.body);
    assert!(desk.kim.visit(&path).await.has("One user will be written"));
    // The same headers again are known.
    let (_, page) = desk.review("list.csv", b"Who,Where to write,Chiave\nBea,bea@aquila.example,\n").await;
    assert!(page.has("One user will be written"), "{}", page.text());
}

#[actix_web::test]
async fn what_is_no_list_is_refused_with_what_it_is() {
    let mut desk = Desk::new().await;
    for (name, file) in [
        ("empty.csv", b"".as_slice()),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("page.xls", b"<html><table><tr><td>Ada</td></tr></table></html>"),
        ("headers.csv", b"Display name,Email\n"),
    ] {
        let answer = desk.send(name, file).await;
        assert_eq!(answer.status, 422, "{name}: {}", answer.body);
        assert!(!answer.page().reason("file").is_empty(), "{name}");
    }
    assert_eq!(texts(&desk.site.app, "SELECT CAST(count(*) AS TEXT) AS text FROM uploads").await, ["0"]);
}

#[actix_web::test]
async fn rows_that_nobody_mended_are_left_out_and_keep_no_others_from_being_saved() {
    let mut desk = Desk::new().await;
    let file = b"Display name,Email,Location\nAda,ada@aquila.example,IT\nBea,bea@aquila.example,Atlantis\n";
    let (path, _) = desk.review("users.csv", file).await;
    // As the page sends it: with the refused cell as it stands there.
    desk.save(&path, &[("cell.1.location", "Atlantis")]).await;
    assert_eq!(desk.users().await, ["Ada"]);
}

#[actix_web::test]
async fn a_file_that_is_rather_in_another_encoding_is_told_and_read_in_it() {
    let mut desk = Desk::new().await;
    // Dvořák, Kučera and Růžička in Windows-1250.
    let file = b"Display name,Email\nDvo\xf8\xe1k,d@aquila.example\nKu\xe8era,k@aquila.example\nR\xf9\x9ei\xe8ka,r@aquila.example\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("rather in Windows-1250") && page.has("Check the name"), "{}", page.text());
    let reading = page.link("Read the file in another way");
    assert!(desk.kim.visit(&reading).await.has("rather in Windows-1250"));
    let answer = desk.kim.post(&reading, &[("encoding", "windows-1250")]).await;
    assert_eq!((answer.status, answer.location()), (303, path.clone()), "{}", answer.body);
    let page = desk.kim.visit(&path).await;
    assert!(page.has("Dvořák") && page.has("Růžička") && !page.has("rather in"), "{}", page.text());
    assert!(!page.has("Check the name"), "{}", page.text());
}

#[actix_web::test]
async fn another_worksheet_with_people_is_told_and_can_be_chosen() {
    let mut desk = Desk::new().await;
    let (path, page) =
        desk.review("users.xlsx", include_bytes!("../../files/spreadsheets/openpyxl-worksheets.xlsx")).await;
    assert!(page.has("Worksheet: Rome") && page.has("were not read: Milan"), "{}", page.text());
    let reading = page.link("Read the file in another way");
    let answer = desk.kim.post(&reading, &[("worksheet", "Milan")]).await;
    assert_eq!((answer.status, answer.location()), (303, path.clone()), "{}", answer.body);
    let page = desk.kim.visit(&path).await;
    assert!(page.has("Worksheet: Milan") && !page.has("were not read"), "{}", page.text());
    desk.save(&path, &[]).await;
    assert_eq!(desk.users().await, ["Bea"]);
    assert_eq!(texts(&desk.site.app, "SELECT CAST(count(*) AS TEXT) AS text FROM upload_pieces").await, ["0"]);
}
