//! What leaves the installation, and what is told of it when it cannot.

use chrono::TimeDelta;
use partnerdesk::actions::{Actor, Error, installation, outbox};
use partnerdesk::channels::Undelivered;
use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::role::Role;
use partnerdesk::tasks::{Turn, run_next, work_off};

use super::{CHANNEL, nodes, post};
use crate::support::texts;

fn later(times: usize) -> impl Iterator<Item = Undelivered> {
    std::iter::repeat_n(Undelivered::Later("busy".into()), times)
}

#[actix_web::test]
async fn a_message_leaves_once_its_change_is_stored_and_not_before() {
    let (nodes, receiver) = nodes(1).await;
    let app = &nodes[0].app;
    let by = Actor::system(app);
    let refused: Result<(), Error> = app
        .db
        .write(async |tx| {
            outbox::post(&by, tx, CustomerId::INSTALLATION, CHANNEL, "never").await?;
            Err(Error::NotFound)
        })
        .await;
    assert!(refused.is_err());
    let message = post(&nodes[0], CustomerId::INSTALLATION, CHANNEL, "Grüße an alle").await;
    assert!(receiver.got().is_empty());
    work_off(app).await.unwrap();
    assert_eq!(receiver.got(), [(message, "Grüße an alle".to_owned())]);
    let known = outbox::find(app, message).await.unwrap().unwrap();
    assert!(known.sent_at.is_some() && known.given_up_at.is_none() && known.sealed.is_empty(), "{known:?}");
    // What it was is forgotten at once, and that it was after a while.
    app.clock.advance(TimeDelta::days(91));
    installation::clean(app).await.unwrap();
    assert!(outbox::find(app, message).await.unwrap().is_none());
}

#[actix_web::test]
async fn nobody_reads_a_message_in_the_database() {
    let (nodes, _) = nodes(1).await;
    post(&nodes[0], CustomerId::INSTALLATION, CHANNEL, "canary").await;
    let hex = if crate::support::is_postgres() { "encode(sealed, 'hex')" } else { "hex(sealed)" };
    let sealed = texts(&nodes[0].app, &format!("SELECT {hex} AS text FROM messages")).await;
    assert!(!sealed[0].to_lowercase().contains("63616e617279"));
    assert!(!texts(&nodes[0].app, "SELECT payload AS text FROM tasks").await[0].contains("canary"));
}

#[actix_web::test]
async fn a_busy_receiver_is_asked_again_and_again_each_time_later() {
    let (nodes, receiver) = nodes(1).await;
    let app = &nodes[0].app;
    receiver.answers(later(4));
    let message = post(&nodes[0], CustomerId::INSTALLATION, CHANNEL, "Ciao").await;
    assert_eq!(run_next(app).await.unwrap(), Turn::Worked);
    for wait in [10, 20, 40, 80] {
        assert!(receiver.got().is_empty());
        app.clock.advance(TimeDelta::seconds(wait - 1));
        assert_eq!(run_next(app).await.unwrap(), Turn::Idle, "{wait}");
        app.clock.advance(TimeDelta::seconds(1));
        assert_eq!(run_next(app).await.unwrap(), Turn::Worked, "{wait}");
    }
    assert_eq!(receiver.got(), [(message, "Ciao".to_owned())]);
}

#[actix_web::test]
async fn a_message_that_is_not_taken_is_given_up_and_the_activity_log_says_so() {
    let (nodes, receiver) = nodes(1).await;
    let (site, app) = (&nodes[0], &nodes[0].app);
    let customer = site.customer("Aquila", "aquila.example").await;
    let refused = post(site, customer, CHANNEL, "refused at once").await;
    receiver.answers([Undelivered::Refused("no such mailbox".into())]);
    work_off(app).await.unwrap();
    let never = post(site, customer, CHANNEL, "never in").await;
    receiver.answers(later(12));
    for _ in 0..13 {
        work_off(app).await.unwrap();
        app.clock.advance(TimeDelta::hours(1));
    }
    for message in [refused, never] {
        let known = outbox::find(app, message).await.unwrap().unwrap();
        assert!(known.given_up_at.is_some() && known.sent_at.is_none() && known.sealed.is_empty(), "{known:?}");
    }
    assert!(receiver.got().is_empty());
    assert!(texts(app, "SELECT kind AS text FROM tasks").await.is_empty());
    let page = site.sign_in(Role::GlobalAdmin).await.visit(&format!("/customers/{customer}/activity")).await;
    let told = page.rows().into_iter().filter(|row| row.join(" ").contains("Gave up sending a message")).count();
    assert_eq!(told, 2, "{}", page.text());
    site.assert_sound().await;
}
