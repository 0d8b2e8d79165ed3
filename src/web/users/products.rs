//! The products of a customer as a user form shows them.

use std::collections::BTreeSet;

use super::fields::UserFields;
use crate::actions::licenses::{CustomerProducts, Owned};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::licensing::State;
use crate::domain::permission::Permission;
use crate::domain::product::ServicePlan;
use crate::domain::refusal::{LicenseRefusal, Refusal};
use crate::domain::user::License;
use crate::web::html::Html;
use crate::web::license_words;
use crate::web::page::Reasons;
use crate::web::request_context::RequestContext;

/// A service plan's box on the form.
pub fn plan_value(sku: SkuId, plan: ServicePlanId) -> String {
    format!("{sku}/{plan}")
}

/// One product on a form.
pub struct ProductRow {
    pub sku: SkuId,
    pub label: String,
    pub is_ticked: bool,
    /// Nobody can take a seat now, and this user has none.
    pub is_closed: bool,
    /// Why nobody can take a seat of it, in a word: a key of the catalogue.
    pub unusable: Option<&'static str>,
    pub available: i64,
    pub total: i64,
    pub used: i64,
    pub error: Option<Html>,
    /// Suspended seats are reactivated instead.
    pub may_buy: bool,
    pub plans: Vec<PlanRow>,
}

pub struct PlanRow {
    pub value: String,
    pub name: String,
    pub is_ticked: bool,
}

/// The products that a form offers: all that the customer owns and that users may have.
pub fn product_rows(
    visit: &RequestContext,
    shelf: &CustomerProducts,
    held: &[License],
    typed: &UserFields,
    reasons: &Reasons,
) -> Vec<ProductRow> {
    let may_buy = visit.may(Permission::BuySubscriptions);
    let ticked: BTreeSet<&str> = typed.license.iter().map(String::as_str).collect();
    let row = |owned: &Owned| {
        let sku = owned.product.sku;
        let before = held.iter().find(|license| license.sku == sku);
        let is_ticked = ticked.contains(sku.to_string().as_str());
        let error = reasons.at(&format!("license:{sku}")).cloned();
        let plans = shelf.plans.get(&sku).map_or(&[][..], Vec::as_slice);
        ProductRow {
            sku,
            label: owned.product.label(),
            is_ticked,
            is_closed: before.is_none() && owned.pool.available() == 0 && error.is_none(),
            unusable: license_words::unusable(&owned.pool),
            available: owned.pool.available(),
            total: owned.pool.total(),
            used: owned.pool.consumed,
            error,
            may_buy: may_buy && owned.pool.state() != State::Suspended,
            plans: plans.iter().map(|plan| plan_row(sku, plan, before, typed)).collect(),
        }
    };
    let shown =
        |owned: &&Owned| owned.product.assignable || held.iter().any(|license| license.sku == owned.product.sku);
    shelf.owned.iter().filter(shown).map(row).collect()
}

fn plan_row(sku: SkuId, plan: &ServicePlan, before: Option<&License>, typed: &UserFields) -> PlanRow {
    let value = plan_value(sku, plan.id);
    let was_shown = typed.plans_of.contains(&sku.to_string());
    let is_ticked = if was_shown {
        typed.plan.contains(&value)
    } else {
        before.is_none_or(|license| !license.disabled_plans.contains(&plan.id))
    };
    PlanRow { value, name: plan.name.clone(), is_ticked }
}

/// The products that were refused for want of seats, for *Save without it*.
pub fn without(reasons: &Reasons) -> String {
    let sku = |reason: &crate::web::page::Reason| match &reason.refusal {
        Refusal::License(
            LicenseRefusal::NoSeats { sku, .. }
            | LicenseRefusal::PoolNotUsable { sku, .. }
            | LicenseRefusal::NotAssignable { sku, .. },
        ) => Some(sku.to_string()),
        _ => None,
    };
    reasons.all().iter().filter_map(sku).collect::<Vec<_>>().join(" ")
}
