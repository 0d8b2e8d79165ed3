//! Licenses: what a customer owns, who has it, who does not use it, and what the page costs.

use partnerdesk::domain::id::{CustomerId, SkuId, UserId};
use partnerdesk::domain::role::Role;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use crate::support::{Page, Site, sql};

fn cells(page: &Page, product: &str) -> Vec<String> {
    page.rows().into_iter().find(|row| row[0].starts_with(product)).unwrap()
}

fn labelled(page: &Page, label: &str) -> String {
    page.attribute(&format!("a[aria-label='{label}']"), "href").unwrap_or_else(|| panic!("no link {label}"))
}

fn names(page: &Page) -> Vec<String> {
    page.texts("tbody th a.name")
}

async fn pool(site: &Site, customer: CustomerId, sku: SkuId, seats: [i64; 3]) {
    sql(
        &site.app,
        "UPDATE seat_pools SET active = $3, warning = $4, suspended = $5 WHERE customer_id = $1 AND sku_id = $2",
        vec![customer.0.into(), sku.0.into(), seats[0].into(), seats[1].into(), seats[2].into()],
    )
    .await;
}

async fn signed_in(site: &Site, user: UserId) {
    let update = "UPDATE users SET last_sign_in_at = $2 WHERE id = $1";
    sql(&site.app, update, vec![user.0.into(), site.app.clock.now().into()]).await;
}

async fn blocked(site: &Site, user: UserId) {
    let update = "UPDATE users SET sign_in_allowed = $2 WHERE id = $1";
    sql(&site.app, update, vec![user.0.into(), false.into()]).await;
}

#[actix_web::test]
async fn who_has_it_who_lacks_it_and_who_does_not_use_it() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (e3, visio) = (site.owns(id, "Office 365 E3", 9).await, site.owns(id, "Visio Plan 2", 9).await);
    site.user(&staff, id, "Ada Bianchi", &[e3, visio]).await;
    let bo = site.user(&staff, id, "Bo Lind", &[e3]).await;
    let cy = site.user(&staff, id, "Cy Young", &[e3]).await;
    let di = site.user(&staff, id, "Di Sand", &[e3]).await;
    let gone = site.user(&staff, id, "Eva Weg", &[e3]).await;
    site.user(&staff, id, "Flo Frei", &[]).await;
    // Somebody who did sign in and was blocked later, and one who never did and is blocked: no seat counts twice.
    for user in [bo, cy] {
        signed_in(&site, user).await;
    }
    for user in [cy, di] {
        blocked(&site, user).await;
    }
    let mut kim = site.sign_in_as(&staff).await;
    kim.post(&format!("/customers/{id}/deletions"), &[("user", &gone.to_string())]).await;
    let users = kim.visit(&format!("/customers/{id}/users")).await;
    let page = kim.visit(&users.link("Licenses")).await;
    assert_eq!(page.heading(), "Licenses");
    assert_eq!(page.texts(".panel-menu [aria-current]"), ["Licenses"]);
    assert_eq!(page.link("Users and licenses"), format!("/customers/{id}/users"));
    assert!(page.has("18 licenses bought, 5 assigned, 13 available. 4 are assigned to users who are blocked or never"));
    assert_eq!(cells(&page, "Office 365 E3")[1..], ["9", "4", "5", "", "", "2 blocked 1 never signed in"]);
    assert_eq!(cells(&page, "Visio Plan 2")[1..], ["9", "1", "8", "", "", "1 never signed in"]);
    for (link, filter, found) in [
        ("Who has it: Office 365 E3", "Has Office 365 E3", &["Ada Bianchi", "Bo Lind", "Cy Young", "Di Sand"][..]),
        ("Who lacks it: Office 365 E3", "Does not have Office 365 E3", &["Flo Frei"]),
        ("2 blocked: Office 365 E3", "Blocked users with Office 365 E3", &["Cy Young", "Di Sand"]),
        ("1 never signed in: Office 365 E3", "Never signed in, with Office 365 E3", &["Ada Bianchi"]),
        ("1 never signed in: Visio Plan 2", "Never signed in, with Visio Plan 2", &["Ada Bianchi"]),
    ] {
        let list = kim.visit(&labelled(&page, link)).await;
        assert_eq!(names(&list), found, "{link}");
        assert_eq!(list.texts("option[selected]"), [filter], "{link}");
    }
    // The two are no entries of the usual list.
    assert!(!users.texts("option").iter().any(|filter| filter.contains("with Office")));
    for wrong in ["blocked-with:x", "unused-with"] {
        assert_eq!(kim.get(&format!("/customers/{id}/users?filter={wrong}")).await.status, 400, "{wrong}");
    }
}

#[actix_web::test]
async fn what_is_short_in_grace_suspended_or_for_nobody_says_so() {
    let site = Site::new().await;
    let sales = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut skus = Vec::new();
    for name in ["Ample", "Blunt", "Ended", "Grace", "Off", "Tenant"] {
        skus.push(site.owns(id, name, 5).await);
    }
    for name in ["Ada", "Bo"] {
        site.user(&sales, id, name, &skus[1..5]).await;
    }
    pool(&site, id, skus[1], [1, 0, 0]).await;
    pool(&site, id, skus[2], [0, 0, 0]).await;
    pool(&site, id, skus[3], [0, 2, 1]).await;
    pool(&site, id, skus[4], [0, 0, 1_200]).await;
    let tenant = "UPDATE products SET assignable = $2 WHERE sku_id = $1";
    sql(&site.app, tenant, vec![skus[5].0.into(), false.into()]).await;
    let mut kim = site.sign_in_as(&sales).await;
    let licenses = format!("/customers/{id}/licenses");
    let page = kim.visit(&licenses).await;
    let known = "Who has it Who lacks it";
    let idle = "2 never signed in";
    for (product, row) in [
        ("Ample", [&format!("Ample{known}"), "5", "0", "5", "", "", ""]),
        ("Blunt", [&format!("Blunt{known}"), "1", "2 1 too many", "0 Buy more", "", "", idle]),
        ("Ended", [&format!("Ended Deleted{known}"), "0", "2 2 too many", "0 Buy more", "", "", idle]),
        ("Grace", [&format!("Grace In grace{known}"), "2", "2", "0 Buy more", "2", "1", idle]),
        // Who has a suspended subscription reactivates it.
        ("Off", [&format!("Off Suspended{known}"), "0", "2 2 too many", "0 Subscriptions", "", "1,200", idle]),
        ("Tenant", ["TenantFor the whole organization: it is not assigned to users.", "5", "", "", "", "", ""]),
    ] {
        assert_eq!(cells(&page, product), row, "{product}");
    }
    assert!(page.has("13 licenses bought, 8 assigned, 5 available. 5 are assigned beyond what their products have."));
    assert_eq!(names(&kim.visit(&labelled(&page, "1 too many: Blunt")).await), ["Ada", "Bo"]);
    let form = kim.visit(&labelled(&page, "Buy more of Blunt")).await;
    let sku = skus[1].to_string();
    assert_eq!(
        (form.attribute("[name=product][checked]", "value"), form.link("Cancel")),
        (Some(sku.clone()), licenses)
    );
    let fields = [("product", sku.as_str()), ("quantity", "1"), ("return", &form.value("return"))];
    let page = kim.submit(&format!("/customers/{id}/subscriptions/new"), &fields).await;
    assert_eq!(page.heading(), "Licenses");
    // Who may not buy is not offered to.
    let page = site.sign_in(Role::HelpdeskAgent).await.visit(&format!("/customers/{id}/licenses")).await;
    assert!(page.rows().len() == 6 && !page.has("Buy more"));
}

#[actix_web::test]
async fn a_customer_without_products_is_told_what_to_do() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let path = format!("/customers/{id}/licenses");
    let page = site.sign_in(Role::SalesAgent).await.visit(&path).await;
    assert_eq!(page.link("Add subscription"), format!("/customers/{id}/subscriptions/new"));
    assert!(page.has("partnerdesk import subscriptions FILE --customer aquila.example"));
    let page = site.sign_in(Role::HelpdeskAgent).await.visit(&path).await;
    assert!(page.has("Ask a Sales agent") && !page.has("Add subscription"));
}

#[actix_web::test]
async fn it_costs_the_same_for_one_and_for_many() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut kim = site.sign_in_as(&staff).await;
    let mut seen = Vec::new();
    for (name, products, users) in [("small", 1, 1), ("large", 15, 40)] {
        let id = site.customer(name, &format!("{name}.example")).await;
        let mut skus = Vec::new();
        for number in 0..products {
            skus.push(site.owns(id, &format!("Product {number} of {name}"), 500).await);
        }
        for number in 0..users {
            site.user(&staff, id, &format!("User {number:03}"), &skus).await;
        }
        let before = site.app.db.statements();
        let page = kim.visit(&format!("/customers/{id}/licenses")).await;
        seen.push(site.app.db.statements() - before);
        assert_eq!(page.rows().len(), products);
        assert!(page.has(&format!("{users} never signed in")));
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0] <= 8, "{} statements", seen[0]);
}

/// Those who use what they have are not read, however many they are.
#[actix_web::test]
async fn only_who_is_blocked_or_never_signed_in_is_read() {
    const MANY: i64 = 20_000;
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 2 * MANY).await;
    let user = site.user(&staff, id, "Ada Bianchi", &[sku]).await;
    signed_in(&site, user).await;
    let is_postgres = site.app.db.read().get_database_backend() == DbBackend::Postgres;
    let new_id = if is_postgres { "gen_random_uuid()" } else { "randomblob(16)" };
    // All the others are like her.
    let columns = "first_name, last_name, display_name, location, role_level, license_count, password_hash,
        must_change_password, password_expires_at, created_at, deleted_at, deleted_by, deleted_by_name, version";
    let number = if is_postgres { "CAST(n AS text)" } else { "n" };
    let copies = format!(
        "INSERT INTO users (customer_id, id, user_name, upn_key, sort_key, search_text, sign_in_allowed,
            last_sign_in_at, {columns})
         WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {MANY})
         SELECT customer_id, {new_id}, user_name, upn_key || {number}, sort_key || {number}, search_text, n % 400 <> 0,
            CASE WHEN n % 500 <> 0 THEN last_sign_in_at END, {columns}
         FROM users, numbers WHERE id = $1"
    );
    sql(&site.app, &copies, vec![user.0.into()]).await;
    let seats = "INSERT INTO license_assignments (customer_id, user_id, sku_id, assigned_at)
        SELECT customer_id, id, $2, created_at FROM users WHERE customer_id = $1 ON CONFLICT DO NOTHING";
    sql(&site.app, seats, vec![id.0.into(), sku.0.into()]).await;
    sql(&site.app, "ANALYZE", vec![]).await;
    let page = site.sign_in_as(&staff).await.visit(&format!("/customers/{id}/licenses")).await;
    assert_eq!(cells(&page, "Office 365 E3")[6], "50 blocked 30 never signed in");

    let question = partnerdesk::store::licenses::IDLE;
    let explain = if is_postgres { "EXPLAIN (COSTS OFF)" } else { "EXPLAIN QUERY PLAN" };
    let question = question.replace("$1", &if is_postgres { format!("'{id}'") } else { "?1".into() });
    let db = site.app.db.read();
    let plan = Statement::from_string(db.get_database_backend(), format!("{explain} {question}"));
    let column = if is_postgres { "QUERY PLAN" } else { "detail" };
    let rows = db.query_all_raw(plan).await.unwrap();
    let plan: Vec<String> = rows.iter().map(|row| row.try_get("", column).unwrap()).collect();
    assert!(plan.iter().any(|step| step.contains("idle_users")), "{plan:#?}");
    assert!(!plan.iter().any(|step| step.contains("Seq Scan on users") || step.starts_with("SCAN")), "{plan:#?}");
}
