//! What ends a user's sessions at once, and what a request that was on its way can still do.

use partnerdesk::actions::{Actor, Error, account};
use partnerdesk::domain::principal::{Principal, PrincipalId};
use partnerdesk::domain::refusal::Refused;
use partnerdesk::secrets::credential_of;
use partnerdesk::store;
use zeroize::Zeroizing;

use super::{ADA, OWN, World, sign_in};
use crate::support::texts;

/// How many sessions users have.
async fn sessions(world: &World) -> String {
    let count = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM sessions WHERE principal LIKE 'customer-user:%'";
    texts(&world.site.app, count).await.remove(0)
}

#[actix_web::test]
async fn a_block_a_reset_and_a_deletion_end_the_session_at_once() {
    for (what, fields) in [("sign-in-blocks", &[("to", "blocked")][..]), ("password-resets", &[]), ("deletions", &[])] {
        let world = World::new().await;
        let mut ada = world.settled().await;
        assert_eq!(sessions(&world).await, "1");
        world.done(what, fields).await;
        assert_eq!(sessions(&world).await, "0", "{what}");
        assert_eq!(ada.get("/account").await.location(), "/account/sign-in", "{what}");
        let refused = sign_in(&mut ada, ADA, OWN).await;
        assert_eq!(refused.status, 422, "{what}");
        world.site.assert_sound().await;
    }
}

#[actix_web::test]
async fn a_block_by_the_user_s_form_ends_it_too_and_an_edit_does_not() {
    let world = World::new().await;
    let mut ada = world.settled().await;
    let mut kim = world.site.sign_in_as(&world.boss).await;
    let path = format!("/customers/{}/users/{}", world.ours, world.ada);
    let sku = world.sku.to_string();
    for (sign_in, version, left) in [("allowed", "1", "1"), ("blocked", "2", "0")] {
        let fields = [
            ("display_name", if sign_in == "blocked" { "Ada Verdi" } else { "Ada Rossi" }),
            ("user_name", "ada.bianchi"),
            ("domain", "aquila.example"),
            ("location", "IT"),
            ("permissions", "user"),
            ("license", &sku),
            ("sign_in", sign_in),
            ("version", version),
        ];
        let answer = kim.post(&path, &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.page().text());
        assert_eq!(sessions(&world).await, left, "{sign_in}");
    }
    assert_eq!(ada.get("/account").await.location(), "/account/sign-in");
}

#[actix_web::test]
async fn a_purge_leaves_neither_session_nor_known_place_nor_name() {
    let world = World::new().await;
    let mut ada = world.settled().await;
    sign_in(&mut ada, ADA, "wrong").await;
    let known = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM known_addresses WHERE principal LIKE 'customer-user:%'";
    assert_eq!(texts(&world.site.app, known).await, ["1"]);
    // What is told of a sign-in goes with its user, and not before.
    let chain = PrincipalId::CustomerUser(world.ours, world.ada).sign_in_chain();
    let forgotten = world.site.app.db.write(async |tx| store::audit::forget_details(tx, chain, world.ada).await);
    assert!(forgotten.await.unwrap_err().to_string().contains("only with their user"));
    world.done("deletions", &[]).await;
    world.done("purges", &[("user_name", ADA)]).await;
    assert_eq!(texts(&world.site.app, known).await, ["0"]);
    assert_eq!(sessions(&world).await, "0");
    let named = texts(&world.site.app, "SELECT detail AS text FROM event_details").await;
    assert!(!named.iter().any(|detail| detail.contains("Ada Bianchi") || detail.contains(ADA)), "{named:?}");
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn who_was_shut_out_meanwhile_changes_nothing() {
    for (what, fields) in [("sign-in-blocks", &[("to", "blocked")][..]), ("password-resets", &[]), ("deletions", &[])] {
        let world = World::new().await;
        world.settled().await;
        let before = world.account().await;
        let by = Actor {
            credential: before.hash.as_deref().map(credential_of),
            ..Actor::new(&world.site.app, Principal::CustomerUser(before.principal()))
        };
        world.done(what, fields).await;
        let hash = world.account().await.hash;
        let word = |word: &str| Zeroizing::new(word.to_owned());
        let late = account::change_password(&by, word(OWN), word("autumn rain on copper bells"), Refused::default());
        let refused = Box::pin(late).await;
        assert!(matches!(refused, Err(Error::SignedOut | Error::Refused(_))), "{what}: {refused:?}");
        assert_eq!(world.account().await.hash, hash, "{what}");
        world.site.assert_sound().await;
    }
}

#[actix_web::test]
async fn a_sixth_session_ends_the_oldest() {
    let world = World::new().await;
    let mut first = world.settled().await;
    for _ in 0..4 {
        world.site.app.clock.advance(chrono::TimeDelta::seconds(1));
        assert_eq!(sign_in(&mut world.site.browser().await, ADA, OWN).await.status, 303);
    }
    assert_eq!(first.get("/account").await.status, 200);
    world.site.app.clock.advance(chrono::TimeDelta::seconds(1));
    assert_eq!(sign_in(&mut world.site.browser().await, ADA, OWN).await.status, 303);
    assert_eq!(first.get("/account").await.status, 303);
    assert_eq!(sessions(&world).await, "5");
}
