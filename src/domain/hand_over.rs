//! How users get their names and first passwords: what the whole installation has settled about it.

use serde::{Deserialize, Serialize};

use super::mail::{Mailbox, Sender};
use super::refusal::{InputRefusal, Refusal};
use super::text;

/// Mails an hour, hours of a temporary password and of a link: the least and the most.
pub const MAILS_AN_HOUR: [i64; 2] = [1, 100_000];
pub const HOURS: [i64; 2] = [1, 336];
/// The longest address of a page, in characters.
const ADDRESS_LIMIT: usize = 500;

/// What is settled; whatever was never chosen is as it comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandOver {
    /// Whose mails these are; without it none is sent.
    pub sender: Option<Mailbox>,
    pub reply_to: Option<Mailbox>,
    pub mails_an_hour: u32,
    /// Whether a mail may hold the password itself.
    pub mails_hold_passwords: bool,
    /// Where nothing was chosen, the server's own setting holds.
    pub temporary_password_hours: Option<u32>,
    pub link_hours: u32,
    /// Where users are told to sign in, if not at this installation.
    pub sign_in_address: Option<String>,
    /// Counts the changes.
    pub version: i64,
}

impl Default for HandOver {
    fn default() -> Self {
        Self {
            sender: None,
            reply_to: None,
            mails_an_hour: 500,
            mails_hold_passwords: false,
            temporary_password_hours: None,
            link_hours: 72,
            sign_in_address: None,
            version: 0,
        }
    }
}

impl HandOver {
    /// From whom mails come, if that is settled.
    pub fn sender(&self) -> Option<Sender> {
        let mailbox = self.sender.clone()?;
        Some(Sender { mailbox, reply_to: self.reply_to.clone() })
    }
}

/// A number within its bounds.
///
/// # Errors
/// [`InputRefusal::Required`], [`InputRefusal::NotANumber`], [`InputRefusal::NumberOutOfRange`].
pub fn number(raw: &str, [least, most]: [i64; 2]) -> Result<u32, Refusal> {
    let typed = text::required(raw, 20)?;
    let number: i64 = typed.parse().map_err(|_| Refusal::Input(InputRefusal::NotANumber))?;
    let fits = Some(number).filter(|number| (least..=most).contains(number)).and_then(|number| number.try_into().ok());
    fits.ok_or(Refusal::Input(InputRefusal::NumberOutOfRange { least, most }))
}

/// The address of a page by http or https; nothing typed is none.
///
/// # Errors
/// [`InputRefusal::NotAPage`], and what [`text::optional`] refuses.
pub fn page_address(raw: &str) -> Result<Option<String>, Refusal> {
    let Some(typed) = text::optional(raw, ADDRESS_LIMIT)? else { return Ok(None) };
    let url = url::Url::parse(&typed).ok();
    let fits = |url: &url::Url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    };
    let url = url.filter(fits).ok_or(Refusal::Input(InputRefusal::NotAPage))?;
    Ok(Some(url.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_reached_by_http_and_holds_no_password() {
        assert_eq!(page_address(" https://portal.example/x ").unwrap().unwrap(), "https://portal.example/x");
        assert_eq!(page_address("").unwrap(), None);
        for raw in
            ["portal.example", "javascript:alert(1)", "https://", "https://kim:pw@portal.example", "ftp://x.example"]
        {
            assert!(page_address(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn what_an_older_version_has_settled_is_read() {
        let read: HandOver = serde_json::from_str(r#"{"mails_an_hour":20}"#).unwrap();
        assert_eq!(read, HandOver { mails_an_hour: 20, ..HandOver::default() });
    }

    #[test]
    fn numbers_have_bounds() {
        assert_eq!(number("336", HOURS).unwrap(), 336);
        for raw in ["", "x", "0", "337", "-1", "99999999999999999999"] {
            assert!(number(raw, HOURS).is_err(), "{raw}");
        }
    }
}
