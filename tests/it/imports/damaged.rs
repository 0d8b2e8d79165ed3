//! Lists of products that a spreadsheet has damaged, and what a list does not have any more.

use std::collections::BTreeMap;

use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::import::catalog::Entry;
use partnerdesk::domain::product::Product;
use partnerdesk::store;

use super::desk::Desk;
use super::{product, products};

const HEADERS: &str =
    "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names";
const PLAN: &str = "CHAT_S,2db84718-652c-47a7-860c-f10d8abbdae3,Chats";

fn list(rows: &[String]) -> Vec<u8> {
    format!("{HEADERS}\n{}\n", rows.join("\n")).into_bytes()
}

fn chat(guid: &str) -> String {
    format!("Chat,CHAT,{guid},{PLAN}")
}

/// One product under three ids that count up, as a column that was dragged down gives it.
const DRAGGED: [&str; 3] = [
    "3b555118-da6a-4418-894f-7df1e2096870",
    "3b555118-da6a-4418-894f-7df1e2096871",
    "3b555118-da6a-4418-894f-7df1e2096872",
];

fn draw() -> String {
    "Draw,DRAW,f245ecc8-75af-4f8e-b61f-27d8114de5f3,DRAW_S,902b47e5-dcb2-4fdc-858b-c63a90a2bdb9,Draws".to_owned()
}

#[tokio::test]
async fn an_id_that_counts_up_brings_no_product_and_the_rest_goes_in() {
    let desk = Desk::new().await;
    let rows = [DRAGGED.map(chat).as_slice(), &[draw()]].concat();
    let file = desk.write("dragged.csv", &list(&rows));
    let said = desk.run(&["import", "products", &file]);
    assert_eq!((said.out.as_str(), said.code), ("products: 1 added, 0 updated, 0 unchanged, 3 refused\n", 1));
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(lines.len(), 3, "{}", said.err);
    for (line, (at, other)) in lines.iter().zip([(2, 3), (3, 2), (4, 2)]) {
        assert!(line.starts_with(&format!("line {at} refused (Chat, CHAT, ")), "{line}");
        assert!(line.contains(&format!("GUID: Line {other} has the same name and part number")), "{line}");
    }
    let db = desk.db().await;
    assert!(products(&db, "chat").await.is_empty());
    // The right list comes after, and then the damaged one once more.
    let right = desk.write("right.csv", &list(&[chat(DRAGGED[0]), draw()]));
    let said = desk.run(&["import", "products", &right]);
    assert_eq!((said.out.as_str(), said.code), ("products: 1 added, 0 updated, 1 unchanged, 0 refused\n", 0));
    let said = desk.run(&["import", "products", &file]);
    assert_eq!((said.out.as_str(), said.code), ("products: 0 added, 0 updated, 2 unchanged, 2 refused\n", 1));
    assert_eq!(product(&db, "chat").await.sku.to_string(), DRAGGED[0]);
}

#[tokio::test]
async fn every_sign_of_damage_is_told_with_its_line() {
    let desk = Desk::new().await;
    let known = desk.write("known.csv", &list(&[chat("11111111-652c-47a7-860c-f10d8abbdae3")]));
    desk.run(&["import", "products", &known]);
    let guid = |at: u32| format!("{at}{at}{at}{at}{at}{at}{at}{at}-75af-4f8e-b61f-27d8114de5f3");
    let row = |name: &str, part: &str, guid: &str| format!("{name},{part},{guid},{PLAN}");
    let plan = |id: &str| format!("Plans,PLANS,{},COUNT_S,{id},Counts", guid(9));
    let rows = [
        row("Mail", "1.23E+05", &guid(2)),
        row("Mail", "1-Mar", &guid(2)),
        row("CittÃ\u{a0}", "CITY", &guid(2)),
        row("Mail", "MAIL", "f245ecc8-75af-4f8e-b61f-27d8114de5f"),
        row(&guid(2), "MAIL", &guid(2)),
        row("Chat", "CHAT", &guid(3)),
        row("Same", "ONE", "44444444-75af-4f8e-b61f-27d8114de500"),
        row("Same", "TWO", "44444444-75af-4f8e-b61f-27d8114de505"),
        plan("55555555-75af-4f8e-b61f-27d8114de508"),
        plan("55555555-75af-4f8e-b61f-27d8114de509"),
        row("Fine", "FINE", &guid(8)),
    ];
    let file = desk.write("damaged.csv", &list(&rows));
    let said = desk.run(&["import", "products", &file]);
    assert_eq!((said.out.as_str(), said.code), ("products: 1 added, 0 updated, 0 unchanged, 10 refused\n", 1));
    // Line 4 looks wrong as a whole, too.
    let lines: Vec<&str> = said.err.lines().filter(|line| !line.starts_with("warning: ")).collect();
    for (at, told) in (2..).zip([
        "String_Id: A spreadsheet",
        "String_Id: A spreadsheet",
        "Product_Display_Name: The text was read in a wrong encoding",
        "GUID: ",
        "Product_Display_Name: An ID stands here",
        "GUID: The catalog has this name and part number under the ID 11111111-",
        "GUID: This ID and that of line 9 count up",
        "GUID: This ID and that of line 8 count up",
        "Service_Plan_Id: This ID and that of line 11 count up",
        "Service_Plan_Id: This ID and that of line 10 count up",
    ]) {
        let line = lines[at - 2];
        assert!(line.starts_with(&format!("line {at} refused (")) && line.contains(told), "{line}");
    }
}

#[tokio::test]
async fn what_a_list_has_not_is_told_and_retired_only_when_asked_and_whole() {
    let desk = Desk::new().await;
    desk.import("products", "products.csv", &[]);
    desk.import("customers", "customers.csv", &[]);
    desk.import("subscriptions", "subscriptions.csv", &["--customer", "aquila.example"]);
    let db = desk.db().await;
    let one = |guid: &str, name: &str| format!("{name},{name},{guid},{PLAN}");
    let only = [one("a9000000-0000-4000-8000-000000000009", "Calls")];
    let file = desk.write("newer.csv", &list(&only));
    let said = desk.run(&["import", "products", &file]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("could be retired with --retire") && said.err.contains(": 8\n"), "{}", said.err);
    assert!(
        said.err.contains("  Database Capacity (DB_CAPACITY, a0000000-0000-4000-8000-000000000007): nobody holds it")
    );
    assert!(said.err.contains("(MAIL_1, a0000000-0000-4000-8000-000000000001): customers who hold it and keep it: 1"));
    assert_eq!(products(&db, "mail").await.len(), 1);
    // A list of which a row was refused retires nothing.
    let broken = desk.write("broken.csv", &list(&[only[0].clone(), one("none", "Mail")]));
    assert_eq!(desk.run(&["import", "products", &broken, "--retire"]).code, 1);
    assert_eq!(products(&db, "mail").await.len(), 1);
    let events = async || store::audit::after(db.read(), CustomerId::INSTALLATION, 0, 1000).await.unwrap().len();
    let before = events().await;
    let said = desk.run(&["import", "products", &file, "--retire"]);
    assert!(said.code == 0 && said.err.contains("were retired: 8"), "{}", said.err);
    assert_eq!(events().await, before + 8);
    assert!(products(&db, "mail").await.is_empty(), "it is not offered any more");
    let again = desk.run(&["import", "products", &file, "--retire"]);
    assert_eq!(
        (again.out.as_str(), again.err.as_str()),
        ("products: 0 added, 0 updated, 1 unchanged, 0 refused\n", "")
    );
    // What is held is still understood, and only one product is called Calls now.
    let said = desk.import("subscriptions", "subscriptions.csv", &["--customer", "aquila.example"]);
    assert_eq!(said.out, "subscriptions: 1 added, 0 updated, 4 unchanged, 3 refused\n", "{}", said.err);
    assert!(said.err.lines().all(|line| !line.contains("CALLS")), "{}", said.err);
    let back = desk.import("products", "products.csv", &[]);
    assert_eq!((products(&db, "mail").await.len(), back.code), (1, 0));
}

#[tokio::test]
async fn a_name_that_a_damaged_list_once_tripled_means_one_product_again() {
    let desk = Desk::new().await;
    let right = desk.write("right.csv", &list(&[chat(DRAGGED[0]), draw()]));
    desk.run(&["import", "products", &right]);
    let db = desk.db().await;
    // As versions left it that did not look.
    let first = product(&db, "chat").await;
    for guid in &DRAGGED[1..] {
        let product = Product { sku: guid.parse().unwrap(), ..first.clone() };
        let entry = Entry { product, aliases: BTreeMap::new(), plans: vec![] };
        db.write(async |tx| store::catalog::list::put(tx, &[&entry]).await).await.unwrap();
    }
    desk.import("customers", "customers.csv", &[]);
    let subscriptions = desk.write(
        "subscriptions.csv",
        b"Subscription,Quantity,Status,Subscription ID\nChat,3,Active,d0000000-0000-4000-8000-000000000077\n",
    );
    let import = || desk.run(&["import", "subscriptions", &subscriptions, "--customer", "aquila.example"]);
    assert_eq!(import().code, 1);
    let said = desk.run(&["import", "products", &right, "--retire"]);
    assert!(said.code == 0 && said.err.contains("were retired: 2"), "{}{}", said.out, said.err);
    let said = import();
    assert_eq!(said.out, "subscriptions: 1 added, 0 updated, 0 unchanged, 0 refused\n", "{}", said.err);
    assert_eq!(product(&db, "chat").await.label(), "Chat");
}

#[tokio::test]
async fn a_list_that_may_be_cut_off_retires_nothing_unless_it_is_said_to_be_whole() {
    let desk = Desk::new().await;
    // Ids that do not count up.
    let id = |number: u128| uuid::Uuid::from_u128(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835) | 1);
    let products = |count: u128| -> String {
        let row = |number: u128| format!("Product {number} of all,PART_{number}_OF_ALL,{},,,\n", id(number));
        let head = "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\n";
        std::iter::once(head.to_owned()).chain((1..=count).map(row)).collect()
    };
    let run = |count: u128, how: &str| {
        let file = desk.write("list.csv", products(count).as_bytes());
        let said = desk.run(&["import", "products", &file, how]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        said.err
    };
    run(60, "--retire-many");
    for count in [0, 1, 48] {
        let said = run(count, "--retire");
        assert!(said.contains("were not retired") && said.contains("--retire-many"), "{count}: {said}");
    }
    assert!(run(51, "--retire").contains("were retired: 9"));
    assert!(run(20, "--retire-many").contains("were retired: 31"));
}
