//! Of the catalog: its rules, and the names of its products.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogRefusal {
    PlanUnknown,
    PlanAmbiguous { candidates: Vec<String> },
    ExcludesItself,
    RuleExists,
    AliasExists,
    AliasTaken { product: String },
    Retired { product: String },
}

impl CatalogRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use CatalogRefusal as R;
        let say = Message::new;
        match self {
            R::PlanUnknown => say("refusal-plan-unknown"),
            R::PlanAmbiguous { candidates } => say("refusal-plan-ambiguous").text("candidates", candidates.join("; ")),
            R::ExcludesItself => say("refusal-excludes-itself"),
            R::RuleExists => say("refusal-rule-exists"),
            R::AliasExists => say("refusal-alias-exists"),
            R::AliasTaken { product } => say("refusal-alias-taken").text("product", product),
            R::Retired { product } => say("refusal-product-retired").text("product", product),
        }
    }
}
