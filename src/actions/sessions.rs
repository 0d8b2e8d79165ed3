//! Where somebody is signed in, and ending it: one's own sessions, or those of staff one manages.

use std::time::Duration;

use chrono::TimeDelta;

use super::staff::Hand;
use super::{Actor, Error, with_audit};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, SessionId, StaffId, UserId};
use crate::domain::permission::Permission;
use crate::domain::principal::PrincipalId;
use crate::secrets::credential_of;
use crate::store::sessions::Lasting;
pub use crate::store::sessions::Session;
use crate::store::users::access;
use crate::store::{self, Tx};

/// So many sessions somebody has at once; with one more the oldest ends.
const AT_ONCE: u64 = 5;
/// So long after its end it is known of a session whose it was: a form that was filled in meanwhile is kept.
pub const KNOWN_AFTER: TimeDelta = TimeDelta::hours(24);
/// How long a page waits for the note of its click.
const NOTE_WITHIN: Duration = Duration::from_millis(500);

/// The last click of this session that is not noted.
pub fn last_click(app: &App, key_hash: &str) -> Option<Moment> {
    app.clicks.with(|clicks| clicks.get(key_hash).copied())
}

/// Notes when a session was used last; where that cannot be done soon, it is remembered instead.
pub async fn note_click(app: &App, key_hash: &str, now: Moment) {
    let noted = app.db.write(async |tx| store::sessions::seen(tx, key_hash, now).await);
    match tokio::time::timeout(NOTE_WITHIN, noted).await {
        Ok(Ok(())) => app.clicks.with(|clicks| clicks.remove(key_hash)),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the last click could not be noted");
            app.clicks.with(|clicks| clicks.insert(key_hash.to_owned(), now))
        }
        Err(_) => app.clicks.with(|clicks| clicks.insert(key_hash.to_owned(), now)),
    };
}

/// Notes what was remembered, before sessions are judged by their last use. Those begun before `absolute`
/// are over whatever they do.
pub(super) async fn note_clicks(app: &App, absolute: Moment) -> Result<(), store::Error> {
    let clicks = app.clicks.with(|clicks| {
        clicks.retain(|_, at| *at >= absolute);
        clicks.clone()
    });
    if clicks.is_empty() {
        return Ok(());
    }
    app.db
        .write(async |tx| {
            for (key_hash, at) in &clicks {
                store::sessions::seen(tx, key_hash, *at).await?;
            }
            Ok::<_, store::Error>(())
        })
        .await?;
    app.clicks.with(|now| now.retain(|key_hash, at| clicks.get(key_hash) != Some(at)));
    Ok(())
}

/// Which sessions to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    One(SessionId),
    All,
    /// All but this one.
    Others(SessionId),
}

/// Why a session is over by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Nothing was done with it for too long.
    Idle,
    /// It was begun too long ago.
    Absolute,
}

/// A limit that was reached, and when.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    pub kind: Limit,
    pub since: Moment,
}

/// By which limit a session opens nothing any more at `now`.
pub fn limit(app: &App, session: &Session, now: Moment) -> Option<Reached> {
    let (idle, absolute) = limits(app);
    let reached = [(Limit::Idle, session.last_seen_at + idle), (Limit::Absolute, session.created_at + absolute)];
    let first = reached.into_iter().min_by_key(|(_, since)| *since);
    first.filter(|(_, since)| *since <= now).map(|(kind, since)| Reached { kind, since })
}

/// How long a session lasts that opens something: until it is over whatever is done with it.
pub fn ends_at(app: &App, session: &Session) -> Moment {
    session.created_at + limits(app).1
}

/// How long nothing may be done with a session.
pub fn idle_limit(app: &App) -> TimeDelta {
    limits(app).0
}

fn limits(app: &App) -> (TimeDelta, TimeDelta) {
    let idle = TimeDelta::minutes(app.settings.session_idle_minutes.into());
    (idle, TimeDelta::hours(app.settings.session_hours.into()))
}

/// Which sessions still open something at `now`.
pub(super) fn lasting(app: &App, now: Moment) -> Lasting {
    let (idle, absolute) = limits(app);
    Lasting { seen_after: now - idle, begun_after: now - absolute }
}

/// The session that this key opens, over or not.
pub async fn find(app: &App, key_hash: &str) -> Result<Option<Session>, Error> {
    Ok(store::sessions::find(app.db.read(), key_hash).await?)
}

/// Writes the state of a session, if it was not ended meanwhile.
pub async fn update(app: &App, key_hash: &str, principal: Option<PrincipalId>, state: &str) -> Result<(), Error> {
    Ok(app.db.write(async |tx| store::sessions::update(tx, key_hash, principal, state).await).await?)
}

/// Ends the session that this key opens.
pub async fn delete(app: &App, key_hash: &str) -> Result<(), Error> {
    Ok(app.db.write(async |tx| store::sessions::delete(tx, key_hash).await).await?)
}

/// Opens a session for whoever has signed in, as [`open`] does.
pub async fn begin(app: &App, session: &Session, credential: Option<&str>) -> Result<(), Error> {
    let now = app.clock.now();
    Ok(app.db.write(async |tx| open(tx, app, session, credential, now).await).await?)
}

/// The sessions of somebody that still open something, the one used last first.
///
/// # Errors
/// [`Error::MissingRole`] for Global admins, when the actor is none.
pub async fn of(by: &Actor, id: StaffId) -> Result<Vec<Session>, Error> {
    let db = by.app.db.read();
    if by.staff().is_none_or(|own| own.id != id) {
        let (staff, _) = store::staff::find(db, id).await?.ok_or(Error::NotFound)?;
        by.require(Permission::ManageStaff.on_staff(staff.role))?;
    }
    let sessions = store::sessions::of(db, id.into()).await?;
    Ok(sessions.into_iter().filter(|session| limit(&by.app, session, by.now).is_none()).collect())
}

/// Opens `session`, if its person is still let in by that password. One that was blocked, removed or
/// reset since the request came in gets none: the key then opens nothing.
pub async fn open(
    tx: &Tx,
    app: &App,
    session: &Session,
    credential: Option<&str>,
    now: Moment,
) -> Result<(), store::Error> {
    match session.principal {
        None => {}
        Some(PrincipalId::Staff(id)) => {
            let Some((staff, hash)) = store::staff::lock(tx, id).await? else { return Ok(()) };
            if !staff.may_sign_in(now) || credential != Some(credential_of(&hash).as_str()) {
                return Ok(());
            }
        }
        Some(PrincipalId::CustomerUser(customer, id)) => {
            let Some(account) = access::lock(tx, customer, id).await? else { return Ok(()) };
            let known = account.hash.as_deref().map(credential_of);
            if !account.access.may_sign_in(now) || known.is_none() || credential != known.as_deref() {
                return Ok(());
            }
        }
        // They have no door here.
        Some(PrincipalId::ApiClient(_)) => return Ok(()),
    }
    store::sessions::insert(tx, session).await?;
    match session.principal {
        Some(whose) => store::sessions::end_oldest(tx, whose, &session.key_hash, AT_ONCE, lasting(app, now)).await,
        None => Ok(()),
    }
}

/// Ends all sessions of somebody within a change. Gives how many still opened something.
pub(super) async fn end_all(tx: &Tx, by: &Actor, staff: StaffId) -> Result<u64, store::Error> {
    store::sessions::end_all(tx, staff.into(), lasting(&by.app, by.now)).await
}

/// Ends all sessions of customers' users within the change that shuts them out. Where they are not signed in, nothing
/// is done.
pub(super) async fn end_of_users(tx: &Tx, customer: CustomerId, users: &[UserId]) -> Result<(), store::Error> {
    let whose: Vec<PrincipalId> = users.iter().map(|user| PrincipalId::CustomerUser(customer, *user)).collect();
    store::sessions::end_all_of(tx, &whose).await
}

/// Ends sessions of somebody. Gives their number.
///
/// # Errors
/// [`Error::NotFound`] for one that is not of this person; [`Error::MissingRole`].
pub async fn end(by: &Actor, id: StaffId, which: Which) -> Result<u64, Error> {
    by.require_recent_password()?;
    let lasting = lasting(&by.app, by.now);
    with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        let (staff, _) = store::staff::lock(tx, id).await?.ok_or(Error::NotFound)?;
        if by.staff().is_none_or(|own| own.id != id) {
            Hand::of(tx, by, Permission::ManageStaff).await?.reaches(&staff)?;
        }
        let ended = match which {
            Which::One(session) => store::sessions::end_one(tx, id.into(), session, lasting).await?,
            Which::All => store::sessions::end_all(tx, id.into(), lasting).await?,
            Which::Others(kept) => store::sessions::end_others(tx, id.into(), kept, lasting).await?,
        };
        if ended == 0 && matches!(which, Which::One(_)) {
            return Err(Error::NotFound);
        }
        if ended > 0 {
            let event = Event::new(Operation::EndStaffSessions, Target::Staff(id.0), staff.name);
            log.add(event.with("sessions", ended));
        }
        Ok(ended)
    })
    .await
}
