//! Deleted users whose seats went elsewhere, restored at once through two servers: as many come back
//! licensed as there are seats, each answer tells the truth; and what is over goes once.

use chrono::TimeDelta;
use partnerdesk::actions::{Actor, jobs, users};
use partnerdesk::clock::new_id;
use partnerdesk::domain::id::UserId;
use partnerdesk::domain::job::{Kind, Options};
use partnerdesk::domain::role::Role;
use partnerdesk::store;

use super::{Installation, all_at_once};
use crate::support::{Page, sql};

const PRODUCT: &str = "Office 365 E3";

#[actix_web::test]
async fn sixty_deleted_users_compete_for_twenty_five_seats_at_two_servers() {
    let installation = Installation::new().await;
    let servers = [installation.serve(), installation.serve()];
    let kim = installation.signed_in(&servers[0]);
    let site = installation.site().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(customer, PRODUCT, 60).await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut people = Vec::new();
    for number in 0..60 {
        people.push(site.user(&staff, customer, &format!("User {number}"), &[sku]).await);
    }
    let order = jobs::Order {
        kind: Kind::Delete,
        choice: jobs::Audience { users: people.clone(), ..jobs::Audience::default() },
        options: Options::default(),
    };
    let by = site.actor(&staff);
    jobs::start(&by, customer, &order, &partnerdesk::actions::Submission::never_twice()).await.unwrap();
    for table in ["UPDATE subscriptions SET quantity = 25", "UPDATE seat_pools SET active = 25"] {
        sql(&site.app, &format!("{table} WHERE customer_id = $1"), vec![customer.0.into()]).await;
    }
    let (path, list) = (format!("/customers/{customer}/restorations"), format!("/customers/{customer}/users"));
    let browsers = servers.each_ref().map(|server| kim.at(&server.address));
    let told = all_at_once(60, |number| {
        let (form, user) = (new_id().to_string(), people[number].to_string());
        let browser = &browsers[number % 2];
        let reply = browser.post(&path, &[("user", &user), ("form_id", &form)]).unwrap();
        assert_eq!(reply.status, 303, "{}", reply.body);
        // Told in a sentence on the list when everything came back, else on a page of its own.
        if reply.location.starts_with(&list) {
            return true;
        }
        let page = Page::new(&browser.visit(&reply.location));
        let outcome = format!("Restored. No seat was free for: {PRODUCT}.");
        assert!(page.rows()[0][1].starts_with(&outcome), "{}", page.text());
        false
    });
    assert_eq!(told.iter().filter(|whole| **whole).count(), 25);
    let held = store::licenses::held_by(site.app.db.read(), customer, &people).await.unwrap();
    for (user, whole) in people.iter().zip(told) {
        assert_eq!(held.contains_key(user), whole, "each was told the truth");
    }
    let now = site.now(customer).await;
    assert_eq!((now.active_users, now.deleted_users, now.unlicensed_users), (60, 0, 35));
    assert_eq!(site.pool(customer, sku).await.consumed, 25);
    installation.succeed(&["check"]);
}

#[actix_web::test]
async fn two_servers_remove_for_good_whose_days_are_over_once() {
    let installation = Installation::new().await;
    let site = installation.site().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut people: Vec<UserId> = Vec::new();
    for number in 0..120 {
        people.push(site.user(&staff, customer, &format!("User {number}"), &[]).await);
    }
    let by = Actor { now: site.app.clock.now() - TimeDelta::days(31), ..site.actor(&staff) };
    let choice = jobs::Audience { users: people.clone(), ..jobs::Audience::default() };
    let order = jobs::Order { kind: Kind::Delete, choice, options: Options::default() };
    jobs::start(&by, customer, &order, &partnerdesk::actions::Submission::never_twice()).await.unwrap();
    let long_ago = site.app.clock.now() - TimeDelta::days(31);
    sql(&site.app, "UPDATE users SET deleted_at = $1 WHERE customer_id = $2", vec![long_ago.into(), customer.0.into()])
        .await;
    // Each cleans as soon as it has started.
    let servers = [installation.serve(), installation.serve()];
    let started = std::time::Instant::now();
    while site.now(customer).await.deleted_users > 0 {
        assert!(started.elapsed() < std::time::Duration::from_mins(1), "they are still there");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    for server in servers {
        assert_eq!(server.stop().code, 0);
    }
    let mut purged = Vec::new();
    for record in store::audit::after(site.app.db.read(), customer, 0, 10_000).await.unwrap() {
        if record.operation == "purge" {
            purged.push(UserId(record.target_id.unwrap()));
        }
        let is_about_user = record.target_kind == "user" && record.operation != "purge";
        assert!(!is_about_user || record.detail.is_empty(), "{} still tells who it was", record.operation);
    }
    purged.sort();
    people.sort();
    assert_eq!(purged, people, "each once");
    assert!(users::find(&site.actor(&staff), customer, people[0]).await.is_err());
    installation.succeed(&["check"]);
}
