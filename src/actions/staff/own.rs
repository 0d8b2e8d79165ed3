//! What everybody changes of their own: name, language, time zone, password.

use zeroize::Zeroizing;

use super::edit::conflict;
use super::{event, known};
use crate::actions::sessions;
use crate::actions::sign_in::{self, SignedIn};
use crate::actions::tries::{forgive, give_back};
use crate::actions::{Actor, Error, Submission, note, with_audit, with_audit_idempotent};
use crate::domain::event::Operation;
use crate::domain::id::CustomerId;
use crate::domain::password::{self, STAFF_PASSWORD_LEAST};
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused};
use crate::domain::staff::{STAFF_NAME_LIMIT, Staff, time_zone};
use crate::domain::text;
use crate::secrets::credential_of;
use crate::store;
use crate::words::Language;

/// One's own name, language and time zone, as typed.
#[derive(Clone, Debug, Default)]
pub struct ProfileForm {
    pub name: String,
    /// A language's code.
    pub language: String,
    /// An IANA name, or nothing for the installation's.
    pub time_zone: String,
}

/// Changes one's own name, language and time zone, if nobody changed the name since `version`.
///
/// # Errors
/// At `name`, `language` and `time_zone` what cannot be taken; [`Error::Conflict`].
pub async fn update_profile(by: &Actor, form: &ProfileForm, version: i64, sent: &Submission) -> Result<(), Error> {
    let id = by.staff_id()?;
    let mut refused = Refused::default();
    let name = refused.take("name", text::required(&form.name, STAFF_NAME_LIMIT));
    let language = refused.take("language", Language::from_code(&form.language).ok_or(Refusal::Choose));
    let zone = refused.take("time_zone", time_zone(&form.time_zone));
    let (Some(name), Some(language), Some(zone)) = (name, language, zone) else { return Err(refused.into()) };
    with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let now = known(tx, id.into()).await?;
        if now.version != version {
            return conflict(tx, by, &now).await;
        }
        let zone_name = |zone: Option<chrono_tz::Tz>| zone.map(chrono_tz::Tz::name);
        let update = event(Operation::UpdateProfile, &now)
            .changed("name", now.name.as_str(), name.as_str())
            .changed("language", now.language.as_deref(), language.code())
            .changed("time_zone", zone_name(now.time_zone), zone_name(zone));
        if update.is_empty() {
            return Ok(());
        }
        if name != now.name {
            store::staff::set_name(tx, id, &name).await?;
        }
        store::staff::set_language(tx, id, language.code()).await?;
        store::staff::set_time_zone(tx, id, zone).await?;
        log.add(update);
        Ok(())
    })
    .await
}

/// One's own new password, as typed.
#[derive(Clone, Debug, Default)]
pub struct PasswordForm {
    pub current: Zeroizing<String>,
    pub password: Zeroizing<String>,
    pub password_again: Zeroizing<String>,
}

impl PasswordForm {
    fn check(&self, staff: &Staff) -> Result<(), Refused> {
        let mut refused = Refused::default();
        if self.current.is_empty() {
            refused.take("current", Err::<(), _>(Refusal::Required));
        }
        let context = [staff.email.as_str(), &staff.name, "partnerdesk"];
        refused.take("password", password::choose(&self.password, STAFF_PASSWORD_LEAST, &context));
        if refused.is_empty() && self.password == self.current {
            refused.take("password", Err::<(), _>(Refusal::PasswordSame));
        }
        if self.password != self.password_again {
            refused.take("password_again", Err::<(), _>(Refusal::PasswordsDiffer));
        }
        if refused.is_empty() { Ok(()) } else { Err(refused) }
    }
}

/// Changes one's own password, by the current one, and ends all sessions: what comes back opens the
/// one that goes on.
///
/// # Errors
/// At `current` [`Refusal::PasswordWrong`], which counts like a failed sign-in; at `password` what
/// [`password::choose`] refuses and [`Refusal::PasswordSame`]; [`Refusal::TooManyTries`],
/// [`Error::Busy`].
pub async fn change_own_password(by: &Actor, form: &PasswordForm) -> Result<SignedIn, Error> {
    let id = by.staff_id()?;
    let lost = || Error::MissingRole(Permission::SignedIn);
    let (staff, known_hash) = store::staff::find(by.app.db.read(), id).await?.ok_or_else(lost)?;
    // What is typed here is no try at a password that somebody else has given since.
    if by.credential.as_ref().is_some_and(|credential| *credential != credential_of(&known_hash)) {
        return Err(Error::SignedOut);
    }
    let checked = form.check(&staff);
    if form.current.is_empty() {
        return Err(checked.err().unwrap_or_default().into());
    }
    let keys = match (sign_in::prove(by, &staff, &known_hash, form.current.clone()).await, checked) {
        (Ok(keys), Ok(())) => keys,
        (Ok(keys), Err(refused)) => {
            // It was the right one: only this try is not held against anybody.
            give_back(&by.app, &keys, by.now).await;
            return Err(refused.into());
        }
        (Err(Error::Refused(mut wrong)), Err(mut refused)) if wrong.at("current").is_some() => {
            wrong.0.append(&mut refused.0);
            return Err(wrong.into());
        }
        (Err(error), _) => return Err(error),
    };
    let hash = by.app.hasher.hash(form.password.clone()).await?;
    let changed = with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        let (now, still) = store::staff::lock(tx, id).await?.ok_or_else(lost)?;
        if still != known_hash || !now.may_sign_in(by.now) {
            return Err(Refused::one("current", Refusal::PasswordWrong).into());
        }
        store::staff::set_password(tx, id, &hash, None).await?;
        let ended = sessions::end_all(tx, by, id).await?;
        forgive(tx, &keys, by.now).await?;
        // The one in which this was done goes on.
        let others = ended.saturating_sub(1);
        log.add(event(Operation::UpdateStaffPassword, &now).with("sessions", others));
        let staff = Staff { must_change_password: false, password_expires_at: None, ..now };
        Ok(SignedIn { staff, credential: credential_of(&hash) })
    })
    .await;
    if changed.as_ref().is_err_and(|error| error.outage().is_some()) {
        give_back(&by.app, &keys, by.now).await;
    }
    changed
}

/// Remembers the language that somebody reads in. A wish, not a change that others would look for.
pub async fn set_language(by: &Actor, language: Language) -> Result<(), Error> {
    let id = by.staff_id()?;
    note(by, async |tx| Ok(store::staff::set_language(tx, id, language.code()).await?)).await
}
