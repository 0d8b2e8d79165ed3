//! New temporary passwords: the old ones are worth nothing from then on.

use super::audience::{Audience, NAMED, ResolvedAudience, resolve};
use super::audit::Log;
use super::jobs::Prepared;
use super::{Actor, Error, hand_over, links, sessions, sheets};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, UserId};
use crate::domain::job::{Options, Outcome};
use crate::domain::permission::Permission;
use crate::store::Tx;
use crate::store::users::chosen::{self, Among, Counted};
use crate::store::users::{self, UserSummary};

/// Names of those left out that a question shows.
const LEFT_OUT_NAMED: u64 = 10;

/// What is told before anybody's password is reset, or sign-in blocked.
#[derive(Clone, Debug)]
pub struct Question {
    pub audience: ResolvedAudience,
    pub first: Vec<UserSummary>,
    /// Those to whom it can be done.
    pub counted: Counted,
    /// Administrators to whom this person may do nothing: the first of them, and how many.
    pub out_of_reach: (Vec<UserSummary>, i64),
}

/// # Errors
/// As [`resolve`].
pub async fn ask(by: &Actor, customer: CustomerId, choice: &Audience) -> Result<Question, Error> {
    by.require(Permission::ResetPasswords)?;
    by.require_reach(customer)?;
    let audience = resolve(by, customer, choice).await?;
    let db = by.app.db.read();
    let all = chosen::counted(db, customer, &audience.chosen, Among::All).await?;
    if by.may(Permission::ResetAdministrators) || all.administrators == 0 {
        let first = chosen::first(db, customer, &audience.chosen, Among::All, NAMED).await?;
        return Ok(Question { audience, first, counted: all, out_of_reach: (Vec::new(), 0) });
    }
    if all.administrators == all.users {
        return Err(Error::MissingRole(Permission::ResetAdministrators));
    }
    let left = chosen::first(db, customer, &audience.chosen, Among::Administrators, LEFT_OUT_NAMED).await?;
    Ok(Question {
        first: chosen::first(db, customer, &audience.chosen, Among::Others, NAMED).await?,
        counted: chosen::counted(db, customer, &audience.chosen, Among::Others).await?,
        out_of_reach: (left, all.administrators),
        audience,
    })
}

/// What becomes of a user whose password or sign-in is to be changed: judged by the roles that the
/// user has now, in this transaction.
pub(super) fn judge(by: &Actor, user: Option<&UserSummary>) -> Outcome {
    let Some(user) = user else { return Outcome::Gone };
    let needed = Permission::ResetPasswords.on(user.level());
    if user.deleted_at.is_some() {
        Outcome::AlreadyDeleted { by: user.deleted_by_name.clone().unwrap_or_default() }
    } else if by.may(needed) {
        Outcome::Done
    } else {
        Outcome::missing(needed)
    }
}

/// Gives `users` the passwords that were prepared for them, and puts these on the person's sheet; with links to
/// them, where that was asked for. Older links are dead.
pub(super) async fn apply(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    options: &Options,
    users: &[UserId],
    prepared: &Prepared,
) -> Result<Vec<(UserId, Outcome)>, Error> {
    let standing = users::lock_many(tx, customer, users).await?;
    let expires_at = by.now + hand_over::temporary_password_lasts(&by.app, tx).await?;
    let mut outcomes = Vec::new();
    let (mut sheet, mut fresh) = (None, Vec::new());
    for id in users {
        let outcome = judge(by, standing.get(id));
        if let (Outcome::Done, Some(user)) = (&outcome, standing.get(id)) {
            let made = prepared.passwords.get(id);
            let (password, hash) = made.ok_or_else(|| Error::Failed("a password was not prepared".into()))?;
            users::set_password(tx, customer, *id, hash, expires_at).await?;
            sessions::end_of_users(tx, customer, &[*id]).await?;
            sheet = Some(sheets::add(tx, by, log, customer, *id, password).await?);
            fresh.push(links::Fresh { user: *id, password, hash });
            let event = Event::new(Operation::ResetCustomerUserPassword, Target::User(id.0), user.display_name.clone());
            log.add(event);
        }
        outcomes.push((*id, outcome));
    }
    if let Some(sheet) = sheet {
        links::issue_along(tx, by, log, (customer, sheet), &fresh, options.along).await?;
    }
    Ok(outcomes)
}
