//! A rule of the catalog as staff see, add and remove it: what it says, and on what it rests.
//!
//! How rules are applied to licenses stands in [`super::licensing`].

use std::fmt;
use std::str::FromStr;

use super::id::{ServicePlanId, SkuId};
use super::product::ServicePlan;
use super::refusal::{CatalogRefusal, InputRefusal, Refusal};
use super::text::fold;

/// The longest reason, in characters.
pub const REASON_LIMIT: usize = 500;

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Two service plans are never both on in one user. The lesser id stands first.
    Exclusion(ServicePlanId, ServicePlanId),
    /// A product needs this service plan, or another one so named, in another product.
    Need(SkuId, ServicePlanId),
    /// A product, or every one, cannot be had in a country (ISO 3166-1).
    Closure(String, Option<SkuId>),
}

/// On what a rule rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// It came with the program: the name of its reason in the catalogues of words.
    Shipped(String),
    /// Somebody added it and wrote this.
    Added(String),
}

impl Rule {
    /// Two plans that exclude each other, in either order.
    ///
    /// # Errors
    /// [`CatalogRefusal::ExcludesItself`].
    pub fn exclusion(one: ServicePlanId, other: ServicePlanId) -> Result<Self, Refusal> {
        if one == other {
            return Err(Refusal::Catalog(CatalogRefusal::ExcludesItself));
        }
        Ok(Self::Exclusion(one.min(other), one.max(other)))
    }
}

/// As it stands in an address: `exclusion_PLAN_PLAN`, `need_SKU_PLAN`, `closure_COUNTRY_SKU`, `closure_COUNTRY`.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exclusion(one, other) => write!(f, "exclusion_{one}_{other}"),
            Self::Need(sku, plan) => write!(f, "need_{sku}_{plan}"),
            Self::Closure(country, Some(sku)) => write!(f, "closure_{country}_{sku}"),
            Self::Closure(country, None) => write!(f, "closure_{country}"),
        }
    }
}

/// An address that names no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRule;

impl FromStr for Rule {
    type Err = NoRule;

    fn from_str(raw: &str) -> Result<Self, NoRule> {
        fn id<T: FromStr>(raw: &str) -> Result<T, NoRule> {
            raw.parse().map_err(|_| NoRule)
        }
        match *raw.split('_').collect::<Vec<_>>() {
            ["exclusion", one, other] => Self::exclusion(id(one)?, id(other)?).map_err(|_| NoRule),
            ["need", sku, plan] => Ok(Self::Need(id(sku)?, id(plan)?)),
            ["closure", country, sku] => Ok(Self::Closure(country.to_owned(), Some(id(sku)?))),
            ["closure", country] => Ok(Self::Closure(country.to_owned(), None)),
            _ => Err(NoRule),
        }
    }
}

/// The plan that somebody means by its name, part number or GUID.
///
/// # Errors
/// [`InputRefusal::Required`]; [`CatalogRefusal::PlanUnknown`]; [`CatalogRefusal::PlanAmbiguous`] with those it
/// could be.
pub fn plan_called(plans: &[ServicePlan], raw: &str) -> Result<ServicePlanId, Refusal> {
    let key = fold(raw.trim());
    if key.is_empty() {
        return Err(Refusal::Input(InputRefusal::Required));
    }
    if let Some(plan) = key.parse().ok().and_then(|id| plans.iter().find(|plan| plan.id == id)) {
        return Ok(plan.id);
    }
    let is_called = |plan: &&ServicePlan| [&plan.name, &plan.part_number].iter().any(|name| fold(name) == key);
    match plans.iter().filter(is_called).collect::<Vec<_>>().as_slice() {
        [] => Err(Refusal::Catalog(CatalogRefusal::PlanUnknown)),
        [plan] => Ok(plan.id),
        several => {
            let told = |plan: &&ServicePlan| format!("{} ({}, {})", plan.name, plan.part_number, plan.id);
            let candidates = several.iter().map(told).collect();
            Err(Refusal::Catalog(CatalogRefusal::PlanAmbiguous { candidates }))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn plan(id: u128) -> ServicePlanId {
        ServicePlanId(Uuid::from_u128(id))
    }

    proptest! {
        #[test]
        fn rules_survive_the_address(one: u128, other: u128, country in "[A-Z]{2}") {
            let sku = SkuId(Uuid::from_u128(one));
            let mut rules = vec![
                Rule::Need(sku, plan(other)),
                Rule::Closure(country.clone(), Some(sku)),
                Rule::Closure(country, None),
            ];
            rules.extend(Rule::exclusion(plan(one), plan(other)).ok());
            for rule in rules {
                prop_assert_eq!(rule.to_string().parse(), Ok(rule));
            }
        }

        #[test]
        fn an_exclusion_is_the_same_from_either_side(one: u128, other: u128) {
            prop_assert_eq!(Rule::exclusion(plan(one), plan(other)), Rule::exclusion(plan(other), plan(one)));
        }
    }

    #[test]
    fn a_plan_does_not_exclude_itself() {
        let itself = Err(Refusal::Catalog(CatalogRefusal::ExcludesItself));
        assert_eq!(Rule::exclusion(plan(1), plan(1)), itself);
        assert_eq!(format!("exclusion_{}_{}", plan(1), plan(1)).parse::<Rule>(), Err(NoRule));
    }

    #[test]
    fn a_plan_goes_by_name_part_number_or_guid_and_never_by_what_two_have() {
        let named =
            |id, name: &str, part: &str| ServicePlan { id: plan(id), name: name.into(), part_number: part.into() };
        let plans = [named(1, "Mailbox", "MAIL_S"), named(2, "Mailbox", "MAIL_E"), named(3, "Chat", "CHAT")];
        for (raw, id) in [(" mail_s ", 1), ("CHAT", 3), (plan(2).to_string().as_str(), 2)] {
            assert_eq!(plan_called(&plans, raw), Ok(plan(id)), "{raw}");
        }
        let Err(Refusal::Catalog(CatalogRefusal::PlanAmbiguous { candidates })) = plan_called(&plans, "mailbox") else {
            panic!()
        };
        assert_eq!(candidates.len(), 2);
        let unknown = Err(Refusal::Catalog(CatalogRefusal::PlanUnknown));
        assert_eq!([plan_called(&plans, "Fax"), plan_called(&plans, &plan(9).to_string())], [unknown.clone(), unknown]);
    }
}
