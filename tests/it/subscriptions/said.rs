//! One word for one state and one name for one product, on every page that tells them.

use partnerdesk::actions::imports::subscriptions::load;
use partnerdesk::domain::role::Role;

use super::only;
use crate::support::{Page, Site, is_postgres, sql, texts};

const HEAD: &str = "Subscription ID,Subscription,Quantity,Status";

fn row_of<'a>(rows: &'a [Vec<String>], product: &str) -> &'a [String] {
    rows.iter().find(|row| row[0].starts_with(product)).unwrap_or_else(|| panic!("{product}: {rows:?}"))
}

/// What a form says beside a product.
fn seats(page: &Page) -> String {
    page.texts(".seats-text").join(" ")
}

#[actix_web::test]
async fn what_is_deleted_is_called_so_on_every_page() {
    let site = Site::new().await;
    let admin = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 5).await;
    let ada = site.user(&admin, id, "Ada", &[sku]).await;
    let bo = site.user(&admin, id, "Bo", &[]).await;
    let external = only(&site, &admin, id).await.subscription.external_id;
    let mut kim = site.sign_in_as(&admin).await;
    for (status, languages) in [
        ("Suspended", [("en", ["Suspended", "Suspended"]), ("it", ["Sospesa", "Sospese"])]),
        ("Deleted", [("en", ["Deleted", "Deleted"]), ("it", ["Eliminata", "Eliminate"])]),
    ] {
        let file = format!("{HEAD}\n{external},Office 365 E3,5,{status}\n");
        load(&site.actor(&admin), &site.now(id).await, file.as_bytes(), None).await.unwrap();
        for (language, [one, many]) in languages {
            kim.headers = vec![("accept-language".into(), language.into())];
            let list = kim.visit(&format!("/customers/{id}/subscriptions")).await;
            assert_eq!(list.rows()[0][3], one);
            let page = kim.visit(&list.link("Office 365 E3")).await;
            assert_eq!(page.texts("main .pill")[0], one);
            let page = kim.visit(&format!("/customers/{id}/licenses")).await;
            assert!(row_of(&page.rows(), "Office 365 E3")[0].contains(many), "{:?}", page.rows());
            for path in [
                "users/new".to_owned(),
                format!("users/{ada}"),
                format!("users/{bo}"),
                format!("license-assignments/new?user={ada}"),
                format!("license-assignments/new?user={ada}&user={bo}"),
            ] {
                let page = kim.visit(&format!("/customers/{id}/{path}")).await;
                assert!(seats(&page).contains(many), "{language} {path}: {}", seats(&page));
            }
        }
    }
}

#[actix_web::test]
async fn a_product_bought_by_its_part_number_has_its_name_on_every_page() {
    let site = Site::new().await;
    let admin = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, _) = site.product("Office 365 E3", &[]).await;
    let file = format!("{HEAD}\nd0000000-0000-4000-8000-000000000001,OFFICE_365_E3,5,Active\n");
    let outcome = load(&site.actor(&admin), &site.now(id).await, file.as_bytes(), None).await.unwrap();
    assert_eq!(outcome.added, 1);
    // As an import of before this was so had left it.
    sql(&site.app, "UPDATE subscriptions SET name = 'OFFICE_365_E3' WHERE sku_id = $1", vec![sku.0.into()]).await;
    let ada = site.user(&admin, id, "Ada", &[sku]).await;
    let one = only(&site, &admin, id).await.subscription.id;
    let mut kim = site.sign_in_as(&admin).await;
    for path in [
        "subscriptions".to_owned(),
        format!("subscriptions/{one}"),
        format!("subscriptions/{one}/suspension"),
        "licenses".to_owned(),
        "users".to_owned(),
        "users/new".to_owned(),
        format!("users/{ada}"),
        format!("license-assignments/new?user={ada}"),
    ] {
        let page = kim.visit(&format!("/customers/{id}/{path}")).await;
        assert!(page.has("Office 365 E3") && !page.has("OFFICE_365_E3"), "{path}: {}", page.text());
    }
    let file = kim.get(&format!("/customers/{id}/subscriptions.csv")).await.body;
    assert!(file.contains("\"Office 365 E3\"") && !file.contains("OFFICE_365_E3"), "{file}");
    let path = format!("/customers/{id}/subscriptions/{one}");
    let page = kim.submit(&path, &[("quantity", "7"), ("version", "1")]).await;
    assert!(page.status().contains("Office 365 E3 was saved."), "{}", page.status());
    let page = kim.submit(&format!("{path}/suspension"), &[]).await;
    assert!(page.status().contains("Office 365 E3 is suspended."), "{}", page.status());
    let log = kim.visit(&format!("/customers/{id}/activity")).await;
    assert!(log.text().matches("Office 365 E3").count() >= 2, "{}", log.text());
}

#[actix_web::test]
async fn terms_days_and_renewal_are_given_when_adding_and_told_in_words() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.product("Office 365 E3", &[]).await.0.to_string();
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let new = format!("/customers/{id}/subscriptions/new");
    let fields = [("product", sku.as_str()), ("quantity", "5"), ("started_on", "2026-02-01"), ("term", "P1Y")];
    let wrong = [("term_ends_on", "2026-01-31"), ("auto_renew", "yes")];
    let answer = kim.post(&new, &[fields.as_slice(), &wrong].concat()).await;
    let page = answer.page();
    assert_eq!(answer.status, 422);
    assert!(page.reason("term_ends_on").contains("before it starts"));
    assert_eq!((page.value("started_on"), page.value("term_ends_on")), ("2026-02-01".into(), "2026-01-31".into()));
    let selected = |css: &str| page.attribute(&format!("{css} option[selected]"), "value");
    assert_eq!((selected("#term"), selected("#auto_renew")), (Some("P1Y".into()), Some("yes".into())));
    for (field, value, reason) in [
        ("started_on", "soon", "Write a day like"),
        ("term_ends_on", "24/11/2026", "Write a day like"),
        ("term", "ages", "Choose"),
        ("auto_renew", "perhaps", "Choose"),
    ] {
        let answer = kim.post(&new, &[&fields[..2], &[(field, value)]].concat()).await;
        assert_eq!(answer.status, 422, "{field}");
        assert!(answer.page().reason(field).contains(reason), "{field}: {}", answer.page().reason(field));
    }
    kim.submit(&new, &[fields.as_slice(), &[("auto_renew", "yes")]].concat()).await;
    for (language, [details, start, end]) in [
        ("en", ["1 year", "1 Feb 2026", "31 Jan 2027Renews"]),
        ("it", ["1 anno", "1 feb 2026", "31 gen 2027Si rinnova"]),
    ] {
        kim.headers = vec![("accept-language".into(), language.into())];
        let list = kim.visit(&format!("/customers/{id}/subscriptions")).await;
        let row = &list.rows()[0];
        assert_eq!(row[0], format!("Office 365 E3{details}"));
        assert_eq!(row[4..6], [start, end]);
        let page = kim.visit(&list.link("Office 365 E3")).await;
        assert!(page.has(details) && !page.has("P1Y"), "{}", page.text());
    }
}

#[actix_web::test]
async fn what_is_deleted_can_be_read_and_leads_on() {
    let site = Site::new().await;
    let admin = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 5).await;
    sql(&site.app, "UPDATE subscriptions SET status = 'deleted' WHERE sku_id = $1", vec![sku.0.into()]).await;
    let path = format!("/customers/{id}/subscriptions");
    for (role, may_buy) in [(Role::AdminAgent, true), (Role::SalesAgent, true), (Role::HelpdeskAgent, false)] {
        let mut kim = site.sign_in(role).await;
        let list = kim.visit(&path).await;
        let page = kim.visit(&list.link("Office 365 E3")).await;
        assert!(page.has("It is deleted") && page.select("main form").is_empty(), "{}", page.text());
        if may_buy {
            let form = kim.visit(&page.link("Add subscription")).await;
            assert_eq!(form.attribute("[name=product][checked]", "value"), Some(sku.to_string()));
        } else {
            assert!(!page.has("Add subscription"));
        }
    }
    let one = only(&site, &admin, id).await.subscription.id;
    let mut kim = site.sign_in_as(&admin).await;
    let answer = kim.post(&format!("{path}/{one}"), &[("quantity", "3"), ("version", "1")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().alert().contains("is deleted"), "{}", answer.page().alert());
}

#[actix_web::test]
async fn terms_and_offer_are_corrected_where_the_quantity_is_and_stay_where_nobody_says() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, _) = site.product("Visio Plan 2", &[]).await;
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let bought = [("product", &*sku.to_string()), ("quantity", "5"), ("offer_id", "CFQ7TTC0LF8R"), ("term", "P1Y")];
    let list = kim.submit(&format!("/customers/{id}/subscriptions/new"), &bought).await;
    let path = list.link("Visio Plan 2");
    let page = kim.visit(&path).await;
    assert_eq!(page.value("offer_id"), "CFQ7TTC0LF8R");
    // A term that an export had and that nobody can choose stays what it is.
    sql(&site.app, "UPDATE subscriptions SET term = 'Trial'", vec![]).await;
    let page = kim.visit(&path).await;
    let selected = page.attribute("#term option[selected]", "value");
    assert_eq!(selected.as_deref(), Some("Trial"));
    let said = |last: &'static str| {
        [
            ("quantity", "5"),
            ("version", "1"),
            ("has_terms", "yes"),
            ("started_on", "2026-02-01"),
            ("term_ends_on", last),
            ("term", "Trial"),
            ("offer_id", " CFQ7:1 "),
        ]
    };
    let answer = kim.post(&path, &said("2026-01-31")).await;
    assert_eq!((answer.status, answer.page().value("offer_id")), (422, " CFQ7:1 ".into()));
    assert!(answer.page().reason("term_ends_on").contains("before it starts"));
    let page = kim.submit(&path, &said("2026-03-31")).await;
    assert!(page.status().contains("was saved"));
    let stored = "SELECT started_on || term_ends_on || term || offer_id AS text FROM subscriptions";
    if !is_postgres() {
        assert_eq!(texts(&site.app, stored).await, ["2026-02-012026-03-31TrialCFQ7:1"]);
    }
    // Whoever says only a quantity changes nothing else.
    let page = kim.submit(&path, &[("quantity", "6"), ("version", "2")]).await;
    assert_eq!(
        [page.value("quantity"), page.value("offer_id"), page.value("term_ends_on")],
        ["6", "CFQ7:1", "2026-03-31"]
    );
    // A colleague's correction is told field by field.
    let answer = kim.post(&path, &said("2026-12-31")).await;
    assert_eq!(answer.status, 409);
    assert_eq!(answer.page().rows(), [["Quantity", "6", "5"], ["End of term", "31 Mar 2026", "31 Dec 2026"]]);
    let log = kim.visit(&format!("/customers/{id}/activity")).await;
    assert!(log.has("31 Mar 2026") && log.has("CFQ7:1"), "{}", log.text());
}
