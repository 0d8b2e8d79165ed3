//! Rows of an upload become users, in one transaction with what is told of them.

use std::collections::BTreeMap;

use super::judge::Judged;
use super::passwords::Ready;
use super::plan::Plan;
use crate::actions::audit::Log;
use crate::actions::licenses::CustomerProducts;
use crate::actions::licenses::apply::{Move, write as write_licenses};
use crate::actions::users::{Whole, check_rights, differences, operation};
use crate::actions::{Actor, Error, hand_over, sheets};
use crate::clock::new_id;
use crate::domain::directory_role::Permissions;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, UploadId, UserId};
use crate::domain::licensing::UserDecision;
use crate::domain::message::Message;
use crate::domain::upload::verdict::{RowResult, UploadRow};
use crate::domain::user::{License, Profile};
use crate::store::uploads::Progress;
use crate::store::{self, Tx};

/// Somebody who is created.
struct New<'a> {
    id: UserId,
    profile: Profile,
    permissions: Permissions,
    sign_in_allowed: bool,
    step: UserDecision,
    ready: &'a Ready,
}

/// Somebody who is brought up to date.
struct Renewed {
    id: UserId,
    version: i64,
    profile: Profile,
    held: Vec<License>,
    step: UserDecision,
}

/// Writes rows as they were judged in this transaction. Gives how far that is, and how many passwords were used.
pub(super) async fn write(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    judged: Vec<Judged>,
    ready: &[Ready],
    upload: UploadId,
) -> Result<(Progress, usize), Error> {
    let mut passwords = ready.iter();
    let (mut new, mut renewed, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for Judged { mut row, plan } in judged {
        let plan = plan.filter(|_| row.would_be_written());
        row.result = match plan {
            Some(Plan::Create { profile, permissions, sign_in_allowed, step, .. }) => match passwords.next() {
                Some(ready) => {
                    let id = UserId(new_id());
                    row.user = Some(id);
                    new.push(New { id, profile, permissions, sign_in_allowed, step, ready });
                    Some(RowResult::Created)
                }
                // It was to be an update when it was looked at, and the user is gone: next time.
                None => None,
            },
            Some(Plan::Update { user, version, profile, held, step, .. }) => {
                renewed.push(Renewed { id: user, version, profile, held, step });
                Some(RowResult::Updated)
            }
            None => Some(unwritten(&mut row)),
        };
        rows.push(row);
    }
    let used = new.len();
    let shelf = if new.is_empty() && renewed.is_empty() {
        CustomerProducts::default()
    } else {
        CustomerProducts::of(tx, customer).await?
    };
    create(tx, by, log, customer, &new, &shelf).await?;
    renew(tx, by, log, customer, &renewed, &shelf, &mut rows).await?;
    store::uploads::put_rows(tx, customer, upload, &rows).await?;
    let count = |is: &dyn Fn(&UploadRow) -> bool| i64::try_from(rows.iter().filter(|row| is(row)).count()).unwrap_or(0);
    let is = |row: &UploadRow, result| row.result == Some(result);
    let written = |row: &UploadRow| is(row, RowResult::Created) || is(row, RowResult::Updated);
    let progress = Progress {
        done: count(&|row| row.result.is_some()),
        created: count(&|row| is(row, RowResult::Created)),
        updated: count(&|row| is(row, RowResult::Updated)),
        partly: count(&|row| written(row) && row.detail.lacks_licenses),
        refused: count(&|row| is(row, RowResult::Refused)),
    };
    Ok((progress, used))
}

/// What became of a row that is not written after all.
fn unwritten(row: &mut UploadRow) -> RowResult {
    use crate::domain::upload::verdict::Verdict;
    match row.verdict {
        Verdict::There | Verdict::Update => RowResult::There,
        Verdict::Refused => RowResult::Refused,
        Verdict::Ready | Verdict::Perhaps => {
            let told =
                if row.is_administrator { "upload-not-ticked-administrator" } else { "upload-not-ticked-perhaps" };
            row.detail.reasons.push((String::new(), Message::new(told)));
            RowResult::Refused
        }
    }
}

async fn create(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    new: &[New<'_>],
    shelf: &CustomerProducts,
) -> Result<(), Error> {
    if new.is_empty() {
        return Ok(());
    }
    let lasts = hand_over::temporary_password_lasts(&by.app, tx).await?;
    let rows: Vec<store::users::NewUser<'_>> = new
        .iter()
        .map(|one| store::users::NewUser {
            id: one.id,
            profile: &one.profile,
            permissions: &one.permissions,
            sign_in_allowed: one.sign_in_allowed,
            password_hash: one.ready.hash.clone(),
            password_expires_at: by.now + lasts,
            created_at: by.now,
        })
        .collect();
    store::users::insert_many(tx, customer, &rows).await?;
    let count = i64::try_from(new.len()).unwrap_or_default();
    store::customers::count_users(tx, customer, count, 0, count).await?;
    let moves = new.iter().filter(|one| one.step.changes());
    license(tx, by, customer, moves.map(|one| Move { user: one.id, before: &[], step: one.step.clone() })).await?;
    let handed: Vec<(UserId, &str)> = new.iter().map(|one| (one.id, one.ready.password.as_str())).collect();
    sheets::add_many(tx, by, log, customer, &handed).await?;
    for one in new {
        let licenses = one.step.after(&[]);
        let event = Event::new(Operation::CreateCustomerUser, Target::User(one.id.0), one.profile.display_name.clone());
        let (profile, permissions, allowed) = (&one.profile, &one.permissions, one.sign_in_allowed);
        let whole = Whole { profile, permissions, licenses: &licenses, allowed };
        log.add(differences(event, None, &whole, shelf));
    }
    Ok(())
}

/// Writes licenses, and how many each user holds.
async fn license<'a>(
    tx: &Tx,
    by: &Actor,
    customer: CustomerId,
    moves: impl Iterator<Item = Move<'a>>,
) -> Result<(), Error> {
    let moves: Vec<Move<'_>> = moves.collect();
    if moves.is_empty() {
        return Ok(());
    }
    write_licenses(tx, customer, &moves, by.now).await?;
    let mut alike: BTreeMap<i64, Vec<UserId>> = BTreeMap::new();
    for one in &moves {
        alike.entry(one.by()).or_default().push(one.user);
    }
    for (more, mut users) in alike {
        users.sort();
        store::users::relicense(tx, customer, &users, more, None).await?;
    }
    Ok(())
}

async fn renew(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    renewed: &[Renewed],
    shelf: &CustomerProducts,
    rows: &mut [UploadRow],
) -> Result<(), Error> {
    let mut allowed = Vec::new();
    for one in renewed {
        let Some(user) = store::users::lock(tx, customer, one.id).await? else { return Err(Error::NotFound) };
        let licenses = one.step.after(&one.held);
        let before = Whole::of(&user);
        let after = Whole {
            profile: &one.profile,
            permissions: &user.permissions,
            licenses: &licenses,
            allowed: user.sign_in.allowed,
        };
        if one.profile == user.profile && !one.step.changes() {
            // What it was to get there is no seat for.
            rows.iter_mut().filter(|row| row.user == Some(one.id)).for_each(|row| row.result = Some(RowResult::There));
            continue;
        }
        let Err(Error::MissingRole(permission)) = check_rights(by, &before, &after) else {
            let (permissions, may_sign_in) = (&user.permissions, user.sign_in.allowed);
            store::users::update(tx, customer, one.id, one.version, &one.profile, permissions, may_sign_in).await?;
            let event =
                Event::new(operation(&before, &after), Target::User(one.id.0), one.profile.display_name.clone());
            log.add(differences(event, Some(&before), &after, shelf));
            allowed.push(one);
            continue;
        };
        let roles = permission.holder_names();
        let refusal =
            crate::domain::refusal::Refusal::Access(crate::domain::refusal::AccessRefusal::MissingRole { roles });
        for row in rows.iter_mut().filter(|row| row.user == Some(one.id)) {
            row.result = Some(RowResult::Refused);
            row.detail.reasons.push((String::new(), refusal.message()));
        }
    }
    let moves = allowed.into_iter().filter(|one| one.step.changes());
    license(tx, by, customer, moves.map(|one| Move { user: one.id, before: &one.held, step: one.step.clone() })).await
}
