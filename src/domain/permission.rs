//! Who of the partner's staff may do what (specification §10): one table, read aloud.

use strum::{EnumCount as _, VariantArray as _};
use strum_macros::{EnumCount, IntoStaticStr, VariantArray};

use super::directory_role::Level;
use super::names::all;
use super::principal::{Principal, Strength};
use super::role::Role;

/// A thing that a page or command may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Permission {
    /// To be signed in: one's own language, signing out.
    SignedIn,
    /// See customers, users, licenses.
    SeeCustomers,
    /// Add, edit, delete, restore, upload users.
    ManageUsers,
    /// Reset a password, block or allow sign-in: of users who are no administrators.
    ResetPasswords,
    /// The same of administrators.
    ResetAdministrators,
    /// Remove a deleted user for good before the 30 days are over.
    PurgeUsers,
    /// Grant or take administrator permissions.
    GrantRoles,
    /// Assign and revoke licenses.
    ManageLicenses,
    /// Add and edit customers.
    EditCustomers,
    /// Remove a customer without users for good.
    RemoveCustomers,
    /// Buy subscriptions and change their quantity.
    BuySubscriptions,
    /// Suspend and reactivate subscriptions.
    SuspendSubscriptions,
    /// The partner's own staff and their roles.
    ManageStaff,
    /// The Global admins among them, and the temporary passwords of all staff.
    ManageGlobalAdmins,
    /// The installation's settings.
    ManageSettings,
    /// The activity log of all customers; one's own records are everybody's to see.
    SeeCustomersActivity,
    /// The activity log of everything: staff and settings, too.
    SeeAllActivity,
}

impl Permission {
    pub const ALL: [Self; Self::COUNT] = all(Self::VARIANTS);

    /// As the catalogue calls it: `permission-…`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What is needed to do this to a user of that level: who may reset passwords may not for that
    /// reason become an administrator of the customer.
    #[must_use]
    pub fn on(self, level: Level) -> Self {
        match (self, level) {
            (Self::ResetPasswords, Level::LimitedAdministrator | Level::GlobalAdministrator) => {
                Self::ResetAdministrators
            }
            (permission, _) => permission,
        }
    }

    /// What is needed to do this to a member of staff of that role.
    #[must_use]
    pub fn on_staff(self, role: Role) -> Self {
        match (self, role) {
            (Self::ManageStaff, Role::GlobalAdmin) => Self::ManageGlobalAdmins,
            (permission, _) => permission,
        }
    }

    /// Whether no program has it, whatever its role: it is about somebody's own account, about the staff, or about the
    /// installation itself.
    pub fn is_for_people(self) -> bool {
        matches!(self, Self::SignedIn | Self::ManageStaff | Self::ManageGlobalAdmins | Self::ManageSettings)
    }

    /// The roles that have it, the least first: what a refused action names as missing.
    pub fn holders(self) -> Vec<Role> {
        Role::ALL.into_iter().rev().filter(|role| permits(*role, self)).collect()
    }

    /// The same, as roles are named.
    pub fn holder_names(self) -> Vec<&'static str> {
        self.holders().into_iter().map(Role::name).collect()
    }
}

/// What every kind of principal may. With a temporary password nothing is done but putting one's own in its
/// place; which customers are reached is another question ([`Principal::reach`]).
pub fn may(principal: &Principal, permission: Permission) -> bool {
    if principal.strength() < Strength::Password {
        return permission == Permission::SignedIn;
    }
    match principal {
        Principal::Staff(staff) => permits(staff.role, permission),
        // Their own account is all that they have here.
        Principal::CustomerUser(_) => permission == Permission::SignedIn,
        // People and settings are people's to manage.
        Principal::ApiClient(client) => !permission.is_for_people() && permits(client.role, permission),
        Principal::CommandLine | Principal::System => true,
    }
}

/// Whether `role` has `permission`.
pub fn permits(role: Role, permission: Permission) -> bool {
    use Permission as P;
    use Role as R;
    match permission {
        P::SignedIn => true,
        P::SeeCustomers | P::ManageLicenses => role != R::UserManagementAdmin,
        P::ManageUsers | P::GrantRoles | P::ResetAdministrators | P::SuspendSubscriptions | P::SeeCustomersActivity => {
            matches!(role, R::GlobalAdmin | R::AdminAgent)
        }
        P::ResetPasswords => matches!(role, R::GlobalAdmin | R::AdminAgent | R::HelpdeskAgent),
        P::EditCustomers | P::BuySubscriptions => matches!(role, R::GlobalAdmin | R::AdminAgent | R::SalesAgent),
        P::ManageStaff => matches!(role, R::GlobalAdmin | R::UserManagementAdmin),
        P::ManageSettings | P::ManageGlobalAdmins | P::PurgeUsers | P::RemoveCustomers | P::SeeAllActivity => {
            role == R::GlobalAdmin
        }
    }
}

/// Whether somebody of `role` may make others `granted`: nobody hands out a role that reaches
/// customers without having it, or being Global admin.
pub fn may_grant(role: Role, granted: Role) -> bool {
    let reaches_customers = permits(granted, Permission::SeeCustomers);
    permits(role, Permission::ManageStaff.on_staff(granted))
        && (!reaches_customers || role == granted || role == Role::GlobalAdmin)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of specification §10: Global admin, Admin, Sales, Helpdesk agent, User management admin.
    #[test]
    fn the_table() {
        let table = [
            (Permission::SignedIn, [1, 1, 1, 1, 1]),
            (Permission::SeeCustomers, [1, 1, 1, 1, 0]),
            (Permission::ManageUsers, [1, 1, 0, 0, 0]),
            (Permission::ResetPasswords, [1, 1, 0, 1, 0]),
            (Permission::ResetAdministrators, [1, 1, 0, 0, 0]),
            (Permission::PurgeUsers, [1, 0, 0, 0, 0]),
            (Permission::RemoveCustomers, [1, 0, 0, 0, 0]),
            (Permission::GrantRoles, [1, 1, 0, 0, 0]),
            (Permission::ManageLicenses, [1, 1, 1, 1, 0]),
            (Permission::EditCustomers, [1, 1, 1, 0, 0]),
            (Permission::BuySubscriptions, [1, 1, 1, 0, 0]),
            (Permission::SuspendSubscriptions, [1, 1, 0, 0, 0]),
            (Permission::ManageStaff, [1, 0, 0, 0, 1]),
            (Permission::ManageGlobalAdmins, [1, 0, 0, 0, 0]),
            (Permission::ManageSettings, [1, 0, 0, 0, 0]),
            (Permission::SeeCustomersActivity, [1, 1, 0, 0, 0]),
            (Permission::SeeAllActivity, [1, 0, 0, 0, 0]),
        ];
        assert_eq!(table.len(), Permission::ALL.len());
        for (permission, expected) in table {
            let found = Role::ALL.map(|role| i32::from(permits(role, permission)));
            assert_eq!(found, expected, "{permission:?}");
        }
    }

    #[test]
    fn nobody_grants_what_reaches_customers_without_having_it() {
        for granted in Role::ALL {
            assert!(may_grant(Role::GlobalAdmin, granted));
            assert_eq!(may_grant(Role::UserManagementAdmin, granted), granted == Role::UserManagementAdmin);
            for role in [Role::AdminAgent, Role::SalesAgent, Role::HelpdeskAgent] {
                assert!(!may_grant(role, granted));
            }
        }
    }

    #[test]
    fn a_helpdesk_agent_does_not_reset_administrators() {
        for level in [Level::LimitedAdministrator, Level::GlobalAdministrator] {
            let needed = Permission::ResetPasswords.on(level);
            assert!(!permits(Role::HelpdeskAgent, needed) && permits(Role::AdminAgent, needed));
        }
        assert!(permits(Role::HelpdeskAgent, Permission::ResetPasswords.on(Level::User)));
        assert!(!permits(Role::UserManagementAdmin, Permission::ManageStaff.on_staff(Role::GlobalAdmin)));
    }
}
