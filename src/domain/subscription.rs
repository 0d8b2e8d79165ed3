//! What a customer bought: a product, a quantity, and whether it can be used.

use chrono::{Datelike as _, NaiveDate};
use strum::{EnumCount as _, VariantArray as _};
use strum_macros::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::id::{SkuId, SubscriptionId};
use super::names::all;
use super::product::Product;
use super::refusal::{InputRefusal, Refusal, SubscriptionRefusal};
use super::term::Term;

/// The most seats one subscription can hold.
pub const QUANTITY_LIMIT: i64 = 1_000_000;

/// Where a subscription stands. Seats in grace are usable, suspended ones are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Status {
    Active,
    Warning,
    Suspended,
    Deleted,
}

impl Status {
    pub const ALL: [Self; Self::COUNT] = all(Self::VARIANTS);

    /// As it stands in the database and in the catalogue's keys.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`Status::name`] back.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    pub id: SubscriptionId,
    /// The id that Microsoft knows it by; ours when it was made here.
    pub external_id: uuid::Uuid,
    pub sku: SkuId,
    /// What the product was called when it was bought or imported; pages show [`Subscription::called`].
    pub name: String,
    pub quantity: i64,
    pub status: Status,
    pub started_on: Option<NaiveDate>,
    pub term_ends_on: Option<NaiveDate>,
    pub auto_renew: Option<bool>,
    pub term: Option<String>,
    pub offer_id: Option<String>,
    pub reseller: Option<String>,
    pub version: i64,
}

impl Subscription {
    /// It under the name that every page has for its product: the catalog's.
    #[must_use]
    pub fn called(self, product: Option<&Product>) -> Self {
        let name = product.map(Product::label);
        Self { name: name.unwrap_or(self.name), ..self }
    }

    /// Whether users may hold its seats.
    pub fn is_usable(&self) -> bool {
        matches!(self.status, Status::Active | Status::Warning)
    }

    /// It with another quantity. A suspended one keeps its own: lowered meanwhile, it would come back
    /// with fewer seats than are assigned, past the rule of specification §6.1.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::Suspended`], [`SubscriptionRefusal::Deleted`].
    pub fn with_quantity(&self, quantity: Quantity) -> Result<Self, Refusal> {
        match self.status {
            Status::Active | Status::Warning => Ok(Self { quantity: quantity.get(), ..self.clone() }),
            Status::Suspended => Err(Refusal::Subscription(SubscriptionRefusal::Suspended)),
            Status::Deleted => Err(Refusal::Subscription(SubscriptionRefusal::Deleted)),
        }
    }

    /// It without seats that users may hold.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::Deleted`].
    pub fn suspended(&self) -> Result<Self, Refusal> {
        match self.status {
            Status::Deleted => Err(Refusal::Subscription(SubscriptionRefusal::Deleted)),
            _ => Ok(Self { status: Status::Suspended, ..self.clone() }),
        }
    }

    /// It with its seats again. One in grace stays so: its seats are usable as they are.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::Deleted`].
    pub fn reactivated(&self) -> Result<Self, Refusal> {
        match self.status {
            Status::Suspended => Ok(Self { status: Status::Active, ..self.clone() }),
            Status::Active | Status::Warning => Ok(self.clone()),
            Status::Deleted => Err(Refusal::Subscription(SubscriptionRefusal::Deleted)),
        }
    }
}

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    pub product: SkuId,
    pub quantity: Quantity,
    pub terms: Terms,
}

/// From when and for how long something is bought. What is not known is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Today, where nobody says.
    pub started_on: Option<NaiveDate>,
    pub term: Option<Term>,
    /// The last day of the term, where nobody says.
    pub term_ends_on: Option<NaiveDate>,
    pub auto_renew: Option<bool>,
}

impl Terms {
    /// With what follows from the rest, bought on `today`.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::EndsBeforeStart`].
    pub fn from(self, today: NaiveDate) -> Result<Self, Refusal> {
        let started_on = self.started_on.unwrap_or(today);
        let last = self.term.and_then(|term| term.last_day(started_on));
        let term_ends_on = self.term_ends_on.or(last);
        if term_ends_on.is_some_and(|last| last < started_on) {
            return Err(Refusal::Subscription(SubscriptionRefusal::EndsBeforeStart));
        }
        Ok(Self { started_on: Some(started_on), term_ends_on, ..self })
    }
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
    let day = NaiveDate::parse_from_str(raw, "%Y-%m-%d").ok().filter(|day| (1900..10_000).contains(&day.year()));
    day.map(Some).ok_or(Refusal::Input(InputRefusal::NotADate))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subscription(status: Status) -> Subscription {
        Subscription {
            id: SubscriptionId(uuid::Uuid::from_u128(1)),
            external_id: uuid::Uuid::from_u128(1),
            sku: SkuId(uuid::Uuid::from_u128(2)),
            name: "Mail".into(),
            quantity: 10,
            status,
            started_on: None,
            term_ends_on: None,
            auto_renew: None,
            term: None,
            offer_id: None,
            reseller: None,
            version: 1,
        }
    }

    #[test]
    fn statuses_are_read_as_they_are_kept() {
        let kept = ["active", "warning", "suspended", "deleted"];
        assert_eq!(Status::ALL.map(Status::name), kept);
        assert_eq!(kept.map(Status::from_name), Status::ALL.map(Some));
    }

    #[test]
    fn what_becomes_of_each_status() {
        let [active, warning, suspended, deleted] = Status::ALL.map(subscription);
        let three = Quantity::new(3).unwrap();
        assert_eq!(active.with_quantity(three).map(|next| next.quantity), Ok(3));
        assert_eq!(warning.with_quantity(three).map(|next| next.status), Ok(Status::Warning));
        assert_eq!(suspended.with_quantity(three), Err(Refusal::Subscription(SubscriptionRefusal::Suspended)));
        for refused in [deleted.with_quantity(three), deleted.suspended(), deleted.reactivated()] {
            assert_eq!(refused, Err(Refusal::Subscription(SubscriptionRefusal::Deleted)));
        }
        for from in [&active, &warning, &suspended] {
            assert_eq!(from.suspended(), Ok(suspended.clone()));
        }
        assert_eq!(suspended.reactivated(), Ok(active.clone()));
        assert_eq!(active.reactivated(), Ok(active));
        assert_eq!(warning.reactivated(), Ok(warning));
    }

    #[test]
    fn the_end_follows_from_the_term_and_is_not_before_the_start() {
        let day = |text: &str| super::day(text).unwrap().unwrap();
        let today = day("2026-02-01");
        let year = Terms { term: Some(Term::YEAR), ..Terms::default() };
        let of = |terms: Terms| terms.from(today).map(|terms| (terms.started_on, terms.term_ends_on));
        assert_eq!(of(Terms::default()), Ok((Some(today), None)));
        assert_eq!(of(year), Ok((Some(today), Some(day("2027-01-31")))));
        assert_eq!(of(Terms { term_ends_on: Some(today), ..year }), Ok((Some(today), Some(today))));
        let late = Terms { started_on: Some(day("2026-02-02")), term_ends_on: Some(today), ..year };
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
