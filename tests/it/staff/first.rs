//! The first sign-in: a temporary password opens one page.

use chrono::TimeDelta;
use partnerdesk::domain::role::Role;

use super::{added, operations_since, temporary};
use crate::support::{Browser, PASSWORD, Site};

async fn beginner(site: &Site, role: Role) -> (Browser, String) {
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let password = temporary(&added(&mut kim, "bo@partner.example", "Bo Lind", role.name()).await.page()).unwrap();
    let mut bo = site.browser().await;
    let fields = [("email", "bo@partner.example"), ("password", &password), ("return", "/customers")];
    assert_eq!(bo.post("/sign-in", &fields).await.status, 303);
    (bo, password)
}

fn change<'a>(current: &'a str, new: &'a str) -> [(&'static str, &'a str); 3] {
    [("current", current), ("password", new), ("password_again", new)]
}

#[actix_web::test]
async fn nothing_opens_before_the_password_is_changed() {
    let site = Site::new().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let (mut bo, password) = beginner(&site, Role::AdminAgent).await;
    let users = format!("/customers/{customer}/users");
    for path in ["/", "/customers", "/profile", "/roles", "/staff", "/customers.csv", users.as_str()] {
        let answer = bo.get(path).await;
        assert_eq!((answer.status, answer.location().as_str()), (303, "/profile/password"), "{path}");
    }
    for path in ["/customers", "/profile", "/profile/sessions/end", users.as_str()] {
        assert_eq!(bo.post(path, &[]).await.location(), "/profile/password", "{path}");
    }
    let page = bo.visit("/profile/password").await;
    assert!(page.has("Your password is a temporary one.") && page.select(".menu a").is_empty());
    bo.submit("/language", &[("language", "it"), ("return", "/profile/password")]).await;
    bo.submit("/language", &[("language", "en"), ("return", "/profile/password")]).await;

    let answer = bo.post("/profile/password", &change("wrong wrong", PASSWORD)).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.page().reason("current"), "This is not your current password. Type it again.");
    let answer = bo.post("/profile/password", &change(&password, "bo lind at the partner")).await;
    assert!(answer.page().reason("password").contains("Do not use your name"));
    let before = super::events(&site).await.len();
    let page = bo.submit("/profile/password", &change(&password, PASSWORD)).await;
    assert_eq!((page.heading().as_str(), page.status().as_str()), ("Dashboard", CHANGED));
    assert_eq!(operations_since(&site, before).await, ["update_staff_password"]);
    assert_eq!(bo.get("/customers").await.status, 200);
    let fields = [("email", "bo@partner.example"), ("password", password.as_str())];
    assert_eq!(site.browser().await.post("/sign-in", &fields).await.status, 422);
}

const CHANGED: &str = "Your password is changed. Your other sessions ended.";

#[actix_web::test]
async fn signing_out_is_always_possible() {
    let site = Site::new().await;
    let (mut bo, _) = beginner(&site, Role::SalesAgent).await;
    assert_eq!(bo.submit("/sign-out", &[]).await.status(), "You are signed out.");
}

#[actix_web::test]
async fn a_temporary_password_expires_and_then_looks_wrong() {
    let site = Site::new().await;
    let (mut bo, password) = beginner(&site, Role::SalesAgent).await;
    let mut late = site.browser().await;
    site.app.clock.advance(TimeDelta::hours(72));
    let wrong = late.post("/sign-in", &[("email", "bo@partner.example"), ("password", "wrong")]).await;
    let right = late.post("/sign-in", &[("email", "bo@partner.example"), ("password", &password)]).await;
    assert_eq!((right.status, right.page().alert()), (422, wrong.page().alert()));
    assert_eq!(bo.get("/profile/password").await.location(), "/sign-in?return=%2Fprofile%2Fpassword");
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let rows = kim.visit("/staff").await.rows();
    assert!(rows.iter().any(|row| row[0] == "Bo Lind" && row[3] == "Temporary password expired"), "{rows:?}");
}

#[actix_web::test]
async fn a_user_management_admin_lands_on_user_management() {
    let site = Site::new().await;
    let staff = site.staff(Role::UserManagementAdmin).await;
    let mut uma = site.browser().await;
    let fields = [("email", staff.email.as_str()), ("password", PASSWORD)];
    let answer = uma.post("/sign-in", &fields).await;
    assert_eq!(uma.get(&answer.location()).await.location(), "/staff");
    let page = uma.visit("/staff").await;
    assert_eq!(page.heading(), "User management");
    assert_eq!(page.texts(".menu a"), ["Activity log", "User management"]);
}
