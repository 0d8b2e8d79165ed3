//! Of a customer's account: its domains and ids.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountRefusal {
    NotADomain,
    NotAnAddress,
    DomainNotOwned {
        domain: String,
    },
    /// `customer` is who has it, as far as who asks may know.
    DomainTaken {
        domain: String,
        customer: Option<String>,
    },
    DomainInUse {
        domain: String,
        users: i64,
    },
    /// It cannot be removed while it has them.
    HasUsers {
        active: i64,
        deleted: i64,
    },
    MicrosoftIdTaken {
        customer: Option<String>,
    },
    /// Whose domain it is may be the same customer; nobody has said so.
    MatchByDomain {
        domain: String,
        customer: String,
    },
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
            R::DomainTaken { domain, customer: None } => say("refusal-domain-taken").text("domain", domain),
            R::DomainTaken { domain, customer: Some(customer) } => {
                say("refusal-domain-taken-by").text("domain", domain).text("customer", customer)
            }
            R::DomainInUse { domain, users } => {
                say("refusal-domain-in-use").text("domain", domain).number("users", *users)
            }
            R::HasUsers { active, deleted } => {
                say("refusal-has-users").number("active", *active).number("deleted", *deleted)
            }
            R::MicrosoftIdTaken { customer: None } => say("refusal-microsoft-id-taken"),
            R::MicrosoftIdTaken { customer: Some(customer) } => {
                say("refusal-microsoft-id-taken-by").text("customer", customer)
            }
            R::MatchByDomain { domain, customer } => {
                say("refusal-match-by-domain").text("domain", domain).text("customer", customer)
            }
        }
    }
}
