//! Why something that was asked for is not done: a closed list.
//!
//! A refusal holds the facts; which words tell them is the catalogue's business
//! (`refusal-…` in `templates/locales`). Each must say what to do next.

use super::id::SkuId;
use super::message::Message;
use super::outage::Outage;

/// One reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Required,
    TooLong { limit: usize },
    ControlCharacters,
    NotADomain,
    NotAnAddress,
    UserNameCharacters,
    DotAtStart,
    DotBeforeAt,
    UserNameTaken { name: String },
    DomainNotOwned { domain: String },
    DomainTaken { domain: String },
    DomainInUse { domain: String, users: i64 },
    UnknownLocation,
    LocationRequired,
    Choose,
    ChooseRole,
    NotAnId,
    MicrosoftIdTaken,
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
    NotANumber,
    NumberOutOfRange { least: i64, most: i64 },
    QuantityInUse { to_free: i64 },
    PasswordTooShort { least: usize },
    PasswordTooLong { most: usize },
    PasswordCommon,
    PasswordGuessable,
    PasswordsDiffer,
    PasswordWrong,
    PasswordSame,
    EmailTaken,
    LastGlobalAdmin,
    OwnAccount,
    SignInFailed,
    TooManyTries,
    MissingRole { roles: Vec<&'static str> },
    NobodyChosen,
    NobodyLeft,
    SelectionGone,
    LastGlobalAdministrator,
    NameDiffers,
    UsersNotFound { users: i64 },
    SheetClosed,
    FileEmpty,
    FileNotText,
    ColumnsMissing { columns: Vec<String> },
    ColumnTwice { column: String },
    TooManyCells,
    RowRepeated { line: u64 },
    ProductUnknown { candidates: Vec<String> },
    ProductAmbiguous { candidates: Vec<String> },
    UnknownStatus,
    SubscriptionOfOther,
    SubscriptionSuspended,
    SubscriptionDeleted,
    NotADate,
    DatesReversed,
    Outage(Outage),
}

impl Refusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use Refusal as R;
        let say = Message::new;
        let of = |key: &'static str, product: &String| say(key).text("product", product);
        match self {
            R::Required => say("refusal-required"),
            R::TooLong { limit } => say("refusal-too-long").number("limit", *limit),
            R::ControlCharacters => say("refusal-control-characters"),
            R::NotADomain => say("refusal-not-a-domain"),
            R::NotAnAddress => say("refusal-not-an-address"),
            R::UserNameCharacters => say("refusal-user-name-characters"),
            R::DotAtStart => say("refusal-dot-at-start"),
            R::DotBeforeAt => say("refusal-dot-before-at"),
            R::UserNameTaken { name } => say("refusal-user-name-taken").text("name", name),
            R::DomainNotOwned { domain } => say("refusal-domain-not-owned").text("domain", domain),
            R::DomainTaken { domain } => say("refusal-domain-taken").text("domain", domain),
            R::DomainInUse { domain, users } => {
                say("refusal-domain-in-use").text("domain", domain).number("users", *users)
            }
            R::UnknownLocation => say("refusal-unknown-location"),
            R::LocationRequired => say("refusal-location-required"),
            R::Choose => say("refusal-choose"),
            R::ChooseRole => say("refusal-choose-role"),
            R::NotAnId => say("refusal-not-an-id"),
            R::MicrosoftIdTaken => say("refusal-microsoft-id-taken"),
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
            R::PlansAlone => say("refusal-plans-alone"),
            R::Contradicting => say("refusal-contradicting"),
            R::NothingChosen => say("refusal-nothing-chosen"),
            R::NothingToDo => say("refusal-nothing-to-do"),
            R::SwapAlike => say("refusal-swap-alike"),
            R::PreviewExpired => say("refusal-plan-expired"),
            R::UndoTooLate => say("refusal-undo-too-late"),
            R::UndoTooEarly => say("refusal-undo-too-early"),
            R::UndoneAlready => say("refusal-undone-already"),
            R::NotANumber => say("refusal-not-a-number"),
            R::NumberOutOfRange { least, most } => {
                say("refusal-number-out-of-range").number("least", *least).number("most", *most)
            }
            R::QuantityInUse { to_free } => say("refusal-quantity-in-use").number("free", *to_free),
            R::PasswordTooShort { least } => say("refusal-password-too-short").number("least", *least),
            R::PasswordTooLong { most } => say("refusal-password-too-long").number("most", *most),
            R::PasswordCommon => say("refusal-password-common"),
            R::PasswordGuessable => say("refusal-password-guessable"),
            R::PasswordsDiffer => say("refusal-passwords-differ"),
            R::PasswordWrong => say("refusal-password-wrong"),
            R::PasswordSame => say("refusal-password-same"),
            R::EmailTaken => say("refusal-email-taken"),
            R::LastGlobalAdmin => say("refusal-last-global-admin"),
            R::OwnAccount => say("refusal-own-account"),
            R::SignInFailed => say("refusal-sign-in-failed"),
            R::TooManyTries => say("refusal-too-many-tries"),
            R::MissingRole { roles } => say("refusal-missing-role")
                .number("count", roles.len())
                .words("roles", roles.iter().map(|role| format!("role-{role}"))),
            R::NobodyLeft => say("refusal-nobody-left"),
            R::SelectionGone => say("refusal-selection-gone"),
            R::NobodyChosen => say("refusal-nobody-chosen"),
            R::LastGlobalAdministrator => say("refusal-last-global-administrator"),
            R::NameDiffers => say("refusal-name-differs"),
            R::UsersNotFound { users } => say("refusal-users-not-found").number("users", *users),
            R::SheetClosed => say("refusal-sheet-closed"),
            R::FileEmpty => say("refusal-file-empty"),
            R::FileNotText => say("refusal-file-not-text"),
            R::ColumnsMissing { columns } => {
                say("refusal-columns-missing").number("count", columns.len()).text("columns", columns.join(", "))
            }
            R::ColumnTwice { column } => say("refusal-column-twice").text("column", column),
            R::TooManyCells => say("refusal-too-many-cells"),
            R::RowRepeated { line } => say("refusal-row-repeated").number("line", *line),
            R::ProductUnknown { candidates } => say("refusal-product-unknown")
                .number("count", candidates.len())
                .text("candidates", candidates.join("; ")),
            R::ProductAmbiguous { candidates } => {
                say("refusal-product-ambiguous").text("candidates", candidates.join("; "))
            }
            R::UnknownStatus => say("refusal-unknown-status"),
            R::SubscriptionOfOther => say("refusal-subscription-of-other"),
            R::SubscriptionSuspended => say("refusal-subscription-suspended"),
            R::SubscriptionDeleted => say("refusal-subscription-deleted"),
            R::NotADate => say("refusal-not-a-date"),
            R::DatesReversed => say("refusal-dates-reversed"),
            R::Outage(outage) => outage.message(),
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
