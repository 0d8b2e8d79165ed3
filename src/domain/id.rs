//! Identifiers that cannot be taken for one another.
//!
//! Ids are UUIDs and never change. They are no secrets: nothing may be granted because somebody
//! knows one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A customer of the partner.
    CustomerId,
    /// A user of one customer.
    UserId,
    /// A member of the partner's own staff.
    StaffId,
    /// A product, by the SKU id that Microsoft publishes.
    SkuId,
    /// A service plan within products.
    ServicePlanId,
    /// A directory role of a customer's user.
    RoleId,
    /// A subscription of a customer.
    SubscriptionId,
    /// A sheet of temporary passwords: the confirmation screen.
    SheetId,
    /// Somebody's way of being signed in, at one browser; the key that opens it is another thing.
    SessionId,
    /// A choice of users.
    SelectionId,
    /// Something asked for that is done to users one after the other.
    JobId,
    /// What is planned for licenses, shown before it is done.
    LicensePreviewId,
    /// A form that waits until its person has signed in.
    KeptFormId,
    /// One rendering of a form; a second POST with it is the same request.
    FormId,
}

impl CustomerId {
    /// Stands for the installation itself where a row belongs to no customer.
    pub const INSTALLATION: Self = Self(Uuid::nil());
}

impl FormId {
    /// A form that carried no id: it is never taken for another.
    pub const NONE: Self = Self(Uuid::nil());
}
