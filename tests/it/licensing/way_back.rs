//! Back to the form that a preview came from, and from buying more to what was ticked.

use partnerdesk::domain::id::SkuId;

use super::Desk;
use crate::support::{Page, give, set_licenses};

/// Which products are ticked, and what is chosen where only some have one.
fn wished(page: &Page) -> (Vec<String>, Vec<String>) {
    let all = |css: &str| -> Vec<String> {
        page.select(css).iter().filter_map(|one| one.attr("value").map(str::to_owned)).collect()
    };
    (all("input[name=license][checked]"), all("select[name=want] option[selected]"))
}

#[actix_web::test]
async fn back_from_the_preview_everything_is_as_it_was_chosen() {
    let mut desk = Desk::new().await;
    let (e3, plans) = desk.site.product("Office 365 E3", &["Exchange", "Teams"]).await;
    desk.site.buy(desk.id, e3, 9).await;
    let visio = desk.site.owns(desk.id, "Visio", 9).await;
    let people = desk.people(2, &[]).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    give(&by, &customer, people[0], visio).await.unwrap();
    crate::support::sql(&desk.site.app, "UPDATE users SET location = NULL WHERE id = $1", vec![people[1].0.into()])
        .await;
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    let list = desk.at("/users?search=user");
    let ticked = [("go", "manage-licenses"), ("user", ids[0].as_str()), ("user", &ids[1]), ("return", &list)];
    let question = desk.kim.post(&desk.at("/selections"), &ticked).await.location();
    let selection = desk.kim.visit(&question).await.value("selection");
    let (sku, want, plan) = (e3.to_string(), format!("{visio}:revoke"), format!("{e3}/{}", plans[1]));
    let fields = [
        ("selection", selection.as_str()),
        ("return", &list),
        ("license", &sku),
        ("plans_of", &sku),
        ("service_plan", &plan),
        ("want", &want),
        ("location", "CH"),
    ];
    let preview = desk.kim.submit(&desk.at("/license-assignments/preview"), &fields).await;
    let page = desk.kim.visit(&preview.link("Back")).await;
    assert_eq!(page.heading(), "Assign and revoke licenses");
    assert_eq!(page.texts(".boxes li"), ["User 00", "User 01"]);
    assert_eq!(wished(&page), (vec![sku.clone()], vec![want.clone()]));
    assert_eq!(page.attribute("input[name=service_plan][checked]", "value"), Some(plan));
    assert_eq!(page.attribute("select[name=location] option[selected]", "value"), Some("CH".into()));
    assert_eq!((page.value("selection"), page.value("return"), page.link("Cancel")), (selection, list.clone(), list));
    assert_eq!(desk.consumed(e3).await, 0);
}

#[actix_web::test]
async fn back_from_the_preview_of_a_swap_both_products_are_chosen() {
    let mut desk = Desk::new().await;
    let (old, new) = (desk.site.owns(desk.id, "Basic", 9).await, desk.site.owns(desk.id, "Premium", 9).await);
    let people = desk.people(2, &[old]).await;
    let (from, to) = (old.to_string(), new.to_string());
    let (_, preview) = desk.preview(&people, &[("to", "swap"), ("swap_from", &from), ("swap_to", &to)]).await;
    let page = desk.kim.visit(&preview.link("Back")).await;
    assert_eq!(page.heading(), "Swap one product for another");
    assert_eq!(page.attribute("input[name=swap_from][checked]", "value"), Some(from));
    assert_eq!(page.attribute("input[name=swap_to][checked]", "value"), Some(to));
    assert_eq!(page.texts(".boxes li").len(), 2);
}

impl Desk {
    /// Presses *Buy more* on the form, buys five, and comes back.
    async fn buy_more(&mut self, users: &[&str], sku: SkuId, fields: &[(&str, &str)]) -> Page {
        let buy = sku.to_string();
        let users = users.iter().map(|user| ("user", *user));
        let sent: Vec<(&str, &str)> = users.chain(fields.iter().copied()).chain([("buy", buy.as_str())]).collect();
        let buying = self.kim.submit(&self.at("/license-assignments/preview"), &sent).await;
        assert_eq!(buying.heading(), "Add subscription");
        let back = buying.value("return");
        let bought = [("product", buy.as_str()), ("quantity", "5"), ("return", &back)];
        let page = self.kim.submit(&self.at("/subscriptions/new"), &bought).await;
        assert!(page.status().contains("was added"), "{}", page.text());
        page
    }
}

#[actix_web::test]
async fn who_buys_more_comes_back_to_what_was_ticked() {
    let mut desk = Desk::new().await;
    let (e3, visio) = (desk.site.owns(desk.id, "Office 365 E3", 1).await, desk.site.owns(desk.id, "Visio", 9).await);
    desk.site.user(&desk.staff, desk.id, "Other", &[e3]).await;
    let people = desk.people(2, &[]).await;
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let question = desk.at(&format!("/license-assignments/new?user={}&user={}", ids[0], ids[1]));
    let page = desk.kim.visit(&question).await;
    let button = format!("button[name=buy][value='{e3}']");
    assert_eq!(page.texts(&button), ["Buy more"]);
    assert_eq!(page.attribute(&button, "formaction"), Some(desk.at("/license-assignments/preview")));
    // Enter in a field is no click on the first such button.
    assert!(page.select("form.sheet button")[0].attr("name").is_none());
    let ticked = visio.to_string();
    let page = desk.buy_more(&ids, e3, &[("license", &ticked)]).await;
    assert_eq!(page.texts(".boxes li"), ["User 00", "User 01"]);
    assert_eq!(wished(&page).0, [ticked.as_str()]);
    assert!(page.has("5 of 6 available"), "{}", page.text());
    // Nothing was ticked yet; and one alone.
    let page = desk.buy_more(&ids, e3, &[]).await;
    assert_eq!((page.heading().as_str(), wished(&page).0.len()), ("Assign and revoke licenses", 0));
    let page = desk.buy_more(&ids[..1], e3, &[("license", &ticked)]).await;
    assert_eq!(page.texts("form.sheet .actions button"), ["Save"]);
    assert_eq!(wished(&page).0, [ticked]);
    assert_eq!((desk.consumed(e3).await, desk.consumed(visio).await), (1, 0), "nothing is assigned by that");
}

#[actix_web::test]
async fn what_was_wished_is_what_comes_back_however_things_are_by_then() {
    let mut desk = Desk::new().await;
    let (e3, visio) = (desk.site.owns(desk.id, "Office 365 E3", 9).await, desk.site.owns(desk.id, "Visio", 9).await);
    let full = desk.site.owns(desk.id, "Project", 1).await;
    let people = desk.people(2, &[]).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    give(&by, &customer, people[0], visio).await.unwrap();
    let (e3, visio) = (e3.to_string(), visio.to_string());
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    // Nothing about the first product; the second one for all. A colleague gives both meanwhile.
    let was = format!("{e3}:none");
    let want = format!("{visio}:assign");
    let both: Vec<&str> = ids.iter().map(String::as_str).collect();
    let held = [(e3.parse().unwrap(), &[][..]), (visio.parse().unwrap(), &[][..])];
    for user in &people {
        set_licenses(&by, &customer, *user, &held, "").await.unwrap();
    }
    let page = desk.buy_more(&both, full, &[("was", &was), ("want", &want)]).await;
    assert_eq!(wished(&page).0, [e3.as_str(), visio.as_str()], "nobody loses anything by that");
    // The other way round: taken from one, and again a choice of three.
    set_licenses(&by, &customer, people[0], &[], "").await.unwrap();
    let page = desk.buy_more(&both, full, &[("was", &was), ("license", &e3), ("was", &format!("{visio}:all"))]).await;
    assert_eq!(wished(&page).1, [format!("{e3}:assign"), format!("{visio}:revoke")]);
}

#[actix_web::test]
async fn who_buys_more_for_a_swap_comes_back_to_what_is_to_be_replaced() {
    let mut desk = Desk::new().await;
    let (old, new) = (desk.site.owns(desk.id, "Basic", 9).await, desk.site.owns(desk.id, "Premium", 1).await);
    let people = desk.people(2, &[old]).await;
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let from = old.to_string();
    let page = desk.buy_more(&ids, new, &[("to", "swap"), ("swap_from", &from)]).await;
    assert_eq!(page.heading(), "Swap one product for another");
    assert_eq!(page.attribute("input[name=swap_from][checked]", "value"), Some(from));
}

#[actix_web::test]
async fn what_was_ticked_is_sent_again_though_its_last_seat_went_meanwhile() {
    let mut desk = Desk::new().await;
    let (e3, full) = (desk.site.owns(desk.id, "Office 365 E3", 1).await, desk.site.owns(desk.id, "Project", 1).await);
    let people = desk.people(2, &[]).await;
    let (by, customer) = (desk.site.actor(&desk.staff), desk.site.now(desk.id).await);
    give(&by, &customer, people[1], e3).await.unwrap();
    let (user, ticked) = (people[0].to_string(), e3.to_string());
    let page = desk.buy_more(&[&user], full, &[("license", &ticked)]).await;
    let tick = page.select(&format!("input[name=license][value='{e3}']"))[0];
    assert_eq!((tick.attr("checked").is_some(), tick.attr("disabled").is_some()), (true, false));
    let answer = desk.kim.post(&desk.at("/license-assignments"), &[("user", &user), ("license", &ticked)]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().alert().contains("No license of Office 365 E3 is left."), "{}", answer.page().alert());
}
