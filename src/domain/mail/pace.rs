//! How many mails leave in an hour: no more than so many in any 60 minutes.

use chrono::TimeDelta;

use crate::domain::Moment;

const HOUR: TimeDelta = TimeDelta::hours(1);

/// When the last of `count` mails leaves that wait, at most `an_hour` of them in any hour. `left` are the moments at
/// which others left within the last hour.
pub fn departure(left: &[Moment], count: u64, an_hour: u64, now: Moment) -> Moment {
    let mut past: Vec<Moment> = left.iter().copied().filter(|at| *at > now - HOUR).collect();
    past.sort_unstable();
    let most = usize::try_from(an_hour.max(1)).unwrap_or(usize::MAX);
    let mut last = now;
    for _ in 0..count {
        // As many before it as an hour takes: it follows the first of those by an hour.
        last = past.len().checked_sub(most).map_or(now, |first| (past[first] + HOUR).max(now));
        past.push(last);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_leaves_once_an_hour_has_room_for_it() {
        let now = Moment::default();
        let after = |minutes: i64| now + TimeDelta::minutes(minutes);
        assert_eq!(departure(&[], 3, 3, now), now);
        assert_eq!(departure(&[], 4, 3, now), after(60));
        assert_eq!(departure(&[], 10, 3, now), after(180));
        let left = [after(-90), after(-50), after(-40)];
        assert_eq!(departure(&left, 1, 3, now), now);
        assert_eq!(departure(&left, 2, 3, now), after(10));
        assert_eq!(departure(&left, 3, 3, now), after(20));
        assert_eq!(departure(&left, 4, 3, now), after(60));
        assert_eq!(departure(&left, 5, 3, now), after(70));
        assert_eq!(departure(&left, 0, 3, now), now);
    }

    #[test]
    fn a_bound_that_was_lowered_holds_from_now_on() {
        let now = Moment::default();
        let left = [now - TimeDelta::minutes(30); 10];
        assert_eq!(departure(&left, 1, 2, now), now + TimeDelta::minutes(30));
    }
}
