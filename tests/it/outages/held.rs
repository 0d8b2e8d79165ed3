//! A lock that somebody else holds for longer than we wait: pages are read meanwhile, changes say so,
//! and everything goes on when it is let go.

use std::time::{Duration, Instant};

use partnerdesk::actions::installation;
use partnerdesk::domain::outage::Outage;
use partnerdesk::tasks;
use sea_orm::{ConnectionTrait as _, DbBackend};

use super::{Desk, assert_outage};
use crate::support::{PASSWORD, sql};

#[actix_web::test]
async fn a_lock_that_somebody_holds_refuses_changes_for_that_time_only() {
    let mut desk = Desk::new().await;
    assert_eq!(desk.add("before").await.status, 303);
    let raw = desk.raw().await;
    let is_embedded = raw.get_database_backend() == DbBackend::Sqlite;
    let hold = if is_embedded { "BEGIN IMMEDIATE" } else { "BEGIN; LOCK TABLE chains, sessions, throttles" };
    raw.execute_unprepared(hold).await.unwrap();

    // Reading does not wait, though the click would be noted by now.
    desk.site.app.clock.advance(chrono::TimeDelta::minutes(2));
    let path = desk.users();
    if is_embedded {
        let started = Instant::now();
        assert!(desk.kim.visit(&path).await.has("before"));
        assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
        let started = Instant::now();
        assert!(desk.kim.visit(&path).await.has("before"));
        assert!(started.elapsed() < Duration::from_millis(400), "{:?}", started.elapsed());
    } else {
        // On a server a lock this wide keeps readers of sessions out as well.
        raw.execute_unprepared("ROLLBACK; BEGIN; LOCK TABLE chains, throttles").await.unwrap();
        assert!(desk.kim.visit(&path).await.has("before"));
    }
    let started = Instant::now();
    let answer = desk.add("refused").await;
    assert_outage(&answer, "Another program is holding the database");
    assert_eq!(answer.page().value("display_name"), "refused");
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
    let credentials = [("email", desk.staff.email.as_str()), ("password", PASSWORD)];
    let answer = desk.site.browser().await.post("/sign-in", &credentials).await;
    assert_outage(&answer, "Another program is holding the database");
    let app = &desk.site.app;
    assert_eq!(installation::clean(app).await.unwrap_err().outage(), Some(Outage::Locked));
    assert_eq!(tasks::run_next(app).await.unwrap(), tasks::Turn::Idle);

    raw.execute_unprepared("ROLLBACK").await.unwrap();
    installation::clean(app).await.unwrap();
    assert_eq!(desk.add("after").await.status, 303);
    desk.assert_there(&["after", "before"]).await;
}

/// They do not wait one after the other for a lock that is not given.
#[actix_web::test]
async fn many_who_wait_for_a_lock_are_told_together() {
    let desk = Desk::new().await;
    let raw = desk.raw().await;
    let hold =
        if raw.get_database_backend() == DbBackend::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN; LOCK TABLE chains" };
    raw.execute_unprepared(hold).await.unwrap();
    let sku = desk.sku.to_string();
    let add = async |name: &str| {
        let mut kim = desk.kim.clone();
        let form = partnerdesk::clock::new_id().to_string();
        kim.post(&desk.users(), &super::user(name, &sku, &form)).await
    };
    let started = Instant::now();
    let (a, b, c, d) = tokio::join!(add("a"), add("b"), add("c"), add("d"));
    assert!(started.elapsed() < Duration::from_secs(9), "{:?}", started.elapsed());
    for answer in [a, b, c, d] {
        assert_outage(&answer, "Another program is holding the database");
    }
    raw.execute_unprepared("ROLLBACK").await.unwrap();
    desk.site.assert_sound().await;
}

/// Many who wait are all answered, one after the other.
#[actix_web::test]
async fn who_waits_behind_others_is_answered_when_the_lock_is_free() {
    let mut desk = Desk::new().await;
    let raw = desk.raw().await;
    let hold =
        if raw.get_database_backend() == DbBackend::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN; LOCK TABLE chains" };
    raw.execute_unprepared(hold).await.unwrap();
    let let_go = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        raw.execute_unprepared("ROLLBACK").await.unwrap();
    };
    let (answer, ()) = tokio::join!(desk.add("ada"), let_go);
    assert_eq!(answer.status, 303);
    desk.assert_there(&["ada"]).await;
}

/// Whatever an action does with the error of a statement: what came before is not kept, what comes
/// after is not done.
#[actix_web::test]
async fn a_statement_that_failed_takes_its_transaction_with_it() {
    let desk = Desk::new().await;
    let app = &desk.site.app;
    let count = async || crate::support::texts(app, "SELECT name AS text FROM settings WHERE name LIKE 'x%'").await;
    let insert = |name: &str| format!("INSERT INTO settings (name, value) VALUES ('{name}', '1')");
    let result = app
        .db
        .write(async |tx| {
            tx.execute_unprepared(&insert("x1")).await?;
            // Passed over by a careless hand.
            let _ = tx.execute_unprepared("INSERT INTO nowhere VALUES (1)").await;
            let _ = tx.execute_unprepared(&insert("x2")).await;
            Ok::<_, partnerdesk::store::Error>(())
        })
        .await;
    assert!(result.is_err());
    assert!(count().await.is_empty());
    sql(app, &insert("x3"), vec![]).await;
    assert_eq!(count().await, ["x3"]);
}
