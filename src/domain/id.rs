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
    /// A program that acts in the name of the partner.
    ApiClientId,
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
    /// A one-time link to a temporary password; the token that opens it is another thing.
    LinkId,
    /// Somebody's way of being signed in, at one browser; the key that opens it is another thing.
    SessionId,
    /// A choice of users.
    SelectionId,
    /// Something asked for that is done to users one after the other.
    JobId,
    /// What waits in the queue until a node takes it.
    TaskId,
    /// A message to somebody outside the installation.
    MessageId,
    /// A file of users that was uploaded.
    UploadId,
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

    /// Ids up to this one stand for the installation and its logs, and for no customer.
    pub const LAST_OF_INSTALLATION: Self = Self(Uuid::from_u128(0xffff));

    /// The log of how principals of a kind sign in, apart from what was changed. There are several of a kind, so
    /// that people who sign in at the same moment do not wait for each other.
    pub fn authentication(kind: u8, shard: u8) -> Self {
        Self(Uuid::from_u128((u128::from(kind) + 1) << 8 | u128::from(shard)))
    }

    /// Whether it stands for the installation or one of its logs, and for no customer.
    pub fn is_installation(self) -> bool {
        self <= Self::LAST_OF_INSTALLATION
    }
}

impl FormId {
    /// A form that carried no id: it is never taken for another.
    pub const NONE: Self = Self(Uuid::nil());
}
