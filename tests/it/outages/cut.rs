//! Connections to a server that break: before, in and after COMMIT, under load, and by the server's own
//! hand.

use std::time::{Duration, Instant};

use partnerdesk::clock::new_id;
use partnerdesk::secrets::random_below;
use sea_orm::ConnectionTrait as _;

use super::proxy::Way;
use super::{Desk, assert_outage};
use crate::support::texts;

#[actix_web::test]
async fn wherever_the_connection_breaks_a_user_is_there_once_and_answered_so() {
    let Some((mut desk, proxy)) = Desk::behind().await else { return };
    for way in [Way::CutBeforeCommit, Way::CutInCommit, Way::CutAfterCommit] {
        let name = format!("{way:?}");
        proxy.turn(way);
        let answer = desk.add(&name).await;
        assert_eq!((proxy.way(), answer.status), (Way::Open, 303), "{way:?}: {}", answer.body);
        assert_eq!(desk.add(&name).await.status, 422, "{way:?}: it is there");
    }
    desk.assert_there(&["CutAfterCommit", "CutBeforeCommit", "CutInCommit"]).await;
    // All connections at once, between two requests.
    proxy.cut();
    assert_eq!(desk.add("after").await.status, 303);
    proxy.cut();
    let path = desk.users();
    assert_eq!(desk.kim.get(&path).await.status, 200);
}

#[actix_web::test]
async fn an_outcome_that_nobody_knows_is_told_so_and_the_same_form_does_it_once() {
    let Some((mut desk, proxy)) = Desk::behind().await else { return };
    let (known, form) = (new_id().to_string(), new_id().to_string());
    assert_eq!(desk.add_by("known", &known).await.status, 303);
    proxy.turn(Way::SilentAfterCommit);
    let started = Instant::now();
    let answer = desk.add_by("ada", &form).await;
    assert_outage(&answer, "Perhaps done, perhaps not");
    assert!(started.elapsed() < Duration::from_secs(9), "{:?}", started.elapsed());
    let page = answer.page();
    assert_eq!((page.value("display_name"), page.value("form_id")), ("ada".into(), form.clone()));
    proxy.turn(Way::Open);
    // It was done, and the same form is answered with that.
    for _ in 0..2 {
        let answer = desk.add_by("ada", &form).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
    desk.assert_there(&["ada", "known"]).await;
}

#[actix_web::test]
async fn a_commit_that_is_never_answered_is_not_waited_for() {
    let Some((mut desk, proxy)) = Desk::behind().await else { return };
    let form = new_id().to_string();
    proxy.turn(Way::HoldCommit);
    let started = Instant::now();
    let answer = desk.add_by("ada", &form).await;
    assert!(started.elapsed() < Duration::from_secs(12), "{:?}", started.elapsed());
    // Its connection was given up, and with it what was not committed; so the form was carried out on another.
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(desk.add_by("ada", &form).await.status, 303);
    desk.assert_there(&["ada"]).await;
}

/// What is done is done once, whichever of the commits of its request is lost.
#[actix_web::test]
async fn no_kind_of_change_is_doubled_when_the_answer_to_its_commit_is_lost() {
    let Some((mut desk, proxy)) = Desk::behind().await else { return };
    let count = |table: &'static str| format!("SELECT CAST(COUNT(*) AS TEXT) AS text FROM {table}");
    for way in [Way::CutBeforeCommit, Way::CutInCommit, Way::CutAfterCommit] {
        let name = format!("Borea {way:?}");
        let domain = format!("{}.example", format!("{way:?}").to_lowercase());
        let form = new_id().to_string();
        proxy.turn(way);
        let fields = [("company_name", name.as_str()), ("primary_domain", &domain), ("form_id", &form)];
        let answer = desk.kim.post("/customers", &fields).await;
        assert_eq!(answer.status, 303, "{way:?}: {}", answer.body);

        let form = new_id().to_string();
        let email = format!("{}@partner.example", format!("{way:?}").to_lowercase());
        proxy.turn(way);
        let fields = [("name", "Lee"), ("email", email.as_str()), ("role", "admin-agent"), ("form_id", &form)];
        let answer = desk.kim.post("/staff", &fields).await;
        assert_eq!(answer.status, 200, "{way:?}: {}", answer.body);

        assert_eq!(desk.add(&format!("gone {way:?}").replace(' ', "-")).await.status, 303);
        let gone = format!("SELECT CAST(id AS TEXT) AS text FROM users WHERE display_name = 'gone-{way:?}'");
        let user = texts(&desk.site.app, &gone).await.remove(0);
        let form = new_id().to_string();
        proxy.turn(way);
        let path = format!("/customers/{}/deletions", desk.customer);
        let answer = desk.kim.post(&path, &[("user", user.as_str()), ("form_id", &form)]).await;
        assert_eq!(answer.status, 303, "{way:?}: {}", answer.body);

        proxy.turn(way);
        let mut lee = desk.site.browser().await;
        let credentials = [("email", desk.staff.email.as_str()), ("password", crate::support::PASSWORD)];
        let answer = lee.post("/sign-in", &credentials).await;
        assert!([303, 503].contains(&answer.status), "{way:?}: {}", answer.body);
        let answer = lee.post("/sign-in", &credentials).await;
        assert_eq!(answer.status, 303, "{way:?}");
        proxy.turn(way);
        let answer = lee.post("/sign-out", &[]).await;
        assert!([303, 503].contains(&answer.status), "{way:?}: {}", answer.body);
        proxy.turn(Way::Open);
        if answer.status == 303 {
            assert_eq!(lee.get("/").await.status, 303, "{way:?}: who is out is out");
        }
    }
    assert_eq!(texts(&desk.site.app, &count("customers")).await, ["4"]);
    assert_eq!(texts(&desk.site.app, &count("staff")).await, ["4"]);
    assert_eq!(texts(&desk.site.app, &count("jobs")).await, ["3"]);
    let deleted = count("events WHERE operation = 'delete_customer_user'");
    assert_eq!(texts(&desk.site.app, &deleted).await, ["3"]);
    desk.site.assert_sound().await;
}

/// Runs writers while `fault` is done to the server; gives how many were answered how.
async fn under(desk: &mut Desk, rounds: usize, fault: impl AsyncFn()) -> (Vec<String>, Vec<u16>) {
    let (mut added, mut others) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let names: Vec<String> = (0..4).map(|writer| format!("w{writer}.{round:03}")).collect();
        let (path, sku) = (desk.users(), desk.sku.to_string());
        let write = async |name: &str| {
            let mut kim = desk.kim.clone();
            kim.post(&path, &super::user(name, &sku, &new_id().to_string())).await
        };
        let (a, b, c, d, ()) =
            tokio::join!(write(&names[0]), write(&names[1]), write(&names[2]), write(&names[3]), fault());
        for (name, answer) in names.into_iter().zip([a, b, c, d]) {
            if answer.status == 303 { added.push(name) } else { others.push(answer.status) }
        }
    }
    added.sort();
    (added, others)
}

#[actix_web::test]
async fn a_server_that_ends_connections_again_and_again_loses_nothing() {
    let Some((mut desk, _)) = Desk::behind().await else { return };
    let raw = desk.raw().await;
    let end_all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let (added, others) = under(&mut desk, 25, async || {
        tokio::time::sleep(Duration::from_millis(random_below(25) as u64)).await;
        raw.execute_unprepared(end_all).await.unwrap();
    })
    .await;
    assert!(others.iter().all(|status| *status == 503), "{others:?}");
    assert!(added.len() >= 80, "{} of 100, others: {others:?}", added.len());
    let there = desk.names().await;
    let missing: Vec<_> = added.iter().filter(|name| !there.contains(name)).collect();
    assert!(missing.is_empty(), "answered, and not there: {missing:?}");
    // Who was told that nobody knows may be there.
    assert!(there.len() <= added.len() + others.len());
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn a_server_that_ends_idle_transactions_loses_nothing() {
    let Some((mut desk, proxy)) = Desk::behind().await else { return };
    let raw = desk.raw().await;
    let name = texts(&desk.site.app, "SELECT CAST(current_database() AS TEXT) AS text").await.remove(0);
    raw.execute_unprepared(&format!("ALTER DATABASE {name} SET idle_in_transaction_session_timeout = '5ms'"))
        .await
        .unwrap();
    proxy.cut();
    let (added, others) = under(&mut desk, 15, async || {}).await;
    assert!(others.iter().all(|status| *status == 503), "{others:?}");
    raw.execute_unprepared(&format!("ALTER DATABASE {name} RESET idle_in_transaction_session_timeout")).await.unwrap();
    proxy.cut();
    let there = desk.names().await;
    assert!(added.iter().all(|name| there.contains(name)) && there.len() <= added.len() + others.len());
    desk.site.assert_sound().await;
    assert_eq!(desk.add("after").await.status, 303);
}
