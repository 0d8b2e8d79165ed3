//! Signing in: slow for those who guess, without a hint whether an account exists.
//!
//! Every try counts as failed before the password is looked at, and is forgiven when it was right:
//! a hundred guesses sent at once are a hundred failures, not one.

use std::net::IpAddr;

use chrono::TimeDelta;
use zeroize::Zeroizing;

use super::{Actor, Error, Who, change};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::CustomerId;
use crate::domain::password::PASSWORD_BYTES_LIMIT;
use crate::domain::refusal::{Refusal, Refused};
use crate::domain::staff::Staff;
use crate::secrets::{Purpose, hex};
use crate::store::throttles::Throttle;
use crate::store::{self, Tx};

/// Failures that cost nothing, by account and by address.
const FREE_BY_ACCOUNT: i64 = 5;
const FREE_BY_ADDRESS: i64 = 20;
/// Longer than any address.
const EMAIL_LOOKED_AT: usize = 300;
/// The longest wait after a failure.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// After so long without a failure they are forgotten.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);

/// Under which account and address are counted, and how many failures of each are free.
pub(super) type Keys = [(String, i64); 2];

/// Lets somebody in by e-mail and password.
///
/// # Errors
/// [`Refusal::SignInFailed`] whatever was wrong, [`Refusal::TooManyTries`], [`Error::Busy`].
pub async fn sign_in(app: &App, email: &str, password: Zeroizing<String>, address: IpAddr) -> Result<SignedIn, Error> {
    let now = app.clock.now();
    // What is no address is looked for like one: nobody has it, and it takes as long.
    let email_key: String = email.trim().chars().filter(|c| !c.is_control()).take(EMAIL_LOOKED_AT).collect();
    let email_key = email_key.to_lowercase();
    let keys = keys_of(app, &email_key, address);
    count_failure(app, &keys, now).await?;
    let found = store::staff::by_email(app.db.read(), &email_key).await?;
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let fits = password.len() <= PASSWORD_BYTES_LIMIT;
    let tried = if fits { password.clone() } else { Zeroizing::new(String::new()) };
    let Ok(right) = app.hasher.verify(tried, hash.clone()).await? else {
        app.db.write(async |tx| take_back(tx, &keys, now).await).await?;
        return Err(Error::Busy);
    };
    match found {
        Some((staff, hash)) if right && fits && staff.may_sign_in(now) => {
            let rehashed = if app.hasher.is_outdated(&hash) { Some(app.hasher.hash(password).await?) } else { None };
            let welcomed = welcome(app, staff, &hash, &keys, now, rehashed).await;
            if let Err(Error::Store(_)) = welcomed {
                // It was not the password that failed: it must not add up to a wait.
                if let Err(error) = app.db.write(async |tx| take_back(tx, &keys, now).await).await {
                    tracing::warn!(?error, "a right password stays counted as a failed sign-in");
                }
            }
            welcomed
        }
        found => {
            note_failure(app, found.map(|(staff, _)| staff), now).await?;
            Err(Refusal::SignInFailed.into())
        }
    }
}

/// Opens the door, if the account is still as it was when the password was looked at: a new password
/// or a block in between shuts it.
async fn welcome(
    app: &App,
    staff: Staff,
    hash: &str,
    keys: &Keys,
    now: Moment,
    rehashed: Option<String>,
) -> Result<SignedIn, Error> {
    let credential = rehashed.as_deref().map_or_else(|| credential_of(hash), credential_of);
    let by = Actor { app: app.clone(), who: Who::Staff(staff.clone()), now, request: None };
    change(&by, CustomerId::INSTALLATION, async |tx, log| {
        let still = store::staff::lock(tx, staff.id).await?;
        if !still.is_some_and(|(still, known)| known == hash && still.may_sign_in(now)) {
            return Err(Refusal::SignInFailed.into());
        }
        store::staff::signed_in(tx, staff.id, now, rehashed.as_deref()).await?;
        forgive(tx, keys, now).await?;
        log.add(Event::new(Operation::SignIn, Target::Staff(staff.id.0), staff.name.clone()));
        Ok(())
    })
    .await?;
    Ok(SignedIn { staff, credential })
}

/// Proves that somebody who is signed in knows the current password, for what only that person may
/// change. It counts like a sign-in: an open browser is no place to guess in.
///
/// # Errors
/// At `current` [`Refusal::PasswordWrong`]; [`Refusal::TooManyTries`], [`Error::Busy`].
pub(super) async fn prove(
    by: &Actor,
    staff: &Staff,
    hash: &str,
    password: Zeroizing<String>,
    address: IpAddr,
) -> Result<Keys, Error> {
    let (app, now) = (&by.app, by.now);
    let keys = keys_of(app, &staff.email.key(), address);
    count_failure(app, &keys, now).await?;
    let fits = password.len() <= PASSWORD_BYTES_LIMIT;
    let tried = if fits { password } else { Zeroizing::new(String::new()) };
    let Ok(right) = app.hasher.verify(tried, Some(hash.to_owned())).await? else {
        app.db.write(async |tx| take_back(tx, &keys, now).await).await?;
        return Err(Error::Busy);
    };
    if right && fits {
        return Ok(keys);
    }
    note_failure(app, Some(staff.clone()), now).await?;
    Err(Refused::one("current", Refusal::PasswordWrong).into())
}

/// Undoes the count of a try whose password nobody looked at.
pub(super) async fn take_back(tx: &Tx, keys: &Keys, now: Moment) -> Result<(), Error> {
    for (key, _) in keys {
        let known = store::throttles::lock(tx, key, now).await?;
        let failures = Ord::max(known.failures - 1, 0);
        store::throttles::put(tx, key, Throttle { failures, blocked_until: now, ..known }).await?;
    }
    Ok(())
}

/// Somebody who may come in, and the sign of the password by which; a session lasts as long as it.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub staff: Staff,
    pub credential: String,
}

/// A short sign of a password's hash: another password has another one.
#[must_use]
pub fn credential_of(hash: &str) -> String {
    crate::secrets::hash(hash.as_bytes())[..16].to_owned()
}

/// The account's failures are forgotten. Of the address only this try is: somebody with an account of
/// their own could otherwise guess at others' for ever.
pub(super) async fn forgive(tx: &Tx, [account, address]: &Keys, now: Moment) -> Result<(), Error> {
    store::throttles::clear(tx, &account.0).await?;
    let known = store::throttles::lock(tx, &address.0, now).await?;
    let failures = Ord::max(known.failures - 1, 0);
    store::throttles::put(tx, &address.0, Throttle { failures, blocked_until: now, ..known }).await?;
    Ok(())
}

async fn note_failure(app: &App, staff: Option<Staff>, now: Moment) -> Result<(), Error> {
    let by = Actor { now, ..Actor::system(app) };
    // Who nobody knows is not named: people type their password into the wrong field.
    let (target, name) = staff.map_or((Target::Installation, String::new()), |s| (Target::Staff(s.id.0), s.name));
    change(&by, CustomerId::INSTALLATION, async |_, log| {
        log.add(Event::new(Operation::SignInFailed, target, name.clone()));
        Ok(())
    })
    .await
}

async fn count_failure(app: &App, keys: &[(String, i64)], now: Moment) -> Result<(), Error> {
    app.db
        .write(async |tx| {
            for (key, free) in keys {
                let known = store::throttles::lock(tx, key, now).await?;
                let forgotten = now >= known.last_failure_at + FORGOTTEN_AFTER;
                if now < known.blocked_until && !forgotten {
                    return Err(Refusal::TooManyTries.into());
                }
                let failures = if forgotten { 1 } else { known.failures + 1 };
                let throttle =
                    Throttle { failures, last_failure_at: now, blocked_until: now + wait_after(failures - free) };
                store::throttles::put(tx, key, throttle).await?;
            }
            Ok(())
        })
        .await
}

/// Two seconds after the first failure that is not free, then twice as long each time.
fn wait_after(beyond_free: i64) -> TimeDelta {
    match u32::try_from(beyond_free) {
        Ok(0) | Err(_) => TimeDelta::zero(),
        Ok(failures) => Ord::min(TimeDelta::seconds(1 << Ord::min(failures, 10)), LONGEST_WAIT),
    }
}

fn keys_of(app: &App, email_key: &str, address: IpAddr) -> Keys {
    [
        (throttle_key(app, "account", email_key), FREE_BY_ACCOUNT),
        (throttle_key(app, "address", &network_of(address)), FREE_BY_ADDRESS),
    ]
}

fn throttle_key(app: &App, kind: &str, value: &str) -> String {
    hex(&app.secrets.mac(Purpose::Throttles, format!("{kind}:{value}").as_bytes()))
}

/// The address, or the /64 that one subscriber of IPv6 has.
fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Notes that somebody signed out.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(by: &Actor) -> Result<(), Error> {
    let Some(staff) = by.staff() else { return Ok(()) };
    change(by, CustomerId::INSTALLATION, async |_, log| {
        log.add(Event::new(Operation::SignOut, Target::Staff(staff.id.0), staff.name.clone()));
        Ok(())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_and_ends_at_a_quarter_of_an_hour() {
        let seconds = |beyond| wait_after(beyond).num_seconds();
        assert_eq!([-4, 0, 1, 2, 5, 50].map(seconds), [0, 0, 2, 4, 32, 900]);
    }

    #[test]
    fn one_subscriber_counts_as_one_address() {
        let same = |a: &str, b: &str| network_of(a.parse().unwrap()) == network_of(b.parse().unwrap());
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
        assert!(same("::ffff:192.0.2.1", "192.0.2.1"));
        assert!(!same("192.0.2.1", "192.0.2.2"));
    }
}
