//! Addresses of mails from a confirmation, and of drafts for one's own mail program.

use crate::domain::id::{CustomerId, MessageId, SheetId, UserId};

pub fn sheet_mails(customer: CustomerId, id: SheetId) -> String {
    format!("/customers/{customer}/sheets/{id}/mails")
}

pub fn new_sheet_mails(customer: CustomerId, id: SheetId) -> String {
    format!("/customers/{customer}/sheets/{id}/mails/new")
}

pub fn sheet_drafts(customer: CustomerId, id: SheetId) -> String {
    format!("/customers/{customer}/sheets/{id}/drafts")
}

/// One draft with all, for the customer's contact.
pub fn draft_of_all(customer: CustomerId, id: SheetId) -> String {
    format!("/customers/{customer}/sheets/{id}/drafts.eml")
}

pub fn draft(customer: CustomerId, id: SheetId, user: UserId) -> String {
    format!("/customers/{customer}/sheets/{id}/drafts/{user}.eml")
}

/// Where a mail is stopped.
pub fn mail_withdrawal(customer: CustomerId, id: MessageId) -> String {
    format!("/customers/{customer}/mails/{id}/withdrawal")
}

/// Where a mail is sent again.
pub fn mail_repetition(customer: CustomerId, id: MessageId) -> String {
    format!("/customers/{customer}/mails/{id}/repetition")
}
