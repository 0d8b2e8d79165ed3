//! The decisions as things are at this moment, for one user or ten thousand: the same few statements.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::history::{assigned_since, done_by_user};
use super::super::stock::{Depth, inventory};
use super::Source;
use crate::actions::{Actor, Error, selections};
use crate::domain::id::{CustomerId, UserId};
use crate::domain::licensing::{Absent, Decisions, Holder, Wished, decide};
use crate::store::licenses::Person;
use crate::store::users::UserQuery;
use crate::store::users::chosen::{self, UserSet};
use crate::store::{self};

/// Decides on `source` for `users` in their order; all of them are among `chosen`. Of a filter's users, those
/// whom it does not find any more are left alone.
pub(super) async fn compute(
    by: &Actor,
    customer: CustomerId,
    source: &Source,
    users: &[UserId],
    chosen: &UserSet,
    filter: Option<&str>,
) -> Result<Decisions, Error> {
    let db = by.app.db.read();
    let people = store::licenses::people(db, customer, chosen).await?;
    let mut people: HashMap<UserId, Person> = people.into_iter().map(|one| (UserId(one.id), one)).collect();
    let mut held = store::licenses::of_chosen(db, customer, chosen).await?;
    let inventory = inventory(db, customer, Depth::All).await?;
    let matched = match filter.map(|kept| selections::wanted(kept, by.now)) {
        Some(Some(wanted)) => Some(still_matching(by, customer, chosen, wanted).await?),
        // Nobody knows what they were to match.
        Some(None) => Some(HashSet::new()),
        None => None,
    };
    let (done, assigned_since) = match source {
        Source::Undo(job) => {
            (done_by_user(db, customer, *job).await?, assigned_since(db, customer, *job, chosen).await?)
        }
        Source::Change(_) => (HashMap::new(), HashMap::new()),
    };
    let nothing = BTreeSet::new();
    let wish = |id: &UserId| -> Wished {
        let person = people.remove(id);
        let absent = match &person {
            None => Some(Absent::Gone),
            Some(person) if person.deleted_at.is_some() => Some(Absent::Deleted),
            Some(_) if matched.as_ref().is_some_and(|matched| !matched.contains(id)) => Some(Absent::Unmatched),
            Some(_) => None,
        };
        let location = person.and_then(|person| person.location);
        let holder = Holder { id: *id, location, licenses: held.remove(id).unwrap_or_default(), absent };
        let (wish, drift) = match source {
            Source::Change(change) => (change.wish(&holder, &inventory), Vec::new()),
            Source::Undo(_) => done
                .get(id)
                .map(|done| done.undo(&holder, assigned_since.get(id).unwrap_or(&nothing)))
                .unwrap_or_default(),
        };
        (holder, wish, drift)
    };
    let wishes: Vec<Wished> = users.iter().map(wish).collect();
    Ok(decide(&inventory, &wishes))
}

async fn still_matching(
    by: &Actor,
    customer: CustomerId,
    chosen: &UserSet,
    wanted: UserQuery,
) -> Result<HashSet<UserId>, Error> {
    let still = chosen::matching(by.app.db.read(), customer, chosen, &wanted).await?;
    Ok(still.into_iter().collect())
}
