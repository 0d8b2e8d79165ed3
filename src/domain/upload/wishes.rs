//! What somebody chooses for all rows of an upload, where a row itself says nothing.

use serde::{Deserialize, Serialize};

use crate::domain::directory_role::{Level, RoleChoice};
use crate::domain::id::SkuId;
use crate::domain::user_name_pattern::UserNamePattern;

/// For all rows that do not say it themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    pub location: Option<String>,
    /// The choice of permissions by its names, as the form has them.
    pub level: String,
    pub limited: Vec<String>,
    pub licenses: Vec<SkuId>,
    /// The pattern of user names for rows without an address, by its name.
    pub pattern: Option<String>,
    /// Users who are there already are brought up to date.
    pub updates: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            location: None,
            level: Level::User.name().to_owned(),
            limited: Vec::new(),
            licenses: Vec::new(),
            pattern: None,
            updates: false,
        }
    }
}

impl Wishes {
    /// How user names are formed, where that is said.
    pub fn pattern(&self) -> Option<UserNamePattern> {
        self.pattern.as_deref()?.parse().ok()
    }

    /// Whether a limited administrator of this role is chosen.
    pub fn is_limited_to(&self, role: &str) -> bool {
        self.limited.iter().any(|known| known == role)
    }

    /// What is chosen; no administrator where that cannot be read.
    pub fn roles(&self) -> RoleChoice {
        RoleChoice::parse(&self.level, &self.limited).unwrap_or_default()
    }
}
