//! Who gets in, and what is said to whom.

use chrono::TimeDelta;
use partnerdesk::domain::principal::PrincipalId;
use partnerdesk::store;

use super::{ADA, OWN, World, choose, sign_in};
use crate::support::{Site, sql};

#[actix_web::test]
async fn a_user_signs_in_chooses_a_password_and_sees_the_account() {
    let world = World::new().await;
    let mut ada = world.site.browser().await;
    assert_eq!(ada.get("/account").await.location(), "/account/sign-in");
    let page = ada.visit("/account/sign-in").await;
    assert_eq!(page.heading(), "Sign in to your account");
    assert!(page.select("nav").is_empty(), "the staff's ways lead from nowhere here");
    assert_eq!(
        sign_in(&mut ada, " Ada.Bianchi@AQUILA.example ", &world.temporary).await.location(),
        "/account/password"
    );
    assert_eq!(ada.get("/account").await.location(), "/account/password", "nothing else can be done first");
    let page = ada.visit("/account/password").await;
    assert_eq!(page.heading(), "Choose your password");
    assert_eq!(page.value("user_name"), ADA);
    assert_eq!(choose(&mut ada, &world.temporary, OWN).await.location(), "/account");
    let page = ada.visit("/account").await;
    assert_eq!(page.status(), "Your password is changed, and it is very strong.");
    assert_eq!(page.heading(), "Your account");
    for told in ["Ada Bianchi", "Aquila Meccanica", "Can use licenses and services", "Office 365 E3", "Exchange Online"]
    {
        assert!(page.has(told), "{told}: {}", page.text());
    }
    assert!(last_sign_in(&world).await.is_some());
    let page = ada.submit("/account/sign-out", &[]).await;
    assert_eq!((page.status().as_str(), page.heading().as_str()), ("You are signed out.", "Sign in to your account"));
    assert_eq!(ada.get("/account").await.location(), "/account/sign-in");
    // The temporary one is dead, the chosen one opens.
    assert_eq!(sign_in(&mut ada, ADA, &world.temporary).await.status, 422);
    assert_eq!(sign_in(&mut ada, ADA, OWN).await.location(), "/account");
    assert_eq!(ada.get("/account/sign-in").await.location(), "/account");
    world.site.assert_sound().await;
}

/// When Ada signed in last; nothing else of her is changed by it.
async fn last_sign_in(world: &World) -> Option<partnerdesk::domain::Moment> {
    let user = store::users::find(world.site.app.db.read(), world.ours, world.ada).await.unwrap().unwrap();
    assert_eq!(user.version, 1, "nobody's form is out of date for what the user does alone");
    assert_eq!(user.sign_in.temporary_until, None);
    user.sign_in.last_at
}

/// Ada, and beside her users who are blocked, deleted, and whose password has expired.
async fn crowd(world: &mut World) -> Vec<(String, String, &'static str)> {
    let mut crowd = vec![(ADA.to_owned(), world.temporary.clone(), "")];
    for (name, told) in [
        ("Bo Lind", "Sign-in is blocked for this account. Ask your administrator."),
        ("Cy Lind", "This account was deleted. Ask your administrator."),
    ] {
        let user = world.site.user(&world.boss, world.ours, name, &[]).await;
        let password = world.handed(world.ours, user).await;
        world.ada = user;
        match name {
            "Bo Lind" => world.done("sign-in-blocks", &[("to", "blocked")]).await,
            _ => world.done("deletions", &[]).await,
        }
        let user_name = format!("{}@aquila.example", name.to_lowercase().replace(' ', "."));
        crowd.push((user_name, password, told));
    }
    let expired = world.site.user(&world.boss, world.ours, "Di Lind", &[]).await;
    let password = world.handed(world.ours, expired).await;
    let past = world.site.app.clock.now() - TimeDelta::seconds(1);
    let set = "UPDATE users SET password_expires_at = $1 WHERE id = $2";
    sql(&world.site.app, set, vec![past.into(), expired.0.into()]).await;
    let told = "This temporary password has expired. Ask your administrator for a new one.";
    crowd.push(("di.lind@aquila.example".into(), password, told));
    crowd
}

#[actix_web::test]
async fn whatever_is_wrong_looks_alike_to_who_does_not_know_the_password() {
    let mut world = World::new().await;
    let mut names: Vec<String> = crowd(&mut world).await.into_iter().map(|(name, ..)| name).collect();
    names.extend(["nobody@aquila.example".into(), "nobody@nowhere.example".into(), "nobody".into()]);
    let without = world.site.user(&world.boss, world.ours, "Ed Lind", &[]).await;
    sql(&world.site.app, "UPDATE users SET password_hash = NULL WHERE id = $1", vec![without.0.into()]).await;
    names.push("ed.lind@aquila.example".into());
    let mut seen = Vec::new();
    for name in &names {
        let mut browser = world.site.browser().await;
        let app = &world.site.app;
        let before = (app.hasher.verified(), app.db.statements());
        let answer = sign_in(&mut browser, name, "wrong wrong wrong").await;
        let after = (app.hasher.verified(), app.db.statements());
        seen.push((answer.status, answer.body.replace(name, "NAME"), after.0 - before.0, after.1 - before.1));
        assert!(browser.cookie("partnerdesk-account").is_none());
    }
    assert_eq!((seen[0].0, seen[0].2), (422, 1), "one verification, whoever it is");
    assert!(seen[0].1.contains("User name or password is wrong"));
    for (name, one) in names.iter().zip(&seen) {
        assert_eq!(one, &seen[0], "{name}");
    }
}

#[actix_web::test]
async fn who_knows_the_password_is_told_what_stands_in_the_way() {
    let mut world = World::new().await;
    for (name, password, told) in crowd(&mut world).await.into_iter().skip(1) {
        let mut browser = world.site.browser().await;
        // As often as somebody tries: it is no guess, and nobody waits for it.
        for _ in 0..8 {
            let answer = sign_in(&mut browser, &name, &password).await;
            assert_eq!((answer.status, answer.page().alert().as_str()), (422, told), "{name}");
            assert_eq!(answer.page().value("user_name"), name, "what was typed stays");
        }
        assert_eq!(browser.get("/account").await.location(), "/account/sign-in", "{name}");
    }
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn a_name_is_that_of_the_customer_whose_domain_it_is() {
    let world = World::new().await;
    let theirs = world.site.customer("Boreal", "boreal.example").await;
    let eve = world.site.user(&world.boss, theirs, "Eve Lind", &[]).await;
    let password = world.handed(theirs, eve).await;
    // As if a customer had kept a name whose domain is another's by now.
    let same = "UPDATE users SET user_name = $1, upn_key = $1 WHERE id = $2";
    sql(&world.site.app, same, vec![ADA.into(), eve.0.into()]).await;
    let mut browser = world.site.browser().await;
    assert_eq!(sign_in(&mut browser, ADA, &password).await.status, 422);
    assert_eq!(sign_in(&mut browser, ADA, &world.temporary).await.location(), "/account/password");
}

#[actix_web::test]
async fn the_name_of_somebody_deleted_is_the_new_holder_s() {
    let world = World::new().await;
    world.done("deletions", &[]).await;
    let new = world.site.user(&world.boss, world.ours, "Ada Bianchi", &[]).await;
    let password = world.handed(world.ours, new).await;
    let mut browser = world.site.browser().await;
    assert_eq!(sign_in(&mut browser, ADA, &world.temporary).await.status, 422);
    assert_eq!(sign_in(&mut browser, ADA, &password).await.status, 303);
}

#[actix_web::test]
async fn sign_ins_of_users_have_chains_of_their_own() {
    let world = World::new().await;
    let mut ada = world.settled().await;
    ada.submit("/account/sign-out", &[]).await;
    sign_in(&mut ada, ADA, "wrong").await;
    sign_in(&mut ada, "her own password typed here", "x").await;
    let chain = PrincipalId::CustomerUser(world.ours, world.ada).sign_in_chain();
    assert!(chain.is_installation() && chain != PrincipalId::Staff(world.boss.id).sign_in_chain());
    let records = store::audit::after(world.site.app.db.read(), chain, 0, 100).await.unwrap();
    let told: Vec<(&str, &str)> =
        records.iter().map(|record| (record.operation.as_str(), record.actor.as_str())).collect();
    assert_eq!(told[0], ("sign_in", "customer-user"));
    assert!(told.contains(&("sign_out", "customer-user")) && told.contains(&("sign_in_failed", "system")), "{told:?}");
    for customer in store::audit::chains(world.site.app.db.read()).await.unwrap() {
        for record in store::audit::after(world.site.app.db.read(), customer, 0, 100).await.unwrap() {
            assert!(!record.detail.contains("typed here"), "{}", record.operation);
        }
    }
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn an_old_hash_is_made_anew_and_the_session_lasts() {
    let world = World::new().await;
    let hash = world.account().await.hash.unwrap();
    let mut ada = world.site.browser().await;
    // Tests hash cheaper than anybody should; so does this one, differently.
    let other = partnerdesk::password::Hasher::new().unwrap();
    let slow = other.hash(zeroize::Zeroizing::new(world.temporary.clone())).await.unwrap();
    let set = "UPDATE users SET password_hash = $1 WHERE id = $2";
    sql(&world.site.app, set, vec![slow.clone().into(), world.ada.0.into()]).await;
    assert_eq!(sign_in(&mut ada, ADA, &world.temporary).await.status, 303);
    assert_eq!(ada.get("/account/password").await.status, 200);
    let now = world.account().await.hash.unwrap();
    assert!(now != slow && now != hash);
}

#[actix_web::test]
async fn a_session_that_ended_by_itself_is_told() {
    let world = World::new().await;
    let mut ada = world.settled().await;
    ada.visit("/account").await;
    world.site.app.clock.advance(TimeDelta::minutes(31));
    assert_eq!(ada.get("/account").await.location(), "/account/sign-in");
    let page = ada.visit("/account/sign-in").await;
    assert!(page.texts(".note").join(" ").contains("30 minutes"), "{}", page.text());
}

#[actix_web::test]
async fn pages_are_in_the_user_s_language() {
    let site = Site::new().await;
    let mut browser = site.browser().await;
    browser.headers.push(("accept-language".into(), "it-IT,it;q=0.9".into()));
    assert_eq!(browser.visit("/account/sign-in").await.heading(), "Accedi al tuo account");
    let english = [("language", "en"), ("return", "/account/sign-in")];
    assert_eq!(browser.submit("/account/language", &english).await.heading(), "Sign in to your account");
    let elsewhere = [("language", "it"), ("return", "/customers")];
    assert_eq!(browser.post("/account/language", &elsewhere).await.location(), "/account");
    assert_eq!(browser.post("/account/language", &[("language", "fr")]).await.status, 400);
}
