//! Adding staff: who may, what is offered, and where a temporary password is seen.

use partnerdesk::domain::role::Role;

use super::{added, events, last_detail, operations_since, temporary};
use crate::support::Site;

#[actix_web::test]
async fn a_global_admin_adds_somebody_and_sees_the_password_once() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let before = events(&site).await.len();
    let form = kim.visit("/staff/new").await.value("form_id");
    let fields =
        [("form_id", form.as_str()), ("email", "bo@partner.example"), ("name", "Bo Lind"), ("role", "sales-agent")];
    let answer = kim.post("/staff", &fields).await;
    assert_eq!((answer.status, answer.location().as_str()), (200, ""));
    let page = answer.page();
    assert!(page.status().contains("Bo Lind was added."), "{}", page.status());
    let password = temporary(&page).unwrap();
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.headers.get_all("set-cookie").all(|cookie| !cookie.to_str().unwrap().contains(&password)));

    let again = kim.post("/staff", &fields).await;
    assert_eq!((again.status, temporary(&again.page())), (200, None));
    assert!(again.page().has("the password was shown then") && !again.body.contains(&password));
    assert_eq!(again.page().texts("main .ways a"), ["Done", "Reset password"]);
    assert_eq!(operations_since(&site, before).await, ["create_staff"]);
    let rows = kim.visit("/staff").await.rows();
    let bo = rows.iter().find(|row| row[0] == "Bo Lind").unwrap();
    assert_eq!(bo[1..], ["bo@partner.example", "Sales agent", "Never signed in", ""]);
    let fields = [("email", "bo@partner.example"), ("password", password.as_str())];
    assert_eq!(site.browser().await.post("/sign-in", &fields).await.status, 303);
}

#[actix_web::test]
async fn a_temporary_password_is_kept_nowhere() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let page = added(&mut kim, "bo@partner.example", "Bo Lind", "helpdesk-agent").await.page();
    let password = temporary(&page).unwrap();
    let member = page.link("Done");
    let form = kim.visit(&format!("{member}/password")).await.value("form_id");
    let page = kim.post(&format!("{member}/password"), &[("form_id", &form)]).await.page();
    let second = temporary(&page).unwrap();
    assert_ne!(password, second);
    let hashes: Vec<String> = {
        let hash = partnerdesk::store::staff::by_email(site.app.db.read(), "bo@partner.example").await.unwrap();
        vec![hash.unwrap().1]
    };
    let answers = crate::support::texts(&site.app, "SELECT answer AS text FROM requests").await;
    let states = crate::support::texts(&site.app, "SELECT state AS text FROM sessions").await;
    assert_eq!(answers.len(), 2);
    let kept: Vec<String> =
        events(&site).await.into_iter().map(|(_, detail)| detail).chain(answers).chain(states).collect();
    for secret in [&password, &second].into_iter().chain(&hashes) {
        assert!(kept.iter().all(|text| !text.contains(secret.as_str())));
    }
    let detail = last_detail(&site, "create_staff").await;
    let fields: Vec<&String> = detail.after.keys().collect();
    assert_eq!(fields, ["email", "role"]);
}

#[actix_web::test]
async fn a_user_management_admin_adds_only_their_like_and_sees_no_password() {
    let site = Site::new().await;
    let mut uma = site.sign_in(Role::UserManagementAdmin).await;
    let page = uma.visit("/staff/new").await;
    assert_eq!(page.texts("select[name=role] option"), ["Choose a role", "User management admin"]);
    assert!(page.has("Roles that reach customers are given by Global admins."));
    for role in [Role::GlobalAdmin, Role::AdminAgent, Role::SalesAgent, Role::HelpdeskAgent] {
        let answer = added(&mut uma, "eve@partner.example", "Eve", role.name()).await;
        assert_eq!(answer.status, 403, "{role}");
        assert!(answer.page().has("This needs the role Global admin."));
    }
    let answer = added(&mut uma, "bo@partner.example", "Bo Lind", "user-management-admin").await;
    assert_eq!((answer.status, temporary(&answer.page())), (200, None));
    assert!(answer.page().has("A Global admin can issue the temporary password"));
    assert_eq!(answer.page().heading(), "Add staff member");
    let refused = uma.get("/customers").await;
    assert_eq!((refused.status, refused.page().texts("main .ways a")), (403, vec!["User management".to_owned()]));
    let member = answer.page().link("Done");
    let page = uma.visit(&member).await;
    assert!(page.has("A Global admin can issue") && !page.texts("a").contains(&"Reset password".to_owned()));
    assert_eq!(uma.get(&format!("{member}/password")).await.status, 403);
    assert_eq!(uma.post(&format!("{member}/password"), &[]).await.status, 403);
}

#[actix_web::test]
async fn other_roles_neither_see_nor_find_user_management() {
    let site = Site::new().await;
    for role in [Role::AdminAgent, Role::SalesAgent, Role::HelpdeskAgent] {
        let mut browser = site.sign_in(role).await;
        assert!(!browser.visit("/").await.texts(".menu a").contains(&"User management".to_owned()));
        assert_eq!(browser.get("/staff").await.status, 403, "{role}");
    }
    for role in [Role::GlobalAdmin, Role::UserManagementAdmin] {
        let mut browser = site.sign_in(role).await;
        assert!(browser.visit("/roles").await.texts(".menu a").contains(&"User management".to_owned()), "{role}");
    }
}

#[actix_web::test]
async fn what_was_typed_wrongly_stays_in_the_form() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let answer = added(&mut kim, "nobody", "  ", "king").await;
    let page = answer.page();
    assert_eq!((answer.status, page.value("email").as_str()), (422, "nobody"));
    assert_eq!(page.reason("name"), "Fill this in.");
    assert!(page.reason("email").contains("Write one e-mail address"));
    assert_eq!(page.reason("role"), "Choose one of the entries.");
    let told = page.texts("#summary li");
    assert!(told.contains(&"Name: Fill this in.".to_owned()), "on top each names its field: {told:?}");
    assert!(told.contains(&"Role: Choose one of the entries.".to_owned()), "{told:?}");
    assert_eq!(added(&mut kim, "bo@partner.example", "Bo", "sales-agent").await.status, 200);
    let page = added(&mut kim, "BO@partner.example", "Bo Two", "sales-agent").await.page();
    assert_eq!(page.reason("email"), "Somebody with this e-mail address exists already.");
}
