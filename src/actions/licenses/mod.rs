//! Licenses: assign, revoke, swap, and switch service plans on and off, for one user or ten thousand.
//!
//! Everything is planned by the domain first. For several users the plan is kept and shown, and what
//! is carried out later is that plan and no more, judged again for each user.

mod apply;
mod changes;
mod form;
mod history;
mod names;
mod plans;
mod question;
mod settle;
mod stock;
mod undo;
mod undoings;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

pub(super) use self::apply::apply;
pub use self::changes::{Updated, find, short, updated};
pub use self::form::ChangeForm;
pub use self::names::Names;
pub use self::plans::{
    Audience, Changed, Looked, Only, Origin, Preview, Row, Saved, Source, change_one, draft, origin, preview, save,
    save_draft,
};
pub use self::question::{Question, Who, question};
pub(super) use self::settle::settle;
pub use self::undo::{undo, undoable, undoing, undone_until};
use super::{Actor, Error};
use crate::domain::id::{CustomerId, ServicePlanId, SkuId};
use crate::domain::permission::Permission;
use crate::domain::product::ServicePlan;
use crate::domain::refusal::{Refusal, Refused};
use crate::domain::user::License;
pub use crate::store::licenses::Owned;
use crate::store::{self, Connection};

/// The products that a form has ticked, as sent.
#[derive(Clone, Debug, Default)]
pub struct LicensesForm {
    /// Ids of ticked products.
    pub licenses: Vec<String>,
    /// Ids of products whose service plans stood on the form.
    pub plans_of: Vec<String>,
    /// `SKU/PLAN` of each plan that is ticked.
    pub plans: Vec<String>,
}

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

    fn plans_of(&self, sku: SkuId) -> &[ServicePlan] {
        self.plans.get(&sku).map_or(&[], Vec::as_slice)
    }
}

impl LicensesForm {
    /// Reads what is ticked. Plans that did not stand on the form stay as `held` has them.
    ///
    /// # Errors
    /// [`Refusal::ProductNotOwned`], [`Refusal::UnknownPlan`].
    pub fn parse(&self, owned: &CustomerProducts, held: &[License]) -> Result<Vec<License>, Refused> {
        let mut refused = Refused::default();
        let mut wanted = BTreeMap::new();
        let shown: BTreeSet<SkuId> = self.plans_of.iter().filter_map(|sku| sku.parse().ok()).collect();
        let ticked: BTreeSet<(SkuId, ServicePlanId)> = self
            .plans
            .iter()
            .filter_map(|pair| pair.split_once('/'))
            .filter_map(|(sku, plan)| Some((sku.parse().ok()?, plan.parse().ok()?)))
            .collect();
        for raw in &self.licenses {
            let sku = raw.parse::<SkuId>().ok();
            let before = sku.and_then(|sku| held.iter().find(|license| license.sku == sku));
            let Some(sku) = sku.filter(|sku| owned.find(*sku).is_some() || before.is_some()) else {
                refused.0.push(("licenses".into(), Refusal::ProductNotOwned));
                continue;
            };
            let disabled_plans = if shown.contains(&sku) {
                let plans = owned.plans_of(sku).iter().map(|plan| plan.id);
                let mut plans: Vec<ServicePlanId> = plans.filter(|plan| !ticked.contains(&(sku, *plan))).collect();
                plans.sort();
                plans
            } else {
                before.map(|license| license.disabled_plans.clone()).unwrap_or_default()
            };
            wanted.insert(sku, License { sku, disabled_plans });
        }
        let known = |(sku, plan): &(SkuId, ServicePlanId)| owned.plans_of(*sku).iter().any(|known| known.id == *plan);
        if !ticked.iter().all(known) {
            refused.0.push(("licenses".into(), Refusal::UnknownPlan));
        }
        if refused.is_empty() { Ok(wanted.into_values().collect()) } else { Err(refused) }
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
