//! Deleting users: asked first, done to one or many, told for each.

use partnerdesk::actions::users;
use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::tasks;

use crate::support::{Browser, Site, let_go, new_user, roles, sql, user_form};

async fn administrator(site: &Site, by: &Staff, customer: CustomerId, name: &str) -> UserId {
    let customer = site.now(customer).await;
    let mut form = user_form(&customer, name, &[]);
    form.roles = Some(roles("global", &[]));
    users::add(&site.actor(by), customer.id, &new_user(&form), &partnerdesk::actions::Submission::never_twice())
        .await
        .unwrap()
        .user
}

async fn is_there(site: &Site, by: &Staff, customer: CustomerId, user: UserId) -> bool {
    users::find(&site.actor(by), customer, user).await.is_ok()
}

/// Selects everybody on the list.
async fn select_all(browser: &mut Browser, customer: CustomerId) -> String {
    let answer = browser.post(&format!("/customers/{customer}/selections"), &[("go", "all")]).await;
    let (_, selection) = answer.location().split_once("selection=").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    selection
}

#[actix_web::test]
async fn deleting_asks_first_and_tells_what_becomes_free() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 5).await;
    let user = site.user(&staff, id, "Marta Esposito", &[sku]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let page = kim.visit(&format!("/customers/{id}/users/{user}")).await;
    let question = kim.visit(&page.link("Delete user account")).await;
    assert_eq!(question.heading(), "Delete user account: Marta Esposito");
    assert!(question.has("1 × Office 365 E3") && question.has("Aquila") && question.has("30 days"));
    assert!(is_there(&site, &staff, id, user).await, "nothing is done by asking");
    let fields = [("user", user.to_string()), ("form_id", question.value("form_id"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let list = kim.submit(&format!("/customers/{id}/deletions"), &fields).await;
    assert!(list.status().contains("Marta Esposito was deleted"), "{}", list.status());
    assert!(!list.has("marta.esposito@"));
    assert_eq!(site.pool(id, sku).await.consumed, 0);
    let now = site.now(id).await;
    assert_eq!((now.active_users, now.deleted_users, now.unlicensed_users), (0, 1, 0));
    assert_eq!(kim.get(&format!("/customers/{id}/users/{user}")).await.status, 404);
    // The second click of a double click is answered like the first one.
    assert_eq!(kim.post(&format!("/customers/{id}/deletions"), &fields).await.status, 303);
    assert_eq!(site.now(id).await.deleted_users, 1);
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_password_on_a_sheet_goes_with_its_user() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (ada, _) = (site.user(&staff, id, "Ada Bianchi", &[]).await, site.user(&staff, id, "Ugo Neri", &[]).await);
    let mut kim = site.sign_in_as(&staff).await;
    kim.post(&format!("/customers/{id}/deletions"), &[("user", &ada.to_string())]).await;
    let list = kim.visit(&format!("/customers/{id}/users")).await;
    let sheet = kim.visit(&list.link("Open the confirmation")).await;
    assert!(sheet.has("Ugo Neri") && !sheet.has("Ada Bianchi"));
    assert_eq!(sheet.select(".password").len(), 1);
}

#[actix_web::test]
async fn the_last_global_administrator_needs_a_second_tick() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (ada, ugo) =
        (administrator(&site, &staff, id, "Ada Bianchi").await, administrator(&site, &staff, id, "Ugo Neri").await);
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/deletions");
    let (ada_text, ugo_text) = (ada.to_string(), ugo.to_string());
    let both = [("user", ada_text.as_str()), ("user", ugo_text.as_str())];
    let answer = kim.post(&path, &both).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().reason("last_administrator").contains("Tick the box about the last Global administrator"));
    assert_eq!(answer.page().select("input[name=user]").len(), 2, "who was chosen stays chosen");
    // One of two may go without, even when a form was opened before the other went.
    assert_eq!(kim.post(&path, &both[..1]).await.status, 303);
    assert_eq!(kim.post(&path, &both[1..]).await.status, 422);
    let meant = [both[1], ("last_administrator", "yes")];
    assert_eq!(kim.post(&path, &meant).await.status, 303);
    assert!(!is_there(&site, &staff, id, ugo).await);
    site.assert_sound().await;
}

#[actix_web::test]
async fn each_of_many_is_told_what_happened() {
    let site = Site::new().await;
    let (kim, lea) = (site.staff(Role::AdminAgent).await, site.staff(Role::AdminAgent).await);
    let id = site.customer("Aquila", "aquila.example").await;
    let other = site.customer("Borea", "borea.example").await;
    let foreign = site.user(&kim, other, "CANARY-7f3a", &[]).await;
    let ada = site.user(&kim, id, "Ada Bianchi", &[]).await;
    let ugo = site.user(&kim, id, "Ugo Neri", &[]).await;
    let mut first = site.sign_in_as(&lea).await;
    first.post(&format!("/customers/{id}/deletions"), &[("user", &ada.to_string())]).await;
    let mut browser = site.sign_in_as(&kim).await;
    let ids = [ada, ugo, foreign].map(|id| id.to_string());
    let fields = [("user", ids[0].as_str()), ("user", &ids[1]), ("user", &ids[2]), ("user", "nonsense")];
    let page = browser.submit(&format!("/customers/{id}/deletions"), &fields).await;
    assert!(page.status().contains("1 user account was deleted"), "{}", page.status());
    assert!(page.alert().contains("Not done for 2 user"), "{}", page.alert());
    let rows = page.rows();
    assert!(rows.iter().any(|row| row[0].contains("Ugo Neri") && row[1] == "Deleted"));
    assert!(rows.iter().any(|row| row[0].contains("Ada Bianchi") && row[1].contains(&lea.name)));
    assert!(!page.has("CANARY"), "another customer's user has no name here");
    assert!(page.has("1 of those selected is left out"));
    assert!(is_there(&site, &kim, other, foreign).await);
    // Nobody else's job is shown to those who see their own records only.
    let job = browser.post(&format!("/customers/{id}/deletions"), &[("user", &ids[0])]).await.location();
    let mut help = site.sign_in(Role::HelpdeskAgent).await;
    assert_eq!((browser.get(&job).await.status, help.get(&job).await.status), (200, 404));
    // Of users of which none is this customer's there is nothing to tell.
    let answer = browser.post(&format!("/customers/{id}/deletions"), &[("user", &ids[2])]).await;
    assert_eq!(answer.status, 404);
    site.assert_sound().await;
}

#[actix_web::test]
async fn more_than_two_hundred_are_deleted_by_the_queue() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 300).await;
    for number in 0..205 {
        site.user(&staff, id, &format!("User {number:03}"), &[sku]).await;
    }
    let mut kim = site.sign_in_as(&staff).await;
    let selection = select_all(&mut kim, id).await;
    let answer = kim.post(&format!("/customers/{id}/selections"), &[("go", "delete"), ("selection", &selection)]).await;
    let question = kim.visit(&answer.location()).await;
    assert_eq!(question.heading(), "Delete 205 user accounts");
    assert!(question.has("205 × Office 365 E3") && question.has("and 155 more"));
    let fields = [("selection", selection.as_str()), ("form_id", &question.value("form_id"))];
    let job = kim.post(&format!("/customers/{id}/deletions"), &fields).await.location();
    let page = kim.visit(&job).await;
    assert_eq!(page.select("progress").len(), 1);
    assert!(page.has("0 of 205 users done"));
    assert!(kim.visit(&format!("/customers/{id}/users")).await.has("See how far it is"));
    assert_eq!(site.now(id).await.active_users, 205);
    tasks::work_off(&site.app).await.unwrap();
    let page = kim.visit(&job).await;
    assert!(page.status().contains("205 user accounts were deleted"), "{}", page.status());
    assert_eq!((site.now(id).await.deleted_users, site.pool(id, sku).await.consumed), (205, 0));
    // The same form once more finds nobody, and is answered with the same job.
    assert_eq!(kim.post(&format!("/customers/{id}/deletions"), &fields).await.location(), job);
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_selection_of_which_nobody_is_left_says_so() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (ada, ugo) = (site.user(&staff, id, "Ada Bianchi", &[]).await, site.user(&staff, id, "Ugo Neri", &[]).await);
    let mut kim = site.sign_in_as(&staff).await;
    let selection = select_all(&mut kim, id).await;
    kim.post(&format!("/customers/{id}/deletions"), &[("user", &ada.to_string())]).await;
    let question = kim.visit(&format!("/customers/{id}/deletions/new?selection={selection}")).await;
    assert!(question.has("1 of those selected is left out"), "{}", question.text());
    kim.post(&format!("/customers/{id}/deletions"), &[("user", &ugo.to_string())]).await;
    for question in ["deletions/new", "password-resets/new", "sign-in-blocks"] {
        let answer = kim.get(&format!("/customers/{id}/{question}?selection={selection}")).await;
        assert_eq!(answer.status, 422, "{question}");
        assert!(answer.page().has("Nobody of those you selected is here anymore"), "{question}");
    }
    for path in ["deletions", "password-resets", "sign-in-blocks"] {
        let fields = [("selection", selection.as_str()), ("to", "blocked")];
        let answer = kim.post(&format!("/customers/{id}/{path}"), &fields).await;
        assert!(answer.page().has("Nobody of those you selected is here anymore"), "{path} {}", answer.status);
    }
}

#[actix_web::test]
async fn what_fails_after_it_was_written_down_is_left_to_the_queue() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 3).await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[sku]).await;
    let mut kim = site.sign_in_as(&staff).await;
    sql(&site.app, "ALTER TABLE released_licenses RENAME TO lost", vec![]).await;
    let answer = kim.post(&format!("/customers/{id}/deletions"), &[("user", &ada.to_string())]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let job = answer.location();
    assert!(kim.visit(&job).await.has("0 of 1 user"), "{job}");
    assert!(is_there(&site, &staff, id, ada).await);
    sql(&site.app, "ALTER TABLE lost RENAME TO released_licenses", vec![]).await;
    // The queue tries again a little later, as if that were now.
    let_go(&site.app).await;
    tasks::work_off(&site.app).await.unwrap();
    assert!(!is_there(&site, &staff, id, ada).await);
    site.assert_sound().await;
}
