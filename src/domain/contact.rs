//! What is known of a person beside the names: job, phones, address, and where mail reaches somebody who cannot
//! sign in. All of it optional.

use std::collections::BTreeMap;

use strum::VariantArray as _;
use strum_macros::{EnumString, IntoStaticStr, VariantArray};

use super::email::Email;
use super::refusal::{Refusal, Refused};
use super::text;

/// One such field, in the order of the form. The limits are those of Microsoft's directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum ContactField {
    JobTitle,
    Department,
    Office,
    Phone,
    Mobile,
    Street,
    City,
    State,
    PostalCode,
    /// An address of another provider or of a colleague: a way to somebody without a password.
    AlternateEmail,
}

impl ContactField {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As forms send it and events tell it.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The most characters.
    pub fn limit(self) -> usize {
        match self {
            Self::JobTitle | Self::Office | Self::City | Self::State => 128,
            Self::Department | Self::Phone | Self::Mobile => 64,
            Self::Street => 1024,
            Self::PostalCode => 40,
            Self::AlternateEmail => 254,
        }
    }

    fn parse(self, raw: &str) -> Result<String, Refusal> {
        match self {
            Self::AlternateEmail if !raw.trim().is_empty() => Email::parse(raw).map(|email| email.as_str().to_owned()),
            _ => text::line(raw, self.limit()),
        }
    }
}

/// The fields of one person that say something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact(BTreeMap<ContactField, String>);

impl Contact {
    /// Fields as typed; an empty one is none.
    ///
    /// # Errors
    /// At each field [`super::refusal::InputRefusal::TooLong`], [`super::refusal::InputRefusal::ControlCharacters`];
    /// at the alternate e-mail what [`Email::parse`] refuses.
    pub fn parse<'a>(typed: impl IntoIterator<Item = (ContactField, &'a str)>) -> Result<Self, Refused> {
        let mut refused = Refused::default();
        let mut contact = Self::default();
        for (field, raw) in typed {
            if let Some(value) = refused.take(field.name(), field.parse(raw)) {
                contact.set(field, value);
            }
        }
        if refused.is_empty() { Ok(contact) } else { Err(refused) }
    }

    /// Fields as they are kept.
    pub fn kept(fields: impl IntoIterator<Item = (ContactField, Option<String>)>) -> Self {
        let mut contact = Self::default();
        fields.into_iter().for_each(|(field, value)| contact.set(field, value.unwrap_or_default()));
        contact
    }

    fn set(&mut self, field: ContactField, value: String) {
        if value.is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, value);
        }
    }

    pub fn get(&self, field: ContactField) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::{AccountRefusal, InputRefusal};

    #[test]
    fn what_is_empty_is_nothing_and_each_field_has_its_reason() {
        let contact = Contact::parse([
            (ContactField::JobTitle, " Head of Sales "),
            (ContactField::City, "  "),
            (ContactField::AlternateEmail, " ada@home.example "),
        ]);
        let contact = contact.unwrap();
        assert_eq!(contact.get(ContactField::JobTitle), Some("Head of Sales"));
        assert_eq!(contact.get(ContactField::AlternateEmail), Some("ada@home.example"));
        assert_eq!((contact.get(ContactField::City), contact.0.len()), (None, 2));
        let long = "x".repeat(1025);
        for field in ContactField::ALL.iter().copied() {
            let refused = Contact::parse([(field, long.as_str())]).unwrap_err();
            let limit = field.limit();
            assert_eq!(refused.at(field.name()), Some(&Refusal::Input(InputRefusal::TooLong { limit })), "{field:?}");
            let hidden = Contact::parse([(field, "a\u{202e}b@c.example")]).unwrap_err();
            assert_eq!(hidden.at(field.name()), Some(&Refusal::Input(InputRefusal::ControlCharacters)), "{field:?}");
        }
        let refused = Contact::parse([(ContactField::AlternateEmail, "ada"), (ContactField::Phone, "ok")]).unwrap_err();
        assert_eq!(refused.at("alternate_email"), Some(&Refusal::Account(AccountRefusal::NotAnAddress)));
    }
}
