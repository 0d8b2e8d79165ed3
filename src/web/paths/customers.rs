//! Where customers leave.

use crate::domain::id::CustomerId;

/// Where a customer is archived, asked first.
pub fn archiving(id: CustomerId) -> String {
    format!("/customers/{id}/archiving")
}

/// Where it is taken back.
pub fn unarchiving(id: CustomerId) -> String {
    format!("/customers/{id}/unarchiving")
}

/// What its new users begin with.
pub fn new_user_defaults(id: CustomerId) -> String {
    format!("/customers/{id}/new-user-defaults")
}

/// Where it is removed for good, asked first.
pub fn customer_removal(id: CustomerId) -> String {
    format!("/customers/{id}/removal")
}
