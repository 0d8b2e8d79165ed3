//! A clock that jumps removes nobody: what is due by it waits until a Global admin or a command confirms
//! it, or it has run for a day.

use chrono::TimeDelta;
use partnerdesk::actions::Actor;
use partnerdesk::actions::installation::clean;
use partnerdesk::actions::timekeeping::{self, Confirmed};
use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::role::Role;

use super::delete;
use crate::support::Site;

/// A site with this many users of a customer deleted on each of these days.
async fn deleted_on(days: i64, a_day: usize) -> (Site, CustomerId) {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    for day in 0..days {
        let mut users = Vec::new();
        for number in 0..a_day {
            users.push(site.user(&staff, id, &format!("User {day} {number}"), &[]).await);
        }
        delete(&mut site.sign_in_as(&staff).await, id, &users).await;
        site.pass(TimeDelta::days(1)).await;
    }
    clean(&site.app).await.unwrap();
    (site, id)
}

async fn left(site: &Site, id: CustomerId) -> i64 {
    clean(&site.app).await.unwrap();
    site.now(id).await.deleted_users
}

async fn confirm(site: &Site) -> Confirmed {
    let by = Actor::command_line(&site.app);
    timekeeping::confirm(&by, by.now).await.unwrap()
}

#[actix_web::test]
async fn nobody_goes_by_a_clock_that_jumped_until_somebody_says_that_it_is_right() {
    let (site, id) = deleted_on(3, 4).await;
    // Restarted weeks later, or set wrong: it looks the same.
    site.app.clock.advance(TimeDelta::days(40));
    assert_eq!(left(&site, id).await, 12);
    for (role, sees) in [(Role::AdminAgent, false), (Role::GlobalAdmin, true)] {
        let mut browser = site.sign_in(role).await;
        let page = browser.visit("/").await;
        assert_eq!(page.select("form[action='/clock-confirmation']").len(), usize::from(sees), "{role}");
        if !sees {
            assert_eq!(browser.post("/clock-confirmation", &[]).await.status, 403);
            continue;
        }
        assert_eq!(left(&site, id).await, 12);
        assert!(page.has("12 deleted users"), "{}", page.text());
        let clock = [("clock", page.value("clock"))];
        let clock: Vec<(&str, &str)> = clock.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // Another clock than the one that was seen is not confirmed.
        for moved in ["", "x", "2020-01-01T00:00:00Z"] {
            let page = browser.submit("/clock-confirmation", &[("clock", moved)]).await;
            assert!(page.status().contains("something else"), "{moved}: {}", page.status());
        }
        let page = browser.submit("/clock-confirmation", &clock).await;
        assert!(page.status().contains("confirmed"), "{}", page.status());
        assert!(page.select("form[action='/clock-confirmation']").is_empty());
        assert!(browser.submit("/clock-confirmation", &clock).await.status().contains("Nothing"), "once is enough");
    }
    // Nobody was due on the first days after the clock was last believed; then they go, a day's worth an hour.
    let mut told = Vec::new();
    for _ in 0..40 {
        told.push(left(&site, id).await);
        site.app.clock.advance(TimeDelta::hours(1));
    }
    let mut steps = told.clone();
    steps.dedup();
    assert_eq!(steps, [12, 8, 4, 0], "{told:?}");
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_day_that_runs_steadily_says_so_too_and_a_command_does() {
    let (site, id) = deleted_on(1, 3).await;
    site.app.clock.advance(TimeDelta::days(40));
    assert_eq!(left(&site, id).await, 3);
    site.app.clock.advance(TimeDelta::hours(23));
    assert_eq!(left(&site, id).await, 3);
    // Set right, everything is as it was.
    site.app.clock.advance(-TimeDelta::days(40) - TimeDelta::hours(23));
    assert_eq!(left(&site, id).await, 3);
    assert_eq!(confirm(&site).await, Confirmed::Before, "nothing waits");
    site.app.clock.advance(TimeDelta::days(60));
    for _ in 0..25 {
        assert_eq!(left(&site, id).await, 3);
        site.app.clock.advance(TimeDelta::hours(1));
    }
    for _ in 0..40 {
        left(&site, id).await;
        site.app.clock.advance(TimeDelta::hours(1));
    }
    assert_eq!(left(&site, id).await, 0, "it has run for a day, and has caught up");

    let (site, id) = deleted_on(1, 3).await;
    site.app.clock.advance(TimeDelta::days(33));
    assert_eq!(left(&site, id).await, 3);
    assert_eq!(confirm(&site).await, Confirmed::Now);
    for _ in 0..40 {
        left(&site, id).await;
        site.app.clock.advance(TimeDelta::hours(1));
    }
    assert_eq!(left(&site, id).await, 0);
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_node_whose_clock_is_ahead_removes_nobody_beside_one_whose_is_right() {
    let scratch = std::sync::Arc::new(crate::support::Scratch::new().await);
    let (site, ahead) = (Site::on(std::sync::Arc::clone(&scratch), |_| {}).await, Site::on(scratch, |_| {}).await);
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada", &[]).await;
    delete(&mut site.sign_in_as(&staff).await, id, &[ada]).await;
    ahead.app.clock.advance(TimeDelta::days(40));
    for _ in 0..30 {
        assert_eq!((left(&ahead, id).await, left(&site, id).await), (1, 1));
        ahead.app.clock.advance(TimeDelta::hours(1));
        site.app.clock.advance(TimeDelta::hours(1));
    }
}
