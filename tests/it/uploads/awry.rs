//! Files whose rows do not fit, and choices that bring what nobody has seen.

use super::Desk;
use crate::support::{sql, texts};
use partnerdesk::tasks;

impl Desk {
    /// Everything that is kept of uploads, as one text.
    async fn kept(&self) -> String {
        texts(&self.site.app, "SELECT cells || detail AS text FROM upload_rows").await.concat()
    }
}

/// A file of so many.
fn people(count: usize) -> String {
    let rows: Vec<String> = (0..count).map(|at| format!("User {at},user{at}@aquila.example\n")).collect();
    ["Display name,Email\n", &rows.concat()].concat()
}

#[actix_web::test]
async fn no_part_of_a_password_is_taken_for_something_else() {
    let rows = |row: &dyn Fn(usize) -> String| (0..4).map(row).collect::<String>();
    let head = "First name,Last name,Password,Email\n";
    for (file, why) in [
        (rows(&|at| format!("N{at},C{at},Pw{at},LEAK{at},mail{at}@aquila.example\n")), "more cells than there are"),
        (rows(&|at| format!("N{at};C{at};Pw{at};LEAK{at}\n")), "separated otherwise"),
        (rows(&|at| format!("N{at}\tC{at}\tLEAK{at}\tmail{at}@aquila.example\n")), "separated otherwise"),
        (rows(&|at| format!("N{at}|C{at}|LEAK, {at}|mail{at}@aquila.example\n")), "separated otherwise"),
    ] {
        let mut desk = Desk::new().await;
        let (_, page) = desk.review("users.csv", [head, &file].concat().as_bytes()).await;
        assert!(page.has("nothing would be written") && page.has(why), "{file}: {}", page.text());
        assert!(!desk.kept().await.contains("LEAK"), "{file}: {}", desk.kept().await);
    }
    // A cell that holds such a sign, and nothing behind it, is one.
    let mut desk = Desk::new().await;
    let file = "Display name,Email,Password,Street,City\nAda,ada@aquila.example,x,\"Via Roma, 3; int. 4\",\n";
    let (_, page) = desk.review("users.csv", file.as_bytes()).await;
    assert!(page.has("One user will be written"), "{}", page.text());
}

#[actix_web::test]
async fn rows_have_no_more_cells_than_the_row_of_headers_but_headers_may_be_empty() {
    for (head, is_taken) in [("Email,Display name,", true), ("Email,Display name", false)] {
        let mut desk = Desk::new().await;
        let file = format!("{head}\nada@aquila.example,Rossi,Mario\nbea@aquila.example,Bianchi,Bea\n");
        let (_, page) = desk.review("users.csv", file.as_bytes()).await;
        assert_eq!(page.has("2 users will be written"), is_taken, "{head}: {}", page.text());
    }
}

#[actix_web::test]
async fn lines_of_nothing_to_the_end_of_a_sheet_count_nothing() {
    let mut desk = Desk::new().await;
    let file = ["Nome;Cognome;Email\nAda;Weg;ada@aquila.example\n", &";;\n".repeat(200_000)].concat();
    let (_, page) = desk.review("users.csv", file.as_bytes()).await;
    assert!(page.has("One user will be written"), "{}", page.text());
}

#[actix_web::test]
async fn who_may_not_manage_users_any_more_writes_none() {
    let mut desk = Desk::new().await;
    let (path, _) = desk.review("users.csv", people(40).as_bytes()).await;
    assert_eq!(desk.sent(&path, &[("then", "save")]).await.status, 303);
    sql(&desk.site.app, "UPDATE staff SET role = 'helpdesk-agent'", vec![]).await;
    tasks::work_off(&desk.site.app).await.unwrap();
    assert!(desk.users().await.is_empty(), "{:?}", desk.users().await);
    let endings = texts(&desk.site.app, "SELECT ending AS text FROM uploads").await;
    assert_eq!(endings, ["shut-out"]);
}

#[actix_web::test]
async fn people_who_are_there_are_updated_by_their_addresses_alone_once_the_changes_were_seen() {
    let mut desk = Desk::new().await;
    let (path, _) = desk.review("users.csv", b"Display name,Email\nAda Weg,ada@aquila.example\n").await;
    desk.save(&path, &[]).await;
    let file = b"E-mail;Reparto\nada@aquila.example;Vendite\nbea@aquila.example;Vendite\n";
    let (path, page) = desk.review("reparti.csv", file).await;
    assert!(page.has("Ada Weg") && page.has("There already") && page.has("Fill this in"), "{}", page.text());
    let answer = desk.sent(&path, &[("then", "save"), ("updates", "yes")]).await;
    assert_eq!(answer.status, 422);
    let page = answer.page();
    assert!(page.alert().contains("Look at what your choices change") && page.has("Vendite"), "{}", page.text());
    let page = desk.save(&path, &[("updates", "yes")]).await;
    assert!(page.has("One user was updated."), "{}", page.text());
    let kept = texts(&desk.site.app, "SELECT display_name || coalesce(department, '') AS text FROM users").await;
    assert_eq!(kept, ["Ada WegVendite"]);
}

#[actix_web::test]
async fn seats_that_turn_out_short_are_shown_before_anything_is_written() {
    let mut desk = Desk::new().await;
    let (path, _) = desk.review("users.csv", people(5).as_bytes()).await;
    let sku = desk.sku.to_string();
    let answer = desk.sent(&path, &[("then", "save"), ("license", &sku), ("location", "IT")]).await;
    assert_eq!(answer.status, 422, "two of them would get none");
    assert!(answer.page().has("2 short"), "{}", answer.page().text());
    let page = desk.save(&path, &[("license", &sku), ("location", "IT")]).await;
    assert!(page.has("5 users were created."), "{}", page.text());
}

#[actix_web::test]
async fn an_address_of_somebody_else_is_told_by_that_person_s_name() {
    let mut desk = Desk::new().await;
    let (path, _) = desk.review("users.csv", b"Display name,Email\nAndrea Conti,a.conti@aquila.example\n").await;
    desk.save(&path, &[]).await;
    let (_, page) = desk.review("users.csv", b"Display name,Email\nAnna Conti,a.conti@aquila.example\n").await;
    assert!(page.has("There already as Andrea Conti"), "{}", page.text());
}

#[actix_web::test]
async fn a_column_that_was_taken_for_another_can_be_set_right_until_it_is_saved() {
    let mut desk = Desk::new().await;
    let file = b"Nome;Cognome;E-mail;Posizione\nAda;Weg;ada@aquila.example;IT\nBea;Weg;bea@aquila.example;IT\n\
        Cleo;Weg;cleo@aquila.example;TI\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("One row is refused") && page.has("TI"), "one mistyped code leaves the others: {}", page.text());
    let reading = desk.kim.visit(&page.link("Read the file in another way")).await;
    assert_eq!(reading.heading(), "How to read the file");
    let columns = [("column", "first_name"), ("column", "last_name"), ("column", "email"), ("column", "job_title")];
    assert_eq!(desk.kim.post(&format!("{path}/reading"), &columns).await.status, 303);
    let page = desk.save(&path, &[]).await;
    assert!(page.has("3 users were created."), "{}", page.text());
    assert!(texts(&desk.site.app, "SELECT 'there' AS text FROM upload_pieces").await.is_empty(), "gone with Save");
}
