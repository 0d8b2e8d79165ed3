//! E-mail addresses: of staff, of contacts, of users elsewhere.

use super::refusal::{AccountRefusal, Refusal};
use super::text;

/// The longest e-mail address (RFC 5321).
const EMAIL_LIMIT: usize = 254;

/// An e-mail address; compared without case.
#[derive(Clone, Debug)]
pub struct Email(String);

impl Email {
    /// # Errors
    /// [`InputRefusal::Required`], [`InputRefusal::TooLong`], [`InputRefusal::ControlCharacters`],
    /// [`AccountRefusal::NotAnAddress`].
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let address = text::required(raw, EMAIL_LIMIT)?;
        let (local, domain) = address.rsplit_once('@').ok_or(Refusal::Account(AccountRefusal::NotAnAddress))?;
        let plain = |c: char| !c.is_whitespace() && !"<>,;:\"()[]\\@".contains(c);
        let fine = !local.is_empty()
            && local.chars().all(plain)
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty() && label.chars().all(plain));
        if fine { Ok(Self(address)) } else { Err(Refusal::Account(AccountRefusal::NotAnAddress)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which addresses are compared.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}
