//! How often signing in was tried, by account and by address: slow for those who guess.
//!
//! Every try counts as failed before the password is looked at, and is forgiven when it was right: a
//! hundred guesses sent at once are a hundred failures, not one. What failed for another reason than the
//! password is given back, later where it cannot be at once.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use super::Error;
use crate::app::App;
use crate::domain::Moment;
use crate::domain::refusal::Refusal;
use crate::secrets::{Purpose, hex};
use crate::store::throttles::Throttle;
use crate::store::{self, Tx};

/// Failures that cost nothing, by account and by address.
const FREE_BY_ACCOUNT: i64 = 5;
const FREE_BY_ADDRESS: i64 = 20;
/// The longest wait after a failure.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// After so long without a failure they are forgotten.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);

/// Under which account and address are counted, and how many failures of each are free.
pub(super) type Keys = [(String, i64); 2];

/// Tries that are still to be given back, by their keys: the database could not be written. Bounded by
/// what is counted in it, and forgotten with this process.
#[derive(Debug, Default)]
pub struct Owed(Mutex<HashMap<String, i64>>);

impl Owed {
    fn with<T>(&self, work: impl FnOnce(&mut HashMap<String, i64>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn of(&self, key: &str) -> i64 {
        self.with(|owed| owed.get(key).copied().unwrap_or_default())
    }

    fn add(&self, keys: &Keys) {
        self.with(|owed| keys.iter().for_each(|(key, _)| *owed.entry(key.clone()).or_default() += 1));
    }

    fn settle(&self, key: &str, given: i64) {
        self.with(|owed| {
            if let Some(left) = owed.get_mut(key) {
                *left -= given;
            }
            owed.retain(|_, left| *left > 0);
        });
    }
}

/// Gives back a try that came to nothing by no fault of whoever tried.
pub(super) async fn give_back(app: &App, keys: &Keys, now: Moment) {
    if let Err(error) = app.db.write(async |tx| take_back(tx, keys, now).await).await {
        tracing::warn!(?error, "a try at signing in is given back later");
        app.owed.add(keys);
    }
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

/// The account's failures are forgotten. Of the address only this try is: somebody with an account of
/// their own could otherwise guess at others' for ever.
pub(super) async fn forgive(tx: &Tx, [account, address]: &Keys, now: Moment) -> Result<(), Error> {
    store::throttles::clear(tx, &account.0).await?;
    let known = store::throttles::lock(tx, &address.0, now).await?;
    let failures = Ord::max(known.failures - 1, 0);
    store::throttles::put(tx, &address.0, Throttle { failures, blocked_until: now, ..known }).await?;
    Ok(())
}

/// Counts a try as failed.
///
/// # Errors
/// [`Refusal::TooManyTries`] while nothing is tried.
pub(super) async fn count_failure(app: &App, keys: &Keys, now: Moment) -> Result<(), Error> {
    let owed = keys.each_ref().map(|(key, _)| app.owed.of(key));
    app.db
        .write(async |tx| {
            for ((key, free), owed) in keys.iter().zip(owed) {
                let known = store::throttles::lock(tx, key, now).await?;
                let forgotten = now >= known.last_failure_at + FORGOTTEN_AFTER;
                if now < known.blocked_until && !forgotten && owed == 0 {
                    return Err(Refusal::TooManyTries.into());
                }
                let failures = if forgotten { 1 } else { Ord::max(known.failures - owed, 0) + 1 };
                let throttle =
                    Throttle { failures, last_failure_at: now, blocked_until: now + wait_after(failures - free) };
                store::throttles::put(tx, key, throttle).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    for ((key, _), given) in keys.iter().zip(owed) {
        app.owed.settle(key, given);
    }
    Ok(())
}

/// Two seconds after the first failure that is not free, then twice as long each time.
fn wait_after(beyond_free: i64) -> TimeDelta {
    match u32::try_from(beyond_free) {
        Ok(0) | Err(_) => TimeDelta::zero(),
        Ok(failures) => Ord::min(TimeDelta::seconds(1 << Ord::min(failures, 10)), LONGEST_WAIT),
    }
}

pub(super) fn keys_of(app: &App, email_key: &str, address: IpAddr) -> Keys {
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
