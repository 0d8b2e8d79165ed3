//! What everybody changes of their own: name, language, time zone, password.

use chrono_tz::Tz;
use zeroize::Zeroizing;

use super::edit::conflict;
use super::{event, known};
use crate::actions::sessions;
use crate::actions::sign_in::{self, SignedIn};
use crate::actions::tries::{forgive, give_back};
use crate::actions::{Actor, Error, Submission, note, with_audit, with_audit_idempotent};
use crate::domain::event::Operation;
use crate::domain::id::CustomerId;
use crate::domain::listing::ListColumn;
use crate::domain::password::{StaffPassword, is_alike};
use crate::domain::permission::Permission;
use crate::domain::refusal::{InputRefusal, PasswordRefusal, Refusal, Refused};
use crate::domain::staff::{Staff, StaffName};
use crate::secrets::credential_of;
use crate::store;
use crate::words::Language;

/// One's own name, language and time zone.
#[derive(Clone, Debug)]
pub struct Profile {
    pub name: StaffName,
    /// The browser's own without one.
    pub language: Option<Language>,
    /// The installation's without one.
    pub time_zone: Option<Tz>,
}

/// Changes one's own name, language and time zone, if nobody changed the name since `version`.
///
/// # Errors
/// [`Error::Conflict`].
pub async fn update_profile(by: &Actor, profile: &Profile, version: i64, sent: &Submission) -> Result<(), Error> {
    let id = by.staff_id()?;
    let (name, language, zone) = (profile.name.as_str(), profile.language.map(Language::code), profile.time_zone);
    with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let now = known(tx, id.into()).await?;
        if now.version != version {
            return conflict(tx, by, &now).await;
        }
        let zone_name = |zone: Option<Tz>| zone.map(Tz::name);
        let update = event(Operation::UpdateProfile, &now)
            .changed("name", now.name.as_str(), name)
            .changed("language", now.language.as_deref(), language)
            .changed("time_zone", zone_name(now.time_zone), zone_name(zone));
        if update.is_empty() {
            return Ok(());
        }
        if name != now.name {
            store::staff::set_name(tx, id, name).await?;
        }
        store::staff::set_language(tx, id, language).await?;
        store::staff::set_time_zone(tx, id, zone).await?;
        log.add(update);
        Ok(())
    })
    .await
}

/// Chooses what is seen of users in lists beyond what everybody sees.
pub async fn choose_columns(by: &Actor, columns: &[ListColumn], sent: &Submission) -> Result<(), Error> {
    by.require(Permission::SeeCustomers)?;
    let id = by.staff_id()?;
    let told = |columns: &[ListColumn]| {
        let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
        Some(names.join(" ")).filter(|names| !names.is_empty())
    };
    with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let now = known(tx, id.into()).await?;
        let update =
            event(Operation::UpdateProfile, &now).changed("list_columns", told(&now.list_columns), told(columns));
        if update.is_empty() {
            return Ok(());
        }
        store::staff::set_list_columns(tx, id, columns).await?;
        log.add(update);
        Ok(())
    })
    .await
}

/// What stands against `word` in the current one's place, or the word as one that may be chosen.
fn judge(staff: &Staff, current: &str, word: Zeroizing<String>, beside: Refused) -> Result<StaffPassword, Refused> {
    let mut refused = Refused::default();
    if current.is_empty() {
        refused.take("current", Err::<(), _>(Refusal::Input(InputRefusal::Required)));
    }
    let like = (*word == current).then_some(PasswordRefusal::Same);
    let like = like.or_else(|| is_alike(&word, current).then_some(PasswordRefusal::Alike));
    let chosen = refused.take("password", StaffPassword::choose(word, &[staff.email.as_str(), &staff.name]));
    if let Some(like) = like.filter(|_| refused.is_empty()) {
        refused.take("password", Err::<(), _>(Refusal::Password(like)));
    }
    refused.0.extend(beside.0);
    chosen.filter(|_| refused.is_empty()).ok_or(refused)
}

/// Changes one's own password, by the current one, and ends all sessions: what comes back opens the
/// one that goes on. With reasons `beside`, that the caller knows, nothing is changed: the current password
/// is judged all the same, so that they are told together.
///
/// # Errors
/// At `current` [`PasswordRefusal::Wrong`], which counts like a failed sign-in; at `password` what
/// [`StaffPassword::choose`] refuses and [`PasswordRefusal::Same`]; what stands `beside`;
/// [`AccessRefusal::TooManyTries`], [`Error::Busy`].
pub async fn change_own_password(
    by: &Actor,
    current: Zeroizing<String>,
    word: Zeroizing<String>,
    beside: Refused,
) -> Result<SignedIn, Error> {
    let id = by.staff_id()?;
    let lost = || Error::MissingRole(Permission::SignedIn);
    let (staff, known_hash) = store::staff::find(by.app.db.read(), id).await?.ok_or_else(lost)?;
    // What is typed here is no try at a password that somebody else has given since.
    if by.credential.as_ref().is_some_and(|credential| *credential != credential_of(&known_hash)) {
        return Err(Error::SignedOut);
    }
    let is_given = !current.is_empty();
    let judged = judge(&staff, &current, word, beside);
    if !is_given {
        return Err(judged.err().unwrap_or_default().into());
    }
    let (keys, chosen) = match (sign_in::prove(by, &staff, &known_hash, current).await, judged) {
        (Ok(keys), Ok(chosen)) => (keys, chosen),
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
    let hash = by.app.hasher.hash(chosen.reveal()).await?;
    let changed = with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        let (now, still) = store::staff::lock(tx, id).await?.ok_or_else(lost)?;
        if still != known_hash || !now.may_sign_in(by.now) {
            return Err(Refused::one("current", Refusal::Password(PasswordRefusal::Wrong)).into());
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
    note(by, async |tx| Ok(store::staff::set_language(tx, id, Some(language.code())).await?)).await
}
