//! What a mail that was posted is told to do: not to go, or to go again.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::letters::desk;
use crate::actions::mailings::{self, Letter};
use crate::actions::{self, mails};
use crate::domain::id::MessageId;
use crate::domain::mail::State;
use crate::domain::message::Message;
use crate::domain::refusal::{MailRefusal, Refusal, Refused};
use crate::web::error::{Result, on_form, status};
use crate::web::form::{Fields, Form};
use crate::web::hand_over_words::contact_language;
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{ResetPasswords, Scoped, id};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Back {
    r#return: String,
}

impl Fields for Back {
    const LIMIT: usize = 4 * 1024;
}

impl Back {
    fn or<'a>(&'a self, otherwise: &'a str) -> &'a str {
        if self.r#return.is_empty() { otherwise } else { paths::safe_return(&self.r#return) }
    }
}

/// POST /customers/{customer}/mails/{mail}/withdrawal
pub async fn withdraw(scope: Scoped<ResetPasswords>, path: Path<(String, String)>, form: Form<Back>) -> Result {
    let (customer, mail) = (scope.customer.id, id::<MessageId>(&path.1)?);
    let key = match on_form(mails::withdraw(&scope.actor(), customer, mail).await) {
        Ok(State::Withdrawn) => "flash-mail-stopped",
        // It may have left before, or was just being sent.
        Ok(_) => "flash-mail-not-stopped",
        Err(actions::Error::Refused(refused)) if refused.at("") == Some(&Refusal::Mail(MailRefusal::NotWaiting)) => {
            "flash-mail-over"
        }
        Err(other) => return Err(other.into()),
    };
    let otherwise = paths::users(customer);
    Ok(see_other_saying(&scope, form.fields.or(&otherwise), &Message::new(key)))
}

/// Why a mail is not sent again, and what helps.
#[derive(Template)]
#[template(path = "mailings/not_again.html")]
struct NotAgain {
    shell: Shell,
    reasons: Reasons,
    /// Where a new password is made, if that is what helps.
    reset: Option<String>,
    back: String,
}

/// POST /customers/{customer}/mails/{mail}/repetition
pub async fn again(scope: Scoped<ResetPasswords>, path: Path<(String, String)>, form: Form<Back>) -> Result {
    let Form { fields, sent } = form;
    let (customer, mail, by) = (scope.customer.id, id::<MessageId>(&path.1)?, scope.actor());
    let record = mails::find(&by, customer, mail).await?;
    let account = &scope.customer.account;
    let is_to_contact = record.user.is_none() && record.address == account.contact_email;
    let language = is_to_contact.then(|| contact_language(account));
    let desk = desk(&by, &scope.words, account).await?;
    let compose = |letter: Letter<'_>| desk.compose(letter, language);
    let otherwise = paths::users(customer);
    let back = fields.or(&otherwise);
    match on_form(Box::pin(mailings::again(&by, customer, mail, &sent, &compose)).await) {
        Ok(_) => Ok(see_other_saying(&scope, back, &Message::new("flash-mail-again"))),
        Err(actions::Error::Refused(refused)) => {
            let page = NotAgain {
                shell: Shell::at(&scope, &scope.customer, Section::Users),
                reasons: Reasons::new(&scope.words, &refused),
                reset: needs_reissue(&refused).then(|| match record.user {
                    Some(user) => paths::with(&paths::new_password_reset(customer), &[("user", &user.to_string())]),
                    None => paths::users(customer),
                }),
                back: back.to_owned(),
            };
            let status = if refused.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { status(&refused) };
            page.shell.render(status, &page)
        }
        Err(other) => Err(other.into()),
    }
}

fn needs_reissue(refused: &Refused) -> bool {
    refused.at("") == Some(&Refusal::Mail(MailRefusal::NeedsReissue))
}
