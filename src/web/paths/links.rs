//! Addresses of one-time links and what staff do with them.

use crate::domain::id::{CustomerId, SheetId, UserId};

/// Where a link leads.
pub fn handover(token: &str) -> String {
    format!("/handover/{token}")
}

/// Where links of a sheet are issued.
pub fn sheet_links(customer: CustomerId, id: SheetId) -> String {
    format!("/customers/{customer}/sheets/{id}/links")
}

/// Where the link of a user is revoked.
pub fn link_revocation(customer: CustomerId, id: UserId) -> String {
    format!("/customers/{customer}/users/{id}/link-revocation")
}
