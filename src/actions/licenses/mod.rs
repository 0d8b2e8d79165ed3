//! Licenses: assign, revoke, swap, and switch service plans on and off, for one user or ten thousand.
//!
//! Everything is planned by the domain first. For several users the preview is kept and shown, and what
//! is carried out later is that preview and no more, judged again for each user.

pub(super) mod apply;
mod changes;
mod history;
mod names;
mod previews;
mod question;
mod settle;
pub(super) mod stock;
mod undo;
mod undoings;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

pub(super) use self::apply::apply;
pub use self::changes::{Updated, find, short, updated};
pub use self::names::Names;
pub use self::previews::{
    Audience, Changed, Looked, Only, Preview, Row, Saved, Source, change_one, draft, page_of, preview, save, save_draft,
};
pub use self::question::{Question, Who, question};
pub(super) use self::settle::{check_location, note_change, settle};
pub use self::undo::{undo, undoable, undoing, undone_until};
use super::{Actor, Error};
use crate::domain::id::{CustomerId, ServicePlanId, SkuId};
use crate::domain::licensing::{Change, LicenseChoice};
use crate::domain::permission::Permission;
use crate::domain::product::ServicePlan;
use crate::domain::refusal::{LicenseRefusal, Refusal, Refused};
use crate::domain::user::License;
pub use crate::store::licenses::Owned;
use crate::store::{self, Connection};

/// The products that a customer owns, with their seats.
pub async fn owned(by: &Actor, customer: CustomerId) -> Result<Vec<Owned>, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    Ok(store::licenses::owned(by.app.db.read(), customer).await?)
}

/// All that a customer owns.
pub async fn shelf(by: &Actor, customer: CustomerId) -> Result<CustomerProducts, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    CustomerProducts::of(by.app.db.read(), customer).await
}

/// What a customer owns, with the service plans of each product.
#[derive(Clone, Debug, Default)]
pub struct CustomerProducts {
    pub owned: Vec<Owned>,
    pub plans: HashMap<SkuId, Vec<ServicePlan>>,
}

impl CustomerProducts {
    pub async fn of(db: &impl Connection, customer: CustomerId) -> Result<Self, Error> {
        let owned = store::licenses::owned(db, customer).await?;
        let skus: Vec<SkuId> = owned.iter().map(|owned| owned.product.sku).collect();
        let plans = store::catalog::plans(db, &skus).await?;
        Ok(Self { owned, plans })
    }

    pub fn find(&self, sku: SkuId) -> Option<&Owned> {
        self.owned.iter().find(|owned| owned.product.sku == sku)
    }

    /// A product's name, also of one that the customer no longer owns.
    pub fn label(&self, sku: SkuId) -> String {
        self.find(sku).map_or_else(|| sku.to_string(), |owned| owned.product.label())
    }

    /// Whether all that a change names is the customer's.
    ///
    /// # Errors
    /// [`LicenseRefusal::ProductNotOwned`], [`LicenseRefusal::UnknownPlan`].
    pub(super) fn check(&self, change: &Change) -> Result<(), Refused> {
        let mut refused = Refused::default();
        let swapped = change.swap.iter().flat_map(|swap| [swap.from, swap.to]);
        let named = change.assign.keys().chain(&change.revoke).copied();
        let named = named.chain(change.switch.iter().map(|switch| switch.sku)).chain(swapped);
        if named.into_iter().any(|sku| self.find(sku).is_none()) {
            refused.0.push(("licenses".into(), Refusal::License(LicenseRefusal::ProductNotOwned)));
        }
        let knows = |sku: SkuId, plan: &ServicePlanId| self.plans_of(sku).iter().any(|known| known.id == *plan);
        let of_new = change.assign.iter().flat_map(|(sku, off)| off.iter().map(|plan| (*sku, plan)));
        let switched = change.switch.iter();
        let switched = switched.flat_map(|one| one.on.iter().chain(&one.off).map(|plan| (one.sku, plan)));
        if of_new.chain(switched).any(|(sku, plan)| !knows(sku, plan)) {
            refused.0.push(("licenses".into(), Refusal::License(LicenseRefusal::UnknownPlan)));
        }
        if refused.is_empty() { Ok(()) } else { Err(refused) }
    }

    /// What a user who holds these licenses is to hold by choice.
    ///
    /// # Errors
    /// [`LicenseRefusal::ProductNotOwned`], [`LicenseRefusal::UnknownPlan`].
    pub(super) fn chosen(&self, choices: &[LicenseChoice], held: &[License]) -> Result<Vec<License>, Refused> {
        let mut refused = Refused::default();
        let mut wanted = BTreeMap::new();
        for choice in choices {
            let before = held.iter().find(|license| license.sku == choice.sku);
            if self.find(choice.sku).is_none() && before.is_none() {
                refused.0.push(("licenses".into(), Refusal::License(LicenseRefusal::ProductNotOwned)));
                continue;
            }
            let plans: BTreeSet<ServicePlanId> = self.plans_of(choice.sku).iter().map(|plan| plan.id).collect();
            if choice.plans_on.as_ref().is_some_and(|on| !on.is_subset(&plans)) {
                refused.0.push(("licenses".into(), Refusal::License(LicenseRefusal::UnknownPlan)));
            }
            wanted.insert(choice.sku, choice.over(before, plans));
        }
        if refused.is_empty() { Ok(wanted.into_values().collect()) } else { Err(refused) }
    }

    pub fn plans_of(&self, sku: SkuId) -> &[ServicePlan] {
        self.plans.get(&sku).map_or(&[], Vec::as_slice)
    }
}

/// Licenses as the activity log keeps them: product and the plans that are off, by name.
pub(super) fn describe(licenses: &[License], shelf: &CustomerProducts) -> Value {
    let off = |license: &License| -> Vec<String> {
        let plans = shelf.plans_of(license.sku).iter();
        plans.filter(|plan| license.disabled_plans.contains(&plan.id)).map(|plan| plan.name.clone()).collect()
    };
    licenses
        .iter()
        .map(|license| json!({ "sku": license.sku, "product": shelf.label(license.sku), "off": off(license) }))
        .collect()
}
