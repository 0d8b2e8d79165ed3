//! What one user has and is wished to have.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::{ServicePlanId, SkuId, UserId};
use crate::domain::location::is_country;
use crate::domain::user::License;

/// One product for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Swap {
    pub from: SkuId,
    pub to: SkuId,
}

/// Service plans of a product that the user keeps, turned on and off.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Switch {
    pub sku: SkuId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<ServicePlanId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<ServicePlanId>,
}

/// A user's usage location.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UsageLocation {
    /// Noted where there was none, for a user who held these products then.
    Set { country: String, held: Vec<SkuId> },
    /// Taken back, as nothing is left that was not there before.
    Cleared { country: String, held: Vec<SkuId> },
}

impl Switch {
    /// Whether nothing is turned.
    pub fn is_idle(&self) -> bool {
        self.on.is_empty() && self.off.is_empty()
    }

    pub(super) fn apply(&self, license: &mut License) {
        license.disabled_plans.retain(|plan| !self.on.contains(plan));
        license.disabled_plans.extend(self.off.iter().filter(|plan| !self.on.contains(plan)));
        license.disabled_plans.sort();
        license.disabled_plans.dedup();
    }
}

/// Why nothing at all is done to a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absent {
    Gone,
    Deleted,
    /// Chosen by a filter that does not find the user any more.
    Unmatched,
}

/// What one user is wished to have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenseRequest {
    pub assign: Vec<License>,
    pub revoke: BTreeSet<SkuId>,
    pub switch: Vec<Switch>,
    pub place: Option<UsageLocation>,
    /// What of it goes together: the one is not given where the other one stays.
    pub swap: Option<Swap>,
}

/// A user as far as licenses go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub id: UserId,
    pub location: Option<String>,
    /// In the order of SKU ids.
    pub licenses: Vec<License>,
    pub absent: Option<Absent>,
}

impl Holder {
    pub fn holds(&self, sku: SkuId) -> bool {
        self.license(sku).is_some()
    }

    pub fn license(&self, sku: SkuId) -> Option<&License> {
        self.licenses.iter().find(|license| license.sku == sku)
    }

    /// Where the user is, if that is a country.
    pub fn country(&self) -> Option<&str> {
        self.location.as_deref().filter(|code| is_country(code))
    }
}
