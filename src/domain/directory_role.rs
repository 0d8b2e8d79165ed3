//! What a customer's user may do in the customer's directory (specification §3 and §7).
//!
//! The form knows a three-way choice; the directory knows roles by fixed ids. Roles that the form
//! does not know are shown and never dropped.

use std::collections::BTreeSet;

use strum_macros::IntoStaticStr;
use uuid::{Uuid, uuid};

use super::id::RoleId;
use super::refusal::{InputRefusal, Refusal, UserRefusal};

const GLOBAL: Uuid = uuid!("62e90394-69f5-4237-9190-012177145e10");
const BILLING: Uuid = uuid!("b0f54661-2d74-4c50-afa3-1ec803f12efe");
const HELPDESK: Uuid = uuid!("729827e3-9c14-49f7-bb1b-9608f156bbb8");
const SERVICE_SUPPORT: Uuid = uuid!("f023fd81-a637-4b56-95fd-791ac0226033");
const USER_MANAGEMENT: Uuid = uuid!("fe930be7-5e62-47db-91af-98c3a49a38b1");

/// The global administrator's role.
pub const GLOBAL_ADMINISTRATOR: RoleId = RoleId(GLOBAL);

/// The limited roles that the form offers, with the name each has in the form.
pub const LIMITED: [(RoleId, &str); 4] = [
    (RoleId(BILLING), "billing"),
    (RoleId(HELPDESK), "helpdesk"),
    (RoleId(SERVICE_SUPPORT), "service-support"),
    (RoleId(USER_MANAGEMENT), "user-management"),
];

/// The three-way choice. Ordered by power, and kept with the user as a number for the list's filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
pub enum Level {
    #[strum(serialize = "user")]
    User = 0,
    #[strum(serialize = "limited")]
    LimitedAdministrator = 1,
    #[strum(serialize = "global")]
    GlobalAdministrator = 2,
}

impl Level {
    /// In the order in which the form offers them.
    pub const ALL: [Self; 3] = [Self::User, Self::GlobalAdministrator, Self::LimitedAdministrator];

    /// As the form sends it.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::User,
            1 => Self::LimitedAdministrator,
            _ => Self::GlobalAdministrator,
        }
    }
}

/// The directory roles of one user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions(pub BTreeSet<RoleId>);

impl Permissions {
    /// The three-way choice that these roles amount to; any role makes an administrator.
    pub fn level(&self) -> Level {
        if self.0.contains(&GLOBAL_ADMINISTRATOR) {
            Level::GlobalAdministrator
        } else if self.0.is_empty() {
            Level::User
        } else {
            Level::LimitedAdministrator
        }
    }

    pub fn has(&self, role: RoleId) -> bool {
        self.0.contains(&role)
    }
}

/// The three-way choice, as somebody makes it for a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleChoice {
    level: Level,
    /// Of those that can be chosen; of a limited administrator.
    limited: BTreeSet<RoleId>,
}

impl Default for RoleChoice {
    /// No administrator.
    fn default() -> Self {
        Self { level: Level::User, limited: BTreeSet::new() }
    }
}

impl RoleChoice {
    /// A choice by its names.
    ///
    /// # Errors
    /// [`InputRefusal::Choose`] for one that is unknown.
    pub fn parse(level: &str, limited: &[String]) -> Result<Self, Refusal> {
        let level =
            Level::ALL.into_iter().find(|known| known.name() == level).ok_or(Refusal::Input(InputRefusal::Choose))?;
        let mut choice = Self { level, limited: BTreeSet::new() };
        if level == Level::LimitedAdministrator {
            for name in limited {
                let role =
                    LIMITED.iter().find(|(_, known)| known == name).ok_or(Refusal::Input(InputRefusal::Choose))?;
                choice.limited.insert(role.0);
            }
        }
        Ok(choice)
    }

    pub fn level(&self) -> Level {
        self.level
    }

    /// The chosen roles of a limited administrator, as the form names them.
    pub fn limited_names(&self) -> impl Iterator<Item = &'static str> + '_ {
        LIMITED.iter().filter(|(id, _)| self.limited.contains(id)).map(|(_, name)| *name)
    }

    /// What it makes of the roles `before`: those that nobody can choose stay.
    ///
    /// # Errors
    /// [`UserRefusal::ChooseRole`] for a limited administrator of nothing.
    pub fn over(&self, before: &Permissions) -> Result<Permissions, Refusal> {
        let known = |role: &RoleId| *role == GLOBAL_ADMINISTRATOR || LIMITED.iter().any(|(id, _)| id == role);
        let mut roles: BTreeSet<RoleId> = before.0.iter().copied().filter(|role| !known(role)).collect();
        match self.level {
            Level::User => {}
            Level::GlobalAdministrator => drop(roles.insert(GLOBAL_ADMINISTRATOR)),
            Level::LimitedAdministrator => {
                roles.extend(&self.limited);
                if roles.is_empty() {
                    return Err(Refusal::User(UserRefusal::ChooseRole));
                }
            }
        }
        Ok(Permissions(roles))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(level: &str, limited: &[&str], before: &Permissions) -> Result<Permissions, Refusal> {
        let limited: Vec<_> = limited.iter().map(|name| (*name).to_owned()).collect();
        RoleChoice::parse(level, &limited)?.over(before)
    }

    #[test]
    fn the_choice_becomes_roles_and_back() {
        let none = Permissions::default();
        assert_eq!(choose("user", &[], &none).unwrap().level(), Level::User);
        assert_eq!(choose("global", &["billing"], &none).unwrap().0.len(), 1);
        let limited = choose("limited", &["billing", "helpdesk"], &none).unwrap();
        assert_eq!((limited.level(), limited.0.len()), (Level::LimitedAdministrator, 2));
        assert_eq!(choose("limited", &[], &none), Err(Refusal::User(UserRefusal::ChooseRole)));
        assert_eq!(choose("limited", &["owner"], &none), Err(Refusal::Input(InputRefusal::Choose)));
        assert_eq!(choose("", &[], &none), Err(Refusal::Input(InputRefusal::Choose)));
    }

    #[test]
    fn roles_unknown_to_the_form_are_never_dropped() {
        let foreign = RoleId(Uuid::from_u128(7));
        let before = Permissions([foreign, GLOBAL_ADMINISTRATOR].into());
        assert_eq!(choose("user", &[], &before).unwrap(), Permissions([foreign].into()));
        assert_eq!(choose("user", &[], &before).unwrap().level(), Level::LimitedAdministrator);
    }
}
