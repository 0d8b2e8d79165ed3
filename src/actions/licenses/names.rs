//! Products and service plans by name, and the reasons that speak of them in words.

use std::collections::{BTreeSet, HashMap};

use super::Error;
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::licensing::Blocker;
use crate::domain::refusal::{LicenseRefusal, Refusal, UserRefusal};
use crate::store::{self, Connection};

/// What the ids of a preview or an outcome are called.
#[derive(Clone, Debug, Default)]
pub struct Names {
    products: HashMap<SkuId, String>,
    plans: HashMap<ServicePlanId, String>,
}

impl Names {
    /// The names of `skus` and of all that `reasons` speak of. Two statements.
    pub async fn of<'a>(
        db: &impl Connection,
        skus: impl IntoIterator<Item = SkuId>,
        reasons: impl IntoIterator<Item = &'a Blocker>,
        plans: impl IntoIterator<Item = ServicePlanId>,
    ) -> Result<Self, Error> {
        let mut skus: BTreeSet<SkuId> = skus.into_iter().collect();
        let mut plans: BTreeSet<ServicePlanId> = plans.into_iter().collect();
        for why in reasons {
            match why {
                Blocker::Excludes(plan, other, theirs) => {
                    skus.insert(*other);
                    plans.extend([*plan, *theirs]);
                }
                Blocker::Needs(needed) => plans.extend(needed),
                Blocker::NeededBy(other) => drop(skus.insert(*other)),
                _ => {}
            }
        }
        Ok(Self {
            products: store::catalog::labels(db, &skus).await?,
            plans: store::catalog::plan_names(db, &plans).await?,
        })
    }

    /// A product's label.
    pub fn product(&self, sku: SkuId) -> String {
        self.products.get(&sku).cloned().unwrap_or_else(|| sku.to_string())
    }

    /// A service plan's name.
    pub fn plan(&self, plan: ServicePlanId) -> String {
        self.plans.get(&plan).cloned().unwrap_or_else(|| plan.to_string())
    }

    /// Why something is not done with `sku`, with the facts by name.
    pub fn refusal(&self, sku: SkuId, why: &Blocker) -> Refusal {
        let product = self.product(sku);
        match why {
            Blocker::NoSeats => Refusal::License(LicenseRefusal::NoSeats { sku, product }),
            Blocker::PoolNotUsable => Refusal::License(LicenseRefusal::PoolNotUsable { sku, product }),
            Blocker::NotAssignable => Refusal::License(LicenseRefusal::NotAssignable { sku, product }),
            Blocker::ProductNotOwned => Refusal::License(LicenseRefusal::NotOwnedAnymore { product }),
            Blocker::NoLocation => Refusal::User(UserRefusal::LocationRequired),
            Blocker::ClosedInLocation(country) => {
                Refusal::License(LicenseRefusal::ClosedInLocation { product, country: country.clone() })
            }
            Blocker::Excludes(plan, other, theirs) => Refusal::License(LicenseRefusal::PlansExclude {
                product,
                plan: self.plan(*plan),
                other: self.product(*other),
                other_plan: self.plan(*theirs),
            }),
            Blocker::Needs(plans) => {
                // A rule may speak of plans that no product of the catalog has.
                let mut known: Vec<String> = plans.iter().filter_map(|plan| self.plans.get(plan).cloned()).collect();
                known.sort();
                let plans = if known.is_empty() { plans.iter().map(ToString::to_string).collect() } else { known };
                Refusal::License(LicenseRefusal::NeedsPlan { product, plans })
            }
            Blocker::NeededBy(other) => {
                Refusal::License(LicenseRefusal::NeededBy { product, other: self.product(*other) })
            }
            Blocker::HeldBack => Refusal::License(LicenseRefusal::HeldBack { product }),
            Blocker::HasOtherwise => Refusal::License(LicenseRefusal::HasOtherwise { product }),
        }
    }
}
