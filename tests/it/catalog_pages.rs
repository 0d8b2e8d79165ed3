//! Products of the catalog: the list, one product, its aliases, and retiring it.

use partnerdesk::domain::role::Role;
use partnerdesk::store;

use crate::catalog_rules::{last_seq, records_since};
use crate::support::Site;

const PRODUCTS: &str = "/catalog/products";

#[actix_web::test]
async fn products_are_found_by_every_name_and_paged_both_ways() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    for at in 0..120 {
        site.product(&format!("Product {at:03}"), &[]).await;
    }
    let (sku, _) = site.product("Visio Plan 2", &["Drawing"]).await;
    kim.submit(&format!("{PRODUCTS}/{sku}/aliases"), &[("alias", "Visio Online (Piano 2)")]).await;
    let mut page = kim.visit(PRODUCTS).await;
    assert!(page.has("121 products"));
    let mut names: Vec<String> = page.rows().into_iter().map(|row| row[0].clone()).collect();
    for _ in 0..2 {
        page = kim.visit(&page.link("Next")).await;
        names.extend(page.rows().into_iter().map(|row| row[0].clone()));
    }
    assert_eq!(names.len(), 121);
    assert!(names.is_sorted() && page.select(".pager a").len() == 2);
    let back = kim.visit(&page.link("Previous")).await;
    assert_eq!(back.rows()[0][0], "Product 050");
    assert_eq!(kim.visit(&back.link("Last")).await.rows().last().unwrap()[0], "Visio Plan 2");
    for search in ["visio", "VISIO_PLAN_2", "Visio Online (Piano", &sku.to_string(), "plan visio"] {
        let found = kim.visit(&format!("{PRODUCTS}?search={}", search.replace(' ', "+"))).await;
        assert_eq!(found.rows().len(), 1, "{search}");
    }
    assert!(kim.visit(&format!("{PRODUCTS}?search=%25")).await.has("No product matches."));
}

#[actix_web::test]
async fn a_product_shows_what_the_catalog_knows_and_who_holds_it() {
    let site = Site::new().await;
    let ours = site.customer("Aquila", "aquila.example").await;
    let theirs = site.customer("Bosco", "bosco.example").await;
    let (sku, _) = site.product("Visio", &["Drawing", "Sharing"]).await;
    for customer in [ours, theirs] {
        site.buy(customer, sku, 2).await;
    }
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let row = kim.visit(PRODUCTS).await.rows().remove(0);
    assert_eq!(row, ["Visio", "VISIO", "Offered", "2"]);
    let page = kim.visit(&format!("{PRODUCTS}/{sku}")).await;
    for told in ["Drawing", "Sharing", &sku.to_string(), "Customers who hold it 2", "Offered"] {
        assert!(page.has(told), "{told}: {}", page.text());
    }
    for wrong in ["018f0000-0000-7000-8000-000000000001", "nonsense"] {
        assert_eq!(kim.get(&format!("{PRODUCTS}/{wrong}")).await.status, 404);
    }
    // Nobody else has the way there.
    let mut lee = site.sign_in(Role::AdminAgent).await;
    assert!(lee.visit("/").await.select("a[href^='/catalog']").is_empty());
    assert_eq!(kim.visit("/").await.select("nav a[href='/catalog/products']").len(), 1);
}

#[actix_web::test]
async fn aliases_mean_one_product_and_are_removed_after_a_question() {
    let site = Site::new().await;
    let (sku, _) = site.product("Visio", &[]).await;
    let (other, _) = site.product("Draw", &[]).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let path = format!("{PRODUCTS}/{sku}");
    let aliases = format!("{path}/aliases");
    let seq = last_seq(&site).await;
    let form = kim.visit(&path).await.value("form_id");
    for _ in 0..2 {
        let page = kim.submit(&aliases, &[("alias", "Disegno & Co."), ("form_id", &form)]).await;
        assert!(page.has("Disegno & Co.") && page.status().contains("Visio has another alias."));
    }
    for (product, alias, told) in [
        (sku, "", "Fill this in"),
        (sku, "visio", "goes by this name already"),
        (sku, "disegno  & co.", "goes by this name already"),
        (sku, "DRAW", "means Draw already"),
        (other, "Disegno & Co.", "means Visio already"),
    ] {
        let answer = kim.post(&format!("{PRODUCTS}/{product}/aliases"), &[("alias", alias)]).await;
        assert_eq!(answer.status, 422, "{alias}");
        let page = answer.page();
        assert!(page.reason("alias").contains(told), "{alias}: {}", page.reason("alias"));
        assert_eq!(page.value("alias"), alias);
    }
    let removal = kim.visit(&path).await.attribute("a[href*='/aliases/removal']", "href").unwrap();
    let question = kim.visit(&removal).await;
    assert!(question.has("Disegno & Co. no longer means Visio."));
    let fields = [("alias", "Disegno & Co.")];
    let page = kim.submit(&format!("{aliases}/removal"), &fields).await;
    assert_eq!(page.status(), "The alias was removed.");
    let page = kim.submit(&format!("{aliases}/removal"), &fields).await;
    assert_eq!(page.status(), "Somebody else had removed the alias already.");
    let noted: Vec<String> = records_since(&site, seq).await.into_iter().map(|(operation, _)| operation).collect();
    assert_eq!(noted, ["create_product_alias", "delete_product_alias"]);
}

#[actix_web::test]
async fn a_retired_product_is_kept_by_who_holds_it_and_bought_by_nobody() {
    let site = Site::new().await;
    let ours = site.customer("Aquila", "aquila.example").await;
    site.product("Draw", &[]).await;
    let (sku, _) = site.product("Visio", &[]).await;
    let bought = site.buy(ours, sku, 2).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let path = format!("{PRODUCTS}/{sku}");
    let seq = last_seq(&site).await;
    assert!(kim.visit(&format!("{path}/retirement")).await.has("1 customer holds Visio and keeps it."));
    for _ in 0..2 {
        let page = kim.submit(&format!("{path}/retirement"), &[]).await;
        assert!(page.has("Visio is retired.") && page.has("Retired, still held"));
    }
    let new = format!("/customers/{ours}/subscriptions/new");
    assert!(!kim.visit(&format!("{new}?search=visio")).await.has("VISIO"));
    let product = sku.to_string();
    let answer = kim.post(&new, &[("product", &product), ("quantity", "1")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().reason("product").contains("Visio is retired"), "{}", answer.page().text());
    // It keeps working for who has it.
    let subscription = format!("/customers/{ours}/subscriptions/{bought}");
    kim.submit(&subscription, &[("quantity", "3"), ("version", "1")]).await;
    let boss = site.staff(Role::GlobalAdmin).await;
    site.user(&boss, ours, "Ada", &[sku]).await;
    assert_eq!(site.pool(ours, sku).await.consumed, 1);
    let page = kim.submit(&format!("{path}/reinstatement"), &[]).await;
    assert!(page.has("Visio is offered again."));
    assert_eq!(store::catalog::search(site.app.db.read(), "visio", 9).await.unwrap().len(), 1);
    let noted: Vec<String> = records_since(&site, seq).await.into_iter().map(|(operation, _)| operation).collect();
    assert_eq!(
        noted.iter().filter(|name| name.ends_with("_product")).collect::<Vec<_>>(),
        ["retire_product", "reinstate_product"]
    );
    site.assert_sound().await;
}
