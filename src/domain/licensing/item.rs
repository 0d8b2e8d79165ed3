//! A product that a customer owns.

use super::pool::Pool;
use crate::domain::id::ServicePlanId;

/// What a customer has of a product, and what it consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    pub pool: Pool,
    pub assignable: bool,
    pub plans: Vec<ServicePlanId>,
}
