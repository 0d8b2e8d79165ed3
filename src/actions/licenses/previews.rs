//! A preview of many users' licenses: made, shown, made again when the world moved, and carried out as it
//! was shown or not at all. One user alone needs no preview; everything else is the same.

mod compute;
mod kept;
mod save;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

pub(super) use self::kept::keep;
pub use self::save::{Changed, Saved, change_one, save};
use super::names::Names;
use super::question::who;
use super::{CustomerProducts, Error};
use crate::actions::Actor;
pub use crate::actions::audience::Audience;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, LicensePreviewId, SkuId, UserId};
use crate::domain::length;
use crate::domain::licensing::{
    Blocker, Change, Decisions, Difference, Drift, Reason, Tally, UserDecision, differences,
};
use crate::domain::permission::Permission;
use crate::domain::refusal::{LicenseRefusal, Refusal};
use crate::domain::user::UserState;
use crate::store::licenses::Person;
use crate::store::users::chosen::{self, UserSet};
use crate::store::{self};

/// What a preview is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    Change(Change),
    /// Takes back what this job did.
    Undo(JobId),
}

/// Which of a preview's users are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    #[default]
    Everybody,
    /// Those for whom something of it is not done.
    Short,
    /// Those whom this reason stops, by its place in [`Preview::reasons`].
    Reason(usize),
    /// Those for whom it is different from what was shown.
    Different,
    /// Those about whom something drifted since what is taken back was done.
    Drifted,
}

/// One user of a decisions.
#[derive(Clone, Debug)]
pub struct Row {
    pub user: UserId,
    /// `None` for who is gone for good.
    pub person: Option<Person>,
    pub step: UserDecision,
    /// What was shown before, where that is different.
    pub was: Option<UserDecision>,
}

/// A preview as it is shown.
#[derive(Clone, Debug)]
pub struct Preview {
    pub id: LicensePreviewId,
    pub source: Source,
    pub total: i64,
    pub changing: i64,
    pub left_out: i64,
    pub joined: i64,
    pub tallies: Vec<(SkuId, Tally)>,
    pub reasons: Vec<(Option<SkuId>, Reason, i64)>,
    /// About how many users something drifted.
    pub drifted: i64,
    /// What is different from what was shown before.
    pub difference: Difference,
    /// *Save* came from an older look at it, and nothing is different since this one.
    pub is_older: bool,
    /// To be sent with *Save*: exactly this was seen.
    pub digest: String,
    pub rows: Vec<Row>,
    /// From where the pages beside this one begin.
    pub previous: Option<usize>,
    pub next: Option<usize>,
    pub last: Option<usize>,
    pub names: Names,
    /// What the page keeps with it for itself.
    pub page: String,
    pub created_at: Moment,
}

/// What became of looking for a decisions.
#[derive(Clone, Debug)]
pub enum Looked {
    Preview(Box<Preview>),
    /// It was carried out, by this job; and what the page keeps with it.
    CarriedOut(JobId, String),
}

/// Decides on a change for those who are meant, and keeps it for the preview, with what the `page` keeps for itself.
///
/// # Errors
/// [`LicenseRefusal::NothingChosen`]; what [`CustomerProducts::check`] refuses; when nobody is meant.
pub async fn draft(
    by: &Actor,
    customer: CustomerId,
    change: &Change,
    choice: &Audience,
    page: &str,
) -> Result<LicensePreviewId, Error> {
    by.require(Permission::ManageLicenses)?;
    by.require_reach(customer)?;
    let db = by.app.db.read();
    let shelf = CustomerProducts::of(db, customer).await?;
    shelf.check(change)?;
    if change.is_empty() {
        return Err(Refusal::License(LicenseRefusal::NothingChosen).into());
    }
    let mut who = who(by, customer, choice).await?;
    let mut users = chosen::in_order(db, customer, UserState::Active, &who.chosen).await?;
    if let UserSet::Users(asked) = &who.chosen {
        // Each of those asked for by their ids is told about, also who is gone.
        let known: std::collections::BTreeSet<UserId> = users.iter().copied().collect();
        users.extend(asked.iter().filter(|id| !known.contains(id)));
        who.left = choice.unreadable;
    }
    keep(by, customer, Source::Change(change.clone()), &who, &users, page).await
}

/// Keeps what a page keeps for itself, to come back to: nothing is decided.
pub async fn save_draft(by: &Actor, customer: CustomerId, page: &str) -> Result<LicensePreviewId, Error> {
    by.require(Permission::ManageLicenses)?;
    by.require_reach(customer)?;
    kept::save_draft(by, customer, page).await
}

/// What the page keeps with one's own decisions.
///
/// # Errors
/// [`Error::NotFound`]; [`LicenseRefusal::PreviewExpired`].
pub async fn page_of(by: &Actor, customer: CustomerId, id: LicensePreviewId) -> Result<String, Error> {
    by.require(Permission::ManageLicenses)?;
    by.require_reach(customer)?;
    Ok(kept::find(by, customer, id).await?.page)
}

/// A preview of one's own as things are now: as it was shown, or what is different.
///
/// # Errors
/// [`Error::NotFound`]; [`LicenseRefusal::PreviewExpired`].
pub async fn preview(
    by: &Actor,
    customer: CustomerId,
    id: LicensePreviewId,
    only: Only,
    from: usize,
    limit: usize,
) -> Result<Looked, Error> {
    by.require(Permission::ManageLicenses)?;
    by.require_reach(customer)?;
    let row = kept::find(by, customer, id).await?;
    if let Some(job) = row.job {
        return Ok(Looked::CarriedOut(job, row.page));
    }
    let kept = kept::read(by, customer, row).await?;
    let now = kept.recompute_if_stale(by, customer).await?;
    let preview = show(by, customer, &kept, &now, only, from, limit).await?;
    Ok(Looked::Preview(Box::new(preview)))
}

/// What is shown of a preview `kept`, which would be `now`.
async fn show(
    by: &Actor,
    customer: CustomerId,
    kept: &kept::SavedPreview,
    now: &kept::Now,
    only: Only,
    from: usize,
    limit: usize,
) -> Result<Preview, Error> {
    let (db, joined, now) = (by.app.db.read(), now.joined, &now.decisions);
    let difference = differences(&kept.decisions, now);
    let was: HashMap<UserId, &UserDecision> = difference.users.iter().map(|(user, step)| (*user, step)).collect();
    let reasons = now.reasons();
    let wanted = reasons_of(&reasons, only);
    let shown = |(user, step): &(UserId, UserDecision)| match only {
        Only::Everybody => true,
        Only::Short => step.falls_short(),
        // A reason that was there before, and is none of these, stops nobody.
        Only::Reason(_) => wanted.as_ref().is_some_and(|reason| step.reasons().contains(reason)),
        Only::Different => was.contains_key(user),
        Only::Drifted => !step.drift.is_empty(),
    };
    let all: Vec<&(UserId, UserDecision)> = now.steps.iter().filter(|one| shown(one)).collect();
    let next = from.checked_add(limit).filter(|next| *next < all.len());
    let rows: Vec<&(UserId, UserDecision)> = all.iter().skip(from).take(limit).copied().collect();
    let ids = rows.iter().map(|(user, _)| *user).collect();
    let people = store::licenses::people(db, customer, &UserSet::Users(ids)).await?;
    let mut people: HashMap<UserId, Person> = people.into_iter().map(|one| (UserId(one.id), one)).collect();
    let row = |(user, step): &(UserId, UserDecision)| Row {
        user: *user,
        person: people.remove(user),
        step: step.clone(),
        was: was.get(user).map(|step| (*step).clone()),
    };
    let rows: Vec<Row> = rows.into_iter().map(row).collect();
    let names = names(db, now, &reasons, &rows).await?;
    let mut tallies: Vec<(SkuId, Tally)> = now.tallies.iter().map(|(sku, tally)| (*sku, *tally)).collect();
    tallies.sort_by_cached_key(|(sku, _)| names.product(*sku));
    Ok(Preview {
        id: kept.row.id,
        source: kept.source.clone(),
        total: kept.row.total,
        changing: now.changing(),
        left_out: kept.row.left_out,
        joined,
        tallies,
        reasons,
        drifted: length(now.steps.iter().filter(|(_, step)| !step.drift.is_empty()).count()),
        difference,
        is_older: false,
        digest: kept::digest(now)?,
        rows,
        previous: (from > 0).then(|| from.saturating_sub(limit)),
        next,
        last: next.map(|_| (all.len() - 1) / limit * limit),
        names,
        page: kept.row.page.clone(),
        created_at: kept.row.created_at,
    })
}

fn reasons_of(reasons: &[(Option<SkuId>, Reason, i64)], only: Only) -> Option<(Option<SkuId>, Reason)> {
    let Only::Reason(at) = only else { return None };
    reasons.get(at).map(|(sku, reason, _)| (*sku, reason.clone()))
}

/// The names of everything that is shown.
async fn names(
    db: &impl store::Connection,
    decisions: &Decisions,
    reasons: &[(Option<SkuId>, Reason, i64)],
    rows: &[Row],
) -> Result<Names, Error> {
    let steps = || rows.iter().flat_map(|row| std::iter::once(&row.step).chain(&row.was));
    let of_step = |step: &UserDecision| -> Vec<SkuId> {
        let (added, switched) = (step.add.iter().map(|one| one.sku), step.switch.iter().map(|one| one.sku));
        let told =
            step.refused.iter().map(|(sku, _)| *sku).chain(step.drift.iter().map(|(sku, _): &(SkuId, Drift)| *sku));
        added.chain(switched).chain(step.remove.iter().copied()).chain(told).collect()
    };
    let skus = steps().flat_map(of_step).chain(decisions.tallies.keys().copied());
    let skus = skus.chain(reasons.iter().filter_map(|(sku, _, _)| *sku));
    let plans = steps().flat_map(|step| {
        let switched = step.switch.iter().flat_map(|one| one.on.iter().chain(&one.off));
        switched.chain(step.add.iter().flat_map(|one| &one.disabled_plans)).copied()
    });
    let of_reason = reasons.iter().filter_map(|(_, reason, _)| match reason {
        Reason::Blocker(why) => Some(why),
        Reason::Absent(_) => None,
    });
    let whys: Vec<&Blocker> =
        steps().flat_map(|step| step.refused.iter().map(|(_, why)| why)).chain(of_reason).collect();
    Names::of(db, skus.collect::<Vec<_>>(), whys, plans.collect::<Vec<_>>()).await
}

/// Why there is nothing to save in a preview, if so.
fn idle(decisions: &Decisions) -> Option<Refusal> {
    (decisions.changing() == 0).then_some(Refusal::License(LicenseRefusal::NothingToDo))
}
