//! Two doors: cookies of one kind open nothing at the other, and somebody may be signed in at both in one browser.

use partnerdesk::domain::role::Role;

use super::{ADA, OWN, World, sign_in};
use crate::support::{PASSWORD, Site};

#[actix_web::test]
async fn a_cookie_of_one_door_opens_nothing_at_the_other() {
    let world = World::new().await;
    let ada = world.settled().await;
    let kim = world.site.sign_in_as(&world.boss).await;
    let (theirs, ours) = (ada.cookie("partnerdesk-account").unwrap(), kim.cookie("partnerdesk").unwrap());
    let mut thief = world.site.browser().await;
    thief.set_cookie("partnerdesk", theirs);
    for path in ["/", "/customers", "/profile"] {
        assert!(thief.get(path).await.location().starts_with("/sign-in"), "{path}");
    }
    let mut thief = world.site.browser().await;
    thief.set_cookie("partnerdesk-account", ours);
    for path in ["/account", "/account/password"] {
        assert_eq!(thief.get(path).await.location(), "/account/sign-in", "{path}");
    }
    // Nor whichever way the address is written.
    let mut kim = kim;
    for path in ["/%61ccount", "/account?customer=1", "/account/password"] {
        assert_eq!(kim.get(path).await.location(), "/account/sign-in", "{path}");
    }
    // The user's own session is no session of the staff's when it is brought there.
    let mut ada = ada;
    for path in ["/", "/customers", "/profile/password", "/staff"] {
        assert!(ada.get(path).await.location().starts_with("/sign-in"), "{path}");
    }
}

#[actix_web::test]
async fn one_browser_may_be_signed_in_at_both() {
    let world = World::new().await;
    let mut both = world.site.sign_in_as(&world.boss).await;
    assert_eq!(sign_in(&mut both, ADA, &world.temporary).await.status, 303);
    assert!(both.visit("/").await.has(&world.boss.name));
    assert_eq!(both.get("/account").await.location(), "/account/password");
    assert_eq!(super::choose(&mut both, &world.temporary, OWN).await.status, 303);
    // What was said at one door is not told at the other.
    assert_eq!(both.visit("/").await.status(), "");
    assert!(both.visit("/account").await.status().contains("very strong"));
    // Nor is the language of one the other's.
    both.submit("/account/language", &[("language", "it"), ("return", "/account")]).await;
    assert_eq!(both.visit("/account").await.heading(), "Il tuo account");
    assert_eq!(both.visit("/customers").await.heading(), "Customers");
    both.submit("/sign-out", &[]).await;
    assert_eq!(both.get("/").await.location(), "/sign-in");
    assert_eq!(both.get("/account").await.status, 200);
    let fields = [("email", world.boss.email.as_str()), ("password", PASSWORD)];
    assert_eq!(both.post("/sign-in", &fields).await.status, 303);
    both.submit("/account/sign-out", &[]).await;
    assert_eq!(both.get("/customers").await.status, 200);
    assert_eq!(both.get("/account").await.location(), "/account/sign-in");
}

#[actix_web::test]
async fn its_cookies_stay_under_its_address() {
    for (public, name) in [(None, "partnerdesk-account"), (Some("https://desk.test"), "__Secure-partnerdesk-account")] {
        let site = Site::with(|settings| settings.public_url = public.map(|url| url.parse().unwrap())).await;
        let world = World::on(site).await;
        let mut ada = world.site.browser().await;
        if let Some(origin) = public {
            ada.headers = vec![("origin".into(), origin.into())];
        }
        let answer = sign_in(&mut ada, ADA, &world.temporary).await;
        assert_eq!(answer.status, 303);
        let cookies: Vec<&str> = answer.headers.get_all("set-cookie").map(|value| value.to_str().unwrap()).collect();
        assert_eq!(cookies.len(), 2, "{cookies:?}");
        for cookie in cookies {
            assert!(cookie.starts_with(name), "{cookie}");
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
            assert!(cookie.contains("Path=/account") && cookie.contains("Secure") == public.is_some(), "{cookie}");
        }
    }
}

#[actix_web::test]
async fn problems_stay_in_the_frame_of_the_own_page() {
    let world = World::new().await;
    let mut ada = world.settled().await;
    for (answer, status) in [
        (ada.get("/account/nothing").await, 404),
        (ada.get("/account/").await, 404),
        (ada.get("/account/language").await, 405),
    ] {
        assert_eq!(answer.status, status);
        let page = answer.page();
        assert_eq!(page.link("Your account"), "/account");
        assert!(page.select("nav, a[href='/sign-in'], a[href='/']").is_empty(), "{}", page.text());
    }
    // Another site sends nothing here.
    ada.headers = vec![("origin".into(), "http://evil.example".into())];
    assert_eq!(ada.post("/account/sign-out", &[]).await.status, 403);
    // The staff's own pages know nothing of it.
    let mut kim = world.site.sign_in(Role::AdminAgent).await;
    assert_eq!(kim.get("/accounts").await.status, 404);
}
