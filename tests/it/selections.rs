//! Choosing users over pages, as browsers without JavaScript do.

use partnerdesk::domain::role::Role;

use crate::support::{Browser, Page, Site};

/// Presses a button of the list's form with these users ticked on the page.
async fn press(browser: &mut Browser, path: &str, page: &Page, go: &str, ticked: &[String]) -> Page {
    let names = ["shown", "sort", "size", "after", "before", "next", "previous", "selection", "show", "search"];
    let values: Vec<String> = names.iter().map(|name| page.value(name)).collect();
    let mut fields: Vec<(&str, &str)> = names.iter().copied().zip(values.iter().map(String::as_str)).collect();
    fields.push(("go", go));
    fields.extend(ticked.iter().map(|id| ("user", id.as_str())));
    let answer = browser.post(path, &fields).await;
    if answer.status == 303 { browser.visit(&answer.location()).await } else { answer.page() }
}

fn ids(page: &Page) -> Vec<String> {
    page.select("[name=user]").into_iter().map(|tick| tick.attr("value").unwrap().to_owned()).collect()
}

fn ticked(page: &Page) -> usize {
    page.select("[name=user][checked]").len()
}

fn told(page: &Page) -> String {
    page.texts("[data-count]").join("")
}

#[actix_web::test]
async fn a_choice_lasts_over_pages() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    for number in 0..60 {
        site.user(&staff, id, &format!("User {number:02}"), &[]).await;
    }
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/selections");
    let first = kim.visit(&format!("/customers/{id}/users?size=25")).await;
    let second = press(&mut kim, &path, &first, "next", &ids(&first)[..2]).await;
    assert_eq!((told(&second).as_str(), ticked(&second)), ("2 selected", 0));
    let third = press(&mut kim, &path, &second, "next", &ids(&second)[3..4]).await;
    assert_eq!((told(&third).as_str(), ids(&third).len()), ("3 selected", 10));
    let back = press(&mut kim, &path, &third, "first", &[]).await;
    assert_eq!((told(&back).as_str(), ticked(&back)), ("3 selected", 2));
    let chosen = press(&mut kim, &path, &back, "selected", &ids(&first)[..1]).await;
    assert_eq!((told(&chosen).as_str(), ids(&chosen).len()), ("2 selected", 2), "one was unticked");
    let everybody = press(&mut kim, &path, &chosen, "everybody", &ids(&chosen)).await;
    let all = press(&mut kim, &path, &everybody, "all", &[]).await;
    assert_eq!(told(&all), "60 selected");
    let none = press(&mut kim, &path, &all, "clear", &ids(&all)).await;
    assert_eq!((told(&none).as_str(), ticked(&none)), ("0 selected", 0));
    let head = kim.post(&path, &[("page", "all"), ("shown", &first.value("shown")), ("size", "25")]).await;
    assert_eq!(told(&kim.visit(&head.location()).await), "25 selected");
}

#[actix_web::test]
async fn all_that_match_are_those_of_search_and_filter() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 9).await;
    for (name, skus) in [("Ada Bianchi", &[sku][..]), ("Ada Rossi", &[]), ("Bo Lind", &[])] {
        site.user(&staff, id, name, skus).await;
    }
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/selections");
    let fields = [("go", "all"), ("search", "ada"), ("filter", "unlicensed")];
    let location = kim.post(&path, &fields).await.location();
    let page = kim.visit(&location).await;
    assert_eq!(told(&page), "1 selected");
    assert_eq!(page.value("search"), "ada", "the list stays where it was");
}

#[actix_web::test]
async fn commands_without_a_choice_say_so() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    site.user(&staff, id, "Bo Lind", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/selections");
    let page = kim.visit(&format!("/customers/{id}/users")).await;
    let none = press(&mut kim, &path, &page, "manage-licenses", &[]).await;
    assert!(none.alert().starts_with("Choose a user first"));
    let both = press(&mut kim, &path, &page, "manage-licenses", &ids(&page)).await;
    assert_eq!((both.heading().as_str(), both.texts(".boxes li").len()), ("Assign and revoke licenses", 2));
}

#[actix_web::test]
async fn ten_thousand_ticks_and_invalid_ones() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let other = site.customer("Other", "other.example").await;
    let foreign = site.user(&staff, other, "Foreign Canary", &[]).await.to_string();
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/selections");
    let page = kim.visit(&format!("/customers/{id}/users")).await;
    let mut many = ids(&page);
    many.push(foreign);
    many.extend((0..9_998).map(|number| format!("00000000-0000-7000-8000-{number:012}")));
    let answer = press(&mut kim, &path, &page, "next", &many).await;
    assert!(answer.alert().contains("9,999 of the ticked users are no longer here"), "{}", answer.alert());
    assert_eq!(told(&answer), "1 selected");
    assert!(!answer.has("Canary"));
    let too_many: Vec<String> = (0..30_000).map(|number| format!("00000000-0000-7000-8000-{number:012}")).collect();
    assert_eq!(press(&mut kim, &path, &page, "next", &too_many).await.heading(), "Too much at once");
}

#[actix_web::test]
async fn a_choice_belongs_to_who_made_it() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let other = site.customer("Other", "other.example").await;
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let location = kim.post(&format!("/customers/{id}/selections"), &[("go", "all")]).await.location();
    let mut lee = site.sign_in(Role::AdminAgent).await;
    assert_eq!(told(&lee.visit(&location).await), "0 selected");
    assert_eq!(lee.get(&format!("{location}&show=selected")).await.status, 404);
    let elsewhere = location.replace(&id.to_string(), &other.to_string());
    assert_eq!(told(&kim.visit(&elsewhere).await), "0 selected");
    site.app.clock.advance(chrono::TimeDelta::minutes(29));
    partnerdesk::actions::installation::clean(&site.app).await.unwrap();
    assert_eq!(told(&kim.visit(&location).await), "1 selected");
}

#[actix_web::test]
async fn all_that_match_come_to_those_who_were_ticked() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    for number in 0..30 {
        site.user(&staff, id, &format!("Ada {number:02}"), &[]).await;
    }
    for name in ["Bo Lind", "Cy Marsh", "Di Noce"] {
        site.user(&staff, id, name, &[]).await;
    }
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/selections");
    let users = format!("/customers/{id}/users");
    let others = kim.visit(&format!("{users}?size=25&before=last")).await;
    let ticked_ids = ids(&others);
    let two = press(&mut kim, &path, &others, "stay", &ticked_ids[ticked_ids.len() - 2..]).await;
    let selection = two.value("selection");
    let found = kim.visit(&format!("{users}?size=25&search=ada&selection={selection}")).await;
    let all = press(&mut kim, &path, &found, "all", &[]).await;
    assert_eq!(told(&all), "32 selected");
    assert!(all.text().contains("All 30 users that match are selected, and the 2 you had ticked."), "{}", all.text());
    // Once more adds nobody, and those who were ticked stay.
    let again = press(&mut kim, &path, &all, "all", &ids(&all)).await;
    assert_eq!(told(&again), "32 selected");
    let chosen = press(&mut kim, &path, &again, "selected", &ids(&again)).await;
    assert_eq!(told(&chosen), "32 selected");
    let question = kim.visit(&format!("/customers/{id}/deletions/new?selection={selection}")).await;
    assert_eq!(question.heading(), "Delete 32 user accounts", "nobody is left out");
    // Ticked on the page, and another search in its field.
    let none = press(&mut kim, &path, &found, "clear", &[]).await;
    assert_eq!(told(&none), "0 selected");
    let first = kim.visit(&users).await;
    let di = ids(&first).last().unwrap().clone();
    let fields = [("go", "all"), ("search", "ada"), ("shown", &first.value("shown")), ("user", &di)];
    let both = kim.post(&path, &fields).await.location();
    let both = kim.visit(&both).await;
    assert_eq!(told(&both), "31 selected");
    assert!(both.text().contains("and the one you had ticked."), "{}", both.text());
    assert_eq!(told(&press(&mut kim, &path, &both, "clear", &ids(&both)).await), "0 selected");
}

/// Whom a filter found before was ticked by nobody.
#[actix_web::test]
async fn all_that_match_again_are_those_who_match_now() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 9).await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    site.user(&staff, id, "Ada Rossi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/selections");
    let all = [("go", "all"), ("filter", "unlicensed")];
    let location = kim.post(&path, &all).await.location();
    let page = kim.visit(&location).await;
    assert_eq!(told(&page), "2 selected");
    crate::support::give(&site.actor(&staff), &site.now(id).await, ada, sku).await.unwrap();
    let selection = page.value("selection");
    let again = [("go", "all"), ("filter", "unlicensed"), ("selection", selection.as_str())];
    let location = kim.post(&path, &again).await.location();
    assert_eq!(told(&kim.visit(&location).await), "1 selected");
}

#[actix_web::test]
async fn a_search_in_an_address_is_no_longer_than_one_that_is_typed() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let path = format!("/customers/{id}/selections");
    let long = "é".repeat(20_000);
    for go in ["filter", "all", "sort:created", "selected", "next"] {
        let location = kim.post(&path, &[("go", go), ("search", &long)]).await.location();
        assert!(location.len() < 2_000, "{go}: {}", location.len());
    }
    let page = kim.visit(&format!("/customers/{id}/users?search={}", "a".repeat(5_000))).await;
    assert_eq!(page.value("search"), "a".repeat(200));
}

#[actix_web::test]
async fn those_who_are_ticked_are_exported_alone() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    for name in ["Ada Bianchi", "Bo Lind", "Cy Marsh"] {
        site.user(&staff, id, name, &[]).await;
    }
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/selections");
    let page = kim.visit(&format!("/customers/{id}/users?sort=-name")).await;
    assert_eq!(page.texts("details.drop summary"), ["Export users"]);
    assert!(page.link("All that match (3)").contains("/users.csv"));
    assert!(page.texts("[value=export]").join("").contains("The selected users"));
    let shown = page.value("shown");
    let two: Vec<String> = ids(&page)[..2].to_vec();
    let fields =
        [("go", "export"), ("sort", "-name"), ("search", "c"), ("shown", &shown), ("user", &two[0]), ("user", &two[1])];
    let file = kim.post(&path, &fields).await.location();
    let file = kim.get(&file).await.body;
    assert!(file.contains("Cy Marsh") && file.contains("Bo Lind") && !file.contains("Ada Bianchi"), "{file}");
    assert!(file.find("Cy Marsh") < file.find("Bo Lind"), "in the list's order");
    let none = kim.post(&path, &[("go", "export"), ("shown", &shown)]).await;
    assert_eq!(none.status, 422);
    assert!(none.page().alert().starts_with("Choose a user first"));
}

#[actix_web::test]
async fn the_focus_is_where_it_was_sorted() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 9).await;
    let other = site.owns(id, "Visio", 9).await;
    site.user(&staff, id, "Ada Bianchi", &[sku, other]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/selections");
    let mut page = kim.visit(&format!("/customers/{id}/users")).await;
    for at in [0, 1, 1, 2, 0] {
        let go = page.select(".sort")[at].attr("value").unwrap().to_owned();
        let location = kim.post(&path, &[("go", &go), ("search", "ada")]).await.location();
        let (address, head) = location.split_once('#').unwrap();
        page = kim.visit(address).await;
        assert_eq!(page.select(".sort")[at].attr("id"), Some(head), "{go}");
    }
    // On paper nothing is folded away.
    let styles = page.attribute("link[rel=stylesheet]", "href").unwrap();
    let styles = kim.get(&styles).await.body;
    let (_, print) = styles.split_once("@media print").unwrap();
    assert!(print.contains(".rest::details-content { display: block; content-visibility: visible; }"));
    assert!(page.texts(".rest").join(" ").contains("Visio"));
}
