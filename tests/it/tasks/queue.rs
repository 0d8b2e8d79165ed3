//! Who takes what from the queue, and what becomes of what fails.

use std::time::Duration;

use chrono::TimeDelta;
use partnerdesk::actions::queue::{LEASE, put_back, take};
use partnerdesk::clock::new_id;
use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::role::Role;
use partnerdesk::store;
use partnerdesk::tasks::{Turn, run_next, work_off};
use tokio::sync::oneshot;

use super::{CHANNEL, nodes, post};
use crate::support::{Site, is_postgres, sql, texts};

const NOWHERE: CustomerId = CustomerId::INSTALLATION;

#[actix_web::test]
async fn several_nodes_do_each_task_once() {
    let (nodes, receiver) = nodes(4).await;
    let mut posted = Vec::new();
    for number in 0..60 {
        posted.push((post(&nodes[number % 4], NOWHERE, CHANNEL, &format!("{number}")).await, format!("{number}")));
    }
    posted.sort();
    let [one, two, three, four] = [&nodes[0].app, &nodes[1].app, &nodes[2].app, &nodes[3].app];
    let (a, b, c, d) = tokio::join!(
        Box::pin(work_off(one)),
        Box::pin(work_off(two)),
        Box::pin(work_off(three)),
        Box::pin(work_off(four))
    );
    for ended in [a, b, c, d] {
        ended.unwrap();
    }
    assert_eq!(receiver.got(), posted);
    assert!(texts(one, "SELECT kind AS text FROM tasks").await.is_empty());
}

#[actix_web::test]
async fn a_node_that_takes_a_task_is_not_waited_for() {
    if !is_postgres() {
        return; // An embedded database has one writer at a time.
    }
    let (nodes, _) = nodes(2).await;
    for body in ["one", "two"] {
        post(&nodes[0], NOWHERE, CHANNEL, body).await;
    }
    let (is_taken, taken) = oneshot::channel();
    let (goes_on, waits) = oneshot::channel::<()>();
    let hands = std::sync::Mutex::new(Some((is_taken, waits)));
    let (app, now) = (&nodes[0].app, nodes[0].app.clock.now());
    let slow = app.db.write(async |tx| {
        let first = store::queue::take(tx, &["message"], now, new_id(), now + LEASE).await?;
        let (is_taken, waits) = hands.lock().unwrap().take().unwrap();
        is_taken.send(()).unwrap();
        waits.await.unwrap();
        Ok::<_, store::Error>(first)
    });
    let other = async {
        taken.await.unwrap();
        let within = Duration::from_secs(5);
        let second = tokio::time::timeout(within, take(&nodes[1].app, &["message"])).await;
        // And where only that one is left, nobody waits for it either.
        let third = tokio::time::timeout(within, take(&nodes[1].app, &["message"])).await;
        goes_on.send(()).unwrap();
        (second.expect("it waited").unwrap(), third.expect("it waited").unwrap())
    };
    let (first, (second, third)) = tokio::join!(slow, other);
    assert_ne!(first.unwrap().unwrap().lease.task, second.unwrap().lease.task);
    assert!(third.is_none());
}

#[actix_web::test]
async fn what_a_newer_version_has_put_there_is_left_to_it() {
    let site = Site::new().await;
    sql(
        &site.app,
        "INSERT INTO tasks (id, kind, payload, run_at, attempts)
         VALUES ($1, 'of-tomorrow', '{}', '2020-01-01T00:00:00+00:00', 0)",
        vec![new_id().into()],
    )
    .await;
    assert_eq!(run_next(&site.app).await.unwrap(), Turn::Idle);
    assert_eq!(texts(&site.app, "SELECT CAST(attempts AS TEXT) AS text FROM tasks").await, ["0"]);
}

#[actix_web::test]
async fn a_payload_that_nobody_can_read_keeps_nothing_else_waiting() {
    let (nodes, receiver) = nodes(1).await;
    let app = &nodes[0].app;
    post(&nodes[0], NOWHERE, CHANNEL, "lost").await;
    sql(app, "UPDATE tasks SET payload = 'nonsense'", vec![]).await;
    post(&nodes[0], NOWHERE, CHANNEL, "read").await;
    work_off(app).await.unwrap();
    assert_eq!(receiver.got().into_iter().map(|(_, body)| body).collect::<Vec<_>>(), ["read"]);
    // It stays, for whoever can read it.
    assert_eq!(texts(app, "SELECT payload AS text FROM tasks").await, ["nonsense"]);
}

#[actix_web::test]
async fn a_job_that_fails_waits_longer_each_time_and_is_given_up() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(customer, "Office 365 E3", 3).await;
    let user = site.user(&staff, customer, "Ada Bianchi", &[sku]).await;
    let mut kim = site.sign_in_as(&staff).await;
    sql(&site.app, "ALTER TABLE released_licenses RENAME TO lost", vec![]).await;
    let job = kim.post(&format!("/customers/{customer}/deletions"), &[("user", &user.to_string())]).await.location();
    assert_eq!(run_next(&site.app).await.unwrap(), Turn::Idle, "the request itself has tried");
    let mut waits = Vec::new();
    for wait in [10, 10, 20, 40, 80, 160] {
        site.app.clock.advance(TimeDelta::seconds(wait - 1));
        assert_eq!(run_next(&site.app).await.unwrap(), Turn::Idle, "{waits:?}");
        site.app.clock.advance(TimeDelta::seconds(1));
        assert_eq!(run_next(&site.app).await.unwrap(), Turn::Worked, "{waits:?}");
        waits.push(wait);
    }
    assert!(texts(&site.app, "SELECT kind AS text FROM tasks").await.is_empty());
    let page = kim.visit(&job).await;
    assert!(page.alert().contains("Not done for 1 user"), "{}", page.text());
    // It can be asked for again, once the reason is gone.
    sql(&site.app, "ALTER TABLE lost RENAME TO released_licenses", vec![]).await;
    let again = kim.post(&format!("/customers/{customer}/deletions"), &[("user", &user.to_string())]).await.location();
    assert!(kim.visit(&again).await.has("was deleted"));
    site.assert_sound().await;
}

#[actix_web::test]
async fn what_was_put_back_waits_for_its_time() {
    let (nodes, receiver) = nodes(1).await;
    let app = &nodes[0].app;
    post(&nodes[0], NOWHERE, CHANNEL, "later").await;
    let taken = take(app, &["message"]).await.unwrap().unwrap();
    put_back(app, taken.lease, app.clock.now() + TimeDelta::minutes(5), true).await;
    work_off(app).await.unwrap();
    assert!(receiver.got().is_empty());
    app.clock.advance(TimeDelta::minutes(5));
    work_off(app).await.unwrap();
    assert_eq!(receiver.got().len(), 1);
}
