//! Choosing users over several pages of a list.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Actor, Error, note};
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, SelectionId, UserId};
use crate::domain::length;
use crate::domain::listing::UserFilter;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, UserRefusal};
use crate::domain::user::UserState;
use crate::store::selections::Selection;
use crate::store::users::UserQuery;
use crate::store::users::chosen::UserSet as Users;
use crate::store::{self};

/// A selection is forgotten so long after it was last changed.
pub(super) const KEPT: TimeDelta = TimeDelta::hours(12);

/// What becomes of the selection.
#[derive(Clone, Debug)]
pub enum SelectionChange {
    /// Of the users on a page, exactly the ticked ones are chosen; others stay as they were.
    Page { shown: Vec<UserId>, ticked: Vec<UserId> },
    /// Every user that the list's search and filter match now, besides those who are chosen and those who are
    /// ticked on the page, as in [`SelectionChange::Page`].
    All { shown: Vec<UserId>, ticked: Vec<UserId>, wanted: UserQuery },
    /// Those to whom a job did not do all that it was to do, for another try: in a new selection.
    Short { job: JobId },
    /// Nobody.
    Clear,
}

/// What *all that match* were to match, as it is kept with the selection: it can be asked again
/// when something is done to them.
#[derive(Serialize, Deserialize)]
struct Kept {
    search: String,
    filter: String,
    is_deleted: bool,
}

impl Kept {
    fn of(wanted: &UserQuery) -> Self {
        let is_deleted = wanted.state != UserState::Active;
        Self { search: wanted.search.clone(), filter: wanted.filter.to_string(), is_deleted }
    }

    /// The same, of those who are in the selection; `None` when it is no filter of this version.
    fn wanted(self, now: Moment) -> Option<UserQuery> {
        let state = if self.is_deleted { UserState::restorable(now) } else { UserState::Active };
        let filter = UserFilter::parse(&self.filter).ok()?;
        Some(UserQuery { state, search: self.search, filter, selection: None })
    }
}

/// A selection as it stands at the moment when something is done to its users.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectionSnapshot {
    /// Who is in it and still matches, in the list's order.
    pub users: Vec<UserId>,
    /// How many were chosen and no longer match.
    pub left: i64,
    /// How many match now and were not chosen.
    pub joined: i64,
}

/// One's own selection, as far as its users still match.
#[derive(Clone, Debug)]
pub struct Matched {
    pub chosen: Users,
    /// What *all that match* were to match, to be asked again; as it is kept.
    pub filter: Option<String>,
    pub wanted: Option<UserQuery>,
}

/// One's own selection. Another person's is not there either.
///
/// # Errors
/// [`UserRefusal::SelectionGone`].
pub(super) async fn own(by: &Actor, customer: CustomerId, id: SelectionId) -> Result<Selection, Error> {
    let found = store::selections::find(by.app.db.read(), customer, by.staff_id()?, id, by.now).await?;
    found.ok_or_else(|| Refusal::User(UserRefusal::SelectionGone).into())
}

/// Whether this is a selection of the actor's that has not expired.
pub async fn is_own(by: &Actor, customer: CustomerId, id: SelectionId) -> Result<bool, Error> {
    by.require_sight(customer)?;
    Ok(store::selections::find(by.app.db.read(), customer, by.staff_id()?, id, by.now).await?.is_some())
}

/// How many users in `state` are in a selection that is the actor's ([`is_own`]), and which of `users`.
pub async fn chosen_of(
    by: &Actor,
    customer: CustomerId,
    id: SelectionId,
    state: UserState,
    users: &[UserId],
) -> Result<(i64, BTreeSet<UserId>), Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    let db = by.app.db.read();
    let count = store::selections::count(db, customer, id, state).await?;
    Ok((count, store::selections::chosen(db, customer, id, users).await?))
}

/// What a selection of users in `state` stands for now: those chosen, and of *all that match* those
/// who still do.
///
/// # Errors
/// [`UserRefusal::SelectionGone`].
pub async fn matched(by: &Actor, customer: CustomerId, id: SelectionId, state: UserState) -> Result<Matched, Error> {
    by.require_sight(customer)?;
    let own = own(by, customer, id).await?;
    // A list of active users says nothing about deleted ones: those who were deleted since are what is meant then.
    let wanted = match own.filter.as_deref() {
        // Nobody knows what they were to match.
        Some(kept) => Some(wanted(kept, by.now).ok_or(Refusal::User(UserRefusal::SelectionGone))?),
        None => None,
    };
    let wanted = wanted.filter(|wanted| wanted.state == state);
    let chosen = match &wanted {
        Some(wanted) => Users::Matching(id, Box::new(wanted.clone())),
        None => Users::Selection(id),
    };
    Ok(Matched { chosen, filter: own.filter.filter(|_| wanted.is_some()), wanted })
}

/// What a kept filter finds; nothing when it is none of this version.
pub fn wanted(kept: &str, now: Moment) -> Option<UserQuery> {
    serde_json::from_str::<Kept>(kept).ok()?.wanted(now)
}

/// The users of one's own selection who are in `state`, and still match if *all that match* were
/// taken; who left and who joined since is counted.
///
/// # Errors
/// [`UserRefusal::SelectionGone`].
pub async fn frozen(
    by: &Actor,
    customer: CustomerId,
    id: SelectionId,
    state: UserState,
) -> Result<SelectionSnapshot, Error> {
    by.require_sight(customer)?;
    let Matched { chosen, wanted, .. } = matched(by, customer, id, state).await?;
    let db = by.app.db.read();
    let users = store::users::chosen::in_order(db, customer, state, &chosen).await?;
    let all = store::selections::size(db, customer, id).await?;
    let joined = match wanted {
        Some(wanted) => store::selections::unchosen(db, customer, id, &wanted).await?,
        None => 0,
    };
    Ok(SelectionSnapshot { left: all - length(users.len()), joined, users })
}

/// A selection, and how many ids among those ticked are no such users of this customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// `None` when nobody is chosen.
    pub selection: Option<SelectionId>,
    pub unknown: i64,
    /// Of *all that match*: how many match, and how many others stay chosen.
    pub matching: i64,
    pub others: i64,
}

/// Changes a selection, or makes one. Another person's selection is not touched: a new one is made.
pub async fn choose(
    by: &Actor,
    customer: CustomerId,
    known: Option<SelectionId>,
    state: UserState,
    choice: &SelectionChange,
) -> Result<Chosen, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    let staff = by.staff_id()?;
    let nothing_yet = known.is_none();
    if nothing_yet && matches!(choice, SelectionChange::Page { ticked, .. } if ticked.is_empty()) {
        return Ok(Chosen::default());
    }
    // Those of a job are a selection of their own.
    let known = known.filter(|_| !matches!(choice, SelectionChange::Short { .. }));
    if let SelectionChange::Short { job } = choice {
        super::jobs::find(by, customer, *job).await?;
    }
    let unticked: Vec<UserId> = match choice {
        SelectionChange::Page { shown, ticked } | SelectionChange::All { shown, ticked, .. } => {
            let ticked: BTreeSet<&UserId> = ticked.iter().collect();
            shown.iter().filter(|id| !ticked.contains(id)).copied().collect()
        }
        SelectionChange::Short { .. } | SelectionChange::Clear => Vec::new(),
    };
    note(by, async |tx| {
        let before = match known {
            Some(id) => store::selections::find(tx, customer, staff, id, by.now).await?,
            None => None,
        };
        let mut selection =
            before.unwrap_or_else(|| Selection { id: SelectionId(new_id()), staff, filter: None, expires_at: by.now });
        selection.expires_at = by.now + KEPT;
        let id = selection.id;
        let mut told = Chosen::default();
        match choice {
            SelectionChange::Page { ticked, .. } => {
                store::selections::put(tx, customer, &selection).await?;
                let removed = store::selections::remove(tx, customer, id, &unticked).await?;
                let added = store::selections::add(tx, customer, id, ticked, state).await?;
                told.unknown = added.unknown;
                // Changed by hand it is no longer what a filter finds.
                if removed + added.new > 0 && selection.filter.take().is_some() {
                    store::selections::put(tx, customer, &selection).await?;
                }
            }
            SelectionChange::All { ticked, wanted, .. } => {
                let kept = serde_json::to_string(&Kept::of(wanted));
                let kept = Some(kept.map_err(|error| Error::Failed(error.to_string()))?);
                // Whom the same filter found before was ticked by nobody.
                if selection.filter == kept {
                    store::selections::clear(tx, customer, id).await?;
                }
                store::selections::put(tx, customer, &selection).await?;
                store::selections::remove(tx, customer, id, &unticked).await?;
                told.unknown = store::selections::add(tx, customer, id, ticked, state).await?.unknown;
                let everybody = store::selections::size(tx, customer, id).await?;
                let before = store::selections::count(tx, customer, id, state).await?;
                let matched = store::users::chosen::matching(tx, customer, &Users::Selection(id), wanted).await?;
                told.others = before - length(matched.len());
                // With others among them it is no longer what a filter finds.
                selection.filter = kept.filter(|_| everybody == length(matched.len()));
                store::selections::put(tx, customer, &selection).await?;
                store::selections::add_all(tx, customer, id, wanted).await?;
            }
            SelectionChange::Short { job } => {
                store::selections::put(tx, customer, &selection).await?;
                store::selections::add_these(tx, customer, id, &Users::Short(*job), state).await?;
            }
            SelectionChange::Clear => {
                selection.filter = None;
                store::selections::put(tx, customer, &selection).await?;
                store::selections::clear(tx, customer, id).await?;
            }
        }
        let chosen = store::selections::count(tx, customer, id, state).await?;
        Ok(Chosen { selection: (chosen > 0).then_some(id), matching: chosen - told.others, ..told })
    })
    .await
}
