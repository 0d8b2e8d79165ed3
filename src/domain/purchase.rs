//! What somebody says when a subscription is bought or changed: how many, from when, for how long, as which offer.

use chrono::{Datelike as _, NaiveDate};

use super::id::SkuId;
use super::refusal::{InputRefusal, Refusal, SubscriptionRefusal};
use super::term::Term;
use super::text;

/// The most seats one subscription can hold.
pub const QUANTITY_LIMIT: i64 = 1_000_000;

/// How many seats can be bought at once: from one to [`QUANTITY_LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity(i64);

impl Quantity {
    /// # Errors
    /// [`InputRefusal::NumberOutOfRange`].
    pub fn new(seats: i64) -> Result<Self, Refusal> {
        if (1..=QUANTITY_LIMIT).contains(&seats) {
            Ok(Self(seats))
        } else {
            Err(Refusal::Input(InputRefusal::NumberOutOfRange { least: 1, most: QUANTITY_LIMIT }))
        }
    }

    /// As typed.
    ///
    /// # Errors
    /// [`InputRefusal::Required`], [`InputRefusal::NotANumber`], and as [`Quantity::new`].
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let text = raw.trim();
        if text.is_empty() {
            return Err(Refusal::Input(InputRefusal::Required));
        }
        Self::new(text.parse().map_err(|_| Refusal::Input(InputRefusal::NotANumber))?)
    }

    pub fn get(self) -> i64 {
        self.0
    }
}

/// So many seats of a product, to be bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    pub product: SkuId,
    pub quantity: Quantity,
    pub terms: Terms,
}

/// What somebody says of a subscription that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub quantity: Quantity,
    /// Where they are not said, they stay.
    pub terms: Option<Terms>,
}

impl Change {
    /// Of the quantity alone.
    pub fn to(quantity: Quantity) -> Self {
        Self { quantity, terms: None }
    }
}

/// From when, for how long, and as which offer something is bought. What is not known is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Today, where nobody says.
    pub started_on: Option<NaiveDate>,
    /// As [`Term::iso`], or as an export has it.
    pub term: Option<String>,
    /// The last day of the term, where nobody says.
    pub term_ends_on: Option<NaiveDate>,
    pub auto_renew: Option<bool>,
    pub offer_id: Option<String>,
}

impl Terms {
    /// With what follows from the rest, bought on `today`.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::EndsBeforeStart`].
    pub fn from(self, today: NaiveDate) -> Result<Self, Refusal> {
        let started_on = self.started_on.unwrap_or(today);
        let term = self.term.as_deref().and_then(Term::parse);
        let term_ends_on = self.term_ends_on.or_else(|| term.and_then(|term| term.last_day(started_on)));
        Self { started_on: Some(started_on), term_ends_on, ..self }.checked()
    }

    /// As they are said.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::EndsBeforeStart`].
    pub fn checked(self) -> Result<Self, Refusal> {
        match (self.started_on, self.term_ends_on) {
            (Some(first), Some(last)) if last < first => {
                Err(Refusal::Subscription(SubscriptionRefusal::EndsBeforeStart))
            }
            _ => Ok(self),
        }
    }
}

/// The longest offer id, in characters.
pub const OFFER_LIMIT: usize = 100;

/// An offer's id as typed or imported; nothing typed is `None`.
///
/// # Errors
/// As [`text::optional`].
pub fn offer_id(raw: &str) -> Result<Option<String>, Refusal> {
    text::optional(raw, OFFER_LIMIT)
}

/// A day as forms send it; nothing typed is `None`.
///
/// # Errors
/// [`InputRefusal::NotADate`].
pub fn day(raw: &str) -> Result<Option<NaiveDate>, Refusal> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Ok(None);
    }
    let day = NaiveDate::parse_from_str(raw, "%Y-%m-%d").ok().filter(|day| (1900..2200).contains(&day.year()));
    day.map(Some).ok_or(Refusal::Input(InputRefusal::NotADate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_follows_from_the_term_and_is_not_before_the_start() {
        let day = |text: &str| super::day(text).unwrap().unwrap();
        let today = day("2026-02-01");
        let year = || Terms { term: Some("P1Y".into()), ..Terms::default() };
        let of = |terms: Terms| terms.from(today).map(|terms| (terms.started_on, terms.term_ends_on));
        assert_eq!(of(Terms::default()), Ok((Some(today), None)));
        assert_eq!(of(year()), Ok((Some(today), Some(day("2027-01-31")))));
        assert_eq!(of(Terms { term_ends_on: Some(today), ..year() }), Ok((Some(today), Some(today))));
        let late = Terms { started_on: Some(day("2026-02-02")), term_ends_on: Some(today), ..year() };
        assert_eq!(of(late), Err(Refusal::Subscription(SubscriptionRefusal::EndsBeforeStart)));
        for wrong in ["tomorrow", "24/11/2026", "0001-01-01", "2026-02-30"] {
            assert_eq!(super::day(wrong), Err(Refusal::Input(InputRefusal::NotADate)), "{wrong}");
        }
    }

    #[test]
    fn quantities_are_whole_and_bounded() {
        let quantity = |raw: &str| Quantity::parse(raw).map(Quantity::get);
        assert_eq!(quantity(" 25 "), Ok(25));
        assert_eq!(quantity(""), Err(Refusal::Input(InputRefusal::Required)));
        for wrong in ["ten", "1.5", "1e9", "99999999999999999999"] {
            assert_eq!(quantity(wrong), Err(Refusal::Input(InputRefusal::NotANumber)), "{wrong}");
        }
        for wrong in ["0", "-3", "2147483648"] {
            assert!(matches!(quantity(wrong), Err(Refusal::Input(InputRefusal::NumberOutOfRange { .. }))), "{wrong}");
        }
    }
}
