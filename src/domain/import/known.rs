//! What a list of products is held against: what the catalog has, and what its rows say.

use std::collections::BTreeMap;

use super::names::name_key;
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::product::{Product, ServicePlan};

/// What somebody reads beside an id: name and part number, as they are compared.
pub(super) type Called = (String, String);

/// What the catalog has already, of what is not retired.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub(super) products: BTreeMap<SkuId, Called>,
    /// With their part numbers, as they are compared.
    pub(super) plans: BTreeMap<ServicePlanId, String>,
}

impl Known {
    pub fn new<'a>(
        products: impl IntoIterator<Item = &'a Product>,
        plans: impl IntoIterator<Item = &'a ServicePlan>,
    ) -> Self {
        let offered = products.into_iter().filter(|product| !product.retired);
        let products = offered.map(|product| (product.sku, called(&product.name, &product.part_number))).collect();
        let plans = plans.into_iter().map(|plan| (plan.id, name_key(&plan.part_number))).collect();
        Self { products, plans }
    }

    /// Its name, as it is compared.
    pub(super) fn name(&self, sku: SkuId) -> Option<&str> {
        self.products.get(&sku).map(|(name, _)| name.as_str())
    }

    /// Its part number, as it is compared.
    pub(super) fn part_number(&self, sku: SkuId) -> Option<&str> {
        self.products.get(&sku).map(|(_, part_number)| part_number.as_str())
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
