//! A customer's account: what it is called, its domains, where its users are.

use uuid::Uuid;

use super::id::CustomerId;
use super::refusal::{Refusal, Refused};
use super::staff::Email;
use super::user_name::Domain;
use super::{location, text};

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
}

impl Customer {
    /// One of 16 colors, always the same for this customer: nobody acts on the wrong one.
    pub fn color(&self) -> u8 {
        color(self.id)
    }
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
    /// The tenant's GUID; our own id where none was given.
    pub microsoft_id: Uuid,
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

/// An account as a form sends it.
#[derive(Clone, Debug, Default)]
pub struct AccountForm {
    pub company_name: String,
    pub microsoft_id: String,
    pub primary_domain: String,
    /// Separated by white space or commas.
    pub further_domains: String,
    pub default_location: String,
    pub contact_name: String,
    pub contact_email: String,
    pub contact_language: String,
}

impl AccountForm {
    /// Reads all fields; `own` stands in for a Microsoft ID that was left empty.
    ///
    /// # Errors
    /// Every field's reason at once.
    pub fn parse(&self, own: Uuid, relationship: &str) -> Result<Account, Refused> {
        let mut refused = Refused::default();
        let company_name = refused.take("company_name", text::required(&self.company_name, COMPANY_LIMIT));
        let microsoft_id = refused.take("microsoft_id", microsoft_id(&self.microsoft_id, own));
        let primary = refused.take("primary_domain", Domain::parse(&self.primary_domain));
        let further = refused.take("further_domains", domains(&self.further_domains));
        let location = refused.take("default_location", location::parse(&self.default_location));
        let contact_name = refused.take("contact_name", text::optional(&self.contact_name, CONTACT_LIMIT));
        let email = refused.take("contact_email", optional_email(&self.contact_email));
        let language = refused.take("contact_language", language(&self.contact_language));
        let (Some(company_name), Some(microsoft_id), Some(primary), Some(further)) =
            (company_name, microsoft_id, primary, further)
        else {
            return Err(refused);
        };
        let (Some(default_location), Some(contact_name), Some(contact_email), Some(contact_language)) =
            (location, contact_name, email, language)
        else {
            return Err(refused);
        };
        let mut domains = vec![primary.clone()];
        domains.extend(further.into_iter().filter(|domain| *domain != primary));
        Ok(Account {
            company_name,
            microsoft_id,
            domains,
            default_location,
            contact_name,
            contact_email,
            contact_language,
            relationship: relationship.to_owned(),
        })
    }
}

fn microsoft_id(raw: &str, own: Uuid) -> Result<Uuid, Refusal> {
    match raw.trim() {
        "" => Ok(own),
        id => Uuid::parse_str(id).ok().filter(|id| !id.is_nil()).ok_or(Refusal::NotAnId),
    }
}

fn domains(raw: &str) -> Result<Vec<Domain>, Refusal> {
    let mut domains: Vec<Domain> = raw
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|word| !word.is_empty())
        .map(Domain::parse)
        .collect::<Result<_, _>>()?;
    domains.sort();
    domains.dedup();
    if domains.len() > DOMAINS_LIMIT {
        return Err(Refusal::NumberOutOfRange { least: 0, most: 900 });
    }
    Ok(domains)
}

fn optional_email(raw: &str) -> Result<Option<String>, Refusal> {
    if raw.trim().is_empty() { Ok(None) } else { Email::parse(raw).map(|email| Some(email.as_str().to_owned())) }
}

fn language(raw: &str) -> Result<Option<String>, Refusal> {
    match raw.trim() {
        "" => Ok(None),
        code if LANGUAGES.contains(&code) => Ok(Some(code.to_owned())),
        _ => Err(Refusal::Choose),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> AccountForm {
        AccountForm {
            company_name: "Aquila Meccanica S.p.A.".into(),
            primary_domain: "aquila.example".into(),
            ..AccountForm::default()
        }
    }

    #[test]
    fn an_account_needs_a_name_and_a_domain() {
        let own = Uuid::from_u128(5);
        let account = form().parse(own, RESELLER).unwrap();
        assert_eq!((account.microsoft_id, account.domains.len()), (own, 1));
        let refused = AccountForm::default().parse(own, RESELLER).unwrap_err();
        assert_eq!(refused.at("company_name"), Some(&Refusal::Required));
        assert_eq!(refused.at("primary_domain"), Some(&Refusal::Required));
        assert_eq!(refused.0.len(), 2);
    }

    #[test]
    fn every_wrong_field_is_told_at_once() {
        let wrong = AccountForm {
            microsoft_id: "x".into(),
            further_domains: "good.example, bad_one".into(),
            default_location: "ZZ".into(),
            contact_email: "nobody".into(),
            contact_language: "fr".into(),
            ..form()
        };
        assert_eq!(wrong.parse(Uuid::nil(), RESELLER).unwrap_err().0.len(), 5);
    }

    #[test]
    fn further_domains_come_once_each_after_the_primary_one() {
        let form = AccountForm { further_domains: "b.example a.example\nB.example aquila.example".into(), ..form() };
        let account = form.parse(Uuid::nil(), RESELLER).unwrap();
        let names: Vec<_> = account.domains.iter().map(Domain::as_str).collect();
        assert_eq!(names, ["aquila.example", "a.example", "b.example"]);
    }
}
