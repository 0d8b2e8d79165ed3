//! The partner's staff: from the command line, and the first Global admin by the set-up link.

use chrono::TimeDelta;
use zeroize::Zeroizing;

use super::sign_in::{SignedIn, credential_of};
use super::{Actor, Error, change};
use crate::app::App;
use crate::clock::new_id;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, StaffId};
use crate::domain::password::{self, STAFF_PASSWORD_LEAST};
use crate::domain::permission::{Permission, Role};
use crate::domain::refusal::{Refusal, Refused};
use crate::domain::staff::{Email, STAFF_NAME_LIMIT, Staff};
use crate::domain::text;
use crate::secrets;
use crate::store::{self, Tx};
use crate::words::Language;

/// How long the link to the first Global admin can be used.
const SETUP_WINDOW: TimeDelta = TimeDelta::minutes(60);

/// Somebody to be added, as typed.
#[derive(Clone, Debug)]
pub struct StaffForm {
    pub email: String,
    pub name: String,
    pub password: Zeroizing<String>,
}

impl StaffForm {
    fn parse(&self, role: Role) -> Result<Staff, Refused> {
        let mut refused = Refused::default();
        let email = refused.take("email", Email::parse(&self.email));
        let name = refused.take("name", text::required(&self.name, STAFF_NAME_LIMIT));
        refused.take(
            "password",
            password::choose(&self.password, STAFF_PASSWORD_LEAST, &[&self.email, &self.name, "partnerdesk"]),
        );
        match (email, name) {
            (Some(email), Some(name)) if refused.is_empty() => Ok(Staff {
                id: StaffId(new_id()),
                email,
                name,
                role,
                language: None,
                blocked_at: None,
                must_change_password: false,
                version: 1,
            }),
            _ => Err(refused),
        }
    }
}

/// Adds somebody with a chosen password.
///
/// # Errors
/// What [`StaffForm`] refuses; [`Refusal::EmailTaken`].
pub async fn add(by: &Actor, form: &StaffForm, role: Role) -> Result<Staff, Error> {
    by.require(Permission::ManageStaff)?;
    let staff = form.parse(role)?;
    let hash = by.app.hasher.hash(form.password.clone()).await?;
    change(by, CustomerId::INSTALLATION, async |tx, log| {
        insert(tx, by, &staff, &hash).await?;
        log.add(created(&staff));
        Ok(staff.clone())
    })
    .await
}

async fn insert(tx: &Tx, by: &Actor, staff: &Staff, hash: &str) -> Result<(), Error> {
    if store::staff::by_email(tx, &staff.email.key()).await?.is_some() {
        return Err(Refused::one("email", Refusal::EmailTaken).into());
    }
    store::staff::insert(tx, staff, hash, by.now).await?;
    Ok(())
}

pub(super) fn created(staff: &Staff) -> Event {
    Event::new(Operation::CreateStaff, Target::Staff(staff.id.0), staff.name.clone())
        .with("email", staff.email.as_str())
        .with("role", staff.role.name())
}

/// A one-time link's token with which the first Global admin is made; `None` when there is staff.
///
/// # Errors
/// When the database fails.
pub async fn open_setup(app: &App) -> Result<Option<String>, Error> {
    if store::staff::count(app.db.read()).await? > 0 {
        return Ok(None);
    }
    let token = secrets::new_token();
    let hash = secrets::hash(token.as_bytes());
    let now = app.clock.now();
    app.db.write(async |tx| store::staff::put_setup_link(tx, &hash, now + SETUP_WINDOW, now).await).await?;
    Ok(Some(token))
}

/// Whether this link still leads somewhere.
///
/// # Errors
/// When the database fails.
pub async fn can_set_up(app: &App, token: &str) -> Result<bool, Error> {
    let db = app.db.read();
    Ok(store::staff::has_setup_link(db, &secrets::hash(token.as_bytes()), app.clock.now()).await?
        && store::staff::count(db).await? == 0)
}

/// Makes the first Global admin.
///
/// # Errors
/// [`Error::NotFound`] when the link is used, expired, or none; what [`StaffForm`] refuses.
pub async fn set_up(app: &App, token: &str, form: &StaffForm) -> Result<SignedIn, Error> {
    if !can_set_up(app, token).await? {
        return Err(Error::NotFound);
    }
    let by = Actor::system(app);
    let staff = form.parse(Role::GlobalAdmin)?;
    let hash = app.hasher.hash(form.password.clone()).await?;
    let token_hash = secrets::hash(token.as_bytes());
    change(&by, CustomerId::INSTALLATION, async |tx, log| {
        if !store::staff::take_setup_link(tx, &token_hash, by.now).await? || store::staff::count(tx).await? > 0 {
            return Err(Error::NotFound);
        }
        insert(tx, &by, &staff, &hash).await?;
        log.add(created(&staff));
        Ok(SignedIn { staff: staff.clone(), credential: credential_of(&hash) })
    })
    .await
}

async fn known(tx: &Tx, email: &str) -> Result<Staff, Error> {
    store::staff::by_email(tx, &email.trim().to_lowercase()).await?.map(|(staff, _)| staff).ok_or(Error::NotFound)
}

/// Gives somebody another role.
///
/// # Errors
/// [`Error::NotFound`] when nobody has this e-mail.
pub async fn set_role(by: &Actor, email: &str, role: Role) -> Result<Staff, Error> {
    by.require(Permission::ManageStaff)?;
    change(by, CustomerId::INSTALLATION, async |tx, log| {
        let staff = known(tx, email).await?;
        if staff.role != role {
            store::staff::set_role(tx, staff.id, role).await?;
            log.add(Event::new(Operation::UpdateStaffRole, Target::Staff(staff.id.0), staff.name.clone()).changed(
                "role",
                staff.role.name(),
                role.name(),
            ));
        }
        Ok(Staff { role, ..staff })
    })
    .await
}

/// Gives somebody another password and ends all sessions of that person.
///
/// # Errors
/// [`Error::NotFound`] when nobody has this e-mail; what [`password::choose`] refuses.
pub async fn set_password(by: &Actor, email: &str, word: Zeroizing<String>) -> Result<Staff, Error> {
    by.require(Permission::ManageStaff)?;
    password::choose(&word, STAFF_PASSWORD_LEAST, &[email, "partnerdesk"])
        .map_err(|refusal| Refused::one("password", refusal))?;
    let hash = by.app.hasher.hash(word).await?;
    change(by, CustomerId::INSTALLATION, async |tx, log| {
        let staff = known(tx, email).await?;
        store::staff::set_password(tx, staff.id, &hash).await?;
        store::sessions::end_all(tx, staff.id).await?;
        log.add(Event::new(Operation::UpdateStaffPassword, Target::Staff(staff.id.0), staff.name.clone()));
        Ok(staff)
    })
    .await
}

/// Shuts somebody out, at once.
///
/// # Errors
/// [`Error::NotFound`] when nobody has this e-mail.
pub async fn block(by: &Actor, email: &str) -> Result<Staff, Error> {
    by.require(Permission::ManageStaff)?;
    change(by, CustomerId::INSTALLATION, async |tx, log| {
        let staff = known(tx, email).await?;
        if staff.blocked_at.is_none() {
            store::staff::set_blocked(tx, staff.id, Some(by.now)).await?;
            store::sessions::end_all(tx, staff.id).await?;
            log.add(Event::new(Operation::BlockStaff, Target::Staff(staff.id.0), staff.name.clone()));
        }
        Ok(staff)
    })
    .await
}

/// Lets somebody in again.
///
/// # Errors
/// [`Error::NotFound`] when nobody has this e-mail.
pub async fn unblock(by: &Actor, email: &str) -> Result<Staff, Error> {
    by.require(Permission::ManageStaff)?;
    change(by, CustomerId::INSTALLATION, async |tx, log| {
        let staff = known(tx, email).await?;
        if staff.blocked_at.is_some() {
            store::staff::set_blocked(tx, staff.id, None).await?;
            log.add(Event::new(Operation::UnblockStaff, Target::Staff(staff.id.0), staff.name.clone()));
        }
        Ok(staff)
    })
    .await
}

/// Everybody, by e-mail.
///
/// # Errors
/// When the database fails.
pub async fn list(by: &Actor) -> Result<Vec<Staff>, Error> {
    by.require(Permission::ManageStaff)?;
    Ok(store::staff::all(by.app.db.read()).await?)
}

/// Remembers the language that somebody reads in. A wish, not a change that others would look for.
///
/// # Errors
/// When the database fails.
pub async fn set_language(by: &Actor, language: Language) -> Result<(), Error> {
    let id = by.staff_id()?;
    by.app.db.write(async |tx| store::staff::set_language(tx, id, language.code()).await).await?;
    Ok(())
}
