//! Sessions in our own table: revocable, listed, bound by idle and absolute limits.
//!
//! The table keeps a hash of the key. Updating a session that was ended meanwhile writes nothing:
//! a request under way must not bring it back.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use actix_session::SessionMiddleware;
use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Key, SameSite};
use chrono::TimeDelta;

use super::door::Door;
use super::error::Error;
pub use crate::actions::sessions::Limit;
use crate::actions::sessions::Session;
use crate::actions::{self, sessions};
use crate::app::App;
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::id::SessionId;
use crate::domain::outage::Outage;
use crate::domain::principal::PrincipalId;
use crate::secrets::{hash, new_token};

/// Keys of the session's state.
pub const PRINCIPAL: &str = "principal";
/// Says by which password it was opened; with another password it is over.
pub const CREDENTIAL: &str = "credential";
pub const ADDRESS: &str = "address";
pub const BROWSER: &str = "browser";
/// When the password was given.
pub const AUTHENTICATED_AT: &str = "authenticated_at";
/// By which it is told from others of the same person.
pub const ID: &str = "id";

/// How old the note of the last click may become.
const SEEN_EVERY: TimeDelta = TimeDelta::seconds(60);

/// A session that is over by itself, since lately.
#[derive(Clone, Copy, Debug)]
pub struct Expired {
    pub principal: PrincipalId,
    pub limit: Limit,
}

tokio::task_local! {
    /// What failed with this request's session. The library would answer with a bare status; so it is
    /// told that all is well, and the answer is another one in the end.
    static FAILED: RefCell<Option<Error>>;
    /// The session that this request brings is over.
    static EXPIRED: Cell<Option<Expired>>;
    /// When the session that this request brings is over, whatever is done with it.
    static ENDS: Cell<Option<Moment>>;
}

/// Answers a request, and gives what failed with its session: what the answer promises is void then.
pub async fn watched<T>(work: impl Future<Output = T>) -> (T, Option<Error>) {
    let work = async {
        let answer = work.await;
        (answer, FAILED.with(RefCell::take))
    };
    let work = FAILED.scope(RefCell::new(None), work);
    ENDS.scope(Cell::new(None), EXPIRED.scope(Cell::new(None), work)).await
}

/// When the session of who asks is over, whatever is done with it.
pub fn ends() -> Option<Moment> {
    ENDS.try_with(Cell::get).ok().flatten()
}

/// Whose session is over, of who asks.
pub fn expired() -> Option<Expired> {
    EXPIRED.try_with(Cell::get).ok().flatten()
}

/// Whether the session could not be read: who asks is not known, and nothing is done.
///
/// # Errors
/// What stands in the way.
pub fn check() -> Result<(), Error> {
    FAILED.try_with(|failed| failed.borrow_mut().take()).ok().flatten().map_or(Ok(()), Err)
}

fn failed(error: impl Into<Error>) {
    let error = error.into();
    let _ = FAILED.try_with(|failed| failed.borrow_mut().get_or_insert(error).to_string());
}

/// The session could not be written after its request was carried out: nobody says that nothing was.
fn half_done(error: &actions::Error) {
    let cause = error.to_string();
    failed(error.outage().map_or(Error::Cause(cause.clone()), |_| Error::Outage { outage: Outage::Unknown, cause }));
}

pub struct Sessions(App, Door);

/// The middleware that loads and keeps those of one door.
pub fn middleware(app: &App, door: Door) -> SessionMiddleware<Sessions> {
    let https = app.settings.is_https();
    SessionMiddleware::builder(Sessions(app.clone(), door), Key::from(&app.secrets.cookie_key(door.key())))
        .cookie_name(door.cookie(app, ""))
        .cookie_secure(https)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_path(door.cookie_path().to_owned())
        .build()
}

type State = HashMap<String, String>;

fn text(state: &State, key: &str) -> Option<String> {
    serde_json::from_str(state.get(key)?).ok()
}

fn id(state: &State) -> Option<SessionId> {
    serde_json::from_str(state.get(ID)?).ok()
}

fn principal(state: &State) -> Option<PrincipalId> {
    serde_json::from_str(state.get(PRINCIPAL)?).ok()
}

/// A map of texts is always JSON.
fn json(state: &State) -> String {
    serde_json::to_string(state).unwrap_or_default()
}

impl SessionStore for Sessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        Ok(self.find(key).await.unwrap_or_else(|error| {
            failed(error);
            None
        }))
    }

    async fn save(&self, state: State, _: &Duration) -> Result<SessionKey, SaveError> {
        let key = new_token();
        if let Err(error) = self.insert(&key, &state).await {
            half_done(&error);
        }
        key.try_into().map_err(|_| SaveError::Other(anyhow::anyhow!("a key of ours is none")))
    }

    async fn update(&self, key: SessionKey, state: State, _: &Duration) -> Result<SessionKey, UpdateError> {
        let json = json(&state);
        let key_hash = hash(key.as_ref().as_bytes());
        if let Err(error) = sessions::update(&self.0, &key_hash, principal(&state), &json).await {
            half_done(&error);
        }
        Ok(key)
    }

    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> anyhow::Result<()> {
        // Limits are ours, by the table's own times.
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> anyhow::Result<()> {
        let key_hash = hash(key.as_ref().as_bytes());
        if let Err(error) = sessions::delete(&self.0, &key_hash).await {
            half_done(&error);
        }
        Ok(())
    }
}

impl Sessions {
    async fn find(&self, key: &SessionKey) -> Result<Option<State>, Error> {
        let app = &self.0;
        let key_hash = hash(key.as_ref().as_bytes());
        let Some(mut session) = sessions::find(app, &key_hash).await? else { return Ok(None) };
        // A key of the other door opens nothing here, however it came.
        if session.principal.is_some_and(|whose| !self.1.lets_in(whose)) {
            return Ok(None);
        }
        let now = app.clock.now();
        session.last_seen_at = sessions::last_click(app, &key_hash).max(Some(session.last_seen_at)).unwrap_or(now);
        if let Some(limit) = sessions::limit(app, &session, now) {
            let expired = session.principal.filter(|_| limit.since + sessions::KNOWN_AFTER > now);
            let expired = expired.map(|principal| Expired { principal, limit: limit.kind });
            let _ = EXPIRED.try_with(|known| known.set(expired));
            return Ok(None);
        }
        let _ = ENDS.try_with(|ends| ends.set(Some(sessions::ends_at(app, &session))));
        if now >= session.last_seen_at + SEEN_EVERY {
            // Reading goes on where nothing can be written, on a full disk for example, and does not
            // wait for whoever holds a lock.
            sessions::note_click(app, &key_hash, now).await;
        }
        let broken = |error: serde_json::Error| Error::Cause(error.to_string());
        Ok(Some(serde_json::from_str(&session.state).map_err(broken)?))
    }

    async fn insert(&self, key: &str, state: &State) -> Result<(), actions::Error> {
        let app = &self.0;
        let now = app.clock.now();
        let credential = text(state, CREDENTIAL);
        let session = Session {
            key_hash: hash(key.as_bytes()),
            id: id(state).unwrap_or_else(|| SessionId(new_id())),
            principal: principal(state),
            state: json(state),
            address: text(state, ADDRESS).unwrap_or_default(),
            browser: text(state, BROWSER).unwrap_or_default(),
            created_at: now,
            last_seen_at: now,
        };
        sessions::begin(app, &session, credential.as_deref()).await
    }
}
