//! A few users of a restore, in one transaction.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::actions::audit::Log;
use crate::actions::jobs::Prepared;
use crate::actions::licenses::apply::{Move, write};
use crate::actions::licenses::stock::{Depth, inventory};
use crate::actions::licenses::{CustomerProducts, describe};
use crate::actions::{Actor, Error, hand_over, sheets};
use crate::domain::directory_role::Level;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, SkuId, UserId};
use crate::domain::job::{Options, Outcome};
use crate::domain::length;
use crate::domain::licensing::{Blocker, UserDecision};
use crate::domain::permission::Permission;
use crate::domain::restoration::{Candidate, Fate, Names, restore};
use crate::domain::user::expired_up_to;
use crate::domain::user::search_text;
use crate::domain::user_name::UserName;
use crate::store::users::chosen::UserSet;
use crate::store::users::deleted::{self, Deleted};
use crate::store::{self, Tx, released, users};

/// One who comes back.
struct Returning<'a> {
    user: &'a Deleted,
    name: UserName,
    /// With which licenses, and why without the others.
    step: UserDecision,
}

impl Returning<'_> {
    fn id(&self) -> UserId {
        UserId(self.user.id)
    }

    fn outcome(&self, names: &CustomerProducts) -> Outcome {
        if self.step.refused.is_empty() {
            return Outcome::Done;
        }
        let (mut seatless, mut suspended, mut unusable, mut ruled) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (sku, why) in &self.step.refused {
            let of = match why {
                Blocker::NoSeats => &mut seatless,
                Blocker::PoolNotUsable => &mut suspended,
                Blocker::NotAssignable | Blocker::ProductNotOwned => &mut unusable,
                _ => &mut ruled,
            };
            of.push(names.label(*sku));
        }
        Outcome::Restored { seatless, suspended, unusable, ruled }
    }
}

/// Restores `users`, who come a few at a time and in their order.
pub(in crate::actions) async fn apply(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    options: &Options,
    users: &[UserId],
    prepared: &Prepared,
) -> Result<Vec<(UserId, Outcome)>, Error> {
    let found = deleted::lock(tx, customer, users).await?;
    let found: HashMap<UserId, Deleted> = found.into_iter().map(|user| (UserId(user.id), user)).collect();
    let there = users::lock_many(tx, customer, users).await?;
    let mut held = released::of_chosen(tx, customer, &UserSet::Users(users.to_vec())).await?;
    let shelf = CustomerProducts::of(tx, customer).await?;
    let mut outcomes: HashMap<UserId, Outcome> = HashMap::new();
    let mut candidates = Vec::new();
    for id in users {
        match found.get(id).map(|user| (user, judge(by, options, user))) {
            None if there.contains_key(id) => drop(outcomes.insert(*id, Outcome::NotDeleted)),
            None => drop(outcomes.insert(*id, Outcome::Gone)),
            Some((_, Some(refused))) => drop(outcomes.insert(*id, refused)),
            Some((user, None)) => {
                let name = options.names.get(id).unwrap_or(&user.user_name);
                let Ok(user_name) = UserName::parse(name) else {
                    tracing::error!(user = %id, "a deleted user has no readable user name");
                    outcomes.insert(*id, Outcome::Failed);
                    continue;
                };
                candidates.push(Candidate {
                    id: *id,
                    user_name,
                    location: there.get(id).and_then(|user| user.location.clone()),
                    licenses: held.remove(id).unwrap_or_default(),
                });
            }
        }
    }
    let keys: Vec<String> = candidates.iter().map(|one| one.user_name.key()).collect();
    let names = Names {
        domains: store::customers::domains(tx, customer).await?.into_iter().collect(),
        taken: deleted::names_taken(tx, customer, &keys).await?,
    };
    let inventory = inventory(tx, customer, Depth::Ruled).await?;
    let mut returning = Vec::new();
    for ((id, fate), candidate) in restore(&candidates, &inventory, &names).into_iter().zip(candidates) {
        let outcome = match fate {
            Fate::NameTaken => Outcome::NameTaken,
            Fate::DomainGone => Outcome::DomainGone,
            Fate::Back(step) => {
                let Some(user) = found.get(&id) else { continue };
                let one = Returning { user, name: candidate.user_name, step: *step };
                let outcome = one.outcome(&shelf);
                returning.push(one);
                outcome
            }
        };
        outcomes.insert(id, outcome);
    }
    if !returning.is_empty() {
        bring_back(tx, by, log, customer, &returning, &shelf, options.new_passwords).await?;
        if options.new_passwords {
            give_passwords(tx, by, log, customer, &returning, prepared).await?;
        }
    }
    let outcome = |id: &UserId| (*id, outcomes.remove(id).unwrap_or(Outcome::Gone));
    Ok(users.iter().map(outcome).collect())
}

/// Why a deleted user cannot come back at this moment, or not by this person.
fn judge(by: &Actor, options: &Options, user: &Deleted) -> Option<Outcome> {
    let needed = Permission::ResetPasswords.on(Level::from_number(user.role_level));
    if user.deleted_at <= expired_up_to(by.now) {
        Some(Outcome::TooLate)
    } else if options.new_passwords && !by.may(needed) {
        Some(Outcome::missing(needed))
    } else {
        None
    }
}

async fn bring_back(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    returning: &[Returning<'_>],
    shelf: &CustomerProducts,
    new_passwords: bool,
) -> Result<(), Error> {
    let ids: Vec<UserId> = returning.iter().map(Returning::id).collect();
    let renamed = returning.iter().filter(|one| one.name.to_string() != one.user.user_name);
    for one in renamed {
        let search_text = search_text(&one.user.display_name, &one.name.key(), one.user.alternate_email.as_deref());
        deleted::rename(tx, customer, one.id(), &one.name, &search_text).await?;
        users::note_renamed(tx, customer, one.id(), by.now).await?;
    }
    let mut alike: BTreeMap<i64, Vec<UserId>> = BTreeMap::new();
    for one in returning {
        alike.entry(length(one.step.add.len())).or_default().push(one.id());
    }
    for (licenses, users) in &alike {
        deleted::mark_restored(tx, customer, users, *licenses).await?;
    }
    let mut lost: BTreeMap<SkuId, Vec<UserId>> = BTreeMap::new();
    for one in returning {
        for (sku, _) in &one.step.refused {
            lost.entry(*sku).or_default().push(one.id());
        }
    }
    released::forget(tx, customer, &ids, &lost.into_iter().collect::<Vec<_>>()).await?;
    // They come without licenses, and are given theirs as anybody is.
    let all = length(ids.len());
    store::customers::count_users(tx, customer, all, -all, all).await?;
    let moves = returning.iter().map(|one| Move { user: one.id(), before: &[], step: one.step.clone() });
    write(tx, customer, &moves.collect::<Vec<_>>(), by.now).await?;
    tell(tx, log, customer, returning, shelf, new_passwords).await
}

async fn tell(
    tx: &Tx,
    log: &mut Log,
    customer: CustomerId,
    returning: &[Returning<'_>],
    shelf: &CustomerProducts,
    new_passwords: bool,
) -> Result<(), Error> {
    let ids: Vec<UserId> = returning.iter().map(Returning::id).collect();
    let licenses = store::licenses::of_users(tx, customer, &ids).await?;
    let roles = users::roles_of(tx, customer, &ids).await?;
    for one in returning {
        let old = (one.name.to_string() != one.user.user_name).then(|| one.user.user_name.clone());
        let licenses = licenses.get(&one.id()).map(Vec::as_slice).unwrap_or_default();
        let roles = roles.get(&one.id()).map(super::super::users::told_roles).filter(|roles| !roles.is_empty());
        let mut event =
            Event::new(Operation::RestoreCustomerUser, Target::User(one.user.id), one.user.display_name.clone())
                .changed("user_name", old, one.name.to_string())
                .changed("permissions", None::<String>, roles)
                .changed("licenses", json!([]), describe(licenses, shelf));
        if new_passwords {
            event = event.changed("credentials", None::<String>, "temporary");
        }
        if !one.step.refused.is_empty() {
            let lost: Vec<Value> = one
                .step
                .refused
                .iter()
                .map(|(sku, why)| json!({ "sku": sku, "product": shelf.label(*sku), "why": why }))
                .collect();
            event = event.with("missing_licenses", lost);
        }
        log.add(event);
    }
    Ok(())
}

/// What was prepared for them; it stands on the person's sheet.
async fn give_passwords(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    customer: CustomerId,
    returning: &[Returning<'_>],
    prepared: &Prepared,
) -> Result<(), Error> {
    let expires_at = by.now + hand_over::temporary_password_lasts(&by.app, tx).await?;
    for one in returning {
        let made = prepared.passwords.get(&one.id());
        let (password, hash) = made.ok_or_else(|| Error::Failed("a password was not prepared".into()))?;
        users::set_password(tx, customer, one.id(), hash, expires_at).await?;
        sheets::add(tx, by, log, customer, one.id(), password).await?;
    }
    Ok(())
}
