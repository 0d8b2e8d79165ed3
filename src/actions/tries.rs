//! How often signing in was tried, by account and by address: slow for those who guess.
//!
//! Every try counts as failed before the password is looked at, and is forgiven when it was right: a
//! hundred guesses sent at once are a hundred failures, not one. What failed for another reason than the
//! password is given back, later where it cannot be at once.

use std::net::IpAddr;

use chrono::TimeDelta;
use uuid::Uuid;

use super::Error;
use crate::app::App;
use crate::domain::Moment;
use crate::domain::id::StaffId;
use crate::domain::principal::PrincipalId;
use crate::domain::refusal::{AccessRefusal, Refusal};
use crate::secrets::{Purpose, hex};
use crate::store::throttles::Throttle;
use crate::store::{self, Tx};

/// Failures that cost nothing, of one person and of one address.
const FREE_OF_PERSON: i64 = 5;
const FREE_OF_ADDRESS: i64 = 20;
/// Of one person from all addresses where nobody is known, together: no single address gets so far.
const FREE_OF_STRANGERS: i64 = 15;
/// The longest wait after a failure.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// After so long without a failure they are forgotten.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);

/// From where somebody tries.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    pub address: IpAddr,
    pub browser: Option<KnownBrowser>,
}

/// A browser in which this person has signed in, by a cookie of its own that we have signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownBrowser {
    pub id: Uuid,
    pub principal: PrincipalId,
}

/// As whom somebody tries to sign in: the name that was typed, folded, among principals of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Login<'a> {
    kind: &'static str,
    name: &'a str,
}

impl<'a> Login<'a> {
    /// A customer's user, by the user name.
    pub fn customer_user(name_key: &'a str) -> Self {
        Self { kind: "customer-user", name: name_key }
    }

    /// Somebody of the staff, by the e-mail address.
    pub fn staff(email_key: &'a str) -> Self {
        Self { kind: "staff", name: email_key }
    }
}

/// What a try is counted under.
///
/// Where somebody is known, in a browser or at an address, that is a count of its own, which others do not
/// move: nobody can shut a colleague out from elsewhere. Everywhere else tries are counted of the person at
/// the address, of the address, and of the person from all of them; of one address only those that were free there,
/// so that it alone keeps nobody waiting who comes from another.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Each with how many are free. The first one is the person's.
    counted: Vec<(String, i64)>,
    /// The person's where nothing is known of who tries.
    stranger: String,
    /// The address's, and the person's among them.
    shared: Option<(String, String)>,
}

impl Keys {
    /// Of a try to sign in as `login`, who is `principal` if there is such a person.
    pub(super) async fn of(
        app: &App,
        login: Login<'_>,
        principal: Option<PrincipalId>,
        origin: Origin,
    ) -> Result<Self, store::Error> {
        let (person, address) = (beginning(app, login), address_key(app, origin.address));
        // Asked of everybody, so that it takes as long for who is nobody.
        let whose = principal.unwrap_or(PrincipalId::Staff(StaffId(Uuid::nil())));
        let is_at_home = store::known_addresses::is_known(app.db.read(), whose, &address).await?;
        let stranger = format!("{person}-stranger");
        let known = match origin.browser.filter(|browser| Some(browser.principal) == principal) {
            Some(browser) => Some(format!("{person}-browser-{}", browser.id.simple())),
            None if is_at_home => Some(format!("{person}-address-{address}")),
            None => None,
        };
        if let Some(known) = known {
            return Ok(Self { counted: vec![(known, FREE_OF_PERSON)], stranger, shared: None });
        }
        let pair = format!("{person}-at-{address}");
        let counted = vec![
            (stranger.clone(), FREE_OF_STRANGERS),
            (address.clone(), FREE_OF_ADDRESS),
            (pair.clone(), FREE_OF_PERSON),
        ];
        Ok(Self { counted, stranger, shared: Some((address, pair)) })
    }

    /// Of somebody who is signed in and proves to be that person.
    pub(super) fn of_own(app: &App, login: Login<'_>) -> Self {
        let person = beginning(app, login);
        let stranger = format!("{person}-stranger");
        Self { counted: vec![(format!("{person}-own"), FREE_OF_PERSON)], stranger, shared: None }
    }
}

/// With this all keys of a person begin.
fn beginning(app: &App, login: Login<'_>) -> String {
    mac(app, login.kind, login.name)[..32].to_owned()
}

pub(super) fn address_key(app: &App, address: IpAddr) -> String {
    mac(app, "address", &network_of(address))
}

fn mac(app: &App, kind: &str, value: &str) -> String {
    hex(&app.secrets.mac(Purpose::Throttles, format!("{kind}:{value}").as_bytes()))
}

/// Until when somebody is kept waiting after tries that failed, wherever they came from.
pub(super) async fn waits_until(app: &App, login: Login<'_>, now: Moment) -> Result<Option<Moment>, store::Error> {
    let until = store::throttles::longest(app.db.read(), &beginning(app, login), now).await?;
    Ok(until.map(|until| Ord::min(until, now + LONGEST_WAIT)))
}

/// Forgets what failed for somebody. Gives whether there was anything.
pub(super) async fn forget(tx: &Tx, app: &App, login: Login<'_>) -> Result<bool, store::Error> {
    store::throttles::clear_all(tx, &beginning(app, login)).await
}

fn owed(app: &App, key: &str) -> i64 {
    app.owed.with(|owed| owed.get(key).copied().unwrap_or_default())
}

fn owe(app: &App, keys: &Keys) {
    app.owed.with(|owed| keys.counted.iter().for_each(|(key, _)| *owed.entry(key.clone()).or_default() += 1));
}

fn settle(app: &App, key: &str, given: i64) {
    app.owed.with(|owed| {
        if let Some(left) = owed.get_mut(key) {
            *left -= given;
        }
        owed.retain(|_, left| *left > 0);
    });
}

/// Gives back a try that came to nothing by no fault of whoever tried.
pub(super) async fn give_back(app: &App, keys: &Keys, now: Moment) {
    if let Err(error) = app.db.write(async |tx| take_back(tx, keys, now).await).await {
        tracing::warn!(?error, "a try at signing in is given back later");
        owe(app, keys);
    }
}

/// Undoes the count of a try whose password nobody looked at.
async fn take_back(tx: &Tx, keys: &Keys, now: Moment) -> Result<(), Error> {
    for (key, _) in &keys.counted {
        less(tx, key, 1, now).await?;
    }
    Ok(())
}

async fn less(tx: &Tx, key: &str, by: i64, now: Moment) -> Result<(), Error> {
    let known = store::throttles::lock(tx, key, now).await?;
    let failures = Ord::max(known.failures - by, 0);
    store::throttles::put(tx, key, Throttle { failures, blocked_until: now, ..known }).await?;
    Ok(())
}

/// Forgets what failed before it was right: the person's, and of the address's what was about this person.
/// What others failed with at the same address stays, or an account of one's own would be a licence to guess.
pub(super) async fn forgive(tx: &Tx, keys: &Keys, now: Moment) -> Result<(), Error> {
    if let Some((address, pair)) = &keys.shared {
        let own = store::throttles::lock(tx, pair, now).await?.failures;
        less(tx, address, own, now).await?;
        store::throttles::clear(tx, pair).await?;
    }
    if let Some((own, _)) = keys.counted.first() {
        store::throttles::clear(tx, own).await?;
    }
    store::throttles::clear(tx, &keys.stranger).await?;
    Ok(())
}

/// Counts a try as failed.
///
/// # Errors
/// [`AccessRefusal::TooManyTries`] while nothing is tried.
pub(super) async fn count_failure(app: &App, keys: &Keys, now: Moment) -> Result<(), Error> {
    let owed: Vec<i64> = keys.counted.iter().map(|(key, _)| self::owed(app, key)).collect();
    app.db
        .write(async |tx| {
            let is_beyond = match &keys.shared {
                Some((_, pair)) => store::throttles::lock(tx, pair, now).await?.failures >= FREE_OF_PERSON,
                None => false,
            };
            for ((key, free), owed) in keys.counted.iter().zip(&owed) {
                let known = as_of(store::throttles::lock(tx, key, now).await?, now);
                let forgotten = now >= known.last_failure_at + FORGOTTEN_AFTER;
                if now < known.blocked_until && !forgotten && *owed == 0 {
                    return Err(Refusal::Access(AccessRefusal::TooManyTries).into());
                }
                if is_beyond && *key == keys.stranger {
                    continue;
                }
                let failures = if forgotten { 1 } else { Ord::max(known.failures - owed, 0) + 1 };
                let throttle =
                    Throttle { failures, last_failure_at: now, blocked_until: now + wait_after(failures - free) };
                store::throttles::put(tx, key, throttle).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    for ((key, _), given) in keys.counted.iter().zip(owed) {
        settle(app, key, given);
    }
    Ok(())
}

/// What is known, by a clock that was not ahead: no wait is longer than the longest, and what is said to have
/// failed at a time to come counts as over. Requests that came in together may be carried out in another
/// order, so a little ahead is none.
fn as_of(known: Throttle, now: Moment) -> Throttle {
    if known.last_failure_at > now + LONGEST_WAIT {
        return Throttle { last_failure_at: now, blocked_until: now, ..known };
    }
    Throttle { blocked_until: Ord::min(known.blocked_until, now + LONGEST_WAIT), ..known }
}

/// Two seconds after the first failure that is not free, then twice as long each time.
fn wait_after(beyond_free: i64) -> TimeDelta {
    match u32::try_from(beyond_free) {
        Ok(0) | Err(_) => TimeDelta::zero(),
        Ok(failures) => Ord::min(TimeDelta::seconds(1 << Ord::min(failures, 10)), LONGEST_WAIT),
    }
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
    fn a_clock_that_was_ahead_is_forgotten_and_a_moment_ahead_is_not() {
        let now = Moment::UNIX_EPOCH + TimeDelta::days(20_000);
        let known = |ahead: TimeDelta| Throttle {
            failures: 7,
            last_failure_at: now + ahead,
            blocked_until: now + ahead + TimeDelta::seconds(8),
        };
        let until = |ahead| as_of(known(ahead), now).blocked_until - now;
        assert_eq!(until(TimeDelta::zero()), TimeDelta::seconds(8));
        assert_eq!(until(TimeDelta::seconds(3)), TimeDelta::seconds(11));
        assert_eq!(until(TimeDelta::days(40)), TimeDelta::zero());
        let endless = Throttle { blocked_until: now + TimeDelta::days(400), ..known(TimeDelta::zero()) };
        assert_eq!(as_of(endless, now).blocked_until, now + LONGEST_WAIT);
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
