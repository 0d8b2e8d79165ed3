//! Customers one no longer works with: archived, taken back, removed for good.

use partnerdesk::domain::role::Role;

use crate::support::{Site, texts};

#[actix_web::test]
async fn an_archived_customer_is_out_of_the_list_and_the_figures_and_comes_back() {
    let site = Site::new().await;
    let admin = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let other = site.customer("Bora", "bora.example").await;
    let sku = site.owns(id, "Office 365 E3", 5).await;
    let user = site.user(&admin, id, "Ada", &[sku]).await;
    site.user(&admin, other, "Bo", &[]).await;
    let mut kim = site.sign_in_as(&admin).await;
    let tiles = kim.visit("/").await.texts(".tile-number");
    assert_eq!(tiles[..5], ["2", "2", "5", "1", "4"]);

    let account = format!("/customers/{id}");
    let question = kim.visit(&account).await.link("Archive");
    let page = kim.visit(&question).await;
    assert_eq!(page.heading(), "Archive Aquila");
    assert!(page.has("Its active user keeps account and licenses."));
    let page = kim.submit(&question, &[]).await;
    assert!(page.status().contains("Aquila is archived."));
    assert!(page.select("a[href$='/archiving']").is_empty());

    let list = kim.visit("/customers").await;
    assert_eq!(list.rows().len(), 1);
    assert_eq!(list.texts(".tabs a"), ["Customers (1)", "Archived (1)"]);
    let searched = kim.visit("/customers?search=aquila").await;
    assert_eq!(searched.texts(".tabs a"), ["Customers (0)", "Archived (1)"], "whoever looks for it sees where it is");
    let away = kim.visit(&searched.link("Archived (1)")).await;
    assert_eq!((away.rows().len(), away.value("show").as_str()), (1, "archived"));
    assert!(kim.get("/customers.csv").await.body.contains("Bora"));
    assert!(!kim.get("/customers.csv").await.body.contains("Aquila"));
    assert!(kim.get("/customers.csv?show=archived").await.body.contains("Aquila"));
    let tiles = kim.visit("/").await.texts(".tile-number");
    assert_eq!(tiles[..5], ["1", "1", "0", "0", "0"]);

    // Nothing is lost, and every page of the customer says so.
    for path in ["", "/users", "/licenses", "/subscriptions", "/activity"] {
        assert!(kim.visit(&format!("{account}{path}")).await.has("Archived since"), "{path}");
    }
    let form = kim.visit(&format!("{account}/users/{user}")).await;
    assert!(form.has("Archived since") && form.value("display_name") == "Ada");
    let mut lee = site.sign_in(Role::HelpdeskAgent).await;
    let seen = lee.visit(&account).await;
    assert!(seen.has("Archived since") && seen.select(&format!("form[action='{account}/unarchiving']")).is_empty());

    // Once more changes nothing; back it is as it was.
    kim.submit(&format!("{account}/archiving"), &[]).await;
    let page = kim.submit(&format!("{account}/unarchiving"), &[]).await;
    assert!(page.status().contains("Aquila is back") && !page.has("Archived since"));
    assert_eq!(kim.visit("/").await.texts(".tile-number")[..5], ["2", "2", "5", "1", "4"]);
    assert!(kim.visit("/customers").await.select(".tabs").is_empty());
    let told = texts(&site.app, "SELECT operation AS text FROM events WHERE operation LIKE '%archive%' ORDER BY seq");
    assert_eq!(told.await, ["archive_customer", "unarchive_customer"]);
    site.assert_sound().await;
}

#[actix_web::test]
async fn who_edits_while_somebody_archives_is_told() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let path = format!("/customers/{id}");
    let version = kim.visit(&path).await.value("version");
    kim.submit(&format!("{path}/archiving"), &[]).await;
    let fields = [("company_name", "Aquila 2"), ("primary_domain", "aquila.example"), ("version", version.as_str())];
    assert_eq!(kim.post(&path, &fields).await.status, 409);
}

#[actix_web::test]
async fn a_customer_without_users_is_removed_for_good_and_its_domain_is_free() {
    let site = Site::new().await;
    let admin = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    site.owns(id, "Office 365 E3", 5).await;
    let mut kim = site.sign_in_as(&admin).await;
    let account = format!("/customers/{id}");
    let question = kim.visit(&account).await.link("Remove for good");
    let page = kim.visit(&question).await;
    assert!(page.has("with its domains and its subscription"), "{}", page.text());
    let page = kim.submit(&question, &[]).await;
    assert_eq!(page.heading(), "Customers");
    assert!(page.status().contains("Aquila was removed for good."));
    assert_eq!(kim.get(&account).await.status, 404);
    assert!(kim.visit("/activity").await.has("Removed customer for good"));
    let again = site.customer("Aquila again", "aquila.example").await;
    assert_ne!(again, id);
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_customer_with_users_even_deleted_ones_is_not_removed() {
    let site = Site::new().await;
    let admin = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&admin, id, "Ada", &[]).await;
    let mut kim = site.sign_in_as(&admin).await;
    let removal = format!("/customers/{id}/removal");
    for (active, deleted) in [(1, 0), (0, 1)] {
        let page = kim.visit(&removal).await;
        assert!(page.has(&format!("{active} active and {deleted} deleted")), "{}", page.text());
        assert!(page.select(&format!("form[action='{removal}']")).is_empty());
        assert_eq!(kim.post(&removal, &[]).await.status, 422);
        kim.submit(&format!("/customers/{id}/deletions"), &[("user", &user.to_string())]).await;
    }
    site.assert_sound().await;
}
