//! What a column of a file of users holds.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::contact::ContactField;

/// What a column holds, as far as it becomes something of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum Field {
    FirstName,
    LastName,
    DisplayName,
    Email,
    Location,
    Licenses,
    Permissions,
    /// Yes, where the user may sign in.
    SignInAllowed,
    /// Yes, where the user may not.
    SignInBlocked,
    /// Since when the user is deleted where the file comes from.
    Deleted,
    Contact(ContactField),
}

impl Field {
    /// In the order in which a person is asked, and in which files are given back.
    pub const ALL: &[Self] = &[
        Self::FirstName,
        Self::LastName,
        Self::DisplayName,
        Self::Email,
        Self::Location,
        Self::Licenses,
        Self::Permissions,
        Self::SignInAllowed,
        Self::SignInBlocked,
        Self::Deleted,
        Self::Contact(ContactField::JobTitle),
        Self::Contact(ContactField::Department),
        Self::Contact(ContactField::Office),
        Self::Contact(ContactField::Phone),
        Self::Contact(ContactField::Mobile),
        Self::Contact(ContactField::Street),
        Self::Contact(ContactField::City),
        Self::Contact(ContactField::State),
        Self::Contact(ContactField::PostalCode),
        Self::Contact(ContactField::AlternateEmail),
    ];

    /// As forms send it, files of settings keep it and reasons stand at it.
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::DisplayName => "display_name",
            Self::Email => "email",
            Self::Location => "location",
            Self::Licenses => "licenses",
            Self::Permissions => "permissions",
            Self::SignInAllowed => "sign_in_allowed",
            Self::SignInBlocked => "sign_in_blocked",
            Self::Deleted => "deleted",
            Self::Contact(field) => field.name(),
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}

impl From<Field> for &'static str {
    fn from(field: Field) -> Self {
        field.name()
    }
}

impl TryFrom<String> for Field {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::from_name(&name).ok_or_else(|| format!("{name} is no field of a user"))
    }
}

/// What is done with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Use {
    /// It becomes something of a user.
    Field(Field),
    /// Where reasons stand in a file that is given back.
    StatusUpdate,
    /// Dropped as it is read.
    Password,
    /// Known, and nothing that a user has here.
    Known,
    /// Nobody knows what it is; its cells may be secrets.
    Unknown,
    /// Another column holds this already.
    Repeated(Field),
}

const REPEATED: &str = "repeated:";

impl Use {
    /// As forms send it.
    pub fn name(self) -> String {
        match self {
            Self::Field(field) => field.name().to_owned(),
            Self::StatusUpdate => "status_update".to_owned(),
            Self::Password => "password".to_owned(),
            Self::Known => "known".to_owned(),
            Self::Unknown => "unknown".to_owned(),
            Self::Repeated(field) => format!("{REPEATED}{}", field.name()),
        }
    }

    pub fn field(self) -> Option<Field> {
        match self {
            Self::Field(field) => Some(field),
            _ => None,
        }
    }
}

impl FromStr for Use {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let plain = [Self::StatusUpdate, Self::Password, Self::Known, Self::Unknown];
        let repeated = || name.strip_prefix(REPEATED).and_then(Field::from_name).map(Self::Repeated);
        let found = Field::from_name(name).map(Self::Field);
        found
            .or_else(|| plain.into_iter().find(|one| one.name() == name))
            .or_else(repeated)
            .ok_or_else(|| format!("{name} is no use of a column"))
    }
}

impl From<Use> for String {
    fn from(one: Use) -> Self {
        one.name()
    }
}

impl TryFrom<String> for Use {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_uses_are_read_as_they_are_written() {
        for field in Field::ALL.iter().copied() {
            assert_eq!(Field::from_name(field.name()), Some(field));
            let json = serde_json::to_string(&field).unwrap();
            assert_eq!(serde_json::from_str::<Field>(&json).unwrap(), field);
            for one in [Use::Field(field), Use::Repeated(field)] {
                assert_eq!(one.name().parse(), Ok(one));
            }
        }
        for one in [Use::StatusUpdate, Use::Password, Use::Known, Use::Unknown] {
            let json = serde_json::to_string(&one).unwrap();
            assert_eq!(serde_json::from_str::<Use>(&json).unwrap(), one);
        }
        assert!("".parse::<Use>().is_err() && "repeated:x".parse::<Use>().is_err());
        assert_eq!(Field::ALL.len(), 10 + ContactField::ALL.len());
    }
}
