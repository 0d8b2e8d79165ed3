//! User principal names and the domains they end in (specification §9).

use std::fmt;

use super::refusal::{AccountRefusal, InputRefusal, Refusal, UserRefusal};

/// The longest part before @, in characters.
pub const LOCAL_LIMIT: usize = 64;
const DOMAIN_LIMIT: usize = 48;
/// `LOCAL_LIMIT` + @ + `DOMAIN_LIMIT`.
pub const UPN_LIMIT: usize = 113;

/// A customer's domain, in lower case: `contoso.example`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Domain(String);

impl Domain {
    /// Reads a domain as typed; upper case, surrounding space and a leading @ are forgiven.
    ///
    /// # Errors
    /// [`InputRefusal::Required`], [`InputRefusal::TooLong`], [`AccountRefusal::NotADomain`].
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let text = raw.trim().trim_start_matches('@').to_ascii_lowercase();
        if text.is_empty() {
            return Err(Refusal::Input(InputRefusal::Required));
        }
        if text.chars().count() > DOMAIN_LIMIT {
            return Err(Refusal::Input(InputRefusal::TooLong { limit: DOMAIN_LIMIT }));
        }
        let label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        // No top-level domain is a number (RFC 3696, 2): such a name is an address.
        let is_address = text.rsplit('.').next().is_some_and(|last| last.chars().all(|c| c.is_ascii_digit()));
        if !text.contains('.') || !text.split('.').all(label) || is_address {
            return Err(Refusal::Account(AccountRefusal::NotADomain));
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A user principal name, as typed: `Ada.Bianchi@contoso.example`. Compared without case.
#[derive(Clone, Debug)]
pub struct UserName {
    local: String,
    domain: Domain,
}

impl UserName {
    /// Joins the part before @ with a domain.
    ///
    /// # Errors
    /// What [`local_part`] refuses.
    pub fn new(local: &str, domain: Domain) -> Result<Self, Refusal> {
        Ok(Self { local: local_part(local)?, domain })
    }

    /// Reads a whole name with its @.
    ///
    /// # Errors
    /// As [`UserName::new`] and [`Domain::parse`]; [`AccountRefusal::NotAnAddress`] without exactly one @.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let (local, domain) = raw.trim().split_once('@').ok_or(Refusal::Account(AccountRefusal::NotAnAddress))?;
        if domain.contains('@') {
            return Err(Refusal::Account(AccountRefusal::NotAnAddress));
        }
        Self::new(local, Domain::parse(domain)?)
    }

    pub fn local(&self) -> &str {
        &self.local
    }

    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The form in which names are compared.
    pub fn key(&self) -> String {
        self.to_string().to_ascii_lowercase()
    }
}

impl PartialEq for UserName {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for UserName {}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

/// The part of a user name before @.
///
/// # Errors
/// [`InputRefusal::Required`], [`InputRefusal::TooLong`], [`UserRefusal::DotAtStart`], [`UserRefusal::DotBeforeAt`],
/// [`UserRefusal::UserNameCharacters`].
fn local_part(raw: &str) -> Result<String, Refusal> {
    let text = raw.trim();
    if text.is_empty() {
        return Err(Refusal::Input(InputRefusal::Required));
    }
    if text.chars().count() > LOCAL_LIMIT {
        return Err(Refusal::Input(InputRefusal::TooLong { limit: LOCAL_LIMIT }));
    }
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || "'.-_!#^~".contains(c)) {
        return Err(Refusal::User(UserRefusal::UserNameCharacters));
    }
    if text.starts_with('.') {
        return Err(Refusal::User(UserRefusal::DotAtStart));
    }
    if text.ends_with('.') {
        return Err(Refusal::User(UserRefusal::DotBeforeAt));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(raw: &str) -> Result<String, Refusal> {
        UserName::new(raw, Domain::parse("contoso.example").unwrap()).map(|name| name.to_string())
    }

    #[test]
    fn names_follow_the_directory_s_rules() {
        assert_eq!(local(" Ada.O'Neil_1 ").unwrap(), "Ada.O'Neil_1@contoso.example");
        assert_eq!(local(""), Err(Refusal::Input(InputRefusal::Required)));
        assert_eq!(local("ada."), Err(Refusal::User(UserRefusal::DotBeforeAt)));
        assert_eq!(local(".ada"), Err(Refusal::User(UserRefusal::DotAtStart)));
        assert_eq!(local("ada bianchi"), Err(Refusal::User(UserRefusal::UserNameCharacters)));
        assert_eq!(local("adà"), Err(Refusal::User(UserRefusal::UserNameCharacters)));
        assert_eq!(local("ada@other"), Err(Refusal::User(UserRefusal::UserNameCharacters)));
        assert_eq!(local(&"a".repeat(65)), Err(Refusal::Input(InputRefusal::TooLong { limit: 64 })));
        assert!(local(&"a".repeat(64)).is_ok());
    }

    #[test]
    fn names_are_compared_without_case() {
        assert_eq!(UserName::parse("ADA@Contoso.Example"), UserName::parse("ada@contoso.example"));
        assert_eq!(UserName::parse("ada"), Err(Refusal::Account(AccountRefusal::NotAnAddress)));
        assert_eq!(UserName::parse("ada@b@c.example"), Err(Refusal::Account(AccountRefusal::NotAnAddress)));
    }

    #[test]
    fn domains_are_host_names_with_a_dot() {
        assert_eq!(Domain::parse(" @Contoso.Example ").unwrap().as_str(), "contoso.example");
        for wrong in ["contoso", "a..b", "-a.b", "a-.b", "a_b.c", "a.b.", "ü.example", "1.2.3.4", "contoso.365"] {
            assert_eq!(Domain::parse(wrong), Err(Refusal::Account(AccountRefusal::NotADomain)), "{wrong}");
        }
        assert_eq!(
            Domain::parse(&format!("{}.example", "a".repeat(48))),
            Err(Refusal::Input(InputRefusal::TooLong { limit: 48 }))
        );
    }
}
