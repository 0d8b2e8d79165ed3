//! *Licenses updated*: each user, the file, another try, and work that goes on in the background.

use partnerdesk::domain::role::Role;
use partnerdesk::tasks::work_off;

use super::{Desk, job, row};
use crate::support::Page;

#[actix_web::test]
async fn who_failed_is_found_and_chosen_for_another_try() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 2).await;
    let visio = desk.site.owns(desk.id, "Visio", 1).await;
    let people = desk.people(4, &[]).await;
    let (_, page) = desk.preview(&people, &[("license", &e3.to_string()), ("license", &visio.to_string())]).await;
    let (path, result) = desk.save(&page).await;
    assert_eq!(row(&result, "User 00"), ["Office 365 E3 Visio", "–", "Office 365 E3 Visio", "Success"]);
    assert!(row(&result, "User 01")[3].starts_with("Done in part"), "{}", result.text());
    assert!(row(&result, "User 03")[3].contains("No license of Office 365 E3 is left. Buy more, or leave it out."));
    let failed = desk.kim.visit(&format!("{path}?show=refused")).await;
    assert_eq!(failed.texts("tbody a.name"), ["User 02", "User 03"]);
    let partly = desk.kim.visit(&format!("{path}?show=partly")).await;
    assert_eq!(partly.texts("tbody a.name"), ["User 01"]);
    // Another try, when there are more seats.
    desk.site.buy(desk.id, e3, 9).await;
    let retry = [("go", "manage-licenses"), ("job", &job(&path).to_string())];
    let again = desk.kim.submit(&desk.at("/selections"), &retry).await;
    assert_eq!(again.texts(".boxes li"), ["User 01", "User 02", "User 03"]);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn the_file_tells_what_the_page_tells() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 1).await;
    let formula = desk.site.user(&desk.staff, desk.id, "Ada", &[]).await;
    let named = "UPDATE users SET display_name = '=1+1' WHERE id = $1";
    crate::support::sql(&desk.site.app, named, vec![formula.0.into()]).await;
    let bo = desk.site.user(&desk.staff, desk.id, "Bo", &[]).await;
    let (_, page) = desk.preview(&[formula, bo], &[("license", &e3.to_string())]).await;
    let (path, result) = desk.save(&page).await;
    let export = result.link("Export list");
    assert_eq!(export, format!("{path}.csv"));
    let answer = desk.kim.get(&export).await;
    assert!(answer.header("content-type").starts_with("text/csv"));
    let lines: Vec<&str> = answer.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], r#""Display name","User name","Added","Removed","Licenses now","Outcome""#);
    assert_eq!(lines[1], r#""'=1+1","ada@aquila.example","Office 365 E3","","Office 365 E3","Success""#);
    let refused = r#""Not done: No license of Office 365 E3 is left. Buy more, or leave it out.""#;
    assert!(lines[2].ends_with(refused), "{}", lines[2]);
    let refused = desk.kim.get(&format!("{export}?show=refused")).await;
    assert_eq!(refused.body.lines().count(), 2);
    let mut lee = desk.site.sign_in(Role::HelpdeskAgent).await;
    assert_eq!(lee.get(&export).await.status, 404, "others see their own only");
    assert_eq!(lee.get(&path).await.status, 404);
    assert_eq!(desk.site.sign_in(Role::GlobalAdmin).await.get(&path).await.status, 200);
}

#[actix_web::test]
async fn more_than_two_hundred_go_on_in_the_background_and_are_found_again() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 300).await;
    let people = desk.people(201, &[]).await;
    let mut names: Vec<String> = (0..201).map(|number| format!("User {number:02}")).collect();
    names.sort();
    let (_, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    assert_eq!(page.texts(".told tbody a.name").len(), 100, "a hundred a page");
    let next = desk.kim.visit(&page.link("Next")).await;
    assert_eq!(next.texts(".told tbody a.name")[0], names[100]);
    assert_eq!(next.texts(".pager a"), ["First", "Previous", "Next", "Last"]);
    let last = desk.kim.visit(&next.link("Last")).await;
    assert_eq!(last.texts(".told tbody a.name"), names[200..]);
    assert_eq!(last.texts(".pager a"), ["First", "Previous"]);
    let previous = desk.kim.visit(&last.link("Previous")).await;
    assert_eq!(previous.texts(".told tbody a.name"), names[100..200]);
    let (path, result) = desk.save(&page).await;
    assert_eq!(result.attribute("progress", "max").unwrap(), "201");
    assert_eq!(row(&result, "User 00")[3], "Waiting");
    // Left, and found again.
    let dashboard = desk.kim.visit("/").await;
    let links: Vec<String> =
        dashboard.select("a").iter().filter_map(|link| link.attr("href").map(str::to_owned)).collect();
    let found = links.iter().find(|to| to.contains(&job(&path).to_string())).expect("on the dashboard");
    assert_eq!(desk.kim.get(found).await.location(), path);
    work_off(&desk.site.app).await.unwrap();
    let result = desk.kim.visit(&path).await;
    assert!(result.status().contains("Licenses of 201 users were updated."), "{}", result.text());
    assert_eq!(desk.consumed(e3).await, 201);
    let log = desk.kim.visit(&desk.at("/activity")).await;
    assert!(log.select(&format!("a[href='{path}']")).len() > 1, "from the log, too");
    assert_eq!(result.texts(".pager a"), ["Next", "Last"]);
    let last = desk.kim.visit(&result.link("Last")).await;
    assert_eq!(last.texts("tbody a.name"), names[200..]);
    assert_eq!(last.texts(".pager a"), ["First", "Previous"]);
    let previous = desk.kim.visit(&last.link("Previous")).await;
    assert_eq!(previous.texts("tbody a.name"), names[100..200]);
    let first = desk.kim.visit(&last.link("First")).await;
    assert_eq!(first.texts("tbody a.name"), names[..100]);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn what_is_being_undone_says_so_until_it_is() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 300).await;
    let people = desk.people(201, &[]).await;
    let (_, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    let (change, result) = desk.save(&page).await;
    assert!(result.texts(".commands button").is_empty(), "nothing to undo while it is under way");
    let answer = desk.kim.post(&format!("{change}/undo"), &[]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().has("This change is still under way."), "{}", answer.page().text());
    work_off(&desk.site.app).await.unwrap();
    let (_, page) = desk.undo(&change).await;
    let (undo, _) = desk.save(&page).await;
    let page = desk.kim.visit(&change).await;
    assert!(page.has("This change is being undone."), "{}", page.text());
    assert_eq!((page.link("See what was undone"), page.texts(".commands button")), (undo, vec![]));
    let answer = desk.kim.post(&format!("{change}/undo"), &[]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().has("This change was undone already, or is being undone."), "{}", answer.page().text());
    assert_eq!(answer.page().link("Users and licenses"), desk.at("/users"), "within the customer");
    work_off(&desk.site.app).await.unwrap();
    assert!(desk.kim.visit(&change).await.has("This change was undone on "));
    assert_eq!(desk.consumed(e3).await, 0);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn one_user_alone_needs_no_preview_and_has_a_result_too() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 3).await;
    let ada = desk.site.user(&desk.staff, desk.id, "Ada", &[]).await.to_string();
    let page = desk.kim.visit(&desk.at(&format!("/license-assignments/new?user={ada}"))).await;
    assert_eq!(
        (page.texts("form.sheet .actions button"), page.texts(".boxes li")),
        (vec!["Save".into()], vec!["Ada ada@aquila.example".into()])
    );
    let form = page.value("form_id");
    let fields = [("user", ada.as_str()), ("license", &e3.to_string()), ("form_id", &form)];
    let first = desk.kim.post(&desk.at("/license-assignments"), &fields).await.location();
    assert_eq!(desk.kim.post(&desk.at("/license-assignments"), &fields).await.location(), first, "a double click");
    let result = desk.kim.visit(&first).await;
    assert_eq!(
        (result.status().as_str(), result.texts(".commands button")),
        ("Success", vec!["Undo this change".into()])
    );
    assert_eq!(desk.consumed(e3).await, 1);
}

#[actix_web::test]
async fn somebody_who_is_gone_for_good_is_told_without_a_name() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 3).await;
    let people = desk.people(2, &[]).await;
    let (_, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    let (path, _) = desk.save(&page).await;
    crate::deleted::delete(&mut desk.kim, desk.id, &people[..1]).await;
    let mut boss = desk.site.sign_in(Role::GlobalAdmin).await;
    let meant = [("user", people[0].to_string()), ("user_name", "user.00@aquila.example".into())];
    let meant: Vec<(&str, &str)> = meant.iter().map(|(name, value)| (*name, value.as_str())).collect();
    boss.submit(&desk.at("/purges"), &meant).await;
    desk.kim.visit("/").await;
    let page: Page = desk.kim.visit(&path).await;
    assert!(page.has("Removed user") && !page.has("User 00"), "{}", page.text());
}
