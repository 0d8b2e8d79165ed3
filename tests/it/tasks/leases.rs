//! A node that lost its lease to another one writes nothing any more.

use std::sync::Arc;

use chrono::TimeDelta;
use partnerdesk::actions::queue::{self, LEASE, Taken};
use partnerdesk::actions::{Error, jobs, outbox};
use partnerdesk::domain::id::{CustomerId, JobId};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::task::{Next, Send};
use partnerdesk::store;
use partnerdesk::tasks::work_off;

use super::{CHANNEL, nodes, post};
use crate::support::{Scratch, Site};

/// A job of so many users, which the queue does.
const USERS: usize = 201;

async fn job() -> (Vec<Site>, CustomerId, JobId) {
    let scratch = Arc::new(Scratch::new().await);
    let nodes = vec![Site::on(Arc::clone(&scratch), |_| {}).await, Site::on(scratch, |_| {}).await];
    let staff = nodes[0].staff(Role::AdminAgent).await;
    let customer = nodes[0].customer("Aquila", "aquila.example").await;
    let mut fields = vec![("to", "blocked".to_owned())];
    for number in 0..USERS {
        fields.push(("user", nodes[0].user(&staff, customer, &format!("User {number}"), &[]).await.to_string()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut kim = nodes[0].sign_in_as(&staff).await;
    let job = kim.post(&format!("/customers/{customer}/sign-in-blocks"), &fields).await.location();
    (nodes, customer, job.rsplit('/').next().unwrap().parse().unwrap())
}

/// Lets both nodes' time pass until a lease is over.
fn lapse(nodes: &[Site]) {
    for node in nodes {
        node.app.clock.advance(LEASE + TimeDelta::seconds(1));
    }
}

async fn take(node: &Site, kind: &str) -> Taken {
    queue::take(&node.app, &[kind]).await.unwrap().unwrap()
}

async fn done(node: &Site, customer: CustomerId, job: JobId) -> i64 {
    store::jobs::find(node.app.db.read(), customer, job).await.unwrap().unwrap().done
}

#[actix_web::test]
async fn it_does_no_further_part_of_a_job() {
    let (nodes, customer, job) = job().await;
    let slow = take(&nodes[0], "job").await;
    assert!(jobs::step(&nodes[0].app, customer, job, slow.lease).await.unwrap());
    let first = done(&nodes[0], customer, job).await;
    assert!(first > 0);
    // Late, but nobody came: it goes on.
    lapse(&nodes);
    assert!(jobs::step(&nodes[0].app, customer, job, slow.lease).await.unwrap());
    let second = done(&nodes[0], customer, job).await;
    assert!(second > first);
    lapse(&nodes);
    let other = take(&nodes[1], "job").await;
    let lost = jobs::step(&nodes[0].app, customer, job, slow.lease).await;
    assert!(matches!(lost, Err(Error::LeaseLost)), "{lost:?}");
    let lost = jobs::give_up(&nodes[0].app, customer, job, slow.lease).await;
    assert!(matches!(lost, Err(Error::LeaseLost)), "{lost:?}");
    let lost = queue::renew(&nodes[0].app, slow.lease).await;
    assert!(matches!(lost, Err(Error::LeaseLost)), "{lost:?}");
    // What it says of the task is not heard, either.
    queue::put_back(&nodes[0].app, slow.lease, nodes[0].app.clock.now(), false).await;
    queue::remove(&nodes[0].app, slow.lease).await.unwrap();
    assert_eq!(done(&nodes[0], customer, job).await, second);
    queue::renew(&nodes[1].app, other.lease).await.unwrap();
    queue::put_back(&nodes[1].app, other.lease, nodes[1].app.clock.now(), false).await;
    work_off(&nodes[1].app).await.unwrap();
    assert_eq!(done(&nodes[0], customer, job).await, i64::try_from(USERS).unwrap());
    let records = store::audit::after(nodes[0].app.db.read(), customer, 0, 1_000).await.unwrap();
    let blocked = records.iter().filter(|record| record.operation == "update_customer_user").count();
    assert_eq!(blocked, USERS, "each once");
    nodes[0].assert_sound().await;
}

#[actix_web::test]
async fn it_says_nothing_of_a_message_that_another_one_has() {
    let (nodes, receiver) = nodes(2).await;
    let message = post(&nodes[0], CustomerId::INSTALLATION, CHANNEL, "Ciao").await;
    let task = Send { message };
    let slow = take(&nodes[0], "message").await;
    lapse(&nodes);
    let other = take(&nodes[1], "message").await;
    let lost = outbox::give_up(&nodes[0].app, task, slow.lease).await;
    assert!(matches!(lost, Err(Error::LeaseLost)), "{lost:?}");
    let lost = outbox::send(&nodes[0].app, task, 1, slow.lease).await;
    assert!(matches!(lost, Err(Error::LeaseLost)), "{lost:?}");
    let known = outbox::find(&nodes[0].app, message).await.unwrap().unwrap();
    assert!(known.sent_at.is_none() && known.given_up_at.is_none() && !known.sealed.is_empty());
    assert_eq!(outbox::send(&nodes[1].app, task, 1, other.lease).await.unwrap(), Next::Done);
    // The receiver knows it again.
    assert_eq!(receiver.got(), [(message, "Ciao".to_owned()), (message, "Ciao".to_owned())]);
}
