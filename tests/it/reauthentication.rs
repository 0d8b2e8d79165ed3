//! The password once more, before what somebody could do harm with at a browser that was left open.

use actix_web::http::Method;
use partnerdesk::domain::role::Role;

use crate::detours::{count, later, with_password};
use crate::late::state;
use crate::rights::World;
use crate::support::{PASSWORD, Site};

#[actix_web::test]
async fn ending_ones_sessions_asks_for_the_password_after_ten_minutes() {
    let site = Site::new().await;
    let staff = site.staff(Role::HelpdeskAgent).await;
    let (mut other, mut browser) = (site.sign_in_as(&staff).await, site.sign_in_as(&staff).await);
    later(&site, 9);
    // Lately given, it is not asked for.
    assert_eq!(browser.post("/profile/sessions/end", &[]).await.location(), "/profile");
    assert_eq!(other.get("/").await.status, 303);
    let mut other = site.sign_in_as(&staff).await;
    later(&site, 2);
    let answer = browser.post("/profile/sessions/end", &[]).await;
    assert_eq!(answer.status, 303);
    assert_eq!(other.get("/").await.status, 200, "nothing is done before");
    let asked = answer.location();
    let page = browser.visit(&asked).await;
    let back = page.value("return");
    let wrong = browser.post("/reauthentication", &[("current", "winds bend old reeds low"), ("return", &back)]).await;
    assert_eq!((wrong.status, wrong.page().value("return")), (422, back.clone()));
    assert!(!wrong.page().reason("current").is_empty());
    assert_eq!(browser.post("/reauthentication", &[("current", ""), ("return", &back)]).await.status, 422);
    // To guess there is no easier than anywhere.
    let old = browser.clone();
    let form = with_password(&mut browser, &asked).await;
    let mut old = old;
    assert_eq!(old.get("/").await.status, 303, "the key is another one");
    let page = browser.visit(&form).await;
    assert_eq!(page.attribute("main form", "action").as_deref(), Some("/profile/sessions/end"));
    assert!(page.has("Nothing of it has been done yet"), "{}", page.text());
    assert_eq!(other.get("/").await.status, 200, "nothing is done by itself");
    assert_eq!(browser.post("/profile/sessions/end", &[]).await.location(), "/profile");
    assert_eq!(other.get("/").await.status, 303);
    assert_eq!(count(&site, "events WHERE operation = 'reauthenticate'").await, "1");
    site.assert_sound().await;
}

#[actix_web::test]
async fn guessing_there_is_slow() {
    let site = Site::new().await;
    let mut browser = site.sign_in(Role::HelpdeskAgent).await;
    let mut told = Vec::new();
    for _ in 0..7 {
        told.push(browser.post("/reauthentication", &[("current", "winds bend old reeds low")]).await.status);
    }
    assert_eq!(told, [422, 422, 422, 422, 422, 422, 429]);
    // Elsewhere it leads nowhere either.
    later(&site, 1);
    let answer = browser.post("/reauthentication", &[("current", PASSWORD), ("return", "//evil.example")]).await;
    assert_eq!((answer.status, answer.location().as_str()), (303, "/"));
}

#[actix_web::test]
async fn what_could_do_harm_at_an_open_browser_asks_for_the_password() {
    let mut world = World::new().await;
    world.member = world.site.staff(Role::SalesAgent).await.id;
    let admin = world.site.staff(Role::GlobalAdmin).await;
    let mut browser = world.site.sign_in_as(&admin).await;
    let ours = world.ours.to_string();
    let deleted = world.deleted_user(world.ours).await;
    let active = world.user(world.ours, "user").await;
    later(&world.site, 11);
    let asks = [
        ("/staff", "name=New&email=new%40partner.example&role=helpdesk-agent"),
        ("/staff/{staff}", "name=Kim&role=admin-agent&version=1"),
        ("/staff/{staff}/password", ""),
        ("/staff/{staff}/sessions/end", ""),
        ("/staff/{staff}/sessions/{session}/end", ""),
        ("/profile/sessions/end", ""),
        ("/profile/sessions/{session}/end", ""),
        ("/customers/{customer}/purges", "user={user}&user_name={upn}"),
        ("/customers/{customer}/deletions", "user={user}&last_administrator=yes"),
    ];
    for (route, form) in asks {
        let user = if route.ends_with("/purges") { deleted } else { active };
        let (path, body) = (world.fill(route, &ours, user), world.fill(form, &ours, user));
        let before = state(&world.site).await;
        let answer = browser.request(Method::POST, &path, Some(body)).await;
        assert!(answer.location().starts_with("/reauthentication"), "{route}: {} {}", answer.status, answer.location());
        assert_eq!(state(&world.site).await, before, "{route}");
    }
    // What everybody does all day does not.
    let free = [
        ("/staff/{staff}", "name=Other&role=sales-agent&version=1"),
        ("/customers/{customer}/password-resets", "user={user}"),
        ("/customers/{customer}/deletions", "user={user}"),
    ];
    for (route, form) in free {
        let (path, body) = (world.fill(route, &ours, active), world.fill(form, &ours, active));
        let answer = browser.request(Method::POST, &path, Some(body)).await;
        assert!(!answer.location().starts_with("/reauthentication"), "{route}: {}", answer.location());
    }
}
