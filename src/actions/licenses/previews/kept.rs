//! Previews in the database: what was shown to whom, for as long as somebody may come back to it.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::Source;
use super::compute::compute;
use crate::actions::licenses::question::Who;
use crate::actions::{Actor, Error, note, selections};
use crate::clock::new_id;
use crate::domain::id::{CustomerId, LicensePreviewId, SkuId, UserId};
use crate::domain::length;
use crate::domain::licensing::{Change, Decisions, Tally, UserDecision};
use crate::domain::refusal::{LicenseRefusal, Refusal};
use crate::secrets::hash;
use crate::store::license_previews::LicensePreview;
use crate::store::users::chosen::UserSet;
use crate::store::{self};

/// How long a preview can be carried out after it was made.
const KEPT: TimeDelta = TimeDelta::hours(12);

/// A preview as it was shown.
pub(super) struct SavedPreview {
    pub row: LicensePreview,
    pub source: Source,
    pub decisions: Decisions,
}

/// What would be decided at this moment.
pub(super) struct Now {
    pub decisions: Decisions,
    /// Users whom the filter finds and who are not in it.
    pub joined: i64,
    revision: i64,
}

fn broken(error: &serde_json::Error) -> Error {
    Error::Failed(format!("a preview cannot be read: {error}"))
}

fn written(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Failed(error.to_string()))
}

/// Each user's step as it is kept. Most are alike.
fn steps(decisions: &Decisions) -> Result<Vec<(UserId, String)>, Error> {
    let mut last: Option<(&UserDecision, String)> = None;
    let mut steps = Vec::with_capacity(decisions.steps.len());
    for (user, step) in &decisions.steps {
        let kept = match &last {
            Some((same, kept)) if *same == step => kept.clone(),
            _ => written(step)?,
        };
        last = Some((step, kept.clone()));
        steps.push((*user, kept));
    }
    Ok(steps)
}

/// By this two previews are known to do the same to the same users.
pub(super) fn digest(decisions: &Decisions) -> Result<String, Error> {
    Ok(hash(written(&decisions.steps)?.as_bytes()))
}

fn summary(decisions: &Decisions) -> Result<String, Error> {
    written(&decisions.tallies.iter().collect::<Vec<_>>())
}

/// Where the customer's chain of events ends: as long as it does, nothing of the customer's changed.
async fn revision(by: &Actor, customer: CustomerId) -> Result<i64, Error> {
    Ok(store::audit::head(by.app.db.read(), customer).await?.map_or(0, |head| head.seq))
}

/// Keeps what a page keeps for itself as a preview for nobody.
pub async fn save_draft(by: &Actor, customer: CustomerId, page: &str) -> Result<LicensePreviewId, Error> {
    by.require_sight(customer)?;
    let nobody = Decisions::default();
    let row = LicensePreview {
        id: LicensePreviewId(new_id()),
        staff: by.staff_id()?,
        source: written(&Source::Change(Change::default()))?,
        filter: None,
        left_out: 0,
        joined: 0,
        total: 0,
        summary: summary(&nobody)?,
        digest: digest(&nobody)?,
        revision: revision(by, customer).await?,
        page: page.to_owned(),
        created_at: by.now,
        expires_at: by.now + KEPT,
        job: None,
    };
    note(by, async |tx| Ok(store::license_previews::insert(tx, customer, &row, &[]).await?)).await?;
    Ok(row.id)
}

/// Decides on `source` for `users`, and keeps it.
pub async fn keep(
    by: &Actor,
    customer: CustomerId,
    source: Source,
    who: &Who,
    users: &[UserId],
    page: &str,
) -> Result<LicensePreviewId, Error> {
    by.require_sight(customer)?;
    let revision = revision(by, customer).await?;
    let decisions = compute(by, customer, &source, users, &who.chosen, who.filter.as_deref()).await?;
    let row = LicensePreview {
        id: LicensePreviewId(new_id()),
        staff: by.staff_id()?,
        source: written(&source)?,
        filter: who.filter.clone(),
        left_out: who.left,
        joined: who.joined,
        total: length(users.len()),
        summary: summary(&decisions)?,
        digest: digest(&decisions)?,
        revision,
        page: page.to_owned(),
        created_at: by.now,
        expires_at: by.now + KEPT,
        job: None,
    };
    let steps = steps(&decisions)?;
    note(by, async |tx| Ok(store::license_previews::insert(tx, customer, &row, &steps).await?)).await?;
    Ok(row.id)
}

/// One's own preview without its users.
///
/// # Errors
/// [`Error::NotFound`]; [`LicenseRefusal::PreviewExpired`], unless it was carried out.
pub(super) async fn find(by: &Actor, customer: CustomerId, id: LicensePreviewId) -> Result<LicensePreview, Error> {
    let found = store::license_previews::find(by.app.db.read(), customer, by.staff_id()?, id).await?;
    let row = found.ok_or(Error::NotFound)?;
    if row.job.is_none() && by.now >= row.expires_at {
        return Err(Refusal::License(LicenseRefusal::PreviewExpired).into());
    }
    Ok(row)
}

/// A preview as it was shown.
pub(super) async fn read(by: &Actor, customer: CustomerId, row: LicensePreview) -> Result<SavedPreview, Error> {
    let (db, id) = (by.app.db.read(), row.id);
    let source = serde_json::from_str(&row.source).map_err(|error| broken(&error))?;
    let tallies: Vec<(SkuId, Tally)> = serde_json::from_str(&row.summary).map_err(|error| broken(&error))?;
    let mut steps: Vec<(UserId, UserDecision)> = Vec::new();
    let mut last: Option<(String, UserDecision)> = None;
    for (user, kept) in store::license_previews::steps(db, customer, id).await? {
        let step = match &last {
            Some((same, step)) if *same == kept => step.clone(),
            _ => serde_json::from_str(&kept).map_err(|error| broken(&error))?,
        };
        last = Some((kept, step.clone()));
        steps.push((user, step));
    }
    let decisions = Decisions { steps, tallies: tallies.into_iter().collect::<BTreeMap<_, _>>() };
    Ok(SavedPreview { row, source, decisions })
}

impl SavedPreview {
    fn users(&self) -> Vec<UserId> {
        self.decisions.steps.iter().map(|(user, _)| *user).collect()
    }

    /// The same for the same users, as things are now. Costs nothing where nothing was done at the
    /// customer meanwhile.
    pub async fn recompute_if_stale(&self, by: &Actor, customer: CustomerId) -> Result<Now, Error> {
        let revision = revision(by, customer).await?;
        if revision == self.row.revision {
            return Ok(Now { decisions: self.decisions.clone(), joined: self.row.joined, revision });
        }
        self.again(by, customer).await
    }

    /// Decides it again, whatever was done meanwhile: also what concerns all customers, as the catalog.
    pub async fn again(&self, by: &Actor, customer: CustomerId) -> Result<Now, Error> {
        // Before anything is read, so that what is done meanwhile is noticed the next time.
        let revision = revision(by, customer).await?;
        let (id, filter) = (self.row.id, self.row.filter.as_deref());
        let decisions = compute(by, customer, &self.source, &self.users(), &UserSet::Preview(id), filter).await?;
        let joined = match filter.and_then(|kept| selections::wanted(kept, by.now)) {
            Some(wanted) => store::license_previews::unplanned(by.app.db.read(), customer, id, &wanted).await?,
            None => self.row.joined,
        };
        Ok(Now { decisions, joined, revision })
    }

    /// What is to be kept of it as it is `now`: its row, and each user's step.
    pub fn renewed(&self, by: &Actor, now: &Now) -> Result<(LicensePreview, Vec<(UserId, String)>), Error> {
        let row = LicensePreview {
            summary: summary(&now.decisions)?,
            digest: digest(&now.decisions)?,
            joined: now.joined,
            revision: now.revision,
            created_at: by.now,
            ..self.row.clone()
        };
        Ok((row, steps(&now.decisions)?))
    }
}
