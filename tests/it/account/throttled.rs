//! Guessing is slow, and nobody is shut out by what others try: the same counts as the staff's, apart from them.

use chrono::TimeDelta;
use partnerdesk::actions::tries::Origin;
use partnerdesk::actions::{account, links, sheets};
use zeroize::Zeroizing;

use super::{ADA, OWN, World, sign_in};
use crate::support::{Browser, PASSWORD, Site, is_postgres};

/// After each of these the next failure makes wait twice as long.
const WAITS: [TimeDelta; 4] =
    [TimeDelta::seconds(3), TimeDelta::seconds(5), TimeDelta::seconds(9), TimeDelta::seconds(17)];

/// Behind a proxy that says where people are.
async fn world() -> World {
    let site = Site::with(|settings| settings.trusted_proxy = vec!["127.0.0.0/8".parse().unwrap()]).await;
    World::on(site).await
}

async fn at(world: &World, address: &str) -> Browser {
    let mut browser = world.site.browser().await;
    browser.headers.push(("x-forwarded-for".into(), address.into()));
    browser
}

#[actix_web::test]
async fn who_guesses_waits_and_the_owner_does_not() {
    let world = world().await;
    let mut own = at(&world, "203.0.113.5").await;
    sign_in(&mut own, ADA, &world.temporary).await;
    super::choose(&mut own, &world.temporary, OWN).await;
    own.post("/account/sign-out", &[]).await;
    let mut thief = at(&world, "198.51.100.9").await;
    let mut told = Vec::new();
    for _ in 0..8 {
        told.push(sign_in(&mut thief, ADA, "wrong and wrong again").await.status);
    }
    assert_eq!(told, [422, 422, 422, 422, 422, 422, 429, 429]);
    let refused = sign_in(&mut thief, ADA, OWN).await;
    assert_eq!((refused.status, refused.page().alert().contains("Too many failed attempts")), (429, true));
    // On a journey, in the browser where it worked.
    own.headers.retain(|(name, _)| name != "x-forwarded-for");
    own.headers.push(("x-forwarded-for".into(), "192.0.2.77".into()));
    assert_eq!(sign_in(&mut own, ADA, OWN).await.status, 303, "the browser is known");
    // In another browser, where it worked.
    let mut other = at(&world, "203.0.113.5").await;
    assert_eq!(sign_in(&mut other, ADA, OWN).await.status, 303, "the address is known");
    // A known browser of hers is none of a colleague's, nor of the staff's.
    let known = own.cookie("partnerdesk-account-known").unwrap().to_owned();
    assert!(own.cookie("partnerdesk-known").is_none());
    let mut forged = at(&world, "198.51.100.9").await;
    forged.set_cookie("partnerdesk-account-known", &format!("{known}x"));
    for _ in 0..8 {
        sign_in(&mut forged, ADA, "wrong and wrong again").await;
    }
    assert_eq!(sign_in(&mut forged, ADA, OWN).await.status, 429);
}

/// Nobody knows her yet: whoever guesses before her first sign-in must not make her wait.
#[actix_web::test]
async fn who_opened_the_link_signs_in_however_many_guess_meanwhile() {
    let world = world().await;
    let by = world.site.actor(&world.boss);
    let sheet = sheets::open_sheet(&by, world.ours).await.unwrap().unwrap().id;
    links::issue_many(&by, world.ours, sheet, None, false).await.unwrap();
    let link = links::of_sheet(&by, world.ours, sheet, None).await.unwrap().remove(&world.ada).unwrap();
    let link = format!("/handover/{}", *link.token.unwrap());
    let mut ada = at(&world, "203.0.113.5").await;
    ada.get(&link).await;
    assert!(ada.cookie("partnerdesk-account-known").is_none(), "looking makes nobody known");
    let opened = ada.post(&link, &[]).await;
    assert_eq!(opened.status, 200);
    let known = opened
        .headers
        .get_all("set-cookie")
        .map(|one| one.to_str().unwrap().to_owned())
        .find(|one| one.contains("-account-known="))
        .unwrap();
    assert!(known.contains("HttpOnly") && known.contains("Path=/account") && !known.contains(&world.temporary));
    let mut thief = at(&world, "198.51.100.9").await;
    for _ in 0..8 {
        sign_in(&mut thief, ADA, "wrong and wrong again").await;
    }
    // Until one waits so long that no machine is too slow for the next look.
    for wait in WAITS {
        world.site.app.clock.advance(wait);
        sign_in(&mut thief, ADA, "wrong and wrong again").await;
    }
    assert_eq!(sign_in(&mut thief, ADA, &world.temporary).await.status, 429);
    assert_eq!(sign_in(&mut at(&world, "192.0.2.77").await, ADA, &world.temporary).await.status, 303, "nor elsewhere");
    // From many addresses it takes somebody who is known to get in.
    for number in 0..30 {
        sign_in(&mut at(&world, &format!("198.51.100.{}", 20 + number)).await, ADA, "wrong and wrong again").await;
    }
    for (number, wait) in WAITS.into_iter().enumerate() {
        world.site.app.clock.advance(wait);
        sign_in(&mut at(&world, &format!("198.51.100.{}", 60 + number)).await, ADA, "wrong and wrong again").await;
    }
    assert_eq!(sign_in(&mut at(&world, "192.0.2.78").await, ADA, &world.temporary).await.status, 429);
    assert_eq!(sign_in(&mut ada, ADA, &world.temporary).await.status, 303, "the browser that opened the link");
}

#[actix_web::test]
async fn a_user_and_a_colleague_of_the_same_name_are_counted_apart() {
    let world = world().await;
    let mut kim = at(&world, "203.0.113.5").await;
    for _ in 0..8 {
        let email = world.boss.email.as_str();
        sign_in(&mut at(&world, "198.51.100.9").await, email, "wrong and wrong again").await;
    }
    let fields = [("email", world.boss.email.as_str()), ("password", PASSWORD)];
    assert_eq!(kim.post("/sign-in", &fields).await.status, 303);
}

/// From many addresses, as fast as they can: few are looked at, and the owner gets in all the same.
#[actix_web::test]
async fn ten_thousand_guesses_shut_nobody_out() {
    let world = world().await;
    let mut own = at(&world, "203.0.113.5").await;
    sign_in(&mut own, ADA, &world.temporary).await;
    super::choose(&mut own, &world.temporary, OWN).await;
    own.post("/account/sign-out", &[]).await;
    let app = &world.site.app;
    let (before, begun) = (app.hasher.verified(), std::time::Instant::now());
    // Of a server each takes its way there and back.
    let guesses = if is_postgres() { 2_000 } else { 10_000 };
    for number in 0..guesses {
        let address = std::net::Ipv4Addr::from_bits(0xc633_6400 + number % 50).into();
        let guess = Zeroizing::new(format!("guess {number}"));
        let tried = Box::pin(account::sign_in(app, ADA, guess, Origin { address, browser: None })).await;
        assert!(tried.is_err());
    }
    let looked_at = app.hasher.verified() - before;
    // Fifteen are free; the next waits for two seconds, and each after it twice as long.
    let most = 15 + usize::try_from((begun.elapsed().as_secs() + 3).ilog2()).unwrap();
    assert!(looked_at <= most, "{looked_at} guesses were looked at, and {most} may be");
    assert_eq!(sign_in(&mut own, ADA, OWN).await.status, 303);
    assert_eq!(sign_in(&mut at(&world, "203.0.113.5").await, ADA, OWN).await.status, 303);
}
