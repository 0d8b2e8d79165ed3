//! What a member of the staff is.

use std::fmt;
use std::str::FromStr;

/// What a member of staff is. One role each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    GlobalAdmin,
    AdminAgent,
    SalesAgent,
    HelpdeskAgent,
    UserManagementAdmin,
}

impl Role {
    pub const ALL: [Self; 5] =
        [Self::GlobalAdmin, Self::AdminAgent, Self::SalesAgent, Self::HelpdeskAgent, Self::UserManagementAdmin];

    /// As it is written on the command line and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::GlobalAdmin => "global-admin",
            Self::AdminAgent => "admin-agent",
            Self::SalesAgent => "sales-agent",
            Self::HelpdeskAgent => "helpdesk-agent",
            Self::UserManagementAdmin => "user-management-admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.name() == text).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|role| role.name()).collect();
            format!("is none of {}", known.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_as_they_are_written() {
        for role in Role::ALL {
            assert_eq!(role.name().parse(), Ok(role));
        }
        assert!("owner".parse::<Role>().is_err());
    }
}
