//! The list, one subscription, and the question before suspending, as their users meet them.

use partnerdesk::actions::imports::subscriptions::load;
use partnerdesk::actions::{Submission, subscriptions};
use partnerdesk::domain::role::Role;

use super::{only, purchase};
use crate::support::{Site, sql};

#[actix_web::test]
async fn the_list_shows_what_is_known() {
    let site = Site::new().await;
    let staff = site.staff(Role::SalesAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let admin = site.staff(Role::GlobalAdmin).await;
    let sku = site.owns(id, "Office 365 E3", 1200).await;
    site.user(&admin, id, "Ada", &[sku]).await;
    let known =
        "UPDATE subscriptions SET name = 'Office 365 E3', started_on = '2026-02-01', term_ends_on = '2027-01-31',
                 auto_renew = true, term = 'P1Y', offer_id = 'CFQ7TTC0LF8R', reseller = 'Northwind <b>'";
    sql(&site.app, known, vec![]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let page = kim.visit(&format!("/customers/{id}/subscriptions")).await;
    assert_eq!(page.heading(), "Subscriptions");
    assert_eq!(
        page.rows(),
        [[
            "Office 365 E31 year · CFQ7TTC0LF8R",
            "1,200",
            "1 of 1,200 assigned",
            "Active",
            "1 Feb 2026",
            "31 Jan 2027Renews",
            "Northwind <b>"
        ]]
    );
    let page = kim.visit(&page.link("Office 365 E3")).await;
    assert_eq!(page.heading(), "Office 365 E3");
    let external = only(&site, &staff, id).await.subscription.external_id.to_string();
    for fact in ["1 of 1,200 assigned", "31 Jan 2027", "1 year", "CFQ7TTC0LF8R", "Northwind <b>", external.as_str()] {
        assert!(page.has(fact), "{fact}");
    }
    let holders = kim.visit(&page.link("Show the users who hold it")).await;
    assert_eq!(holders.rows().len(), 1);
}

#[actix_web::test]
async fn what_is_over_assigned_stands_out_and_leads_to_its_users() {
    let site = Site::new().await;
    let staff = site.staff(Role::HelpdeskAgent).await;
    let admin = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Visio Plan 2", 2).await;
    for name in ["Ada", "Bo"] {
        site.user(&admin, id, name, &[sku]).await;
    }
    site.user(&admin, id, "Cy", &[]).await;
    let one = only(&site, &admin, id).await.subscription.id;
    subscriptions::suspend(&site.actor(&admin), id, one).await.unwrap();
    let mut kim = site.sign_in_as(&staff).await;
    let page = kim.visit(&format!("/customers/{id}/subscriptions")).await;
    assert_eq!(page.rows()[0][3], "Suspended");
    let holders = kim.visit(&page.link("2 too many")).await;
    assert_eq!(holders.rows().len(), 2);
}

#[actix_web::test]
async fn a_quantity_is_changed_and_refused_while_it_is_in_use() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Visio Plan 2", 3).await;
    for name in ["Ada", "Bo", "Cy"] {
        site.user(&staff, id, name, &[sku]).await;
    }
    let one = only(&site, &staff, id).await.subscription.id;
    let path = format!("/customers/{id}/subscriptions/{one}");
    let mut kim = site.sign_in_as(&staff).await;
    let answer = kim.post(&path, &[("quantity", "1"), ("version", "1")]).await;
    assert_eq!(answer.status, 422);
    let page = answer.page();
    assert_eq!(page.reason("quantity"), "Free 2 licenses first: more are assigned than that.");
    assert_eq!(page.value("quantity"), "1");
    assert_eq!(kim.visit(&page.link("Show the users who hold it")).await.rows().len(), 3);
    let page = kim.submit(&path, &[("quantity", "30"), ("version", "1")]).await;
    assert!(page.status().contains("Visio Plan 2 was saved."), "{}", page.status());
    assert_eq!((page.value("quantity"), page.value("version")), ("30".into(), "2".into()));
    let answer = kim.post(&path, &[("quantity", "x"), ("version", "2")]).await;
    assert_eq!((answer.status, answer.page().reason("quantity")), (422, "Write a whole number.".into()));
}

#[actix_web::test]
async fn a_quantity_that_a_colleague_changed_meanwhile_is_told() {
    let site = Site::new().await;
    let (giulia, marco) = (site.staff(Role::SalesAgent).await, site.staff(Role::AdminAgent).await);
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Visio Plan 2", 3).await;
    let one = only(&site, &giulia, id).await.subscription.id;
    let path = format!("/customers/{id}/subscriptions/{one}");
    let (mut first, mut second) = (site.sign_in_as(&giulia).await, site.sign_in_as(&marco).await);
    let version = second.visit(&path).await.value("version");
    first.submit(&path, &[("quantity", "8"), ("version", &version)]).await;
    let answer = second.post(&path, &[("quantity", "5"), ("version", &version)]).await;
    assert_eq!(answer.status, 409);
    let page = answer.page();
    assert!(page.alert().contains(&format!("{} saved a change on", giulia.name)), "{}", page.alert());
    assert_eq!(page.rows(), [["Quantity", "8", "5"]]);
    assert_eq!(page.value("quantity"), "5");
    second.submit(&path, &[("quantity", "5"), ("version", &page.value("version"))]).await;
    assert_eq!(site.pool(id, sku).await.total(), 5);
}

#[actix_web::test]
async fn suspending_asks_first_and_says_who_loses_it() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila & Figli", "aquila.example").await;
    let (sku, _) = site.product("Visio Plan 2", &[]).await;
    let one = site.buy(id, sku, 3).await;
    site.buy(id, sku, 1).await;
    for name in ["Ada", "Bo", "Cy"] {
        site.user(&staff, id, name, &[sku]).await;
    }
    let path = format!("/customers/{id}/subscriptions/{one}");
    let mut kim = site.sign_in_as(&staff).await;
    let page = kim.visit(&path).await;
    let page = kim.visit(&page.link("Suspend")).await;
    assert_eq!(page.heading(), "Suspend Visio Plan 2");
    assert!(page.has("3 licenses of Visio Plan 2 at Aquila & Figli cannot be used anymore."), "{}", page.text());
    assert!(page.has("3 users hold a license of this product. 2 of them lose it."), "{}", page.text());
    assert_eq!(page.link("Cancel"), path);
    assert_eq!(page.texts("main form button"), ["Suspend"]);
    let question = page.attribute("main form", "action").unwrap();
    let page = kim.submit(&question, &[]).await;
    assert!(page.status().contains("Visio Plan 2 is suspended."));
    assert!(page.select("[name=quantity]").is_empty(), "what is suspended keeps its quantity");
    assert_eq!(kim.get(&question).await.location(), path, "there is nothing more to ask");
    let page = kim.submit(&question, &[]).await;
    let page = kim.submit(&page.attribute("main form", "action").unwrap(), &[]).await;
    assert!(page.status().contains("Visio Plan 2 is active again."));
    assert_eq!(site.pool(id, sku).await.over(), 0);
}

#[actix_web::test]
async fn suspending_what_nobody_needs_says_so() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, _) = site.product("Visio Plan 2", &[]).await;
    let one = site.buy(id, sku, 3).await;
    let path = format!("/customers/{id}/subscriptions/{one}/suspension");
    let mut kim = site.sign_in_as(&staff).await;
    assert!(kim.visit(&path).await.has("No user holds a license of this product."));
    site.buy(id, sku, 2).await;
    site.user(&staff, id, "Ada", &[sku]).await;
    assert!(kim.visit(&path).await.has("1 user holds a license of this product and keeps it"));
}

#[actix_web::test]
async fn only_buttons_that_work_are_shown() {
    let site = Site::new().await;
    let admin = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    site.owns(id, "Visio Plan 2", 3).await;
    let one = only(&site, &admin, id).await.subscription.id;
    let list = format!("/customers/{id}/subscriptions");
    let cases = [
        (Role::GlobalAdmin, true, true),
        (Role::AdminAgent, true, true),
        (Role::SalesAgent, true, false),
        (Role::HelpdeskAgent, false, false),
    ];
    for (role, buys, suspends) in cases {
        let mut browser = site.sign_in(role).await;
        let page = browser.visit(&list).await;
        assert_eq!(page.has("Add subscription"), buys, "{role}");
        let page = browser.visit(&format!("{list}/{one}")).await;
        assert_eq!(!page.select("[name=quantity]").is_empty(), buys, "{role}");
        assert_eq!(page.texts("main a").contains(&"Suspend".to_owned()), suspends, "{role}");
        let status = if buys { 200 } else { 403 };
        assert_eq!(browser.get(&format!("{list}/new")).await.status, status, "{role}");
        let status = if suspends { 200 } else { 403 };
        assert_eq!(browser.get(&format!("{list}/{one}/suspension")).await.status, status, "{role}");
    }
    subscriptions::suspend(&site.actor(&admin), id, one).await.unwrap();
    for (role, _, suspends) in cases {
        let page = site.sign_in(role).await.visit(&format!("{list}/{one}")).await;
        assert_eq!(page.texts("main button").contains(&"Reactivate".to_owned()), suspends, "{role}");
        assert!(page.has("An Admin agent or a Global admin can reactivate it."));
    }
}

#[actix_web::test]
async fn the_file_speaks_the_reader_s_language() {
    let site = Site::new().await;
    let staff = site.staff(Role::HelpdeskAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "=Visio", 1500).await;
    let known = "UPDATE subscriptions SET reseller = 'Northwind', status = 'warning', term = 'P1Y',
                 started_on = '2026-02-01', auto_renew = false";
    sql(&site.app, known, vec![]).await;
    let external = only(&site, &staff, id).await.subscription.external_id;
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/subscriptions.csv");
    let english = kim.get(&path).await;
    assert_eq!(english.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        english.body,
        format!(
            "\u{feff}\"Subscription ID\",\"Subscription\",\"Quantity\",\"Status\",\"Reseller\",\
             \"Product GUID\",\"Offer ID\",\"Term\",\"Start\",\"End of term\",\"Renews automatically\"\r\n\
             \"{external}\",\"'=Visio\",\"1500\",\"In grace\",\"Northwind\",\
             \"{sku}\",\"\",\"1 year\",\"2026-02-01\",\"\",\"No\"\r\n"
        )
    );
    kim.headers.push(("accept-language".into(), "it".into()));
    let italian = kim.get(&path).await.body;
    assert!(italian.contains("\"ID sottoscrizione\";\"Sottoscrizione\";\"Quantità\";\"Stato\";\"Rivenditore\""));
    assert!(italian.contains("\"In periodo di tolleranza\""));
    assert!(italian.contains("\"1 anno\";\"2026-02-01\";\"\";\"No\""), "{italian}");
}

#[actix_web::test]
async fn in_italian() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Visio Plan 2", 2000).await;
    for name in ["Ada", "Bo"] {
        site.user(&staff, id, name, &[sku]).await;
    }
    let one = only(&site, &staff, id).await.subscription.id;
    let mut kim = site.sign_in_as(&staff).await;
    kim.headers.push(("accept-language".into(), "it".into()));
    let page = kim.visit(&format!("/customers/{id}/subscriptions")).await;
    assert_eq!(page.heading(), "Sottoscrizioni");
    assert_eq!(page.texts("thead th")[..4], ["Sottoscrizione", "Quantità", "Assegnate", "Stato"]);
    assert_eq!(page.rows()[0][1..4], ["2.000", "2 di 2.000 assegnate", "Attiva"]);
    assert!(page.link("Esporta sottoscrizioni").ends_with("/subscriptions.csv"));
    let page = kim.visit(&page.link("Aggiungi sottoscrizione")).await;
    assert_eq!(page.heading(), "Aggiungi sottoscrizione");
    let path = format!("/customers/{id}/subscriptions/{one}");
    let answer = kim.post(&path, &[("quantity", "1"), ("version", "1")]).await;
    assert!(answer.page().reason("quantity").contains("Libera prima 1 licenza"));
    let page = kim.visit(&format!("{path}/suspension")).await;
    assert_eq!(
        (page.heading().as_str(), page.texts("main form button")),
        ("Sospendi Visio Plan 2", vec!["Sospendi".into()])
    );
    assert!(page.has("2 utenti possiedono una licenza di questo prodotto. 2 di loro la perdono."), "{}", page.text());
    assert_eq!(page.link("Annulla"), path);
}

#[actix_web::test]
async fn the_file_can_be_brought_back() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let by = site.actor(&staff);
    for (name, status) in [("Plan 1", "active"), ("Plan 2", "warning"), ("Plan 3", "suspended"), ("Plan 4", "deleted")]
    {
        let (sku, _) = site.product(name, &[]).await;
        subscriptions::add(&by, id, purchase(sku, 1500), &Submission::never_twice()).await.unwrap();
        let update = "UPDATE subscriptions SET status = $1 WHERE sku_id = $2";
        sql(&site.app, update, vec![status.into(), sku.0.into()]).await;
    }
    let mut kim = site.sign_in_as(&staff).await;
    for language in ["en", "it"] {
        kim.headers.push(("accept-language".into(), language.into()));
        let file = kim.get(&format!("/customers/{id}/subscriptions.csv")).await.body;
        let outcome = load(&by, &site.now(id).await, file.as_bytes(), None).await.unwrap();
        assert_eq!((outcome.unchanged, outcome.refused), (4, vec![]), "{language}");
    }
}

#[actix_web::test]
async fn the_list_runs_the_same_statements_for_one_and_for_many() {
    let site = Site::new().await;
    let (small, large) = (site.customer("Small", "small.example").await, site.customer("Large", "large.example").await);
    for (id, subscriptions) in [(small, 1), (large, 60)] {
        for number in 0..subscriptions {
            site.owns(id, &format!("Plan {number} of {id}"), 5).await;
        }
    }
    let mut kim = site.sign_in(Role::HelpdeskAgent).await;
    let mut seen = Vec::new();
    for id in [small, large] {
        let before = site.app.db.statements();
        let rows = kim.visit(&format!("/customers/{id}/subscriptions")).await.rows().len();
        seen.push((rows, site.app.db.statements() - before));
    }
    assert_eq!((seen[0].0, seen[1].0), (1, 60));
    assert!(seen[0].1 == seen[1].1 && seen[0].1 <= 8, "{seen:?}");
}
