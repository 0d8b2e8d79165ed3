//! Users of a customer: add, look at, edit.

mod differences;
mod listing;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

pub use self::differences::told_roles;
use self::differences::{Whole, check_rights, differences, operation};
pub use self::listing::{Listed, Part, list, locations, names_taken, part};
use super::licenses::{CustomerProducts, LicensesForm, settle};
use super::{Actor, Error, Submission, conflict_about, sheets, with_audit_idempotent};
use crate::clock::new_id;
use crate::domain::customer::Customer;
use crate::domain::directory_role::{Level, Permissions};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, SheetId, UserId};
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused};
use crate::domain::user::{Profile, ProfileForm, User, expired_up_to};
use crate::password;
use crate::store::users::NewUser;
pub use crate::store::users::chosen::Counted;
pub use crate::store::users::{Row, UserQuery, UserSummary};
use crate::store::{self, Tx};

/// The user form as sent. What a person may not change is `None` and stays as it is.
#[derive(Clone, Debug, Default)]
pub struct UserForm {
    pub profile: Option<ProfileForm>,
    /// The three-way choice, and the limited roles ticked.
    pub permissions: Option<(String, Vec<String>)>,
    pub licenses: Option<LicensesForm>,
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
/// Every field's reason; [`Refusal::UserNameTaken`]; at `license:SKU` why a product cannot be had.
pub async fn add(by: &Actor, customer: &Customer, form: &UserForm, sent: &Submission) -> Result<Added, Error> {
    by.require(Permission::ManageUsers)?;
    let licenses = form.licenses.clone().unwrap_or_default();
    let (profile, permissions) = parse(form, customer, None, !licenses.licenses.is_empty())?;
    if permissions.level() != Level::User {
        by.require(Permission::GrantRoles)?;
    }
    let id = UserId(new_id());
    let password = password::temporary();
    let password_hash = by.app.hasher.hash(password.clone()).await?;
    let hours = TimeDelta::hours(by.app.settings.temporary_password_hours.into());
    with_audit_idempotent(by, customer.id, sent, async |tx, log| {
        check_name(tx, customer.id, &profile, None).await?;
        let shelf = CustomerProducts::of(tx, customer.id).await?;
        let wanted = licenses.parse(&shelf, &[])?;
        let new = NewUser {
            id,
            profile: &profile,
            permissions: &permissions,
            password_hash: password_hash.clone(),
            password_expires_at: by.now + hours,
            created_at: by.now,
        };
        store::users::insert(tx, customer.id, &new).await?;
        store::customers::count_users(tx, customer.id, 1, 0, 1).await?;
        settle(tx, by, customer.id, id, profile.location.as_deref(), &[], &wanted).await?;
        let sheet = sheets::add(tx, by, log, customer.id, id, &password).await?;
        let event = Event::new(Operation::CreateCustomerUser, Target::User(id.0), profile.display_name.clone());
        log.add(differences(
            event,
            None,
            &Whole { profile: &profile, permissions: &permissions, licenses: &wanted, allowed: true },
            &shelf,
        ));
        Ok(Added { user: id, sheet })
    })
    .await
}

/// Edits a user, if nobody did since `version`. Gives the display name as it is now.
///
/// # Errors
/// As [`add`]; [`Error::Conflict`]; [`Error::MissingRole`] for a change that needs another role.
pub async fn edit(
    by: &Actor,
    customer: &Customer,
    id: UserId,
    form: &UserForm,
    version: i64,
    sent: &Submission,
) -> Result<String, Error> {
    by.require(Permission::ManageLicenses)?;
    // The answer that is kept holds no name: a purge would have to find it there.
    with_audit_idempotent(by, customer.id, sent, async |tx, log| {
        let user = store::users::lock(tx, customer.id, id).await?.ok_or(Error::NotFound)?;
        let shelf = CustomerProducts::of(tx, customer.id).await?;
        let before = Whole::of(&user);
        if user.version != version {
            let nothing = Event::new(Operation::UpdateCustomerUser, Target::User(id.0), "");
            return Err(
                conflict_about(tx, by, customer.id, id.0, differences(nothing, None, &before, &shelf).after).await?
            );
        }
        let wanted = match &form.licenses {
            Some(licenses) => licenses.parse(&shelf, &user.licenses)?,
            None => user.licenses.clone(),
        };
        let (profile, permissions) = parse(form, customer, Some(&user), !wanted.is_empty())?;
        let allowed = form.sign_in_allowed.unwrap_or(user.sign_in.allowed);
        let after = Whole { profile: &profile, permissions: &permissions, licenses: &wanted, allowed };
        check_rights(by, &before, &after)?;
        if user.profile.user_name != profile.user_name {
            check_name(tx, customer.id, &profile, Some(id)).await?;
        }
        let event = Event::new(operation(&before, &after), Target::User(id.0), profile.display_name.clone());
        let event = differences(event, Some(&before), &after, &shelf);
        if event.is_empty() {
            return Ok(());
        }
        settle(tx, by, customer.id, id, profile.location.as_deref(), &user.licenses, &wanted).await?;
        store::users::update(tx, customer.id, id, version, &profile, &permissions, allowed).await?;
        log.add(event);
        Ok(())
    })
    .await?;
    let now = store::users::find(by.app.db.read(), customer.id, id).await?;
    let typed = || form.profile.as_ref().map(|profile| profile.display_name.clone());
    Ok(now.map(|user| user.profile.display_name).or_else(typed).unwrap_or_default())
}

fn parse(
    form: &UserForm,
    customer: &Customer,
    user: Option<&User>,
    needs_location: bool,
) -> Result<(Profile, Permissions), Refused> {
    let mut refused = Refused::default();
    let before = user.map(|user| user.permissions.clone()).unwrap_or_default();
    let permissions = match &form.permissions {
        Some((level, limited)) => refused.take("permissions", Permissions::choose(level, limited, &before)),
        None => Some(before),
    };
    let profile = match (&form.profile, user) {
        (Some(profile), _) => profile.parse(&customer.account.domains, needs_location),
        (None, Some(user)) if needs_location && user.profile.location.is_none() => {
            Err(Refused::one("location", Refusal::LocationRequired))
        }
        (None, Some(user)) => Ok(user.profile.clone()),
        (None, None) => Err(Refused::one("display_name", Refusal::Required)),
    };
    match (profile, permissions) {
        (Ok(profile), Some(permissions)) => Ok((profile, permissions)),
        (Err(profile), _) => {
            refused.0.splice(0..0, profile.0);
            Err(refused)
        }
        _ => Err(refused),
    }
}

/// What was checked before the transaction, checked again inside: the name is free and its domain
/// still the customer's.
async fn check_name(tx: &Tx, customer: CustomerId, profile: &Profile, except: Option<UserId>) -> Result<(), Error> {
    let name = &profile.user_name;
    if !store::customers::domains(tx, customer).await?.contains(name.domain()) {
        let domain = name.domain().to_string();
        return Err(Refused::one("domain", Refusal::DomainNotOwned { domain }).into());
    }
    if store::users::is_taken(tx, customer, name, except).await? {
        return Err(Refused::one("user_name", Refusal::UserNameTaken { name: name.to_string() }).into());
    }
    Ok(())
}
