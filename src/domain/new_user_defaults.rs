//! What a customer's new users begin with, unless somebody says otherwise.

use std::collections::BTreeSet;

use super::directory_role::RoleChoice;
use super::id::SkuId;
use super::user_name_pattern::UserNamePattern;

/// A customer's template for new users.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewUserDefaults {
    /// The customer's default location.
    pub location: Option<String>,
    /// Products of which each gets a license; the customer may not own all of them any more.
    pub licenses: BTreeSet<SkuId>,
    pub roles: RoleChoice,
    /// How user names are formed; without one they are typed.
    pub pattern: Option<UserNamePattern>,
}

impl NewUserDefaults {
    /// The same with those licenses only that `can_be_given`, and the others apart.
    #[must_use]
    pub fn given(self, can_be_given: impl Fn(SkuId) -> bool) -> (Self, BTreeSet<SkuId>) {
        let (licenses, gone) = self.licenses.into_iter().partition(|sku| can_be_given(*sku));
        (Self { licenses, ..self }, gone)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_cannot_be_given_is_set_apart() {
        let [one, two] = [1, 2].map(|id| SkuId(Uuid::from_u128(id)));
        let defaults = NewUserDefaults { licenses: [one, two].into(), ..NewUserDefaults::default() };
        let (kept, gone) = defaults.given(|sku| sku == two);
        assert_eq!((kept.licenses, gone), ([two].into(), [one].into()));
    }
}
