//! One-time links to temporary passwords: how long they open, and what became of them.
//!
//! Refuses nothing itself; knows neither the token nor who asks.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use strum::VariantArray as _;
use strum_macros::{EnumString, IntoStaticStr, VariantArray};

use super::Moment;

/// The longest that it may be set to, and in all from the day on which it was issued.
const MOST_HOURS: i64 = 14 * 24;
/// Wrong codes after which a link is dead.
pub const TRIES: i64 = 5;
/// So long the browser that opened a link sees it again, where the answer was lost.
pub const SEEN_AGAIN: TimeDelta = TimeDelta::seconds(10);
/// The longest that any link opens.
pub const MOST: TimeDelta = TimeDelta::hours(MOST_HOURS);

/// When a link is over that was issued at `issued_at` and whose mail was accepted at `starts_at`.
pub fn expires_at(issued_at: Moment, starts_at: Moment, opens_for: TimeDelta) -> Moment {
    (starts_at + opens_for).min(issued_at + MOST)
}

/// Why a link opens no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Ending {
    Opened,
    Revoked,
    /// A newer password was made or chosen.
    Replaced,
    /// The user was deleted.
    Deleted,
    /// The code was wrong too often.
    Guessed,
    /// Its time is over.
    Expired,
    /// The user may not sign in; if that is taken back, the link opens again.
    Blocked,
}

impl Ending {
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// What became of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It can be opened until then.
    Waiting(Moment),
    Ended(Ending, Moment),
}

/// What a link and its user are by the records.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// What was noted at the link.
    pub ended: Option<(Ending, Moment)>,
    pub expires_at: Moment,
    /// When the temporary password ends that it leads to, whoever has the link.
    pub password_ends_at: Option<Moment>,
    /// Whether the user's password is still the one that the link leads to.
    pub is_current: bool,
    pub is_blocked: bool,
    pub is_deleted: bool,
}

/// What became of a link, as of `now`.
pub fn state(facts: &Facts, now: Moment) -> State {
    if let Some((ending, at)) = facts.ended {
        return State::Ended(ending, at);
    }
    // That of another password says nothing of this link.
    let ends = facts.password_ends_at.filter(|_| facts.is_current);
    let expires_at = ends.map_or(facts.expires_at, |end| end.min(facts.expires_at));
    if expires_at <= now {
        return State::Ended(Ending::Expired, expires_at);
    }
    let void = [
        (facts.is_deleted, Ending::Deleted),
        (!facts.is_current, Ending::Replaced),
        (facts.is_blocked, Ending::Blocked),
    ];
    match void.into_iter().find(|(is_so, _)| *is_so) {
        Some((_, ending)) => State::Ended(ending, now),
        None => State::Waiting(expires_at),
    }
}

/// Whether new passwords come with one-time links. Kept with jobs: names may be added, never changed.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Along {
    #[default]
    None,
    Links,
    /// Each opens with a code of its own.
    LinksWithCodes,
}

impl Along {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As forms and addresses say it.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What is not said is none.
    pub fn from_name(name: &str) -> Option<Self> {
        if name.is_empty() { Some(Self::None) } else { name.parse().ok() }
    }
}

/// How a password was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Way {
    Shown,
    Printed,
    Downloaded,
    Link,
    Mail,
}

impl Way {
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Moment {
        Moment::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    #[test]
    fn links_open_from_when_the_mail_was_accepted_and_never_longer_than_two_weeks() {
        assert_eq!(expires_at(at(0), at(10), TimeDelta::hours(72)), at(82));
        assert_eq!(expires_at(at(0), at(300), TimeDelta::hours(72)), at(336));
    }

    #[test]
    fn what_was_noted_comes_before_what_time_and_others_did() {
        let fresh = Facts {
            ended: None,
            expires_at: at(72),
            password_ends_at: Some(at(90)),
            is_current: true,
            is_blocked: false,
            is_deleted: false,
        };
        assert_eq!(state(&fresh, at(71)), State::Waiting(at(72)));
        assert_eq!(state(&fresh, at(72)), State::Ended(Ending::Expired, at(72)));
        // Nobody opens a link to find a password that lets nobody in.
        let short = Facts { password_ends_at: Some(at(60)), ..fresh };
        assert_eq!(state(&short, at(59)), State::Waiting(at(60)));
        assert_eq!(state(&short, at(60)), State::Ended(Ending::Expired, at(60)));
        let reset = Facts { is_current: false, ..short };
        assert_eq!(state(&reset, at(60)), State::Ended(Ending::Replaced, at(60)));
        let blocked = Facts { is_blocked: true, ..fresh };
        assert_eq!(state(&blocked, at(1)), State::Ended(Ending::Blocked, at(1)));
        let changed = Facts { is_current: false, ..blocked };
        assert_eq!(state(&changed, at(1)), State::Ended(Ending::Replaced, at(1)));
        let opened = Facts { ended: Some((Ending::Opened, at(2))), is_current: false, ..fresh };
        assert_eq!(state(&opened, at(100)), State::Ended(Ending::Opened, at(2)));
    }

    #[test]
    fn endings_and_ways_are_read_as_they_are_written() {
        use strum::VariantArray as _;
        assert!(Ending::VARIANTS.iter().all(|ending| Ending::from_name(ending.name()) == Some(*ending)));
        assert!(Way::VARIANTS.iter().all(|way| Way::from_name(way.name()) == Some(*way)));
    }
}
