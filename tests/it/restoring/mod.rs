//! Deleted users come back with what they had, as far as it is there.

mod conflicts;
mod seats;
mod undo;

use partnerdesk::domain::role::Role;
use partnerdesk::store;

use crate::deleted::{delete, tab};
use crate::support::Site;

#[actix_web::test]
async fn a_restored_user_is_as_before() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, plans) = site.product("Office 365 E3", &["Exchange", "Teams"]).await;
    site.buy(id, sku, 3).await;
    let mut kim = site.sign_in_as(&staff).await;
    let plan = format!("{sku}/{}", plans[0]);
    let fields = [
        ("display_name", "Ada Bianchi"),
        ("user_name", "ada"),
        ("domain", "aquila.example"),
        ("location", "IT"),
        ("permissions", "global"),
        ("license", &sku.to_string()),
        ("plans_of", &sku.to_string()),
        ("plan", &plan),
    ];
    kim.submit(&format!("/customers/{id}/users"), &fields).await;
    let list = kim.visit(&format!("/customers/{id}/users")).await;
    let path = list.attribute("tbody a.name", "href").unwrap();
    let ada = path.rsplit('/').next().unwrap().parse().unwrap();
    let before = store::users::find(site.app.db.read(), id, ada).await.unwrap().unwrap();
    let sent = [("user", &ada.to_string()[..]), ("last_administrator", "yes")];
    let undo = kim.submit(&format!("/customers/{id}/deletions"), &sent).await;
    assert_eq!(undo.texts("form.note button"), ["Undo"]);
    let question = kim.visit(&tab(&mut kim.clone(), id).await.link("Restore")).await;
    assert_eq!(question.heading(), "Restore: Ada Bianchi");
    assert_eq!(question.rows(), [["Office 365 E3", "1", "1"]]);
    let fields = [("user", ada.to_string()), ("form_id", question.value("form_id"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = kim.submit(&format!("/customers/{id}/restorations"), &fields).await;
    assert!(done.status().contains("Ada Bianchi was restored with everything"), "{}", done.status());
    let after = store::users::find(site.app.db.read(), id, ada).await.unwrap().unwrap();
    assert_eq!(
        (after.profile, after.permissions, after.licenses),
        (before.profile, before.permissions, before.licenses)
    );
    assert_eq!((after.deleted_at, after.version), (None, before.version + 2));
    let now = site.now(id).await;
    assert_eq!((now.active_users, now.deleted_users, now.unlicensed_users), (1, 0, 0));
    assert_eq!(site.pool(id, sku).await.consumed, 1);
    assert_eq!(kim.post(&format!("/customers/{id}/restorations"), &fields).await.status, 303, "a double click");
    let again = kim.post(&format!("/customers/{id}/restorations"), &fields[..1]).await;
    assert!(kim.visit(&again.location()).await.has("somebody restored this user before"));
    let (record, detail) = store::audit::latest(site.app.db.read(), id, ada.0).await.unwrap().unwrap();
    assert_eq!(record.operation, "restore_customer_user");
    assert_eq!(detail.unwrap().after["licenses"][0]["product"], "Office 365 E3");
    site.assert_sound().await;
}

#[actix_web::test]
async fn undo_takes_a_deletion_back_at_once() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 3).await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[sku]).await.to_string();
    let ugo = site.user(&staff, id, "Ugo Neri", &[]).await.to_string();
    let mut kim = site.sign_in_as(&staff).await;
    for users in [&[("user", ada.as_str())][..], &[("user", ada.as_str()), ("user", ugo.as_str())]] {
        let page = kim.submit(&format!("/customers/{id}/deletions"), users).await;
        assert_eq!(site.pool(id, sku).await.consumed, 0);
        let job = page.value("of");
        let done = kim.submit(&format!("/customers/{id}/restorations"), &[("of", &job), ("form_id", &job)]).await;
        assert!(done.status().contains("restored"), "{}", done.text());
        assert_eq!((site.now(id).await.active_users, site.pool(id, sku).await.consumed), (2, 1));
        let twice = kim.post(&format!("/customers/{id}/restorations"), &[("of", &job), ("form_id", &job)]).await;
        assert_eq!(twice.status, 303);
        let mut lee = site.sign_in(Role::HelpdeskAgent).await;
        assert_eq!(lee.post(&format!("/customers/{id}/restorations"), &[("of", &job)]).await.status, 403);
    }
    site.assert_sound().await;
}

#[actix_web::test]
async fn new_passwords_come_onto_the_sheet() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada]).await;
    let fields = [("user", &ada.to_string()[..]), ("new_passwords", "yes")];
    let page = kim.submit(&format!("/customers/{id}/restorations"), &fields).await;
    assert_eq!(page.rows()[0][1], "Restored with everything");
    let sheet = kim.visit(&page.link("Confirmation")).await;
    assert!(sheet.has("Ada Bianchi"));
    assert_eq!(sheet.select(".password").len(), 1);
    let (_, detail) = store::audit::latest(site.app.db.read(), id, ada.0).await.unwrap().unwrap();
    assert_eq!(detail.unwrap().after["credentials"], "temporary", "that there is one, never which");
    let log = kim.visit(&format!("/customers/{id}/activity")).await;
    assert!(log.has("new temporary password"), "{}", log.text());
    site.assert_sound().await;
}

#[actix_web::test]
async fn undoing_takes_back_one_s_own_deletion_and_nobody_else_s() {
    let site = Site::new().await;
    let (kim, lee) = (site.staff(Role::AdminAgent).await, site.staff(Role::AdminAgent).await);
    let id = site.customer("Aquila", "aquila.example").await;
    let (ada, ugo) = (site.user(&kim, id, "Ada Bianchi", &[]).await, site.user(&kim, id, "Ugo Neri", &[]).await);
    let (mut first, mut second) = (site.sign_in_as(&kim).await, site.sign_in_as(&lee).await);
    let both = [("user", ada.to_string()), ("user", ugo.to_string())];
    let both: Vec<(&str, &str)> = both.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let job = first.post(&format!("/customers/{id}/deletions"), &both).await.location();
    let job = job.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    // A colleague restores one of them, and deletes that one again for another reason.
    second.post(&format!("/customers/{id}/restorations"), &both[..1]).await;
    site.app.clock.advance(chrono::TimeDelta::seconds(1));
    second.post(&format!("/customers/{id}/deletions"), &both[..1]).await;
    first.submit(&format!("/customers/{id}/restorations"), &[("of", &job)]).await;
    let list = first.visit(&format!("/customers/{id}/users")).await;
    assert_eq!(list.rows().len(), 1);
    assert!(list.has("Ugo Neri") && !list.has("Ada Bianchi"), "{}", list.text());
}
