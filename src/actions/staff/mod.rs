//! The partner's staff: added, changed, blocked and removed by Global admins and User management
//! admins, or from the command line.
//!
//! Every change is one transaction under the installation's chain. What is allowed is asked inside
//! it, of the rows as they are then, the actor's own included: of two Global admins who demote each
//! other at once the second no longer is one.

mod edit;
mod own;
mod passwords;
mod removal;
mod setup;

pub use self::edit::{MemberEdit, block, set_role, unblock, update};
pub use self::own::{Profile, change_own_password, choose_columns, set_language, update_profile};
pub use self::passwords::{Issued, Password, add_member, reset_password, set_password};
pub use self::removal::{Ends, remove, what_ends};
pub use self::setup::{can_set_up, open_setup, set_up};

use super::{Actor, Error, with_audit};
use crate::actions::tries::{self, Login};
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, StaffId};
use crate::domain::password::StaffPassword;
use crate::domain::permission::{Permission, may_grant, permits};
use crate::domain::principal::Principal;
use crate::domain::refusal::{AccessRefusal, Refusal, Refused};
use crate::domain::role::Role;
use crate::domain::staff::{NewStaff, Staff};
use crate::store::{self, Tx};

/// Of whom an action is: pages know the id, the command line the e-mail address.
#[derive(Clone, Copy, Debug)]
pub enum Whom<'a> {
    Id(StaffId),
    Email(&'a str),
}

impl From<StaffId> for Whom<'_> {
    fn from(id: StaffId) -> Self {
        Self::Id(id)
    }
}

impl<'a> From<&'a str> for Whom<'a> {
    fn from(email: &'a str) -> Self {
        Self::Email(email)
    }
}

async fn known(tx: &Tx, whom: Whom<'_>) -> Result<Staff, Error> {
    let found = match whom {
        Whom::Id(id) => store::staff::lock(tx, id).await?,
        Whom::Email(email) => store::staff::by_email(tx, &email.trim().to_lowercase()).await?,
    };
    found.map(|(staff, _)| staff).ok_or(Error::NotFound)
}

/// Who acts, as that person is now.
pub(in crate::actions) struct Hand {
    role: Role,
    id: Option<StaffId>,
}

impl Hand {
    /// # Errors
    /// [`Error::MissingRole`] when the right was taken since the request came in.
    pub(super) async fn of(tx: &Tx, by: &Actor, permission: Permission) -> Result<Self, Error> {
        let hand = match &by.principal {
            Some(Principal::CommandLine | Principal::System) => Self { role: Role::GlobalAdmin, id: None },
            None | Some(Principal::CustomerUser(_) | Principal::ApiClient(_)) => {
                return Err(Error::MissingRole(permission));
            }
            Some(Principal::Staff(staff)) => {
                let now = store::staff::find(tx, staff.id).await?.map(|(staff, _)| staff);
                let now = now.filter(|staff| staff.may_act(by.now)).ok_or(Error::MissingRole(permission))?;
                Self { role: now.role, id: Some(now.id) }
            }
        };
        if permits(hand.role, permission) { Ok(hand) } else { Err(Error::MissingRole(permission)) }
    }

    /// # Errors
    /// [`Error::MissingRole`] when `target` is a Global admin and the actor is none.
    pub(super) fn reaches(&self, target: &Staff) -> Result<(), Error> {
        let needed = Permission::ManageStaff.on_staff(target.role);
        if permits(self.role, needed) { Ok(()) } else { Err(Error::MissingRole(needed)) }
    }

    fn grants(&self, role: Role) -> Result<(), Error> {
        if may_grant(self.role, role) { Ok(()) } else { Err(Error::MissingRole(Permission::ManageGlobalAdmins)) }
    }

    fn is_other_than(&self, target: &Staff) -> Result<(), Error> {
        if self.id == Some(target.id) { Err(Refusal::Access(AccessRefusal::OwnAccount).into()) } else { Ok(()) }
    }
}

/// Refuses to take the last Global admin on whom the installation can rely. The installation's chain
/// is held, so two who take one another's role at once come here one after the other.
async fn keep_an_admin(tx: &Tx, target: &Staff, field: &str) -> Result<(), Error> {
    if target.is_settled_admin() && !store::staff::has_other_settled_admin(tx, target.id).await? {
        return Err(Refused::one(field, Refusal::Access(AccessRefusal::LastGlobalAdmin)).into());
    }
    Ok(())
}

/// The account of somebody new, under an id of its own.
fn account_of(new: &NewStaff) -> Staff {
    Staff {
        id: StaffId(new_id()),
        email: new.email.clone(),
        name: new.name.as_str().to_owned(),
        role: new.role,
        language: None,
        blocked_at: None,
        must_change_password: false,
        password_expires_at: None,
        time_zone: None,
        list_columns: Vec::new(),
        last_sign_in_at: None,
        version: 1,
    }
}

/// Adds somebody with a chosen password.
///
/// # Errors
/// At `email`, [`AccessRefusal::EmailTaken`].
pub async fn add(by: &Actor, new: &NewStaff, password: StaffPassword) -> Result<Staff, Error> {
    by.require(Permission::ManageGlobalAdmins)?;
    let staff = account_of(new);
    let hash = by.app.hasher.hash(password.reveal()).await?;
    with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        insert(tx, by, &staff, &hash).await?;
        log.add(created(&staff));
        Ok(staff.clone())
    })
    .await
}

async fn insert(tx: &Tx, by: &Actor, staff: &Staff, hash: &str) -> Result<(), Error> {
    if store::staff::by_email(tx, &staff.email.key()).await?.is_some() {
        return Err(Refused::one("email", Refusal::Access(AccessRefusal::EmailTaken)).into());
    }
    store::staff::insert(tx, staff, hash, by.now).await?;
    Ok(())
}

pub(super) fn created(staff: &Staff) -> Event {
    event(Operation::CreateStaff, staff).with("email", staff.email.as_str()).with("role", staff.role.name())
}

fn event(operation: Operation, staff: &Staff) -> Event {
    Event::new(operation, Target::Staff(staff.id.0), staff.name.clone())
}

/// Everybody, by e-mail.
pub async fn list(by: &Actor) -> Result<Vec<Staff>, Error> {
    by.require(Permission::ManageStaff)?;
    Ok(store::staff::all(by.app.db.read()).await?)
}

/// Somebody, and what the actor may do about it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub staff: Staff,
    /// It is the actor.
    pub is_self: bool,
    /// Change, block, remove, end sessions.
    pub may_manage: bool,
    /// Give a new temporary password.
    pub may_reset: bool,
    /// Until when signing in is refused after tries that failed.
    pub waits_until: Option<Moment>,
    /// What it may be made, and what it is.
    pub roles: Vec<Role>,
}

/// # Errors
/// [`Error::NotFound`] also for who was removed.
pub async fn find(by: &Actor, id: StaffId) -> Result<Shown, Error> {
    by.require(Permission::ManageStaff)?;
    let (staff, _) = store::staff::find(by.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let is_self = by.staff().is_some_and(|own| own.id == id);
    Ok(Shown {
        is_self,
        may_manage: by.may(Permission::ManageStaff.on_staff(staff.role)),
        waits_until: tries::waits_until(&by.app, Login::staff(&staff.email.key()), by.now).await?,
        may_reset: !is_self && by.may(Permission::ManageGlobalAdmins),
        roles: Role::ALL.into_iter().filter(|role| *role == staff.role || grantable(by).contains(role)).collect(),
        staff,
    })
}

/// The roles that the actor may give.
pub fn grantable(by: &Actor) -> Vec<Role> {
    let own = by.staff().map_or(Role::GlobalAdmin, |staff| staff.role);
    Role::ALL.into_iter().filter(|role| may_grant(own, *role)).collect()
}
