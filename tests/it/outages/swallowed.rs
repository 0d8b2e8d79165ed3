//! Where a failure of the database is noted and left to a later try: nothing claims success, and the
//! later try does it.

use chrono::TimeDelta;
use partnerdesk::actions::installation;
use partnerdesk::domain::id::UserId;
use partnerdesk::domain::role::Role;
use partnerdesk::tasks;
use sea_orm::ConnectionTrait as _;
use sea_orm::DbBackend;

use super::Desk;
use crate::deleted::delete;
use crate::support::{PASSWORD, sql, texts};

/// From now on every `event` on `table` for which `only` holds fails.
async fn break_at(desk: &Desk, event: &str, table: &str, only: &str) {
    break_as("broken", desk, event, table, only).await;
}

async fn break_as(name: &str, desk: &Desk, event: &str, table: &str, only: &str) {
    let app = &desk.site.app;
    if app.db.read().get_database_backend() == DbBackend::Sqlite {
        let trigger = format!(
            "CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {only} BEGIN SELECT RAISE(ABORT, 'broken'); END"
        );
        return sql(app, &trigger, vec![]).await;
    }
    let function = "CREATE OR REPLACE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'broken' USING ERRCODE = '58030'; END $$";
    sql(app, function, vec![]).await;
    let trigger =
        format!("CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({only}) EXECUTE FUNCTION broken()");
    sql(app, &trigger, vec![]).await;
}

async fn mend(desk: &Desk, table: &str) {
    mend_as("broken", desk, table).await;
}

async fn mend_as(name: &str, desk: &Desk, table: &str) {
    let on = if desk.site.app.db.read().get_database_backend() == DbBackend::Sqlite {
        String::new()
    } else {
        format!(" ON {table}")
    };
    sql(&desk.site.app, &format!("DROP TRIGGER {name}{on}"), vec![]).await;
}

async fn user(desk: &Desk, name: &str) -> UserId {
    desk.site.user(&desk.staff, desk.customer, name, &[desk.sku]).await
}

#[actix_web::test]
async fn a_job_that_fails_at_once_is_told_as_under_way_and_done_later() {
    let mut desk = Desk::new().await;
    let ada = user(&desk, "Ada").await;
    break_at(&desk, "UPDATE", "users", "NEW.deleted_at IS NOT NULL").await;
    let path = format!("/customers/{}/deletions", desk.customer);
    let answer = desk.kim.post(&path, &[("user", &ada.to_string())]).await;
    let (status, job) = (answer.status, answer.location());
    assert_eq!(status, 303);
    assert!(job.contains("/jobs/"), "nobody says that it is done: {job}");
    let page = desk.kim.visit(&job).await;
    assert!(!page.has("Ada was deleted") && !page.select("progress").is_empty(), "{}", page.text());
    mend(&desk, "users").await;
    assert_eq!(desk.names().await, ["Ada"]);
    // It waits a little before it is tried again.
    desk.site.app.clock.advance(TimeDelta::seconds(11));
    tasks::work_off(&desk.site.app).await.unwrap();
    assert!(desk.kim.visit(&job).await.select("progress").is_empty());
    let now = desk.site.now(desk.customer).await;
    assert_eq!((now.active_users, now.deleted_users), (0, 1));
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn what_cleaning_cannot_do_it_does_the_next_time() {
    let mut desk = Desk::new().await;
    let ada = user(&desk, "Ada").await;
    user(&desk, "Bea").await;
    delete(&mut desk.kim, desk.customer, &[ada]).await;
    desk.site.pass(TimeDelta::days(30) - TimeDelta::hours(1)).await;
    installation::clean(&desk.site.app).await.unwrap();
    desk.site.app.clock.advance(TimeDelta::hours(2));
    break_at(&desk, "DELETE", "users", "OLD.display_name = 'Ada'").await;
    assert!(installation::clean(&desk.site.app).await.is_err());
    mend(&desk, "users").await;
    assert_eq!(desk.names().await, ["Ada", "Bea"], "nothing of it is half gone");
    desk.site.assert_sound().await;
    installation::clean(&desk.site.app).await.unwrap();
    assert_eq!(desk.names().await, ["Bea"]);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn sheets_of_somebody_who_was_removed_are_closed_by_the_next_cleaning() {
    let mut desk = Desk::new().await;
    let lee = desk.site.staff(Role::AdminAgent).await;
    desk.site.user(&lee, desk.customer, "Ada", &[]).await;
    let open = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM credential_sheets WHERE closed_at IS NULL";
    assert_eq!(texts(&desk.site.app, open).await, ["1"]);
    break_at(&desk, "UPDATE", "credential_sheets", "NEW.closed_at IS NOT NULL").await;
    let answer = desk.kim.post(&format!("/staff/{}/removal", lee.id), &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(texts(&desk.site.app, open).await, ["1"]);
    assert!(installation::clean(&desk.site.app).await.is_err(), "and says so as long as it cannot");
    mend(&desk, "credential_sheets").await;
    installation::clean(&desk.site.app).await.unwrap();
    assert_eq!(texts(&desk.site.app, open).await, ["0"]);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn a_right_password_that_could_not_be_noted_does_not_add_up_to_a_wait() {
    let desk = Desk::new().await;
    break_at(&desk, "INSERT", "events", "NEW.operation = 'sign_in'").await;
    let credentials = [("email", desk.staff.email.as_str()), ("password", PASSWORD)];
    for _ in 0..8 {
        let answer = desk.site.browser().await.post("/sign-in", &credentials).await;
        assert!([500, 503].contains(&answer.status), "{}: {}", answer.status, answer.body);
    }
    mend(&desk, "events").await;
    let mut kim = desk.site.browser().await;
    assert_eq!(kim.post("/sign-in", &credentials).await.status, 303);
    assert_eq!(kim.get("/").await.status, 200);
}

#[actix_web::test]
async fn a_try_that_cannot_be_given_back_at_once_is_given_back_later() {
    let desk = Desk::new().await;
    break_as("broken", &desk, "INSERT", "events", "NEW.operation = 'sign_in'").await;
    break_as("kept", &desk, "UPDATE", "throttles", "NEW.failures < OLD.failures").await;
    let credentials = [("email", desk.staff.email.as_str()), ("password", PASSWORD)];
    for _ in 0..9 {
        let answer = desk.site.browser().await.post("/sign-in", &credentials).await;
        assert!([500, 503].contains(&answer.status), "{}: {}", answer.status, answer.body);
    }
    mend_as("broken", &desk, "events").await;
    mend_as("kept", &desk, "throttles").await;
    assert_eq!(desk.site.browser().await.post("/sign-in", &credentials).await.status, 303);
    // Wrong ones are still counted.
    let wrong = [("email", desk.staff.email.as_str()), ("password", "rain falls on flat roofs")];
    let mut told = Vec::new();
    for _ in 0..7 {
        told.push(desk.site.browser().await.post("/sign-in", &wrong).await.status);
    }
    assert_eq!(told, [422, 422, 422, 422, 422, 422, 429]);
}

/// The session is not there when its row could not be written, and nobody says that it is.
#[actix_web::test]
async fn who_could_not_be_given_a_session_is_not_let_in_and_not_told_so() {
    let desk = Desk::new().await;
    break_at(&desk, "INSERT", "sessions", "NEW.state <> ''").await;
    let credentials = [("email", desk.staff.email.as_str()), ("password", PASSWORD)];
    let mut kim = desk.site.browser().await;
    let answer = kim.post("/sign-in", &credentials).await;
    assert!([500, 503].contains(&answer.status), "{}: {}", answer.status, answer.body);
    assert!(answer.page().heading() != "" && kim.cookie("partnerdesk").is_none());
    mend(&desk, "sessions").await;
    // Signing out is not told as done while the session is there.
    let mut out = desk.kim.clone();
    break_at(&desk, "DELETE", "sessions", "OLD.state <> ''").await;
    let answer = out.post("/sign-out", &[]).await;
    assert!([500, 503].contains(&answer.status), "{}: {}", answer.status, answer.body);
    mend(&desk, "sessions").await;
    assert_eq!(out.get("/").await.status, 200, "the cookie is still there, and can be signed out");
    assert_eq!(out.post("/sign-out", &[]).await.status, 303);
    assert_eq!(desk.kim.clone().get("/").await.status, 303);
}
