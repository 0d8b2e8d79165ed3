//! Licenses of many users at two servers and at one that is killed: the last seats go to as many as
//! there are, each result tells the truth, everybody is done once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::thread::sleep;
use std::time::Duration;

use partnerdesk::domain::id::{CustomerId, JobId, SkuId, UserId};
use partnerdesk::domain::role::Role;
use partnerdesk::secrets::random_below;
use partnerdesk::store;

use super::client::Client;
use super::watching::{at_least, finished};
use super::{Installation, all_at_once};
use crate::support::{Page, Site, let_go, sql};

/// Users who wait for their licenses where the server is killed, and what `seed` is asked for to have so
/// many: a few of every hundred are deleted.
const MANY: i64 = 10_000;
const SEEDED: &str = "10350";
const KILLS: i64 = 20;

/// What somebody sees before *Save*, as the page sends it.
struct Preview {
    plan: String,
    seen: String,
}

/// Looks at what would be done when `sku` is assigned to those who are `chosen`.
fn preview(browser: &Client, customer: CustomerId, sku: SkuId, chosen: &[(&str, &str)]) -> Preview {
    let product = sku.to_string();
    let fields = [chosen, &[("license", product.as_str()), ("location", "IT")]].concat();
    let reply = browser.post(&format!("/customers/{customer}/license-assignments/preview"), &fields).unwrap();
    assert_eq!(reply.status, 303, "{}", Page::new(&reply.body).text());
    let page = Page::new(&browser.visit(&reply.location));
    Preview { plan: page.value("preview"), seen: page.value("seen") }
}

/// Presses *Save*. Gives the page of results; none when something else would be done by now than what
/// was seen, and so nothing was.
fn save(browser: &Client, customer: CustomerId, preview: &Preview) -> Option<String> {
    let fields = [("preview", preview.plan.as_str()), ("seen", &preview.seen)];
    let reply = browser.post(&format!("/customers/{customer}/license-assignments"), &fields).unwrap();
    if reply.status == 409 {
        let page = Page::new(&reply.body);
        assert!(page.alert().contains("Nothing was saved"), "{}", page.text());
        return None;
    }
    assert_eq!(reply.status, 303, "{}", Page::new(&reply.body).text());
    Some(reply.location)
}

/// What each user, by name, is told on the pages of results.
fn told(browser: &Client, change: &str) -> BTreeMap<String, String> {
    let mut page = finished(browser, change);
    let mut told = BTreeMap::new();
    loop {
        let outcomes = page.rows().into_iter().map(|row| row[4].clone());
        for (name, outcome) in page.texts("tbody th .name").into_iter().zip(outcomes) {
            assert_eq!(told.insert(name, outcome), None, "each user stands on one page");
        }
        if !page.texts("nav.pager a").contains(&"Next".to_owned()) {
            return told;
        }
        page = Page::new(&browser.visit(&page.link("Next")));
    }
}

/// Who competes for how many seats.
struct Race {
    users: usize,
    seats: i64,
    /// Those whom Kim chose, and those whom Lee did.
    chosen: [Range<usize>; 2],
    rounds: usize,
}

/// Kim and Lee each save a plan that was made while all seats were free, at the same moment and through
/// a server each. Whoever is too late is told so: before anything is done, or user by user.
async fn compete(race: &Race) {
    let installation = Installation::new().await;
    let servers = [installation.serve(), installation.serve()];
    let browsers = [installation.signed_in(&servers[0]), installation.signed_in(&servers[1])];
    let site = installation.site().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut people: Vec<(UserId, String)> = Vec::new();
    for number in 0..race.users {
        let name = format!("User {number:03}");
        people.push((site.user(&staff, customer, &name, &[]).await, name));
    }
    for round in 0..race.rounds {
        let product = format!("Product {round}");
        let sku = site.owns(customer, &product, race.seats).await;
        let previews: Vec<Preview> = (0..2)
            .map(|at| {
                let ids: Vec<String> = people[race.chosen[at].clone()].iter().map(|(id, _)| id.to_string()).collect();
                let chosen: Vec<(&str, &str)> = ids.iter().map(|id| ("user", id.as_str())).collect();
                preview(&browsers[at], customer, sku, &chosen)
            })
            .collect();
        let saved = all_at_once(2, |at| {
            // In the later rounds the second one comes some moments after the first one.
            sleep(Duration::from_millis(random_below(1 + 20 * round * at) as u64));
            save(&browsers[at], customer, &previews[at])
        });
        assert!(saved.iter().any(Option::is_some), "one of them was first");
        let result = |(at, change): (usize, &Option<String>)| {
            let Some(change) = change else { return BTreeMap::new() };
            let told = told(&browsers[at], change);
            let names: BTreeSet<&String> = people[race.chosen[at].clone()].iter().map(|(_, name)| name).collect();
            assert_eq!(told.keys().collect::<BTreeSet<_>>(), names, "each user is told about");
            told
        };
        let results: Vec<_> = saved.iter().enumerate().map(result).collect();
        assert_told_truly(&site, customer, sku, &product, &people, &results).await;
        assert_eq!(site.pool(customer, sku).await.consumed, race.seats, "all seats are taken, and no more");
    }
    installation.succeed(&["check"]);
}

/// Who was told of success by one change holds the license, and who was told that none is left holds
/// none, unless the other change gave it.
async fn assert_told_truly(
    site: &Site,
    customer: CustomerId,
    sku: SkuId,
    product: &str,
    people: &[(UserId, String)],
    results: &[BTreeMap<String, String>],
) {
    let ids: Vec<UserId> = people.iter().map(|(id, _)| *id).collect();
    let held = store::licenses::held_by(site.app.db.read(), customer, &ids).await.unwrap();
    let none_left = format!("No license of {product} is left.");
    let mut holders = 0;
    for (id, name) in people {
        let holds = held.get(id).is_some_and(|held| held.contains(&sku));
        holders += i64::from(holds);
        let told: Vec<&String> = results.iter().filter_map(|result| result.get(name)).collect();
        let successes = told.iter().filter(|outcome| **outcome == "Success").count();
        assert_eq!(successes, usize::from(holds), "{name}: {told:?}");
        for outcome in told.iter().filter(|outcome| **outcome != "Success") {
            let is_left_out = outcome.starts_with("Not done") && outcome.contains(&none_left);
            // Whom the other change had served by then.
            let is_served = holds && outcome.starts_with("Already so");
            assert!(is_left_out || is_served, "{name}: {outcome}");
        }
    }
    assert_eq!(site.pool(customer, sku).await.consumed, holders);
}

#[actix_web::test]
async fn two_changes_of_hundreds_compete_for_the_last_seats_at_two_servers() {
    compete(&Race { users: 400, seats: 150, chosen: [0..300, 100..400], rounds: 3 }).await;
}

#[actix_web::test]
async fn two_changes_done_at_once_compete_for_the_last_seats_at_two_servers() {
    compete(&Race { users: 150, seats: 60, chosen: [0..100, 50..150], rounds: 8 }).await;
}

/// One update a user in the records, none more and none less, and as many licenses as users.
async fn assert_done_once(site: &Site, customer: CustomerId, sku: SkuId, users: i64) {
    let mut updated: BTreeMap<UserId, usize> = BTreeMap::new();
    let mut seq = 0;
    loop {
        let records = store::audit::after(site.app.db.read(), customer, seq, 1_000).await.unwrap();
        let Some(last) = records.last() else { break };
        seq = last.seq;
        for record in records.iter().filter(|record| record.operation == "update_customer_user_licenses") {
            *updated.entry(UserId(record.target_id.unwrap())).or_default() += 1;
        }
    }
    assert_eq!(i64::try_from(updated.len()).unwrap(), users);
    assert!(updated.values().all(|times| *times == 1));
    let updated: Vec<UserId> = updated.into_keys().collect();
    let held = store::licenses::held_by(site.app.db.read(), customer, &updated).await.unwrap();
    assert!(updated.iter().all(|user| held.get(user).is_some_and(|held| held.contains(&sku))));
    assert_eq!(site.pool(customer, sku).await.consumed, users);
}

#[actix_web::test]
async fn ten_thousand_users_are_done_once_however_often_the_server_is_killed() {
    let installation = Installation::new().await;
    installation.succeed(&["seed", "--customers", "1", "--users", SEEDED]);
    let mut server = installation.serve();
    let mut kim = installation.signed_in(&server);
    let site = installation.site().await;
    // What a PostgreSQL server does by itself within a minute.
    sql(&site.app, "ANALYZE", vec![]).await;
    let users = Page::new(&kim.visit("/customers")).attribute("tbody th a.name", "href").unwrap();
    let customer: CustomerId = users.split('/').nth(2).unwrap().parse().unwrap();
    let sku = site.owns(customer, "Fleet Planner", 2 * MANY).await;
    let chosen = kim.post(&format!("/customers/{customer}/selections"), &[("go", "all")]).unwrap().location;
    let selection = chosen.split_once("selection=").unwrap().1;
    let plan = preview(&kim, customer, sku, &[("selection", selection)]);
    let change = save(&kim, customer, &plan).unwrap();
    let id: JobId = change.split('?').next().unwrap().rsplit('/').next().unwrap().parse().unwrap();
    let all = site.now(customer).await.active_users;
    assert!(all >= MANY, "{all}");
    let mut halfway = 0;
    for kill in 0..KILLS {
        // At any moment of each twentieth, whatever was begun at that.
        let part = usize::try_from(all / KILLS).unwrap();
        at_least(&site, customer, id, all / KILLS * kill + i64::try_from(random_below(part)).unwrap()).await;
        sleep(Duration::from_millis(random_below(20) as u64));
        server.kill();
        let now = store::jobs::find(site.app.db.read(), customer, id).await.unwrap().unwrap();
        halfway += i64::from(now.finished_at.is_none());
        // Whoever died had taken it; nobody waits for that here.
        let_go(&site.app).await;
        server = installation.serve();
        kim = kim.at(&server.address);
    }
    assert!(halfway > KILLS / 2, "it was killed while it worked: {halfway} times");
    let page = finished(&kim, &change);
    assert!(page.status().contains("users were updated"), "{}", page.text());
    assert!(page.alert().is_empty(), "{}", page.alert());
    assert_done_once(&site, customer, sku, all).await;
    installation.succeed(&["check"]);
}
