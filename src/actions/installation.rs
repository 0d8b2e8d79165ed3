//! The installation as a whole: the key that belongs to its database, and what time cleans away.

use chrono::TimeDelta;

use super::changes::REQUEST_KEPT;
use super::{Actor, Error, kept_forms, outbox, purges, selections, sessions, sheets, timekeeping, uploads};
use crate::app::App;
use crate::domain::link;
use crate::domain::staff::TEMPORARY_PASSWORD_LASTS;
use crate::secrets::Secrets;
use crate::store::ahead::Lasts;
use crate::store::{self, Db};

/// The key does not belong to this database.
#[derive(Debug)]
pub struct WrongKey;

const FINGERPRINT: &str = "key_fingerprint";
/// How long it is known from where somebody has signed in.
const ADDRESSES_KNOWN: TimeDelta = TimeDelta::days(90);
/// How long a plan that has expired is known to have been there.
const PLANS_KNOWN: TimeDelta = TimeDelta::days(7);

/// Binds the database to its key on the first start, and refuses another key afterwards: what one
/// node sealed, the others could not open. A key that replaced the old one takes its place if the
/// old one is still at hand.
///
/// # Errors
/// `Ok(Err(WrongKey))` when the database was made with a key that is not given.
pub async fn bind_key(db: &Db, secrets: &Secrets) -> Result<Result<(), WrongKey>, Error> {
    let ours = secrets.fingerprint();
    if store::settings::find(db.read(), FINGERPRINT).await?.as_deref() == Some(ours.as_str()) {
        return Ok(Ok(()));
    }
    db.write(async |tx| {
        let known = store::settings::find(tx, FINGERPRINT).await?;
        if known.is_some_and(|known| !secrets.fingerprints().contains(&known)) {
            return Ok(Err(WrongKey));
        }
        store::settings::put(tx, FINGERPRINT, &ours).await?;
        Ok(Ok(()))
    })
    .await
}

/// Whether the database belongs to a key already.
pub async fn has_key(db: &Db) -> Result<bool, Error> {
    Ok(store::settings::find(db.read(), FINGERPRINT).await?.is_some())
}

/// Takes what was destroyed out of the bytes of an embedded database's files, if anything was written since
/// the last time. What a reader still needs stays until the next time.
pub async fn erase(app: &App) -> Result<(), Error> {
    if !app.db.take_has_written() {
        return Ok(());
    }
    let emptied = app.db.empty_log().await;
    if !matches!(emptied, Ok(true)) {
        app.db.put_has_written();
    }
    emptied?;
    Ok(())
}

/// Settings of the database's server under which a crash may lose what was answered.
pub async fn unsafe_settings(app: &App) -> Result<Vec<String>, Error> {
    Ok(store::settings::unsafe_on_server(app.db.read()).await?)
}

/// Writes down what this node alone knows, as long as it could not.
pub async fn keep_own(app: &App) -> Result<(), Error> {
    Ok(sessions::note_clicks(app, sessions::lasting(app, app.clock.now()).begun_after).await?)
}

/// Destroys what has expired: sheets, selections, plans, sessions, requests, throttles, messages, deleted users.
pub async fn clean(app: &App) -> Result<(), Error> {
    let now = app.clock.now();
    let lasts = Lasts {
        sheets: sheets::OPEN_FOR,
        kept_forms: kept_forms::KEPT,
        requests: REQUEST_KEPT,
        drafts: selections::KEPT,
        staff_passwords: TEMPORARY_PASSWORD_LASTS,
        links: link::MOST,
    };
    app.db.write(async |tx| store::ahead::settle(tx, now, lasts).await).await?;
    let lasting = sessions::lasting(app, now);
    app.db
        .write(async |tx| {
            store::sessions::forget(tx, lasting.before(sessions::KNOWN_AFTER)).await?;
            store::kept_forms::forget(tx, now).await?;
            store::links::destroy_due(tx, now).await?;
            store::selections::forget(tx, now).await?;
            store::license_previews::forget(tx, now, now - PLANS_KNOWN).await?;
            store::requests::forget(tx, now).await?;
            store::outbox::forget(tx, now - outbox::KNOWN).await?;
            store::known_addresses::forget(tx, now - ADDRESSES_KNOWN).await?;
            store::throttles::forget(tx, now - TimeDelta::hours(24)).await
        })
        .await?;
    let by = Actor::system(app);
    // Last, and each for itself: what cannot be done keeps nothing else from being cleaned.
    let purged = match timekeeping::look(app).await? {
        Some(up_to) => purges::purge_expired(app, up_to).await,
        None => Ok(()),
    };
    // What a removal that was cut off, or a request under way during it, left open.
    let closed = sheets::close_of_shut_out(&by).await;
    let erased = Box::pin(uploads::clean(&by)).await;
    sheets::close_expired(&by).await?;
    purged.and(closed).and(erased)
}
