//! What both kinds of people send who change their own password, staff and customers' users, and how a change that
//! was refused is answered. Knows neither who they are nor their pages.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::client;
use super::error::status;
use super::form::Fields;
use super::request_context::RequestContext;
use crate::domain::refusal::{AccessRefusal, PasswordRefusal, Refusal, Refused};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PasswordFields {
    pub current: Zeroizing<String>,
    pub password: Zeroizing<String>,
    password_again: Zeroizing<String>,
}

impl Fields for PasswordFields {
    const LIMIT: usize = 16 * 1024;
}

impl PasswordFields {
    /// What only the form knows: whether the new one was typed twice alike.
    pub fn repetition(&self) -> Refused {
        let differ = || Refused::one("password_again", Refusal::Password(PasswordRefusal::Differ));
        if self.password == self.password_again { Refused::default() } else { differ() }
    }
}

/// The status of a refused change. A wrong current password goes to the log, as a failed sign-in does.
pub fn note_refused(visit: &RequestContext, request: &HttpRequest, refused: &Refused) -> StatusCode {
    let many = refused.at("") == Some(&Refusal::Access(AccessRefusal::TooManyTries));
    if many || refused.at("current") == Some(&Refusal::Password(PasswordRefusal::Wrong)) {
        let address = client::address(&visit.app, request);
        tracing::warn!(event = "authn_password_fail", throttled = many, %address, request = %visit.request);
    }
    if many { StatusCode::TOO_MANY_REQUESTS } else { status(refused) }
}
