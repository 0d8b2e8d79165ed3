//! Ways out of the installation, by their names: who carries a message to where the database does not
//! reach. Knows no message's meaning.

pub mod mail;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;

use crate::config::ServerSettings;
use crate::domain::id::MessageId;

/// Why a message did not leave, for two kinds of readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// For the log: nothing of the message is in it, and nobody's address.
    pub logged: String,
    /// For who looks at the message: what the receiver answered, bounded, without what must stay secret.
    pub told: String,
    /// Whether these are the receiver's words.
    pub is_answer: bool,
}

impl<T: Into<String>> From<T> for Cause {
    /// A sentence of our own, which both may read.
    fn from(text: T) -> Self {
        let text = text.into();
        Self { logged: text.clone(), told: text, is_answer: false }
    }
}

/// Why a message did not leave, as far as that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// It may, later.
    Later(Cause),
    /// It never will: its receiver does not take it.
    Refused(Cause),
    /// All of it was said, and nobody knows whether it was heard.
    Unknown(Cause),
    /// All of it was said, and what was answered cannot be read: said again, it would be answered so again.
    Unreadable(Cause),
    /// It was held back where it was asked last whether it may leave.
    Held,
}

/// Asked at the last moment at which it is certain that a message has not left.
#[async_trait(?Send)]
pub trait Gate {
    /// Whether it may leave. From then on it may have left, and that is noted.
    async fn opens(&self) -> bool;
}

/// A gate that nobody watches.
#[derive(Clone, Copy, Debug)]
pub struct Open;

#[async_trait(?Send)]
impl Gate for Open {
    async fn opens(&self) -> bool {
        true
    }
}

/// A way out.
#[async_trait(?Send)]
pub trait Channel: fmt::Debug + Send + Sync {
    /// As messages name it. Never changes.
    fn name(&self) -> &'static str;

    /// Carries a message out, through `gate`. Gives what its receiver said. It may be asked again for the same
    /// one, when the process died before it was noted that it had left: the id goes with it, by which the
    /// receiver knows it again.
    ///
    /// # Errors
    /// Why it did not leave.
    async fn carry(&self, id: MessageId, body: &str, gate: &dyn Gate) -> Result<String, Undelivered>;
}

/// All ways out that this node has.
#[derive(Clone, Debug, Default)]
pub struct Channels(Vec<Arc<dyn Channel>>);

impl Channels {
    pub fn new(channels: Vec<Arc<dyn Channel>>) -> Self {
        Self(channels)
    }

    /// Those that the settings ask for.
    ///
    /// # Errors
    /// A sentence that says what is wrong with them.
    pub fn of(settings: &ServerSettings) -> Result<Self, String> {
        let mail = mail::MailChannel::of(settings)?;
        Ok(Self(mail.map(|mail| Arc::new(mail) as Arc<dyn Channel>).into_iter().collect()))
    }

    pub fn find(&self, name: &str) -> Option<&dyn Channel> {
        self.0.iter().find(|channel| channel.name() == name).map(AsRef::as_ref)
    }
}
