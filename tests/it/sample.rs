//! Sample data: what the demo shows, what seed grows, and what neither may touch.

use partnerdesk::actions::sample::{self, Found};
use partnerdesk::actions::staff;
use partnerdesk::actions::{Actor, check};
use partnerdesk::domain::customer::CustomerStatus;
use partnerdesk::domain::listing::Position;
use partnerdesk::domain::principal::Reach;
use partnerdesk::domain::role::Role;
use partnerdesk::domain::sample::demo::ADMIN;
use partnerdesk::domain::sample::growth::Growth;
use partnerdesk::domain::staff::NewStaff;
use partnerdesk::store;

use crate::installation::Place;

async fn findings(by: &Actor) -> (check::Summary, Vec<String>) {
    let mut lines = Vec::new();
    let summary = check::run(by, |finding| lines.push(finding.to_string())).await.unwrap();
    (summary, lines)
}

#[tokio::test]
async fn the_demo_is_whole_and_a_second_start_keeps_it() {
    let place = Place::new().await;
    let by = place.actor();
    assert_eq!(sample::look(&place.app.db).await.unwrap(), Found::Empty);
    assert_eq!(sample::prepare(&by).await.unwrap(), Found::Empty);
    let (summary, lines) = findings(&by).await;
    assert_eq!(lines, [""; 0]);
    assert_eq!((summary.customers, summary.events), (30, 30 + 6));
    assert_eq!(sample::look(&place.app.db).await.unwrap(), Found::Sample);
    assert_eq!(sample::prepare(&place.actor()).await.unwrap(), Found::Sample);
    assert_eq!(findings(&by).await.0, summary);
}

#[tokio::test]
async fn the_demo_s_admin_has_a_new_password_at_each_start_and_users_have_none() {
    let place = Place::new().await;
    let by = place.actor();
    sample::prepare(&by).await.unwrap();
    let first = sample::new_admin_password(&by).await.unwrap();
    let second = sample::new_admin_password(&by).await.unwrap();
    let (admin, hash) = store::staff::by_email(place.app.db.read(), ADMIN).await.unwrap().unwrap();
    assert_eq!(admin.role, Role::GlobalAdmin);
    assert_eq!(place.app.hasher.verify(first, Some(hash.clone())).await.unwrap(), Ok(false));
    assert_eq!(place.app.hasher.verify(second, Some(hash)).await.unwrap(), Ok(true));
    assert_eq!(place.text("SELECT CAST(count(password_hash) AS text) FROM users").await, "0");
}

#[tokio::test]
async fn the_demo_leaves_an_installation_in_use_alone() {
    let place = Place::new().await;
    let by = place.actor();
    let password = zeroize::Zeroizing::new("snow falls on cedars".to_owned());
    let typed = NewStaff::parse_with_password("ada@real.example", "Ada", Role::GlobalAdmin, password);
    let (new, password) = typed.ok().unwrap();
    staff::add(&by, &new, password).await.unwrap();
    assert_eq!(sample::look(&place.app.db).await.unwrap(), Found::InUse);
    assert_eq!(sample::prepare(&by).await.unwrap(), Found::InUse);
    assert_eq!(findings(&by).await.0.customers, 0);
    assert_eq!(staff::list(&by).await.unwrap().len(), 1);
    // Even when it lies where the demo would put its own.
    let own = place.directory().join("demo");
    std::fs::create_dir(&own).unwrap();
    let expected = if place.is_on_server() {
        "the database's name must contain"
    } else {
        place.app.db.copy_to(&own.join("partnerdesk.db")).await.unwrap();
        "holds data that the demo did not make"
    };
    let stop = place.command(&["demo", "--bind", "127.0.0.1:0"]).await.unwrap_err();
    assert_eq!(stop.code, 2);
    assert!(stop.sentence.contains(expected), "{}", stop.sentence);
    assert!(!own.join("key").exists());
}

#[tokio::test]
async fn the_demo_listens_on_this_machine_only() {
    let place = Place::new().await;
    let stop = place.command(&["demo", "--bind", "0.0.0.0:0"]).await.unwrap_err();
    assert_eq!(stop.code, 2);
    assert!(stop.sentence.contains("0.0.0.0:0 can be reached by others"), "{}", stop.sentence);
}

#[tokio::test]
async fn seed_grows_what_its_seed_tells() {
    let place = Place::new().await;
    place.command(&["seed", "--customers", "4", "--users", "230", "--seed", "9"]).await.unwrap();
    let (summary, lines) = findings(&place.actor()).await;
    assert_eq!(lines, [""; 0]);
    assert_eq!((summary.customers, summary.users, summary.events), (4, 230, 4));
    let db = place.app.db.read();
    let growth = Growth::new(4, 230, 9, place.app.clock.now());
    for at in 0..4 {
        let sample = growth.customer(at);
        let customer = store::customers::find(db, &Reach::All, sample.id).await.unwrap().unwrap();
        assert_eq!(customer.account, sample.account);
        for person in sample.crew.draw(&sample.offers) {
            let user = store::users::find(db, sample.id, person.id).await.unwrap().unwrap();
            assert_eq!((user.profile, user.permissions), (person.profile, person.permissions));
            assert_eq!(user.licenses.is_empty(), person.licenses.is_empty() || person.deleted.is_some());
        }
    }
}

#[tokio::test]
async fn seed_refuses_a_database_with_customers() {
    let place = Place::new().await;
    place.command(&["seed", "--customers", "1", "--users", "3"]).await.unwrap();
    let stop = place.command(&["seed", "--customers", "1", "--users", "3"]).await.unwrap_err();
    assert_eq!(stop.code, 2);
    assert!(stop.sentence.contains("holds customers already"), "{}", stop.sentence);
    let page =
        store::customers::page(place.app.db.read(), &Reach::All, CustomerStatus::Active, "", &Position::First, 9)
            .await
            .unwrap();
    assert_eq!(page.rows.len(), 1);
}
