//! The form by which a confirmation is mailed, as it is typed.

use std::collections::HashMap;

use serde::Deserialize;

use crate::actions::mailings::{Mailing, Recipient, To};
use crate::domain::customer::Account;
use crate::domain::id::UserId;
use crate::web::error::{Problem, Result};
use crate::web::form::Fields;
use crate::web::hand_over_words::contact_language;
use crate::words::Language;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MailingFields {
    /// `me`, `contact` or `each`.
    pub to: String,
    /// Side by side: who, and at which address.
    user: Vec<String>,
    address: Vec<String>,
    /// Empty: that of who reads it.
    pub language: String,
    /// `password`, where the installation allows it; otherwise links.
    pub content: String,
    pub with_code: String,
}

impl Fields for MailingFields {
    // Ten thousand users with an address each.
    const LIMIT: usize = 4 * 1024 * 1024;
}

/// Somebody on the page, and what is typed.
pub struct Row {
    pub one: Recipient,
    pub address: String,
    /// What a reason names.
    pub field: String,
}

impl MailingFields {
    /// Before anything was typed: to each user, where an address is known.
    pub fn first(recipients: &[Recipient]) -> Self {
        let has_addresses = recipients.iter().any(|one| one.alternate_email.is_some() && !one.is_blocked);
        let to = if has_addresses { "each" } else { "me" };
        let address = |one: &Recipient| one.alternate_email.clone().filter(|_| !one.is_blocked).unwrap_or_default();
        Self {
            to: to.to_owned(),
            user: recipients.iter().map(|one| one.user.to_string()).collect(),
            address: recipients.iter().map(address).collect(),
            ..Self::default()
        }
    }

    /// Everybody on the confirmation; who came onto it since has what is known.
    pub fn rows(&self, recipients: Vec<Recipient>) -> Vec<Row> {
        let mut typed: HashMap<&str, &String> = self.user.iter().map(String::as_str).zip(&self.address).collect();
        let row = |one: Recipient| {
            let id = one.user.to_string();
            let address = typed.remove(id.as_str()).cloned();
            Row {
                address: address
                    .or_else(|| one.alternate_email.clone().filter(|_| !one.is_blocked))
                    .unwrap_or_default(),
                field: format!("address-{id}"),
                one,
            }
        };
        recipients.into_iter().map(row).collect()
    }

    /// # Errors
    /// [`Problem::Unreadable`] for what no form of ours sends.
    pub fn mailing(&self) -> Result<Mailing> {
        let to = match self.to.as_str() {
            "me" => To::Me,
            "contact" => To::Contact,
            "each" => To::Each(self.typed()?),
            _ => return Err(Problem::Unreadable.into()),
        };
        Ok(Mailing { to, holds_passwords: self.content == "password", with_code: !self.with_code.is_empty() })
    }

    fn typed(&self) -> Result<Vec<(UserId, String)>> {
        if self.user.len() != self.address.len() {
            return Err(Problem::Unreadable.into());
        }
        let id = |raw: &String| raw.parse::<UserId>().map_err(|_| Problem::Unreadable);
        self.user.iter().zip(&self.address).map(|(user, address)| Ok((id(user)?, address.clone()))).collect()
    }

    /// That of the letters; nothing where each user's own is meant.
    ///
    /// # Errors
    /// [`Problem::Unreadable`] for a language that is none of ours.
    pub fn language(&self, account: &Account, own: Language) -> Result<Option<Language>> {
        if !self.language.is_empty() {
            return Ok(Some(Language::from_code(&self.language).ok_or(Problem::Unreadable)?));
        }
        Ok(match self.to.as_str() {
            "me" => Some(own),
            "contact" => Some(contact_language(account)),
            _ => None,
        })
    }
}
