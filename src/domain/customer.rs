//! A customer's account: what it is called, its domains, where its users are.

use uuid::Uuid;

use super::Moment;
use super::id::CustomerId;
use super::refusal::{InputRefusal, Refusal};
use super::staff::Email;
use super::text;
use super::user_name::Domain;

/// The longest company name, in characters.
pub const COMPANY_LIMIT: usize = 100;
const CONTACT_LIMIT: usize = 100;
/// Domains one customer may have: the choice in the user form stays one.
const DOMAINS_LIMIT: usize = 900;
/// Languages a contact may be written to in.
pub const LANGUAGES: [&str; 2] = ["en", "it"];

/// A customer as its pages need it.
#[derive(Clone, Debug)]
pub struct Customer {
    pub id: CustomerId,
    pub account: Account,
    pub active_users: i64,
    pub deleted_users: i64,
    pub unlicensed_users: i64,
    pub version: i64,
    /// Since when it is out of the list and of the dashboard's figures.
    pub archived_at: Option<Moment>,
}

impl Customer {
    /// One of 16 colors, always the same for this customer: nobody acts on the wrong one.
    pub fn color(&self) -> u8 {
        color(self.id)
    }
}

/// Whether one works with a customer, or has put it away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CustomerStatus {
    #[default]
    Active,
    Archived,
}

/// See [`Customer::color`].
pub fn color(id: CustomerId) -> u8 {
    // The last bytes of our ids are random, the first ones are a time.
    id.0.as_bytes()[15] % 16
}

/// What staff can edit of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub company_name: String,
    /// The tenant's GUID, if it was given.
    pub microsoft_id: Option<Uuid>,
    /// The primary one first.
    pub domains: Vec<Domain>,
    pub default_location: Option<String>,
    pub contact_name: Option<String>,
    pub contact_email: Option<String>,
    pub contact_language: Option<String>,
    /// How the partner stands to it, as Partner Center exports it.
    pub relationship: String,
}

/// What Partner Center writes for a customer that buys through this partner.
pub const RESELLER: &str = "Reseller";

/// What staff say of an account. What nobody types is added to it: the relationship that it had or begins
/// with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountDetails {
    pub company_name: String,
    pub microsoft_id: Option<Uuid>,
    /// The primary one first; see [`domains`].
    pub domains: Vec<Domain>,
    pub default_location: Option<String>,
    pub contact_name: Option<String>,
    pub contact_email: Option<String>,
    pub contact_language: Option<String>,
}

impl AccountDetails {
    /// The account with these details.
    pub fn account(&self, relationship: &str) -> Account {
        Account {
            company_name: self.company_name.clone(),
            microsoft_id: self.microsoft_id,
            domains: self.domains.clone(),
            default_location: self.default_location.clone(),
            contact_name: self.contact_name.clone(),
            contact_email: self.contact_email.clone(),
            contact_language: self.contact_language.clone(),
            relationship: relationship.to_owned(),
        }
    }
}

/// A company's name as typed.
///
/// # Errors
/// As [`text::required`].
pub fn company_name(raw: &str) -> Result<String, Refusal> {
    text::required(raw, COMPANY_LIMIT)
}

/// A tenant's GUID as typed or imported; nothing typed is `None`.
///
/// # Errors
/// [`InputRefusal::NotAnId`].
pub fn microsoft_id(raw: &str) -> Result<Option<Uuid>, Refusal> {
    match raw.trim() {
        "" => Ok(None),
        id => Uuid::parse_str(id).ok().filter(|id| !id.is_nil()).map(Some).ok_or(Refusal::Input(InputRefusal::NotAnId)),
    }
}

/// Domains as typed beside the primary one, separated by white space, commas or semicolons.
///
/// # Errors
/// What [`Domain::parse`] refuses; [`InputRefusal::NumberOutOfRange`] for more than a customer may have.
pub fn further_domains(raw: &str) -> Result<Vec<Domain>, Refusal> {
    let mut domains: Vec<Domain> = raw
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|word| !word.is_empty())
        .map(Domain::parse)
        .collect::<Result<_, _>>()?;
    domains.sort();
    domains.dedup();
    if domains.len() > DOMAINS_LIMIT {
        return Err(Refusal::Input(InputRefusal::NumberOutOfRange { least: 0, most: 900 }));
    }
    Ok(domains)
}

/// All domains of a customer, each once, the primary one first.
pub fn domains(primary: Domain, further: Vec<Domain>) -> Vec<Domain> {
    let further: Vec<Domain> = further.into_iter().filter(|domain| *domain != primary).collect();
    [vec![primary], further].concat()
}

/// A contact's name as typed; nothing typed is `None`.
///
/// # Errors
/// As [`text::optional`].
pub fn contact_name(raw: &str) -> Result<Option<String>, Refusal> {
    text::optional(raw, CONTACT_LIMIT)
}

/// A contact's e-mail address as typed; nothing typed is `None`.
///
/// # Errors
/// What [`Email::parse`] refuses.
pub fn contact_email(raw: &str) -> Result<Option<String>, Refusal> {
    if raw.trim().is_empty() { Ok(None) } else { Email::parse(raw).map(|email| Some(email.as_str().to_owned())) }
}

/// The language, one of [`LANGUAGES`], that a contact is written to in; nothing chosen is `None`.
///
/// # Errors
/// [`InputRefusal::Choose`].
pub fn contact_language(raw: &str) -> Result<Option<String>, Refusal> {
    match raw.trim() {
        "" => Ok(None),
        code if LANGUAGES.contains(&code) => Ok(Some(code.to_owned())),
        _ => Err(Refusal::Input(InputRefusal::Choose)),
    }
}

/// What customers are looked for by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomerSearch {
    /// The tenant's GUID, however it was written.
    MicrosoftId(Uuid),
    /// Where somebody's address is, or a web page: what stands before and behind says nothing of the customer.
    Domain(String),
    Words(Vec<String>),
}

impl CustomerSearch {
    /// Reads a search as it was typed or pasted.
    pub fn parse(search: &str) -> Self {
        let words = text::sought(search);
        if let [word] = words.as_slice()
            && let Ok(id) = Uuid::parse_str(word)
        {
            return Self::MicrosoftId(id);
        }
        let domain = |word: &String| {
            let host = |rest: &str| rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_owned();
            let page = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://")).map(host);
            let page = page.map(|host| host.strip_prefix("www.").unwrap_or(&host).to_owned());
            let page = page.or_else(|| word.strip_prefix("www.").map(host));
            page.or_else(|| word.rsplit_once('@').map(|(_, domain)| domain.to_owned()))
        };
        match words.iter().find_map(domain).filter(|domain| !domain.is_empty()) {
            Some(domain) => Self::Domain(domain),
            None => Self::Words(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_microsoft_id_may_lack_but_not_be_wrong() {
        let given = Uuid::from_u128(6);
        assert_eq!(microsoft_id(&format!(" {given} ")), Ok(Some(given)));
        assert_eq!(microsoft_id("  "), Ok(None));
        for wrong in ["x", &Uuid::nil().to_string()] {
            assert_eq!(microsoft_id(wrong), Err(Refusal::Input(InputRefusal::NotAnId)), "{wrong}");
        }
    }

    #[test]
    fn customers_are_looked_for_by_id_address_and_words() {
        let id = Uuid::from_u128(0x1234_5678_9abc_def0_1234_5678_9abc_def0);
        let forms = [id.to_string(), id.simple().to_string(), id.braced().to_string(), id.to_string().to_uppercase()];
        for typed in forms.iter().chain([&format!(" \u{200b}{id} "), &format!("({id})")]) {
            assert_eq!(CustomerSearch::parse(typed), CustomerSearch::MicrosoftId(id), "{typed}");
        }
        for typed in [
            "ada@aquila.example",
            "Ada Bianchi <Ada@Aquila.example>",
            "mailto:ada@aquila.example",
            "https://aquila.example/",
            "https://www.aquila.example:8443/a?b#c",
        ] {
            assert_eq!(CustomerSearch::parse(typed), CustomerSearch::Domain("aquila.example".into()), "{typed}");
        }
        for typed in ["Aquila, S.p.A.", "aquila s.p.a.", "aquila s.p.a. @"] {
            let CustomerSearch::Words(words) = CustomerSearch::parse(typed) else { panic!("{typed}") };
            assert_eq!(words[..2], ["aquila".to_owned(), "s.p.a.".to_owned()], "{typed}");
        }
        assert_eq!(CustomerSearch::parse(""), CustomerSearch::Words(Vec::new()));
    }

    #[test]
    fn further_domains_come_once_each_after_the_primary_one() {
        let further = further_domains("b.example a.example\nB.example aquila.example").unwrap();
        let all = domains(Domain::parse("aquila.example").unwrap(), further);
        let names: Vec<_> = all.iter().map(Domain::as_str).collect();
        assert_eq!(names, ["aquila.example", "a.example", "b.example"]);
    }
}
