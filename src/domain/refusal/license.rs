//! Of licenses, their preview, and taking a change of them back.

use crate::domain::id::SkuId;
use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LicenseRefusal {
    NoSeats { sku: SkuId, product: String },
    PoolNotUsable { sku: SkuId, product: String },
    NotAssignable { sku: SkuId, product: String },
    ProductNotOwned,
    NotOwnedAnymore { product: String },
    ClosedInLocation { product: String, country: String },
    PlansExclude { product: String, plan: String, other: String, other_plan: String },
    NeedsPlan { product: String, plans: Vec<String> },
    NeededBy { product: String, other: String },
    HeldBack { product: String },
    HasOtherwise { product: String },
    UnknownPlan,
    NothingChosen,
    Contradicting,
    PlansAlone,
    NothingToDo,
    SwapAlike,
    PreviewExpired,
    UndoTooLate,
    UndoTooEarly,
    UndoneAlready,
}

impl LicenseRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use LicenseRefusal as R;
        let say = Message::new;
        let of = |key: &'static str, product: &String| say(key).text("product", product);
        match self {
            R::NoSeats { product, .. } => of("refusal-no-seats", product),
            R::PoolNotUsable { product, .. } => of("refusal-pool-not-usable", product),
            R::NotAssignable { product, .. } => of("refusal-not-assignable", product),
            R::ProductNotOwned => say("refusal-product-not-owned"),
            R::NotOwnedAnymore { product } => of("refusal-not-owned-anymore", product),
            R::ClosedInLocation { product, country } => {
                of("refusal-closed-in-location", product).words("country", [format!("country-{country}")])
            }
            R::PlansExclude { product, plan, other, other_plan } => {
                of("refusal-plans-exclude", product).text("plan", plan).text("other", other).text("theirs", other_plan)
            }
            R::NeedsPlan { product, plans } => {
                of("refusal-needs-plan", product).number("count", plans.len()).text("plans", plans.join(", "))
            }
            R::NeededBy { product, other } => of("refusal-needed-by", product).text("other", other),
            R::HeldBack { product } => of("refusal-held-back", product),
            R::HasOtherwise { product } => of("refusal-has-otherwise", product),
            R::UnknownPlan => say("refusal-unknown-plan"),
            R::NothingChosen => say("refusal-nothing-chosen"),
            R::Contradicting => say("refusal-contradicting"),
            R::PlansAlone => say("refusal-plans-alone"),
            R::NothingToDo => say("refusal-nothing-to-do"),
            R::SwapAlike => say("refusal-swap-alike"),
            R::PreviewExpired => say("refusal-preview-expired"),
            R::UndoTooLate => say("refusal-undo-too-late"),
            R::UndoTooEarly => say("refusal-undo-too-early"),
            R::UndoneAlready => say("refusal-undone-already"),
        }
    }
}
