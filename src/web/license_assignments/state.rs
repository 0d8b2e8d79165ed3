//! What the pages about licenses keep with a preview, to come back to: where one came from, and the form as it was
//! filled in.

use serde::{Deserialize, Serialize};

use super::fields::AssignmentFields;
use crate::domain::id::{CustomerId, LicensePreviewId};
use crate::web::error::{Error, Result};
use crate::web::questions::{Asked, license_form};

/// By their ids only few users fit into an address; more of them come by a selection.
const FEW: usize = 30;

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageState {
    /// The address to come back to in the end.
    pub back: String,
    /// The form, where an address leads back to it.
    pub form: Option<AssignmentFields>,
}

impl PageState {
    /// Of a page that has no form.
    pub fn of_page(back: &str) -> Self {
        Self { back: back.to_owned(), form: None }
    }

    /// Of a form as it was sent, at this customer.
    pub fn of(fields: &AssignmentFields, customer: CustomerId) -> Self {
        let fits = !fields.selection.is_empty() || fields.user.len() <= FEW;
        Self { back: fields.asked().back(customer), form: fits.then(|| fields.clone()) }
    }

    /// As it is kept.
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// # Errors
    /// When it is none of ours.
    pub fn read(kept: &str) -> Result<Self> {
        serde_json::from_str(kept).map_err(|error| Error::Cause(format!("a page's state cannot be read: {error}")))
    }

    /// The address of the form, filled in as it was for this preview.
    pub fn form_address(&self, customer: CustomerId, preview: LicensePreviewId) -> Option<String> {
        let form = self.form.as_ref()?;
        let asked = Asked { r#return: self.back.clone(), ..form.asked() };
        Some(license_form(customer, form.is_swap(), &asked, Some(preview)))
    }
}
