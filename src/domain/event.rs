//! What was done: a closed list of operations, and the record that tells before and after.
//!
//! Records hold no password, no token and no hash. What identifies a person stands in the detail,
//! which a purge deletes; the event itself keeps only ids.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantArray as _;
use strum_macros::{EnumString, IntoStaticStr, VariantArray};
use uuid::Uuid;

use super::text::fold;

/// What was done, as the activity log names it (specification §11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Operation {
    CreateCustomer,
    UpdateCustomer,
    UpdateNewUserDefaults,
    ImportCustomer,
    SeedCustomer,
    ArchiveCustomer,
    UnarchiveCustomer,
    RemoveCustomer,
    CreateSubscription,
    UpdateSubscription,
    SuspendSubscription,
    ReactivateSubscription,
    ImportSubscription,
    CreateCustomerUser,
    UploadCustomerUsers,
    UpdateCustomerUser,
    UpdateCustomerUserPrincipalName,
    UpdateCustomerUserLicenses,
    DeleteCustomerUser,
    RestoreCustomerUser,
    Purge,
    ResetCustomerUserPassword,
    ChangeCustomerUserPassword,
    OpenCredentialSheet,
    PrintCredentialSheet,
    DownloadCredentialSheet,
    CloseCredentialSheet,
    ExpireCredentialSheet,
    IssueHandOverLinks,
    DownloadHandOverLinks,
    RevokeHandOverLinks,
    OpenHandOverLink,
    BlockHandOverLink,
    CreateStaff,
    UpdateStaff,
    UpdateStaffRole,
    UpdateStaffPassword,
    BlockStaff,
    UnblockStaff,
    RemoveStaff,
    EndStaffSessions,
    UpdateProfile,
    SignIn,
    SignInFailed,
    SignOut,
    Reauthenticate,
    ImportProducts,
    CreateCatalogRule,
    DeleteCatalogRule,
    CreateProductAlias,
    DeleteProductAlias,
    RetireProduct,
    ReinstateProduct,
    ConfirmClock,
    GiveUpMessage,
    QueueMail,
    WithdrawMail,
    UpdateHandOver,
    SendTestMail,
}

impl Operation {
    pub const ALL: &[Self] = Self::VARIANTS;

    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Target {
    Installation,
    Customer(Uuid),
    User(Uuid),
    Subscription(Uuid),
    Sheet(Uuid),
    Staff(Uuid),
}

impl Target {
    pub fn kind(self) -> &'static str {
        self.into()
    }

    pub fn id(self) -> Option<Uuid> {
        match self {
            Self::Installation => None,
            Self::Customer(id) | Self::User(id) | Self::Subscription(id) | Self::Sheet(id) | Self::Staff(id) => {
                Some(id)
            }
        }
    }
}

/// The readable part of an event: who did it and to whom, by name, and the changed fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// The staff member's name when it was done; empty for the program itself.
    pub by: String,
    /// What the target was called when it was done.
    pub name: String,
    pub before: Map<String, Value>,
    pub after: Map<String, Value>,
}

impl Detail {
    /// The name with which the target signed in then, where the record tells it.
    pub fn user_name(&self) -> Option<String> {
        let told = [&self.after, &self.before].into_iter().filter_map(|fields| fields.get("user_name")?.as_str());
        told.map(str::to_owned).next()
    }

    /// What the record is found by: who did it and to whom, by every name that it tells.
    pub fn search_text(&self) -> String {
        let told = [&self.before, &self.after].into_iter().flat_map(|fields| fields.iter());
        let further = told.filter(|(field, _)| matches!(field.as_str(), "user_name" | "email"));
        let further = further.filter_map(|(_, value)| value.as_str());
        let names = [self.by.as_str(), &self.name].into_iter().chain(further).filter(|name| !name.is_empty());
        fold(&names.collect::<Vec<_>>().join(" "))
    }
}

/// One thing that was done, not yet written.
#[derive(Clone, Debug)]
pub struct Event {
    pub operation: Operation,
    pub target: Target,
    pub name: String,
    pub before: Map<String, Value>,
    pub after: Map<String, Value>,
}

impl Event {
    pub fn new(operation: Operation, target: Target, name: impl Into<String>) -> Self {
        Self { operation, target, name: name.into(), before: Map::new(), after: Map::new() }
    }

    /// Notes `field`, if it changed; `null` stands for nothing there.
    #[must_use]
    pub fn changed(mut self, field: &str, before: impl Into<Value>, after: impl Into<Value>) -> Self {
        let (before, after) = (before.into(), after.into());
        if before != after {
            self.before.insert(field.to_owned(), before);
            self.after.insert(field.to_owned(), after);
        }
        self
    }

    /// Notes what is there now where nothing was before.
    #[must_use]
    pub fn with(mut self, field: &str, after: impl Into<Value>) -> Self {
        self.after.insert(field.to_owned(), after.into());
        self
    }

    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }
}
