//! User names that nobody typed.

use super::fields::UserFields;
use crate::domain::customer::Customer;
use crate::domain::refusal::{Refusal, Refused, UserRefusal};
use crate::domain::user_name_pattern::{UserNamePattern, split_name};

impl UserFields {
    /// The fields with the user name that the customer's `pattern` forms where none was typed, and whether it was
    /// proposed: here, or by the script, as it still stands in the field.
    ///
    /// # Errors
    /// [`UserRefusal::NoUserName`] where none can be formed.
    pub(super) fn named(&self, pattern: Option<UserNamePattern>) -> Result<(Self, bool), Refusal> {
        let typed = self.user_name.trim();
        let names = [self.first_name.trim(), self.last_name.trim()];
        let is_nobody = names == ["", ""] && self.display_name.trim().is_empty();
        // Without any name it is the names that are missing.
        let Some(pattern) = pattern.filter(|_| !is_nobody || !typed.is_empty()) else {
            return Ok((self.clone(), false));
        };
        if !typed.is_empty() {
            return Ok((self.clone(), typed == self.proposed));
        }
        let (first, last) = match names {
            ["", ""] => split_name(&self.display_name),
            [first, last] => (first.to_owned(), last.to_owned()),
        };
        let local = pattern.local_part(&first, &last).ok_or(Refusal::User(UserRefusal::NoUserName))?;
        Ok((Self { user_name: local, ..self.clone() }, true))
    }

    /// Why there is no user name, beside what else is wrong with the personal fields.
    pub(super) fn beside(&self, unnamed: &Refusal, customer: &Customer) -> Refused {
        let mut refused = Refused::one("user_name", unnamed.clone());
        if let Err(others) = self.profile(customer, !self.license.is_empty()) {
            refused.0.extend(others.0.into_iter().filter(|(field, _)| field != "user_name"));
        }
        refused
    }
}
