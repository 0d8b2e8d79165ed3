//! What is chosen, and the preview of it: nothing is written, and everything is said before.

use partnerdesk::store;

use super::{Desk, row};
use crate::support::{set_licenses, sql};

#[actix_web::test]
async fn a_partly_held_product_left_alone_changes_nobody() {
    let mut desk = Desk::new().await;
    let (e3, visio) = (desk.site.owns(desk.id, "Office 365 E3", 9).await, desk.site.owns(desk.id, "Visio", 9).await);
    let ada = desk.site.user(&desk.staff, desk.id, "Ada", &[e3]).await;
    let bo = desk.site.user(&desk.staff, desk.id, "Bo", &[]).await;
    let page = desk.kim.visit(&desk.at(&format!("/license-assignments/new?user={ada}&user={bo}"))).await;
    assert_eq!(
        page.texts(&format!("[id='license:{e3}'] option")),
        ["Leave as it is", "Assign to all 2", "Revoke from 1"]
    );
    let (leave, assign, revoke) = (format!("{e3}:leave"), format!("{e3}:assign"), format!("{e3}:revoke"));
    let (none, ticked) = (format!("{visio}:none"), visio.to_string());
    // Partly is left, the other one ticked.
    let fields = [("want", leave.as_str()), ("was", &none), ("license", &ticked)];
    let (_, page) = desk.preview(&[ada, bo], &fields).await;
    assert_eq!(page.rows()[0][..5], ["Visio", "2", "9", "0", "7"]);
    desk.save(&page).await;
    assert_eq!((desk.holders(e3, &[ada, bo]).await, desk.consumed(visio).await), (vec![true, false], 2));
    // All, then nobody.
    let (_, page) = desk.preview(&[ada, bo], &[("want", &assign)]).await;
    assert!(page.has("saving changes 1 of 2 users"), "who has it is left alone: {}", page.text());
    desk.save(&page).await;
    assert_eq!(desk.consumed(e3).await, 2);
    let all = format!("{e3}:all");
    let (_, page) = desk.preview(&[ada, bo], &[("was", &all)]).await;
    desk.save(&page).await;
    assert_eq!(desk.consumed(e3).await, 0);
    let answer = desk.send(&[ada, bo], &[("want", &revoke)]).await;
    let page = desk.kim.visit(&answer.location()).await;
    assert!(page.alert().contains("There is nothing to save") && page.texts("form.actions button").is_empty());
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn a_preview_tells_need_have_and_after_and_writes_nothing() {
    let mut desk = Desk::new().await;
    let (e3, kiosk) = (desk.site.owns(desk.id, "Office 365 E3", 31).await, desk.site.owns(desk.id, "Kiosk", 50).await);
    let people = desk.people(40, &[kiosk]).await;
    let before = (desk.records().await, desk.consumed(e3).await);
    let (ticked, had) = (e3.to_string(), format!("{kiosk}:all"));
    let (_, page) = desk.preview(&people, &[("license", &ticked), ("was", &had)]).await;
    assert_eq!((desk.records().await, desk.consumed(e3).await), before, "nothing is written");
    assert_eq!(row(&page, "Office 365 E3")[..4], ["40", "31", "0", "0"]);
    assert_eq!(row(&page, "Kiosk")[..4], ["0", "10", "31", "41"]);
    assert!(page.has("9 licenses are missing"), "{}", page.text());
    assert!(page.link("Buy more").contains("/subscriptions/new?product="));
    // Grouped by reason, with the number of users, and they are found.
    assert_eq!(
        page.texts(".reasons li"),
        [
            "No license of Office 365 E3 is left. Buy more, or leave it out. 9 users",
            "Kiosk stays as it is, as not everything could be assigned. 9 users",
        ]
    );
    let reason = page.attribute(".reasons a", "href").unwrap();
    let nine = desk.kim.visit(&reason).await;
    assert_eq!(nine.texts(".told tbody a.name").len(), 9);
    assert_eq!(page.texts("form.actions button"), ["Save for 31 users"]);
    // In the order of the list.
    assert_eq!(row(&page, "User 30"), ["Office 365 E3", "Kiosk", "–"]);
    assert_eq!(row(&page, "User 31")[..2], ["–", "–"]);
    let (_, result) = desk.save(&page).await;
    assert!(result.status().contains("31 users were updated") && result.alert().contains("Not done for 9 users"));
    let given = desk.holders(e3, &people).await;
    assert!(given[..31].iter().all(|has| *has) && !given[31..].iter().any(|has| *has));
    assert_eq!((desk.consumed(e3).await, desk.consumed(kiosk).await), (31, 9), "who got nothing keeps the old one");
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn what_was_bought_meanwhile_is_seen_on_coming_back_to_the_preview() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 1).await;
    let people = desk.people(2, &[]).await;
    let (path, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    let buy = page.link("Buy more");
    let form = desk.kim.visit(&buy).await;
    assert_eq!(form.value("quantity"), "1", "as many as are short");
    let fields = [("product", e3.to_string()), ("quantity", "5".into()), ("return", form.value("return"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let back = desk.kim.post(&desk.at("/subscriptions/new"), &fields).await;
    assert_eq!((back.status, back.location()), (303, path.clone()), "{}", back.page().text());
    let page = desk.kim.visit(&path).await;
    assert!(page.alert().contains("Licenses of Office 365 E3 available: 1 then, 6 now."), "{}", page.text());
    assert_eq!(page.texts("form.actions button"), ["Save"]);
    assert_eq!(row(&page, "User 01")[2], "– Before: Office 365 E3: no license left");
    desk.save(&page).await;
    assert_eq!(desk.consumed(e3).await, 2);
}

#[actix_web::test]
async fn service_plans_of_many_are_switched_where_that_is_wished() {
    let mut desk = Desk::new().await;
    let (sku, plans) = desk.site.product("Office 365 E3", &["Exchange", "Teams", "Sway"]).await;
    desk.site.buy(desk.id, sku, 9).await;
    let people = desk.people(3, &[]).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    // Exchange is off for both who have it, Teams for one of them.
    set_licenses(&by, &customer, people[0], &[(sku, &plans[..2])], "").await.unwrap();
    set_licenses(&by, &customer, people[1], &[(sku, &plans[..1])], "").await.unwrap();
    let query: Vec<String> = people.iter().map(|user| format!("user={user}")).collect();
    let page = desk.kim.visit(&desk.at(&format!("/license-assignments/new?{}", query.join("&")))).await;
    assert_eq!(page.texts("select[name=plan_want] option"), ["Leave as it is", "On for all", "Off for all"]);
    assert_eq!(page.select("input[name=service_plan][checked]").len(), 1, "Sway");
    let pair = |at: usize| format!("{sku}/{}", plans[at]);
    let (assign, raw, leave) = (format!("{sku}:assign"), sku.to_string(), format!("{}:leave", pair(1)));
    let exchange = pair(0);
    // Exchange is ticked now, Teams left, Sway unticked; and who lacks the product gets it as it stands there.
    let fields = [
        ("want", assign.as_str()),
        ("plans_of", &raw),
        ("service_plan", &exchange),
        ("plan_off", &exchange),
        ("plan_want", &leave),
    ];
    let (_, page) = desk.preview(&people, &fields).await;
    assert_eq!(row(&page, "User 00")[0], "Office 365 E3: Exchange onOffice 365 E3: Sway off");
    assert_eq!(row(&page, "User 02")[0], "Office 365 E3 Office 365 E3 without Sway");
    let (path, result) = desk.save(&page).await;
    assert_eq!(row(&result, "User 00")[0], "Office 365 E3: Exchange onOffice 365 E3: Sway off");
    assert_eq!(row(&result, "User 02")[0], "Office 365 E3 Office 365 E3 without Sway");
    let file = desk.kim.get(&format!("{path}.csv")).await.body;
    assert!(file.contains(r#""Office 365 E3: Exchange on; Office 365 E3: Sway off""#), "{file}");
    assert!(file.contains(r#""Office 365 E3; Office 365 E3 without Sway""#), "{file}");
    let held = store::licenses::of_users(desk.site.app.db.read(), desk.id, &people).await.unwrap();
    let off = |at: usize| held[&people[at]][0].disabled_plans.clone();
    let sorted = |mut plans: Vec<_>| {
        plans.sort();
        plans
    };
    assert_eq!((off(0), off(1), off(2)), (sorted(vec![plans[1], plans[2]]), vec![plans[2]], vec![plans[2]]));
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn a_missing_location_is_set_for_those_who_lack_one() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 9).await;
    let people = desk.people(3, &[]).await;
    for user in &people[..2] {
        sql(&desk.site.app, "UPDATE users SET location = NULL WHERE id = $1", vec![user.0.into()]).await;
    }
    let query: Vec<String> = people.iter().map(|user| format!("user={user}")).collect();
    let page = desk.kim.visit(&desk.at(&format!("/license-assignments/new?{}", query.join("&")))).await;
    assert_eq!(page.texts("label[for=location]"), ["Location of 2 users who have none"]);
    assert_eq!(page.attribute("#location option[selected]", "value").unwrap(), "IT");
    let ticked = e3.to_string();
    let (_, page) = desk.preview(&people, &[("license", &ticked)]).await;
    assert_eq!(page.texts(".reasons li").len(), 1);
    assert!(page.has("Office 365 E3 needs a location, and none is set."), "{}", page.text());
    let (_, page) = desk.preview(&people, &[("license", &ticked), ("location", "CH")]).await;
    assert_eq!(row(&page, "User 00")[0], "Office 365 E3 Location: Switzerland");
    desk.save(&page).await;
    let chosen = store::users::chosen::UserSet::Users(people);
    let people = store::licenses::people(desk.site.app.db.read(), desk.id, &chosen).await.unwrap();
    let mut places: Vec<String> = people.into_iter().map(|one| one.location.unwrap()).collect();
    places.sort();
    assert_eq!(places, ["CH", "CH", "IT"]);
}

#[actix_web::test]
async fn a_location_that_is_none_is_told_at_its_field() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 9).await;
    let people = desk.people(2, &[]).await;
    sql(&desk.site.app, "UPDATE users SET location = NULL WHERE id = $1", vec![people[0].0.into()]).await;
    let answer = desk.send(&people, &[("license", &e3.to_string()), ("location", "XX")]).await;
    let page = answer.page();
    assert_eq!((answer.status, page.reason("location").is_empty()), (422, false), "{}", page.text());
    assert_eq!(page.attribute("input[name=license][checked]", "value"), Some(e3.to_string()), "nothing is lost");
}
