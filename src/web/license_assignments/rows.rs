//! The table of products: how many of those chosen have each, and what was made of it on the form.

use super::fields::AssignmentFields;
use crate::actions::licenses::Owned;
use crate::actions::licenses::Question;
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::licensing::State;
use crate::domain::listing::UserFilter;
use crate::domain::permission::Permission;
use crate::domain::product::ServicePlan;
use crate::web::html::Html;
use crate::web::license_words;
use crate::web::page::Reasons;
use crate::web::paths;
use crate::web::request_context::{ManageLicenses, Scoped};

/// How many of those chosen have something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanState {
    All,
    Some,
    None,
}

impl PlanState {
    fn of(have: i64, all: i64) -> Self {
        match have {
            0 => Self::None,
            have if have >= all => Self::All,
            _ => Self::Some,
        }
    }

    /// As the form says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Some => "some",
            Self::None => "none",
        }
    }
}

/// One product.
pub struct Row {
    pub sku: SkuId,
    pub label: String,
    pub state: PlanState,
    pub held: i64,
    pub is_ticked: bool,
    /// `leave`, `assign` or `revoke`, where some have it.
    pub want: String,
    /// Nobody can take a seat now, and the only one chosen has none.
    pub is_closed: bool,
    /// Why nobody can take a seat of it, in a word: a key of the catalogue.
    pub unusable: Option<&'static str>,
    pub available: i64,
    pub total: i64,
    pub used: i64,
    /// Who of those chosen holds it.
    pub holders: Option<String>,
    pub error: Option<Html>,
    /// By a button of the form, so that what was ticked lasts.
    pub may_buy: bool,
    pub plans: Vec<PlanRow>,
}

impl Row {
    pub fn is_partly(&self) -> bool {
        self.state == PlanState::Some
    }

    pub fn wants(&self, want: &str) -> bool {
        self.want == want
    }
}

/// One service plan of a product.
pub struct PlanRow {
    /// `SKU/PLAN`.
    pub value: String,
    pub name: String,
    pub state: PlanState,
    pub is_ticked: bool,
    /// `leave`, `on` or `off`, where it is on for some.
    pub want: String,
}

impl PlanRow {
    pub fn is_partly(&self) -> bool {
        self.state == PlanState::Some
    }

    pub fn is_off(&self) -> bool {
        self.state == PlanState::None
    }

    pub fn wants(&self, want: &str) -> bool {
        self.want == want
    }
}

/// How a choice is called in the form: `wishes` for nothing, yes and no.
fn named(wish: Option<bool>, wishes: [&str; 3]) -> String {
    let [leave, yes, no] = wishes;
    wish.map_or(leave, |wish| if wish { yes } else { no }).to_owned()
}

/// Every product that the customer owns and users may have, by name.
pub fn rows(
    scope: &Scoped<ManageLicenses>,
    question: &Question,
    typed: Option<&AssignmentFields>,
    reasons: &Reasons,
) -> Vec<Row> {
    let (customer, who) = (scope.customer.id, &question.who);
    let is_one = who.users == 1;
    let may_buy = scope.may(Permission::BuySubscriptions);
    let row = |owned: &Owned| {
        let sku = owned.product.sku;
        let held = question.held.get(&sku).copied().unwrap_or_default();
        let state = PlanState::of(held, who.users);
        let error = reasons.at(&format!("license:{sku}")).cloned();
        let has = UserFilter::Has(sku).to_string();
        let list = who.selection.map(|selection| {
            let selection = selection.to_string();
            paths::with(&paths::users(customer), &[("filter", &has), ("selection", &selection), ("show", "selected")])
        });
        let wish = typed.and_then(|typed| typed.wish(&sku.to_string()));
        let plans = question.shelf.plans.get(&sku).map_or(&[][..], Vec::as_slice);
        Row {
            sku,
            label: owned.product.label(),
            state,
            held,
            // What was wished, however the form shows the product by now.
            is_ticked: wish.unwrap_or(state == PlanState::All),
            want: named(wish, ["leave", "assign", "revoke"]),
            // What cannot be touched is not sent: a tick that came back is told about, not lost.
            is_closed: is_one && held == 0 && owned.pool.available() == 0 && error.is_none() && wish != Some(true),
            unusable: license_words::unusable(&owned.pool),
            available: owned.pool.available(),
            total: owned.pool.total(),
            used: owned.pool.consumed,
            holders: list.filter(|_| held > 0 && !is_one),
            error,
            may_buy: may_buy && owned.pool.state() != State::Suspended,
            plans: plans.iter().map(|plan| plan_row(question, sku, held, plan, typed)).collect(),
        }
    };
    let is_offered = |owned: &&Owned| owned.product.assignable || question.held.contains_key(&owned.product.sku);
    question.shelf.owned.iter().filter(is_offered).map(row).collect()
}

fn plan_row(
    question: &Question,
    sku: SkuId,
    held: i64,
    plan: &ServicePlan,
    typed: Option<&AssignmentFields>,
) -> PlanRow {
    let off = question.off.get(&(sku, plan.id)).copied().unwrap_or_default();
    let state = if held == 0 { PlanState::All } else { PlanState::of(held - off, held) };
    let value = value(sku, plan.id);
    let wish = typed.and_then(|typed| typed.plan_wish(&value));
    PlanRow {
        is_ticked: wish.unwrap_or(state == PlanState::All),
        want: named(wish, ["leave", "on", "off"]),
        name: plan.name.clone(),
        value,
        state,
    }
}

fn value(sku: SkuId, plan: ServicePlanId) -> String {
    format!("{sku}/{plan}")
}
