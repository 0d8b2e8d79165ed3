//! What a page costs does not grow with what it shows: as many statements for one row as for many.

use partnerdesk::actions::jobs::{Audience, Order, start};
use partnerdesk::actions::{Actor, Submission};
use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::job::{Kind, Options};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use crate::support::{Browser, Site};

const MANY: usize = 40;

/// The statements of a page.
async fn cost(site: &Site, browser: &mut Browser, path: &str) -> u64 {
    let before = site.app.db.statements();
    browser.visit(path).await;
    u64::try_from(i128::from(site.app.db.statements()) - i128::from(before)).unwrap()
}

async fn people(site: &Site, by: &Staff, customer: CustomerId, count: usize) -> Vec<UserId> {
    let sku = site.owns(customer, &format!("Product of {customer}"), 500).await;
    let mut users = Vec::new();
    for number in 0..count {
        users.push(site.user(by, customer, &format!("User {number:03}"), &[sku]).await);
    }
    users
}

async fn ask(by: &Actor, customer: CustomerId, kind: Kind, users: &[UserId]) -> String {
    let choice = Audience { users: users.to_vec(), ..Audience::default() };
    let order = Order { kind, choice, options: Options::default() };
    start(by, customer, &order, &Submission::never_twice()).await.unwrap().id.to_string()
}

fn query(users: &[UserId]) -> String {
    users.iter().map(|user| format!("user={user}")).collect::<Vec<_>>().join("&")
}

#[actix_web::test]
async fn questions_and_outcomes_cost_the_same_for_one_user_and_for_many() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let by = site.actor(&staff);
    let mut kim = site.sign_in_as(&staff).await;
    let mut seen = Vec::new();
    for (name, count) in [("small", 1), ("large", MANY)] {
        let id = site.customer(name, &format!("{name}.example")).await;
        let users = people(&site, &staff, id, count).await;
        let chosen = query(&users);
        let mut costs = Vec::new();
        for question in ["deletions/new", "password-resets/new", "sign-in-blocks"] {
            let path = format!("/customers/{id}/{question}?{chosen}");
            costs.push((question, cost(&site, &mut kim, &path).await));
        }
        let job = ask(&by, id, Kind::Delete, &users).await;
        costs.push(("a job", cost(&site, &mut kim, &format!("/customers/{id}/jobs/{job}")).await));
        let refused = ask(&by, id, Kind::Delete, &users).await;
        costs.push(("refused", cost(&site, &mut kim, &format!("/customers/{id}/jobs/{refused}?show=refused")).await));
        costs.push((
            "restorations/new",
            cost(&site, &mut kim, &format!("/customers/{id}/restorations/new?{chosen}")).await,
        ));
        costs.push(("users/deleted", cost(&site, &mut kim, &format!("/customers/{id}/users/deleted?size=200")).await));
        // Their names are others' meanwhile.
        people(&site, &staff, id, count).await;
        costs.push(("taken names", cost(&site, &mut kim, &format!("/customers/{id}/restorations/new?{chosen}")).await));
        costs.push(("deleted, taken", cost(&site, &mut kim, &format!("/customers/{id}/users/deleted?size=200")).await));
        costs.push(("activity", cost(&site, &mut kim, &format!("/customers/{id}/activity")).await));
        seen.push(costs);
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0].iter().all(|(_, statements)| (3..=18).contains(statements)), "{seen:?}");
}

#[actix_web::test]
async fn licenses_of_many_cost_as_many_statements_as_those_of_two() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut kim = site.sign_in_as(&staff).await;
    let mut seen = Vec::new();
    for (name, count) in [("small", 2), ("large", MANY)] {
        let id = site.customer(name, &format!("{name}.example")).await;
        let users = people(&site, &staff, id, count).await;
        let new = site.owns(id, &format!("New for {name}"), 500).await.to_string();
        let path = format!("/customers/{id}");
        let chosen = query(&users);
        let mut costs = Vec::new();
        for question in ["license-assignments/new", "license-swaps/new"] {
            costs.push((question, cost(&site, &mut kim, &format!("{path}/{question}?{chosen}")).await));
        }
        let ids: Vec<String> = users.iter().map(ToString::to_string).collect();
        let mut fields: Vec<(&str, &str)> = ids.iter().map(|user| ("user", user.as_str())).collect();
        fields.push(("license", &new));
        let plan = kim.post(&format!("{path}/license-assignments/preview"), &fields).await.location();
        costs.push(("a preview", cost(&site, &mut kim, &plan).await));
        let page = kim.visit(&plan).await;
        // Planned again, as something was done at the customer.
        site.user(&staff, id, "Somebody", &[]).await;
        costs.push(("a preview, again", cost(&site, &mut kim, &plan).await));
        let save = [("preview", page.value("preview")), ("seen", page.value("seen"))];
        let save: Vec<(&str, &str)> = save.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let change = kim.post(&format!("{path}/license-assignments"), &save).await.location();
        costs.push(("a result", cost(&site, &mut kim, &change).await));
        costs.push(("the log", cost(&site, &mut kim, &format!("{path}/activity")).await));
        seen.push(costs);
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0].iter().all(|(_, statements)| *statements < 25), "{seen:?}");
}

#[actix_web::test]
async fn the_staff_s_pages_cost_the_same_for_one_and_for_many() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut kim = site.sign_in_as(&staff).await;
    let own = format!("/staff/{}", staff.id);
    let mut seen = Vec::new();
    for count in [0, MANY] {
        for number in 0..count {
            site.staff(Role::ALL[number % 5]).await;
        }
        // Sessions of one person, and records of all.
        for _ in 0..Ord::min(count / 8, 4) {
            site.sign_in_as(&staff).await;
        }
        let mut costs = Vec::new();
        for path in ["/staff", &own, "/profile", "/roles", "/activity"] {
            costs.push((path.to_owned(), cost(&site, &mut kim, path).await));
        }
        seen.push(costs);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(kim.visit("/staff").await.rows().len(), MANY + 1);
}

/// What one step of a job asks does not read on through the customer.
#[actix_web::test]
async fn few_of_many_are_found_by_an_index() {
    let site = Site::new().await;
    let db = site.app.db.read();
    if db.get_database_backend() != DbBackend::Sqlite {
        return;
    }
    for (question, index) in [
        (
            "SELECT id FROM users WHERE customer_id = ?1 AND deleted_at IS NULL AND role_level = ?2
             AND role_level <> 0",
            "administrators_by_name (customer_id=? AND role_level=?)",
        ),
        (
            "SELECT * FROM users WHERE customer_id = ?1 AND deleted_at IS NULL AND role_level = ?2
             AND role_level <> 0 ORDER BY sort_key, id LIMIT 26",
            "administrators_by_name (customer_id=? AND role_level=?)",
        ),
        (
            "SELECT * FROM users WHERE customer_id = ?1 AND deleted_at IS NULL AND id IN (?2, ?3)
             ORDER BY role_level DESC, sort_key, id LIMIT 10",
            "sqlite_autoindex_users_1 (customer_id=? AND id=?)",
        ),
        (
            "UPDATE job_users SET outcome = '' WHERE customer_id = ?1 AND job_id = ?2 AND position IN (?3, ?4)
             AND outcome IS NULL",
            "(customer_id=? AND job_id=? AND position=?)",
        ),
        (
            "SELECT user_id, sku_id FROM license_assignments WHERE customer_id = ?1 AND user_id IN (?2, ?3)",
            "(customer_id=? AND user_id=?)",
        ),
        (
            "DELETE FROM selection_users WHERE customer_id = ?1 AND user_id IN (?2, ?3)",
            "selection_users_of_user (customer_id=? AND user_id=?)",
        ),
    ] {
        let plan = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {question}"));
        let rows = db.query_all_raw(plan).await.unwrap();
        let first: String = rows[0].try_get("", "detail").unwrap();
        assert!(first.contains(index), "{question}: {first}");
    }
}
