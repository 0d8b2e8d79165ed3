//! The 30 days of 24 hours end to the second, also where clocks are put forward meanwhile, and the
//! day that is shown is the one in the reader's own time zone.

use chrono::TimeDelta;
use partnerdesk::domain::Moment;
use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::store;

use super::tab;
use crate::support::Site;

/// Puts the clock to this moment.
fn put(site: &Site, to: Moment) {
    site.app.clock.advance(to - site.app.clock.now());
}

async fn deleted_at(site: &Site, customer: CustomerId, user: UserId) -> Moment {
    store::users::find(site.app.db.read(), customer, user).await.unwrap().unwrap().deleted_at.unwrap()
}

async fn delete(site: &Site, staff: &Staff, customer: CustomerId, user: UserId) {
    super::delete(&mut site.sign_in_as(staff).await, customer, &[user]).await;
}

/// Deletes at `deleted` and restores `after`. Gives what that is answered; nothing if this machine was
/// so slow that the last second was over.
async fn restored(deleted: &str, after: TimeDelta) -> Option<String> {
    let site = Site::new().await;
    put(&site, deleted.parse().unwrap());
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    delete(&site, &staff, id, ada).await;
    let at = deleted_at(&site, id, ada).await;
    put(&site, at + after - TimeDelta::minutes(1));
    let mut kim = site.sign_in_as(&staff).await;
    let question = tab(&mut kim, id).await.link("Restore");
    let form = kim.visit(&question).await.value("form_id");
    put(&site, at + after);
    let fields = [("user", &ada.to_string()[..]), ("form_id", &form)];
    let location = kim.post(&format!("/customers/{id}/restorations"), &fields).await.location();
    let was_in_time = site.app.clock.now() < at + TimeDelta::days(30);
    let page = kim.visit(&location).await;
    let active = site.now(id).await.active_users;
    assert_eq!(active == 1, page.has("was restored with everything"), "{}", page.text());
    (was_in_time || after >= TimeDelta::days(30)).then(|| page.text())
}

#[actix_web::test]
async fn a_second_before_the_end_is_in_time_and_the_end_itself_is_too_late() {
    // Over nothing, over the change to summer time in Italy, over that back.
    for deleted in ["2027-01-05T09:00:00Z", "2027-03-10T22:30:00Z", "2027-10-15T22:30:00Z"] {
        let mut last_second = None;
        for _ in 0..5 {
            last_second = last_second.or(restored(deleted, TimeDelta::days(30) - TimeDelta::seconds(1)).await);
        }
        assert!(last_second.unwrap().contains("Ada Bianchi was restored with everything"), "{deleted}");
        let late = restored(deleted, TimeDelta::days(30)).await.unwrap();
        assert!(late.contains("Not restored: the 30 days are over."), "{deleted}: {late}");
    }
}

#[actix_web::test]
async fn the_day_is_told_as_the_clocks_of_the_reader_show_it_then() {
    for (deleted, on, until, zone) in [
        ("2027-03-10T22:30:00Z", "10 Mar 2027, 23:30", "10 Apr 2027, 00:30", "CEST"),
        ("2027-02-27T22:30:00Z", "27 Feb 2027, 23:30", "30 Mar 2027, 00:30", "CEST"),
        ("2027-02-25T22:30:00Z", "25 Feb 2027, 23:30", "27 Mar 2027, 23:30", "CET"),
        ("2027-10-15T22:30:00Z", "16 Oct 2027, 00:30", "14 Nov 2027, 23:30", "CET"),
    ] {
        let site = Site::new().await;
        put(&site, deleted.parse().unwrap());
        let staff = site.staff(Role::AdminAgent).await;
        let id = site.customer("Aquila", "aquila.example").await;
        let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
        let mut kim = site.sign_in_as(&staff).await;
        let own = [("name", "Kim"), ("language", "en"), ("time_zone", "Europe/Rome"), ("version", "1")];
        kim.submit("/profile", &own).await;
        let question = kim.visit(&format!("/customers/{id}/deletions/new?user={ada}")).await;
        assert!(question.has(&format!("{until} {zone}")), "{deleted}: {}", question.text());
        // However long this took: what is shown is told to the minute.
        put(&site, deleted.parse().unwrap());
        super::delete(&mut kim, id, &[ada]).await;
        let row = tab(&mut kim, id).await.rows().remove(0);
        assert_eq!(row[3], format!("30 days left until {until}"), "{deleted}");
        assert!(row[4].starts_with(on), "{deleted}: {row:?}");
        let file = kim.get(&format!("/customers/{id}/users/deleted.csv")).await.body;
        // In the file as on the page, with what it is apart from UTC.
        let at = deleted.parse::<chrono::DateTime<chrono::Utc>>().unwrap().with_timezone(&chrono_tz::Europe::Rome);
        for at in [at, at + TimeDelta::days(30)] {
            let told = at.to_rfc3339_opts(chrono::SecondsFormat::Secs, false);
            assert!(file.contains(&format!("\"{}", &told[..17])), "{told}: {file}");
            assert!(file.contains(&told[19..]), "{told}: {file}");
        }
        // An hour more or less on the clock takes no day away, and gives none. Minutes are left where a
        // machine under load may need them.
        let end = deleted_at(&site, id, ada).await + TimeDelta::days(30);
        for (before_end, left) in [
            (TimeDelta::days(29) + TimeDelta::minutes(5), "30 days left"),
            (TimeDelta::days(29) - TimeDelta::seconds(5), "29 days left"),
            (TimeDelta::days(1) + TimeDelta::minutes(5), "2 days left"),
            (TimeDelta::days(1) - TimeDelta::seconds(1), "1 day left"),
            (TimeDelta::minutes(5), "1 day left"),
        ] {
            put(&site, end - before_end - TimeDelta::seconds(3));
            let mut kim = site.sign_in_as(&staff).await;
            put(&site, end - before_end);
            let row = tab(&mut kim, id).await.rows().remove(0);
            assert!(row[3].starts_with(left), "{deleted}, {before_end} before the end: {row:?}");
        }
    }
}
