//! More users come back than there are seats.

use std::sync::Arc;

use partnerdesk::domain::id::UserId;
use partnerdesk::domain::role::Role;

use crate::deleted::tab;
use crate::support::{Browser, Page, Scratch, Site};

/// Everybody on a list of deleted users, chosen.
async fn all_deleted(browser: &mut Browser, customer: &str) -> String {
    let path = format!("/customers/{customer}/selections");
    browser.submit(&path, &[("tab", "deleted"), ("go", "all")]).await.value("selection")
}

fn restored_with_everything(page: &Page) -> usize {
    page.rows().iter().filter(|row| row[1] == "Restored with everything").count()
}

#[actix_web::test]
async fn sixty_users_compete_for_twenty_five_seats() {
    let scratch = Arc::new(Scratch::new().await);
    let (site, node) = (Site::on(Arc::clone(&scratch), |_| {}).await, Site::on(scratch, |_| {}).await);
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 60).await;
    let mut users: Vec<UserId> = Vec::new();
    for number in 0..60 {
        users.push(site.user(&staff, id, &format!("User {number:02}"), &[sku]).await);
    }
    let mut kim = site.sign_in_as(&staff).await;
    for half in users.chunks(30) {
        let ids: Vec<String> = half.iter().map(ToString::to_string).collect();
        let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("user", id.as_str())).collect();
        kim.submit(&format!("/customers/{id}/deletions"), &fields).await;
    }
    let subscription = "UPDATE subscriptions SET quantity = 25 WHERE customer_id = $1";
    crate::support::sql(&site.app, subscription, vec![id.0.into()]).await;
    let pool = "UPDATE seat_pools SET active = 25 WHERE customer_id = $1";
    crate::support::sql(&site.app, pool, vec![id.0.into()]).await;
    assert_eq!(tab(&mut kim, id).await.select("tbody .pill.warn").len(), 0, "each alone would have a seat");
    let selection = all_deleted(&mut kim, &id.to_string()).await;
    let question = kim.visit(&format!("/customers/{id}/restorations/new?selection={selection}")).await;
    assert_eq!(question.rows()[0], ["Office 365 E3", "60", "25 35 without a license"]);
    // Two people press at the same time, on two nodes: one for all, the other for the second half.
    let mut lee = node.sign_in(Role::AdminAgent).await;
    let path = format!("/customers/{id}/restorations");
    let half: Vec<String> = users[30..].iter().map(ToString::to_string).collect();
    let mut both = (kim.clone(), lee.clone());
    let (one, other) = (path.clone(), path);
    let first = actix_web::rt::spawn(async move { both.0.post(&one, &[("selection", &selection)]).await.location() });
    let second = actix_web::rt::spawn(async move {
        let fields: Vec<(&str, &str)> = half.iter().map(|id| ("user", id.as_str())).collect();
        both.1.post(&other, &fields).await.location()
    });
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    let (first, second) = (kim.visit(&first).await, lee.visit(&second).await);
    assert_eq!(restored_with_everything(&first) + restored_with_everything(&second), 25);
    let told = |page: &Page, text: &str| page.rows().iter().filter(|row| row[1].contains(text)).count();
    let without = |page: &Page| told(page, "No seat was free for: Office 365 E3");
    assert_eq!(without(&first) + without(&second), 35);
    assert_eq!(told(&first, "Is active already") + told(&second, "Is active already"), 30);
    let (now, pool) = (site.now(id).await, site.pool(id, sku).await);
    assert_eq!((now.active_users, now.deleted_users, now.unlicensed_users, pool.consumed), (60, 0, 35, 25));
    site.assert_sound().await;
}

#[actix_web::test]
async fn many_are_restored_in_the_background_in_the_list_s_order() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 230).await;
    for number in 0..230 {
        site.user(&staff, id, &format!("User {number:03}"), &[sku]).await;
    }
    let mut kim = site.sign_in_as(&staff).await;
    let list = kim.submit(&format!("/customers/{id}/selections"), &[("go", "all")]).await;
    let selection = list.value("selection");
    kim.submit(&format!("/customers/{id}/deletions"), &[("selection", &selection)]).await;
    partnerdesk::tasks::work_off(&site.app).await.unwrap();
    assert_eq!(site.now(id).await.deleted_users, 230);
    let pool = "UPDATE seat_pools SET active = 150 WHERE customer_id = $1";
    crate::support::sql(&site.app, pool, vec![id.0.into()]).await;
    let quantity = "UPDATE subscriptions SET quantity = 150 WHERE customer_id = $1";
    crate::support::sql(&site.app, quantity, vec![id.0.into()]).await;
    let selection = all_deleted(&mut kim, &id.to_string()).await;
    let page = kim.submit(&format!("/customers/{id}/restorations"), &[("selection", &selection)]).await;
    assert_eq!(page.select("progress").len(), 1);
    partnerdesk::tasks::work_off(&site.app).await.unwrap();
    let now = site.now(id).await;
    assert_eq!((now.active_users, now.deleted_users, now.unlicensed_users), (230, 0, 80));
    let lacking = kim.visit(&format!("/customers/{id}/users?filter=unlicensed&size=100")).await;
    assert_eq!(lacking.texts("tbody th a.name")[0], "User 150", "the first of the list had the seats");
    assert_eq!(site.pool(id, sku).await.consumed, 150);
    site.assert_sound().await;
}

#[actix_web::test]
async fn what_cannot_be_assigned_any_more_stays_away_and_is_told() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (e3, visio) = (site.owns(id, "Office 365 E3", 5).await, site.owns(id, "Visio Plan 2", 5).await);
    let ada = site.user(&staff, id, "Ada Bianchi", &[e3, visio]).await.to_string();
    let mut kim = site.sign_in_as(&staff).await;
    kim.submit(&format!("/customers/{id}/deletions"), &[("user", &ada)]).await;
    let update = "UPDATE products SET assignable = $1 WHERE sku_id = $2";
    crate::support::sql(&site.app, update, vec![false.into(), visio.0.into()]).await;
    assert!(tab(&mut kim, id).await.has("Visio Plan 2: not available"));
    let page = kim.submit(&format!("/customers/{id}/restorations"), &[("user", &ada)]).await;
    assert_eq!(
        page.rows()[0][1],
        "Restored. Cannot be assigned anymore: Visio Plan 2. Add a subscription or choose another product, then assign it."
    );
    assert!(page.status().contains("1 user was restored"), "{}", page.status());
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_rule_that_stands_in_the_way_by_now_is_told_of_each_user() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let e3 = site.owns(id, "Office 365 E3", 5).await;
    let names = ["Ada Bianchi", "Bo Lind", "Ugo Neri"];
    let mut users: Vec<UserId> = Vec::new();
    for name in names {
        users.push(site.user(&staff, id, name, &[e3]).await);
    }
    let mut kim = site.sign_in_as(&staff).await;
    crate::deleted::delete(&mut kim, id, &users).await;
    for (user, location) in [(users[0], Some("KP")), (users[1], None)] {
        let update = "UPDATE users SET location = $1 WHERE id = $2";
        crate::support::sql(&site.app, update, vec![location.into(), user.0.into()]).await;
    }
    let users: Vec<String> = users.iter().map(ToString::to_string).collect();
    let fields: Vec<(&str, &str)> = users.iter().map(|user| ("user", user.as_str())).collect();
    // The list and the question say so before anybody is restored.
    let list = tab(&mut kim, id).await;
    let of = |name: &str| list.rows().into_iter().find(|row| row.join(" ").contains(name)).unwrap().join(" ");
    assert!(of("Ada Bianchi").contains("Office 365 E3: not available at the location"), "{}", of("Ada Bianchi"));
    assert!(of("Bo Lind").contains("Office 365 E3: no usage location"), "{}", of("Bo Lind"));
    let file = kim.get(&format!("/customers/{id}/users/deleted.csv")).await;
    assert!(file.body.contains("\"Office 365 E3: no usage location\""), "{}", file.body);
    let chosen: Vec<String> = users.iter().map(|user| format!("user={user}")).collect();
    let question = kim.visit(&format!("/customers/{id}/restorations/new?{}", chosen.join("&"))).await;
    assert_eq!(question.rows()[0], ["Office 365 E3", "3", "1 2 without a license"]);
    let reasons = question.texts(".reasons li");
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert!(
        reasons.iter().all(|reason| reason.contains("Office 365 E3") && reason.contains("(1 user)")),
        "{reasons:?}"
    );
    let page = kim.submit(&format!("/customers/{id}/restorations"), &fields).await;
    let why = "Restored. Not assigned because of the location or other licenses: Office 365 E3. Assign it to see why.";
    let told: Vec<String> = page.rows().iter().map(|row| row[1].clone()).collect();
    assert_eq!(told, [why, why, "Restored with everything"]);
    let (now, pool) = (site.now(id).await, site.pool(id, e3).await);
    assert_eq!((now.active_users, now.unlicensed_users, pool.consumed), (3, 2, 1));
    site.assert_sound().await;
}
