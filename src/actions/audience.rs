//! Who is chosen, and who of them can be told about: what every verb for many users begins with.

use std::collections::BTreeSet;

use super::actor::Actor;
use super::error::Error;
use super::selections;
use crate::domain::id::{CustomerId, JobId, SelectionId, UserId};
use crate::domain::length;
use crate::domain::refusal::{Refusal, UserRefusal};
use crate::store;
use crate::store::users::chosen::{Among, UserSet};

/// Names that a question shows.
pub(super) const NAMED: u64 = 50;

/// Who is chosen, as a form says it: users by their ids, a selection, or those of another job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    pub users: Vec<UserId>,
    pub selection: Option<SelectionId>,
    /// Those whom this job has deleted.
    pub of: Option<JobId>,
    /// Ids that can be no user's.
    pub unreadable: i64,
}

/// Who is chosen and can be told about.
#[derive(Clone, Debug)]
pub struct ResolvedAudience {
    pub chosen: UserSet,
    /// Chosen, and no active users of this customer any more.
    pub left_out: i64,
}

/// Finds who is meant: one's own selection, or users of this customer.
///
/// # Errors
/// [`Error::NotFound`] when none of the users is this customer's; [`UserRefusal::SelectionGone`],
/// [`UserRefusal::NobodyChosen`], [`UserRefusal::NobodyLeft`].
pub async fn resolve(by: &Actor, customer: CustomerId, choice: &Audience) -> Result<ResolvedAudience, Error> {
    by.require_sight(customer)?;
    let db = by.app.db.read();
    if let Some(id) = choice.selection {
        let selection = selections::own(by, customer, id).await?.id;
        let chosen = UserSet::Selection(selection);
        let found = store::users::chosen::counted(db, customer, &chosen, Among::All).await?.users;
        if found == 0 {
            return Err(Refusal::User(UserRefusal::NobodyLeft).into());
        }
        return Ok(ResolvedAudience {
            chosen,
            left_out: store::selections::size(db, customer, selection).await? - found,
        });
    }
    let users: BTreeSet<UserId> = choice.users.iter().copied().collect();
    if users.is_empty() && choice.unreadable == 0 {
        return Err(Refusal::User(UserRefusal::NobodyChosen).into());
    }
    let asked = length(users.len()) + choice.unreadable;
    let chosen = UserSet::Users(users.into_iter().collect());
    let found = store::users::chosen::counted(db, customer, &chosen, Among::All).await?.users;
    if found == 0 {
        return Err(Error::NotFound);
    }
    Ok(ResolvedAudience { chosen, left_out: asked - found })
}
