//! How a mail goes its way: where it is, and why it is not further.

use chrono::TimeDelta;
use strum_macros::{EnumString, IntoStaticStr};

use crate::domain::Moment;
use crate::domain::message::Message;

/// So long somebody may be at sending a mail; later nobody is any more.
const SENDING: TimeDelta = TimeDelta::minutes(3);

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum MailKind {
    /// A user name and a one-time link.
    Link,
    /// A user name and its temporary password.
    Password,
    /// Several users' links, to one person.
    List,
    /// Several users' passwords, to one person.
    PasswordList,
}

impl MailKind {
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// What pages call it.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Link => "mail-of-link",
            Self::Password => "mail-of-password",
            Self::List => "mail-of-list",
            Self::PasswordList => "mail-of-password-list",
        })
    }
}

/// Where a mail is. As the database keeps it; [`Course::state`] is what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum State {
    /// It waits, and has not left.
    Queued,
    /// Noted before its content is said: from here on it may have left.
    Sending,
    /// The server has it.
    Sent,
    /// It may have left: the answer was lost.
    Unknown,
    /// It did not leave, and will not.
    Failed,
    /// Somebody stopped it before it left.
    Withdrawn,
}

impl State {
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What is unreadable may have been anything.
    pub fn from_name(name: &str) -> Self {
        name.parse().unwrap_or(Self::Unknown)
    }

    /// What pages call it.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Queued => "mail-queued",
            Self::Sending => "mail-sending",
            Self::Sent => "mail-sent",
            Self::Unknown => "mail-unknown",
            Self::Failed => "mail-failed",
            Self::Withdrawn => "mail-withdrawn",
        })
    }
}

/// Why a mail is where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Reason {
    /// The server did not take it now, or was not reached.
    NotTaken,
    /// The server does not take it.
    Refused,
    /// It came to the end of its mails for this hour.
    Pace,
    /// The answer to its content was lost.
    AnswerLost,
    /// The server answered to its content, and nobody can read what.
    AnswerUnreadable,
    /// It was tried for hours.
    TriedLong,
    /// Nobody can open it any more.
    KeyGone,
    /// No node has a mail server.
    NoServer,
    UserDeleted,
    UserBlocked,
    /// The user has another user name than the mail says.
    UserRenamed,
    /// The user has another password by now.
    PasswordChanged,
    /// The temporary password opens nothing any more.
    PasswordExpired,
    /// Who had it sent is blocked or gone, or may not do so any more.
    NotAllowed,
    /// The installation's settings do not allow passwords in mails any more.
    Forbidden,
    /// The link in it was revoked, or opened.
    LinkOver,
    /// Somebody stopped it.
    Stopped,
}

impl Reason {
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// The sentence that tells it.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::NotTaken => "mail-why-not-taken",
            Self::Refused => "mail-why-refused",
            Self::Pace => "mail-why-pace",
            Self::AnswerLost => "mail-why-answer-lost",
            Self::AnswerUnreadable => "mail-why-answer-unreadable",
            Self::TriedLong => "mail-why-tried-long",
            Self::KeyGone => "mail-why-key-gone",
            Self::NoServer => "mail-why-no-server",
            Self::UserDeleted => "mail-why-user-deleted",
            Self::UserBlocked => "mail-why-user-blocked",
            Self::UserRenamed => "mail-why-user-renamed",
            Self::PasswordChanged => "mail-why-password-changed",
            Self::PasswordExpired => "mail-why-password-expired",
            Self::NotAllowed => "mail-why-not-allowed",
            Self::Forbidden => "mail-why-forbidden",
            Self::LinkOver => "mail-why-link-over",
            Self::Stopped => "mail-why-stopped",
        })
    }
}

/// How far a mail came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub state: State,
    /// Since when.
    pub state_at: Moment,
    /// When it is tried next, while it waits.
    pub next_at: Option<Moment>,
    /// When it left, or may have.
    pub left_at: Option<Moment>,
    /// Nothing happens to it any more, and its content is destroyed.
    pub ended_at: Option<Moment>,
    pub reason: Option<Reason>,
    /// What the server answered last.
    pub answer: Option<String>,
}

impl Course {
    pub fn queued(now: Moment) -> Self {
        Self {
            state: State::Queued,
            state_at: now,
            next_at: Some(now),
            left_at: None,
            ended_at: None,
            reason: None,
            answer: None,
        }
    }

    /// Where it is, as people are told: a mail whose node died at sending it is unknown, before another node has
    /// found that out.
    pub fn state(&self, now: Moment) -> State {
        match self.state {
            State::Sending if now - self.state_at > SENDING => State::Unknown,
            state => state,
        }
    }

    /// The same, somewhere else.
    #[must_use]
    pub fn at(self, state: State, now: Moment) -> Self {
        Self { state, state_at: now, ..self }
    }

    /// Whether an answer to it was lost, now or an earlier time.
    pub fn may_have_left(&self) -> bool {
        self.state == State::Unknown || self.reason == Some(Reason::AnswerLost)
    }

    /// It did not get on, and is tried again at `next_at`. What may have left once may have left.
    #[must_use]
    pub fn waiting(self, now: Moment, next_at: Moment, reason: Reason) -> Self {
        let is_unknown = self.may_have_left() || reason == Reason::AnswerLost;
        let (state, reason) = if is_unknown { (State::Unknown, Reason::AnswerLost) } else { (State::Queued, reason) };
        let left_at = self.left_at.filter(|_| state == State::Unknown);
        Self { next_at: Some(next_at), left_at, reason: Some(reason), ..self.at(state, now) }
    }

    /// It is over, and the server does not have it as far as one knows. What may have left is never said to have
    /// failed.
    #[must_use]
    pub fn ended(self, now: Moment, reason: Reason) -> Self {
        // That the server refused it is the answer to what was just said; without one, nobody knows.
        let is_open = self.state == State::Sending && reason != Reason::Refused;
        let state = match reason {
            _ if self.may_have_left() || is_open => State::Unknown,
            Reason::Stopped => State::Withdrawn,
            _ => State::Failed,
        };
        let left_at = self.left_at.filter(|_| state == State::Unknown);
        Self { next_at: None, left_at, ended_at: Some(now), reason: Some(reason), ..self.at(state, now) }
    }

    /// The server has it.
    #[must_use]
    pub fn arrived(self, now: Moment) -> Self {
        Self { next_at: None, ended_at: Some(now), reason: None, ..self.at(State::Sent, now) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_left_has_not_failed() {
        let now = Moment::default();
        let queued = Course::queued(now);
        let sending = Course { left_at: Some(now), ..queued.clone().at(State::Sending, now) };
        assert_eq!(queued.clone().ended(now, Reason::Refused).state, State::Failed);
        assert_eq!(queued.clone().ended(now, Reason::Stopped).state, State::Withdrawn);
        // The answer to its content was no.
        let refused = sending.clone().ended(now, Reason::Refused);
        assert_eq!((refused.state, refused.left_at), (State::Failed, None));
        let lost = sending.clone().waiting(now, now, Reason::AnswerLost);
        let again = Course { left_at: Some(now), ..lost.clone().at(State::Sending, now) };
        for (course, reason) in [
            (sending.clone(), Reason::TriedLong),
            (sending.clone(), Reason::AnswerUnreadable),
            (lost.clone(), Reason::TriedLong),
            (lost.clone(), Reason::Stopped),
            // The first copy may have arrived all the same.
            (again.clone(), Reason::Refused),
        ] {
            let ended = course.ended(now, reason);
            assert_eq!((ended.state, ended.next_at, ended.ended_at), (State::Unknown, None, Some(now)), "{reason:?}");
        }
        assert_eq!(again.waiting(now, now, Reason::NotTaken).state, State::Unknown);
        let busy = sending.waiting(now, now, Reason::NotTaken);
        assert_eq!((busy.state, busy.left_at), (State::Queued, None));
    }

    #[test]
    fn nobody_is_at_sending_for_long() {
        let now = Moment::default();
        let sending = Course::queued(now).at(State::Sending, now);
        assert_eq!(sending.state(now + TimeDelta::minutes(2)), State::Sending);
        assert_eq!(sending.state(now + TimeDelta::minutes(4)), State::Unknown);
    }
}
