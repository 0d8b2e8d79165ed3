//! What staff choose for several users at once, and what that means for each of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::inventory::Inventory;
use super::wish::{Holder, LicenseRequest, Swap, Switch, UsageLocation};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::user::License;

/// What is chosen, alike for all who are meant. What is not named stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Products to assign, with the plans that are off for who gets one new.
    pub assign: BTreeMap<SkuId, Vec<ServicePlanId>>,
    pub revoke: BTreeSet<SkuId>,
    /// For those who keep the product.
    pub switch: Vec<Switch>,
    pub swap: Option<Swap>,
    /// Where those are of whom that is not known.
    pub location: Option<String>,
}

impl Change {
    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.assign.is_empty() && self.revoke.is_empty() && self.switch.is_empty() && self.swap.is_none()
    }

    /// What it means for `holder`.
    pub fn wish(&self, holder: &Holder, inventory: &Inventory) -> LicenseRequest {
        let license = |(sku, off): (&SkuId, &Vec<ServicePlanId>)| License { sku: *sku, disabled_plans: off.clone() };
        let mut wish = LicenseRequest {
            assign: self.assign.iter().map(license).collect(),
            revoke: self.revoke.clone(),
            switch: self.switch.clone(),
            place: self.location.clone().map(|country| UsageLocation::Set { country, held: Vec::new() }),
            swap: None,
        };
        if let Some(swap) = self.swap
            && let Some(from) = holder.license(swap.from)
        {
            wish.revoke.insert(swap.from);
            wish.swap = Some(swap);
            // What was off for the user stays off where the new product has it, too.
            let plans = inventory.items.get(&swap.to).map_or(&[][..], |item| item.plans.as_slice());
            let off = from.disabled_plans.iter().filter(|plan| plans.contains(plan)).copied().collect();
            wish.assign.push(License { sku: swap.to, disabled_plans: off });
        }
        wish
    }
}
