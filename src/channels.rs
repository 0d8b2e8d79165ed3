//! Ways out of the installation, by their names: who carries a message to where the database does not
//! reach. Knows no message's meaning.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use crate::domain::id::MessageId;

/// Why a message did not leave. The causes go to the log; they must hold nothing of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// It may, later.
    Later(String),
    /// It never will: its receiver does not take it.
    Refused(String),
}

/// A way out.
#[async_trait]
pub trait Channel: fmt::Debug + Send + Sync {
    /// As messages name it. Never changes.
    fn name(&self) -> &'static str;

    /// Carries a message out. It may be asked again for the same one, when the process died before it was
    /// noted that it had left: the id goes with it, by which the receiver knows it again.
    ///
    /// # Errors
    /// Why it did not leave.
    async fn carry(&self, id: MessageId, body: &str) -> Result<(), Undelivered>;
}

/// All ways out that this node has.
#[derive(Clone, Debug, Default)]
pub struct Channels(Vec<Arc<dyn Channel>>);

impl Channels {
    pub fn new(channels: Vec<Arc<dyn Channel>>) -> Self {
        Self(channels)
    }

    pub fn find(&self, name: &str) -> Option<&dyn Channel> {
        self.0.iter().find(|channel| channel.name() == name).map(AsRef::as_ref)
    }
}
