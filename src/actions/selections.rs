//! Choosing users over several pages of a list.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::{Actor, Error};
use crate::clock::new_id;
use crate::domain::id::{CustomerId, SelectionId, UserId};
use crate::domain::permission::Permission;
use crate::store::selections::Selection;
use crate::store::users::Wanted;
use crate::store::{self};

/// A selection is forgotten so long after it was last changed.
const KEPT: TimeDelta = TimeDelta::hours(12);

/// What becomes of the selection.
#[derive(Clone, Debug)]
pub enum Choice {
    /// Of the users on a page, exactly the ticked ones are chosen; others stay as they were.
    Page { shown: Vec<UserId>, ticked: Vec<UserId> },
    /// Every user that the list's search and filter match now.
    All { wanted: Wanted, address: String },
    /// Nobody.
    Clear,
}

/// A selection, and how many ids among those ticked are no active users of this customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// `None` when nobody is chosen.
    pub selection: Option<SelectionId>,
    pub unknown: i64,
}

/// Changes a selection, or makes one. Another person's selection is not touched: a new one is made.
///
/// # Errors
/// When the database fails.
pub async fn choose(
    by: &Actor,
    customer: CustomerId,
    known: Option<SelectionId>,
    choice: &Choice,
) -> Result<Chosen, Error> {
    by.require(Permission::SeeCustomers)?;
    let staff = by.staff_id()?;
    let nothing_yet = known.is_none();
    if nothing_yet && matches!(choice, Choice::Page { ticked, .. } if ticked.is_empty()) {
        return Ok(Chosen { selection: None, unknown: 0 });
    }
    let unticked: Vec<UserId> = match choice {
        Choice::Page { shown, ticked } => {
            let ticked: BTreeSet<&UserId> = ticked.iter().collect();
            shown.iter().filter(|id| !ticked.contains(id)).copied().collect()
        }
        Choice::All { .. } | Choice::Clear => Vec::new(),
    };
    by.app
        .db
        .write(async |tx| {
            let before = match known {
                Some(id) => store::selections::find(tx, customer, staff, id, by.now).await?,
                None => None,
            };
            let mut selection = before.unwrap_or_else(|| Selection {
                id: SelectionId(new_id()),
                staff,
                filter: None,
                expires_at: by.now,
            });
            selection.expires_at = by.now + KEPT;
            let id = selection.id;
            let mut unknown = 0;
            match choice {
                Choice::Page { ticked, .. } => {
                    store::selections::put(tx, customer, &selection).await?;
                    store::selections::remove(tx, customer, id, &unticked).await?;
                    unknown = store::selections::add(tx, customer, id, ticked).await?;
                }
                Choice::All { wanted, address } => {
                    selection.filter = Some(address.clone());
                    store::selections::put(tx, customer, &selection).await?;
                    store::selections::add_all(tx, customer, id, wanted).await?;
                }
                Choice::Clear => {
                    selection.filter = None;
                    store::selections::put(tx, customer, &selection).await?;
                    store::selections::clear(tx, customer, id).await?;
                }
            }
            let chosen = store::selections::count(tx, customer, id).await?;
            Ok(Chosen { selection: (chosen > 0).then_some(id), unknown })
        })
        .await
}
