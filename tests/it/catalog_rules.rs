//! Catalog rules: what came with the program and holds, and what a Global admin adds and removes.

use partnerdesk::domain::event::Detail;
use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::role::Role;
use partnerdesk::store;

use crate::support::{Browser, Page, Site, sql};

const RULES: &str = "/catalog/rules";

/// Operation and detail of the installation's records since `seq`.
pub async fn records_since(site: &Site, seq: i64) -> Vec<(String, Detail)> {
    let records = store::audit::after(site.app.db.read(), CustomerId::INSTALLATION, seq, 1000).await.unwrap();
    records.into_iter().map(|record| (record.operation, serde_json::from_str(&record.detail).unwrap())).collect()
}

pub async fn last_seq(site: &Site) -> i64 {
    store::audit::head(site.app.db.read(), CustomerId::INSTALLATION).await.unwrap().map_or(0, |head| head.seq)
}

/// The rules of the page, by what they say.
fn said(page: &Page) -> Vec<String> {
    page.rows().into_iter().map(|row| row[0].clone()).collect()
}

async fn add(kim: &mut Browser, kind: &str, fields: &[(&str, &str)]) -> Page {
    let all = [&[("kind", kind), ("reason", "As we see it.")], fields].concat();
    kim.submit(RULES, &all).await
}

#[actix_web::test]
async fn what_came_with_the_program_holds_today_and_says_why() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let page = kim.visit(RULES).await;
    let rows = page.rows();
    assert_eq!(rows.len(), 7 + 5, "needs and countries; {:?}", said(&page));
    for row in &rows {
        assert!(!row[1].is_empty() && row[2] == "Came with Partnerdesk", "{row:?}");
    }
    assert!(page.has("No two service plans exclude each other."));
    assert!(page.has("Exchange and SharePoint plans no longer exclude each other"));
    assert!(said(&page).contains(&"No product can be had in North Korea".to_owned()));
    kim.submit("/language", &[("language", "it"), ("return", RULES)]).await;
    let page = kim.visit(RULES).await;
    assert!(page.rows().iter().all(|row| !row[1].is_empty() && row[2] == "Fornita con Partnerdesk"));
}

#[actix_web::test]
async fn an_update_takes_away_the_rules_that_do_not_hold_and_leaves_what_somebody_added() {
    let site = Site::new().await;
    let run = async |statement: &str| sql(&site.app, statement, vec![]).await;
    // As the migration before left it, with a rule of the house's own.
    run("DELETE FROM seaql_migrations WHERE version LIKE '%000008%'").await;
    run("DROP INDEX seat_pools_by_product").await;
    for table in ["plan_exclusions", "product_needs", "closed_countries"] {
        run(&format!("ALTER TABLE {table} DROP COLUMN shipped")).await;
        run(&format!("ALTER TABLE {table} DROP COLUMN reason")).await;
    }
    run("ALTER TABLE products DROP COLUMN retired").await;
    let (one, plans) = site_product_before(&site).await;
    let shipped = [
        ["9aaf7827-d63c-4b61-89c3-182f06f82e5c", "efb87545-963c-4e0d-99df-69c6916d9eb0"],
        ["9aaf7827-d63c-4b61-89c3-182f06f82e5c", "4a82b400-a79f-41a4-b4e2-e94f5787b113"],
        ["efb87545-963c-4e0d-99df-69c6916d9eb0", "4a82b400-a79f-41a4-b4e2-e94f5787b113"],
        ["c7699d2e-19aa-44de-8edf-1736da088ca1", "5dbe027f-2339-4123-9542-606e4d348a72"],
        ["afc06cb0-b4f4-4473-8286-d644f70d8faf", "0feaeb32-d00e-4d66-bd5a-43b5b83db82c"],
    ];
    let pairs = shipped.map(|pair| pair.map(|id| id.parse::<uuid::Uuid>().unwrap()));
    for [plan, other] in pairs.into_iter().chain([plans]) {
        let insert = "INSERT INTO plan_exclusions (plan_id, other_id) VALUES ($1, $2)";
        sql(&site.app, insert, vec![plan.into(), other.into()]).await;
    }
    let insert = "INSERT INTO closed_countries (country, sku_id) VALUES ('IT', $1)";
    sql(&site.app, insert, vec![one.into()]).await;
    site.app.db.migrate().await.unwrap();
    let page = site.sign_in(Role::GlobalAdmin).await.visit(RULES).await;
    let rows = page.rows();
    assert_eq!(rows.len(), 1 + 7 + 6, "{:?}", said(&page));
    let own: Vec<&Vec<String>> = rows.iter().filter(|row| row[2] == "Added here").collect();
    assert_eq!((own.len(), own[0][0].as_str()), (2, "Left and Right exclude each other"));
    assert_eq!(own[1][0], "Both cannot be had in Italy");
}

/// A product with two plans, written as it was before products could be retired.
async fn site_product_before(site: &Site) -> (uuid::Uuid, [uuid::Uuid; 2]) {
    let (sku, plans) = site.product("Both", &["Left", "Right"]).await;
    (sku.0, [plans[0].0, plans[1].0])
}

#[actix_web::test]
async fn a_global_admin_adds_rules_of_each_kind_once_and_removes_them() {
    let site = Site::new().await;
    let (sku, _) = site.product("Visio", &["Drawing"]).await;
    site.product("Office", &["Mailbox", "Mailbox Kiosk"]).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let seq = last_seq(&site).await;
    let form = kim.visit("/catalog/rules/new?kind=exclusion").await.value("form_id");
    let plans = [("plan", "mailbox"), ("other_plan", "Mailbox Kiosk"), ("form_id", form.as_str())];
    for _ in 0..2 {
        let page = add(&mut kim, "exclusion", &plans).await;
        assert_eq!(page.status(), "The rule was added.");
    }
    add(&mut kim, "need", &[("product", &sku.to_string()), ("plan", "Mailbox")]).await;
    let page = add(&mut kim, "closure", &[("product", "VISIO"), ("country", "IT")]).await;
    let rows = page.rows();
    for says in [
        "Mailbox and Mailbox Kiosk exclude each other",
        "Visio needs Mailbox in another product",
        "Visio cannot be had in Italy",
    ] {
        let row = rows.iter().find(|row| row[0] == says).unwrap_or_else(|| panic!("{says}: {:?}", said(&page)));
        assert_eq!(row[1..3], ["As we see it.", "Added here"]);
    }
    let noted = records_since(&site, seq).await;
    assert_eq!(noted.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["create_catalog_rule"; 3]);
    assert_eq!(noted[1].1.after["plan"], "Mailbox");
    let seq = last_seq(&site).await;
    let removal = page.attribute("tbody a[href*='/closure_IT']", "href").unwrap();
    let question = kim.visit(&removal).await;
    assert!(question.has("Visio cannot be had in Italy") && question.has("new licenses are not checked"));
    let page = kim.submit(&removal, &[]).await;
    assert_eq!(page.status(), "The rule was removed.");
    assert!(!said(&page).contains(&"Visio cannot be had in Italy".to_owned()));
    assert_eq!(kim.get(&removal).await.status, 404);
    let page = kim.submit(&removal, &[]).await;
    assert_eq!(page.status(), "Somebody else had removed the rule already.");
    let noted = records_since(&site, seq).await;
    assert_eq!(noted.len(), 1);
    assert_eq!((noted[0].0.as_str(), &noted[0].1.before["location"]), ("delete_catalog_rule", &"IT".into()));
    let log = kim.visit("/activity").await;
    assert!(log.has("Removed catalog rule") && log.has("Italy"), "{}", log.text());
}

#[actix_web::test]
async fn a_rule_that_cannot_stand_is_refused_where_it_was_typed() {
    let site = Site::new().await;
    site.product("Office", &["Mailbox", "Kiosk"]).await;
    site.product("Post", &["Mailbox"]).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let why = ("reason", "Because.");
    add(&mut kim, "closure", &[("country", "IT")]).await;
    let seq = last_seq(&site).await;
    for (kind, fields, field, told) in [
        ("exclusion", vec![("plan", "Kiosk"), ("other_plan", "KIOSK"), why], "other_plan", "cannot exclude itself"),
        ("exclusion", vec![("plan", "Fax"), ("other_plan", "Kiosk"), why], "plan", "No service plan"),
        ("exclusion", vec![("plan", "Kiosk"), ("other_plan", "Mailbox"), why], "other_plan", "Several service plans"),
        ("exclusion", vec![("plan", "Kiosk"), why], "other_plan", "Fill this in"),
        ("need", vec![("product", "Fax"), ("plan", "Kiosk"), why], "product", "No product"),
        ("need", vec![("product", "Office"), ("plan", ""), why], "plan", "Fill this in"),
        ("closure", vec![("product", "Office"), why], "country", "Fill this in"),
        ("closure", vec![("country", "XX"), why], "country", "Choose"),
        ("closure", vec![("country", "FR")], "reason", "Fill this in"),
        ("closure", vec![("country", "IT"), why], "", "stands already"),
    ] {
        let fields = [&[("kind", kind)], fields.as_slice()].concat();
        let answer = kim.post(RULES, &fields).await;
        let page = answer.page();
        assert_eq!(answer.status, 422, "{fields:?}");
        let reason = if field.is_empty() { page.alert() } else { page.reason(field) };
        assert!(reason.contains(told), "{fields:?}: {}", page.text());
        for (name, value) in fields.iter().filter(|(name, _)| !["country"].contains(name)) {
            assert_eq!(page.value(name), *value, "{name} is kept");
        }
    }
    assert_eq!(last_seq(&site).await, seq, "nothing was noted");
    assert_eq!(kim.get("/catalog/rules/new?kind=other").await.status, 400);
}
