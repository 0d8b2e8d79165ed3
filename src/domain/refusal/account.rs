//! Of a customer's account: its domains and ids.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountRefusal {
    NotADomain,
    NotAnAddress,
    DomainNotOwned { domain: String },
    DomainTaken { domain: String },
    DomainInUse { domain: String, users: i64 },
    MicrosoftIdTaken,
}

impl AccountRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use AccountRefusal as R;
        let say = Message::new;
        match self {
            R::NotADomain => say("refusal-not-a-domain"),
            R::NotAnAddress => say("refusal-not-an-address"),
            R::DomainNotOwned { domain } => say("refusal-domain-not-owned").text("domain", domain),
            R::DomainTaken { domain } => say("refusal-domain-taken").text("domain", domain),
            R::DomainInUse { domain, users } => {
                say("refusal-domain-in-use").text("domain", domain).number("users", *users)
            }
            R::MicrosoftIdTaken => say("refusal-microsoft-id-taken"),
        }
    }
}
