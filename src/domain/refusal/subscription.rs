//! Of subscriptions.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubscriptionRefusal {
    QuantityInUse {
        to_free: i64,
    },
    UnknownStatus,
    EndsBeforeStart,
    /// `customer` is who has it, as far as who asks may know.
    OfOther {
        customer: Option<String>,
    },
    Suspended,
    Deleted,
}

impl SubscriptionRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use SubscriptionRefusal as R;
        let say = Message::new;
        match self {
            R::QuantityInUse { to_free } => say("refusal-quantity-in-use").number("free", *to_free),
            R::UnknownStatus => say("refusal-unknown-status"),
            R::EndsBeforeStart => say("refusal-ends-before-start"),
            R::OfOther { customer: None } => say("refusal-subscription-of-other"),
            R::OfOther { customer: Some(customer) } => say("refusal-subscription-of").text("customer", customer),
            R::Suspended => say("refusal-subscription-suspended"),
            R::Deleted => say("refusal-subscription-deleted"),
        }
    }
}
