//! What a member of the staff is.

use strum::{EnumCount as _, VariantArray as _};
use strum_macros::{Display, EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::names::all;

/// What a member of staff is. One role each.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Display, EnumCount, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "kebab-case", parse_err_ty = String, parse_err_fn = unknown)]
pub enum Role {
    GlobalAdmin,
    AdminAgent,
    SalesAgent,
    HelpdeskAgent,
    UserManagementAdmin,
}

impl Role {
    pub const ALL: [Self; Self::COUNT] = all(Self::VARIANTS);

    /// As it is written on the command line and in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

fn unknown(_: &str) -> String {
    format!("is none of {}", Role::ALL.map(Role::name).join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_as_they_are_written() {
        let kept = ["global-admin", "admin-agent", "sales-agent", "helpdesk-agent", "user-management-admin"];
        assert_eq!(Role::ALL.map(Role::name), kept);
        assert_eq!(kept.map(str::parse), Role::ALL.map(Ok));
        assert_eq!("owner".parse::<Role>(), Err(format!("is none of {}", kept.join(", "))));
    }
}
