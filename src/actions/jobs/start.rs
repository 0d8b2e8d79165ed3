//! What is asked for becomes a job, once.

use std::collections::BTreeSet;

use super::lookup::{deletion, find};
use super::run::{AT_ONCE, lease, set_off, write_down};
use crate::actions::audience::Audience;
use crate::actions::selections::{self, SelectionSnapshot};
use crate::actions::{Actor, Error, Submission, with_audit_idempotent};
use crate::clock::new_id;
use crate::domain::directory_role::Level;
use crate::domain::id::{CustomerId, JobId, UserId};
use crate::domain::job::{Job, Kind, Options, asks_for_password};
use crate::domain::length;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, UserRefusal};
use crate::store;
use crate::store::users::chosen::{Among, UserSet};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Order {
    pub kind: Kind,
    pub choice: Audience,
    pub options: Options,
}

/// Writes down what is asked for and, when it is about few users, does it. The same form sent twice
/// is one job.
///
/// # Errors
/// As [`meant`]; [`Error::MissingRole`].
pub async fn start(by: &Actor, customer: CustomerId, order: &Order, sent: &Submission) -> Result<Job, Error> {
    by.require(order.kind.permission())?;
    let staff = by.staff().ok_or(Error::MissingRole(Permission::SignedIn))?;
    let SelectionSnapshot { users, left, joined } = users_of(by, customer, order).await?;
    within_reach(by, customer, order.kind, &users).await?;
    let total = length(users.len());
    if asks_for_password(order.kind, total, &order.options) {
        by.require_recent_password()?;
    }
    let job = Job {
        id: JobId(new_id()),
        kind: order.kind,
        staff: staff.id,
        by: staff.name.clone(),
        credential: by.credential.clone(),
        options: order.options.clone(),
        total,
        done: 0,
        refused: 0,
        left_out: order.choice.unreadable + left,
        joined,
        created_at: by.now,
        finished_at: None,
        undoes: order.choice.of,
        partly: 0,
        unchanged: 0,
    };
    let lease = lease(&job);
    let id = with_audit_idempotent(by, customer, sent, async |tx, _| {
        // Refused only here: the second of two clicks finds its users gone, and gets the first one's answer.
        if users.is_empty() {
            return Err(if order.choice.selection.is_some() {
                Refusal::User(UserRefusal::NobodyLeft).into()
            } else {
                Error::NotFound
            });
        }
        write_down(tx, customer, &job, &users, lease).await?;
        Ok(job.id)
    })
    .await?;
    set_off(by, customer, id, lease).await?;
    find(by, customer, id).await
}

/// The users of a job. Those asked for by their ids are all in it, so that each is told about, also
/// who is gone, if any of them is this customer's; of a selection the ones that are there now.
async fn users_of(by: &Actor, customer: CustomerId, order: &Order) -> Result<SelectionSnapshot, Error> {
    let (db, state) = (by.app.db.read(), order.kind.state(by.now));
    let wanted = |chosen: UserSet| async move { store::users::chosen::in_order(db, customer, state, &chosen).await };
    if let Some(id) = order.choice.selection {
        return selections::frozen(by, customer, id, state).await;
    }
    if let Some(id) = order.choice.of {
        let users = wanted(UserSet::Job(deletion(by, customer, id).await?.id)).await?;
        return Ok(SelectionSnapshot { users, ..SelectionSnapshot::default() });
    }
    let asked: BTreeSet<UserId> = order.choice.users.iter().copied().collect();
    if asked.is_empty() {
        return Err(Refusal::User(UserRefusal::NobodyChosen).into());
    }
    let asked: Vec<UserId> = asked.into_iter().collect();
    if !store::users::any(db, customer, &asked).await? {
        return Ok(SelectionSnapshot::default());
    }
    let mut users = wanted(UserSet::Users(asked.clone())).await?;
    let known: BTreeSet<UserId> = users.iter().copied().collect();
    users.extend(asked.into_iter().filter(|id| !known.contains(id)));
    Ok(SelectionSnapshot { users, ..SelectionSnapshot::default() })
}

/// Refuses what could be done to nobody, as all are administrators and this person's role does not
/// reach them. Each of them is judged again, in the transaction.
async fn within_reach(by: &Actor, customer: CustomerId, kind: Kind, users: &[UserId]) -> Result<(), Error> {
    let needed = kind.permission().on(Level::GlobalAdministrator);
    // Of many each is told one by one.
    if by.may(needed) || i64::try_from(users.len()).is_ok_and(|users| users > AT_ONCE) {
        return Ok(());
    }
    let chosen = UserSet::Users(users.to_vec());
    let counted = store::users::chosen::counted(by.app.db.read(), customer, &chosen, Among::All).await?;
    let is_out_of_reach = counted.users > 0 && counted.administrators == counted.users;
    if is_out_of_reach { Err(Error::MissingRole(needed)) } else { Ok(()) }
}
