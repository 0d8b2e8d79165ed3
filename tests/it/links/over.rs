//! Links that open nothing: expired, revoked, of a password that is no longer the user's, of nobody.

use chrono::TimeDelta;
use partnerdesk::actions::{Actor, Submission, hand_over, installation, links};
use partnerdesk::domain::hand_over::HandOver;
use partnerdesk::domain::link::{Ending, State};
use partnerdesk::store;

use super::Desk;

#[actix_web::test]
async fn a_link_expires_after_three_days_or_as_set_and_its_time_begins_with_the_mail() {
    for (set, hours, mailed_after) in [(None, 72, 0), (Some(5), 5, 0), (Some(336), 336, 0), (None, 72, 10)] {
        let mut desk = Desk::with_hours(24).await;
        let app = desk.site.app.clone();
        if let Some(set) = set {
            let wanted = HandOver { link_hours: set, ..HandOver::default() };
            let by = Actor::command_line(&app);
            hand_over::settle(&by, &wanted, &Submission::never_twice()).await.unwrap();
        }
        let (link, _) = desk.issued(false).await;
        let by = desk.site.actor(&desk.staff);
        let known = links::of_sheet(&by, desk.customer, desk.sheet, None).await.unwrap().remove(&desk.user).unwrap();
        if mailed_after > 0 {
            app.clock.advance(TimeDelta::hours(mailed_after));
            let now = app.clock.now();
            app.db
                .write(async |tx| links::start(tx, desk.customer, &[known.id], now).await)
                .await
                .map_err(|error: partnerdesk::actions::Error| error.to_string())
                .unwrap();
        }
        let mut ada = desk.site.browser().await;
        app.clock.advance(TimeDelta::hours(hours) - TimeDelta::seconds(1));
        installation::clean(&app).await.unwrap();
        assert_eq!(ada.get(&link).await.status, 200, "{set:?}");
        app.clock.advance(TimeDelta::seconds(1));
        for cleaned in [false, true] {
            for answer in [ada.get(&link).await, ada.post(&link, &[]).await] {
                assert!(answer.status == 410 && answer.page().has("It expired on"), "{set:?} {cleaned}");
            }
            installation::clean(&app).await.unwrap();
        }
        let state = links::state(&desk.site.actor(&desk.staff), desk.customer, known.id).await.unwrap().unwrap();
        assert!(matches!(state, State::Ended(Ending::Expired, _)));
    }
}

/// A link is never opened for a password that has ended, and says until when it can be used.
#[actix_web::test]
async fn a_temporary_password_ends_no_sooner_than_its_link() {
    for mailed_after in [0, 8] {
        let mut desk = Desk::with_hours(48).await;
        let app = desk.site.app.clone();
        let wanted = HandOver { temporary_password_hours: Some(10), link_hours: 20, ..HandOver::default() };
        hand_over::settle(&Actor::command_line(&app), &wanted, &Submission::never_twice()).await.unwrap();
        let user = desk.user.to_string();
        desk.kim.submit(&format!("/customers/{}/password-resets", desk.customer), &[("user", &user)]).await;
        let password = desk.password().await;
        let (link, _) = desk.issued(false).await;
        let own = format!("/customers/{}/users/{user}", desk.customer);
        if mailed_after > 0 {
            app.clock.advance(TimeDelta::hours(mailed_after));
            let by = desk.site.actor(&desk.staff);
            let link = links::of_sheet(&by, desk.customer, desk.sheet, None).await.unwrap().remove(&desk.user).unwrap();
            let now = app.clock.now();
            let begin = async |tx: &store::Tx| links::start(tx, desk.customer, &[link.id], now).await;
            app.db.write(begin).await.map_err(|error: partnerdesk::actions::Error| error.to_string()).unwrap();
        }
        app.clock.advance(TimeDelta::hours(19));
        assert!(desk.kim.visit(&own).await.has("Not changed yet; can be used until"));
        let mut ada = desk.site.browser().await;
        let opened = ada.post(&link, &[]).await;
        assert!(opened.body.contains(&password) && opened.page().has("The temporary password can be used until"));
        let fields = [("user_name", "ada.bianchi@aquila.example"), ("password", &*password)];
        assert_eq!(ada.post("/account/sign-in", &fields).await.status, 303, "{mailed_after}");
        app.clock.advance(TimeDelta::hours(1));
        let page = desk.site.browser().await.post("/account/sign-in", &fields).await;
        assert_eq!(page.status, 422, "{mailed_after}: {}", page.page().text());
    }
}

#[actix_web::test]
async fn a_link_that_was_written_by_a_clock_far_ahead_opens_no_longer_than_two_weeks_from_now() {
    let mut desk = Desk::new().await;
    let app = desk.site.app.clone();
    app.clock.advance(TimeDelta::hours(20));
    let (link, _) = desk.issued(false).await;
    app.db
        .write(async |tx| {
            let hash = partnerdesk::secrets::hash(link.rsplit('/').next().unwrap().as_bytes());
            let link = store::links::find_by_hash(tx, &hash).await?.unwrap();
            store::links::set_expiry(tx, link.customer, &[link.id], app.clock.now() + TimeDelta::days(4_000)).await
        })
        .await
        .unwrap();
    installation::clean(&app).await.unwrap();
    app.clock.advance(TimeDelta::days(14));
    assert_eq!(desk.site.browser().await.get(&link).await.status, 410);
}

#[actix_web::test]
async fn a_link_is_revoked_and_told_so() {
    let mut desk = Desk::new().await;
    let (link, _) = desk.issued(false).await;
    let revoke = format!("/customers/{}/users/{}/link-revocation", desk.customer, desk.user);
    let page = desk.kim.submit(&revoke, &[]).await;
    assert!(page.status().contains("revoked"), "{}", page.text());
    let mut ada = desk.site.browser().await;
    for answer in [ada.get(&link).await, ada.post(&link, &[]).await] {
        assert!(answer.status == 410 && answer.page().has("It was revoked on"));
    }
    assert!(desk.kim.submit(&revoke, &[]).await.status().contains("no link left"), "a second time changes nothing");
    let (other, _) = desk.issued(false).await;
    assert_ne!(other, link);
    assert_eq!(ada.post(&other, &[]).await.status, 200);
}

#[actix_web::test]
async fn what_became_of_the_user_ends_the_link_and_shows_nothing() {
    for what in ["reset", "blocked", "deleted", "chosen"] {
        let mut desk = Desk::new().await;
        let (link, _) = desk.issued(false).await;
        let (password, user) = (desk.password().await, desk.user.to_string());
        let path = format!("/customers/{}", desk.customer);
        let one = [("user", user.as_str()), ("to", "blocked")];
        match what {
            "reset" => drop(desk.kim.submit(&format!("{path}/password-resets"), &one[..1]).await),
            "blocked" => drop(desk.kim.submit(&format!("{path}/sign-in-blocks"), &one).await),
            "deleted" => drop(desk.kim.submit(&format!("{path}/deletions"), &one[..1]).await),
            _ => {
                // As the user's own page does it.
                let (customer, id, until) = (desk.customer, desk.user, desk.site.app.clock.now());
                let work = async |tx: &store::Tx| store::users::set_password(tx, customer, id, "other", until).await;
                desk.site.app.db.write(work).await.unwrap();
            }
        }
        let mut ada = desk.site.browser().await;
        for answer in [ada.get(&link).await, ada.post(&link, &[]).await] {
            assert_eq!(answer.status, 410, "{what}");
            assert!(!answer.body.contains(&password) && answer.page().has("It is not valid now"), "{what}");
        }
        if what == "blocked" {
            for told in [format!("{path}/users/{user}"), desk.path()] {
                let page = desk.kim.visit(&told).await;
                assert!(page.has("does not open while sign-in is blocked"), "{told}: {}", page.text());
            }
            desk.kim.submit(&format!("{path}/sign-in-blocks"), &[one[0], ("to", "allowed")]).await;
            assert_eq!(ada.post(&link, &[]).await.status, 200, "the link was not spent");
        }
    }
}

#[actix_web::test]
async fn whatever_is_wrong_with_a_token_gets_one_page_and_the_same_work() {
    let mut desk = Desk::new().await;
    let (link, _) = desk.issued(false).await;
    let mut ada = desk.site.browser().await;
    let mut changed = link.clone().into_bytes();
    let last = changed.last_mut().unwrap();
    *last = if *last == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).unwrap();
    let long = format!("/handover/{}", "x".repeat(3_000));
    let wrong = ["/handover/x", "/handover/%00%ff", "/handover/%F0%9F%92%A9", &changed, &long, &link[..link.len() - 1]];
    let mut seen = Vec::new();
    for path in wrong {
        for is_sent in [false, true] {
            let before = desk.site.app.db.statements();
            let answer = if is_sent { ada.post(path, &[("code", "123456")]).await } else { ada.get(path).await };
            let work = desk.site.app.db.statements() - before;
            assert!(answer.header("set-cookie").is_empty(), "{path}");
            seen.push((answer.status, answer.page().heading(), answer.page().texts("main p"), work));
        }
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!((seen[0].0, seen[0].1.as_str()), (404, "This link opens nothing"));
    assert_eq!(ada.post(&link, &[]).await.status, 200, "the right one is another matter");
}

#[actix_web::test]
async fn ten_thousand_guesses_are_throttled_and_lock_nobody_out() {
    let mut desk = Desk::new().await;
    let (link, _) = desk.issued(false).await;
    let mut ada = desk.site.browser().await;
    let mut told = std::collections::BTreeMap::new();
    for number in 0..10_000 {
        *told.entry(ada.get(&format!("/handover/guess{number}")).await.status).or_insert(0) += 1;
    }
    // The clock stands still here; it may be another minute only once.
    assert!(told[&404] <= 120 && told[&429] >= 9_880, "{told:?}");
    assert!(desk.site.app.guesses.with(|known| known.len()) <= 1);
    assert_eq!(ada.get(&link).await.status, 200);
    assert_eq!(ada.post(&link, &[]).await.status, 200, "from the same address");
}
