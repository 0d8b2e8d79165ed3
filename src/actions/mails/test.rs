//! A mail to oneself, at once: what the server says to it is what it will say to others.

use std::time::Duration;

use crate::actions::{Actor, Error, with_audit};
use crate::channels::{Open, Undelivered, mail};
use crate::clock::new_id;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, MessageId};
use crate::domain::mail::{Content, Mail, Mailbox};
use crate::domain::permission::Permission;
use crate::domain::refusal::Refused;

/// Somebody waits for the page.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15);

/// What became of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tested {
    /// Taken, and what the server answered.
    Taken(String),
    /// Not taken, and what it answered.
    Refused(String),
    /// Not taken, as this came in between.
    NotReached(String),
    /// All of it was said, and this was heard of it.
    Unknown(String),
    /// Nobody knows within the time.
    NoAnswer,
}

/// Sends `content` to the member of staff who asks, past the queue.
///
/// # Errors
/// As [`super::require_possible`].
pub async fn send_test(by: &Actor, content: Content) -> Result<Tested, Error> {
    by.require(Permission::ManageSettings)?;
    let staff = by.staff().ok_or(Error::MissingRole(Permission::ManageSettings))?;
    let sender = super::require_possible(by).await?;
    let to = Mailbox::parse(&staff.name, staff.email.as_str()).map_err(|refusal| Refused::one("", refusal))?;
    let address = to.address().to_owned();
    let mail = Mail::compose(sender, to, content, by.now).map_err(Refused::from)?;
    let body = serde_json::to_string(&mail).map_err(|error| Error::Failed(error.to_string()))?;
    // Told before: it may arrive whatever is heard of it.
    with_audit(by, CustomerId::INSTALLATION, async |_, log| {
        log.add(Event::new(Operation::SendTestMail, Target::Installation, "").with("email", address.as_str()));
        Ok(())
    })
    .await?;
    let Some(channel) = by.app.channels.find(mail::NAME) else { return Ok(Tested::NoAnswer) };
    let carried = channel.carry(MessageId(new_id()), &body, &Open);
    Ok(match tokio::time::timeout(ANSWERED_WITHIN, carried).await {
        Ok(Ok(answer)) => Tested::Taken(answer),
        Ok(Err(Undelivered::Later(cause) | Undelivered::Refused(cause))) if cause.is_answer => {
            Tested::Refused(cause.told)
        }
        Ok(Err(Undelivered::Later(cause) | Undelivered::Refused(cause))) => Tested::NotReached(cause.told),
        Ok(Err(Undelivered::Unknown(cause) | Undelivered::Unreadable(cause))) => Tested::Unknown(cause.told),
        Ok(Err(Undelivered::Held)) | Err(_) => Tested::NoAnswer,
    })
}
