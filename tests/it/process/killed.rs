//! Killed in the middle of writing: what was answered is there, and nothing is half there.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use partnerdesk::clock::new_id;
use partnerdesk::secrets::random_below;

use super::client::Client;
use super::{Installation, user_form};

const WRITERS: usize = 4;
const ROUNDS: usize = 4;
/// So many are there before it is killed.
const ANSWERED: usize = 10;
const DOMAIN: &str = "aquila.example";

/// Adds users with a license until the server is gone; the names of those it was told are there.
fn write(browser: &Client, users: &str, sku: &str, prefix: &str, answered: &AtomicUsize) -> Vec<String> {
    let mut told = Vec::new();
    loop {
        let (name, form) = (format!("{prefix}.{}", told.len()), new_id().to_string());
        match browser.post(users, &user_form(&name, DOMAIN, sku, &form)) {
            Ok(reply) if reply.status == 303 => {
                told.push(format!("{name}@{DOMAIN}"));
                answered.fetch_add(1, Ordering::Relaxed);
            }
            Ok(reply) => panic!("{}: {}", reply.status, reply.body),
            Err(_) => return told,
        }
    }
}

/// The users in the export, with their licenses.
fn exported(browser: &Client, users: &str) -> Vec<(String, String)> {
    let file = browser.visit(&format!("{users}.csv"));
    let mut rows = csv::ReaderBuilder::new().from_reader(file.as_bytes());
    let head = rows.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|head| head.trim_start_matches('\u{feff}') == name).unwrap();
    let (name, licenses) = (column("User name"), column("Licenses"));
    rows.records().map(|row| row.unwrap()).map(|row| (row[name].to_owned(), row[licenses].to_owned())).collect()
}

#[actix_web::test]
async fn killed_under_load_it_keeps_all_it_answered_and_nothing_half() {
    let installation = Installation::new().await;
    let mut server = installation.serve();
    let mut kim = installation.signed_in(&server);
    let site = installation.site().await;
    let customer = site.customer("Aquila", DOMAIN).await;
    let sku = site.owns(customer, "Office 365 E3", 1_000_000).await;
    let users = format!("/customers/{customer}/users");
    let mut told = BTreeSet::new();
    for round in 0..ROUNDS {
        let count = AtomicUsize::new(0);
        let product = sku.to_string();
        let answered: Vec<String> = scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    let (browser, users, sku, count) = (kim.at(&server.address), &users, &product, &count);
                    scope.spawn(move || write(&browser, users, sku, &format!("w{writer}.r{round}"), count))
                })
                .collect();
            // In the middle of it, at any moment.
            let started = Instant::now();
            while count.load(Ordering::Relaxed) < ANSWERED && started.elapsed() < Duration::from_mins(1) {
                sleep(Duration::from_millis(5));
            }
            sleep(Duration::from_millis(random_below(500) as u64));
            server.kill();
            writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
        });
        assert!(answered.len() >= ANSWERED, "it was killed while it wrote: {answered:?}");
        told.extend(answered);
        installation.succeed(&["check"]);
        server = installation.serve();
        kim = kim.at(&server.address);
        let there = exported(&kim, &users);
        let names: BTreeSet<String> = there.iter().map(|(name, _)| name.clone()).collect();
        let missing: Vec<_> = told.difference(&names).collect();
        assert!(missing.is_empty(), "answered, and not there: {missing:?}");
        // One that each writer was waiting for may have been kept; it counts from now on.
        assert!(names.len() <= told.len() + WRITERS, "{} of {}", names.len(), told.len());
        assert!(there.iter().all(|(_, licenses)| licenses == "Office 365 E3"), "{there:?}");
        let all = i64::try_from(names.len()).unwrap();
        assert_eq!((site.pool(customer, sku).await.consumed, site.now(customer).await.active_users), (all, all));
        told = names;
    }
    assert_eq!(server.stop().code, 0);
}
