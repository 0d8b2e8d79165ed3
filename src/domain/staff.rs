//! The partner's own people.

use super::Moment;
use super::id::StaffId;
use super::permission::Role;
use super::refusal::Refusal;
use super::text;

/// The longest e-mail address (RFC 5321).
const EMAIL_LIMIT: usize = 254;
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
    pub must_change_password: bool,
    pub version: i64,
}

impl Staff {
    /// Two letters for the badge in the header.
    #[must_use]
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace().filter_map(|word| word.chars().next());
        let first = words.next();
        first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
    }
}

/// An e-mail address; compared without case.
#[derive(Clone, Debug)]
pub struct Email(String);

impl Email {
    /// # Errors
    /// [`Refusal::Required`], [`Refusal::TooLong`], [`Refusal::ControlCharacters`],
    /// [`Refusal::NotAnAddress`].
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let address = text::required(raw, EMAIL_LIMIT)?;
        let (local, domain) = address.rsplit_once('@').ok_or(Refusal::NotAnAddress)?;
        let plain = |c: char| !c.is_whitespace() && !"<>,;:\"()[]\\@".contains(c);
        let fine = !local.is_empty()
            && local.chars().all(plain)
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty() && label.chars().all(plain));
        if fine { Ok(Self(address)) } else { Err(Refusal::NotAnAddress) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which addresses are compared.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_one_mailbox_each() {
        assert_eq!(Email::parse(" Giulia@Partner.example ").unwrap().key(), "giulia@partner.example");
        for wrong in ["giulia", "@b.example", "a@b", "a b@c.example", "a@b.example, c@d.example", "<a@b.example>"] {
            assert_eq!(Email::parse(wrong).unwrap_err(), Refusal::NotAnAddress, "{wrong}");
        }
        assert_eq!(Email::parse("a\r\nBcc: x@y.example").unwrap_err(), Refusal::ControlCharacters);
    }
}
