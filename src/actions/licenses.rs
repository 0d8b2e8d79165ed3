//! Licenses of one user: assign, revoke, and switch service plans on and off.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Actor, Error, Sent, change_once};
use crate::domain::customer::Customer;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, PlanId, SkuId, UserId};
use crate::domain::licensing::State;
use crate::domain::location;
use crate::domain::permission::Permission;
use crate::domain::product::ServicePlan;
use crate::domain::refusal::{Refusal, Refused};
use crate::domain::user::License;
use crate::store::{self, Connection, Tx, licenses::Owned};

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

/// What a customer owns, with the service plans of each product.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    pub owned: Vec<Owned>,
    pub plans: HashMap<SkuId, Vec<ServicePlan>>,
}

impl Shelf {
    /// # Errors
    /// When the database fails.
    pub async fn of(db: &impl Connection, customer: CustomerId) -> Result<Self, Error> {
        let owned = store::licenses::owned(db, customer).await?;
        let skus: Vec<SkuId> = owned.iter().map(|owned| owned.product.sku).collect();
        let plans = store::catalog::plans(db, &skus).await?;
        Ok(Self { owned, plans })
    }

    #[must_use]
    pub fn find(&self, sku: SkuId) -> Option<&Owned> {
        self.owned.iter().find(|owned| owned.product.sku == sku)
    }

    /// A product's name, also of one that the customer no longer owns.
    #[must_use]
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
    pub fn parse(&self, owned: &Shelf, held: &[License]) -> Result<Vec<License>, Refused> {
        let mut refused = Refused::default();
        let mut wanted = BTreeMap::new();
        let shown: BTreeSet<SkuId> = self.plans_of.iter().filter_map(|sku| sku.parse().ok()).collect();
        let ticked: BTreeSet<(SkuId, PlanId)> = self
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
                let mut plans: Vec<PlanId> = plans.filter(|plan| !ticked.contains(&(sku, *plan))).collect();
                plans.sort();
                plans
            } else {
                before.map(|license| license.disabled_plans.clone()).unwrap_or_default()
            };
            wanted.insert(sku, License { sku, disabled_plans });
        }
        let known = |(sku, plan): &(SkuId, PlanId)| owned.plans_of(*sku).iter().any(|known| known.id == *plan);
        if !ticked.iter().all(known) {
            refused.0.push(("licenses".into(), Refusal::UnknownPlan));
        }
        if refused.is_empty() { Ok(wanted.into_values().collect()) } else { Err(refused) }
    }
}

/// Makes the licenses that a user holds into those that are wanted: all of it, or nothing.
///
/// # Errors
/// For each product that cannot be had, the reason at `license:SKU`.
pub(super) async fn settle(
    tx: &Tx,
    by: &Actor,
    customer: CustomerId,
    user: UserId,
    held: &[License],
    wanted: &[License],
) -> Result<(), Error> {
    let skus: BTreeSet<SkuId> = held.iter().chain(wanted).map(|license| license.sku).collect();
    let shelf = store::licenses::owned(tx, customer).await?;
    let mut refused = Refused::default();
    // In the order of SKU ids, as everybody takes pools.
    for sku in skus {
        let before = held.iter().find(|license| license.sku == sku);
        let after = wanted.iter().find(|license| license.sku == sku);
        match (before, after) {
            (None, Some(license)) => {
                let owned = shelf.iter().find(|owned| owned.product.sku == sku);
                if let Err(refusal) = assign(tx, by, customer, user, license, owned).await? {
                    refused.0.push((format!("license:{sku}"), refusal));
                }
            }
            (Some(_), None) => revoke(tx, customer, user, sku).await?,
            (Some(before), Some(after)) if before.disabled_plans != after.disabled_plans => {
                store::licenses::set_disabled_plans(tx, customer, user, sku, &after.disabled_plans).await?;
            }
            _ => {}
        }
    }
    if !refused.is_empty() {
        return Err(refused.into());
    }
    let (before, after) = (count(held), count(wanted));
    if before != after {
        store::licenses::count_licenses(tx, customer, user, after - before).await?;
    }
    let unlicensed = i64::from(after == 0) - i64::from(before == 0);
    store::customers::count_users(tx, customer, 0, 0, unlicensed).await?;
    Ok(())
}

fn count(licenses: &[License]) -> i64 {
    i64::try_from(licenses.len()).unwrap_or(i64::MAX)
}

/// Why a product cannot be assigned, or the assignment done. Reasons of specification §6.3.
async fn assign(
    tx: &Tx,
    by: &Actor,
    customer: CustomerId,
    user: UserId,
    license: &License,
    owned: Option<&Owned>,
) -> Result<Result<(), Refusal>, Error> {
    let sku = license.sku;
    let Some(owned) = owned else { return Ok(Err(Refusal::ProductNotOwned)) };
    let product = owned.product.label();
    if !owned.product.assignable {
        return Ok(Err(Refusal::NotAssignable { sku, product }));
    }
    if matches!(owned.pool.state(), State::Suspended | State::Deleted) {
        return Ok(Err(Refusal::PoolNotUsable { sku, product }));
    }
    if !store::licenses::take_seats(tx, customer, sku, 1).await? {
        return Ok(Err(Refusal::NoSeats { sku, product }));
    }
    store::licenses::insert(tx, customer, user, sku, by.now).await?;
    store::licenses::set_disabled_plans(tx, customer, user, sku, &license.disabled_plans).await?;
    Ok(Ok(()))
}

async fn revoke(tx: &Tx, customer: CustomerId, user: UserId, sku: SkuId) -> Result<(), Error> {
    if store::licenses::delete(tx, customer, user, sku).await? {
        store::licenses::give_seats(tx, customer, sku, 1).await?;
        store::licenses::set_disabled_plans(tx, customer, user, sku, &[]).await?;
    }
    Ok(())
}

/// Licenses as the activity log keeps them: product and the plans that are off, by name.
pub(super) fn told(licenses: &[License], shelf: &Shelf) -> Value {
    let off = |license: &License| -> Vec<String> {
        let plans = shelf.plans_of(license.sku).iter();
        plans.filter(|plan| license.disabled_plans.contains(&plan.id)).map(|plan| plan.name.clone()).collect()
    };
    licenses
        .iter()
        .map(|license| json!({ "sku": license.sku, "product": shelf.label(license.sku), "off": off(license) }))
        .collect()
}

/// What became of *Save*: the number of the event that tells it, or that nothing was to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Changed {
    Nothing,
    Event(i64),
}

/// Gives one user exactly the licenses that are ticked, and `location` if the user has none yet.
///
/// # Errors
/// What [`LicensesForm::parse`] refuses; a product that cannot be had; [`Refusal::LocationRequired`].
pub async fn change_for_user(
    by: &Actor,
    customer: &Customer,
    id: UserId,
    form: &LicensesForm,
    location: &str,
    sent: &Sent,
) -> Result<Changed, Error> {
    by.require(Permission::ManageLicenses)?;
    change_once(by, customer.id, sent, async |tx, log| {
        let user = store::users::lock(tx, customer.id, id).await?.ok_or(Error::NotFound)?;
        let shelf = Shelf::of(tx, customer.id).await?;
        let wanted = form.parse(&shelf, &user.licenses)?;
        if wanted == user.licenses {
            return Ok(Changed::Nothing);
        }
        let missing = user.profile.location.is_none() && !wanted.is_empty();
        let location = if missing { Some(chosen_location(location)?) } else { None };
        settle(tx, by, customer.id, id, &user.licenses, &wanted).await?;
        store::users::licensed(tx, customer.id, id, location.as_deref()).await?;
        let event = Event::new(
            Operation::UpdateCustomerUserLicenses,
            Target::User(user.id.0),
            user.profile.display_name.clone(),
        );
        let event = event.changed("licenses", told(&user.licenses, &shelf), told(&wanted, &shelf));
        Ok(Changed::Event(log.add(event.changed("location", Value::Null, location))))
    })
    .await
}

/// Where a user is who had no location: licenses are assigned for a country.
fn chosen_location(raw: &str) -> Result<String, Refused> {
    let chosen = location::parse(raw).and_then(|code| code.ok_or(Refusal::LocationRequired));
    chosen.map_err(|refusal| Refused::one("location", refusal))
}

/// What the event of a license change tells.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub user: UserId,
    pub display_name: String,
    pub before: Vec<String>,
    pub after: Vec<String>,
}

/// A license change by the number of its event.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn outcome(by: &Actor, customer: CustomerId, seq: i64) -> Result<Outcome, Error> {
    let (record, detail) = store::audit::find(by.app.db.read(), customer, seq).await?.ok_or(Error::NotFound)?;
    let (Some(target), Some(detail)) = (record.target_id, detail) else { return Err(Error::NotFound) };
    let is_own = by.staff().is_some_and(|staff| record.staff == Some(staff.id));
    if record.operation != Operation::UpdateCustomerUserLicenses.name() || !by.sees()?.shows(customer, is_own) {
        return Err(Error::NotFound);
    }
    let products = |licenses: Option<&Value>| -> Vec<String> {
        let licenses = licenses.and_then(Value::as_array).into_iter().flatten();
        licenses.filter_map(|license| license.get("product")?.as_str().map(str::to_owned)).collect()
    };
    Ok(Outcome {
        user: UserId(target),
        display_name: detail.name.clone(),
        before: products(detail.before.get("licenses")),
        after: products(detail.after.get("licenses")),
    })
}
