//! What leaves the installation (mail, remote directories): written with the change that it tells of, and
//! carried out after the commit by a task. So nothing leaves of a change that was not stored, and nothing
//! that was stored is forgotten. It may leave twice, if the process dies before that is noted, and then
//! with the same id. How a mail goes its way is noted besides ([`super::mails::way`]).

use std::time::Duration;

use chrono::TimeDelta;

use super::audit::Log;
use super::mails::way::{Step, Way};
use super::queue::{self, Lease};
use super::{Actor, Error, with_audit};
use crate::app::App;
use crate::channels::{Cause, Undelivered};
use crate::clock::new_id;
use crate::domain::id::{CustomerId, MessageId, TaskId};
use crate::domain::mail::Reason;
use crate::domain::task::{Next, Send, back_off};
use crate::secrets::Purpose;
pub use crate::store::outbox::Message;
use crate::store::{Tx, outbox};

/// How long a channel is waited for: a mail server may look for viruses for a minute before it answers.
const CARRIED_WITHIN: Duration = Duration::from_mins(3);
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
    let Some(message) = find(app, task.message).await? else { return Ok(Next::Done) };
    let way = Way::of(app, &message, lease);
    if is_over(&message) {
        way.close().await?;
        return Ok(Next::Done);
    }
    let Some(body) = app.secrets.open(Purpose::Messages, &place(message.customer, message.id), &message.sealed) else {
        tracing::error!(message = %message.id, "a message was sealed with a key that is gone");
        return end(app, &message, lease, Reason::KeyGone, None).await;
    };
    let Some(channel) = app.channels.find(&message.channel) else {
        return failed(way, &message, attempts, Reason::NoServer, &"this node has no such channel".into()).await;
    };
    match way.begin().await? {
        Step::Go => {}
        other => return stopped(app, &message, lease, other).await,
    }
    let watch = way.watch();
    let carried = tokio::time::timeout(CARRIED_WITHIN, channel.carry(message.id, &body, &watch)).await;
    match carried {
        Ok(Ok(answer)) => {
            arrived(app, &message, lease, answer).await?;
            Ok(Next::Done)
        }
        Ok(Err(Undelivered::Later(cause))) => failed(way, &message, attempts, Reason::NotTaken, &cause).await,
        // It may have come twice by now, and is not said a third time.
        Ok(Err(Undelivered::Unknown(cause))) if way.was_unknown().await? => {
            end(app, &message, lease, Reason::AnswerLost, Some(&cause.told)).await
        }
        Ok(Err(Undelivered::Unknown(cause))) => failed(way, &message, attempts, Reason::AnswerLost, &cause).await,
        Ok(Err(Undelivered::Unreadable(cause))) => {
            let (logged, channel) = (&cause.logged, &message.channel);
            tracing::error!(message = %message.id, channel, cause = logged, "nobody can read what was answered");
            end(app, &message, lease, Reason::AnswerUnreadable, Some(&cause.told)).await
        }
        Ok(Err(Undelivered::Refused(cause))) => {
            let (logged, channel) = (&cause.logged, &message.channel);
            tracing::error!(message = %message.id, channel, cause = logged, "a message was refused");
            end(app, &message, lease, Reason::Refused, Some(&cause.told)).await
        }
        Ok(Err(Undelivered::Held)) => match watch.found() {
            Some(found) => stopped(app, &message, lease, found?).await,
            None => Err(Error::Failed("a message was held where nobody asked".into())),
        },
        Err(_) => {
            let reason = if watch.has_opened() { Reason::AnswerLost } else { Reason::NotTaken };
            failed(way, &message, attempts, reason, &"the channel did not answer".into()).await
        }
    }
}

/// Notes that a message will not leave any more, as it was tried for long: in the message, and in its customer's
/// activity.
///
/// # Errors
/// [`Error::LeaseLost`], and when the database fails.
pub async fn give_up(app: &App, task: Send, lease: Lease) -> Result<(), Error> {
    let Some(message) = find(app, task.message).await? else { return Ok(()) };
    if is_over(&message) {
        return Way::of(app, &message, lease).close().await;
    }
    end(app, &message, lease, Reason::TriedLong, None).await.map(|_| ())
}

async fn end(app: &App, message: &Message, lease: Lease, reason: Reason, answer: Option<&str>) -> Result<Next, Error> {
    let why = reason.name();
    tracing::error!(event = "message_given_up", message = %message.id, channel = message.channel, why);
    let by = Actor::system(app);
    with_audit(&by, message.customer, async |tx, log: &mut Log| {
        queue::hold(tx, lease, by.now).await?;
        outbox::given_up(tx, message.id, by.now).await?;
        Way::of(app, message, lease).given_up(tx, log, reason, answer).await
    })
    .await?;
    Ok(Next::Done)
}

/// Does what was found where it was asked whether a message may leave, and it may not.
async fn stopped(app: &App, message: &Message, lease: Lease, step: Step) -> Result<Next, Error> {
    match step {
        Step::Go | Step::Over => Ok(Next::Done),
        Step::Stop(reason) => end(app, message, lease, reason, None).await,
        Step::Wait(until) => Ok(Next::Again(until - app.clock.now())),
    }
}

fn is_over(message: &Message) -> bool {
    message.sent_at.is_some() || message.given_up_at.is_some()
}

async fn failed(way: Way<'_>, message: &Message, attempts: i64, reason: Reason, cause: &Cause) -> Result<Next, Error> {
    let (logged, channel) = (&cause.logged, &message.channel);
    tracing::warn!(message = %message.id, channel, attempts, cause = logged, "a message did not leave yet");
    let wait = back_off(attempts);
    way.waits(wait, reason, &cause.told).await?;
    Ok(Next::Retry(wait))
}

async fn arrived(app: &App, message: &Message, lease: Lease, answer: String) -> Result<(), Error> {
    let now = app.clock.now();
    app.db
        .write(async |tx| {
            queue::hold(tx, lease, now).await?;
            outbox::sent(tx, message.id, now).await?;
            Way::of(app, message, lease).arrived(tx, &answer).await
        })
        .await
}
