//! One user: edited, by several people at once, with few rights, without a location.

use partnerdesk::actions::{Submission, users};
use partnerdesk::domain::role::Role;

use crate::support::{Site, new_user, roles, user_form};

#[actix_web::test]
async fn a_user_is_edited_whole() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, plans) = site.product("Office 365 E3", &["Exchange", "Teams"]).await;
    site.buy(id, sku, 3).await;
    let user = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/users/{user}");
    let page = kim.visit(&path).await;
    assert_eq!((page.heading().as_str(), page.value("user_name").as_str()), ("Ada Bianchi", "ada.bianchi"));
    let (sku_text, teams) = (sku.to_string(), format!("{sku}/{}", plans[1]));
    let fields = [
        ("first_name", "Ada"),
        ("last_name", "Rossi"),
        ("display_name", "Ada Rossi"),
        ("user_name", "ada.rossi"),
        ("domain", "aquila.example"),
        ("location", "CH"),
        ("permissions", "global"),
        ("license", sku_text.as_str()),
        ("plans_of", sku_text.as_str()),
        ("plan", teams.as_str()),
        ("sign_in", "blocked"),
        ("version", "1"),
    ];
    let page = kim.submit(&path, &fields).await;
    assert_eq!((page.heading().as_str(), page.status().as_str()), ("Ada Rossi", "Ada Rossi was saved."));
    let now = users::find(&site.actor(&staff), id, user).await.unwrap();
    assert_eq!(now.licenses[0].disabled_plans, [plans[0]], "Exchange is off");
    assert!(!now.sign_in.allowed);
    let list = kim.visit(&format!("/customers/{id}/users")).await;
    assert_eq!(list.rows()[0][2..6], ["Office 365 E3", "Global administrator", "Switzerland", "Blocked"]);
    // The old name is free at once.
    site.user(&staff, id, "Ada Bianchi", &[]).await;
}

#[actix_web::test]
async fn a_form_opened_before_a_rename_loses_nothing() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let path = format!("/customers/{id}/users/{user}");
    let form = |display: &'static str, version: &'static str| {
        [
            ("display_name", display),
            ("user_name", "ada.bianchi"),
            ("domain", "aquila.example"),
            ("location", "IT"),
            ("permissions", "user"),
            ("version", version),
        ]
    };
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let mut lee = site.sign_in_as(&staff).await;
    kim.submit(&path, &form("Ada Rossi", "1")).await;
    let answer = lee.post(&path, &form("Ada Verdi", "1")).await;
    let page = answer.page();
    assert_eq!(answer.status, 409);
    assert!(page.alert().contains("Kim admin-agent saved a change"));
    assert!(page.alert().contains("Display name Ada Rossi Ada Verdi"), "{}", page.alert());
    assert_eq!((page.value("display_name").as_str(), page.value("version").as_str()), ("Ada Verdi", "2"));
    lee.submit(&path, &form("Ada Verdi", "2")).await;
}

#[actix_web::test]
async fn a_conflict_tells_of_licenses_that_would_be_taken() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 3).await;
    let user = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let (user_text, sku_text) = (user.to_string(), sku.to_string());
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let assigned = [("user", user_text.as_str()), ("license", sku_text.as_str())];
    kim.submit(&format!("/customers/{id}/license-assignments"), &assigned).await;
    // Lee's form was opened before, without the license.
    let mut lee = site.sign_in(Role::HelpdeskAgent).await;
    let path = format!("/customers/{id}/users/{user}");
    let answer = lee.post(&path, &[("version", "1"), ("sign_in", "blocked")]).await;
    assert_eq!(answer.status, 409);
    let told = answer.page().alert();
    assert!(told.contains("Licenses Office 365 E3 Unlicensed"), "{told}");
    assert!(told.contains("Sign-in status Allowed Blocked"), "{told}");
    assert_eq!(site.pool(id, sku).await.consumed, 1);
}

#[actix_web::test]
async fn a_missing_location_is_set_where_licenses_are_managed() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 3).await.to_string();
    let customer = site.now(id).await;
    let mut form = user_form(&customer, "Ada Bianchi", &[]);
    form.profile.as_mut().unwrap().location = None;
    let user = users::add(&site.actor(&staff), customer.id, &new_user(&form), &Submission::never_twice())
        .await
        .unwrap()
        .user
        .to_string();
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let page = kim.visit(&format!("/customers/{id}/license-assignments/new?user={user}")).await;
    assert_eq!(page.attribute("#location option[selected]", "value").unwrap(), "IT");
    let path = format!("/customers/{id}/license-assignments");
    let answer = kim.post(&path, &[("user", &user), ("license", &sku)]).await;
    assert_eq!((answer.status, answer.page().reason("location").is_empty()), (422, false));
    let page = kim.submit(&path, &[("user", &user), ("license", &sku), ("location", "CH")]).await;
    assert_eq!(page.heading(), "Licenses updated");
}

#[actix_web::test]
async fn each_change_needs_its_own_right() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 3).await.to_string();
    let user = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let path = format!("/customers/{id}/users/{user}");
    let mut sales = site.sign_in(Role::SalesAgent).await;
    // What a person may not change is refused, and nothing of the form is carried out; a license alone is.
    let fields = [
        ("display_name", "Eve"),
        ("permissions", "global"),
        ("sign_in", "blocked"),
        ("license", sku.as_str()),
        ("version", "1"),
    ];
    let answer = sales.post(&path, &fields).await;
    assert_eq!(answer.status, 403);
    for field in ["display_name", "permissions", "sign_in"] {
        assert!(answer.page().reason(field).contains("Global admin"), "{field}");
    }
    sales.submit(&path, &fields[3..]).await;
    let now = users::find(&site.actor(&staff), id, user).await.unwrap();
    assert_eq!((now.profile.display_name.as_str(), now.licenses.len(), now.sign_in.allowed), ("Ada Bianchi", 1, true));
    assert!(now.permissions.0.is_empty());
    let page = sales.visit(&path).await;
    assert!(page.attribute("fieldset", "disabled").is_some());
    assert_eq!(site.sign_in(Role::UserManagementAdmin).await.get(&path).await.status, 403);
}

#[actix_web::test]
async fn a_helpdesk_agent_does_not_block_an_administrator_by_the_edit_form() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut form = user_form(&site.now(id).await, "Ada Bianchi", &[]);
    form.roles = Some(roles("global", &[]));
    let customer = site.now(id).await;
    let user =
        users::add(&site.actor(&staff), customer.id, &new_user(&form), &Submission::never_twice()).await.unwrap().user;
    let mut help = site.sign_in(Role::HelpdeskAgent).await;
    let answer = help.post(&format!("/customers/{id}/users/{user}"), &[("sign_in", "blocked"), ("version", "1")]).await;
    assert_eq!(answer.status, 403);
    assert!(users::find(&site.actor(&staff), id, user).await.unwrap().sign_in.allowed);
}

#[actix_web::test]
async fn what_cannot_be_read_of_plans_and_sign_in_changes_neither() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 3).await;
    let user = site.user(&staff, id, "Ada Bianchi", &[sku]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let (path, product) = (format!("/customers/{id}/users/{user}"), sku.to_string());
    let whole = [
        ("display_name", "Ada Bianchi"),
        ("user_name", "ada.bianchi"),
        ("domain", "aquila.example"),
        ("location", "IT"),
        ("permissions", "user"),
        ("license", product.as_str()),
        ("version", "1"),
    ];
    let foreign = format!("{user}/{user}");
    for plan in ["x", product.as_str(), "/", foreign.as_str()] {
        let fields = [&whole[..], &[("plans_of", product.as_str()), ("plan", plan), ("sign_in", "allowed")]].concat();
        let answer = kim.post(&path, &fields).await;
        assert_eq!(answer.status, 422, "{plan}");
        assert!(answer.page().alert().contains("service plan"), "{plan}: {}", answer.page().alert());
    }
    for sign_in in ["x", "ALLOWED", "blocked "] {
        let answer = kim.post(&path, &[&whole[..], &[("sign_in", sign_in)]].concat()).await;
        assert_eq!(answer.status, 422, "{sign_in}");
        assert_eq!(answer.page().reason("sign_in"), "Choose one of the entries.", "{sign_in}");
        assert!(answer.page().alert().contains("Sign-in status"), "{}", answer.page().alert());
    }
    let now = partnerdesk::actions::users::find(&site.actor(&staff), id, user).await.unwrap();
    assert!(now.sign_in.allowed && now.version == 1 && now.licenses[0].disabled_plans.is_empty());
}
