//! The partner's own people.

use chrono::TimeDelta;
use chrono_tz::Tz;
use strum_macros::IntoStaticStr;
use zeroize::Zeroizing;

use super::Moment;
pub use super::email::Email;
use super::id::StaffId;
use super::listing::ListColumn;
use super::password::StaffPassword;
use super::refusal::{InputRefusal, Refusal, Refused};
use super::role::Role;
use super::text;

/// How long a temporary password can be used.
pub const TEMPORARY_PASSWORD_LASTS: TimeDelta = TimeDelta::hours(72);
/// The longest name of a member of staff.
pub const STAFF_NAME_LIMIT: usize = 100;

#[derive(Clone, Debug)]
pub struct Staff {
    pub id: StaffId,
    pub email: Email,
    pub name: String,
    pub role: Role,
    pub language: Option<String>,
    pub blocked_at: Option<Moment>,
    /// The password is a temporary one that others know, too.
    pub must_change_password: bool,
    /// Until when a temporary password can be used.
    pub password_expires_at: Option<Moment>,
    /// In which times are shown; the installation's without one.
    pub time_zone: Option<Tz>,
    pub last_sign_in_at: Option<Moment>,
    /// What this person sees of users in lists beyond what everybody does.
    pub list_columns: Vec<ListColumn>,
    pub version: i64,
}

/// How things stand with somebody's way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Standing {
    Active,
    Blocked,
    /// The temporary password was not changed in time: only a new one helps.
    PasswordExpired,
    NeverSignedIn,
    MustChangePassword,
}

impl Standing {
    /// As the catalogue calls it: `staff-status-…`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl Staff {
    pub fn standing(&self, now: Moment) -> Standing {
        if self.blocked_at.is_some() {
            Standing::Blocked
        } else if self.password_expires_at.is_some_and(|end| end <= now) {
            Standing::PasswordExpired
        } else if self.last_sign_in_at.is_none() {
            Standing::NeverSignedIn
        } else if self.must_change_password {
            Standing::MustChangePassword
        } else {
            Standing::Active
        }
    }

    /// Whether the right password lets this person in.
    pub fn may_sign_in(&self, now: Moment) -> bool {
        !matches!(self.standing(now), Standing::Blocked | Standing::PasswordExpired)
    }

    /// Whether what this person asked for may still be done: who was shut out, or whose password somebody
    /// else replaced, asks for nothing.
    pub fn may_act(&self, now: Moment) -> bool {
        self.may_sign_in(now) && !self.must_change_password
    }

    /// Whether an installation can rely on this person as its Global admin: not blocked, and with a
    /// password of one's own. A temporary one may never be used.
    pub fn is_settled_admin(&self) -> bool {
        self.role == Role::GlobalAdmin && self.blocked_at.is_none() && !self.must_change_password
    }

    /// Two letters for the badge in the header.
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace().filter_map(|word| word.chars().next());
        let first = words.next();
        first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
    }
}

/// The name of a member of staff: visible, and not too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffName(String);

impl StaffName {
    /// # Errors
    /// As [`text::required`].
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        text::required(raw, STAFF_NAME_LIMIT).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Somebody to be added.
#[derive(Clone, Debug)]
pub struct NewStaff {
    pub email: Email,
    pub name: StaffName,
    pub role: Role,
}

impl NewStaff {
    /// What was typed of somebody. Pages choose a role among several, others know it.
    ///
    /// # Errors
    /// At `email`, `name` and `role` what cannot be taken, all at once.
    pub fn parse(email: &str, name: &str, role: Result<Role, Refusal>) -> Result<Self, Refused> {
        let mut refused = Refused::default();
        let email = refused.take("email", Email::parse(email));
        let name = refused.take("name", StaffName::parse(name));
        let role = refused.take("role", role);
        let (Some(email), Some(name), Some(role)) = (email, name, role) else { return Err(refused) };
        Ok(Self { email, name, role })
    }

    /// The same with the password that was chosen for the account.
    ///
    /// # Errors
    /// As [`NewStaff::parse`], and at `password` what [`StaffPassword::choose`] refuses.
    pub fn parse_with_password(
        email: &str,
        name: &str,
        role: Role,
        password: Zeroizing<String>,
    ) -> Result<(Self, StaffPassword), Refused> {
        let new = Self::parse(email, name, Ok(role));
        let password = StaffPassword::choose(password, &[email, name]);
        match (new, password) {
            (Ok(new), Ok(password)) => Ok((new, password)),
            (new, password) => {
                let mut refused = new.err().unwrap_or_default();
                refused.take("password", password);
                Err(refused)
            }
        }
    }
}

/// A time zone as it was chosen, by its IANA name; nothing is the installation's.
///
/// # Errors
/// [`InputRefusal::Choose`] for what is none.
pub fn time_zone(raw: &str) -> Result<Option<Tz>, Refusal> {
    if raw.is_empty() { Ok(None) } else { raw.parse().map(Some).map_err(|_| Refusal::Input(InputRefusal::Choose)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::AccountRefusal;
    use crate::domain::refusal::PasswordRefusal;

    fn somebody() -> Staff {
        Staff {
            id: StaffId(uuid::Uuid::nil()),
            email: Email::parse("kim@partner.example").unwrap(),
            name: "Kim".to_owned(),
            role: Role::GlobalAdmin,
            language: None,
            blocked_at: None,
            must_change_password: false,
            password_expires_at: None,
            time_zone: None,
            list_columns: Vec::new(),
            last_sign_in_at: Some(Moment::UNIX_EPOCH),
            version: 1,
        }
    }

    #[test]
    fn what_shuts_somebody_out_is_told_before_what_only_waits() {
        let now = Moment::UNIX_EPOCH + TEMPORARY_PASSWORD_LASTS;
        let temporary = Staff { must_change_password: true, password_expires_at: Some(now), ..somebody() };
        let early = Moment::UNIX_EPOCH;
        assert_eq!(somebody().standing(now), Standing::Active);
        assert_eq!(temporary.standing(early), Standing::MustChangePassword);
        assert_eq!(Staff { last_sign_in_at: None, ..temporary.clone() }.standing(early), Standing::NeverSignedIn);
        assert_eq!(Staff { last_sign_in_at: None, ..temporary.clone() }.standing(now), Standing::PasswordExpired);
        assert_eq!(Staff { blocked_at: Some(now), ..temporary.clone() }.standing(now), Standing::Blocked);
        assert!(temporary.may_sign_in(early) && !temporary.may_sign_in(now));
        assert!(!temporary.may_act(early) && somebody().may_act(early));
    }

    #[test]
    fn an_installation_relies_on_admins_who_can_come_in() {
        assert!(somebody().is_settled_admin());
        assert!(!Staff { role: Role::AdminAgent, ..somebody() }.is_settled_admin());
        assert!(!Staff { blocked_at: Some(Moment::UNIX_EPOCH), ..somebody() }.is_settled_admin());
        assert!(!Staff { must_change_password: true, ..somebody() }.is_settled_admin());
    }

    #[test]
    fn every_reason_against_somebody_new_is_told_at_once() {
        let refused = NewStaff::parse("kim", " ", Err(Refusal::Input(InputRefusal::Choose))).unwrap_err();
        let fields: Vec<_> = refused.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["email", "name", "role"]);
        let with = |email: &str, word: &str| {
            NewStaff::parse_with_password(email, "Kim", Role::SalesAgent, Zeroizing::new(word.to_owned()))
        };
        let refused = with("kim", "short").err().unwrap();
        assert_eq!(refused.at("email"), Some(&Refusal::Account(AccountRefusal::NotAnAddress)));
        assert_eq!(refused.at("password"), Some(&Refusal::Password(PasswordRefusal::TooShort { least: 15 })));
        // An address that cannot be taken is no word of a password either.
        assert_eq!(with("kimberly", "my name is kimberly").err().unwrap().0.len(), 2);
        assert!(with("kim@partner.example", "snow falls on cedars").is_ok());
    }

    #[test]
    fn time_zones_have_names_of_the_list() {
        assert_eq!(time_zone("Europe/Rome"), Ok(Some(Tz::Europe__Rome)));
        assert_eq!(time_zone(""), Ok(None));
        assert_eq!(time_zone("Europe/Atlantis"), Err(Refusal::Input(InputRefusal::Choose)));
    }

    #[test]
    fn addresses_are_one_mailbox_each() {
        assert_eq!(Email::parse(" Giulia@Partner.example ").unwrap().key(), "giulia@partner.example");
        for wrong in ["giulia", "@b.example", "a@b", "a b@c.example", "a@b.example, c@d.example", "<a@b.example>"] {
            assert_eq!(Email::parse(wrong).unwrap_err(), Refusal::Account(AccountRefusal::NotAnAddress), "{wrong}");
        }
        assert_eq!(Email::parse("a\r\nBcc: x@y.example").unwrap_err(), Refusal::Input(InputRefusal::ControlCharacters));
    }
}
