//! A change is undone within 24 hours: planned, shown with what drifted, and done.

use chrono::TimeDelta;
use partnerdesk::domain::id::UserId;
use partnerdesk::domain::role::Role;
use partnerdesk::domain::user::License;
use partnerdesk::store;

use super::{Desk, row};
use crate::support::{give, set_licenses, sql};

impl Desk {
    pub async fn undo(&mut self, change: &str) -> (String, crate::support::Page) {
        let answer = self.kim.post(&format!("{change}/undo"), &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.page().text());
        let page = self.kim.visit(&answer.location()).await;
        assert_eq!(page.heading(), "Undo: preview");
        assert_eq!(page.link("Back").split('?').next(), Some(change));
        (answer.location(), page)
    }

    async fn state(&self, people: &[UserId]) -> Vec<(Option<String>, Vec<License>)> {
        let db = self.site.app.db.read();
        let chosen = store::users::chosen::UserSet::Users(people.to_vec());
        let mut found = store::licenses::people(db, self.id, &chosen).await.unwrap();
        let held = store::licenses::of_users(db, self.id, people).await.unwrap();
        found.sort_by_key(|one| one.id);
        found.into_iter().map(|one| (one.location, held.get(&UserId(one.id)).cloned().unwrap_or_default())).collect()
    }
}

#[actix_web::test]
async fn a_change_and_its_undo_give_back_what_was_there() {
    let mut desk = Desk::new().await;
    let (old, plans) = desk.site.product("Business Basic", &["Exchange", "Teams"]).await;
    desk.site.buy(desk.id, old, 9).await;
    let new = desk.site.owns(desk.id, "Business Premium", 9).await;
    let people = desk.people(3, &[]).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    set_licenses(&by, &customer, people[0], &[(old, &plans[..1])], "").await.unwrap();
    give(&by, &customer, people[1], old).await.unwrap();
    sql(&desk.site.app, "UPDATE users SET location = NULL WHERE id = $1", vec![people[2].0.into()]).await;
    let before = desk.state(&people).await;
    let revoke = format!("{old}:revoke");
    let fields = [("license", new.to_string()), ("want", revoke), ("location", "CH".into())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (_, page) = desk.preview(&people, &fields).await;
    let (change, result) = desk.save(&page).await;
    assert_eq!(result.texts(".commands button"), ["Undo this change"]);
    assert_ne!(desk.state(&people).await, before);
    let (_, page) = desk.undo(&change).await;
    assert_eq!(row(&page, "User 00")[..2], ["Business Basic Business Basic without Exchange", "Business Premium"]);
    let (undo, result) = desk.save(&page).await;
    assert_eq!(desk.state(&people).await, before, "licenses, service plans, locations");
    assert_eq!((desk.consumed(old).await, desk.consumed(new).await), (2, 0));
    assert_eq!(result.link("See that change"), change);
    let dashboard = desk.kim.visit("/").await;
    let done = dashboard.texts("tbody th a.name");
    assert_eq!(done, ["Undo of a license change", "Assign and revoke licenses"]);
    // Once: the change says so, and the undo can be undone.
    let page = desk.kim.visit(&change).await;
    assert!(page.has("This change was undone on ") && page.texts(".commands button").is_empty(), "{}", page.text());
    let answer = desk.kim.post(&format!("{change}/undo"), &[]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().has("This change was undone already, or is being undone."), "{}", answer.page().text());
    desk.site.app.clock.advance(TimeDelta::hours(1));
    desk.kim = desk.site.sign_in_as(&desk.staff).await;
    let (_, page) = desk.undo(&undo).await;
    desk.save(&page).await;
    assert_eq!(desk.consumed(new).await, 3);
    // So the change is in force again, and can be undone again.
    let page = desk.kim.visit(&change).await;
    assert!(!page.has("This change was undone") && page.has("It can be undone until "), "{}", page.text());
    let log = desk.kim.visit(&desk.at("/activity")).await;
    let buttons = log.texts(&format!("form[action='{change}/undo'] button"));
    assert_eq!(buttons, ["Undo for all 3 users"; 3]);
    let (_, page) = desk.undo(&change).await;
    desk.save(&page).await;
    assert_eq!(desk.state(&people).await, before);
    let page = desk.kim.visit(&change).await;
    assert!(page.has("This change was undone on ") && page.texts(".commands button").is_empty(), "{}", page.text());
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn what_drifted_since_is_named_and_left_alone() {
    let mut desk = Desk::new().await;
    let (e3, visio) = (desk.site.owns(desk.id, "Office 365 E3", 9).await, desk.site.owns(desk.id, "Visio", 3).await);
    let people = desk.people(3, &[visio]).await;
    let had = format!("{visio}:all");
    let (_, page) = desk.preview(&people, &[("license", &e3.to_string()), ("was", &had)]).await;
    let (change, _) = desk.save(&page).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    // One has both by now, one has nothing anymore; the last seat of what was taken went to somebody else.
    set_licenses(&by, &customer, people[0], &[(e3, &[]), (visio, &[])], "").await.unwrap();
    set_licenses(&by, &customer, people[1], &[], "").await.unwrap();
    desk.site.user(&desk.staff, desk.id, "Other", &[visio]).await;
    let (_, page) = desk.undo(&change).await;
    assert!(page.has("For 2 users, things are not as this change left them."), "{}", page.text());
    assert_eq!(row(&page, "User 00")[1..], ["Office 365 E3", "Visio was assigned again since: nothing to give back."]);
    assert_eq!(row(&page, "User 01")[..2], ["Visio", "–"]);
    assert_eq!(row(&page, "User 01")[2], "Office 365 E3 was revoked since: nothing to take back.");
    assert_eq!(row(&page, "User 02")[..2], ["–", "–"], "{}", page.text());
    assert_eq!(page.rows().iter().filter(|row| row[0] == "Visio").count(), 1);
    let drifted = desk.kim.visit(&page.attribute(".note a[href*=drifted]", "href").unwrap()).await;
    assert_eq!(drifted.texts(".told tbody a.name").len(), 2);
    desk.save(&page).await;
    assert_eq!(desk.holders(e3, &people).await, [false, false, true]);
    assert_eq!(desk.holders(visio, &people).await, [true, true, false]);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn what_somebody_revoked_and_assigned_again_stays_and_so_does_another_location() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 9).await;
    let people = desk.people(3, &[]).await;
    for user in &people {
        sql(&desk.site.app, "UPDATE users SET location = NULL WHERE id = $1", vec![user.0.into()]).await;
    }
    let (_, page) = desk.preview(&people, &[("license", &e3.to_string()), ("location", "CH")]).await;
    let (change, _) = desk.save(&page).await;
    desk.site.app.clock.advance(TimeDelta::hours(1));
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    set_licenses(&by, &customer, people[0], &[], "").await.unwrap();
    give(&by, &customer, people[0], e3).await.unwrap();
    sql(&desk.site.app, "UPDATE users SET location = 'FR' WHERE id = $1", vec![people[1].0.into()]).await;
    desk.kim = desk.site.sign_in_as(&desk.staff).await;
    let (_, page) = desk.undo(&change).await;
    let stays = "Office 365 E3 was revoked and assigned again since: it stays.";
    let located = "The location was changed since, or something else needs it: it stays.";
    assert_eq!(row(&page, "User 00"), ["–", "–", &format!("{stays}{located}")]);
    let told = row(&page, "User 01");
    assert_eq!(told[1..], ["Office 365 E3", "The location was changed since, or something else needs it: it stays."]);
    desk.save(&page).await;
    assert_eq!(desk.holders(e3, &people).await, [true, false, false]);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn what_somebody_assigned_again_stays_also_when_the_rest_is_undone() {
    let mut desk = Desk::new().await;
    let (e3, visio) = (desk.site.owns(desk.id, "Office 365 E3", 9).await, desk.site.owns(desk.id, "Visio", 1).await);
    let people = desk.people(2, &[]).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    give(&by, &customer, people[1], visio).await.unwrap();
    let (want, ticked) = (format!("{visio}:revoke"), e3.to_string());
    let (_, page) = desk.preview(&people, &[("license", &ticked), ("want", &want)]).await;
    let (change, _) = desk.save(&page).await;
    desk.site.app.clock.advance(TimeDelta::minutes(10));
    let by = desk.site.actor(&desk.staff);
    set_licenses(&by, &customer, people[1], &[], "").await.unwrap();
    give(&by, &customer, people[1], e3).await.unwrap();
    let other = desk.site.user(&desk.staff, desk.id, "Other", &[visio]).await;
    // There is no seat for the product that was taken.
    let (_, page) = desk.undo(&change).await;
    desk.save(&page).await;
    assert_eq!(desk.holders(e3, &people).await, [false, true]);
    desk.site.app.clock.advance(TimeDelta::minutes(10));
    set_licenses(&desk.site.actor(&desk.staff), &customer, other, &[], "").await.unwrap();
    let log = desk.kim.visit(&desk.at("/activity")).await;
    let buttons = log.texts(&format!("form[action='{change}/undo'] button"));
    assert_eq!(buttons, ["Undo this change"; 2], "no more for all");
    let (_, page) = desk.undo(&change).await;
    assert_eq!(row(&page, "User 01"), ["Visio", "–", "Office 365 E3 was revoked and assigned again since: it stays."]);
    desk.save(&page).await;
    assert_eq!(
        (desk.holders(e3, &people).await, desk.holders(visio, &people).await),
        (vec![false, true], vec![false, true])
    );
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn what_could_not_be_undone_at_first_can_be_later() {
    let mut desk = Desk::new().await;
    let visio = desk.site.owns(desk.id, "Visio", 2).await;
    let people = desk.people(2, &[visio]).await;
    let revoke = format!("{visio}:revoke");
    let (_, page) = desk.preview(&people, &[("want", &revoke)]).await;
    let (change, _) = desk.save(&page).await;
    let other = desk.site.user(&desk.staff, desk.id, "Other", &[visio]).await;
    let (_, page) = desk.undo(&change).await;
    let (_, result) = desk.save(&page).await;
    assert!(result.alert().contains("Not done for 1 user"), "{}", result.text());
    let page = desk.kim.visit(&change).await;
    assert!(page.has("This change was undone in part on "), "{}", page.text());
    assert_eq!(page.texts(".commands button"), ["Undo this change"]);
    // Later there is a seat again, and only the other one is still to get one.
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    set_licenses(&by, &customer, other, &[], "").await.unwrap();
    let (_, page) = desk.undo(&change).await;
    assert_eq!(page.texts(".told tbody a.name"), ["User 01"]);
    desk.save(&page).await;
    assert_eq!(desk.holders(visio, &people).await, [true, true]);
    let page = desk.kim.visit(&change).await;
    assert!(page.has("This change was undone on ") && page.texts(".commands button").is_empty(), "{}", page.text());
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn who_got_a_change_again_is_not_left_out_when_it_is_undone_again() {
    let mut desk = Desk::new().await;
    let visio = desk.site.owns(desk.id, "Visio", 2).await;
    let people = desk.people(2, &[visio]).await;
    let revoke = format!("{visio}:revoke");
    let (_, page) = desk.preview(&people, &[("want", &revoke)]).await;
    let (change, _) = desk.save(&page).await;
    let other = desk.site.user(&desk.staff, desk.id, "Other", &[visio]).await;
    // The first one gets the license back, and loses it again when that is undone.
    let (_, page) = desk.undo(&change).await;
    let (in_part, _) = desk.save(&page).await;
    assert_eq!(desk.holders(visio, &people).await, [true, false]);
    let (_, page) = desk.undo(&in_part).await;
    desk.save(&page).await;
    assert_eq!(desk.holders(visio, &people).await, [false, false]);
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    set_licenses(&by, &customer, other, &[], "").await.unwrap();
    let (_, page) = desk.undo(&change).await;
    assert_eq!(page.texts(".told tbody a.name"), ["User 00", "User 01"]);
    desk.save(&page).await;
    assert_eq!(desk.holders(visio, &people).await, [true, true]);
    let page = desk.kim.visit(&change).await;
    assert!(page.has("This change was undone on ") && page.texts(".commands button").is_empty(), "{}", page.text());
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn who_had_it_so_already_is_counted_apart() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 9).await;
    let people = desk.people(3, &[]).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    give(&by, &customer, people[0], e3).await.unwrap();
    let had = format!("{e3}:some");
    let want = format!("{e3}:assign");
    let (_, page) = desk.preview(&people, &[("was", &had), ("want", &want)]).await;
    let (_, result) = desk.save(&page).await;
    assert!(result.has("Licenses of 2 users were updated."), "{}", result.text());
    assert!(result.has("For 1 user it was so already: nothing changed."), "{}", result.text());
    assert!(desk.kim.visit("/").await.has("Licenses of 2 users were updated."));
}

#[actix_web::test]
async fn a_change_can_be_undone_for_a_day_and_no_longer() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 9).await;
    let people = desk.people(2, &[]).await;
    let (_, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    let (change, _) = desk.save(&page).await;
    let log = desk.at("/activity");
    assert_eq!(desk.kim.visit(&log).await.select(&format!("form[action='{change}/undo']")).len(), 2, "one a user");
    desk.site.app.clock.advance(TimeDelta::hours(24) - TimeDelta::minutes(2));
    desk.kim = desk.site.sign_in_as(&desk.staff).await;
    let (_, open) = desk.undo(&change).await;
    desk.site.app.clock.advance(TimeDelta::minutes(3));
    // Also for who had the preview open.
    let answer = desk.press_save(&open).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().has("A change can be undone for 24 hours"), "{}", answer.page().text());
    assert_eq!(desk.kim.post(&format!("{change}/undo"), &[]).await.status, 422);
    assert!(desk.kim.visit(&change).await.texts(".commands button").is_empty());
    assert!(desk.kim.visit(&log).await.select("form[action$='/undo']").is_empty());
    assert_eq!(desk.consumed(e3).await, 2);
}

#[actix_web::test]
async fn two_who_undo_the_same_change_undo_it_once() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 9).await;
    let people = desk.people(2, &[]).await;
    let (_, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    let (change, _) = desk.save(&page).await;
    let (_, first) = desk.undo(&change).await;
    let mut boss = desk.site.sign_in(Role::GlobalAdmin).await;
    let theirs = boss.post(&format!("{change}/undo"), &[]).await.location();
    let second = boss.visit(&theirs).await;
    desk.save(&first).await;
    let fields = [("preview", second.value("preview")), ("seen", second.value("seen"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = boss.post(&desk.at("/license-assignments"), &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().has("This change was undone already, or is being undone."), "{}", answer.page().text());
    // Who sees one's own only has no other's to undo.
    let mut lee = desk.site.sign_in(Role::SalesAgent).await;
    assert_eq!(lee.post(&format!("{change}/undo"), &[]).await.status, 404);
}
