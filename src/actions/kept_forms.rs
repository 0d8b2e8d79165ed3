//! What somebody sent and has to sign in for first: kept for that person, sealed, for an hour. It is shown
//! again and never sent by itself, so it comes back under the rights of then.

use chrono::TimeDelta;

use super::{Actor, Error};
use crate::app::App;
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::id::{KeptFormId, StaffId};
use crate::secrets::Purpose;
use crate::store;
use crate::store::kept_forms::KeptForm;

/// How long one is kept.
const KEPT: TimeDelta = TimeDelta::hours(1);
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

fn place(staff: StaffId, id: KeptFormId) -> Vec<u8> {
    [&b"kept_forms"[..], staff.0.as_bytes(), id.0.as_bytes()].concat()
}

/// Keeps a form for `staff`, who has to sign in. Gives by what it is found.
///
/// # Errors
/// When the database fails.
pub async fn keep(app: &App, staff: StaffId, form: &Form) -> Result<KeptFormId, Error> {
    let id = KeptFormId(new_id());
    let plain = format!("{}\n{}", form.path, form.body);
    let sealed = app.secrets.seal(Purpose::KeptForms, &place(staff, id), &plain);
    let kept = KeptForm { staff, id, sealed, expires_at: app.clock.now() + KEPT };
    app.db.write(async |tx| store::kept_forms::put(tx, &kept, MOST_OTHERS).await).await?;
    Ok(id)
}

/// Until when the form of `staff` is kept, if it is.
///
/// # Errors
/// When the database fails.
pub async fn kept_until(app: &App, staff: StaffId, id: KeptFormId) -> Result<Option<Moment>, Error> {
    let kept = store::kept_forms::find(app.db.read(), staff, id).await?;
    Ok(kept.map(|kept| kept.expires_at).filter(|until| app.clock.now() < *until))
}

/// A form that the actor has sent; nobody else's.
///
/// # Errors
/// When the database fails.
pub async fn find(by: &Actor, id: KeptFormId) -> Result<Option<Form>, Error> {
    let staff = by.staff_id()?;
    let kept = store::kept_forms::find(by.app.db.read(), staff, id).await?;
    let Some(kept) = kept.filter(|kept| by.now < kept.expires_at) else { return Ok(None) };
    // Sealed with a key that is gone, it is gone too.
    let plain = by.app.secrets.open(Purpose::KeptForms, &place(staff, id), &kept.sealed);
    let form = plain.and_then(|plain| {
        let (path, body) = plain.split_once('\n')?;
        Some(Form { path: path.to_owned(), body: body.to_owned() })
    });
    Ok(form)
}
