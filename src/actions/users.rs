//! Users of a customer: add, look at, edit.

mod differences;
mod free_names;
mod listing;

use serde::{Deserialize, Serialize};

pub use self::differences::told_roles;
pub(super) use self::differences::{Whole, check_rights, differences, operation};
pub(super) use self::free_names::free_name;
pub use self::listing::{Listed, Part, contacts, list, locations, part};
use super::licenses::{CustomerProducts, check_location as check_location_of, note_change, settle};
use super::{Actor, Error, Submission, conflict_about, hand_over, sessions, sheets, with_audit_idempotent};
use crate::clock::new_id;
use crate::domain::directory_role::{Level, Permissions, RoleChoice};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, JobId, SheetId, UserId};
use crate::domain::licensing::LicenseChoice;
use crate::domain::permission::Permission;
use crate::domain::refusal::{AccountRefusal, Refusal, Refused, UserRefusal};
use crate::domain::user::{Profile, User, expired_up_to};
use crate::password;
pub use crate::store::users::chosen::Counted;
pub use crate::store::users::{Row, UserQuery, UserSummary};
use crate::store::{self, Tx};

/// A user to be added.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub profile: Profile,
    pub roles: RoleChoice,
    pub licenses: Vec<LicenseChoice>,
    /// The user name was proposed, not typed: with a number behind it where it is taken.
    pub is_name_proposed: bool,
}

/// What is to be changed of a user. What is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct UserEdit {
    pub profile: Option<Profile>,
    pub roles: Option<RoleChoice>,
    pub licenses: Option<Vec<LicenseChoice>>,
    pub sign_in_allowed: Option<bool>,
}

/// A user that was added, and the sheet with its temporary password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    pub user: UserId,
    pub sheet: SheetId,
}

/// An active user.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(by: &Actor, customer: CustomerId, id: UserId) -> Result<User, Error> {
    by.require_sight(customer)?;
    let user = find_wherever(by, customer, id).await?;
    Some(user).filter(|user| user.deleted_at.is_none()).ok_or(Error::NotFound)
}

/// Like [`find`], also a deleted user who can still be restored.
///
/// # Errors
/// [`Error::NotFound`] when the customer has none.
pub async fn find_wherever(by: &Actor, customer: CustomerId, id: UserId) -> Result<User, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    let user = store::users::find(by.app.db.read(), customer, id).await?;
    let is_over = |user: &User| user.deleted_at.is_some_and(|at| at <= expired_up_to(by.now));
    user.filter(|user| !is_over(user)).ok_or(Error::NotFound)
}

/// Adds one user with permissions and licenses, and puts the temporary password on the actor's
/// sheet: all of it, or nothing.
///
/// # Errors
/// Every field's reason; [`UserRefusal::UserNameTaken`]; at `license:SKU` why a product cannot be had.
pub async fn add(by: &Actor, customer: CustomerId, new: &NewUser, sent: &Submission) -> Result<Added, Error> {
    by.require(Permission::ManageUsers)?;
    let permissions = permissions(&new.roles, &Permissions::default())?;
    check_location(&new.profile, !new.licenses.is_empty())?;
    if permissions.level() != Level::User {
        by.require(Permission::GrantRoles)?;
    }
    let id = UserId(new_id());
    let password = password::temporary();
    let password_hash = by.app.hasher.hash(password.clone()).await?;
    with_audit_idempotent(by, customer, sent, async |tx, log| {
        let profile = &named(tx, customer, new).await?;
        check_name(tx, customer, profile, None).await?;
        let shelf = CustomerProducts::of(tx, customer).await?;
        let wanted = shelf.chosen(&new.licenses, &[])?;
        let lasts = hand_over::temporary_password_lasts(&by.app, tx).await?;
        let row = store::users::NewUser {
            id,
            profile,
            permissions: &permissions,
            sign_in_allowed: true,
            password_hash: password_hash.clone(),
            password_expires_at: by.now + lasts,
            created_at: by.now,
        };
        store::users::insert(tx, customer, &row).await?;
        store::customers::count_users(tx, customer, 1, 0, 1).await?;
        settle(tx, by, customer, id, profile.location.as_deref(), &[], &wanted).await?;
        let sheet = sheets::add(tx, by, log, customer, id, &password).await?;
        let event = Event::new(Operation::CreateCustomerUser, Target::User(id.0), profile.display_name.clone());
        log.add(differences(
            event,
            None,
            &Whole { profile, permissions: &permissions, licenses: &wanted, allowed: true },
            &shelf,
        ));
        Ok(Added { user: id, sheet })
    })
    .await
}

/// A user who was edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// As it is now.
    pub display_name: String,
    /// The change of licenses that was part of it.
    pub change: Option<JobId>,
}

/// Edits a user, if nobody did since `version`.
///
/// # Errors
/// As [`add`]; [`Error::Conflict`]; [`Error::MissingRole`] for a change that needs another role.
pub async fn edit(
    by: &Actor,
    customer: CustomerId,
    id: UserId,
    edit: &UserEdit,
    version: i64,
    sent: &Submission,
) -> Result<Edited, Error> {
    by.require(Permission::ManageLicenses)?;
    // The answer that is kept holds no name: a purge would have to find it there.
    let change = with_audit_idempotent(by, customer, sent, async |tx, log| {
        let user = store::users::lock(tx, customer, id).await?.ok_or(Error::NotFound)?;
        let shelf = CustomerProducts::of(tx, customer).await?;
        let before = Whole::of(&user);
        if user.version != version {
            let nothing = Event::new(Operation::UpdateCustomerUser, Target::User(id.0), "");
            return Err(
                conflict_about(tx, by, customer, id.0, differences(nothing, None, &before, &shelf).after).await?
            );
        }
        let wanted = match &edit.licenses {
            Some(licenses) => shelf.chosen(licenses, &user.licenses)?,
            None => user.licenses.clone(),
        };
        let profile = edit.profile.as_ref().unwrap_or(&user.profile);
        check_location(profile, !wanted.is_empty())?;
        let permissions = match &edit.roles {
            Some(roles) => permissions(roles, &user.permissions)?,
            None => user.permissions.clone(),
        };
        let allowed = edit.sign_in_allowed.unwrap_or(user.sign_in.allowed);
        let after = Whole { profile, permissions: &permissions, licenses: &wanted, allowed };
        check_rights(by, &before, &after)?;
        if user.profile.user_name != profile.user_name {
            check_name(tx, customer, profile, Some(id)).await?;
        }
        let event = Event::new(operation(&before, &after), Target::User(id.0), profile.display_name.clone());
        let event = differences(event, Some(&before), &after, &shelf);
        if event.is_empty() {
            return Ok(None);
        }
        if let Some(country) = profile.location.as_deref().filter(|_| profile.location != user.profile.location) {
            check_location_of(tx, country, &wanted, &shelf).await?;
        }
        let done = settle(tx, by, customer, id, profile.location.as_deref(), &user.licenses, &wanted).await?;
        store::users::update(tx, customer, id, version, profile, &permissions, allowed).await?;
        if user.profile.user_name != profile.user_name {
            store::users::note_renamed(tx, customer, id, by.now).await?;
        }
        if !allowed {
            sessions::end_of_users(tx, customer, &[id]).await?;
        }
        log.add(event);
        match done {
            Some(done) => Ok(Some(note_change(tx, by, customer, id, done).await?)),
            None => Ok(None),
        }
    })
    .await?;
    let now = store::users::find(by.app.db.read(), customer, id).await?;
    let typed = || edit.profile.as_ref().map(|profile| profile.display_name.clone());
    let display_name = now.map(|user| user.profile.display_name).or_else(typed).unwrap_or_default();
    Ok(Edited { display_name, change })
}

/// What is known of a new user, with the user name that it gets.
async fn named(tx: &Tx, customer: CustomerId, new: &NewUser) -> Result<Profile, Error> {
    let mut profile = new.profile.clone();
    if new.is_name_proposed {
        profile.user_name = free_name(tx, customer, &profile.user_name).await?;
    }
    Ok(profile)
}

fn permissions(roles: &RoleChoice, before: &Permissions) -> Result<Permissions, Refused> {
    roles.over(before).map_err(|refusal| Refused::one("permissions", refusal))
}

/// Licenses are given for a country.
fn check_location(profile: &Profile, is_licensed: bool) -> Result<(), Refused> {
    if is_licensed && profile.location.is_none() {
        return Err(Refused::one("location", Refusal::User(UserRefusal::LocationRequired)));
    }
    Ok(())
}

/// What was checked before the transaction, checked again inside: the name is free and its domain
/// still the customer's.
async fn check_name(tx: &Tx, customer: CustomerId, profile: &Profile, except: Option<UserId>) -> Result<(), Error> {
    let name = &profile.user_name;
    if !store::customers::domains(tx, customer).await?.contains(name.domain()) {
        let domain = name.domain().to_string();
        return Err(Refused::one("domain", Refusal::Account(AccountRefusal::DomainNotOwned { domain })).into());
    }
    if store::users::is_taken(tx, customer, name, except).await? {
        return Err(
            Refused::one("user_name", Refusal::User(UserRefusal::UserNameTaken { name: name.to_string() })).into()
        );
    }
    Ok(())
}
