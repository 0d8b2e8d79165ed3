//! Passwords that are handed out: what *Done* asks first, who saw them, and what became of them.

use chrono::TimeDelta;
use partnerdesk::actions::sheets;
use partnerdesk::domain::event::Detail;
use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::store;

use crate::support::{Browser, Site};

/// A customer, an Admin agent with a sheet for Ada, and the sheet's address.
async fn with_sheet(site: &Site) -> (CustomerId, Staff, Browser, String) {
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let path = kim.visit(&format!("/customers/{id}/users")).await.link("Open the confirmation");
    (id, staff, kim, path)
}

#[actix_web::test]
async fn done_asks_first_about_what_was_neither_printed_copied_nor_downloaded() {
    for how in ["/print", ".csv", "copied"] {
        let site = Site::new().await;
        let (id, staff, mut kim, path) = with_sheet(&site).await;
        let done = format!("{path}/completion");
        let question = kim.post(&done, &[]).await;
        assert_eq!(question.status, 422);
        assert!(question.page().alert().contains("Ada Bianchi (ada.bianchi@aquila.example)"));
        assert_eq!(question.page().link("Back to the confirmation"), path);
        assert_eq!(kim.visit(&path).await.texts("td .password").len(), 1, "nothing was destroyed");
        let ada = kim.visit(&path).await.attribute("tr[data-user]", "data-user").unwrap();
        if how != "copied" {
            assert_eq!(kim.get(&format!("{path}{how}")).await.status, 200);
        }
        let copied = if how == "copied" { vec![("copied", ada.as_str())] } else { Vec::new() };

        // One more comes onto the sheet after the last print.
        site.app.clock.advance(TimeDelta::seconds(5));
        site.user(&staff, id, "Bo Lind", &[]).await;
        let question = kim.post(&done, &copied).await;
        assert_eq!(question.status, 422, "{how}");
        let page = question.page();
        assert_eq!(page.heading(), "1 temporary password would be lost");
        assert!(page.alert().contains("Bo Lind") && !page.alert().contains("Ada"), "{how}: {}", page.alert());

        // The answer is about what the question named, and nothing that came since.
        let answer = page.value("seen");
        site.app.clock.advance(TimeDelta::seconds(5));
        site.user(&staff, id, "Cy Marsh", &[]).await;
        let again = kim.post(&done, &[("seen", &answer)]).await;
        assert_eq!(again.status, 422);
        assert!(again.page().alert().contains("Cy Marsh"));
        let answer = again.page().value("seen");
        assert_eq!(kim.post(&done, &[("seen", &answer)]).await.status, 303);
        assert_eq!(kim.get(&path).await.status, 410);
    }
}

#[actix_web::test]
async fn what_was_handed_out_is_destroyed_at_once_and_a_new_password_of_the_same_user_is_not() {
    let site = Site::new().await;
    let (id, _, mut kim, path) = with_sheet(&site).await;
    kim.get(&format!("{path}/print")).await;
    let ada = kim.visit(&path).await.attribute("tr[data-user]", "data-user").unwrap();
    site.app.clock.advance(TimeDelta::seconds(5));
    kim.submit(&format!("/customers/{id}/password-resets"), &[("user", &ada)]).await;
    let done = format!("{path}/completion");
    assert_eq!(kim.post(&done, &[]).await.status, 422);
    kim.get(&format!("{path}.csv")).await;
    assert_eq!(kim.post(&done, &[]).await.status, 303);
    assert_eq!(kim.post(&done, &[]).await.status, 303, "a second time changes nothing");
}

#[actix_web::test]
async fn whoever_sees_passwords_leaves_an_event() {
    let site = Site::new().await;
    let (id, staff, mut kim, path) = with_sheet(&site).await;
    let mut boss = site.sign_in(Role::GlobalAdmin).await;
    for (rest, operation) in [("", "open"), ("/print", "print"), (".csv", "download")] {
        for (browser, owner) in [(&mut kim, None), (&mut boss, Some(staff.name.as_str()))] {
            assert_eq!(browser.get(&format!("{path}{rest}")).await.status, 200);
            let last = store::audit::after(site.app.db.read(), id, 0, 100).await.unwrap().pop().unwrap();
            assert_eq!(last.operation, format!("{operation}_credential_sheet"));
            let told: Detail = serde_json::from_str(&last.detail).unwrap();
            assert_eq!(told.after.get("users"), Some(&1.into()));
            assert_eq!(told.after.get("sheet_of").and_then(|name| name.as_str()), owner);
        }
    }
    let log = boss.visit(&format!("/customers/{id}/activity")).await;
    assert!(log.has("Printed temporary passwords") && log.has("Confirmation of"));
    assert!(boss.visit(&path).await.has(&format!("This is the confirmation of {}", staff.name)));
}

#[actix_web::test]
async fn a_sheet_whose_password_a_later_reset_took_over_says_so_and_is_no_dead_end() {
    let site = Site::new().await;
    let (id, _, mut kim, path) = with_sheet(&site).await;
    let lee = site.staff(Role::HelpdeskAgent).await;
    let ada = kim.visit(&path).await.attribute("tr[data-user]", "data-user").unwrap();
    let mut other = site.sign_in_as(&lee).await;
    other.submit(&format!("/customers/{id}/password-resets"), &[("user", &ada)]).await;
    let list = kim.visit(&format!("/customers/{id}/users")).await;
    assert!(list.has("No temporary password is left") && !list.has("are waiting to be handed out"));
    let page = kim.visit(&list.link("Open the confirmation")).await;
    assert!(page.has("Newer passwords were made") && page.has(&format!("by {}", lee.name)));
    assert!(page.has("ada.bianchi@aquila.example") && page.select(".password").is_empty());
    assert_eq!(page.link("Users and licenses"), format!("/customers/{id}/users"));
    let sheet = sheets::open_sheet(&site.actor(&lee), id).await.unwrap().unwrap();
    assert_eq!(sheets::size(&site.actor(&lee), &sheet).await.unwrap(), 1);
    assert_eq!(kim.post(&format!("{path}/completion"), &[]).await.status, 303, "nothing would be lost");
}

#[actix_web::test]
async fn global_admins_see_every_open_confirmation() {
    let site = Site::new().await;
    let (_, staff, mut kim, path) = with_sheet(&site).await;
    let mut boss = site.sign_in(Role::GlobalAdmin).await;
    let list = boss.visit("/staff").await.link("Open confirmations");
    let page = boss.visit(&list).await;
    let rows = page.rows();
    assert_eq!((rows.len(), rows[0][0].as_str(), rows[0][1].as_str()), (1, "Aquila", staff.name.as_str()));
    assert_eq!(rows[0][2], "1 1 not handed out");
    assert_eq!(page.link("Aquila"), path);
    kim.get(&format!("{path}/print")).await;
    assert_eq!(boss.visit(&list).await.rows()[0][2], "1");
    assert_eq!(kim.get(&list).await.status, 403);
    kim.submit(&format!("{path}/completion"), &[]).await;
    assert!(boss.visit(&list).await.has("No confirmation is open"));
}

#[actix_web::test]
async fn the_sheet_its_slips_and_its_file_tell_until_when_a_password_lasts() {
    let site = Site::new().await;
    let (_, _, mut kim, path) = with_sheet(&site).await;
    let page = kim.visit(&path).await;
    let until = page.rows()[0][3].clone();
    assert!(until.ends_with("UTC"), "{until}");
    assert!(kim.get(&format!("{path}.csv")).await.body.contains(&format!("\"{until}\"")));
    assert!(kim.visit(&format!("{path}/print?language=en")).await.has(&until));
    let both = page.attribute("[data-whole]", "data-copy").unwrap();
    let password = &page.texts("td .password")[0];
    assert_eq!(both, format!("User name: ada.bianchi@aquila.example\nTemporary password: {password}"));
}
