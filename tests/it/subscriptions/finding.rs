//! Add subscription: finding a product without JavaScript, *Buy more* and the way back.

use partnerdesk::domain::role::Role;

use super::only;
use crate::support::{Page, Site};

fn offered(page: &Page) -> Vec<String> {
    page.texts("label.choice")
}

fn ticked(page: &Page) -> Option<String> {
    page.attribute("[name=product][checked]", "value")
}

#[actix_web::test]
async fn from_an_empty_list_to_the_first_subscription() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut helpdesk = site.sign_in(Role::HelpdeskAgent).await;
    let list = format!("/customers/{id}/subscriptions");
    assert!(helpdesk.visit(&list).await.has("Ask a Sales agent, an Admin agent or a Global admin"));
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let page = kim.visit(&list).await;
    assert!(page.has("partnerdesk import subscriptions FILE --customer aquila.example"));
    let new = page.link("Add subscription");
    assert!(kim.visit(&new).await.has("partnerdesk import products FILE"), "the catalog is empty");
    let (sku, _) = site.product("Office 365 E3", &[]).await;
    site.product("Visio Plan 2", &[]).await;
    assert_eq!(offered(&kim.visit(&new).await).len(), 2, "so few can be chosen from without a search");
    for search in ["office+e3", "OFFICE_365", "%C3%B3ffice"] {
        let page = kim.visit(&format!("{new}?search={search}")).await;
        assert_eq!(offered(&page), ["Office 365 E3 OFFICE_365_E3"], "{search}");
    }
    let page = kim.visit(&format!("{new}?search=nothing")).await;
    assert!(page.has("No product has this in its name or part number."));
    let form_id = page.value("form_id");
    let sku = sku.to_string();
    let fields = [("form_id", form_id.as_str()), ("product", &sku), ("quantity", "25"), ("search", "office")];
    let page = kim.submit(&new, &fields).await;
    assert!(page.status().contains("A subscription of Office 365 E3 was added."));
    kim.submit(&new, &fields).await;
    assert_eq!(kim.visit(&list).await.rows().len(), 1, "a double click adds one");
}

#[actix_web::test]
async fn nothing_typed_is_lost() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, _) = site.product("Office 365 E3", &[]).await;
    site.product("Visio Plan 2", &[]).await;
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let new = format!("/customers/{id}/subscriptions/new");
    let sku = sku.to_string();
    let answer = kim.post(&new, &[("product", sku.as_str()), ("quantity", "many"), ("search", "office")]).await;
    let page = answer.page();
    assert_eq!((answer.status, page.reason("quantity")), (422, "Write a whole number.".into()));
    assert_eq!(
        (ticked(&page), page.value("quantity"), page.value("search")),
        (Some(sku), "many".into(), "office".into())
    );
    let answer = kim.post(&new, &[("quantity", "5")]).await;
    let page = answer.page();
    assert_eq!((answer.status, page.reason("product")), (422, "Choose one of the entries.".into()));
    assert_eq!(page.value("quantity"), "5");
}

#[actix_web::test]
async fn a_long_catalog_is_searched_first() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    for number in 0..60 {
        site.product(&format!("Plan {number}"), &[]).await;
    }
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let new = format!("/customers/{id}/subscriptions/new");
    let page = kim.visit(&new).await;
    assert!(offered(&page).is_empty() && page.has("Search for a product first."));
    let page = kim.visit(&format!("{new}?search=plan")).await;
    assert!(offered(&page).len() == 50 && page.has("More products match."));
    let page = kim.visit(&format!("{new}?search=plan+59")).await;
    assert!(offered(&page).len() == 1 && !page.has("More products match."));
}

#[actix_web::test]
async fn buy_more_leads_there_and_back() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 1).await;
    site.product("Visio Plan 2", &[]).await;
    site.user(&staff, id, "Ada", &[sku]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let wanted = sku.to_string();
    let typed = [
        ("form_id", "0190b3a0-0000-7000-8000-000000000001"),
        ("first_name", "Bo"),
        ("display_name", "Bo Lind"),
        ("user_name", "bo"),
        ("domain", "aquila.example"),
        ("location", "SE"),
        ("permissions", "limited"),
        ("role", "billing"),
        ("buy", &wanted),
    ];
    let page = kim.submit(&format!("/customers/{id}/users"), &typed).await;
    let form = page.value("return");
    assert_eq!(ticked(&page), Some(sku.to_string()));
    assert_eq!(offered(&page).len(), 1, "the others come by searching");
    assert_eq!((page.value("return"), page.link("Cancel")), (form.clone(), form.clone()));
    // More of what is there already is offered too, and leads back as well.
    let change = page.link("Change its quantity (1): Office 365 E3");
    let page = kim.visit(&change).await;
    assert_eq!((page.heading(), page.value("return")), ("Office 365 E3".into(), form.clone()));
    let one = only(&site, &staff, id).await.subscription.id;
    let path = format!("/customers/{id}/subscriptions/{one}");
    let answer = kim.post(&path, &[("quantity", "2"), ("version", "1"), ("return", &form)]).await;
    assert_eq!((answer.status, answer.location()), (303, form.clone()));
    let new = format!("/customers/{id}/subscriptions/new");
    let sku = sku.to_string();
    let fields = [("product", sku.as_str()), ("quantity", "2"), ("return", form.as_str())];
    let page = kim.submit(&new, &fields).await;
    assert_eq!(page.heading(), "Add user");
    // As it was filled in, with its own form id, and nothing is told as wrong.
    let kept = ["form_id", "first_name", "display_name", "user_name"].map(|field| page.value(field));
    assert_eq!(kept, ["0190b3a0-0000-7000-8000-000000000001", "Bo", "Bo Lind", "bo"]);
    assert_eq!(page.attribute("#location option[selected]", "value").as_deref(), Some("SE"));
    assert_eq!(page.attribute("input[name='permissions'][checked]", "value").as_deref(), Some("limited"));
    assert_eq!(page.attribute("input[name='role'][checked]", "value").as_deref(), Some("billing"));
    assert!(page.select(".summary").is_empty());
    assert_eq!(site.now(id).await.active_users, 1, "nobody was added by looking");
    assert!(page.status().contains("A subscription of Office 365 E3 was added."));
    assert!(page.has("3 of 4 available"));
}

#[actix_web::test]
async fn nobody_is_led_elsewhere() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, _) = site.product("Office 365 E3", &[]).await;
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let new = format!("/customers/{id}/subscriptions/new");
    let page = kim.visit(&format!("{new}?product=x&return=https%3A%2F%2Fevil.example")).await;
    assert_eq!(page.link("Cancel"), "/");
    let sku = sku.to_string();
    let fields = [("product", sku.as_str()), ("quantity", "2"), ("return", "//evil.example")];
    assert_eq!(kim.post(&new, &fields).await.location(), "/");
}
