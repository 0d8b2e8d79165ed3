//! What somebody sent and has to sign in for first: kept for that person, sealed, for an hour. It is shown
//! again and never sent by itself, so it comes back under the rights of then.

use chrono::TimeDelta;

use super::{Actor, Error, note};
use crate::app::App;
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::id::KeptFormId;
use crate::domain::principal::PrincipalId;
use crate::secrets::Purpose;
use crate::store;
use crate::store::kept_forms::KeptForm;

/// How long one is kept.
pub(super) const KEPT: TimeDelta = TimeDelta::hours(1);
/// So many others of one person's are kept beside a new one.
const MOST_OTHERS: u64 = 19;

/// A form as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Path and query.
    pub path: String,
    /// Its fields, as browsers encode them.
    pub body: String,
}

fn place(principal: PrincipalId, id: KeptFormId) -> Vec<u8> {
    [&b"kept_forms"[..], principal.to_string().as_bytes(), id.0.as_bytes()].concat()
}

/// Keeps a form for `principal`, who has to sign in. Gives by what it is found.
pub async fn keep(app: &App, principal: PrincipalId, form: &Form) -> Result<KeptFormId, Error> {
    let id = KeptFormId(new_id());
    let plain = format!("{}\n{}", form.path, form.body);
    let sealed = app.secrets.seal(Purpose::KeptForms, &place(principal, id), &plain);
    let kept = KeptForm { principal, id, sealed, expires_at: app.clock.now() + KEPT };
    app.db.write(async |tx| store::kept_forms::put(tx, &kept, MOST_OTHERS).await).await?;
    Ok(id)
}

/// Until when the form of `principal` is kept, if it is.
pub async fn kept_until(app: &App, principal: PrincipalId, id: KeptFormId) -> Result<Option<Moment>, Error> {
    let kept = store::kept_forms::find(app.db.read(), principal, id).await?;
    let waits = kept.filter(|kept| !kept.sealed.is_empty());
    Ok(waits.map(|kept| kept.expires_at).filter(|until| app.clock.now() < *until))
}

/// What is known of a form that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    Form(Form),
    /// It came back, and was carried out.
    Done,
    /// It has expired, was another person's, or there was none.
    Gone,
}

/// A form that the actor has sent; nobody else's.
pub async fn find(by: &Actor, id: KeptFormId) -> Result<Known, Error> {
    let principal = by.principal_id()?;
    let kept = store::kept_forms::find(by.app.db.read(), principal, id).await?;
    let Some(kept) = kept.filter(|kept| by.now < kept.expires_at) else { return Ok(Known::Gone) };
    if kept.sealed.is_empty() {
        return Ok(Known::Done);
    }
    // Sealed with a key that is gone, it is gone too.
    let plain = by.app.secrets.open(Purpose::KeptForms, &place(principal, id), &kept.sealed);
    let form = plain.and_then(|plain| {
        let (path, body) = plain.split_once('\n')?;
        Some(Form { path: path.to_owned(), body: body.to_owned() })
    });
    Ok(form.map_or(Known::Gone, Known::Form))
}

/// Notes that a form of the actor's was carried out after it had come back, if it was the one that was sent to
/// `path`: its page has other forms, too.
pub async fn done(by: &Actor, id: KeptFormId, path: &str) -> Result<(), Error> {
    let principal = by.principal_id()?;
    if !matches!(find(by, id).await?, Known::Form(form) if form.path == path) {
        return Ok(());
    }
    note(by, async |tx| Ok(store::kept_forms::empty(tx, principal, id).await?)).await
}
