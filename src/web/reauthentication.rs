//! The password once more: before what somebody could do harm with at a browser that was left open.

use actix_session::Session;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::client;
use super::error::{Result, on_form_with_secret, status};
use super::form::{Fields, Form};
use super::page::{Reasons, Section, Shell, see_other};
use super::paths;
use super::request_context::{Allowed, SignedIn};
use super::sign_in;
use crate::actions;
use crate::actions::sign_in::reauthenticate;
use crate::domain::refusal::{AccessRefusal, PasswordRefusal, Refusal, Refused};

#[derive(Template)]
#[template(path = "reauthentication.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    email: String,
    back: String,
    /// Where it is left undone.
    cancel: String,
}

impl Page {
    fn new(visit: &Allowed<SignedIn>, refused: &Refused, back: String, from: &str) -> Self {
        Self {
            shell: Shell::new(visit, Section::None),
            reasons: Reasons::new(&visit.words, refused),
            email: visit.staff.email.as_str().to_owned(),
            back,
            cancel: paths::safe_return(from).to_owned(),
        }
    }
}

#[derive(Deserialize)]
pub struct Way {
    #[serde(default, rename = "return")]
    back: String,
    #[serde(default)]
    from: String,
}

/// GET /reauthentication
pub async fn new(visit: Allowed<SignedIn>, way: Query<Way>) -> Result {
    let Way { back, from } = way.into_inner();
    let page = Page::new(&visit, &Refused::default(), back, &from);
    page.shell.render(StatusCode::OK, &page)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PasswordFields {
    current: Zeroizing<String>,
    #[serde(rename = "return")]
    back: String,
    from: String,
}

impl Fields for PasswordFields {
    const LIMIT: usize = 16 * 1024;
}

/// POST /reauthentication
pub async fn create(
    visit: Allowed<SignedIn>,
    request: HttpRequest,
    session: Session,
    form: Form<PasswordFields>,
) -> Result {
    let PasswordFields { current, back, from } = form.fields;
    match on_form_with_secret(reauthenticate(&visit.actor(), current).await) {
        Ok(signed_in) => {
            sign_in::open_session(&visit, &request, &session, &signed_in)?;
            Ok(see_other(paths::safe_return(&back)))
        }
        Err(actions::Error::Refused(refused)) => {
            let many = refused.at("") == Some(&Refusal::Access(AccessRefusal::TooManyTries));
            if many || refused.at("current") == Some(&Refusal::Password(PasswordRefusal::Wrong)) {
                let address = client::address(&visit.app, &request);
                tracing::warn!(event = "authn_password_fail", throttled = many, %address, request = %visit.request);
            }
            let status = if many { StatusCode::TOO_MANY_REQUESTS } else { status(&refused) };
            let page = Page::new(&visit, &refused, back, &from);
            page.shell.render(status, &page)
        }
        Err(other) => Err(other.into()),
    }
}
