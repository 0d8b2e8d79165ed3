//! The seats that a customer has, product by product: bought, held, and held without use.
//!
//! Only tells; who gets a seat and who gives one back is decided elsewhere.

use super::{Actor, Error};
use crate::domain::id::CustomerId;
use crate::domain::permission::Permission;
use crate::store;
pub use crate::store::licenses::{Idle, Owned};

/// A product that the customer owns, with how its seats are used.
#[derive(Clone, Debug)]
pub struct Held {
    pub owned: Owned,
    pub idle: Idle,
}

/// Seats over all products of a customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    pub bought: i64,
    pub assigned: i64,
    /// What users may still take.
    pub available: i64,
    /// Assigned beyond the total of their product.
    pub over: i64,
    /// Assigned to users who are blocked or never signed in.
    pub idle: i64,
}

impl Total {
    pub fn of(all: &[Held]) -> Self {
        all.iter().fold(Self::default(), |sum, Held { owned: Owned { product, pool }, idle }| Self {
            bought: sum.bought + pool.total(),
            assigned: sum.assigned + pool.consumed,
            available: sum.available + if product.assignable { pool.available() } else { 0 },
            over: sum.over + pool.over(),
            idle: sum.idle + idle.total(),
        })
    }
}

/// All products of a customer, by name. Three statements.
pub async fn list(by: &Actor, customer: CustomerId) -> Result<Vec<Held>, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    let db = by.app.db.read();
    let owned = store::licenses::owned(db, customer).await?;
    let idle = store::licenses::idle(db, customer).await?;
    let held = |owned: Owned| Held { idle: idle.get(&owned.product.sku).copied().unwrap_or_default(), owned };
    Ok(owned.into_iter().map(held).collect())
}
