//! Whether the machine's clock can be believed when something is to be removed for good by it.
//!
//! A clock that stands more than a day after the newest moment that is known is either wrong, or the
//! server was off for long; nobody but a person can tell. So what would be removed waits: until somebody
//! confirms the clock, or it has run steadily for a day. Then what has become due meanwhile goes at the
//! pace of a day's worth an hour, and a mistake can still be stopped.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::Moment;

/// The farthest a clock may be from the newest moment that is known.
const BELIEVED: TimeDelta = TimeDelta::days(1);
/// So long a clock has to run before it is believed unasked.
const STEADY_FOR: TimeDelta = TimeDelta::hours(24);
/// What became due in so much time goes within an hour.
const AN_HOUR: TimeDelta = TimeDelta::days(1);

/// What is known of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timekeeping {
    /// The clock when it was looked at last.
    pub seen: Moment,
    pub state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum State {
    Believed,
    /// Not believed: beyond `base` nothing is known, and it runs so since then.
    Doubted {
        base: Moment,
        since: Moment,
    },
    /// Believed again; what became due after `base` goes bit by bit.
    CatchingUp {
        base: Moment,
        since: Moment,
    },
}

impl Timekeeping {
    /// Before the clock was ever looked at: `newest` is the newest moment that anything tells of.
    pub fn begun(newest: Moment) -> Self {
        Self { seen: newest, state: State::Believed }
    }

    /// Looks at the clock.
    #[must_use]
    pub fn look(self, now: Moment) -> Self {
        let jumps = now > self.seen + BELIEVED;
        let goes_back = now < self.seen;
        let state = match self.state {
            // Set back after having been ahead, or at another node with the right time.
            State::Doubted { base, .. } if now <= base + BELIEVED => State::Believed,
            State::Doubted { base, .. } if jumps || goes_back => State::Doubted { base, since: now },
            State::Doubted { base, since } if now >= since + STEADY_FOR => State::CatchingUp { base, since: now },
            State::Doubted { base, since } => State::Doubted { base, since },
            State::CatchingUp { base, since } if jumps || goes_back => {
                let reached = reached(base, since, self.seen);
                Timekeeping { seen: reached, state: State::Believed }.look(now).state
            }
            State::CatchingUp { base, since } if reached(base, since, now) >= now => State::Believed,
            State::CatchingUp { base, since } => State::CatchingUp { base, since },
            State::Believed if jumps => State::Doubted { base: self.seen, since: now },
            State::Believed => State::Believed,
        };
        Self { seen: now, state }
    }

    /// Somebody says that the clock is right.
    #[must_use]
    pub fn confirmed(self, now: Moment) -> Self {
        match self.look(now) {
            Self { state: State::Doubted { base, .. }, seen } => {
                Self { seen, state: State::CatchingUp { base, since: now } }
            }
            other => other,
        }
    }

    /// Up to which moment what has become due may be removed; `None` while the clock is doubted.
    pub fn removes_up_to(&self) -> Option<Moment> {
        match self.state {
            State::Believed => Some(self.seen),
            State::Doubted { .. } => None,
            State::CatchingUp { base, since } => Some(Ord::min(reached(base, since, self.seen), self.seen)),
        }
    }
}

/// How far it has come at `now`: a day's worth at once, and another one with each whole hour.
fn reached(base: Moment, since: Moment, now: Moment) -> Moment {
    let hours = i32::try_from((now - since).num_hours()).unwrap_or(i32::MAX - 1);
    base + AN_HOUR * (hours.clamp(0, 100_000) + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: TimeDelta = TimeDelta::minutes(1);

    fn start() -> Moment {
        Moment::UNIX_EPOCH + TimeDelta::days(20_000)
    }

    fn run(mut known: Timekeeping, from: Moment, span: TimeDelta) -> (Timekeeping, Moment) {
        let (mut now, end) = (from, from + span);
        while now < end {
            now += MINUTE;
            known = known.look(now);
        }
        (known, now)
    }

    #[test]
    fn a_clock_that_runs_is_believed_and_one_that_jumps_is_not_for_a_day() {
        let (known, now) = run(Timekeeping::begun(start()), start(), TimeDelta::days(3));
        assert_eq!(known.removes_up_to(), Some(now));
        let ahead = now + TimeDelta::days(40);
        let known = known.look(ahead);
        assert_eq!(known.removes_up_to(), None);
        let (still, later) = run(known, ahead, TimeDelta::hours(24) - MINUTE);
        assert_eq!(still.removes_up_to(), None);
        let known = still.look(later + MINUTE);
        assert_eq!(known.removes_up_to(), Some(now + TimeDelta::days(1)));
        // A day's worth an hour, until it has caught up.
        let (known, later) = run(known, later + MINUTE, TimeDelta::hours(5));
        assert_eq!(known.removes_up_to(), Some(now + TimeDelta::days(6)));
        let (known, later) = run(known, later, TimeDelta::hours(40));
        assert_eq!(known, Timekeeping { seen: later, state: State::Believed });
    }

    #[test]
    fn a_clock_that_is_set_right_is_believed_at_once_and_one_that_is_set_otherwise_is_not() {
        let known = Timekeeping::begun(start()).look(start() + TimeDelta::days(40));
        let back = known.look(start() + TimeDelta::hours(1));
        assert_eq!(back.removes_up_to(), Some(start() + TimeDelta::hours(1)));
        let half = known.look(start() + TimeDelta::days(20));
        assert_eq!(half.removes_up_to(), None);
        let (half, _) = run(half, start() + TimeDelta::days(20), TimeDelta::hours(23));
        assert_eq!(half.removes_up_to(), None);
    }

    #[test]
    fn confirming_lets_it_go_on_and_a_second_jump_stops_it_again() {
        let ahead = start() + TimeDelta::days(40);
        let known = Timekeeping::begun(start()).look(ahead).confirmed(ahead);
        assert_eq!(known.removes_up_to(), Some(start() + TimeDelta::days(1)));
        let (known, now) = run(known, ahead, TimeDelta::hours(2));
        let known = known.look(now + TimeDelta::days(30));
        assert_eq!(known.removes_up_to(), None);
        // What is believed needs no word.
        assert_eq!(Timekeeping::begun(start()).confirmed(start()), Timekeeping::begun(start()));
    }

    proptest! {
        /// However the clock is moved, nothing goes that would not be due on the day after the newest
        /// moment in which it was believed, unless somebody has confirmed it or it ran for a day.
        #[test]
        fn no_jump_removes_anything(steps in prop::collection::vec(-80 * 24 * 60..80 * 24 * 60i64, 1..40)) {
            let mut known = Timekeeping::begun(start());
            let (mut now, mut newest) = (start(), start());
            for minutes in steps {
                now += TimeDelta::minutes(minutes);
                known = known.look(now);
                if matches!(known.state, State::CatchingUp { .. }) {
                    return Ok(());
                }
                if minutes <= 24 * 60 && known.state == State::Believed {
                    newest = newest.max(now);
                }
                if let (Some(until), State::Believed) = (known.removes_up_to(), known.state) {
                    prop_assert!(until <= newest + BELIEVED, "{until} {newest}");
                }
            }
        }
    }
}
