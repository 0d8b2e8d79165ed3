//! `partnerdesk import …`: a partner brings its products, customers and subscriptions.

mod damaged;
mod desk;
mod foreign;
mod known;
mod round_trip;
mod spreadsheets;

use partnerdesk::domain::id::{CustomerId, SkuId};
use partnerdesk::domain::principal::Reach;
use partnerdesk::domain::product::Product;
use partnerdesk::domain::subscription::Status;
use partnerdesk::domain::user_name::Domain;
use partnerdesk::store::{self, Db};

use self::desk::{Desk, path};

async fn products(db: &Db, search: &str) -> Vec<Product> {
    store::catalog::search(db.read(), search, 100).await.unwrap()
}

async fn product(db: &Db, search: &str) -> Product {
    let mut found = products(db, search).await;
    assert_eq!(found.len(), 1, "{search}: {found:?}");
    found.remove(0)
}

async fn plans(db: &Db, sku: SkuId) -> Vec<String> {
    let mut plans = store::catalog::plans(db.read(), &[sku]).await.unwrap();
    plans.remove(&sku).unwrap_or_default().into_iter().map(|plan| plan.name).collect()
}

async fn holder(db: &Db, domain: &str) -> Option<CustomerId> {
    store::customers::by_domain(db.read(), &Reach::All, &Domain::parse(domain).unwrap()).await.unwrap()
}

async fn events(db: &Db, customer: CustomerId) -> usize {
    store::audit::after(db.read(), customer, 0, 1000).await.unwrap().len()
}

#[tokio::test]
async fn the_published_list_becomes_the_catalog_and_a_second_time_changes_nothing() {
    let desk = Desk::new().await;
    let said = desk.import("products", "products.csv", &[]);
    assert_eq!((said.out.as_str(), said.code), ("products: 9 added, 0 updated, 0 unchanged, 0 refused\n", 0));
    let db = desk.db().await;
    assert_eq!(product(&db, "complete").await.label(), "Office, Complete");
    assert_eq!(plans(&db, product(&db, "complete").await.sku).await, ["Mailbox", "Writing Desk", "Foundation"]);
    assert_eq!(product(&db, "mail_1").await.name, "Mail Plan 1");
    assert_eq!(plans(&db, product(&db, "mail_1").await.sku).await, ["Mailbox", "Foundation"]);
    let drawing: Vec<String> = products(&db, "drawing plan").await.iter().map(Product::label).collect();
    assert_eq!(drawing, ["Drawing Plan 1 (DRAW_NEW)", "Drawing Plan 1 (DRAW_OLD)"]);
    assert_eq!(product(&db, "shared devices").await.part_number, "DEVICE");
    assert!(!product(&db, "capacity").await.assignable && product(&db, "agent").await.assignable);
    let again = desk.import("products", "products.csv", &[]);
    assert_eq!((again.out.as_str(), again.code), ("products: 0 added, 0 updated, 9 unchanged, 0 refused\n", 0));
    assert_eq!(events(&db, CustomerId::INSTALLATION).await, 1);
}

#[tokio::test]
async fn a_newer_list_renames_and_keeps_what_it_lacks() {
    let desk = Desk::new().await;
    desk.import("products", "products.csv", &[]);
    let newer = desk.import("products", "products-newer.csv", &[]);
    assert_eq!((newer.out.as_str(), newer.code), ("products: 1 added, 3 updated, 0 unchanged, 1 refused\n", 1));
    assert!(newer.err.contains("\nline 7 refused (Broken Plan, BROKEN, not-a-guid, "), "{}", newer.err);
    assert!(newer.err.contains(": GUID: "), "{}", newer.err);
    let db = desk.db().await;
    let mail = product(&db, "mail_1").await;
    assert_eq!(
        (mail.name.as_str(), plans(&db, mail.sku).await),
        ("Mail Plan One", vec!["Mailbox".into(), "Safe Links".into()])
    );
    let drawing: Vec<String> = products(&db, "drawing plan").await.iter().map(Product::label).collect();
    assert_eq!(drawing, ["Drawing Plan 1", "Drawing Plan 2"]);
    assert_eq!(product(&db, "complete").await.name, "Office, Complete");
    let again = desk.import("products", "products-newer.csv", &[]);
    assert_eq!(again.out, "products: 0 added, 0 updated, 4 unchanged, 1 refused\n");
    assert_eq!(events(&db, CustomerId::INSTALLATION).await, 2);
    // The old name still means the product.
    desk.import("customers", "customers.csv", &[]);
    let said = desk.import("subscriptions", "subscriptions-italian.csv", &["--customer", "aquila.example"]);
    assert_eq!((said.out.as_str(), said.code), ("subscriptions: 2 added, 0 updated, 0 unchanged, 0 refused\n", 0));
}

#[tokio::test]
async fn customers_are_brought_and_every_refused_row_is_named() {
    let desk = Desk::new().await;
    let said = desk.import("customers", "customers.csv", &[]);
    assert_eq!((said.out.as_str(), said.code), ("customers: 3 added, 0 updated, 0 unchanged, 4 refused\n", 1));
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(lines.len(), 5, "{}", said.err);
    assert!(lines[4].starts_with("notice: 3 of these customers have no location"), "{}", lines[4]);
    for (line, beginning, reasons) in [
        (lines[0], "line 6 refused (", vec!["Città Vecchia", "Microsoft ID: ", "5"]),
        (lines[1], "line 7 refused (seventeen, ", vec!["Microsoft ID: ", "Company name: ", "Primary domain name: "]),
        (lines[2], "line 8 refused (", vec!["Rossi, Neri & C."]),
        (
            lines[3],
            "line 9 refused (",
            vec!["Copycat", "Primary domain name: ", "aquila.example belongs to Aquila Mec", "remove it"],
        ),
    ] {
        assert!(line.starts_with(beginning) && reasons.iter().all(|reason| line.contains(reason)), "{line}");
    }
    let db = desk.db().await;
    let bianchi = holder(&db, "bianchi.example").await.unwrap();
    let found = store::customers::find(db.read(), &Reach::All, bianchi).await.unwrap().unwrap();
    assert_eq!(found.account.company_name, "Bianchi, Verdi & C.");
    assert_eq!(events(&db, bianchi).await, 1);
    assert_eq!(holder(&db, "rossi.example").await, None);
}

#[tokio::test]
async fn an_italian_export_brings_the_same_customers_up_to_date() {
    let desk = Desk::new().await;
    desk.import("customers", "customers.csv", &[]);
    let db = desk.db().await;
    let (aquila, citta) = (holder(&db, "aquila.example").await.unwrap(), holder(&db, "citta.example").await.unwrap());
    let said = desk.import("customers", "customers-italian.csv", &[]);
    assert_eq!((said.out.as_str(), said.code), ("customers: 0 added, 1 updated, 1 unchanged, 0 refused\n", 0));
    let told: Vec<&str> = said.err.lines().collect();
    assert_eq!((told.len(), told[0]), (3, "notice: the file was read as UTF-16"), "{}", said.err);
    assert!(told[1].starts_with("notice: ") && told[1].contains("Referente"), "{}", said.err);
    let found = store::customers::find(db.read(), &Reach::All, aquila).await.unwrap().unwrap();
    // Users have names in the domain that was the primary one.
    let domains: Vec<&str> = found.account.domains.iter().map(Domain::as_str).collect();
    assert_eq!(domains, ["aquila-group.example", "aquila.example"]);
    assert_eq!((events(&db, aquila).await, events(&db, citta).await), (2, 1));
    let again = desk.import("customers", "customers-italian.csv", &[]);
    assert_eq!(again.out, "customers: 0 added, 0 updated, 2 unchanged, 0 refused\n");
    assert_eq!(events(&db, aquila).await, 2);
}

#[tokio::test]
async fn subscriptions_fill_the_pools_and_what_is_assigned_stays() {
    let desk = Desk::new().await;
    desk.import("products", "products.csv", &[]);
    desk.import("customers", "customers.csv", &[]);
    let said = desk.import("subscriptions", "subscriptions.csv", &["--customer", "aquila.example"]);
    assert_eq!((said.out.as_str(), said.code), ("subscriptions: 4 added, 0 updated, 0 unchanged, 4 refused\n", 1));
    let db = desk.db().await;
    let aquila = holder(&db, "aquila.example").await.unwrap();
    let mail = product(&db, "mail_1").await.sku;
    let pool = async || {
        let owned = store::licenses::owned(db.read(), aquila).await.unwrap();
        owned.into_iter().find(|owned| owned.product.sku == mail).unwrap().pool
    };
    assert_eq!((pool().await.active, pool().await.warning), (10, 5));
    db.write(async |tx| store::licenses::take_seats(tx, aquila, mail, 12).await).await.unwrap();
    let said = desk.import("subscriptions", "subscriptions-italian.csv", &["--customer", "aquila.example"]);
    assert_eq!((said.out.as_str(), said.code), ("subscriptions: 0 added, 2 updated, 0 unchanged, 0 refused\n", 0));
    assert_eq!((pool().await.total(), pool().await.consumed, pool().await.over()), (4, 12, 8));
    let all = store::subscriptions::all(db.read(), aquila).await.unwrap();
    let ended = all.iter().find(|subscription| subscription.status == Status::Deleted).unwrap();
    assert_eq!((ended.quantity, ended.reseller.as_deref()), (0, None));
    assert!(all.iter().any(|subscription| subscription.reseller.as_deref() == Some("Società Rivendita")));
    let before = events(&db, aquila).await;
    let again = desk.import("subscriptions", "subscriptions-italian.csv", &["--customer", &aquila.to_string()]);
    assert_eq!(again.out, "subscriptions: 0 added, 0 updated, 2 unchanged, 0 refused\n");
    assert_eq!(events(&db, aquila).await, before);
}

#[tokio::test]
async fn a_name_that_could_mean_two_is_refused_until_a_map_settles_it() {
    let desk = Desk::new().await;
    desk.import("products", "products.csv", &[]);
    desk.import("customers", "customers.csv", &[]);
    let microsoft_id = "c0000000-0000-4000-8000-000000000002";
    let said = desk.import("subscriptions", "subscriptions.csv", &["--customer", microsoft_id]);
    let lines: Vec<&str> = said.err.lines().collect();
    for (line, beginning, candidates) in [
        (lines[0], "line 6 refused (", vec!["Subscription: ", "DRAW_OLD", "DRAW_NEW"]),
        (lines[1], "line 7 refused (", vec!["Subscription: ", "Mail Plan 1 (MAIL_1, "]),
        (lines[2], "line 8 refused (", vec!["Calls (CALLS, ", "Calls for Schools (CALLS, "]),
        (lines[3], "line 9 refused (", vec!["Quantity: ", "Status: "]),
    ] {
        assert!(line.starts_with(beginning) && candidates.iter().all(|told| line.contains(told)), "{line}");
    }
    assert!(lines[4].contains("--map"), "{}", lines[4]);
    let map = path("map.csv");
    let further = ["--customer", microsoft_id, "--map", map.to_str().unwrap()];
    let said = desk.import("subscriptions", "subscriptions.csv", &further);
    assert_eq!((said.out.as_str(), said.code), ("subscriptions: 3 added, 0 updated, 4 unchanged, 1 refused\n", 1));
    let map = desk.write("wrong.csv", b"Drawing Plan 1,DRAW_3\n");
    let said = desk.import("subscriptions", "subscriptions.csv", &["--customer", microsoft_id, "--map", &map]);
    assert_eq!((said.out.as_str(), said.code), ("", 2));
    assert!(said.err.contains("wrong.csv, line 1: "), "{}", said.err);
}

#[tokio::test]
async fn a_subscription_belongs_to_one_customer() {
    let desk = Desk::new().await;
    desk.import("products", "products.csv", &[]);
    desk.import("customers", "customers.csv", &[]);
    desk.import("subscriptions", "subscriptions.csv", &["--customer", "aquila.example"]);
    let said = desk.import("subscriptions", "subscriptions-italian.csv", &["--customer", "bianchi.example"]);
    assert_eq!((said.out.as_str(), said.code), ("subscriptions: 0 added, 0 updated, 0 unchanged, 2 refused\n", 1));
    let db = desk.db().await;
    let bianchi = holder(&db, "bianchi.example").await.unwrap();
    assert!(store::licenses::owned(db.read(), bianchi).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_read_is_told_in_one_sentence() {
    let desk = Desk::new().await;
    desk.import("customers", "customers.csv", &[]);
    let workbook = desk.write("workbook.xlsx", b"PK\x03\x04\x14\0\x06\0");
    let empty = desk.write("empty.csv", b"");
    let file = |name: &str| path(name).to_str().unwrap().to_owned();
    for (arguments, told) in [
        (vec!["customers", "nowhere.csv"], "cannot read nowhere.csv"),
        (vec!["customers", &workbook], "workbook.xlsx: "),
        (vec!["customers", &empty], "empty.csv: "),
        (vec!["customers", &file("products.csv")], "Microsoft ID, Company name, Primary domain name"),
        (vec!["subscriptions", &file("subscriptions.csv"), "--customer", "nobody.example"], "nobody.example"),
    ] {
        let said = desk.run(&[&["import"], arguments.as_slice()].concat());
        assert_eq!((said.out.as_str(), said.code), ("", 2), "{}", said.err);
        assert!(said.err.contains(told) && said.err.lines().count() == 1, "{}", said.err);
    }
}
