//! Removing users for good, by hand and by time.

use std::sync::Arc;

use chrono::TimeDelta;
use partnerdesk::actions::installation::clean;
use partnerdesk::actions::{self, Submission, purges, staff};
use partnerdesk::clock::new_id;
use partnerdesk::domain::role::Role;
use partnerdesk::store::audit;

use super::{delete, tab};
use crate::support::{Scratch, Site, texts};

#[actix_web::test]
async fn a_global_admin_types_the_user_name_to_remove_somebody_for_good() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 3).await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[sku]).await;
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada]).await;
    let question = kim.visit(&tab(&mut kim.clone(), id).await.link("Remove for good")).await;
    assert_eq!(question.heading(), "Remove for good: Ada Bianchi");
    let (path, form) = (format!("/customers/{id}/purges"), question.value("form_id"));
    let user = ada.to_string();
    let wrong = kim.post(&path, &[("user", &user), ("user_name", "ada")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.page().reason("user_name").contains("not the user name"), "{}", wrong.page().text());
    assert_eq!(wrong.page().value("user_name"), "ada", "what was typed stays");
    let fields = [("user", user.as_str()), ("user_name", " Ada.Bianchi@aquila.example"), ("form_id", &form)];
    let done = kim.submit(&path, &fields).await;
    assert!(done.status().contains("Ada Bianchi was removed for good"), "{}", done.status());
    assert_eq!(kim.post(&path, &fields).await.status, 303, "the second click is answered like the first");
    assert_eq!(kim.post(&path, &fields[..2]).await.status, 404);
    assert_eq!(site.now(id).await.deleted_users, 0);
    let records = audit::after(site.app.db.read(), id, 0, 100).await.unwrap();
    let about: Vec<_> = records.iter().filter(|record| record.target_id == Some(ada.0)).collect();
    assert_eq!(about.last().unwrap().operation, "purge");
    assert!(!about.iter().any(|record| record.detail.contains("Ada") || record.detail.contains("ada.b")));
    assert!(about.last().unwrap().detail.contains(&staff.name), "who did it is told");
    site.assert_sound().await;
}

#[actix_web::test]
async fn who_was_restored_meanwhile_is_not_removed() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada]).await;
    let mut lee = site.sign_in(Role::AdminAgent).await;
    assert!(!tab(&mut lee, id).await.has("Remove for good"), "only a Global admin is offered it");
    lee.submit(&format!("/customers/{id}/restorations"), &[("user", &ada.to_string())]).await;
    let fields = [("user", &ada.to_string()[..]), ("user_name", "ada.bianchi@aquila.example")];
    let answer = kim.post(&format!("/customers/{id}/purges"), &fields).await;
    assert_eq!(answer.status, 409);
    assert!(answer.page().alert().contains("Kim admin-agent"), "{}", answer.page().alert());
    assert_eq!(site.now(id).await.active_users, 1);
    assert_eq!(lee.post(&format!("/customers/{id}/purges"), &fields).await.status, 403);
}

#[actix_web::test]
async fn time_removes_each_once_however_many_nodes_look() {
    let scratch = Arc::new(Scratch::new().await);
    let (site, node) = (Site::on(Arc::clone(&scratch), |_| {}).await, Site::on(scratch, |_| {}).await);
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut users = Vec::new();
    for number in 0..60 {
        users.push(site.user(&staff, id, &format!("User {number:02}"), &[]).await);
    }
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &users[..59]).await;
    site.app.clock.advance(TimeDelta::hours(1));
    delete(&mut site.sign_in_as(&staff).await, id, &users[59..]).await;
    site.pass(TimeDelta::days(30) - TimeDelta::hours(2)).await;
    clean(&site.app).await.unwrap();
    assert_eq!(site.now(id).await.deleted_users, 60, "a day too early is too early");
    site.app.clock.advance(TimeDelta::hours(1));
    node.app.clock.advance(TimeDelta::days(30));
    let (one, other) = (site.app.clone(), node.app.clone());
    let nodes = [
        actix_web::rt::spawn(async move { clean(&one).await.unwrap() }),
        actix_web::rt::spawn(async move { clean(&other).await.unwrap() }),
    ];
    for node in nodes {
        node.await.unwrap();
    }
    assert_eq!(site.now(id).await.deleted_users, 1, "the last one has an hour more");
    let records = audit::after(site.app.db.read(), id, 0, 1000).await.unwrap();
    let purged: Vec<_> = records.iter().filter(|record| record.operation == "purge").collect();
    assert_eq!(purged.len(), 59);
    assert!(purged.iter().all(|record| record.actor == "system"));
    site.assert_sound().await;
}

#[actix_web::test]
async fn who_was_shut_out_since_the_page_was_opened_purges_nobody() {
    let site = Site::new().await;
    let (kim, lee) = (site.staff(Role::GlobalAdmin).await, site.staff(Role::GlobalAdmin).await);
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&kim, id, "Ada Zanzibar", &[]).await;
    let mut browser = site.sign_in_as(&kim).await;
    delete(&mut browser, id, &[ada]).await;
    let by = site.actor(&lee);
    staff::block(&site.actor(&kim), lee.email.as_str()).await.unwrap();
    let name = "ada.zanzibar@aquila.example";
    let purged = purges::purge(&by, id, ada, name, &Submission::never_twice()).await;
    assert!(matches!(purged, Err(actions::Error::SignedOut)), "{purged:?}");
    assert_eq!(site.now(id).await.deleted_users, 1);
    // And who may leaves nothing of the name behind, the memory of double clicks included.
    let form = [("user", ada.to_string()), ("user_name", name.to_owned()), ("form_id", new_id().to_string())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(browser.post(&format!("/customers/{id}/purges"), &form).await.status, 303);
    let kept = texts(&site.app, "SELECT answer AS text FROM requests").await.join(" ");
    assert!(!kept.to_lowercase().contains("zanzibar"), "{kept}");
    assert_eq!(browser.post(&format!("/customers/{id}/purges"), &form).await.status, 303, "the second click");
}
