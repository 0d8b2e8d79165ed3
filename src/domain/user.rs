//! A customer's user: names, location, sign-in, and how long a deleted one can come back.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::Moment;
use super::contact::{Contact, ContactField};
use super::directory_role::Permissions;
use super::id::{ServicePlanId, SkuId, UserId};
use super::refusal::{AccountRefusal, Refusal, Refused, UserRefusal};
use super::user_name::{Domain, UserName};
use super::{location, text};

/// How long a deleted user can be restored: 30 days of 24 hours (specification §5).
pub const RESTORE_WINDOW: TimeDelta = TimeDelta::days(30);
/// A deleted user with so many days left or fewer stands out.
pub const LAST_DAYS: i64 = 3;

/// Until when, and not at that moment any more, a user deleted at `deleted_at` can be restored.
pub fn restorable_until(deleted_at: Moment) -> Moment {
    deleted_at + RESTORE_WINDOW
}

/// The latest deletion that is past restoring at `now`.
pub fn expired_up_to(now: Moment) -> Moment {
    now - RESTORE_WINDOW
}

/// Days of 24 hours left at `now`, a begun one counted whole; none when the window is over.
pub fn days_left(deleted_at: Moment, now: Moment) -> i64 {
    let left = Ord::max(restorable_until(deleted_at) - now, TimeDelta::zero());
    let whole = left.num_days();
    if left > TimeDelta::days(whole) { whole + 1 } else { whole }
}

/// Which users of a customer are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserState {
    #[default]
    Active,
    /// Deleted after this moment: those from before are gone for good.
    DeletedAfter(Moment),
}

impl UserState {
    /// Those who can be restored at `now`.
    pub fn restorable(now: Moment) -> Self {
        Self::DeletedAfter(expired_up_to(now))
    }
}

/// One user, whole.
#[derive(Clone, Debug)]
pub struct User {
    pub id: UserId,
    pub profile: Profile,
    pub permissions: Permissions,
    pub licenses: Vec<License>,
    pub sign_in: SignIn,
    pub created_at: Moment,
    pub deleted_at: Option<Moment>,
    /// Who deleted the account, as the person was called then; nobody's name when the program did.
    pub deleted_by: Option<String>,
    pub version: i64,
}

/// What the user form edits of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub first_name: String,
    pub last_name: String,
    pub display_name: String,
    pub user_name: UserName,
    pub location: Option<String>,
    pub contact: Contact,
}

impl Profile {
    /// What the users' search looks through.
    pub fn search_text(&self) -> String {
        search_text(&self.display_name, &self.user_name.key(), self.contact.get(ContactField::AlternateEmail))
    }
}

/// What a user of these names is found by, and of this alternate e-mail.
pub fn search_text(display_name: &str, name_key: &str, alternate_email: Option<&str>) -> String {
    let names = format!("{display_name} {name_key}");
    text::searchable(&alternate_email.map_or(names.clone(), |email| format!("{names} {email}")))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignIn {
    pub allowed: bool,
    pub last_at: Option<Moment>,
    /// Until when the password can be used, where it is one that was handed out and not changed yet.
    pub temporary_until: Option<Moment>,
}

/// A product that a user holds, with the service plans that are switched off for this user.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct License {
    pub sku: SkuId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disabled_plans: Vec<ServicePlanId>,
}

/// The personal part of the user form, as sent.
#[derive(Clone, Debug, Default)]
pub struct RawProfile<'a> {
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub display_name: &'a str,
    pub user_name: &'a str,
    pub domain: &'a str,
    pub location: &'a str,
    pub contact: &'a [(ContactField, &'a str)],
}

impl RawProfile<'_> {
    /// Reads all fields. `domains` are the customer's; `needs_location` when a license is ticked.
    ///
    /// # Errors
    /// Every field's reason at once.
    pub fn parse(&self, domains: &[Domain], needs_location: bool) -> Result<Profile, Refused> {
        let mut refused = Refused::default();
        let first_name = refused.take("first_name", text::line(self.first_name, text::NAME_LIMIT));
        let last_name = refused.take("last_name", text::line(self.last_name, text::NAME_LIMIT));
        let display_name = refused.take("display_name", text::required(self.display_name, text::NAME_LIMIT));
        let user_name = self.user_name(domains, &mut refused);
        let location = refused.take("location", required_location(self.location, needs_location));
        let contact = refused.take_all(Contact::parse(self.contact.iter().copied()));
        let read = || {
            Some(Profile {
                first_name: first_name?,
                last_name: last_name?,
                display_name: display_name?,
                user_name: user_name?,
                location: location?,
                contact: contact?,
            })
        };
        read().filter(|_| refused.is_empty()).ok_or(refused)
    }
}

impl RawProfile<'_> {
    /// The part before @ with the domain that was chosen beside it. Who puts a whole address there means its own
    /// domain, as long as it is one of the customer's.
    fn user_name(&self, domains: &[Domain], refused: &mut Refused) -> Option<UserName> {
        if let Some((local, domain)) = self.user_name.trim().rsplit_once('@') {
            let domain = refused.take("user_name", own_domain(domain, domains))?;
            return refused.take("user_name", UserName::new(local, domain));
        }
        let domain = refused.take("domain", own_domain(self.domain, domains));
        // The part before @ is checked even where the domain is wrong: both are told at once.
        let anywhere = domain.or_else(|| domains.first().cloned());
        anywhere.and_then(|at| refused.take("user_name", UserName::new(self.user_name, at)))
    }
}

fn own_domain(raw: &str, domains: &[Domain]) -> Result<Domain, Refusal> {
    let domain = Domain::parse(raw)?;
    if domains.contains(&domain) {
        Ok(domain)
    } else {
        Err(Refusal::Account(AccountRefusal::DomainNotOwned { domain: domain.to_string() }))
    }
}

fn required_location(raw: &str, needed: bool) -> Result<Option<String>, Refusal> {
    match location::parse(raw)? {
        None if needed => Err(Refusal::User(UserRefusal::LocationRequired)),
        location => Ok(location),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> RawProfile<'static> {
        RawProfile {
            display_name: "Marta Esposito",
            user_name: "marta.esposito",
            domain: "aquila.example",
            ..RawProfile::default()
        }
    }

    #[test]
    fn a_license_needs_a_location() {
        let domains = [Domain::parse("aquila.example").unwrap()];
        assert_eq!(form().parse(&domains, false).unwrap().location, None);
        assert_eq!(
            form().parse(&domains, true).unwrap_err().at("location"),
            Some(&Refusal::User(UserRefusal::LocationRequired))
        );
    }

    #[test]
    fn the_domain_is_one_of_the_customer_s() {
        let domains = [Domain::parse("other.example").unwrap()];
        let refused = RawProfile { user_name: "marta.", ..form() }.parse(&domains, false).unwrap_err();
        assert_eq!(
            refused.at("domain"),
            Some(&Refusal::Account(AccountRefusal::DomainNotOwned { domain: "aquila.example".into() }))
        );
        assert_eq!(refused.at("user_name"), Some(&Refusal::User(UserRefusal::DotBeforeAt)));
    }

    #[test]
    fn a_whole_address_is_taken_apart_where_its_domain_is_the_customer_s() {
        let domains = ["aquila.example", "mail.aquila.example"].map(|domain| Domain::parse(domain).unwrap());
        let name = |user_name| RawProfile { user_name, ..form() }.parse(&domains, false);
        for (typed, meant) in [
            ("marta@mail.aquila.example", "marta@mail.aquila.example"),
            (" marta@AQUILA.example ", "marta@aquila.example"),
            ("marta", "marta@aquila.example"),
        ] {
            assert_eq!(name(typed).unwrap().user_name.to_string(), meant);
        }
        let foreign = Refusal::Account(AccountRefusal::DomainNotOwned { domain: "other.example".into() });
        assert_eq!(name("marta@other.example").unwrap_err().at("user_name"), Some(&foreign));
        assert!(name("marta@").unwrap_err().at("user_name").is_some());
        assert!(name("ma@rta@aquila.example").unwrap_err().at("user_name").is_some());
        assert_eq!(
            name("marta.@aquila.example").unwrap_err().at("user_name"),
            Some(&Refusal::User(UserRefusal::DotBeforeAt))
        );
    }

    #[test]
    fn the_window_is_thirty_days_of_24_hours_to_the_second_also_across_summer_time() {
        // In Rome the clocks went forward on 29 March 2026 at 01:00 UTC: by the wall it ends an hour later.
        let deleted: Moment = "2026-03-10T09:00:00Z".parse().unwrap();
        assert_eq!(restorable_until(deleted), "2026-04-09T09:00:00Z".parse::<Moment>().unwrap());
        let local = |at: Moment| at.with_timezone(&chrono_tz::Europe::Rome).format("%H:%M").to_string();
        assert_eq!((local(deleted), local(restorable_until(deleted))), ("10:00".into(), "11:00".into()));
        for (now, left) in [
            ("2026-03-10T09:00:00Z", 30),
            ("2026-03-10T09:00:01Z", 30),
            ("2026-03-11T08:59:59Z", 30),
            ("2026-03-11T09:00:00Z", 29),
            ("2026-03-29T00:59:59Z", 12),
            ("2026-03-29T09:00:00Z", 11),
            ("2026-03-29T09:00:01Z", 11),
            ("2026-04-08T09:00:00Z", 1),
            ("2026-04-09T08:59:59Z", 1),
            ("2026-04-09T09:00:00Z", 0),
            ("2026-05-01T00:00:00Z", 0),
        ] {
            let now: Moment = now.parse().unwrap();
            assert_eq!(days_left(deleted, now), left, "{now}");
            assert_eq!(deleted > expired_up_to(now), left > 0, "{now}");
        }
    }

    #[test]
    fn what_is_searched_is_folded() {
        let domains = [Domain::parse("aquila.example").unwrap()];
        let profile = RawProfile { display_name: "Łukasz Ñ", ..form() }.parse(&domains, false).unwrap();
        assert_eq!(profile.search_text(), "lukasz n marta.esposito@aquila.example");
    }
}
