//! A node that is killed at each point of a mail: it arrives once, or is said to be unknown until it is known again,
//! and comes twice at most with its Message-ID.
//!
//! The node is this program once more, in a process of its own: only one that can be killed shows it.

use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use partnerdesk::channels::Channels;
use partnerdesk::config::ServerSettings;
use partnerdesk::domain::id::MessageId;
use partnerdesk::domain::mail::{Reason, State};
use partnerdesk::store::{DatabaseLocation, mails};
use partnerdesk::tasks::run_next;
use tokio::sync::oneshot;

use super::Desk;
use super::post::Post;
use crate::support::{Scratch, Site, let_go};

const PLACE: &str = "PARTNERDESK_TEST_MAIL_NODE";
const SERVER: &str = "PARTNERDESK_TEST_MAIL_SERVER";

/// Where a test beside this one says so, this is the node that it kills.
#[actix_web::test]
async fn a_node_in_a_process_of_its_own() {
    let (Ok(place), Ok(server)) = (std::env::var(PLACE), std::env::var(SERVER)) else { return };
    let settings = ServerSettings { smtp_url: Some(server), ..ServerSettings::defaults() };
    let place = match place.strip_prefix('/') {
        Some(_) => DatabaseLocation::Embedded(place.into()),
        None => DatabaseLocation::Server(place),
    };
    let site = Site::visiting(place, Channels::of(&settings).unwrap()).await;
    loop {
        // Another process may hold the database for a moment.
        let _ = run_next(&site.app).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[expect(clippy::disallowed_types, reason = "tests start nodes; the program starts no other")]
fn start(scratch: &Scratch, post: &Post) -> Child {
    let place = match scratch.place() {
        DatabaseLocation::Embedded(directory) => directory.display().to_string(),
        DatabaseLocation::Server(url) => url,
    };
    std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "mails::killed::a_node_in_a_process_of_its_own"])
        .env(PLACE, place)
        .env(SERVER, post.settings().smtp_url.unwrap())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn kill(mut node: Child) {
    node.kill().unwrap();
    node.wait().unwrap();
}

async fn desk(post: &Post) -> (Desk, Arc<Scratch>) {
    let scratch = Arc::new(Scratch::new().await);
    (Desk::on(Arc::clone(&scratch), post.channels()).await, scratch)
}

/// What is told once the node is gone, and that the next one brings it to its end.
async fn goes_on(desk: &Desk, id: MessageId, told: State) {
    let course = desk.mail(id).await.course;
    let later = desk.site.app.clock.now() + TimeDelta::minutes(5);
    assert_eq!(course.state(later), told, "{course:?}");
    let_go(&desk.site.app).await;
    desk.work().await;
    let course = desk.mail(id).await.course;
    assert_eq!((course.state, course.reason), (State::Sent, None));
    assert!(desk.is_destroyed(id).await);
}

#[actix_web::test]
async fn before_and_in_its_content_and_after_its_end() {
    for (word, place, told, copies) in [
        ("hold-rcpt", "rcpt", State::Queued, 1),
        ("hold-data", "data", State::Unknown, 1),
        ("hold-dot", "dot", State::Unknown, 2),
    ] {
        let mut post = Post::new();
        let (desk, scratch) = desk(&post).await;
        post.plan(&[word]);
        let id = desk.post(desk.to_ada()).await;
        let node = start(&scratch, &post);
        post.wait_at(place);
        kill(node);
        goes_on(&desk, id, told).await;
        let ids = post.message_ids();
        assert_eq!(ids.len(), copies, "{word}");
        assert!(ids.iter().all(|one| *one == ids[0]), "{word}: {ids:?}");
    }
}

#[actix_web::test]
async fn after_the_server_said_yes_and_before_that_is_noted() {
    let mut post = Post::new();
    let (desk, scratch) = desk(&post).await;
    post.plan(&["hold-dot"]);
    let id = desk.post(desk.to_ada()).await;
    let node = start(&scratch, &post);
    post.wait_at("dot");
    // Nobody can note anything while this is under way.
    let (is_held, held) = oneshot::channel();
    let (lets_go, waits) = oneshot::channel::<()>();
    let hands = std::sync::Mutex::new(Some((is_held, waits)));
    let (app, customer) = (&desk.site.app, desk.customer);
    let holding = app.db.write(async |tx| {
        let record = mails::find(tx, customer, id).await?.unwrap();
        mails::put_course(tx, customer, id, &record.course).await?;
        let (is_held, waits) = hands.lock().unwrap().take().unwrap();
        is_held.send(()).unwrap();
        waits.await.unwrap();
        Ok::<_, partnerdesk::store::Error>(())
    });
    let kills = async {
        held.await.unwrap();
        post.go();
        tokio::time::sleep(Duration::from_millis(500)).await;
        kill(node);
        lets_go.send(()).unwrap();
    };
    let (held, ()) = tokio::join!(holding, kills);
    held.unwrap();
    let course = desk.mail(id).await.course;
    assert_eq!((course.state, course.reason), (State::Sending, None), "it could not be noted");
    goes_on(&desk, id, State::Unknown).await;
    let ids = post.message_ids();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[actix_web::test]
async fn one_that_was_stopped_while_a_node_died_with_it_is_unknown_and_over() {
    let mut post = Post::new();
    let (desk, scratch) = desk(&post).await;
    post.plan(&["hold-dot"]);
    let id = desk.post(desk.to_ada()).await;
    let node = start(&scratch, &post);
    post.wait_at("dot");
    let stopped = partnerdesk::actions::mails::withdraw(&desk.by(), desk.customer, id).await.unwrap();
    assert_eq!(stopped, State::Sending);
    assert!(desk.is_destroyed(id).await);
    kill(node);
    let_go(&desk.site.app).await;
    desk.work().await;
    let course = desk.mail(id).await.course;
    assert_eq!((course.state, course.reason), (State::Unknown, Some(Reason::Stopped)));
    assert!(course.ended_at.is_some());
    assert_eq!(post.message_ids().len(), 1);
}
