//! What the program exports, it reads back whole: nothing refused, nothing changed.

use partnerdesk::actions::imports::customers::Wishes;
use partnerdesk::actions::{Actor, customers, imports, sample};
use partnerdesk::domain::customer::CustomerStatus;
use partnerdesk::domain::id::{CustomerId, SubscriptionId};
use partnerdesk::domain::listing::Position;
use partnerdesk::domain::role::Role;
use partnerdesk::domain::subscription::{Status, Subscription};
use partnerdesk::store;

use crate::support::{Browser, Site, sql};

const LANGUAGES: [&str; 2] = ["en", "it"];

/// A published list in which every product of the catalog has one, and some two others of its name.
async fn crowded_list(site: &Site) -> String {
    let mut list = "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,\
                    Service_Plans_Included_Friendly_Names\n"
        .to_owned();
    let products = store::catalog::search(site.app.db.read(), "", 1000).await.unwrap();
    for (at, product) in products.iter().enumerate() {
        for copy in 0..=at % 2 {
            let id = uuid::Uuid::from_u128(0xaaaa_0000_0000_4000_8000_0000_0000_0000 + (at * 2 + copy) as u128);
            let (name, part_number) = (format!("\"{}\"", product.name), format!("OTHER_{at}_{copy}"));
            let plan = "PLAN,b0000000-0000-4000-8000-000000000001,Plan".to_owned();
            list += &[name, part_number, id.to_string(), plan].join(",");
            list.push('\n');
        }
    }
    list
}

async fn all(by: &Actor) -> Vec<CustomerId> {
    let page = customers::part(by, CustomerStatus::Active, "", &Position::First, 500).await.unwrap();
    page.rows.iter().map(|row| CustomerId(row.id)).collect()
}

async fn file(browser: &mut Browser, path: &str, language: &str) -> String {
    browser.headers.retain(|(name, _)| name != "accept-language");
    browser.headers.push(("accept-language".into(), language.into()));
    browser.get(path).await.body
}

/// The columns of Partner Center's own export.
fn original(file: &str) -> String {
    let sign = if file.lines().next().unwrap().contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(sign).has_headers(false).from_reader(file.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in reader.records() {
        writer.write_record(record.unwrap().iter().take(5)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[actix_web::test]
async fn every_export_of_the_demo_is_read_back_whole_beside_a_crowded_catalog() {
    let site = Site::new().await;
    let by = Actor::command_line(&site.app);
    sample::prepare(&by).await.unwrap();
    site.customer("Without a Microsoft ID", "without.example").await;
    let list = crowded_list(&site).await;
    imports::products::load(&by, list.as_bytes()).await.unwrap();
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let ids = all(&by).await;
    for language in LANGUAGES {
        let customers = file(&mut kim, "/customers.csv", language).await;
        let outcome = imports::customers::load(&by, customers.as_bytes(), &Wishes::default()).await.unwrap();
        assert_eq!((outcome.refused, outcome.added, outcome.updated), (vec![], 0, 0), "{language}");
        assert_eq!(outcome.unchanged, ids.len());
        let (mut read, mut there) = (0, 0);
        for id in &ids {
            let whole = file(&mut kim, &format!("/customers/{id}/subscriptions.csv"), language).await;
            for file in [whole.clone(), original(&whole)] {
                let outcome =
                    imports::subscriptions::load(&by, &site.now(*id).await, file.as_bytes(), None).await.unwrap();
                assert_eq!((outcome.refused, outcome.added, outcome.updated), (vec![], 0, 0), "{language}: {file}");
                read += outcome.unchanged;
            }
            there += store::subscriptions::all(site.app.db.read(), *id).await.unwrap().len();
        }
        assert_eq!(read, 2 * there);
    }
    site.assert_sound().await;
}

#[actix_web::test]
async fn what_changed_of_a_known_subscription_is_taken_though_its_name_became_ambiguous() {
    let site = Site::new().await;
    let by = Actor::command_line(&site.app);
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Drawing Plan", 5).await;
    let list = crowded_list(&site).await;
    imports::products::load(&by, list.as_bytes()).await.unwrap();
    let only = async || store::subscriptions::all(site.app.db.read(), id).await.unwrap().remove(0);
    let external = only().await.external_id;
    let load = async |row: String| {
        let file = format!("Subscription ID,Subscription,Quantity,Status\n{row}\n");
        imports::subscriptions::load(&by, &site.now(id).await, file.as_bytes(), None).await.unwrap()
    };
    let outcome = load(format!("{external},Drawing Plan,9,Suspended")).await;
    assert_eq!((outcome.refused, outcome.updated), (vec![], 1));
    let now = only().await;
    assert_eq!((now.sku, now.quantity, now.status), (sku, 9, Status::Suspended));
    // One that nobody knows yet could be of either product.
    let unknown = uuid::Uuid::from_u128(77);
    assert_eq!(load(format!("{unknown},Drawing Plan,9,Active")).await.refused.len(), 1);
}

#[actix_web::test]
async fn an_installation_of_the_same_catalog_takes_an_export_whole() {
    let site = Site::new().await;
    let by = Actor::command_line(&site.app);
    sample::prepare(&by).await.unwrap();
    let list = crowded_list(&site).await;
    imports::products::load(&by, list.as_bytes()).await.unwrap();
    let other = Site::new().await;
    let there = Actor::command_line(&other.app);
    sample::prepare(&there).await.unwrap();
    imports::products::load(&there, list.as_bytes()).await.unwrap();
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let known = |one: Subscription| Subscription {
        id: SubscriptionId(one.external_id),
        name: String::new(),
        version: 0,
        ..one
    };
    for id in all(&by).await.into_iter().take(3) {
        sql(&other.app, "DELETE FROM subscriptions WHERE customer_id = $1", vec![id.0.into()]).await;
        let whole = file(&mut kim, &format!("/customers/{id}/subscriptions.csv"), "it").await;
        let outcome = imports::subscriptions::load(&there, &other.now(id).await, whole.as_bytes(), None).await.unwrap();
        assert_eq!(outcome.refused, vec![]);
        let sorted = async |site: &Site| {
            let all = store::subscriptions::all(site.app.db.read(), id).await.unwrap();
            let mut all: Vec<Subscription> = all.into_iter().map(known).collect();
            all.sort_by_key(|one| one.external_id);
            all
        };
        assert_eq!(sorted(&other).await, sorted(&site).await);
    }
}
