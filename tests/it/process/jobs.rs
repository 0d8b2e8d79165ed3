//! Work on many users, killed and gone on with, at one node or two: everybody is done once.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::{Duration, Instant};

use partnerdesk::clock::new_id;
use partnerdesk::domain::id::{CustomerId, JobId, SkuId, UserId};
use partnerdesk::domain::role::Role;
use partnerdesk::secrets::random_below;
use partnerdesk::store;

use super::Installation;
use super::client::Client;
use super::watching::{at_least, finished};
use crate::support::{Site, let_go};

/// As many as the queue does, and not the request itself.
const USERS: usize = 600;
const KILLS: usize = 6;

/// A customer with licensed users, and a selection of all of them.
async fn crowd(site: &Site, kim: &Client) -> (CustomerId, SkuId, String) {
    let customer = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(customer, "Office 365 E3", 1_000).await;
    let staff = site.staff(Role::GlobalAdmin).await;
    for number in 0..USERS {
        site.user(&staff, customer, &format!("User {number:03}"), &[sku]).await;
    }
    let reply = kim.post(&format!("/customers/{customer}/selections"), &[("go", "all")]).unwrap();
    let selection = reply.location.split_once("selection=").unwrap().1.to_owned();
    (customer, sku, selection)
}

fn start(kim: &Client, customer: CustomerId, selection: &str) -> String {
    let form = new_id().to_string();
    let fields = [("selection", selection), ("form_id", &form)];
    kim.post(&format!("/customers/{customer}/deletions"), &fields).unwrap().location
}

/// One deletion a user in the records, none more and none less.
async fn assert_done_once(site: &Site, customer: CustomerId, sku: SkuId) {
    let mut deleted: BTreeMap<UserId, usize> = BTreeMap::new();
    let mut seq = 0;
    loop {
        let records = store::audit::after(site.app.db.read(), customer, seq, 500).await.unwrap();
        let Some(last) = records.last() else { break };
        seq = last.seq;
        for record in records.iter().filter(|record| record.operation == "delete_customer_user") {
            *deleted.entry(UserId(record.target_id.unwrap())).or_default() += 1;
        }
    }
    assert_eq!(deleted.len(), USERS);
    assert!(deleted.values().all(|times| *times == 1));
    let now = site.now(customer).await;
    assert_eq!((now.active_users, now.deleted_users), (0, i64::try_from(USERS).unwrap()));
    assert_eq!(site.pool(customer, sku).await.consumed, 0);
}

#[actix_web::test]
async fn a_job_goes_on_however_often_the_server_is_killed() {
    let installation = Installation::new().await;
    let mut server = installation.serve();
    let mut kim = installation.signed_in(&server);
    let site = installation.site().await;
    let (customer, sku, selection) = crowd(&site, &kim).await;
    let job = start(&kim, customer, &selection);
    let id: JobId = job.rsplit('/').next().unwrap().parse().unwrap();
    let mut halfway = 0;
    for kill in 0..KILLS {
        // A job that dies again and again without getting on is given up.
        at_least(&site, customer, id, i64::try_from(USERS / KILLS * kill).unwrap()).await;
        sleep(Duration::from_millis(random_below(40) as u64));
        server.kill();
        let now = store::jobs::find(site.app.db.read(), customer, id).await.unwrap().unwrap();
        halfway += usize::from(now.finished_at.is_none());
        // Whoever died had taken it; nobody waits for that here.
        let_go(&site.app).await;
        server = installation.serve();
        kim = kim.at(&server.address);
    }
    assert!(halfway > 0, "it was killed while it worked");
    let page = finished(&kim, &job);
    assert!(page.status().contains(&format!("{USERS} user accounts were deleted")), "{}", page.text());
    assert_done_once(&site, customer, sku).await;
    installation.succeed(&["check"]);
}

#[actix_web::test]
async fn a_job_goes_on_at_once_after_the_server_was_told_to_end() {
    // On a busy machine a job may be over before anybody sees that it has begun.
    for _ in 0..5 {
        if goes_on_after_it_was_told_to_end().await {
            return;
        }
    }
    panic!("it was never told in the middle");
}

/// Gives whether it was told in the middle; if so, the rest is done at once after the next start.
async fn goes_on_after_it_was_told_to_end() -> bool {
    let installation = Installation::new().await;
    let server = installation.serve();
    let kim = installation.signed_in(&server);
    let site = installation.site().await;
    let (customer, sku, selection) = crowd(&site, &kim).await;
    let job = start(&kim, customer, &selection);
    let id: JobId = job.rsplit('/').next().unwrap().parse().unwrap();
    while store::jobs::find(site.app.db.read(), customer, id).await.unwrap().unwrap().done == 0 {
        sleep(Duration::from_millis(1));
    }
    let ended = server.stop();
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(!ended.err.contains("ERROR"), "{}", ended.err);
    let now = store::jobs::find(site.app.db.read(), customer, id).await.unwrap().unwrap();
    if now.finished_at.is_some() {
        return false;
    }
    let server = installation.serve();
    let kim = kim.at(&server.address);
    let restarted = Instant::now();
    let page = finished(&kim, &job);
    assert!(restarted.elapsed() < Duration::from_secs(10), "nobody's lease is waited for");
    assert!(page.status().contains(&format!("{USERS} user accounts were deleted")), "{}", page.text());
    assert_done_once(&site, customer, sku).await;
    true
}

#[actix_web::test]
async fn two_nodes_work_on_one_job_without_doing_anybody_twice() {
    let installation = Installation::new().await;
    let servers = [installation.serve(), installation.serve()];
    let kim = installation.signed_in(&servers[0]);
    let site = installation.site().await;
    let (customer, sku, selection) = crowd(&site, &kim).await;
    let job = start(&kim, customer, &selection);
    // The lease is taken away again and again, as if each node thought the other one dead.
    for _ in 0..50 {
        let_go(&site.app).await;
        sleep(Duration::from_millis(5));
    }
    let page = finished(&kim.at(&servers[1].address), &job);
    assert!(page.status().contains(&format!("{USERS} user accounts were deleted")), "{}", page.text());
    assert_done_once(&site, customer, sku).await;
    installation.succeed(&["check"]);
}
