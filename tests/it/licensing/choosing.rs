//! Who is meant: ticked over pages, or all that match, as far as they still do.

use partnerdesk::domain::role::Role;

use super::{Desk, row};
use crate::deleted::delete;
use crate::support::{Page, give};

fn boxes(page: &Page) -> Vec<String> {
    page.texts(".boxes li")
}

#[actix_web::test]
async fn users_ticked_over_pages_are_managed_together() {
    let mut desk = Desk::new().await;
    let people = desk.people(60, &[]).await;
    let sku = desk.site.owns(desk.id, "Office 365 E3", 9).await;
    let by = desk.site.actor(&desk.staff);
    give(&by, &desk.site.now(desk.id).await, people[0], sku).await.unwrap();
    let selections = desk.at("/selections");
    let (first, last) = (people[0].to_string(), people[59].to_string());
    let shown: Vec<String> = people[..50].iter().map(ToString::to_string).collect();
    let shown = shown.join(",");
    let next = [("go", "next"), ("user", first.as_str()), ("shown", &shown), ("next", "")];
    let selection = desk.kim.post(&selections, &next).await.location();
    let selection = selection.split_once("selection=").unwrap().1.split('&').next().unwrap().to_owned();
    // The other one on the next page.
    let manage = [("go", "manage-licenses"), ("selection", selection.as_str()), ("user", &last), ("shown", &last)];
    let page = desk.kim.submit(&selections, &manage).await;
    assert_eq!(
        (page.heading().as_str(), boxes(&page)),
        ("Assign and revoke licenses", vec!["User 00".into(), "User 59".into()])
    );
    assert_eq!(row(&page, "Office 365 E3")[0], "1 of 2");
    // Which of them has it.
    let holders = desk.kim.visit(&page.link("1 of 2")).await;
    assert_eq!(holders.texts("tbody a.name"), ["User 00"]);
}

#[actix_web::test]
async fn who_was_ticked_by_hand_and_deleted_since_is_named_and_namesakes_are_told_apart() {
    let mut desk = Desk::new().await;
    desk.site.owns(desk.id, "Office 365 E3", 9).await;
    let people = desk.people(4, &[]).await;
    for user in &people[2..] {
        crate::support::sql(
            &desk.site.app,
            "UPDATE users SET display_name = 'Ada Bianchi' WHERE id = $1",
            vec![user.0.into()],
        )
        .await;
    }
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    let ticked: Vec<(&str, &str)> = ids.iter().map(|id| ("user", id.as_str())).collect();
    let ticked: Vec<(&str, &str)> = ticked.into_iter().chain([("go", "manage-licenses")]).collect();
    let question = desk.kim.post(&desk.at("/selections"), &ticked).await.location();
    delete(&mut desk.kim, desk.id, &people[..1]).await;
    let page = desk.kim.visit(&question).await;
    let warnings = page.texts(".note.warning").join(" ");
    assert!(warnings.contains("1 of those selected is no longer here and is left out: User 00."), "{warnings}");
    assert_eq!(boxes(&page), ["User 01", "Ada Bianchi user.02@aquila.example", "Ada Bianchi user.03@aquila.example"]);
    // Nobody has anything that could be replaced.
    assert!(!page.has("Swap one product for another"));
    let swap = desk.kim.visit(&question.replace("license-assignments", "license-swaps")).await;
    assert!(swap.has("None of the selected users has a product to replace."), "{}", swap.text());
    assert!(swap.texts("form.sheet .actions button").is_empty());
}

#[actix_web::test]
async fn all_that_match_are_those_who_still_do_and_the_others_are_named() {
    let mut desk = Desk::new().await;
    let people = desk.people(6, &[]).await;
    let (sku, visio) = (desk.site.owns(desk.id, "Office 365 E3", 20).await, desk.site.owns(desk.id, "Visio", 20).await);
    let all = [("go", "all"), ("filter", "unlicensed")];
    let selections = desk.at("/selections");
    let chosen = desk.kim.post(&selections, &all).await.location();
    let selection = chosen.split_once("selection=").unwrap().1.to_owned();
    // Somebody gets a license, somebody is deleted, somebody is new.
    let by = desk.site.actor(&desk.staff);
    give(&by, &desk.site.now(desk.id).await, people[0], visio).await.unwrap();
    delete(&mut desk.kim, desk.id, &people[1..2]).await;
    desk.site.user(&desk.staff, desk.id, "Newcomer", &[]).await;
    let page = desk.kim.visit(&desk.at(&format!("/license-assignments/new?selection={selection}"))).await;
    let warnings = page.texts(".note.warning").join(" ");
    assert!(
        warnings.contains("2 of those selected no longer match and are left alone: User 00, User 01."),
        "{warnings}"
    );
    assert!(warnings.contains("1 user matches now who was not selected and is left as is: Newcomer."), "{warnings}");
    assert_eq!(boxes(&page).len(), 4);
    let sent = [("selection", selection.as_str()), ("license", &sku.to_string())];
    let plan = desk.kim.submit(&desk.at("/license-assignments/preview"), &sent).await;
    assert!(plan.has("saving changes 4 of 4 users"), "{}", plan.text());
    let (_, result) = desk.save(&plan).await;
    assert!(result.has("2 of those selected were no longer here, or no longer matched"), "{}", result.text());
    assert_eq!(desk.holders(sku, &people).await, [false, false, true, true, true, true]);
    // Nobody is left of them now: they have a license.
    let answer = desk.kim.get(&desk.at(&format!("/license-assignments/new?selection={selection}"))).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().has("Nobody of those you selected is here anymore"), "{}", answer.page().text());
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn fifty_users_stand_in_boxes_in_sorted_order_and_the_others_are_counted() {
    let mut desk = Desk::new().await;
    desk.people(53, &[]).await;
    desk.site.owns(desk.id, "Office 365 E3", 9).await;
    let chosen = desk.kim.post(&desk.at("/selections"), &[("go", "all")]).await.location();
    let selection = chosen.split_once("selection=").unwrap().1.to_owned();
    let page = desk.kim.visit(&desk.at(&format!("/license-assignments/new?selection={selection}"))).await;
    let boxes = boxes(&page);
    assert_eq!((boxes.len(), boxes[0].as_str(), boxes[50].as_str()), (51, "User 00", "and 3 more"));
    assert!(boxes[..50].is_sorted());
}

#[actix_web::test]
async fn each_role_that_manages_licenses_may_do_so_for_many() {
    let desk = Desk::new().await;
    let people = desk.people(2, &[]).await;
    let sku = desk.site.owns(desk.id, "Office 365 E3", 9).await.to_string();
    let users: Vec<String> = people.iter().map(ToString::to_string).collect();
    let sent = [("user", users[0].as_str()), ("user", &users[1]), ("license", &sku)];
    for role in Role::ALL {
        let mut browser = desk.site.sign_in(role).await;
        let status = browser.post(&desk.at("/license-assignments/preview"), &sent).await.status;
        assert_eq!(status, if role == Role::UserManagementAdmin { 403 } else { 303 }, "{role}");
    }
}
