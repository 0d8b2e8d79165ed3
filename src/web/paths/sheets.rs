//! Addresses of confirmation screens.

use crate::domain::id::{CustomerId, SheetId};

pub const OPEN_SHEETS: &str = "/sheets";

pub fn sheet(customer: CustomerId, id: SheetId) -> String {
    format!("/customers/{customer}/sheets/{id}")
}

/// Its slips, one a user.
pub fn sheet_slips(customer: CustomerId, id: SheetId) -> String {
    format!("/customers/{customer}/sheets/{id}/print")
}

/// Where *Done* is sent.
pub fn sheet_completion(customer: CustomerId, id: SheetId) -> String {
    format!("/customers/{customer}/sheets/{id}/completion")
}
