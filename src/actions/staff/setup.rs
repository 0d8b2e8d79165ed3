//! The first Global admin, made by a link that works once: from then on staff make staff.

use chrono::TimeDelta;

use super::{account_of, created, insert};
use crate::actions::sign_in::SignedIn;
use crate::actions::{Actor, Error, with_audit};
use crate::app::App;
use crate::domain::id::CustomerId;
use crate::domain::password::StaffPassword;
use crate::domain::role::Role;
use crate::domain::staff::{NewStaff, Staff};
use crate::secrets;
use crate::secrets::credential_of;
use crate::store;

/// How long the link to the first Global admin can be used.
const SETUP_WINDOW: TimeDelta = TimeDelta::minutes(60);

/// A one-time link's token with which the first Global admin is made; `None` when there is staff.
pub async fn open_setup(app: &App) -> Result<Option<String>, Error> {
    if store::staff::count(app.db.read()).await? > 0 {
        return Ok(None);
    }
    let token = secrets::new_token();
    let hash = secrets::hash(token.as_bytes());
    let now = app.clock.now();
    app.db.write(async |tx| store::setup_links::put(tx, &hash, now + SETUP_WINDOW, now).await).await?;
    Ok(Some(token))
}

/// Whether this link still leads somewhere.
pub async fn can_set_up(app: &App, token: &str) -> Result<bool, Error> {
    let db = app.db.read();
    Ok(store::setup_links::is_usable(db, &secrets::hash(token.as_bytes()), app.clock.now()).await?
        && store::staff::count(db).await? == 0)
}

/// Makes the first Global admin, whatever role is asked for.
///
/// # Errors
/// [`Error::NotFound`] when the link is used, expired, or none.
pub async fn set_up(app: &App, token: &str, new: &NewStaff, password: StaffPassword) -> Result<SignedIn, Error> {
    // Asked before anything is hashed: anybody can send this.
    if !can_set_up(app, token).await? {
        return Err(Error::NotFound);
    }
    let by = Actor::system(app);
    let staff = Staff { role: Role::GlobalAdmin, ..account_of(new) };
    let hash = app.hasher.hash(password.reveal()).await?;
    let token_hash = secrets::hash(token.as_bytes());
    with_audit(&by, CustomerId::INSTALLATION, async |tx, log| {
        if !store::setup_links::take(tx, &token_hash, by.now).await? || store::staff::count(tx).await? > 0 {
            return Err(Error::NotFound);
        }
        insert(tx, &by, &staff, &hash).await?;
        log.add(created(&staff));
        Ok(SignedIn { staff: staff.clone(), credential: credential_of(&hash) })
    })
    .await
}
