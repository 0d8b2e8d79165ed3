//! The licenses of the form of one user: all that is wanted, or nothing.

use std::collections::BTreeSet;

use super::apply::{Move, write};
use super::names::Names;
use super::stock::{Depth, inventory};
use super::{CustomerProducts, Error};
use crate::actions::Actor;
use crate::clock::new_id;
use crate::domain::id::{CustomerId, JobId, SkuId, UserId};
use crate::domain::job::{Job, Kind, Options, Outcome};
use crate::domain::licensing::{Blocker, Done, Holder, LicenseRequest, Switch, UserDecision};
use crate::domain::permission::Permission;
use crate::domain::refusal::{LicenseRefusal, Refusal, Refused};
use crate::domain::user::License;
use crate::store::{self, Connection, Tx};

/// Makes the licenses that a user at `location` holds into those that are wanted: all of it, or nothing. Gives what
/// was done, if anything had to be.
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
) -> Result<Option<Done>, Error> {
    if held == wanted {
        return Ok(None);
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
    Ok(Some(one.step.done(held)))
}

/// Notes a change that was saved with other things of one user as any other change of licenses: with its result, and
/// to be undone. Its id is that of the request, as the event's is.
pub(in crate::actions) async fn note_change(
    tx: &Tx,
    by: &Actor,
    customer: CustomerId,
    user: UserId,
    done: Done,
) -> Result<JobId, Error> {
    let id = by.request.map_or_else(|| JobId(new_id()), JobId);
    let job = Job { id, done: 1, finished_at: Some(by.now), ..new_job(by, 1, None)? };
    store::jobs::insert(tx, customer, &job, &[]).await?;
    let outcome = Outcome::Licenses { done, refused: Vec::new() };
    store::jobs::insert_outcome(tx, customer, id, user, &outcome).await?;
    Ok(id)
}

/// Refuses a location at which one of `licenses` cannot be had.
///
/// # Errors
/// [`LicenseRefusal::ClosedInLocation`] at `location`.
pub(in crate::actions) async fn check_location(
    tx: &Tx,
    country: &str,
    licenses: &[License],
    shelf: &CustomerProducts,
) -> Result<(), Error> {
    let rules = store::catalog::rules(tx).await?;
    let Some(closed) = licenses.iter().find(|license| !rules.is_open(country, license.sku)) else { return Ok(()) };
    let (product, country) = (shelf.label(closed.sku), country.to_owned());
    let refusal = Refusal::License(LicenseRefusal::ClosedInLocation { product, country });
    Err(Refused::one("location", refusal).into())
}

/// A new change of licenses of this person's.
pub(super) fn new_job(by: &Actor, total: i64, undoes: Option<JobId>) -> Result<Job, Error> {
    let staff = by.staff().ok_or(Error::MissingRole(Permission::SignedIn))?;
    Ok(Job {
        id: JobId(new_id()),
        kind: Kind::ChangeLicenses,
        staff: staff.id,
        by: staff.name.clone(),
        credential: by.credential.clone(),
        options: Options::default(),
        total,
        done: 0,
        refused: 0,
        left_out: 0,
        joined: 0,
        created_at: by.now,
        finished_at: None,
        undoes,
        partly: 0,
        unchanged: 0,
    })
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
