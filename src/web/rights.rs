//! What a handler says in its arguments of who may ask: one type for each right.

use crate::domain::permission::Permission;

/// A right that a handler asks for.
pub trait Right: 'static {
    const PERMISSION: Permission;
    /// Open also to who still has to put a password of one's own in a temporary one's place.
    const WITH_TEMPORARY_PASSWORD: bool = false;
}

macro_rules! rights {
    ($($name:ident),+) => {$(
        /// The permission of the same name.
        pub struct $name;

        impl Right for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

rights!(
    SignedIn,
    SeeCustomers,
    ManageUsers,
    ResetPasswords,
    PurgeUsers,
    ManageLicenses,
    EditCustomers,
    RemoveCustomers,
    BuySubscriptions,
    SuspendSubscriptions
);
rights!(ManageStaff, ManageGlobalAdmins, ManageSettings);

/// The way from a temporary password to one's own: all that its holder can do.
pub struct OwnPassword;

impl Right for OwnPassword {
    const PERMISSION: Permission = Permission::SignedIn;
    const WITH_TEMPORARY_PASSWORD: bool = true;
}
