//! How a mail goes its way, noted step by step: before it may have left, that it may have; after that, what became
//! of it. A node that dies in between leaves a note by which the next one knows that nobody knows.
//!
//! Messages of other channels have no such way: for them nothing is noted.

use std::cell::RefCell;

use async_trait::async_trait;
use chrono::TimeDelta;

use super::guards::broken;
use crate::actions::audit::Log;
use crate::actions::links::start;
use crate::actions::queue::{self, Lease};
use crate::actions::{Actor, Error, hand_over};
use crate::app::App;
use crate::channels::{Gate, mail};
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, LinkId, UserId};
use crate::domain::mail::{Course, Reason, State, departure};
use crate::store::mails::MailRecord;
use crate::store::outbox::Message;
use crate::store::{self, Connection, Tx, mails};

/// A message on its way, as one node has it.
#[derive(Clone, Copy)]
pub struct Way<'a> {
    app: &'a App,
    message: &'a Message,
    lease: Lease,
}

/// What is to be done with a message now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Go,
    /// Not before then.
    Wait(Moment),
    /// Never any more, for this reason.
    Stop(Reason),
    /// It is over already.
    Over,
}

/// Watches at the gate that nothing leaves which must not, and notes that it may have.
pub struct Watch<'a> {
    way: Way<'a>,
    found: RefCell<Option<Result<Step, Error>>>,
}

impl Watch<'_> {
    /// What was found at the gate; nothing where it was not reached.
    pub fn found(&self) -> Option<Result<Step, Error>> {
        self.found.take()
    }

    /// Whether the message may have left.
    pub fn has_opened(&self) -> bool {
        matches!(*self.found.borrow(), Some(Ok(Step::Go)))
    }
}

#[async_trait(?Send)]
impl Gate for Watch<'_> {
    async fn opens(&self) -> bool {
        let found = self.way.leave().await;
        let opens = matches!(found, Ok(Step::Go));
        self.found.replace(Some(found));
        opens
    }
}

impl<'a> Way<'a> {
    pub fn of(app: &'a App, message: &'a Message, lease: Lease) -> Self {
        Self { app, message, lease }
    }

    pub fn watch(self) -> Watch<'a> {
        Watch { way: self, found: RefCell::new(None) }
    }

    async fn record(&self, db: &impl Connection) -> Result<Option<MailRecord>, Error> {
        if self.message.channel != mail::NAME {
            return Ok(None);
        }
        Ok(mails::find(db, self.message.customer, self.message.id).await?)
    }

    /// Notes that the server has it: what it hands over is handed over, and the time of its links begins.
    pub async fn arrived(&self, tx: &Tx, answer: &str) -> Result<(), Error> {
        let now = self.app.clock.now();
        let Some(record) = self.record(tx).await? else { return Ok(()) };
        let course = Course { answer: Some(answer.to_owned()), ..record.course.clone().arrived(now) };
        mails::put_course(tx, record.customer, record.id, &course).await?;
        let users = begin_links(tx, &record, now).await?;
        let Some(sheet) = record.sheet else { return Ok(()) };
        let Some(sheet) = store::sheets::find(tx, record.customer, sheet).await? else { return Ok(()) };
        let users: Vec<_> = users.iter().map(|user| user.0).collect();
        Ok(store::sheets::hand_out(tx, &sheet, &users, record.created_at, now).await?)
    }

    /// Notes what follows from where the mail is, within a transaction of others.
    pub async fn note(&self, tx: &Tx, change: impl FnOnce(Course) -> Course) -> Result<(), Error> {
        if let Some(record) = self.record(tx).await? {
            mails::put_course(tx, record.customer, record.id, &change(record.course)).await?;
        }
        Ok(())
    }

    /// The same, in one of its own, while the lease holds.
    async fn note_alone(&self, change: impl FnOnce(Course) -> Course + Clone) -> Result<(), Error> {
        if self.message.channel != mail::NAME {
            return Ok(());
        }
        let now = self.app.clock.now();
        self.app
            .db
            .write(async |tx| {
                queue::hold(tx, self.lease, now).await?;
                self.note(tx, change.clone()).await
            })
            .await
    }

    /// Where it is before it is tried. One that a node died with may have left.
    pub async fn begin(&self) -> Result<Step, Error> {
        let (db, now) = (self.app.db.read(), self.app.clock.now());
        let Some(record) = self.record(db).await? else {
            // Its customer was removed, and all that is known of it.
            let is_mail = self.message.channel == mail::NAME;
            return Ok(if is_mail { Step::Stop(Reason::Stopped) } else { Step::Go });
        };
        if record.course.state == State::Sending {
            self.note_alone(|course| course.waiting(now, now, Reason::AnswerLost)).await?;
        }
        let step = next(db, &record, now).await?;
        if let Step::Wait(until) = step {
            self.note_alone(|course| course.waiting(now, until, Reason::Pace)).await?;
        }
        Ok(step)
    }

    /// Whether an answer to it was lost before the one that it waits for now.
    pub async fn was_unknown(&self) -> Result<bool, Error> {
        let record = self.record(self.app.db.read()).await?;
        Ok(record.is_some_and(|record| record.course.may_have_left()))
    }

    /// What a node left open with a message that was stopped meanwhile: nobody knows.
    pub async fn close(&self) -> Result<(), Error> {
        let now = self.app.clock.now();
        self.note_alone(|course| course.ended(now, Reason::Stopped)).await
    }

    /// Looks once more, and notes that it may have left: the last moment at which it surely has not.
    async fn leave(&self) -> Result<Step, Error> {
        let now = self.app.clock.now();
        if self.message.channel != mail::NAME {
            return Ok(Step::Go);
        }
        self.app
            .db
            .write(async |tx| {
                queue::hold(tx, self.lease, now).await?;
                mails::take_turn(tx, now).await?;
                let Some(record) = self.record(tx).await? else { return Ok(Step::Over) };
                let step = next(tx, &record, now).await?;
                if step != Step::Go {
                    return Ok(step);
                }
                let course = Course { left_at: Some(now), next_at: None, ..record.course.at(State::Sending, now) };
                let is_open = mails::put_course(tx, record.customer, record.id, &course).await?;
                Ok(if is_open { Step::Go } else { Step::Over })
            })
            .await
    }

    /// It did not get on, and is tried again after `wait`.
    pub async fn waits(&self, wait: TimeDelta, reason: Reason, answer: &str) -> Result<(), Error> {
        let now = self.app.clock.now();
        self.note_alone(|course| Course { answer: Some(answer.to_owned()), ..course.waiting(now, now + wait, reason) })
            .await
    }

    /// Notes with the mail that it does not leave any more, and tells it in the customer's activity.
    pub async fn given_up(&self, tx: &Tx, log: &mut Log, reason: Reason, answer: Option<&str>) -> Result<(), Error> {
        let now = self.app.clock.now();
        let channel = self.message.channel.as_str();
        let Some(record) = self.record(tx).await? else {
            let target = match self.message.customer {
                CustomerId::INSTALLATION => Target::Installation,
                customer => Target::Customer(customer.0),
            };
            log.add(Event::new(Operation::GiveUpMessage, target, "").with("channel", channel));
            return Ok(());
        };
        let answer = answer.map(str::to_owned).or(record.course.answer.clone());
        let course = Course { answer, ..record.course.clone().ended(now, reason) };
        mails::put_course(tx, record.customer, record.id, &course).await?;
        begin_links(tx, &record, now).await?;
        let event = Event::new(Operation::GiveUpMessage, target_of(&record), name_of(tx, &record).await?);
        log.add(event.with("channel", channel).with("email", record.address).with("why", reason.name()));
        Ok(())
    }
}

/// Has the time of a mail's links begin. Gives whose they are, and whose passwords stand in it.
async fn begin_links(tx: &Tx, record: &MailRecord, now: Moment) -> Result<Vec<UserId>, Error> {
    let handed = store::hand_overs::of_mail(tx, record.customer, record.id).await?;
    let links: Vec<LinkId> = handed.iter().filter(|one| !one.link_id.is_nil()).map(|one| LinkId(one.link_id)).collect();
    start(tx, record.customer, &links, now).await?;
    Ok(handed.iter().map(|one| UserId(one.user_id)).collect())
}

/// Whom an event about a mail is about.
pub fn target_of(record: &MailRecord) -> Target {
    record.user.map_or(Target::Customer(record.customer.0), |user| Target::User(user.0))
}

/// What the user is called, where it is about one.
pub async fn name_of(db: &impl Connection, record: &MailRecord) -> Result<String, Error> {
    let Some(user) = record.user else { return Ok(String::new()) };
    let mut found = store::users::guarded(db, record.customer, &[user]).await?;
    Ok(found.remove(&user).map(|user| user.display_name).unwrap_or_default())
}

/// Whether a mail may leave now: what it is about still holds, and the hour has room for it.
async fn next(db: &impl Connection, record: &MailRecord, now: Moment) -> Result<Step, Error> {
    if record.course.ended_at.is_some() {
        return Ok(Step::Over);
    }
    if let Some(reason) = broken(db, record, now).await? {
        return Ok(Step::Stop(reason));
    }
    let most = u64::from(hand_over::of(db).await?.mails_an_hour);
    if mails::count_departures(db, now, record.id).await? < most {
        return Ok(Step::Go);
    }
    let left = mails::departures(db, now, most).await?;
    let before = mails::count_waiting(db, Some(record.id)).await?;
    // Never at once: that is found out when it is tried.
    Ok(Step::Wait(departure(&left, before + 1, most, now).max(now + TimeDelta::seconds(1))))
}

/// Stops mails that wait, for this reason: what stands in them is destroyed. Gives those that surely did not leave.
pub async fn stop(tx: &Tx, by: &Actor, records: Vec<MailRecord>, why: Reason) -> Result<Vec<MailRecord>, Error> {
    let mut stopped = Vec::new();
    for record in records.into_iter().filter(|record| record.course.ended_at.is_none()) {
        store::outbox::given_up(tx, record.id, by.now).await?;
        // Who is at it will note what became of it.
        if record.course.state == State::Sending {
            continue;
        }
        let course = record.course.clone().ended(by.now, why);
        let did_not_leave = matches!(course.state, State::Withdrawn | State::Failed);
        let is_over = mails::put_course(tx, record.customer, record.id, &course).await?;
        begin_links(tx, &record, by.now).await?;
        if is_over && did_not_leave {
            stopped.push(record);
        }
    }
    Ok(stopped)
}
