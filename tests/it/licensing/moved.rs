//! The world moves between preview and *Save*: what is different is shown, and nothing else is done.

use chrono::TimeDelta;
use partnerdesk::actions::installation;

use super::{Desk, row};
use crate::deleted::delete;
use crate::support::give;

#[actix_web::test]
async fn seats_that_went_meanwhile_are_told_before_anything_is_done() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 3).await;
    let people = desk.people(4, &[]).await;
    let (path, page) = desk.preview(&people[..3], &[("license", &e3.to_string())]).await;
    assert_eq!(page.texts("form.actions button"), ["Save"]);
    let by = desk.site.actor(&desk.staff);
    give(&by, &desk.site.now(desk.id).await, people[3], e3).await.unwrap();
    let answer = desk.press_save(&page).await;
    assert_eq!(answer.status, 409);
    let told = answer.page();
    assert!(told.alert().contains("Licenses of Office 365 E3 available: 3 then, 2 now."), "{}", told.alert());
    assert!(told.alert().contains("For 1 user it would be different now."), "{}", told.alert());
    assert_eq!(row(&told, "User 02")[2], "Office 365 E3: no license left Before: + Office 365 E3");
    assert_eq!(desk.consumed(e3).await, 1, "nothing was done");
    // Looked at again, it is still told, and for whom.
    let page = desk.kim.visit(&path).await;
    assert_eq!(page.alert(), told.alert());
    let page = desk.kim.visit(&page.attribute("[role=alert] a", "href").unwrap()).await;
    assert_eq!(page.texts(".told tbody a.name"), ["User 02"]);
    assert_eq!(page.texts("form.actions button"), ["Save for 2 users"]);
    desk.save(&told).await;
    assert_eq!(desk.holders(e3, &people).await, [true, true, false, true]);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn users_who_are_gone_or_have_it_or_match_no_more_are_told() {
    let mut desk = Desk::new().await;
    let (e3, visio) = (desk.site.owns(desk.id, "Office 365 E3", 30).await, desk.site.owns(desk.id, "Visio", 9).await);
    let people = desk.people(5, &[]).await;
    let all = [("go", "all"), ("filter", "unlicensed")];
    let chosen = desk.kim.post(&desk.at("/selections"), &all).await.location();
    let selection = chosen.split_once("selection=").unwrap().1.to_owned();
    let sent = [("selection", selection.as_str()), ("license", &e3.to_string())];
    let page = desk.kim.submit(&desk.at("/license-assignments/preview"), &sent).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    give(&by, &customer, people[0], visio).await.unwrap();
    give(&by, &customer, people[1], e3).await.unwrap();
    delete(&mut desk.kim, desk.id, &people[2..3]).await;
    desk.site.user(&desk.staff, desk.id, "Newcomer", &[]).await;
    let answer = desk.press_save(&page).await;
    assert_eq!(answer.status, 409);
    let told = answer.page();
    assert!(told.has("1 user who matches now was not among those selected"), "{}", told.text());
    for name in ["User 00", "User 01"] {
        assert!(row(&told, name)[2].starts_with("No longer matches the filter"), "{}", told.text());
    }
    assert!(row(&told, "User 02")[2].starts_with("This user was deleted."), "{}", told.text());
    assert!(told.has("saving changes 2 of 5 users"), "{}", told.text());
    let (_, result) = desk.save(&told).await;
    assert_eq!(desk.holders(e3, &people).await, [false, true, false, true, true]);
    assert!(result.alert().contains("Not done for 3 users"), "{}", result.text());
    assert!(row(&result, "User 02")[3].contains("Was deleted before by Kim"), "{}", result.text());
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn what_was_seen_before_it_moved_and_moved_back_is_looked_at_again() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 3).await;
    let people = desk.people(4, &[]).await;
    let (path, _) = desk.preview(&people[..3], &[("license", &e3.to_string())]).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    give(&by, &customer, people[3], e3).await.unwrap();
    let moved = desk.kim.visit(&path).await;
    crate::support::set_licenses(&by, &customer, people[3], &[], "").await.unwrap();
    let answer = desk.press_save(&moved).await;
    assert_eq!(answer.status, 409);
    let told = answer.page();
    assert!(told.alert().contains("Nothing was saved. Look at it again, then save."), "{}", told.alert());
    desk.save(&told).await;
    assert_eq!(desk.holders(e3, &people[..3]).await, [true, true, true]);
}

#[actix_web::test]
async fn what_concerns_all_customers_is_looked_at_again_too() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 30).await;
    let people = desk.people(2, &[]).await;
    let (_, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    let tenant = "UPDATE products SET assignable = false WHERE sku_id = $1";
    crate::support::sql(&desk.site.app, tenant, vec![e3.0.into()]).await;
    let answer = desk.press_save(&page).await;
    assert_eq!(answer.status, 409);
    assert!(answer.page().has("is for the whole customer and cannot be assigned to users"), "{}", answer.page().text());
    assert_eq!(desk.consumed(e3).await, 0);
}

#[actix_web::test]
async fn a_second_click_finds_what_the_first_one_did() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 30).await;
    let people = desk.people(3, &[]).await;
    let (path, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    let first = desk.press_save(&page).await.location();
    let records = desk.records().await;
    assert_eq!(desk.press_save(&page).await.location(), first);
    assert_eq!(desk.kim.get(&path).await.location(), first, "and who comes back to the preview, too");
    assert_eq!((desk.records().await, desk.consumed(e3).await), (records, 3));
}

#[actix_web::test]
async fn a_preview_expires_and_says_so() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 30).await;
    let people = desk.people(2, &[]).await;
    let (path, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    let (done, saved) = {
        let (path, page) = desk.preview(&people[..2], &[("license", &e3.to_string())]).await;
        (path, desk.press_save(&page).await.location())
    };
    desk.site.app.clock.advance(TimeDelta::hours(13));
    desk.kim = desk.site.sign_in_as(&desk.staff).await;
    for _ in 0..2 {
        let answer = desk.kim.get(&path).await;
        assert_eq!(answer.status, 410);
        assert!(answer.page().has("This preview is more than 12 hours old"), "{}", answer.page().text());
        assert_eq!(desk.press_save(&page).await.status, 410);
        // Also when what it was about is cleaned away.
        installation::clean(&desk.site.app).await.unwrap();
    }
    assert_eq!(desk.kim.get(&done).await.location(), saved, "one that was carried out leads to its result");
    desk.site.app.clock.advance(TimeDelta::days(8));
    installation::clean(&desk.site.app).await.unwrap();
    desk.kim = desk.site.sign_in_as(&desk.staff).await;
    assert_eq!(desk.kim.get(&path).await.status, 404);
    assert_eq!(desk.kim.visit(&saved).await.heading(), "Licenses updated");
}
