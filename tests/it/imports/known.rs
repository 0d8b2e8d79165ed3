//! Customers that are here already, or seem to be: by Microsoft ID, by domain, by name.

use partnerdesk::domain::customer::Account;
use partnerdesk::domain::role::Role;
use partnerdesk::store::Db;

use super::desk::Desk;
use super::{events, holder};
use crate::support::{Site, sql};

const ID: &str = "c0000000-0000-4000-8000-000000000009";

fn import(desk: &Desk, rows: &[&str], further: &[&str]) -> (String, String, i32) {
    let text = format!("Microsoft ID,Company name,Primary domain name,Relationship\n{}\n", rows.join("\n"));
    let file = desk.write("rows.csv", text.as_bytes());
    let said = desk.run(&[&["import", "customers", file.as_str(), "--location", "IT"], further].concat());
    (said.out, said.err, said.code)
}

async fn account(db: &Db, domain: &str) -> Account {
    let id = holder(db, domain).await.unwrap();
    let found = partnerdesk::store::customers::find(db.read(), &partnerdesk::domain::principal::Reach::All, id).await;
    found.unwrap().unwrap().account
}

#[tokio::test]
async fn a_customer_without_a_microsoft_id_is_matched_by_its_domain_once_somebody_agrees() {
    let desk = Desk::new().await;
    let (out, err, code) = import(&desk, &[",Aquila,aquila.example,Reseller"], &[]);
    assert_eq!((out.as_str(), err.as_str(), code), ("customers: 1 added, 0 updated, 0 unchanged, 0 refused\n", "", 0));
    let db = desk.db().await;
    assert_eq!(account(&db, "aquila.example").await.microsoft_id, None);
    // What says nothing new needs nobody's consent.
    let (out, _, code) = import(&desk, &[",Aquila,AQUILA.example,"], &[]);
    assert_eq!((out.as_str(), code), ("customers: 0 added, 0 updated, 1 unchanged, 0 refused\n", 0));
    let with_id = format!("{ID},Aquila S.p.A.,aquila.example,Reseller");
    for row in [with_id.as_str(), ",Aquila S.p.A.,aquila.example,"] {
        let (out, err, code) = import(&desk, &[row], &[]);
        assert_eq!((out.as_str(), code), ("customers: 0 added, 0 updated, 0 unchanged, 1 refused\n", 1));
        assert!(err.contains("aquila.example belongs to Aquila, and nothing says"), "{err}");
        assert!(err.contains("--match-domain"), "{err}");
        assert_eq!(account(&db, "aquila.example").await.company_name, "Aquila");
    }
    let (out, err, code) = import(&desk, &[&with_id], &["--match-domain"]);
    assert_eq!((out.as_str(), err.as_str(), code), ("customers: 0 added, 1 updated, 0 unchanged, 0 refused\n", "", 0));
    let now = account(&db, "aquila.example").await;
    assert_eq!((now.company_name.as_str(), now.microsoft_id), ("Aquila S.p.A.", Some(ID.parse().unwrap())));
    assert_eq!(events(&db, holder(&db, "aquila.example").await.unwrap()).await, 2);
    // From now on the Microsoft ID tells, and a row that lacks it keeps it.
    let (out, _, _) = import(&desk, &[&with_id], &[]);
    assert_eq!(out, "customers: 0 added, 0 updated, 1 unchanged, 0 refused\n");
    let (out, _, _) = import(&desk, &[",Aquila,aquila.example,"], &["--match-domain"]);
    assert_eq!(out, "customers: 0 added, 1 updated, 0 unchanged, 0 refused\n");
    assert_eq!(account(&db, "aquila.example").await.microsoft_id, Some(ID.parse().unwrap()));
}

#[tokio::test]
async fn a_domain_that_moved_is_no_match_and_names_who_has_it() {
    let desk = Desk::new().await;
    import(&desk, &[&format!("{ID},Aquila,aquila.example,")], &[]);
    let other = "c0000000-0000-4000-8000-000000000010,Corvo,aquila.example,";
    for further in [&[][..], &["--match-domain"]] {
        let (out, err, code) = import(&desk, &[other], further);
        assert_eq!((out.as_str(), code), ("customers: 0 added, 0 updated, 0 unchanged, 1 refused\n", 1));
        assert!(err.contains("aquila.example belongs to Aquila. If it has moved, remove it"), "{err}");
    }
}

#[tokio::test]
async fn a_malformed_id_is_refused_and_an_empty_one_is_not() {
    let desk = Desk::new().await;
    let (out, err, code) = import(&desk, &["17,Aquila,aquila.example,", ",Bo,bo.example,"], &[]);
    assert_eq!((out.as_str(), code), ("customers: 1 added, 0 updated, 0 unchanged, 1 refused\n", 1));
    assert!(err.contains("Microsoft ID: Write a GUID") && err.contains("or leave it empty"), "{err}");
}

#[tokio::test]
async fn equal_names_are_told_and_taken() {
    let desk = Desk::new().await;
    let rows = [",Aquila,aquila.example,", ",AQUILA,aquila-due.example,", ",Bo,bo.example,"];
    let (out, err, code) = import(&desk, &rows, &[]);
    assert_eq!((out.as_str(), code), ("customers: 3 added, 0 updated, 0 unchanged, 0 refused\n", 0));
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.starts_with("warning: line 3: another customer is called AQUILA, too: aquila.example"), "{err}");
    // It was told when it came.
    assert_eq!(import(&desk, &rows, &[]).1, "");
}

#[tokio::test]
async fn a_location_is_given_to_customers_that_have_none() {
    let desk = Desk::new().await;
    let file = desk.write("rows.csv", b"Microsoft ID,Company name,Primary domain name\n,Aquila,aquila.example\n");
    let said = desk.run(&["import", "customers", &file]);
    assert!(said.err.starts_with("notice: 1 of these customers have no location"), "{}", said.err);
    let said = desk.run(&["import", "customers", &file, "--location", "Italia"]);
    assert_eq!((said.out.as_str(), said.code), ("", 2));
    assert!(said.err.contains("--location: no country has the code Italia"), "{}", said.err);
    let said = desk.run(&["import", "customers", &file, "--location", ""]);
    assert!(said.code == 2 && said.err.contains("by its two letters"), "{}", said.err);
    let said = desk.run(&["import", "customers", &file, "--location", "it", "--match-domain"]);
    assert_eq!((said.out.as_str(), said.err.as_str()), ("customers: 0 added, 1 updated, 0 unchanged, 0 refused\n", ""));
    assert_eq!(account(&desk.db().await, "aquila.example").await.default_location.as_deref(), Some("IT"));
    // Somebody has said so: it stays.
    let said = desk.run(&["import", "customers", &file, "--location", "FR"]);
    assert_eq!(said.out, "customers: 0 added, 0 updated, 1 unchanged, 0 refused\n");
}

#[actix_web::test]
async fn add_user_points_to_the_account_where_the_location_lacks() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let new = format!("/customers/{id}/users/new");
    assert!(!kim.visit(&new).await.has("has no location"));
    sql(&site.app, "UPDATE customers SET default_location = NULL", vec![]).await;
    let page = kim.visit(&new).await;
    assert!(page.has("This customer has no location"), "{}", page.text());
    let account = page.link("Set it under Account");
    assert_eq!(account, format!("/customers/{id}"));
    let fields = [("company_name", "Aquila"), ("primary_domain", "aquila.example"), ("version", "1")];
    kim.submit(&account, &[fields.as_slice(), &[("default_location", "IT")]].concat()).await;
    let page = kim.visit(&new).await;
    assert!(!page.has("has no location"));
    assert_eq!(page.attribute("#location option[selected]", "value"), Some("IT".into()));
}

#[actix_web::test]
async fn on_the_page_a_cleared_id_is_empty_and_equal_names_are_told() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let fields = [("company_name", "Aquila"), ("primary_domain", "aquila.example"), ("microsoft_id", ID)];
    let page = kim.submit("/customers", &fields).await;
    assert!(!page.status().contains("same name"), "{}", page.status());
    let account = kim.visit("/customers").await.link("Account");
    assert_eq!(kim.visit(&account).await.value("microsoft_id"), ID);
    assert!(kim.get("/customers.csv").await.body.contains(ID));
    let cleared = [("company_name", "Aquila"), ("primary_domain", "aquila.example"), ("version", "1")];
    assert_eq!(kim.submit(&account, &cleared).await.value("microsoft_id"), "");
    assert!(!kim.visit("/customers").await.has("Microsoft ID"));
    assert!(kim.get("/customers.csv").await.body.contains("\r\n\"\",\"Aquila\""));
    let fields = [("company_name", "aquila"), ("primary_domain", "due.example")];
    let page = kim.submit("/customers", &fields).await;
    assert!(page.status().contains("Another customer has the same name: aquila.example"), "{}", page.status());
    let fields = [("company_name", "Corvo"), ("primary_domain", "aquila.example")];
    let answer = kim.post("/customers", &fields).await;
    assert!(answer.page().reason("primary_domain").contains("belongs to Aquila."));
}
