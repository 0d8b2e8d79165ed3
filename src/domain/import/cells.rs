//! Days, and yes and no, as exports and spreadsheets write them.

use chrono::NaiveDate;

use super::names::name_key;
use crate::domain::refusal::{InputRefusal, Refusal};

const YES: [&str; 8] = ["yes", "on", "true", "enabled", "si", "attivo", "attivato", "vero"];
const NO: [&str; 8] = ["no", "off", "false", "disabled", "non attivo", "disattivo", "disattivato", "falso"];

/// Yes or no; an empty cell says neither.
///
/// # Errors
/// [`InputRefusal::Choose`].
pub(super) fn yes_or_no(raw: &str) -> Result<Option<bool>, Refusal> {
    let word = name_key(raw);
    match word.as_str() {
        "" => Ok(None),
        yes if YES.contains(&yes) => Ok(Some(true)),
        no if NO.contains(&no) => Ok(Some(false)),
        _ => Err(Refusal::Input(InputRefusal::Choose)),
    }
}

/// A day, with or without a time after it: as ISO 8601 has it, or with slashes or dots where that can be
/// read in one way only. An empty cell says nothing.
///
/// # Errors
/// [`InputRefusal::NotADate`].
pub(super) fn day(raw: &str) -> Result<Option<NaiveDate>, Refusal> {
    let Some(word) = raw.split(['T', ' ']).next().filter(|word| !word.is_empty()) else { return Ok(None) };
    let in_order = |order: &str| NaiveDate::parse_from_str(word, order).ok().filter(is_near);
    let parts = |orders: [&str; 2]| match orders.map(in_order) {
        [Some(one), Some(other)] if one != other => None,
        [one, other] => one.or(other),
    };
    in_order("%Y-%m-%d")
        .or_else(|| in_order("%d.%m.%Y"))
        .or_else(|| parts(["%d/%m/%Y", "%m/%d/%Y"]))
        .map(Some)
        .ok_or(Refusal::Input(InputRefusal::NotADate))
}

/// A year of four digits: both databases sort no other as people do.
fn is_near(day: &NaiveDate) -> bool {
    use chrono::Datelike as _;
    (1900..10_000).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_is_read_where_it_can_mean_one_only() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 24);
        for raw in ["2026-11-24", "2026-11-24T00:00:00Z", "24/11/2026", "11/24/2026 12:00:00 AM", "24.11.2026"] {
            assert_eq!(day(raw), Ok(expected), "{raw}");
        }
        assert_eq!(day("5/5/2026"), Ok(NaiveDate::from_ymd_opt(2026, 5, 5)));
        assert_eq!(day(""), Ok(None));
        for raw in ["5/6/2026", "soon", "2026-13-01", "24/11/26"] {
            assert_eq!(day(raw), Err(Refusal::Input(InputRefusal::NotADate)), "{raw}");
        }
    }

    #[test]
    fn yes_and_no_come_in_both_languages() {
        for (raw, expected) in
            [("Yes", Some(true)), ("Sì", Some(true)), ("NO", Some(false)), ("Off", Some(false)), ("", None)]
        {
            assert_eq!(yes_or_no(raw), Ok(expected), "{raw}");
        }
        assert_eq!(yes_or_no("maybe"), Err(Refusal::Input(InputRefusal::Choose)));
    }

    proptest! {
        #[test]
        fn what_our_export_writes_is_read_back(days in 0..50_000i64) {
            let written = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::TimeDelta::days(days);
            prop_assert_eq!(day(&written.to_string()), Ok(Some(written)));
        }
    }
}
