//! A server whose operator has switched it to reading, and one without room: the switch holds, reading
//! goes on, and what is refused says why.

use partnerdesk::actions::installation;
use partnerdesk::domain::outage::Outage;
use partnerdesk::domain::role::Role;
use partnerdesk::tasks;
use sea_orm::ConnectionTrait as _;

use super::{Desk, assert_outage};
use crate::process::Installation;
use crate::support::{PASSWORD, texts};

#[actix_web::test]
async fn an_operators_switch_to_reading_holds_for_everybody() {
    let Some((mut desk, proxy)) = Desk::behind().await else { return };
    assert_eq!(desk.add("before").await.status, 303);
    let raw = desk.raw().await;
    let name = texts(&desk.site.app, "SELECT CAST(current_database() AS TEXT) AS text").await.remove(0);
    raw.execute_unprepared(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on")).await.unwrap();
    proxy.cut();

    let path = desk.users();
    assert!(desk.kim.visit(&path).await.has("before"), "live sessions read on");
    // Also when their last click was a while ago: it cannot be noted.
    desk.site.app.clock.advance(chrono::TimeDelta::minutes(20));
    assert!(desk.kim.visit(&path).await.has("before"));
    desk.site.app.clock.advance(chrono::TimeDelta::minutes(20));
    assert!(desk.kim.visit(&path).await.has("before"), "who works stays signed in");

    let answer = desk.add("refused").await;
    assert_outage(&answer, "read-only at the moment");
    assert_eq!((answer.page().heading(), answer.page().value("display_name")), ("Add user".into(), "refused".into()));
    let credentials = [("email", desk.staff.email.as_str()), ("password", PASSWORD)];
    let answer = desk.site.browser().await.post("/sign-in", &credentials).await;
    assert_outage(&answer, "read-only at the moment");
    assert_outage(&desk.kim.clone().post("/sign-out", &[]).await, "Not possible at the moment");
    let app = &desk.site.app;
    assert_eq!(installation::clean(app).await.unwrap_err().outage(), Some(Outage::ReadOnly));
    // Nothing waits, and that can be read.
    assert_eq!(tasks::run_next(app).await.unwrap(), tasks::Turn::Idle);

    raw.execute_unprepared(&format!("ALTER DATABASE {name} RESET default_transaction_read_only")).await.unwrap();
    proxy.cut();
    installation::clean(app).await.unwrap();
    assert!(desk.kim.visit(&path).await.has("before"), "and was not forgotten meanwhile");
    assert_eq!(desk.add("after").await.status, 303);
    desk.assert_there(&["after", "before"]).await;
}

#[actix_web::test]
async fn the_program_starts_and_reads_on_a_database_that_takes_no_writes() {
    let installation = Installation::new().await;
    if installation.directory().is_some() {
        return;
    }
    // The first start writes down which key belongs to it.
    installation.succeed(&["staff", "list"]);
    let site = installation.site().await;
    let staff = site.staff(Role::AdminAgent).await;
    let name = texts(&site.app, "SELECT CAST(current_database() AS TEXT) AS text").await.remove(0);
    // It writes whether the connection is older than the switch or one that the pool opened since.
    let switch = async |to: &str| {
        let statement = format!("BEGIN READ WRITE; ALTER DATABASE {name} {to}; COMMIT");
        site.app.db.read().execute_unprepared(&statement).await.unwrap();
    };
    switch("SET default_transaction_read_only = on").await;
    let server = installation.serve();
    let command = ["staff", "block", staff.email.as_str()];
    let ended = installation.run(&command);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.err.contains("The database is read-only at the moment"), "{}", ended.err);
    assert!(installation.succeed(&["staff", "list"]).contains(staff.email.as_str()));
    assert!(installation.succeed(&["check"]).starts_with("no discrepancy"));
    assert_eq!(server.stop().code, 0);
    switch("RESET default_transaction_read_only").await;
    assert_eq!(installation.run(&command).code, 0);
}

/// As the server tells it: at a statement, or only at COMMIT.
#[actix_web::test]
async fn a_server_without_room_is_told_so_and_nothing_is_half_done() {
    let Some((mut desk, _)) = Desk::behind().await else { return };
    let raw = desk.raw().await;
    raw.execute_unprepared(
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$",
    )
    .await
    .unwrap();
    for trigger in [
        "CREATE TRIGGER full_disk BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION no_room()",
        "CREATE CONSTRAINT TRIGGER full_disk AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION no_room()",
    ] {
        raw.execute_unprepared(trigger).await.unwrap();
        let answer = desk.add("refused").await;
        assert_outage(&answer, "no room left");
        assert_eq!(answer.page().value("display_name"), "refused");
        raw.execute_unprepared("DROP TRIGGER full_disk ON users").await.unwrap();
        desk.assert_there(&[]).await;
    }
    assert_eq!(desk.add("after").await.status, 303);
    desk.assert_there(&["after"]).await;
}

/// A database that lets nobody in for a while, as during maintenance.
#[actix_web::test]
async fn a_server_that_lets_nobody_in_is_told_as_away() {
    let Some((mut desk, proxy)) = Desk::behind().await else { return };
    let name = texts(&desk.site.app, "SELECT CAST(current_database() AS TEXT) AS text").await.remove(0);
    let raw = desk.raw().await;
    let shut = format!("ALTER DATABASE {name} RENAME TO {name}_away");
    // Nobody may be in it while its name is changed.
    drop(raw);
    let url = match desk.scratch.place() {
        partnerdesk::store::DatabaseLocation::Server(url) => url.replace(&format!("/{name}"), "/postgres"),
        partnerdesk::store::DatabaseLocation::Embedded(_) => unreachable!(),
    };
    let beside = sea_orm::Database::connect(url).await.unwrap();
    let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    proxy.turn(super::proxy::Way::Shut);
    let mut tries = 0;
    while beside.execute_unprepared(&end).await.is_err() || beside.execute_unprepared(&shut).await.is_err() {
        tries += 1;
        assert!(tries < 50);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    proxy.turn(super::proxy::Way::Open);
    let path = desk.users();
    assert_outage(&desk.kim.get(&path).await, "Not possible at the moment");
    assert_outage(&desk.add("refused").await, "Not possible at the moment");
    beside.execute_unprepared(&format!("ALTER DATABASE {name}_away RENAME TO {name}")).await.unwrap();
    assert_eq!(desk.add("after").await.status, 303);
    desk.assert_there(&["after"]).await;
}
