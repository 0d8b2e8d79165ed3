//! The licenses of the form of one user: all that is wanted, or nothing.

use std::collections::BTreeSet;

use super::Error;
use super::apply::{Move, write};
use super::names::Names;
use super::stock::{Depth, inventory};
use crate::actions::Actor;
use crate::domain::id::{CustomerId, SkuId, UserId};
use crate::domain::licensing::{Blocker, Holder, LicenseRequest, Switch, UserDecision};
use crate::domain::refusal::Refused;
use crate::domain::user::License;
use crate::store::{self, Connection, Tx};

/// Makes the licenses that a user at `location` holds into those that are wanted: all of it, or nothing.
///
/// # Errors
/// For each product that cannot be had, the reason at `license:SKU`.
pub(in crate::actions) async fn settle(
    tx: &Tx,
    by: &Actor,
    customer: CustomerId,
    user: UserId,
    location: Option<&str>,
    held: &[License],
    wanted: &[License],
) -> Result<(), Error> {
    if held == wanted {
        return Ok(());
    }
    let mut inventory = inventory(tx, customer, Depth::Ruled).await?;
    let holder = Holder { id: user, location: location.map(str::to_owned), licenses: held.to_vec(), absent: None };
    let step = inventory.take(&holder, &wish(held, wanted));
    if !step.refused.is_empty() {
        return Err(refused(tx, &step).await?.into());
    }
    let one = Move { user, before: held, step };
    write(tx, customer, std::slice::from_ref(&one), by.now).await?;
    if one.by() != 0 {
        store::licenses::count_licenses(tx, customer, user, one.by()).await?;
    }
    Ok(())
}

/// What makes `held` into `wanted`.
fn wish(held: &[License], wanted: &[License]) -> LicenseRequest {
    let find = |among: &[License], sku: SkuId| among.iter().find(|license| license.sku == sku).cloned();
    let new = wanted.iter().filter(|license| find(held, license.sku).is_none());
    let gone = held.iter().map(|license| license.sku).filter(|sku| find(wanted, *sku).is_none());
    let switch = held.iter().filter_map(|before| {
        let after = find(wanted, before.sku)?;
        let only = |these: &License, those: &License| {
            these.disabled_plans.iter().filter(|plan| !those.disabled_plans.contains(plan)).copied().collect()
        };
        Some(Switch { sku: before.sku, on: only(before, &after), off: only(&after, before) })
    });
    LicenseRequest {
        assign: new.cloned().collect(),
        revoke: gone.collect::<BTreeSet<_>>(),
        switch: switch.collect(),
        ..LicenseRequest::default()
    }
}

/// Why a user's wish is not carried out whole, each reason at its product. That something stays as
/// another thing failed needs no word where nothing is done at all.
pub(super) async fn refused(db: &impl Connection, step: &UserDecision) -> Result<Refused, Error> {
    let names =
        Names::of(db, step.refused.iter().map(|(sku, _)| *sku), step.refused.iter().map(|(_, why)| why), []).await?;
    let told = step.refused.iter().filter(|(_, why)| *why != Blocker::HeldBack);
    let reason = |(sku, why): &(SkuId, Blocker)| {
        let field = if *why == Blocker::NoLocation { "location".to_owned() } else { format!("license:{sku}") };
        (field, names.refusal(*sku, why))
    };
    let mut reasons: Vec<_> = told.map(reason).collect();
    reasons.dedup();
    Ok(Refused(reasons))
}
