//! Guessing is slow, and nobody is shut out by what others try (ASVS v5.0.0-6.1.1): not from a browser in
//! which it worked before, not at an address where it did, and not by a clock that was wrong.

use chrono::TimeDelta;
use partnerdesk::actions::{Actor, staff};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;

use crate::support::{Browser, PASSWORD, Site};

const OFFICE: &str = "203.0.113.5";

/// A site behind a proxy that says where people are.
async fn site() -> Site {
    Site::with(|settings| settings.trusted_proxy = vec!["127.0.0.0/8".parse().unwrap()]).await
}

/// Somebody at this address, in a browser that nobody knows.
async fn at(site: &Site, address: &str) -> Browser {
    let mut browser = site.browser().await;
    browser.headers.push(("x-forwarded-for".into(), address.into()));
    browser
}

async fn tries(browser: &mut Browser, staff: &Staff, password: &str) -> u16 {
    browser.post("/sign-in", &[("email", staff.email.as_str()), ("password", password)]).await.status
}

/// Tries from outside until it is refused, from everywhere: one address alone keeps no other waiting.
async fn attack(site: &Site, staff: &Staff) {
    for host in 9..13 {
        let mut thief = at(site, &format!("198.51.100.{host}")).await;
        for _ in 0..12 {
            tries(&mut thief, staff, "wrong and wrong again").await;
        }
        // Until it waits so long that no machine is too slow for the next look.
        for wait in [3, 5, 9] {
            site.app.clock.advance(TimeDelta::seconds(wait));
            tries(&mut thief, staff, "wrong and wrong again").await;
        }
        assert_eq!(tries(&mut thief, staff, "wrong and wrong again").await, 429);
        assert_eq!(tries(&mut thief, staff, PASSWORD).await, 429, "nor with the right one, there");
    }
}

#[actix_web::test]
async fn an_owner_gets_in_from_a_known_browser_and_from_a_known_address_while_others_guess() {
    let site = site().await;
    let kim = site.staff(Role::AdminAgent).await;
    let mut own = at(&site, OFFICE).await;
    assert_eq!(tries(&mut own, &kim, PASSWORD).await, 303);
    own.post("/sign-out", &[]).await;
    attack(&site, &kim).await;
    // The same browser, on a journey.
    own.headers.retain(|(name, _)| name != "x-forwarded-for");
    own.headers.push(("x-forwarded-for".into(), "192.0.2.77".into()));
    assert_eq!(tries(&mut own, &kim, PASSWORD).await, 303, "the browser is known");
    attack_goes_on_being_refused(&site, &kim).await;
    // Another browser at the desk where it worked.
    let mut other = at(&site, OFFICE).await;
    assert_eq!(tries(&mut other, &kim, PASSWORD).await, 303, "the address is known");
    // A cookie that is forged, or another person's, makes nobody known.
    let lee = site.staff(Role::AdminAgent).await;
    attack(&site, &lee).await;
    let known = own.cookie("partnerdesk-known").unwrap().to_owned();
    for cookie in
        [known.clone(), known.replace(&kim.id.to_string(), &lee.id.to_string()), format!("{known}x"), "a.b.c".into()]
    {
        let mut thief = at(&site, "198.51.100.9").await;
        thief.set_cookie("partnerdesk-known", &cookie);
        assert_eq!(tries(&mut thief, &lee, PASSWORD).await, 429, "{cookie}");
    }
}

async fn attack_goes_on_being_refused(site: &Site, staff: &Staff) {
    // The owner's success has cleared what was counted; guessing begins anew, and is slow again.
    let mut thief = at(site, "198.51.100.9").await;
    let mut told = Vec::new();
    for _ in 0..9 {
        told.push(tries(&mut thief, staff, "wrong and wrong again").await);
    }
    assert_eq!(told.last(), Some(&429), "{told:?}");
}

#[actix_web::test]
async fn a_known_browser_is_no_licence_to_guess() {
    let site = site().await;
    let kim = site.staff(Role::AdminAgent).await;
    let mut own = at(&site, OFFICE).await;
    assert_eq!(tries(&mut own, &kim, PASSWORD).await, 303);
    own.post("/sign-out", &[]).await;
    let mut told = Vec::new();
    for _ in 0..8 {
        told.push(tries(&mut own, &kim, "wrong and wrong again").await);
    }
    assert_eq!(told, [422, 422, 422, 422, 422, 422, 429, 429]);
}

#[actix_web::test]
async fn typos_that_were_put_right_do_not_add_up_for_the_office() {
    let site = site().await;
    let kim = site.staff(Role::AdminAgent).await;
    for _ in 0..30 {
        // Each time as if for the first time: no cookie, and the address forgotten.
        crate::support::sql(&site.app, "DELETE FROM known_addresses", vec![]).await;
        let mut browser = at(&site, OFFICE).await;
        assert_eq!(tries(&mut browser, &kim, "a typo").await, 422);
        assert_eq!(tries(&mut browser, &kim, PASSWORD).await, 303);
    }
    crate::support::sql(&site.app, "DELETE FROM known_addresses", vec![]).await;
    let lee = site.staff(Role::SalesAgent).await;
    let mut browser = at(&site, OFFICE).await;
    assert_eq!(tries(&mut browser, &lee, "a typo").await, 422);
    assert_eq!(tries(&mut browser, &lee, PASSWORD).await, 303);
    // Guesses at many still count of the address, whoever has an account of one's own there.
    let mut told = Vec::new();
    for number in 0..24 {
        let mut browser = at(&site, OFFICE).await;
        let fields = [("email", format!("nobody{number}@partner.example")), ("password", "x".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        told.push(browser.post("/sign-in", &fields).await.status);
    }
    assert_eq!(told.last(), Some(&429), "{told:?}");
}

#[actix_web::test]
async fn a_clock_that_was_ahead_shuts_nobody_out() {
    let site = site().await;
    let kim = site.staff(Role::AdminAgent).await;
    site.app.clock.advance(TimeDelta::days(40));
    attack(&site, &kim).await;
    let mut own = at(&site, OFFICE).await;
    assert_eq!(tries(&mut own, &kim, "a typo").await, 429, "it waits, as the clock says");
    site.app.clock.advance(-TimeDelta::days(40));
    assert_eq!(tries(&mut own, &kim, PASSWORD).await, 303);
    // And the address from which it was tried is not shut until then.
    let lee = site.staff(Role::AdminAgent).await;
    assert_eq!(tries(&mut at(&site, "198.51.100.9").await, &lee, PASSWORD).await, 303);
}

#[actix_web::test]
async fn a_colleague_lets_somebody_in_at_once_by_page_and_by_command() {
    let site = site().await;
    let (kim, boss) = (site.staff(Role::AdminAgent).await, site.staff(Role::GlobalAdmin).await);
    let mut admin = site.sign_in_as(&boss).await;
    let path = format!("/staff/{}", kim.id);
    assert!(admin.visit(&path).await.texts("form[action$='/unblocking'] button").is_empty());
    for by_page in [true, false] {
        attack(&site, &kim).await;
        // Elsewhere, as those addresses have failed for themselves.
        let mut elsewhere = at(&site, "192.0.2.33").await;
        assert_eq!(tries(&mut elsewhere, &kim, PASSWORD).await, 429);
        if by_page {
            let page = admin.visit(&path).await;
            assert!(page.has("signing in from an unknown place is refused until"), "{}", page.text());
            assert_eq!(admin.post(&format!("{path}/unblocking"), &[]).await.status, 303);
            assert!(!admin.visit(&path).await.has("is refused until"));
        } else {
            staff::unblock(&Actor::command_line(&site.app), kim.email.as_str()).await.unwrap();
        }
        assert_eq!(tries(&mut elsewhere, &kim, PASSWORD).await, 303, "{by_page}");
        crate::support::sql(&site.app, "DELETE FROM known_addresses", vec![]).await;
        crate::support::sql(&site.app, "DELETE FROM throttles", vec![]).await;
    }
}
