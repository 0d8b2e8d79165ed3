//! Opening a link: once, by whoever has its token, and its code if it has one.
//!
//! Looking changes nothing. What is wrong with a token that is not known is told to nobody, and costs the same.

use uuid::Uuid;
use zeroize::Zeroizing;

use super::{is_code, judged, place};
use crate::actions::{Actor, Error, with_audit};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::link::{Ending, SEEN_AGAIN, State, TRIES};
use crate::domain::principal::PrincipalId;
use crate::secrets::{Purpose, hash};
use crate::store;
use crate::store::links::{Holder, Link};

/// What a link hands over, and whose it is.
pub struct Handed {
    pub user: PrincipalId,
    pub user_name: String,
    pub password: Zeroizing<String>,
    /// Until when it lets the user in.
    pub until: Option<Moment>,
}

/// A token that leads somewhere.
pub enum Known {
    /// It can be opened, with a code or without.
    Waiting {
        asks_code: bool,
    },
    Ended(Ending, Moment),
    /// This browser opened it just now.
    Again(Handed),
}

/// What became of a button that was pressed.
pub enum Opening {
    Opened(Handed),
    Ended(Ending, Moment),
    /// So many tries are left.
    WrongCode(i64),
}

/// With which a password is sealed for the browser that opened its link.
fn both(token: &str, browser: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("{token} {browser}"))
}

fn handed(link: &Link, holder: &Holder, password: Zeroizing<String>) -> Handed {
    let user = PrincipalId::CustomerUser(link.customer, link.user);
    Handed { user, user_name: holder.user_name.clone(), password, until: holder.password_ends_at() }
}

/// What was opened just now by this browser.
fn again(app: &App, link: &Link, holder: Option<&Holder>, token: &str, browser: &str, now: Moment) -> Option<Handed> {
    let (Ending::Opened, at) = link.ended? else { return None };
    // Of two that came at once the one that was first may have been opened second; a clock that was set back shows
    // nothing longer.
    if now + SEEN_AGAIN < at || now >= at + SEEN_AGAIN || browser.is_empty() {
        return None;
    }
    let place = place(link.customer, link.id, link.user);
    let password = app.secrets.open_with(Purpose::Links, &both(token, browser), &place, &link.sealed)?;
    Some(handed(link, holder?, password))
}

/// What a token leads to, for who only looks. `browser` is what its cookie holds.
///
/// # Errors
/// [`Error::NotFound`] for a token that is not known.
pub async fn look(app: &App, token: &str, browser: &str) -> Result<Known, Error> {
    let (db, now) = (app.db.read(), app.clock.now());
    let link = store::links::find_by_hash(db, &hash(token.as_bytes())).await?.ok_or(Error::NotFound)?;
    let holder = store::links::holder(db, link.customer, link.user).await?;
    if let Some(handed) = again(app, &link, holder.as_ref(), token, browser, now) {
        return Ok(Known::Again(handed));
    }
    Ok(match judged(&link, holder.as_ref(), now) {
        State::Waiting(_) => Known::Waiting { asks_code: link.code_mac.is_some() },
        State::Ended(ending, at) => Known::Ended(ending, at),
    })
}

/// Opens a link. Of two who do so at once, one sees what it hands over; the browser that did sees it again for a
/// moment. A code that is wrong too often ends it.
///
/// # Errors
/// [`Error::NotFound`] for a token that is not known.
pub async fn open(app: &App, request: Uuid, token: &str, browser: &str, code: &str) -> Result<Opening, Error> {
    let by = Actor { request: Some(request), ..Actor::system(app) };
    let found = store::links::find_by_hash(app.db.read(), &hash(token.as_bytes())).await?.ok_or(Error::NotFound)?;
    with_audit(&by, found.customer, async |tx, log| {
        // As it is now that nobody else changes anything of this customer's.
        let link = store::links::find(tx, found.customer, found.id).await?.ok_or(Error::NotFound)?;
        let holder = store::links::holder(tx, link.customer, link.user).await?;
        if let Some(handed) = again(app, &link, holder.as_ref(), token, browser, by.now) {
            return Ok(Opening::Opened(handed));
        }
        if let State::Ended(ending, at) = judged(&link, holder.as_ref(), by.now) {
            return Ok(Opening::Ended(ending, at));
        }
        let holder = holder.ok_or(Error::NotFound)?;
        let event = |operation| Event::new(operation, Target::User(link.user.0), holder.display_name.clone());
        if !is_code(&app.secrets, &link, code) {
            store::links::note_try(tx, &link).await?;
            let left = TRIES - link.tries - 1;
            if left > 0 {
                return Ok(Opening::WrongCode(left));
            }
            store::links::end(tx, &link, Ending::Guessed, by.now).await?;
            log.add(event(Operation::BlockHandOverLink));
            return Ok(Opening::Ended(Ending::Guessed, by.now));
        }
        let at = place(link.customer, link.id, link.user);
        let password = app.secrets.open_with(Purpose::Links, token, &at, &link.sealed);
        let password = password.ok_or_else(|| Error::Failed("a link's password does not open with this key".into()))?;
        let kept = if browser.is_empty() {
            Vec::new()
        } else {
            app.secrets.seal_with(Purpose::Links, &both(token, browser), &at, &password)
        };
        if !store::links::open(tx, &link, kept, by.now + SEEN_AGAIN, by.now).await? {
            return Ok(Opening::Ended(Ending::Opened, by.now));
        }
        log.add(event(Operation::OpenHandOverLink));
        Ok(Opening::Opened(handed(&link, &holder, password)))
    })
    .await
}
