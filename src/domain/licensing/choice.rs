//! The products that one user is to hold, as somebody chooses them.

use std::collections::BTreeSet;

use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::user::License;

/// A product that a user is to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenseChoice {
    pub sku: SkuId,
    /// The service plans that are to be on; where nothing is said of them they stay as they are.
    pub plans_on: Option<BTreeSet<ServicePlanId>>,
}

impl LicenseChoice {
    /// The license that it makes of the one `before`, for a product that has these `plans`.
    pub fn over(&self, before: Option<&License>, plans: impl IntoIterator<Item = ServicePlanId>) -> License {
        let disabled_plans = match &self.plans_on {
            Some(on) => {
                let off: BTreeSet<ServicePlanId> = plans.into_iter().filter(|plan| !on.contains(plan)).collect();
                off.into_iter().collect()
            }
            None => before.map(|license| license.disabled_plans.clone()).unwrap_or_default(),
        };
        License { sku: self.sku, disabled_plans }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn plans_are_as_they_are_chosen_or_stay_as_they_were() {
        let [one, two] = [1, 2].map(|plan| ServicePlanId(Uuid::from_u128(plan)));
        let sku = SkuId(Uuid::from_u128(9));
        let before = License { sku, disabled_plans: vec![two] };
        let chosen = |on: &[ServicePlanId]| LicenseChoice { sku, plans_on: Some(on.iter().copied().collect()) };
        let off = |choice: &LicenseChoice, before| choice.over(before, [two, one]).disabled_plans;
        assert_eq!(off(&chosen(&[two]), Some(&before)), [one]);
        assert_eq!(off(&chosen(&[]), None), [one, two]);
        let silent = LicenseChoice { sku, plans_on: None };
        assert_eq!(off(&silent, Some(&before)), [two]);
        assert!(off(&silent, None).is_empty());
    }
}
