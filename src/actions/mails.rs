//! Mails about a customer's users: posted with the change that they tell of, looked at, stopped, sent again. A mail
//! to an address that is neither the customer's nor one's own needs more than one to it, and each is told with its
//! address.

mod guards;
mod test;
pub(super) mod way;

use std::collections::HashMap;

use serde_json::Value;

pub use self::test::{Tested, send_test};
use self::way::{name_of, target_of};
use super::audit::Log;
use super::{Actor, Error, hand_over, outbox, with_audit};
use crate::channels::mail;
use crate::domain::Moment;
use crate::domain::customer::Customer;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, MessageId, SheetId, UserId};
use crate::domain::mail::{Content, Course, Mail, MailKind, Mailbox, Reason, Sender, State, departure};
use crate::domain::permission::Permission;
use crate::domain::refusal::{MailRefusal, Refusal, Refused};
use crate::secrets::credential_of;
pub use crate::store::mails::MailRecord;
use crate::store::users::Guarded;
use crate::store::{self, Tx, mails};

/// So many mails are shown at a time.
const SHOWN: u64 = 50;

/// A mail to be posted.
#[derive(Clone, Debug)]
pub struct Posting {
    /// About whom: with another password, blocked or deleted, that user's mail does not leave. Nobody where it is
    /// about several.
    pub user: Option<UserId>,
    /// From which confirmation.
    pub sheet: Option<SheetId>,
    pub kind: MailKind,
    pub to: Mailbox,
    pub content: Content,
}

/// Whether mails can be sent: a server is set, and it is settled from whom they come.
///
/// # Errors
/// [`MailRefusal::NoServer`], [`MailRefusal::NoSender`].
pub async fn require_possible(by: &Actor) -> Result<Sender, Error> {
    let refused = |refusal| Error::from(Refused::from(Refusal::Mail(refusal)));
    by.app.channels.find(mail::NAME).ok_or_else(|| refused(MailRefusal::NoServer))?;
    let settled = hand_over::of(by.app.db.read()).await?;
    settled.sender().ok_or_else(|| refused(MailRefusal::NoSender))
}

/// Posts mails with the change of `customer` that they tell of: they leave once that is stored. Gives their ids, in
/// the order of `postings`.
///
/// # Errors
/// As [`require_possible`]; [`Error::MissingRole`] for mails about administrators to whom may not reset them, and
/// for addresses elsewhere; [`Error::NotFound`] where a user is deleted or not the customer's.
pub async fn post(
    by: &Actor,
    tx: &Tx,
    log: &mut Log,
    customer: CustomerId,
    postings: &[Posting],
) -> Result<Vec<MessageId>, Error> {
    by.require(Permission::ResetPasswords)?;
    let sender = require_possible(by).await?;
    let at = store::customers::find(tx, &by.reach(), customer).await?.ok_or(Error::NotFound)?;
    let users: Vec<UserId> = postings.iter().filter_map(|posting| posting.user).collect();
    let standing = store::users::guarded(tx, customer, &users).await?;
    let mut posted = Vec::new();
    for posting in postings {
        posted.push(post_one(by, tx, log, &at, posting, &sender, &standing).await?);
    }
    Ok(posted)
}

async fn post_one(
    by: &Actor,
    tx: &Tx,
    log: &mut Log,
    customer: &Customer,
    posting: &Posting,
    sender: &Sender,
    standing: &HashMap<UserId, Guarded>,
) -> Result<MessageId, Error> {
    let user = match posting.user {
        Some(id) => {
            let known = standing.get(&id).filter(|user| user.deleted_at.is_none());
            let user = known.ok_or(Error::NotFound)?;
            by.require(Permission::ResetPasswords.on(user.level()))?;
            Some((id, user))
        }
        None => None,
    };
    let address = posting.to.address();
    if is_elsewhere(by, customer, address) {
        by.require(Permission::ManageUsers)?;
    }
    let mail = Mail::compose(sender.clone(), posting.to.clone(), posting.content.clone(), by.now);
    let body =
        serde_json::to_string(&mail.map_err(Refused::from)?).map_err(|error| Error::Failed(error.to_string()))?;
    let id = outbox::post(by, tx, customer.id, mail::NAME, &body).await?;
    let staff = by.staff();
    let record = MailRecord {
        id,
        customer: customer.id,
        user: posting.user,
        sheet: posting.sheet,
        staff: staff.map(|staff| staff.id),
        staff_name: staff.map(|staff| staff.name.clone()).unwrap_or_default(),
        kind: Some(posting.kind),
        address: Some(address.to_owned()),
        credential: user.and_then(|(_, user)| user.password_hash.as_deref().map(credential_of)),
        created_at: by.now,
        course: Course::queued(by.now),
        sent_again_as: None,
    };
    mails::insert(tx, &record).await?;
    let (target, name) = match user {
        Some((id, user)) => (Target::User(id.0), user.display_name.clone()),
        None => (Target::Customer(customer.id.0), customer.account.company_name.clone()),
    };
    log.add(Event::new(Operation::QueueMail, target, name).with("email", address).with("mail", posting.kind.name()));
    Ok(id)
}

/// Whether an address is neither within the customer's domains, nor its contact's, nor one's own.
pub fn is_elsewhere(by: &Actor, customer: &Customer, address: &str) -> bool {
    let address = address.to_lowercase();
    let domain = address.rsplit_once('@').map(|(_, domain)| domain).unwrap_or_default();
    let account = &customer.account;
    let is_own = by.staff().is_some_and(|staff| staff.email.key() == address);
    let is_contact = account.contact_email.as_ref().is_some_and(|contact| contact.to_lowercase() == address);
    let is_within = account.domains.iter().any(|own| own.to_string().to_lowercase() == domain);
    !(is_own || is_contact || is_within)
}

/// When the last of `count` mails would leave that are posted now, after those that wait.
pub async fn last_leaves(by: &Actor, count: u64) -> Result<Moment, Error> {
    by.require(Permission::SeeCustomers)?;
    let db = by.app.db.read();
    let most = u64::from(hand_over::of(db).await?.mails_an_hour);
    let left = mails::departures(db, by.now, most).await?;
    let waiting = mails::count_waiting(db, None).await?;
    Ok(departure(&left, waiting + count, most, by.now))
}

/// A mail, and how far it came.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(by: &Actor, customer: CustomerId, id: MessageId) -> Result<MailRecord, Error> {
    by.require_sight(customer)?;
    mails::find(by.app.db.read(), customer, id).await?.ok_or(Error::NotFound)
}

/// A customer's mails, the latest first, from before `before` on.
pub async fn of_customer(
    by: &Actor,
    customer: CustomerId,
    before: Option<MessageId>,
) -> Result<Vec<MailRecord>, Error> {
    by.require_sight(customer)?;
    Ok(mails::of_customer(by.app.db.read(), customer, before, SHOWN).await?)
}

/// Those about one user, the latest first.
pub async fn of_user(by: &Actor, customer: CustomerId, user: UserId) -> Result<Vec<MailRecord>, Error> {
    by.require_sight(customer)?;
    Ok(mails::of_user(by.app.db.read(), customer, user, SHOWN).await?)
}

/// The latest mail about each of `users`; those that never had one are missing. One statement for all.
pub async fn latest(by: &Actor, customer: CustomerId, users: &[UserId]) -> Result<HashMap<UserId, MailRecord>, Error> {
    by.require_sight(customer)?;
    Ok(mails::of_users_latest(by.app.db.read(), customer, users).await?)
}

/// Those of a confirmation that have not left yet, or of which nobody knows.
pub async fn waiting_of_sheet(by: &Actor, customer: CustomerId, sheet: SheetId) -> Result<Vec<MailRecord>, Error> {
    by.require_sight(customer)?;
    Ok(mails::waiting_of_sheet(by.app.db.read(), customer, sheet).await?)
}

/// Stops one mail that waits: what stands in it is destroyed. Gives where it is now: what was just being sent, or may
/// have left before, is not stopped by that.
///
/// # Errors
/// [`MailRefusal::NotWaiting`]; [`Error::NotFound`].
pub async fn withdraw(by: &Actor, customer: CustomerId, id: MessageId) -> Result<State, Error> {
    by.require(Permission::ResetPasswords)?;
    with_audit(by, customer, async |tx, log| {
        let record = mails::find(tx, customer, id).await?.ok_or(Error::NotFound)?;
        require_right_to(by, tx, &record).await?;
        if record.course.ended_at.is_some() {
            return Err(Refused::from(Refusal::Mail(MailRefusal::NotWaiting)).into());
        }
        withdraw_all(by, tx, log, vec![record], Reason::Stopped).await?;
        Ok(mails::find(tx, customer, id).await?.ok_or(Error::NotFound)?.course.state(by.now))
    })
    .await
}

/// Stops those of a confirmation of these kinds, in a change of others. Gives how many surely did not leave.
pub async fn withdraw_of_sheet(
    by: &Actor,
    tx: &Tx,
    log: &mut Log,
    customer: CustomerId,
    sheet: SheetId,
    kinds: &[MailKind],
) -> Result<usize, Error> {
    by.require_reach(customer)?;
    let waiting = mails::waiting_of_sheet(tx, customer, sheet).await?;
    let meant = waiting.into_iter().filter(|record| record.kind.is_none_or(|kind| kinds.contains(&kind)));
    withdraw_all(by, tx, log, meant.collect(), Reason::Stopped).await
}

/// Stops mails about these users of which nothing can be opened any more, in a change of others.
pub(super) async fn withdraw_void(
    by: &Actor,
    tx: &Tx,
    log: &mut Log,
    customer: CustomerId,
    users: &[UserId],
) -> Result<(), Error> {
    let about = store::hand_overs::mails_about(tx, customer, users).await?;
    let mut void = Vec::new();
    for record in mails::find_many(tx, customer, &about).await?.into_values() {
        if record.course.ended_at.is_none() && guards::is_void(tx, &record).await? {
            void.push(record);
        }
    }
    withdraw_all(by, tx, log, void, Reason::LinkOver).await?;
    Ok(())
}

async fn withdraw_all(
    by: &Actor,
    tx: &Tx,
    log: &mut Log,
    records: Vec<MailRecord>,
    why: Reason,
) -> Result<usize, Error> {
    let stopped = way::stop(tx, by, records, why).await?;
    for record in &stopped {
        let event = Event::new(Operation::WithdrawMail, target_of(record), name_of(tx, record).await?);
        log.add(
            event
                .with("email", record.address.clone())
                .with("mail", record.kind.map_or(Value::Null, |kind| kind.name().into())),
        );
    }
    Ok(stopped.len())
}

async fn require_right_to(by: &Actor, tx: &Tx, record: &MailRecord) -> Result<(), Error> {
    let Some(user) = record.user else { return Ok(()) };
    let standing = store::users::guarded(tx, record.customer, &[user]).await?;
    let Some(user) = standing.get(&user) else { return Ok(()) };
    by.require(Permission::ResetPasswords.on(user.level()))
}

/// Whether a mail is over, not known to have arrived, and was not sent again yet.
pub fn may_go_again(record: &MailRecord) -> bool {
    let is_over = record.course.ended_at.is_some() && record.course.state != State::Sent;
    is_over && record.sent_again_as.is_none()
}

/// Posts in the place of a mail that did not leave, or of which nobody knows and which is not tried any more: a new
/// one, composed anew, as what stood in the old one is destroyed. Once.
///
/// # Errors
/// [`MailRefusal::NotToBeSentAgain`]; and as [`post`].
pub async fn post_again(
    by: &Actor,
    tx: &Tx,
    log: &mut Log,
    customer: CustomerId,
    id: MessageId,
    posting: &Posting,
) -> Result<MessageId, Error> {
    let old = mails::find(tx, customer, id).await?.ok_or(Error::NotFound)?;
    let refused = || Error::from(Refused::from(Refusal::Mail(MailRefusal::NotToBeSentAgain)));
    if !may_go_again(&old) || old.user != posting.user {
        return Err(refused());
    }
    let new = post(by, tx, log, customer, std::slice::from_ref(posting)).await?.remove(0);
    if mails::put_sent_again(tx, customer, id, new).await? { Ok(new) } else { Err(refused()) }
}
