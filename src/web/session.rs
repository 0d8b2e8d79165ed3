//! Sessions in our own table: revocable, listed, bound by idle and absolute limits.
//!
//! The table keeps a hash of the key. Updating a session that was ended meanwhile writes nothing:
//! a request under way must not bring it back.

use std::collections::HashMap;

use actix_session::SessionMiddleware;
use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Key, SameSite};
use chrono::TimeDelta;

use crate::actions::sessions;
use crate::app::App;
use crate::clock::new_id;
use crate::domain::id::{SessionId, StaffId};
use crate::secrets::{hash, new_token};
use crate::store;
use crate::store::sessions::Session;

/// Keys of the session's state.
pub const STAFF: &str = "staff";
/// Says by which password it was opened; with another password it is over.
pub const CREDENTIAL: &str = "credential";
pub const ADDRESS: &str = "address";
pub const BROWSER: &str = "browser";
/// By which it is told from others of the same person.
pub const ID: &str = "id";

/// How old the note of the last click may become.
const SEEN_EVERY: TimeDelta = TimeDelta::seconds(60);

pub struct Sessions(App);

/// The middleware that loads and keeps them.
#[must_use]
pub fn middleware(app: &App) -> SessionMiddleware<Sessions> {
    let https = app.settings.is_https();
    SessionMiddleware::builder(Sessions(app.clone()), Key::from(&app.secrets.cookie_key()))
        .cookie_name(cookie_name(app).to_owned())
        .cookie_secure(https)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_path("/".to_owned())
        .build()
}

#[must_use]
pub fn cookie_name(app: &App) -> &'static str {
    if app.settings.is_https() { "__Host-partnerdesk" } else { "partnerdesk" }
}

type State = HashMap<String, String>;

fn text(state: &State, key: &str) -> Option<String> {
    serde_json::from_str(state.get(key)?).ok()
}

fn id(state: &State) -> Option<SessionId> {
    serde_json::from_str(state.get(ID)?).ok()
}

fn staff(state: &State) -> Option<StaffId> {
    serde_json::from_str(state.get(STAFF)?).ok()
}

fn json(state: &State) -> anyhow::Result<String> {
    Ok(serde_json::to_string(state)?)
}

impl SessionStore for Sessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        self.find(key).await.map_err(LoadError::Other)
    }

    async fn save(&self, state: State, _: &Duration) -> Result<SessionKey, SaveError> {
        self.insert(&state).await.map_err(SaveError::Other)
    }

    async fn update(&self, key: SessionKey, state: State, _: &Duration) -> Result<SessionKey, UpdateError> {
        let json = json(&state).map_err(UpdateError::Other)?;
        let key_hash = hash(key.as_ref().as_bytes());
        self.0
            .db
            .write(async |tx| store::sessions::update(tx, &key_hash, staff(&state), &json).await)
            .await
            .map_err(|error| UpdateError::Other(error.into()))?;
        Ok(key)
    }

    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> anyhow::Result<()> {
        // Limits are ours, by the table's own times.
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> anyhow::Result<()> {
        let key_hash = hash(key.as_ref().as_bytes());
        Ok(self.0.db.write(async |tx| store::sessions::delete(tx, &key_hash).await).await?)
    }
}

impl Sessions {
    async fn find(&self, key: &SessionKey) -> anyhow::Result<Option<State>> {
        let app = &self.0;
        let key_hash = hash(key.as_ref().as_bytes());
        let Some(session) = store::sessions::find(app.db.read(), &key_hash).await? else { return Ok(None) };
        let now = app.clock.now();
        if !sessions::lasts(app, &session, now) {
            return Ok(None);
        }
        if now >= session.last_seen_at + SEEN_EVERY {
            // Reading goes on where nothing can be written, on a full disk for example.
            if let Err(error) = app.db.write(async |tx| store::sessions::seen(tx, &key_hash, now).await).await {
                tracing::warn!(%error, "the last click could not be noted");
            }
        }
        Ok(Some(serde_json::from_str(&session.state)?))
    }

    async fn insert(&self, state: &State) -> anyhow::Result<SessionKey> {
        let app = &self.0;
        let key = new_token();
        let now = app.clock.now();
        let credential = text(state, CREDENTIAL);
        let session = Session {
            key_hash: hash(key.as_bytes()),
            id: id(state).unwrap_or_else(|| SessionId(new_id())),
            staff: staff(state),
            state: json(state)?,
            address: text(state, ADDRESS).unwrap_or_default(),
            browser: text(state, BROWSER).unwrap_or_default(),
            created_at: now,
            last_seen_at: now,
        };
        app.db.write(async |tx| sessions::open(tx, &session, credential.as_deref(), now).await).await?;
        Ok(key.try_into()?)
    }
}
