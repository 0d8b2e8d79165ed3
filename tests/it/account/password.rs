//! A password of the user's own: what is taken, what is refused, and what dies with the one before.

use partnerdesk::actions::sheets;
use partnerdesk::store;

use super::{ADA, OWN, World, choose, sign_in};
use crate::support::texts;

#[actix_web::test]
async fn every_reason_is_told_at_its_field_and_no_password_stays() {
    let world = World::new().await;
    let mut ada = world.site.browser().await;
    sign_in(&mut ada, ADA, &world.temporary).await;
    let page = ada.post("/account/password", &[]).await;
    assert_eq!(page.status, 422);
    assert!(!page.page().reason("current").is_empty() && !page.page().reason("password").is_empty());
    for (word, told) in [
        ("short one", "Use at least 10 characters."),
        ("iloveyou12", "This password is among the first that attackers try. Choose another."),
        ("Bianchi under the trees", "Do not use your name"),
        ("meccanica in the rain", "Do not use your name"),
    ] {
        let answer = choose(&mut ada, &world.temporary, word).await;
        assert_eq!(answer.status, 422, "{word}");
        assert!(answer.page().reason("password").contains(told), "{word}: {}", answer.page().text());
        assert!(!answer.body.contains(word) && !answer.body.contains(&world.temporary), "{word}");
    }
    let differ = [("current", world.temporary.as_str()), ("password", OWN), ("password_again", "another one")];
    let answer = ada.post("/account/password", &differ).await;
    assert!(answer.page().reason("password_again").contains("differ"));
    let answer = choose(&mut ada, &world.temporary, &world.temporary).await;
    assert_eq!(answer.page().reason("password"), "Choose a password that differs from the current one.");
    for alike in [format!("{}1", world.temporary), world.temporary.to_lowercase().replace('-', "")] {
        let answer = choose(&mut ada, &world.temporary, &alike).await;
        assert!(answer.page().reason("password").contains("with little changed"), "{}", answer.page().text());
    }
    let answer = choose(&mut ada, "not this one", OWN).await;
    assert_eq!((answer.status, answer.page().reason("current").is_empty()), (422, false));
    assert!(world.account().await.access.must_change_password, "nothing was changed");
    assert_eq!(choose(&mut ada, &world.temporary, OWN).await.status, 303);
}

#[actix_web::test]
async fn the_temporary_password_dies_with_what_is_kept_of_it() {
    let world = World::new().await;
    let bo = world.site.user(&world.boss, world.ours, "Bo Lind", &[]).await;
    let by = world.site.actor(&world.boss);
    let sheet = sheets::open_sheet(&by, world.ours).await.unwrap().unwrap().id;
    world.settled().await;
    let view = sheets::view(&by, world.ours, sheet, 0, 10).await.unwrap();
    assert_eq!(view.rows.iter().map(|row| row.user).collect::<Vec<_>>(), [bo], "it opens nothing any more");
    let rows = texts(&world.site.app, "SELECT CAST(COUNT(*) AS TEXT) AS text FROM credential_rows").await;
    assert_eq!(rows, ["1"]);
    let account = world.account().await;
    assert!(!account.access.must_change_password && account.access.password_expires_at.is_none());
    world.site.app.clock.advance(chrono::TimeDelta::days(400));
    assert_eq!(sign_in(&mut world.site.browser().await, ADA, OWN).await.location(), "/account");
}

#[actix_web::test]
async fn it_is_told_in_the_customer_s_log_by_the_user() {
    let world = World::new().await;
    let mut ada = world.settled().await;
    let mut other = world.site.browser().await;
    assert_eq!(sign_in(&mut other, ADA, OWN).await.status, 303);
    let next = "autumn rain on copper bells";
    assert_eq!(choose(&mut ada, OWN, next).await.location(), "/account");
    assert_eq!(other.get("/account").await.location(), "/account/sign-in", "other sessions end");
    assert_eq!(ada.get("/account").await.status, 200, "this one goes on");
    let records = store::audit::after(world.site.app.db.read(), world.ours, 0, 100).await.unwrap();
    let own: Vec<_> = records.iter().filter(|one| one.operation == "change_customer_user_password").collect();
    assert_eq!(own.len(), 2);
    for record in own {
        let told = (record.actor.as_str(), record.actor_id, record.target_id);
        assert_eq!(told, ("customer-user", Some(world.ada.0), Some(world.ada.0)));
        assert!(record.detail.contains("Ada Bianchi"));
        assert!([OWN, next, &world.temporary, "argon2"].iter().all(|secret| !record.detail.contains(secret)));
    }
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn guesses_at_the_current_password_are_slow_in_an_open_browser() {
    let world = World::new().await;
    let mut ada = world.settled().await;
    let mut told = Vec::new();
    for _ in 0..8 {
        told.push(choose(&mut ada, "not this one", "autumn rain on copper bells").await.status);
    }
    assert_eq!(told, [422, 422, 422, 422, 422, 422, 429, 429]);
    assert_eq!(sign_in(&mut world.site.browser().await, ADA, OWN).await.status, 303, "signing in is no part of it");
}

#[actix_web::test]
async fn somebody_s_edit_form_is_not_out_of_date_for_it() {
    let world = World::new().await;
    let mut kim = world.site.sign_in_as(&world.boss).await;
    let path = format!("/customers/{}/users/{}", world.ours, world.ada);
    let version = kim.visit(&path).await.value("version");
    world.settled().await;
    let fields = [
        ("display_name", "Ada Verdi"),
        ("user_name", "ada.bianchi"),
        ("domain", "aquila.example"),
        ("location", "IT"),
        ("permissions", "user"),
        ("license", &world.sku.to_string()),
        ("sign_in", "allowed"),
        ("version", &version),
    ];
    assert_eq!(kim.post(&path, &fields).await.status, 303);
    // Who came too late is told who was first: the colleague, not the user.
    let late = kim.post(&path, &fields).await;
    assert_eq!(late.status, 409);
    assert!(late.page().alert().contains(&world.boss.name), "{}", late.page().alert());
}
