//! Killed between the commit and the sending, and after the sending: nothing is lost, and what comes twice
//! can be known by its id.
//!
//! The node is this program once more, in a process of its own: only one that can be killed shows it.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use partnerdesk::actions::outbox;
use partnerdesk::channels::{Channel, Channels, Gate, Undelivered};
use partnerdesk::domain::id::{CustomerId, MessageId};
use partnerdesk::store::DatabaseLocation;
use partnerdesk::tasks::run_next;

use super::{CHANNEL, post};
use crate::support::{Scratch, Site, let_go};

const PLACE: &str = "PARTNERDESK_TEST_NODE";
const RECEIVER: &str = "PARTNERDESK_TEST_RECEIVER";

/// Sends over a connection: waits to be let, says what it has, waits for the word that it was got.
#[derive(Debug)]
struct Line(SocketAddr);

#[async_trait(?Send)]
impl Channel for Line {
    fn name(&self) -> &'static str {
        CHANNEL
    }

    async fn carry(&self, id: MessageId, body: &str, _: &dyn Gate) -> Result<String, Undelivered> {
        let (address, said) = (self.0, format!("{id} {body}\n"));
        let carried = tokio::task::spawn_blocking(move || -> std::io::Result<String> {
            let stream = TcpStream::connect(address)?;
            let (mut heard, mut stream) = (BufReader::new(stream.try_clone()?), stream);
            heard.read_line(&mut String::new())?;
            stream.write_all(said.as_bytes())?;
            let mut got = String::new();
            heard.read_line(&mut got)?;
            if got.is_empty() { Err(std::io::ErrorKind::UnexpectedEof.into()) } else { Ok(got) }
        });
        carried.await.unwrap().map_err(|error| Undelivered::Later(error.to_string().into()))
    }
}

/// Where the test beside this one says so, this is the node that it kills.
#[actix_web::test]
async fn a_node_in_a_process_of_its_own() {
    let (Ok(place), Ok(receiver)) = (std::env::var(PLACE), std::env::var(RECEIVER)) else { return };
    let channels: Vec<Arc<dyn Channel>> = vec![Arc::new(Line(receiver.parse().unwrap()))];
    let place = match place.strip_prefix('/') {
        Some(_) => DatabaseLocation::Embedded(place.into()),
        None => DatabaseLocation::Server(place),
    };
    let site = Site::visiting(place, Channels::new(channels)).await;
    loop {
        // Another process may hold the database for a moment.
        let _ = run_next(&site.app).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[expect(clippy::disallowed_types, reason = "tests start nodes; the program starts no other")]
fn start(scratch: &Scratch, receiver: &TcpListener) -> Child {
    let place = match scratch.place() {
        DatabaseLocation::Embedded(directory) => directory.display().to_string(),
        DatabaseLocation::Server(url) => url,
    };
    std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tasks::killed::a_node_in_a_process_of_its_own"])
        .env(PLACE, place)
        .env(RECEIVER, receiver.local_addr().unwrap().to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn kill(mut node: Child) {
    node.kill().unwrap();
    node.wait().unwrap();
}

fn accept(receiver: &TcpListener) -> (BufReader<TcpStream>, TcpStream) {
    let (stream, _) = receiver.accept().unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    (BufReader::new(stream.try_clone().unwrap()), stream)
}

/// Lets the node say what it has.
fn hear((heard, stream): &mut (BufReader<TcpStream>, TcpStream)) -> Option<(MessageId, String)> {
    stream.write_all(b"go\n").ok()?;
    let mut line = String::new();
    heard.read_line(&mut line).ok()?;
    let (id, body) = line.trim_end().split_once(' ')?;
    Some((id.parse().unwrap(), body.to_owned()))
}

#[actix_web::test]
async fn a_message_outlives_every_kill_and_comes_twice_at_most_with_its_id() {
    let scratch = Arc::new(Scratch::new().await);
    let receiver = TcpListener::bind("127.0.0.1:0").unwrap();
    let site = Site::on(Arc::clone(&scratch), |_| {}).await;
    let mut posted = BTreeMap::new();
    for number in 0..6 {
        let body = format!("message {number}");
        posted.insert(post(&site, CustomerId::INSTALLATION, CHANNEL, &body).await, body);
    }
    let mut got: BTreeMap<MessageId, Vec<String>> = BTreeMap::new();

    // Between the commit and the sending.
    let node = start(&scratch, &receiver);
    let line = accept(&receiver);
    kill(node);
    drop(line);
    let_go(&site.app).await;

    // After the sending, before the node hears that it was got; and after that, before it is noted.
    for hears in [false, true] {
        let node = start(&scratch, &receiver);
        let mut line = accept(&receiver);
        let (id, body) = hear(&mut line).unwrap();
        if hears {
            line.1.write_all(b"got\n").unwrap();
        }
        kill(node);
        got.entry(id).or_default().push(body);
        let_go(&site.app).await;
    }

    // And then it may live.
    let node = start(&scratch, &receiver);
    while got.len() < posted.len() || !all_sent(&site, &posted).await {
        receiver.set_nonblocking(true).unwrap();
        let Ok((stream, _)) = receiver.accept() else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        stream.set_nonblocking(false).unwrap();
        let mut line = (BufReader::new(stream.try_clone().unwrap()), stream);
        let (id, body) = hear(&mut line).unwrap();
        line.1.write_all(b"got\n").unwrap();
        got.entry(id).or_default().push(body);
    }
    kill(node);
    let bodies: BTreeMap<MessageId, String> = got.iter().map(|(id, bodies)| (*id, bodies[0].clone())).collect();
    assert_eq!(bodies, posted, "each came, and nothing else");
    let more: usize = got.values().map(|bodies| bodies.len() - 1).sum();
    assert!((1..=2).contains(&more), "only those that were under way came twice: {got:?}");
    assert!(got.values().all(|bodies| bodies.iter().all(|body| *body == bodies[0])), "{got:?}");
}

async fn all_sent(site: &Site, posted: &BTreeMap<MessageId, String>) -> bool {
    for id in posted.keys() {
        if outbox::find(&site.app, *id).await.unwrap().unwrap().sent_at.is_none() {
            return false;
        }
    }
    true
}
