//! What the catalog says of products beside each other (specification §6.3): service plans that
//! exclude each other in one user, products that need another one, countries where they cannot be had.
//!
//! Only new assignments are held against it: what a user has already stays.

use std::collections::{BTreeMap, BTreeSet};

use super::item::Item;
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::user::License;

/// Products with their plans, by which a license is known to have one.
pub type Items = BTreeMap<SkuId, Item>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    excludes: BTreeMap<ServicePlanId, BTreeSet<ServicePlanId>>,
    needs: BTreeMap<SkuId, BTreeSet<ServicePlanId>>,
    /// By country; nothing stands for every product.
    closed: BTreeSet<(String, Option<SkuId>)>,
}

impl Rules {
    /// `one` and `other` are never both on in one user.
    pub fn exclude(&mut self, one: ServicePlanId, other: ServicePlanId) {
        self.excludes.entry(one).or_default().insert(other);
        self.excludes.entry(other).or_default().insert(one);
    }

    /// `sku` is worth something only beside `plan` in another product, or one of the others so named.
    pub fn need(&mut self, sku: SkuId, plan: ServicePlanId) {
        self.needs.entry(sku).or_default().insert(plan);
    }

    /// `sku`, or every product, cannot be had in `country` (ISO 3166-1).
    pub fn close(&mut self, country: &str, sku: Option<SkuId>) {
        self.closed.insert((country.to_owned(), sku));
    }

    /// Whether `sku` can be had in `country`.
    pub fn is_open(&self, country: &str, sku: SkuId) -> bool {
        [None, Some(sku)].into_iter().all(|one| !self.closed.contains(&(country.to_owned(), one)))
    }

    /// The plans of which `sku` needs one in another product; none if it stands by itself.
    pub fn needs(&self, sku: SkuId) -> Option<&BTreeSet<ServicePlanId>> {
        self.needs.get(&sku)
    }

    /// Whether `sku` has what it needs among `held`.
    pub fn is_supported(&self, sku: SkuId, held: &[License], items: &Items) -> bool {
        let Some(needs) = self.needs(sku) else { return true };
        let supports = |other: &License| needs.iter().any(|plan| has(other, *plan, items));
        held.iter().any(|other| other.sku != sku && supports(other))
    }

    /// What of `held` stands against `plan` being on in `sku`: the other product and its plan.
    pub fn against(
        &self,
        sku: SkuId,
        plan: ServicePlanId,
        held: &[License],
        items: &Items,
    ) -> Option<(SkuId, ServicePlanId)> {
        let excluded = self.excludes.get(&plan)?;
        let others = held.iter().filter(|other| other.sku != sku);
        others
            .flat_map(|other| excluded.iter().map(move |plan| (other, *plan)))
            .find_map(|(other, plan)| has(other, plan, items).then_some((other.sku, plan)))
    }

    /// The plans that are spoken of, for their names.
    pub fn plans(&self) -> impl Iterator<Item = ServicePlanId> {
        self.excludes.keys().chain(self.needs.values().flatten()).copied()
    }
}

/// Whether `plan` belongs to the license and is on.
pub fn has(license: &License, plan: ServicePlanId, items: &Items) -> bool {
    items.get(&license.sku).is_some_and(|item| item.plans.contains(&plan)) && !license.disabled_plans.contains(&plan)
}
