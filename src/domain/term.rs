//! How long a subscription is bought for: so many years, months, weeks or days.
//!
//! Kept as ISO 8601 writes it (`P1Y`), read as exports and people write it, shown in words.

use chrono::{Days, Months, NaiveDate};

use super::message::Message;
use super::text::fold;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Year,
    Month,
    Week,
    Day,
}

/// A length of time, at least one of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub count: u16,
    pub unit: Unit,
}

/// What people call a unit, singular and plural, in English and Italian, folded.
const UNITS: [(Unit, char, [&str; 4]); 4] = [
    (Unit::Year, 'y', ["year", "years", "anno", "anni"]),
    (Unit::Month, 'm', ["month", "months", "mese", "mesi"]),
    (Unit::Week, 'w', ["week", "weeks", "settimana", "settimane"]),
    (Unit::Day, 'd', ["day", "days", "giorno", "giorni"]),
];

/// Terms that have a word of their own.
const WORDS: [(Term, &[&str]); 3] = [
    (Term::MONTH, &["monthly", "mensile"]),
    (Term::YEAR, &["annual", "yearly", "annuale"]),
    (Term::THREE_YEARS, &["triennial", "triennale"]),
];

impl Term {
    pub const MONTH: Self = Self { count: 1, unit: Unit::Month };
    pub const YEAR: Self = Self { count: 1, unit: Unit::Year };
    pub const THREE_YEARS: Self = Self { count: 3, unit: Unit::Year };
    /// What can be chosen where a subscription is added.
    pub const OFFERED: [Self; 3] = [Self::MONTH, Self::YEAR, Self::THREE_YEARS];

    /// `P1Y`, `1 year`, `1 anno`, `annual`; `None` for what is none of these.
    pub fn parse(raw: &str) -> Option<Self> {
        let text = fold(raw.trim());
        if let Some((term, _)) = WORDS.iter().find(|(_, words)| words.contains(&text.as_str())) {
            return Some(*term);
        }
        let bare = text.strip_prefix('p').unwrap_or(&text);
        let at = bare.find(|c: char| !c.is_ascii_digit())?;
        let (count, unit) = bare.split_at(at);
        let unit = unit.trim_start_matches([' ', '\u{a0}', '-']);
        let is_iso = text.starts_with('p');
        let means = |sign: char, words: &[&str]| {
            if is_iso { unit.chars().eq([sign]) } else { words.contains(&unit) }
        };
        let (unit, ..) = UNITS.iter().find(|(_, sign, words)| means(*sign, words))?;
        let count = count.parse().ok().filter(|count| *count > 0)?;
        Some(Self { count, unit: *unit })
    }

    /// As it is kept.
    pub fn iso(self) -> String {
        let sign = match self.unit {
            Unit::Year => 'Y',
            Unit::Month => 'M',
            Unit::Week => 'W',
            Unit::Day => 'D',
        };
        format!("P{}{sign}", self.count)
    }

    /// The last day of a term that begins on `first`.
    pub fn last_day(self, first: NaiveDate) -> Option<NaiveDate> {
        let count = u32::from(self.count);
        let after = match self.unit {
            Unit::Year => first.checked_add_months(Months::new(count.checked_mul(12)?)),
            Unit::Month => first.checked_add_months(Months::new(count)),
            Unit::Week => first.checked_add_days(Days::new(u64::from(count) * 7)),
            Unit::Day => first.checked_add_days(Days::new(u64::from(count))),
        };
        after?.pred_opt()
    }

    /// The words for it.
    pub fn message(self) -> Message {
        let key = match self.unit {
            Unit::Year => "term-years",
            Unit::Month => "term-months",
            Unit::Week => "term-weeks",
            Unit::Day => "term-days",
        };
        Message::new(key).number("count", self.count)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn terms_are_read_as_exports_and_people_write_them() {
        for (raw, iso) in [
            ("P1Y", "P1Y"),
            ("p36m", "P36M"),
            ("1 Year", "P1Y"),
            ("3-year", "P3Y"),
            ("1 anno", "P1Y"),
            ("Mensile", "P1M"),
            ("Annual", "P1Y"),
            (" triennale ", "P3Y"),
        ] {
            assert_eq!(Term::parse(raw).map(Term::iso).as_deref(), Some(iso), "{raw}");
        }
        for raw in ["", "P", "P1", "PY", "P0Y", "one year", "1 lustrum", "P1Y6M", "P1year", "99999999 years"] {
            assert_eq!(Term::parse(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_term_ends_on_the_day_before_the_next_one_begins() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (term, first, last) in [
            (Term::YEAR, "2026-02-01", "2027-01-31"),
            (Term::MONTH, "2026-11-24", "2026-12-23"),
            (Term::MONTH, "2026-01-31", "2026-02-27"),
            (Term::THREE_YEARS, "2024-02-29", "2027-02-27"),
        ] {
            assert_eq!(term.last_day(day(first)), Some(day(last)), "{term:?} from {first}");
        }
    }

    proptest! {
        /// What is shown or kept is read back.
        #[test]
        fn what_is_written_is_read_back(count in 1..2000u16, at in 0..4usize) {
            let term = Term { count, unit: UNITS[at].0 };
            prop_assert_eq!(Term::parse(&term.iso()), Some(term));
            if count < 1000 {
                for language in Language::ALL {
                    let told = Words::new(language, chrono_tz::UTC).say(&term.message());
                    prop_assert_eq!(Term::parse(&told), Some(term), "{}", told);
                }
            }
        }
    }
}
