//! A few users of a preview, in one transaction: judged again as they are now, and never given or taken
//! more than the preview said.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::stock::{Depth, inventory};
use super::{CustomerProducts, Error, describe};
use crate::actions::audit::Log;
use crate::actions::{Actor, selections};
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, JobId, SkuId, UserId};
use crate::domain::job::Outcome;
use crate::domain::length;
use crate::domain::licensing::{Absent, Blocker, Holder, Inventory, UsageLocation, UserDecision};
use crate::domain::user::License;
use crate::store::users::chosen::{self, UserSet};
use crate::store::users::{self, UserSummary};
use crate::store::{self, Tx};

/// Does what is planned for those who stand at `waiting`, in their order.
pub(in crate::actions) async fn apply(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    job: JobId,
    waiting: &[(i64, UserId)],
) -> Result<Vec<(UserId, Outcome)>, Error> {
    let users: Vec<UserId> = waiting.iter().map(|(_, user)| *user).collect();
    let positions: Vec<i64> = waiting.iter().map(|(at, _)| *at).collect();
    let mut planned = store::jobs::steps(tx, customer, job, &positions).await?;
    let standing = users::lock_many(tx, customer, &users).await?;
    let held = store::licenses::of_users(tx, customer, &users).await?;
    let mut inventory = inventory(tx, customer, Depth::Ruled).await?;
    let matched = matched(tx, by, customer, job, &users).await?;
    let (mut outcomes, mut moves) = (Vec::new(), Vec::new());
    for id in &users {
        let before = held.get(id).map(Vec::as_slice).unwrap_or_default();
        let step = planned.remove(id).and_then(|kept| serde_json::from_str::<UserDecision>(&kept).ok());
        let Some(step) = step else {
            tracing::error!(user = %id, job = %job, "nothing readable is planned for a user");
            outcomes.push((*id, Outcome::Failed));
            continue;
        };
        let (outcome, step) = if matched.as_ref().is_some_and(|matched| !matched.contains(id)) {
            (elsewhere(standing.get(id)).unwrap_or(Outcome::Unmatched), UserDecision::default())
        } else {
            judge(&mut inventory, standing.get(id), *id, before, &step)
        };
        outcomes.push((*id, outcome));
        if step.changes() {
            moves.push(Move { user: *id, before, step });
        }
    }
    write(tx, customer, &moves, by.now).await?;
    count(tx, customer, &moves).await?;
    tell(tx, log, customer, &moves, &standing).await?;
    Ok(outcomes)
}

/// Those of `users` whom the filter by which all were chosen still finds; nothing where they were chosen
/// by hand.
async fn matched(
    tx: &Tx,
    by: &Actor,
    customer: CustomerId,
    job: JobId,
    users: &[UserId],
) -> Result<Option<HashSet<UserId>>, Error> {
    let Some(kept) = store::license_previews::filter_of(tx, customer, job).await? else { return Ok(None) };
    // Nobody knows what they were to match.
    let Some(wanted) = selections::wanted(&kept, by.now) else { return Ok(Some(HashSet::new())) };
    let still = chosen::matching(tx, customer, &UserSet::Users(users.to_vec()), &wanted).await?;
    Ok(Some(still.into_iter().collect()))
}

fn judge(
    inventory: &mut Inventory,
    standing: Option<&UserSummary>,
    id: UserId,
    before: &[License],
    planned: &UserDecision,
) -> (Outcome, UserDecision) {
    let nothing = |outcome: Outcome| (outcome, UserDecision::default());
    if let Some(outcome) = elsewhere(standing) {
        return nothing(outcome);
    }
    match planned.absent {
        None => {}
        Some(Absent::Unmatched) => return nothing(Outcome::Unmatched),
        // Nothing was planned for such a user.
        Some(Absent::Deleted | Absent::Gone) => return nothing(Outcome::Returned),
    }
    let holder = Holder {
        id,
        location: standing.and_then(|user| user.location.clone()),
        licenses: before.to_vec(),
        absent: None,
    };
    let step = inventory.take(&holder, &planned.wish());
    let mut refused: Vec<(SkuId, Blocker)> = planned.refused.iter().chain(&step.refused).cloned().collect();
    let has_otherwise = |license: &&License| {
        before.iter().any(|now| now.sku == license.sku && now.disabled_plans != license.disabled_plans)
    };
    refused.extend(planned.add.iter().filter(has_otherwise).map(|license| (license.sku, Blocker::HasOtherwise)));
    refused.sort();
    refused.dedup();
    let done = step.done(before);
    let outcome =
        if done.is_empty() && refused.is_empty() { Outcome::Unchanged } else { Outcome::Licenses { done, refused } };
    (outcome, step)
}

/// What is told of somebody who is not there any more.
fn elsewhere(standing: Option<&UserSummary>) -> Option<Outcome> {
    let Some(user) = standing else { return Some(Outcome::Gone) };
    let by = || user.deleted_by_name.clone().unwrap_or_default();
    user.deleted_at.map(|_| Outcome::AlreadyDeleted { by: by() })
}

/// How many each user holds and where, those alike in one statement.
async fn count(tx: &Tx, customer: CustomerId, moves: &[Move<'_>]) -> Result<(), Error> {
    let mut alike: BTreeMap<(i64, Option<Option<&str>>), Vec<UserId>> = BTreeMap::new();
    for one in moves {
        let location = one.step.place.as_ref().map(|place| match place {
            UsageLocation::Set { country, .. } => Some(country.as_str()),
            UsageLocation::Cleared { .. } => None,
        });
        alike.entry((one.by(), location)).or_default().push(one.user);
    }
    for ((by, location), mut of) in alike {
        of.sort();
        users::relicense(tx, customer, &of, by, location).await?;
    }
    Ok(())
}

async fn tell(
    tx: &Tx,
    log: &mut Log,
    customer: CustomerId,
    moves: &[Move<'_>],
    standing: &HashMap<UserId, UserSummary>,
) -> Result<(), Error> {
    if moves.is_empty() {
        return Ok(());
    }
    let has_plans_off = |licenses: &[License]| licenses.iter().any(|license| !license.disabled_plans.is_empty());
    let needs_plans = moves.iter().any(|one| has_plans_off(one.before) || has_plans_off(&one.after()));
    let shelf = if needs_plans {
        CustomerProducts::of(tx, customer).await?
    } else {
        CustomerProducts { owned: store::licenses::owned(tx, customer).await?, plans: HashMap::new() }
    };
    for one in moves {
        let name = standing.get(&one.user).map(|user| user.display_name.clone()).unwrap_or_default();
        let event = Event::new(Operation::UpdateCustomerUserLicenses, Target::User(one.user.0), name);
        let event = event.changed("licenses", describe(one.before, &shelf), describe(&one.after(), &shelf));
        let (from, to) = match &one.step.place {
            Some(UsageLocation::Set { country, .. }) => (None, Some(country.clone())),
            Some(UsageLocation::Cleared { country, .. }) => (Some(country.clone()), None),
            None => (None, None),
        };
        log.add(event.changed("location", from, to));
    }
    Ok(())
}

/// What is done to one user.
pub(in crate::actions) struct Move<'a> {
    pub user: UserId,
    pub before: &'a [License],
    pub step: UserDecision,
}

impl Move<'_> {
    pub fn after(&self) -> Vec<License> {
        self.step.after(self.before)
    }

    /// By how many the user's licenses become more.
    pub fn by(&self) -> i64 {
        length(self.step.add.len()) - length(self.step.remove.len())
    }
}

/// Writes `moves` down: seats, assignments, service plans, counts. As many statements for one user as for a
/// hundred, but for plans that are off: a hundred of those each. The moves were judged in this transaction,
/// while the customer's chain was held.
pub(in crate::actions) async fn write(
    tx: &Tx,
    customer: CustomerId,
    moves: &[Move<'_>],
    at: Moment,
) -> Result<(), Error> {
    let mut seats: BTreeMap<SkuId, i64> = BTreeMap::new();
    let mut removed: BTreeMap<SkuId, Vec<UserId>> = BTreeMap::new();
    let mut added: Vec<(UserId, SkuId)> = Vec::new();
    let mut plans: Vec<(UserId, License)> = Vec::new();
    let mut unlicensed = 0;
    for one in moves {
        let after = one.after();
        for sku in &one.step.remove {
            *seats.entry(*sku).or_default() -= 1;
            removed.entry(*sku).or_default().push(one.user);
            let had_plans_off = |license: &&License| license.sku == *sku && !license.disabled_plans.is_empty();
            let gone = one.before.iter().find(had_plans_off);
            plans.extend(gone.map(|gone| (one.user, License { sku: gone.sku, disabled_plans: Vec::new() })));
        }
        for license in &one.step.add {
            *seats.entry(license.sku).or_default() += 1;
            added.push((one.user, license.sku));
        }
        let is_new = |license: &License| one.step.add.contains(license) && !license.disabled_plans.is_empty();
        let is_switched = |license: &License| one.step.switch.iter().any(|switch| switch.sku == license.sku);
        let changed = after.iter().filter(|license| is_new(license) || is_switched(license));
        plans.extend(changed.map(|license| (one.user, license.clone())));
        unlicensed += i64::from(after.is_empty()) - i64::from(one.before.is_empty());
    }
    // In the order of SKU ids, as everybody takes pools.
    for (sku, by) in seats {
        if by < 0 {
            store::licenses::give_seats(tx, customer, sku, -by).await?;
        } else if by > 0 && !store::licenses::take_seats(tx, customer, sku, by).await? {
            return Err(Error::Failed(format!("seats of {sku} went while the customer's chain was held")));
        }
    }
    for (sku, users) in removed {
        store::licenses::revoke(tx, customer, sku, &users).await?;
    }
    store::licenses::assign(tx, customer, &added, at).await?;
    store::licenses::put_disabled(tx, customer, &plans).await?;
    store::customers::count_users(tx, customer, 0, 0, unlicensed).await?;
    Ok(())
}
