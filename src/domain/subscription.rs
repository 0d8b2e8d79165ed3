//! What a customer bought: a product, a quantity, and whether it can be used.

use chrono::NaiveDate;

use super::id::{SkuId, SubscriptionId};
use super::refusal::Refusal;

/// The most seats one subscription can hold.
pub const QUANTITY_LIMIT: i64 = 1_000_000;

/// Where a subscription stands. Seats in grace are usable, suspended ones are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Active,
    Warning,
    Suspended,
    Deleted,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Active, Self::Warning, Self::Suspended, Self::Deleted];

    /// As it stands in the database and in the catalogue's keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Warning => "warning",
            Self::Suspended => "suspended",
            Self::Deleted => "deleted",
        }
    }

    /// Reads [`Status::name`] back.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    pub id: SubscriptionId,
    /// The id that Microsoft knows it by; ours when it was made here.
    pub external_id: uuid::Uuid,
    pub sku: SkuId,
    /// The product's name when it was bought or imported.
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

/// A number of seats as typed.
///
/// # Errors
/// [`Refusal::Required`], [`Refusal::NotANumber`], [`Refusal::NumberOutOfRange`].
pub fn quantity(raw: &str) -> Result<i64, Refusal> {
    let text = raw.trim();
    if text.is_empty() {
        return Err(Refusal::Required);
    }
    let number: i64 = text.parse().map_err(|_| Refusal::NotANumber)?;
    if (1..=QUANTITY_LIMIT).contains(&number) {
        Ok(number)
    } else {
        Err(Refusal::NumberOutOfRange { least: 1, most: QUANTITY_LIMIT })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_whole_and_bounded() {
        assert_eq!(quantity(" 25 "), Ok(25));
        assert_eq!(quantity(""), Err(Refusal::Required));
        for wrong in ["ten", "1.5", "1e9", "99999999999999999999"] {
            assert_eq!(quantity(wrong), Err(Refusal::NotANumber), "{wrong}");
        }
        for wrong in ["0", "-3", "2147483648"] {
            assert!(matches!(quantity(wrong), Err(Refusal::NumberOutOfRange { .. })), "{wrong}");
        }
    }
}
