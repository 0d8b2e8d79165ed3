//! Why something that was asked for is not done: a closed list.
//!
//! A refusal holds the facts; which words tell them is the catalogue's business
//! (`refusal-…` in `templates/locales`). Each must say what to do next.

mod access;
mod account;
mod catalog;
mod file;
mod input;
mod license;
mod mail;
mod password;
mod subscription;
mod upload;
mod user;

pub use self::access::AccessRefusal;
pub use self::account::AccountRefusal;
pub use self::catalog::CatalogRefusal;
pub use self::file::{FileRefusal, ForeignKind};
pub use self::input::InputRefusal;
pub use self::license::LicenseRefusal;
pub use self::mail::MailRefusal;
pub use self::password::PasswordRefusal;
pub use self::subscription::SubscriptionRefusal;
pub use self::upload::UploadRefusal;
pub use self::user::UserRefusal;
use super::message::Message;
use super::outage::Outage;

/// One reason, with its facts, by its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Input(InputRefusal),
    Account(AccountRefusal),
    User(UserRefusal),
    License(LicenseRefusal),
    Subscription(SubscriptionRefusal),
    Password(PasswordRefusal),
    Access(AccessRefusal),
    File(FileRefusal),
    Catalog(CatalogRefusal),
    Upload(UploadRefusal),
    Mail(MailRefusal),
    Outage(Outage),
    /// As it was written down when it was told first.
    Told(Message),
}

impl Refusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        match self {
            Self::Input(refusal) => refusal.message(),
            Self::Account(refusal) => refusal.message(),
            Self::User(refusal) => refusal.message(),
            Self::License(refusal) => refusal.message(),
            Self::Subscription(refusal) => refusal.message(),
            Self::Password(refusal) => refusal.message(),
            Self::Access(refusal) => refusal.message(),
            Self::File(refusal) => refusal.message(),
            Self::Catalog(refusal) => refusal.message(),
            Self::Upload(refusal) => refusal.message(),
            Self::Mail(refusal) => refusal.message(),
            Self::Outage(outage) => outage.message(),
            Self::Told(message) => message.clone(),
        }
    }
}

/// What was refused of a form: each reason with the field it stands at.
///
/// Fields are named as in the form; one of several alike carries its id: `license:SKU`. A reason
/// about the whole form has the empty name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused(pub Vec<(String, Refusal)>);

impl Refused {
    pub fn one(field: impl Into<String>, refusal: Refusal) -> Self {
        Self(vec![(field.into(), refusal)])
    }

    /// The value of `result`, or its reason noted at `field`.
    pub fn take<T>(&mut self, field: impl Into<String>, result: Result<T, Refusal>) -> Option<T> {
        result.map_err(|refusal| self.0.push((field.into(), refusal))).ok()
    }

    /// Like [`Self::take`], of a part that tells its own fields.
    pub fn take_all<T>(&mut self, result: Result<T, Self>) -> Option<T> {
        result.map_err(|refused| self.0.extend(refused.0)).ok()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first reason at `field`.
    pub fn at(&self, field: &str) -> Option<&Refusal> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, refusal)| refusal)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::one("", refusal)
    }
}
