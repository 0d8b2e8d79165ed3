//! What is done to one user's licenses, what of the wish is refused and why (specification §6.3), and
//! what was done in the end: enough to take it back.
//!
//! Steps and outcomes are kept, so their words are part of the database's shape: they may be added
//! to, never changed.

use serde::{Deserialize, Serialize};

use super::wish::{Absent, LicenseRequest, Swap, Switch, UsageLocation};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::user::License;

/// Why something of a wish is not done. Kept with outcomes: it may be added to, never changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blocker {
    /// Others hold all seats.
    NoSeats,
    /// Its subscriptions are suspended.
    PoolNotUsable,
    /// It is for the tenant, not for users.
    NotAssignable,
    /// The customer does not own it (any more): its subscriptions are over.
    ProductNotOwned,
    /// Nobody knows where the user is.
    NoLocation,
    /// It cannot be had where the user is.
    ClosedInLocation(String),
    /// Its plan, and the plan of another product that the user has, exclude each other.
    Excludes(ServicePlanId, SkuId, ServicePlanId),
    /// It needs one of these plans in another product.
    Needs(Vec<ServicePlanId>),
    /// Another product of the user's needs what would be taken away.
    NeededBy(SkuId),
    /// It stays, as something that was to be assigned could not be.
    HeldBack,
    /// The user got it meanwhile, with other service plans.
    HasOtherwise,
}

/// How the world moved since what is to be taken back was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Drift {
    /// What was assigned is not there any more.
    RevokedSince,
    /// What was revoked is there again.
    AssignedSince,
    /// Other service plans are on or off.
    PlansChanged,
    /// What was assigned was revoked, and assigned again by somebody.
    AssignedAnew,
    /// The location that was noted is another one, or something else needs it.
    LocationStays,
}

/// What is to be done to one user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserDecision {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<License>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<SkuId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub switch: Vec<Switch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<UsageLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swap: Option<Swap>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<(SkuId, Blocker)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drift: Vec<(SkuId, Drift)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absent: Option<Absent>,
}

/// What was done to one user: enough to take it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Done {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<License>,
    /// As they were, with the plans that were off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<License>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub switched: Vec<Switch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<UsageLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swap: Option<Swap>,
}

impl Done {
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

impl UserDecision {
    /// Whether it changes anything.
    pub fn changes(&self) -> bool {
        !(self.add.is_empty() && self.remove.is_empty() && self.switch.is_empty() && self.place.is_none())
    }

    /// Whether anything of the wish is not done.
    pub fn falls_short(&self) -> bool {
        self.absent.is_some() || !self.refused.is_empty()
    }

    /// Exactly this and no more, wished for again.
    pub fn wish(&self) -> LicenseRequest {
        LicenseRequest {
            assign: self.add.clone(),
            revoke: self.remove.iter().copied().collect(),
            switch: self.switch.clone(),
            place: self.place.clone(),
            swap: self.swap,
        }
    }

    /// What of it is done to a user who holds `before`.
    pub fn done(&self, before: &[License]) -> Done {
        let taken = |sku: &SkuId| before.iter().find(|license| license.sku == *sku).cloned();
        Done {
            added: self.add.clone(),
            removed: self.remove.iter().filter_map(taken).collect(),
            switched: self.switch.clone(),
            place: self.place.clone(),
            swap: self.swap,
        }
    }

    /// What a user who holds `before` has afterwards, in the order of SKU ids.
    pub fn after(&self, before: &[License]) -> Vec<License> {
        let mut held: Vec<License> =
            before.iter().filter(|license| !self.remove.contains(&license.sku)).cloned().collect();
        for switch in &self.switch {
            held.iter_mut().filter(|license| license.sku == switch.sku).for_each(|license| switch.apply(license));
        }
        held.extend(self.add.iter().cloned());
        held.sort();
        held
    }
}
