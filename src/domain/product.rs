//! Products of the catalog and their service plans.

use super::id::{ServicePlanId, SkuId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    pub sku: SkuId,
    pub name: String,
    pub part_number: String,
    /// Another product has the same name, so the part number is shown beside it.
    pub shares_name: bool,
    /// Some products are for the tenant and cannot be assigned to users.
    pub assignable: bool,
    /// Nobody can buy it any more; who holds it keeps it.
    pub retired: bool,
}

impl Product {
    /// The name that tells it apart from every other product.
    pub fn label(&self) -> String {
        if self.shares_name { format!("{} ({})", self.name, self.part_number) } else { self.name.clone() }
    }

    /// By which it is found again, whatever others are called.
    pub fn part_and_id(&self) -> String {
        format!("{} ({}, {})", self.name, self.part_number, self.sku)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePlan {
    pub id: ServicePlanId,
    pub name: String,
    pub part_number: String,
}
