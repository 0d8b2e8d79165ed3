//! Job, phones, address and alternate e-mail on the user form, folded away while there is nothing of it.

use super::fields::UserFields;
use crate::domain::contact::{Contact, ContactField as F};
use crate::web::page::Reasons;

/// One of these fields as the form shows it.
pub struct ContactRow {
    pub name: &'static str,
    /// What it is called: a key of the catalog.
    pub label: String,
    pub value: String,
    pub is_email: bool,
}

impl UserFields {
    /// These fields as they were sent.
    pub fn contact(&self) -> impl Iterator<Item = (F, &String)> {
        F::ALL.iter().map(|field| (*field, self.contact_field(*field)))
    }

    fn contact_field(&self, field: F) -> &String {
        match field {
            F::JobTitle => &self.job_title,
            F::Department => &self.department,
            F::Office => &self.office,
            F::Phone => &self.phone,
            F::Mobile => &self.mobile,
            F::Street => &self.street,
            F::City => &self.city,
            F::State => &self.state,
            F::PostalCode => &self.postal_code,
            F::AlternateEmail => &self.alternate_email,
        }
    }

    /// The form with these fields as they are kept.
    pub fn with_contact(mut self, contact: &Contact) -> Self {
        for field in F::ALL {
            let sent = match field {
                F::JobTitle => &mut self.job_title,
                F::Department => &mut self.department,
                F::Office => &mut self.office,
                F::Phone => &mut self.phone,
                F::Mobile => &mut self.mobile,
                F::Street => &mut self.street,
                F::City => &mut self.city,
                F::State => &mut self.state,
                F::PostalCode => &mut self.postal_code,
                F::AlternateEmail => &mut self.alternate_email,
            };
            contact.get(*field).unwrap_or_default().clone_into(sent);
        }
        self
    }

    /// The fields in the order of the form.
    pub fn contact_rows(&self) -> Vec<ContactRow> {
        let row = |(field, value): (F, &String)| ContactRow {
            name: field.name(),
            label: format!("field-{}", field.name().replace('_', "-")),
            value: value.clone(),
            is_email: field == F::AlternateEmail,
        };
        self.contact().map(row).collect()
    }

    /// Whether they are shown unfolded: there is something to see.
    pub fn shows_contact(&self, reasons: &Reasons) -> bool {
        self.contact().any(|(field, value)| !value.is_empty() || reasons.at(field.name()).is_some())
    }
}
