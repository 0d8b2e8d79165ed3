//! What a customer bought: a product, a quantity, and whether it can be used.

use chrono::NaiveDate;
use strum::{EnumCount as _, VariantArray as _};
use strum_macros::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::id::{SkuId, SubscriptionId};
use super::names::all;
use super::product::Product;
pub use super::purchase::{Change, Purchase, QUANTITY_LIMIT, Quantity, Terms, day, offer_id};
use super::refusal::{Refusal, SubscriptionRefusal};

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

    /// It as somebody says it is. A suspended one keeps its own: lowered meanwhile, it would come back
    /// with fewer seats than are assigned, past the rule of specification §6.1.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::Suspended`], [`SubscriptionRefusal::Deleted`].
    pub fn with(&self, change: &Change) -> Result<Self, Refusal> {
        let quantity = change.quantity.get();
        match self.status {
            Status::Active | Status::Warning => match change.terms.clone() {
                None => Ok(Self { quantity, ..self.clone() }),
                Some(Terms { started_on, term, term_ends_on, auto_renew, offer_id }) => {
                    Ok(Self { quantity, started_on, term_ends_on, auto_renew, term, offer_id, ..self.clone() })
                }
            },
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
        let to_three = Change::to(three);
        assert_eq!(active.with(&to_three).map(|next| next.quantity), Ok(3));
        assert_eq!(warning.with(&to_three).map(|next| next.status), Ok(Status::Warning));
        assert_eq!(suspended.with(&to_three), Err(Refusal::Subscription(SubscriptionRefusal::Suspended)));
        for refused in [deleted.with(&to_three), deleted.suspended(), deleted.reactivated()] {
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
    fn terms_that_are_said_replace_those_that_stood_and_others_stay() {
        let now = Subscription { term: Some("Trial".into()), auto_renew: Some(true), ..subscription(Status::Active) };
        let quantity = Quantity::new(3).unwrap();
        assert_eq!(now.with(&Change::to(quantity)), Ok(Subscription { quantity: 3, ..now.clone() }));
        let terms = Terms { offer_id: Some("CFQ7:1".into()), ..Terms::default() };
        let next = now.with(&Change { quantity, terms: Some(terms) }).unwrap();
        assert_eq!((next.term, next.auto_renew, next.offer_id.as_deref()), (None, None, Some("CFQ7:1")));
    }
}
