//! Mails: what stands in one, how one goes its way, and how many leave in an hour.
//!
//! Nothing that is typed can begin a header of its own: names and subjects are single lines of visible characters,
//! addresses are addresses, and both are refused otherwise when a mail is made.

mod course;
mod pace;

use serde::{Deserialize, Serialize};
use url::Host;

pub use self::course::{Course, MailKind, Reason, State};
pub use self::pace::departure;
use super::Moment;
use super::email::Email;
use super::refusal::{AccountRefusal, Refusal};
use super::text;

/// The longest name before an address, and the longest subject, in characters.
const NAME_LIMIT: usize = 256;
const SUBJECT_LIMIT: usize = 200;
/// The longest part before the `@` (RFC 5321).
const LOCAL_LIMIT: usize = 64;

/// An address, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    name: Option<String>,
    address: String,
}

impl Mailbox {
    /// # Errors
    /// As [`address`], and what [`text::optional`] refuses in a name.
    pub fn parse(name: &str, raw: &str) -> Result<Self, Refusal> {
        Ok(Self { name: text::optional(name, NAME_LIMIT)?, address: address(raw)? })
    }

    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    pub fn address(&self) -> &str {
        &self.address
    }
}

/// An address to which mails can go: every server takes it as it stands here. A domain beyond ASCII is written as
/// the DNS has it; a name before the `@` must be ASCII.
///
/// # Errors
/// As [`Email::parse`].
pub fn address(raw: &str) -> Result<String, Refusal> {
    let none = || Refusal::Account(AccountRefusal::NotAnAddress);
    let email = Email::parse(raw)?;
    let (local, domain) = email.as_str().rsplit_once('@').ok_or_else(none)?;
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    if dots || local.len() > LOCAL_LIMIT || !local.chars().all(|c| c.is_ascii_graphic()) {
        return Err(none());
    }
    match Host::parse(domain) {
        Ok(Host::Domain(domain)) if domain.split('.').all(is_label) => Ok(format!("{local}@{domain}")),
        _ => Err(none()),
    }
}

/// A part of a host's name (RFC 1123).
fn is_label(label: &str) -> bool {
    let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

/// From whom mails of this installation come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    pub mailbox: Mailbox,
    /// Where answers go, if not there.
    pub reply_to: Option<Mailbox>,
}

/// What somebody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// In which language: `en`, `it`.
    pub language: &'static str,
    /// What in it lets somebody in: the tokens of links (not the addresses they stand in), passwords. Whatever a
    /// server answers, no piece of these is told.
    pub secrets: Vec<String>,
}

/// A mail, whole: what it is when it is posted, it is when it is sent, however often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    from: Mailbox,
    reply_to: Option<Mailbox>,
    to: Mailbox,
    date: Moment,
    subject: String,
    text: String,
    html: String,
    language: String,
    secrets: Vec<String>,
}

impl Mail {
    /// # Errors
    /// What [`text::required`] refuses in the subject.
    pub fn compose(from: Sender, to: Mailbox, content: Content, date: Moment) -> Result<Self, Refusal> {
        Ok(Self {
            from: from.mailbox,
            reply_to: from.reply_to,
            to,
            date,
            subject: text::required(&content.subject, SUBJECT_LIMIT)?,
            text: content.text,
            html: content.html,
            language: content.language.to_owned(),
            secrets: content.secrets,
        })
    }

    pub fn from(&self) -> &Mailbox {
        &self.from
    }

    pub fn reply_to(&self) -> Option<&Mailbox> {
        self.reply_to.as_ref()
    }

    pub fn to(&self) -> &Mailbox {
        &self.to
    }

    /// When it was composed.
    pub fn date(&self) -> Moment {
        self.date
    }

    pub fn subject(&self) -> &str {
        &self.subject
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn html(&self) -> &str {
        &self.html
    }

    pub fn language(&self) -> &str {
        &self.language
    }

    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::InputRefusal;

    #[test]
    fn an_address_is_one_that_every_server_takes() {
        assert_eq!(address(" ada@Bücher.example ").unwrap(), "ada@xn--bcher-kva.example");
        assert_eq!(address("o'hara+x@aquila.example").unwrap(), "o'hara+x@aquila.example");
        for raw in ["ada", "ada@", "ädä@aquila.example", ".a@b.example", "a..b@c.example", "a@b.example, c@d.example"]
            .into_iter()
            .chain(["a@-b.example", "a@b-.example", "a@b.-y", "a@b_c.example", "a@b..example"])
        {
            assert!(address(raw).is_err(), "{raw}");
        }
        assert!(address("ada@aquila.example\r\nBcc: eve@elsewhere.example").is_err());
        assert!(address("ada@[127.0.0.1]").is_err() && address("ada@127.0.0.1").is_err());
        assert!(address(&format!("{}@aquila.example", "a".repeat(65))).is_err());
    }

    #[test]
    fn no_line_begins_a_header_of_its_own() {
        let hidden = Err(Refusal::Input(InputRefusal::ControlCharacters));
        let name = "Ada\r\nBcc: eve@elsewhere.example";
        assert_eq!(Mailbox::parse(name, "ada@aquila.example"), hidden);
        let sender = Sender { mailbox: Mailbox::parse("", "desk@partner.example").unwrap(), reply_to: None };
        let content = Content {
            subject: "Hello\nBcc: eve@elsewhere.example".into(),
            text: String::new(),
            html: String::new(),
            language: "en",
            secrets: vec![],
        };
        let to = sender.mailbox.clone();
        let refused = Mail::compose(sender, to, content, Moment::default()).map(|_| ());
        assert_eq!(refused, Err(Refusal::Input(InputRefusal::ControlCharacters)));
    }
}
