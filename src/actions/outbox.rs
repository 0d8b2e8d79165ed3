//! What leaves the installation (mail, remote directories): written with the change that it tells of, and
//! carried out after the commit by a task. So nothing leaves of a change that was not stored, and nothing
//! that was stored is forgotten. It may leave twice, if the process dies before that is noted, and then
//! with the same id.

use std::time::Duration;

use chrono::TimeDelta;

use super::audit::Log;
use super::queue::{self, Lease};
use super::{Actor, Error, with_audit};
use crate::app::App;
use crate::channels::Undelivered;
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, MessageId, TaskId};
use crate::domain::task::{Next, Send, back_off};
use crate::secrets::Purpose;
pub use crate::store::outbox::Message;
use crate::store::{self, Tx, outbox};

/// How long a channel is waited for.
const CARRIED_WITHIN: Duration = Duration::from_secs(30);
/// How long it is known of a message that it left, or did not.
pub(super) const KNOWN: TimeDelta = TimeDelta::days(90);

fn place(customer: CustomerId, id: MessageId) -> Vec<u8> {
    [&b"messages"[..], customer.0.as_bytes(), id.0.as_bytes()].concat()
}

/// Writes a message for `channel` with the change of `customer` that it tells of. It leaves once that is
/// stored.
pub async fn post(by: &Actor, tx: &Tx, customer: CustomerId, channel: &str, body: &str) -> Result<MessageId, Error> {
    by.require_reach(customer)?;
    let id = MessageId(new_id());
    let message = Message {
        id,
        customer,
        channel: channel.to_owned(),
        sealed: by.app.secrets.seal(Purpose::Messages, &place(customer, id), body),
        created_at: by.now,
        sent_at: None,
        given_up_at: None,
    };
    outbox::insert(tx, &message).await?;
    queue::put(tx, TaskId(id.0), &Send { message: id }, by.now, None).await?;
    Ok(id)
}

/// What is known of a message.
pub async fn find(app: &App, id: MessageId) -> Result<Option<Message>, Error> {
    Ok(outbox::find(app.db.read(), id).await?)
}

/// Carries a message out, and notes that it left.
///
/// # Errors
/// [`Error::LeaseLost`], and when the database fails; what the channel says is no error.
pub async fn send(app: &App, task: Send, attempts: i64, lease: Lease) -> Result<Next, Error> {
    let Some(message) = waiting(app, task.message).await? else { return Ok(Next::Done) };
    let Some(body) = app.secrets.open(Purpose::Messages, &place(message.customer, message.id), &message.sealed) else {
        tracing::error!(message = %message.id, "a message was sealed with a key that is gone");
        return give_up(app, task, lease).await.map(|()| Next::Done);
    };
    let Some(channel) = app.channels.find(&message.channel) else {
        return Ok(failed(&message, attempts, "this node has no such channel"));
    };
    let carried = tokio::time::timeout(CARRIED_WITHIN, channel.carry(message.id, &body)).await;
    match carried {
        Ok(Ok(())) => {
            note(app, lease, async |tx, now| outbox::sent(tx, message.id, now).await).await?;
            Ok(Next::Done)
        }
        Ok(Err(Undelivered::Later(cause))) => Ok(failed(&message, attempts, &cause)),
        Ok(Err(Undelivered::Refused(cause))) => {
            tracing::error!(message = %message.id, channel = message.channel, cause, "a message was refused");
            give_up(app, task, lease).await.map(|()| Next::Done)
        }
        Err(_) => Ok(failed(&message, attempts, "the channel did not answer")),
    }
}

/// Notes that a message will not leave any more: in the message, and in its customer's activity.
///
/// # Errors
/// [`Error::LeaseLost`], and when the database fails.
pub async fn give_up(app: &App, task: Send, lease: Lease) -> Result<(), Error> {
    let Some(message) = waiting(app, task.message).await? else { return Ok(()) };
    tracing::error!(event = "message_given_up", message = %message.id, channel = message.channel);
    let by = Actor::system(app);
    with_audit(&by, message.customer, async |tx, log: &mut Log| {
        queue::hold(tx, lease, by.now).await?;
        outbox::given_up(tx, message.id, by.now).await?;
        let target = match message.customer {
            CustomerId::INSTALLATION => Target::Installation,
            customer => Target::Customer(customer.0),
        };
        log.add(Event::new(Operation::GiveUpMessage, target, "").with("channel", message.channel.as_str()));
        Ok(())
    })
    .await
}

async fn waiting(app: &App, id: MessageId) -> Result<Option<Message>, Error> {
    Ok(find(app, id).await?.filter(|message| message.sent_at.is_none() && message.given_up_at.is_none()))
}

fn failed(message: &Message, attempts: i64, cause: &str) -> Next {
    tracing::warn!(message = %message.id, channel = message.channel, attempts, cause, "a message did not leave yet");
    Next::Retry(back_off(attempts))
}

async fn note(
    app: &App,
    lease: Lease,
    work: impl AsyncFn(&Tx, Moment) -> Result<(), store::Error>,
) -> Result<(), Error> {
    let now = app.clock.now();
    app.db
        .write(async |tx| {
            queue::hold(tx, lease, now).await?;
            Ok(work(tx, now).await?)
        })
        .await
}
