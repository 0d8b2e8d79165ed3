//! What nodes do by themselves: each task once, whoever takes it, and nothing is lost when one dies.

mod killed;
mod leases;
mod messages;
mod queue;
mod schedule;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use partnerdesk::actions::{Actor, outbox};
use partnerdesk::channels::{Channel, Channels, Gate, Undelivered};
use partnerdesk::domain::id::{CustomerId, MessageId};

use crate::support::{Scratch, Site};

/// The channel to which tests send.
const CHANNEL: &str = "receiver";

/// Whoever gets the messages of the tests, and what it answers.
#[derive(Debug, Default)]
struct Receiver {
    got: Mutex<Vec<(MessageId, String)>>,
    /// Answers to come; then it takes everything.
    answers: Mutex<VecDeque<Undelivered>>,
}

#[async_trait(?Send)]
impl Channel for Receiver {
    fn name(&self) -> &'static str {
        CHANNEL
    }

    async fn carry(&self, id: MessageId, body: &str, gate: &dyn Gate) -> Result<String, Undelivered> {
        assert!(gate.opens().await, "nothing watches at these");
        if let Some(answer) = self.answers.lock().unwrap().pop_front() {
            return Err(answer);
        }
        // Others have time to try the same.
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        self.got.lock().unwrap().push((id, body.to_owned()));
        Ok(String::new())
    }
}

impl Receiver {
    fn got(&self) -> Vec<(MessageId, String)> {
        let mut got = self.got.lock().unwrap().clone();
        got.sort();
        got
    }

    fn answers(&self, answers: impl IntoIterator<Item = Undelivered>) {
        self.answers.lock().unwrap().extend(answers);
    }
}

/// So many nodes on one database, all of which send to one receiver.
async fn nodes(count: usize) -> (Vec<Site>, Arc<Receiver>) {
    let (scratch, receiver) = (Arc::new(Scratch::new().await), Arc::new(Receiver::default()));
    let mut nodes = Vec::new();
    for _ in 0..count {
        let channels: Vec<Arc<dyn Channel>> = vec![Arc::clone(&receiver) as _];
        nodes.push(Site::node(Arc::clone(&scratch), Channels::new(channels)).await);
    }
    (nodes, receiver)
}

/// Posts a message, as a change does.
async fn post(site: &Site, customer: CustomerId, channel: &str, body: &str) -> MessageId {
    let by = Actor::system(&site.app);
    site.app.db.write(async |tx| outbox::post(&by, tx, customer, channel, body).await).await.unwrap()
}
