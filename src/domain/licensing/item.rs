//! A product that a customer owns.

use super::pool::{Pool, State};
use super::step::Blocker;
use crate::domain::id::ServicePlanId;

/// What a customer has of a product, and what it consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    pub pool: Pool,
    pub assignable: bool,
    pub plans: Vec<ServicePlanId>,
}

impl Item {
    /// What there is of a product that users can have.
    ///
    /// # Errors
    /// Why nobody can be given it, whoever that is; seats aside.
    pub(super) fn usable(item: Option<&Self>) -> Result<&Self, Blocker> {
        match item.filter(|item| item.pool.state() != State::Deleted) {
            None => Err(Blocker::ProductNotOwned),
            Some(item) if !item.assignable => Err(Blocker::NotAssignable),
            Some(item) if item.pool.state() == State::Suspended => Err(Blocker::PoolNotUsable),
            Some(item) => Ok(item),
        }
    }
}
