//! A server that cannot be reached, or that does not answer any more: pages say so soon.

use std::time::{Duration, Instant};

use partnerdesk::actions::installation;
use partnerdesk::tasks;

use super::proxy::Way;
use super::{Desk, assert_outage};
use crate::support::PASSWORD;

/// A page says so within this time.
const SOON: Duration = Duration::from_secs(5);

#[actix_web::test]
async fn pages_say_soon_that_the_database_does_not_answer_and_go_on_by_themselves() {
    let Some((mut desk, proxy)) = Desk::behind().await else { return };
    assert_eq!(desk.add("before").await.status, 303);
    let path = desk.users();
    for way in [Way::Shut, Way::Silent] {
        proxy.turn(way);
        let started = Instant::now();
        let answer = desk.kim.get(&path).await;
        assert_outage(&answer, "Not possible at the moment");
        assert!(started.elapsed() < SOON, "{way:?}: {:?}", started.elapsed());
        assert_eq!(answer.page().link("Try again"), path);

        let started = Instant::now();
        let answer = desk.add("refused").await;
        assert_outage(&answer, "Not possible at the moment");
        assert!(started.elapsed() < SOON, "{way:?}: {:?}", started.elapsed());
        assert_eq!(answer.page().value("display_name"), "refused", "what was typed is kept");

        // Nobody's password stands in a page.
        let started = Instant::now();
        let credentials = [("email", desk.staff.email.as_str()), ("password", PASSWORD)];
        let answer = desk.site.browser().await.post("/sign-in", &credentials).await;
        assert_outage(&answer, "does not answer at the moment");
        assert_eq!(answer.page().value("email"), desk.staff.email.as_str());
        assert!(started.elapsed() < SOON && !answer.body.contains(PASSWORD), "{way:?}: {:?}", started.elapsed());

        // The program's own work fails, and says so to who looks after it.
        let app = &desk.site.app;
        assert!(tasks::run_next(app).await.is_err() && installation::clean(app).await.is_err());

        proxy.turn(Way::Open);
        if way == Way::Silent {
            // The network has told what it did not pass on.
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
        assert_eq!(desk.kim.get(&path).await.status, 200, "{way:?}: the same session reads on");
        assert_eq!(desk.add(&format!("after-{way:?}")).await.status, 303);
        assert!(tasks::run_next(&desk.site.app).await.is_ok() && installation::clean(&desk.site.app).await.is_ok());
    }
    desk.assert_there(&["after-Shut", "after-Silent", "before"]).await;
}

#[actix_web::test]
async fn a_slow_answer_is_waited_for_while_the_server_is_there() {
    let Some((desk, _)) = Desk::behind().await else { return };
    let started = Instant::now();
    let slow = "SELECT CAST(pg_sleep(6) AS TEXT) || 'done' AS text";
    assert_eq!(crate::support::texts(&desk.site.app, slow).await, ["done"]);
    assert!(started.elapsed() >= Duration::from_secs(6));
}
