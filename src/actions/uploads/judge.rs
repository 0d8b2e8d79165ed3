//! What is to become of the rows of an upload, as things stand: asked when they are reviewed, and once more when
//! each is written.

mod decide;
mod names;

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::ground::Ground;
use super::plan::Plan;
use crate::actions::licenses::Names;
use crate::actions::licenses::stock::{Depth, inventory};
use crate::actions::{Actor, Error};
use crate::domain::id::{CustomerId, SkuId, UserId};
use crate::domain::licensing::{Blocker, Holder, Inventory, LicenseRequest};
use crate::domain::message::Message;
use crate::domain::refusal::{Refusal, Refused, UploadRefusal};
use crate::domain::text::fold;
use crate::domain::upload::kept::{Seats, Summary};
use crate::domain::upload::verdict::{Detail, UploadRow, Verdict};
use crate::domain::upload::{Context, Draft, Note, RowReading, read};
use crate::domain::user::{License, UserState};
use crate::domain::user_name::{Domain, UserName};
use crate::store::users::Standing;
use crate::store::{self, Connection};

/// Judges rows one after the other: what one takes, the next one does not get.
pub(super) struct Judge<'a> {
    by: &'a Actor,
    customer: CustomerId,
    ground: &'a Ground,
    domains: Vec<Domain>,
    inventory: Inventory,
    /// In which line a user name stands first.
    seen: HashMap<String, i64>,
    /// Names that are taken, by what they begin with.
    taken: HashMap<String, HashSet<String>>,
    /// User names that rows of the file state, later ones as well: none of them is made for somebody else.
    stated: HashSet<String>,
    /// In which line a display name stands first.
    named: HashMap<String, i64>,
    pub(super) summary: Summary,
}

/// A row with what is to be done of it.
pub(super) struct Judged {
    pub row: UploadRow,
    pub plan: Option<Plan>,
}

/// A row that could be read.
struct Candidate {
    at: usize,
    draft: Draft,
    key: Option<String>,
    /// The user name that was made for it when it was looked at, where it is being written.
    reviewed: Option<String>,
}

impl<'a> Judge<'a> {
    pub(super) async fn new(
        db: &impl Connection,
        by: &'a Actor,
        customer: CustomerId,
        ground: &'a Ground,
    ) -> Result<Self, Error> {
        let domains = store::customers::domains(db, customer).await?;
        let inventory = inventory(db, customer, Depth::Ruled).await?;
        let seats =
            inventory.items.iter().map(|(sku, item)| (*sku, Seats { needed: 0, available: item.pool.available() }));
        let summary = Summary { seats: seats.collect(), ..Summary::default() };
        Ok(Self {
            by,
            customer,
            ground,
            domains,
            inventory,
            seen: HashMap::new(),
            taken: HashMap::new(),
            stated: HashSet::new(),
            named: HashMap::new(),
            summary,
        })
    }

    /// Judges the next rows, in their order. As many statements for a thousand as for one, but for names that are
    /// made.
    pub(super) async fn rows(&mut self, db: &impl Connection, rows: Vec<UploadRow>) -> Result<Vec<Judged>, Error> {
        let (products, domains) = (&self.ground.products, &self.domains);
        let context = Context { domains, products };
        let readings: Vec<RowReading> = rows.iter().map(|row| read(&row.cells, &context)).collect();
        let mut judged: Vec<Judged> = rows.into_iter().map(|row| Judged { row, plan: None }).collect();
        let mut candidates = Vec::new();
        for (at, (one, reading)) in judged.iter_mut().zip(readings).enumerate() {
            let reviewed = std::mem::take(&mut one.row.detail.user_name);
            let key = begin(&mut one.row, &reading, &mut self.summary);
            let draft = reading.draft.filter(|_| one.row.unread.is_none());
            let reviewed = Some(reviewed).filter(|_| one.row.is_due && key.is_none());
            candidates.extend(draft.map(|draft| Candidate { at, draft, key, reviewed }));
        }
        let standing = self.standing(db, &candidates).await?;
        let mut blocked: Vec<(usize, SkuId, Blocker)> = Vec::new();
        for candidate in candidates {
            let one = &mut judged[candidate.at];
            let at = candidate.at;
            let told = self.judge(db, &mut one.row, candidate, &standing).await?;
            match told {
                Ok((verdict, plan)) => {
                    one.row.verdict = verdict;
                    one.plan = plan;
                }
                Err(refused) => {
                    one.row.verdict = Verdict::Refused;
                    one.row.detail.refuse(&refused);
                }
            }
            if one.row.would_be_written()
                && let Some(plan) = &mut one.plan
            {
                let refused = self.take(plan);
                blocked.extend(refused.into_iter().map(|(sku, why)| (at, sku, why)));
            }
        }
        let reasons = blocked.iter().map(|(_, _, why)| why);
        let names = Names::of(db, blocked.iter().map(|(_, sku, _)| *sku), reasons, []).await?;
        for (at, sku, why) in &blocked {
            let detail = &mut judged[*at].row.detail;
            detail.lacks_licenses = true;
            detail.notes.push(names.refusal(*sku, why).message());
        }
        for one in &judged {
            count(&mut self.summary, &one.row);
        }
        Ok(judged)
    }

    /// Who of these users is there, or was.
    async fn standing(&self, db: &impl Connection, candidates: &[Candidate]) -> Result<Known, Error> {
        let keys: Vec<String> = candidates.iter().filter_map(|one| one.key.clone()).collect();
        let nameless = candidates.iter().filter(|one| one.key.is_none());
        let display_names: Vec<String> = nameless.map(|one| fold(&one.draft.display_name)).collect();
        let deleted = UserState::restorable(self.by.now);
        let active = store::users::named(db, self.customer, UserState::Active, &keys).await?;
        let ids: Vec<UserId> = active.values().map(|user| user.id).collect();
        let licenses = if self.ground.wishes.updates {
            store::licenses::of_users(db, self.customer, &ids).await?
        } else {
            HashMap::new()
        };
        Ok(Known {
            active,
            licenses,
            deleted: store::users::named(db, self.customer, deleted, &keys).await?,
            namesakes: store::users::namesakes(db, self.customer, &display_names).await?,
        })
    }

    async fn judge(
        &mut self,
        db: &impl Connection,
        row: &mut UploadRow,
        candidate: Candidate,
        known: &Known,
    ) -> Result<Result<(Verdict, Option<Plan>), Refused>, Error> {
        let Candidate { draft, key, reviewed, .. } = candidate;
        if let Some(first) = key.as_ref().and_then(|key| self.seen.get(key)) {
            let line = u64::try_from(*first).unwrap_or_default();
            return Ok(Err(Refused::one("email", Refusal::Upload(UploadRefusal::Repeated { line }))));
        }
        if let Some(key) = &key {
            self.seen.insert(key.clone(), row.line);
            if let Some(there) = known.active.get(key) {
                return Ok(self.update(row, &draft, there, known));
            }
        }
        let was_deleted = key.as_ref().and_then(|key| known.deleted.get(key));
        if let Some(gone) = was_deleted {
            let name = gone.profile.display_name.clone();
            row.detail.notes.push(Message::new("upload-note-deleted").text("name", name));
        }
        let namesake = match &key {
            Some(_) => None,
            None => known.namesakes.get(&fold(&draft.display_name)),
        };
        if let Some(name) = namesake {
            row.detail.notes.push(Message::new("upload-note-namesake").text("name", name));
        }
        let double = self.double(row, &draft).filter(|_| key.is_none());
        if let Some(line) = double {
            row.detail.notes.push(Message::new("upload-note-double").number("line", line));
        }
        let user_name = match &draft.user_name {
            Some(name) => name.clone(),
            None => match self.name_for(db, &draft, reviewed).await? {
                Ok(name) => {
                    self.seen.insert(name.key(), row.line);
                    self.summary.names_made += 1;
                    row.detail.notes.push(Message::new("upload-note-name-made").text("name", name.to_string()));
                    name
                }
                Err(refused) => return Ok(Err(refused)),
            },
        };
        let is_perhaps = was_deleted.is_some() || namesake.is_some() || double.is_some();
        let verdict = if is_perhaps { Verdict::Perhaps } else { Verdict::Ready };
        Ok(self.create(row, &draft, user_name).map(|plan| (verdict, Some(plan))))
    }

    /// Decides which licenses of a plan can be had, and takes their seats. Gives what cannot be had, and why.
    fn take(&mut self, plan: &mut Plan) -> Vec<(SkuId, Blocker)> {
        let (id, location, held, wanted, step) = plan.licensed();
        if wanted.is_empty() {
            return Vec::new();
        }
        for sku in wanted {
            self.summary.seats.entry(*sku).or_default().needed += 1;
        }
        let holder = Holder {
            id: id.unwrap_or(UserId(Uuid::nil())),
            location: location.map(str::to_owned),
            licenses: held.to_vec(),
            absent: None,
        };
        let assign = wanted.iter().map(|sku| License { sku: *sku, disabled_plans: Vec::new() }).collect();
        *step = self.inventory.take(&holder, &LicenseRequest { assign, ..LicenseRequest::default() });
        step.refused.clone()
    }
}

/// Who is known of the users of some rows.
struct Known {
    active: HashMap<String, Standing>,
    licenses: HashMap<UserId, Vec<License>>,
    deleted: HashMap<String, Standing>,
    /// User names by folded display names.
    namesakes: HashMap<String, String>,
}

/// Puts down what the cells themselves say of a row. Gives the key of its user name.
fn begin(row: &mut UploadRow, reading: &RowReading, summary: &mut Summary) -> Option<String> {
    row.detail = Detail { display_name: reading.display_name.clone(), ..Detail::default() };
    row.is_administrator = false;
    row.user = None;
    row.verdict = Verdict::Refused;
    row.detail.notes.extend(reading.notes.iter().map(Note::message));
    if row.is_doubtful {
        row.detail.notes.push(Message::new("upload-note-doubtful"));
    }
    // Told once for the file: a file without that column would have a note in each row.
    summary.display_names_made += i64::from(reading.is_name_made);
    summary.domains_added += i64::from(reading.notes.iter().any(|note| matches!(note, Note::DomainAdded { .. })));
    row.detail.reasons.extend(row.unread.iter().map(|why| (String::new(), why.clone())));
    row.detail.refuse(&reading.refused);
    let name = reading.user_name.as_ref();
    row.detail.user_name = name.map(ToString::to_string).unwrap_or_default();
    name.map(UserName::key)
}

fn count(summary: &mut Summary, row: &UploadRow) {
    summary.rows += 1;
    let more = match row.verdict {
        Verdict::Ready if row.is_administrator => &mut summary.administrators,
        Verdict::Ready => &mut summary.ready,
        Verdict::Update => &mut summary.updates,
        Verdict::There => &mut summary.there,
        Verdict::Perhaps => &mut summary.perhaps,
        Verdict::Refused => &mut summary.refused,
    };
    *more += 1;
    summary.ticked += i64::from(row.needs_tick() && row.is_ticked);
    summary.doubtful += i64::from(row.is_doubtful);
    summary.noted += i64::from(!row.detail.notes.is_empty());
}
