//! What cannot be: told, and nothing is done.

use chrono::TimeDelta;
use partnerdesk::domain::role::Role;

use super::Desk;

const NOTHING: &str = "018f0000-0000-7000-8000-000000000001";

#[actix_web::test]
async fn nobody_and_nothing_chosen_are_told() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 30).await.to_string();
    let people = desk.people(2, &[]).await;
    let answer = desk.kim.get(&desk.at("/license-assignments/new")).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().has("Choose a user first"), "{}", answer.page().text());
    assert_eq!(desk.send(&[], &[("license", &e3)]).await.status, 422);
    let none = format!("{e3}:none");
    let answer = desk.send(&people, &[("was", &none), ("return", &desk.at("/users?search=x"))]).await;
    assert_eq!(answer.status, 422);
    let page = answer.page();
    assert!(page.alert().contains("Nothing is changed yet. Tick or untick a product"), "{}", page.alert());
    assert_eq!(page.texts(".boxes li").len(), 2, "nobody is lost");
    assert_eq!(page.link("Cancel"), desk.at("/users?search=x"));
}

#[actix_web::test]
async fn a_selection_that_is_forgotten_is_told_within_the_customer() {
    let mut desk = Desk::new().await;
    let people = desk.people(2, &[]).await;
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    let ticked = [("go", "manage-licenses"), ("user", ids[0].as_str()), ("user", &ids[1])];
    let question = desk.kim.post(&desk.at("/selections"), &ticked).await.location();
    assert_eq!(desk.kim.visit(&question).await.texts(".boxes li").len(), 2);
    desk.site.app.clock.advance(TimeDelta::hours(13));
    desk.kim = desk.site.sign_in_as(&desk.staff).await;
    let selection = question.split("selection=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let deletion = desk.at(&format!("/deletions/new?selection={selection}"));
    let list = desk.at(&format!("/users?show=selected&selection={selection}"));
    for path in [question, deletion, list] {
        let answer = desk.kim.get(&path).await;
        let page = answer.page();
        assert_eq!(answer.status, 404, "{path}");
        assert!(page.has("This selection is no longer here"), "{}", page.text());
        assert_eq!(page.link("Users and licenses"), desk.at("/users"));
        assert!(page.has("Aquila") && !page.select(".panel").is_empty(), "{}", page.text());
    }
}

#[actix_web::test]
async fn products_and_plans_that_are_not_there_are_told_with_what_was_ticked() {
    let mut desk = Desk::new().await;
    let (sku, plans) = desk.site.product("Office 365 E3", &["Exchange", "Teams"]).await;
    desk.site.buy(desk.id, sku, 9).await;
    let people = desk.people(2, &[]).await;
    let (e3, plan, wrong) = (sku.to_string(), format!("{sku}/{}", plans[0]), format!("{sku}/{NOTHING}"));
    let typed = [("license", e3.as_str()), ("plans_of", &e3), ("service_plan", &plan)];
    for (more, reason) in [
        (("license", NOTHING), "The customer does not own one of these products anymore."),
        (("service_plan", wrong.as_str()), "One of the service plans does not belong to its product."),
    ] {
        let fields: Vec<(&str, &str)> = typed.iter().copied().chain([more]).collect();
        let answer = desk.send(&people, &fields).await;
        let page = answer.page();
        assert_eq!((answer.status, page.alert().contains(reason)), (422, true), "{}", page.alert());
        assert_eq!(page.attribute("input[name=license][checked]", "value"), Some(e3.clone()), "nothing is lost");
        assert_eq!(page.select("input[name=service_plan][checked]").len(), 1);
    }
}

#[actix_web::test]
async fn plans_without_their_product_and_both_wishes_at_once_are_told() {
    let mut desk = Desk::new().await;
    let (sku, plans) = desk.site.product("Office 365 E3", &["Exchange", "Teams"]).await;
    desk.site.buy(desk.id, sku, 9).await;
    let people = desk.people(2, &[]).await;
    let (e3, plan, none) = (sku.to_string(), format!("{sku}/{}", plans[0]), format!("{sku}:none"));
    let answer = desk.send(&people, &[("was", &none), ("plans_of", &e3), ("service_plan", &plan)]).await;
    let page = answer.page();
    assert_eq!(answer.status, 422);
    assert!(page.alert().contains("Tick the product as well: nobody selected has it"), "{}", page.alert());
    assert_eq!(page.select("input[name=service_plan][checked]").len(), 1, "nothing is lost");
    let both = [format!("{sku}:assign"), format!("{sku}:revoke")];
    let answer = desk.send(&people, &[("want", &both[0]), ("want", &both[1])]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().alert().contains("choose one of the two"), "{}", answer.page().alert());
}

#[actix_web::test]
async fn plans_of_others_of_nobody_and_forged_ones_are_not_found() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 30).await;
    let people = desk.people(2, &[]).await;
    let (path, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    let (plan, seen) = (page.value("preview"), page.value("seen"));
    // A colleague's.
    let mut lee = desk.site.sign_in(Role::GlobalAdmin).await;
    assert_eq!(lee.get(&path).await.status, 404);
    let fields = [("preview", plan.as_str()), ("seen", &seen)];
    assert_eq!(lee.post(&desk.at("/license-assignments"), &fields).await.status, 404);
    // At another customer.
    let other = desk.site.customer("Other", "other.example").await;
    assert_eq!(desk.kim.get(&format!("/customers/{other}/license-previews/{plan}")).await.status, 404);
    assert_eq!(desk.kim.post(&format!("/customers/{other}/license-assignments"), &fields).await.status, 404);
    // Nobody's, and none.
    for plan in [NOTHING, "nonsense"] {
        assert_eq!(desk.kim.get(&desk.at(&format!("/license-previews/{plan}"))).await.status, 404);
        assert_eq!(desk.kim.post(&desk.at("/license-assignments"), &[("preview", plan)]).await.status, 404);
    }
    // What was not seen is not done.
    let forged = [("preview", plan.as_str()), ("seen", "0000")];
    assert_eq!(desk.kim.post(&desk.at("/license-assignments"), &forged).await.status, 409);
    for wrong in ["show=nothing", "why=x", "from=x", "from=-1"] {
        assert_eq!(desk.kim.get(&format!("{path}?{wrong}")).await.status, 400, "{wrong}");
    }
    assert_eq!(desk.kim.visit(&format!("{path}?from=99")).await.rows().len(), 2, "nobody there, but the seats");
    assert_eq!(desk.consumed(e3).await, 0);
    let (saved, _) = desk.save(&page).await;
    for wrong in ["show=nothing", "from=x"] {
        assert_eq!(desk.kim.get(&format!("{saved}?{wrong}")).await.status, 400, "{wrong}");
    }
}

#[actix_web::test]
async fn users_of_others_and_of_nobody_among_those_asked_for_are_told() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 30).await;
    let mut people = desk.people(2, &[]).await;
    let other = desk.site.customer("Other", "other.example").await;
    let foreign = desk.site.user(&desk.staff, other, "CANARY", &[]).await;
    people.extend([foreign, NOTHING.parse().unwrap()]);
    let (_, page) = desk.preview(&people, &[("license", &e3.to_string())]).await;
    assert!(page.has("saving changes 2 of 4 users") && !page.has("CANARY"), "{}", page.text());
    assert!(page.has("There is no such user anymore"), "{}", page.text());
    let (_, result) = desk.save(&page).await;
    assert!(result.alert().contains("Not done for 2 users") && !result.has("CANARY"), "{}", result.text());
    let answer = desk.send(&[foreign], &[("license", &e3.to_string())]).await;
    assert_eq!(answer.status, 404);
}

#[actix_web::test]
async fn more_than_one_user_is_never_changed_without_a_preview() {
    let mut desk = Desk::new().await;
    let e3 = desk.site.owns(desk.id, "Office 365 E3", 30).await.to_string();
    let people: Vec<String> = desk.people(2, &[]).await.iter().map(ToString::to_string).collect();
    let fields = [("user", people[0].as_str()), ("user", &people[1]), ("license", &e3)];
    let answer = desk.kim.post(&desk.at("/license-assignments"), &fields).await;
    assert_eq!(answer.status, 303);
    assert!(answer.location().contains("/license-previews/"), "{}", answer.location());
    assert_eq!(desk.consumed(e3.parse().unwrap()).await, 0);
}
