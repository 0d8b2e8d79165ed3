//! Sessions: seen and ended by their person, and by those who manage that person.

use partnerdesk::domain::role::Role;
use partnerdesk::store;

use super::{events, last_detail, operations_since, path};
use crate::support::Site;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

#[actix_web::test]
async fn own_sessions_are_listed_and_ended() {
    let site = Site::new().await;
    let member = site.staff(Role::SalesAgent).await;
    let mut here = site.sign_in_as(&member).await;
    let mut there = site.sign_in_as(&member).await;
    let mut third = site.browser().await;
    third.headers.push(("user-agent".into(), FIREFOX.into()));
    let fields = [("email", member.email.as_str()), ("password", crate::support::PASSWORD)];
    third.post("/sign-in", &fields).await;
    let page = here.visit("/profile").await;
    let rows = page.rows();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows.iter().filter(|row| row[0].contains("This session")).count(), 1);
    assert!(rows.iter().any(|row| row[0] == "Firefox, Linux" && row[1] == "127.0.0.1"), "{rows:?}");
    let button = page.select("[aria-label='End the session of Firefox, Linux, 127.0.0.1']");
    let form = button[0].parent().and_then(scraper::ElementRef::wrap).unwrap();
    let before = events(&site).await.len();
    let page = here.submit(form.attr("action").unwrap(), &[]).await;
    assert_eq!(page.status(), "1 session ended.");
    assert_eq!((third.get("/").await.status, there.get("/").await.status), (303, 200));
    let page = here.submit("/profile/sessions/end", &[]).await;
    assert_eq!(page.status(), "1 session ended.");
    assert_eq!((here.get("/").await.status, there.get("/").await.status), (200, 303));
    assert!(!page.texts("button").contains(&"End all other sessions".to_owned()));
    assert_eq!(operations_since(&site, before).await, ["end_staff_sessions", "end_staff_sessions"]);
    assert_eq!(last_detail(&site, "end_staff_sessions").await.after["sessions"], 1);
    here.submit("/profile/sessions/end", &[]).await;
    assert_eq!(operations_since(&site, before).await.len(), 2, "nothing ended, nothing noted");
}

#[actix_web::test]
async fn nobody_ends_a_session_by_a_foreign_id() {
    let site = Site::new().await;
    let (member, other) = (site.staff(Role::SalesAgent).await, site.staff(Role::SalesAgent).await);
    let mut theirs = site.sign_in_as(&other).await;
    let id = store::sessions::of(site.app.db.read(), other.id.into()).await.unwrap()[0].id;
    let mut kim = site.sign_in_as(&member).await;
    assert_eq!(kim.post(&format!("/profile/sessions/{id}/end"), &[]).await.status, 404);
    let mut admin = site.sign_in(Role::GlobalAdmin).await;
    assert_eq!(admin.post(&format!("{}/sessions/{id}/end", path(&member)), &[]).await.status, 404);
    assert_eq!(theirs.get("/").await.status, 200);
    assert_eq!(admin.post(&format!("{}/sessions/{id}/end", path(&other)), &[]).await.status, 303);
    assert_eq!(theirs.get("/").await.status, 303);
}

#[actix_web::test]
async fn who_manages_somebody_ends_all_sessions() {
    let site = Site::new().await;
    let member = site.staff(Role::SalesAgent).await;
    let (mut one, mut two) = (site.sign_in_as(&member).await, site.sign_in_as(&member).await);
    let mut uma = site.sign_in(Role::UserManagementAdmin).await;
    let page = uma.visit(&path(&member)).await;
    assert_eq!(page.rows().len(), 2);
    let page = uma.submit(&format!("{}/sessions/end", path(&member)), &[]).await;
    assert_eq!(page.status(), "2 sessions ended.");
    assert!(page.has("Not signed in anywhere."));
    assert_eq!((one.get("/").await.status, two.get("/").await.status), (303, 303));
    assert!(site.sign_in_as(&member).await.get("/").await.status == 200, "signing in again is possible");
}

#[actix_web::test]
async fn what_has_run_out_is_not_listed() {
    let site = Site::new().await;
    let member = site.staff(Role::SalesAgent).await;
    site.sign_in_as(&member).await;
    site.app.clock.advance(chrono::TimeDelta::minutes(31));
    assert_eq!(site.sign_in_as(&member).await.visit("/profile").await.rows().len(), 1);
}
