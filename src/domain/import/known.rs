//! What a list of products is held against: what the catalog has, and what its rows say.

use std::collections::{BTreeMap, BTreeSet};

use super::names::name_key;
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::product::{Product, ServicePlan};

/// What somebody reads beside an id: name and part number, as they are compared.
pub(super) type Called = (String, String);

/// What the catalog has already, of what is not retired.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub(super) products: BTreeMap<SkuId, Called>,
    pub(super) plans: BTreeSet<ServicePlanId>,
}

impl Known {
    pub fn new<'a>(
        products: impl IntoIterator<Item = &'a Product>,
        plans: impl IntoIterator<Item = ServicePlanId>,
    ) -> Self {
        let offered = products.into_iter().filter(|product| !product.retired);
        let products = offered.map(|product| (product.sku, called(&product.name, &product.part_number))).collect();
        Self { products, plans: plans.into_iter().collect() }
    }

    /// Its name, as it is compared.
    pub(super) fn name(&self, sku: SkuId) -> Option<&str> {
        self.products.get(&sku).map(|(name, _)| name.as_str())
    }

    /// Its part number, as it is compared.
    pub(super) fn part_number(&self, sku: SkuId) -> Option<&str> {
        self.products.get(&sku).map(|(_, part_number)| part_number.as_str())
    }

    /// Who has each part number.
    pub(super) fn by_part_number(&self) -> BTreeMap<&str, Vec<SkuId>> {
        let mut owners: BTreeMap<&str, Vec<SkuId>> = BTreeMap::new();
        for (sku, (_, part_number)) in &self.products {
            owners.entry(part_number).or_default().push(*sku);
        }
        owners
    }
}

pub(super) fn called(name: &str, part_number: &str) -> Called {
    (name_key(name), name_key(part_number))
}

/// A row that was understood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    pub(super) line: u64,
    pub(super) sku: SkuId,
    pub(super) name: &'a str,
    pub(super) part_number: &'a str,
    pub(super) plan: Option<&'a ServicePlan>,
}
