//! The world moves after *Save*, before it was each user's turn: judged again for each, and told.

use partnerdesk::tasks::work_off;

use super::{Desk, row};
use crate::deleted::delete;
use crate::support::{give, set_licenses};

#[actix_web::test]
async fn who_matches_no_more_or_is_gone_when_the_turn_comes_is_left_alone() {
    let mut desk = Desk::new().await;
    let (e3, visio) = (desk.site.owns(desk.id, "Office 365 E3", 300).await, desk.site.owns(desk.id, "Visio", 9).await);
    let people = desk.people(201, &[]).await;
    let all = [("go", "all"), ("filter", "unlicensed")];
    let chosen = desk.kim.post(&desk.at("/selections"), &all).await.location();
    let selection = chosen.split_once("selection=").unwrap().1.to_owned();
    let sent = [("selection", selection.as_str()), ("license", &e3.to_string())];
    let page = desk.kim.submit(&desk.at("/license-assignments/preview"), &sent).await;
    let (path, result) = desk.save(&page).await;
    assert_eq!(row(&result, "User 00")[3], "Waiting");
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    give(&by, &customer, people[0], visio).await.unwrap();
    delete(&mut desk.kim, desk.id, &people[1..2]).await;
    work_off(&desk.site.app).await.unwrap();
    let failed = desk.kim.visit(&format!("{path}?show=refused")).await;
    assert!(row(&failed, "User 00")[3].contains("No longer matches the filter"), "{}", failed.text());
    assert!(row(&failed, "User 01")[3].contains("Was deleted before by Kim"), "{}", failed.text());
    assert_eq!((failed.rows().len(), desk.consumed(e3).await), (2, 199));
    assert_eq!(desk.holders(e3, &people[..3]).await, [false, false, true]);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn who_got_it_otherwise_meanwhile_or_came_back_is_told() {
    let mut desk = Desk::new().await;
    let (e3, plans) = desk.site.product("Office 365 E3", &["Exchange", "Teams"]).await;
    desk.site.buy(desk.id, e3, 300).await;
    let people = desk.people(202, &[]).await;
    delete(&mut desk.kim, desk.id, &people[1..2]).await;
    // Without Teams for everybody.
    let (sku, plan) = (e3.to_string(), format!("{e3}/{}", plans[0]));
    let fields = [("license", sku.as_str()), ("plans_of", &sku), ("service_plan", &plan)];
    let (_, page) = desk.preview(&people, &fields).await;
    let (path, _) = desk.save(&page).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    set_licenses(&by, &customer, people[0], &[(e3, &plans[..1])], "").await.unwrap();
    let back = [("user", people[1].to_string())];
    let back: Vec<(&str, &str)> = back.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(desk.kim.post(&desk.at("/restorations"), &back).await.status, 303);
    work_off(&desk.site.app).await.unwrap();
    let failed = desk.kim.visit(&format!("{path}?show=refused")).await;
    let told = row(&failed, "User 00")[3].clone();
    assert!(told.contains("Office 365 E3 was assigned meanwhile with other service plans"), "{told}");
    assert!(row(&failed, "User 01")[3].contains("Was deleted when this was planned, and is back now."));
    let page = desk.kim.visit(&path).await;
    assert_eq!(row(&page, "User 02")[0], "Office 365 E3 Office 365 E3 without Teams");
    let held = partnerdesk::store::licenses::of_users(desk.site.app.db.read(), desk.id, &people[..3]).await.unwrap();
    assert_eq!(held[&people[0]][0].disabled_plans, plans[..1], "as the colleague left it");
    assert_eq!(held.get(&people[1]), None);
    assert_eq!(held[&people[2]][0].disabled_plans, plans[1..]);
    desk.site.assert_sound().await;
}
