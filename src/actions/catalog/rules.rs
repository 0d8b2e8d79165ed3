//! The rules of the catalog: see, add, remove.

use std::collections::HashMap;

use super::super::{Actor, Error, Submission, with_audit_idempotent};
use crate::domain::catalog_rule::{Basis, Rule, plan_called};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, ServicePlanId, SkuId};
use crate::domain::import::matching::Names;
use crate::domain::permission::Permission;
use crate::domain::refusal::{CatalogRefusal, Refusal, Refused};
use crate::store::{self, Connection};

/// A rule as pages tell it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub rule: Rule,
    pub basis: Basis,
    /// The name of the plan or product that stands first in it; empty where that is every product.
    pub first: String,
    /// The name of the plan that stands second, or the code of the country.
    pub second: String,
}

/// What somebody typed for a rule.
#[derive(Clone, Copy, Debug)]
pub enum Typed<'a> {
    Exclusion {
        plan: &'a str,
        other: &'a str,
    },
    Need {
        product: &'a str,
        plan: &'a str,
    },
    /// No product is every product; no country is `None`.
    Closure {
        product: &'a str,
        country: Result<&'a str, &'a Refusal>,
    },
}

/// All rules, those of a kind by the names in them.
pub async fn list(by: &Actor) -> Result<Vec<Shown>, Error> {
    by.require(Permission::ManageSettings)?;
    let db = by.app.db.read();
    let mut shown = named(db, store::catalog::stated::all(db).await?).await?;
    let kind = |rule: &Rule| match rule {
        Rule::Exclusion(..) => 0,
        Rule::Need(..) => 1,
        Rule::Closure(..) => 2,
    };
    shown.sort_by_cached_key(|one| (kind(&one.rule), one.first.clone(), one.second.clone()));
    Ok(shown)
}

/// One rule.
///
/// # Errors
/// [`Error::NotFound`] when it does not stand, or not any more.
pub async fn find(by: &Actor, rule: &Rule) -> Result<Shown, Error> {
    list(by).await?.into_iter().find(|one| one.rule == *rule).ok_or(Error::NotFound)
}

async fn named(db: &impl Connection, rules: Vec<(Rule, Basis)>) -> Result<Vec<Shown>, Error> {
    let plans = rules.iter().flat_map(|(rule, _)| match rule {
        Rule::Exclusion(one, other) => vec![*one, *other],
        Rule::Need(_, plan) => vec![*plan],
        Rule::Closure(..) => vec![],
    });
    let plans = store::catalog::plan_names(db, &plans.collect()).await?;
    let skus = rules.iter().filter_map(|(rule, _)| match rule {
        Rule::Need(sku, _) | Rule::Closure(_, Some(sku)) => Some(*sku),
        _ => None,
    });
    let products = store::catalog::labels(db, &skus.collect()).await?;
    Ok(rules.into_iter().map(|(rule, basis)| told(rule, basis, &plans, &products)).collect())
}

fn told(rule: Rule, basis: Basis, plans: &HashMap<ServicePlanId, String>, products: &HashMap<SkuId, String>) -> Shown {
    // A rule may be there before its product is.
    let plan = |id: &ServicePlanId| plans.get(id).cloned().unwrap_or_else(|| id.to_string());
    let product = |sku: &SkuId| products.get(sku).cloned().unwrap_or_else(|| sku.to_string());
    let (first, second) = match &rule {
        Rule::Exclusion(one, other) => (plan(one), plan(other)),
        Rule::Need(sku, id) => (product(sku), plan(id)),
        Rule::Closure(country, sku) => (sku.as_ref().map(product).unwrap_or_default(), country.clone()),
    };
    Shown { rule, basis, first, second }
}

/// The rule that somebody means, its plans and products by name, part number or GUID.
///
/// # Errors
/// At `plan`, `other_plan`, `product` and `country` what names nothing, or several things;
/// [`CatalogRefusal::ExcludesItself`] at `other_plan`.
pub async fn meant(by: &Actor, typed: Typed<'_>) -> Result<Rule, Error> {
    by.require(Permission::ManageSettings)?;
    let db = by.app.db.read();
    let plans = store::catalog::stated::all_plans(db).await?;
    let names = Names::new(store::catalog::list::named(db).await?);
    let product = |raw: &str| names.find(raw).map(|product| product.sku);
    let mut refused = Refused::default();
    let rule = match typed {
        Typed::Exclusion { plan, other } => {
            let one = refused.take("plan", plan_called(&plans, plan));
            let other = refused.take("other_plan", plan_called(&plans, other));
            one.zip(other).and_then(|(one, other)| refused.take("other_plan", Rule::exclusion(one, other)))
        }
        Typed::Need { product: raw, plan } => {
            let sku = refused.take("product", product(raw));
            let plan = refused.take("plan", plan_called(&plans, plan));
            sku.zip(plan).map(|(sku, plan)| Rule::Need(sku, plan))
        }
        Typed::Closure { product: raw, country } => {
            let sku = match raw.trim() {
                "" => Some(None),
                raw => refused.take("product", product(raw).map(Some)),
            };
            let country = refused.take("country", country.map_err(Clone::clone));
            sku.zip(country).map(|(sku, country)| Rule::Closure(country.to_owned(), sku))
        }
    };
    rule.ok_or(Error::Refused(refused))
}

/// Adds a rule.
///
/// # Errors
/// [`CatalogRefusal::RuleExists`].
pub async fn add(by: &Actor, rule: &Rule, reason: &str, sent: &Submission) -> Result<(), Error> {
    by.require(Permission::ManageSettings)?;
    with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        if store::catalog::stated::all(tx).await?.iter().any(|(known, _)| known == rule) {
            return Err(Refusal::Catalog(CatalogRefusal::RuleExists).into());
        }
        store::catalog::stated::insert(tx, rule, reason).await?;
        let added = vec![(rule.clone(), Basis::Added(reason.to_owned()))];
        for one in named(tx, added).await? {
            let event = Event::new(Operation::CreateCatalogRule, Target::Installation, "");
            log.add(fields(&one).into_iter().fold(event, |event, (field, value)| event.with(field, value)));
        }
        Ok(())
    })
    .await
}

/// Removes a rule. `false` when somebody else did so before.
pub async fn remove(by: &Actor, rule: &Rule, sent: &Submission) -> Result<bool, Error> {
    by.require(Permission::ManageSettings)?;
    with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let mut known = store::catalog::stated::all(tx).await?;
        known.retain(|(one, _)| one == rule);
        for one in named(tx, known).await? {
            let event = Event::new(Operation::DeleteCatalogRule, Target::Installation, "");
            let gone = |event: Event, (field, value)| event.changed(field, value, serde_json::Value::Null);
            log.add(fields(&one).into_iter().fold(event, gone));
        }
        Ok(store::catalog::stated::delete(tx, rule).await?)
    })
    .await
}

/// What an event tells of a rule.
fn fields(shown: &Shown) -> Vec<(&'static str, String)> {
    let names = match shown.rule {
        Rule::Exclusion(..) => ["plan", "other_plan"],
        Rule::Need(..) => ["product", "plan"],
        Rule::Closure(..) => ["product", "location"],
    };
    let reason = match &shown.basis {
        Basis::Added(reason) => reason.clone(),
        Basis::Shipped(_) => String::new(),
    };
    let all = [(names[0], shown.first.clone()), (names[1], shown.second.clone()), ("reason", reason)];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}
