//! The own password, changed by the current one; where somebody with a temporary one begins.

use actix_session::Session;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::actions;
use crate::actions::staff;
use crate::domain::message::Message;
use crate::domain::password::STAFF_PASSWORD_LEAST;
use crate::domain::refusal::{AccessRefusal, PasswordRefusal, Refusal, Refused};
use crate::web::error::{Result, on_form_with_secret, status};
use crate::web::form::{Fields, Form};
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::request_context::{Allowed, OwnPassword};
use crate::web::{client, paths, sign_in};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PasswordFields {
    current: Zeroizing<String>,
    password: Zeroizing<String>,
    password_again: Zeroizing<String>,
}

impl Fields for PasswordFields {
    const LIMIT: usize = 16 * 1024;
}

impl PasswordFields {
    /// What only the form knows: whether the new one was typed twice alike.
    fn repetition(&self) -> Refused {
        let differ = || Refused::one("password_again", Refusal::Password(PasswordRefusal::Differ));
        if self.password == self.password_again { Refused::default() } else { differ() }
    }
}

#[derive(Template)]
#[template(path = "profile/password.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    email: String,
    least: i64,
    /// The current one is temporary, and nothing else can be done first.
    is_first: bool,
}

impl Page {
    fn new(visit: &Allowed<OwnPassword>, refused: &Refused) -> Self {
        Self {
            shell: Shell::new(visit, Section::Profile),
            reasons: Reasons::new(&visit.words, refused).calling("password", &visit.words.t("password-new")),
            email: visit.staff.email.as_str().to_owned(),
            least: i64::try_from(STAFF_PASSWORD_LEAST).unwrap_or_default(),
            is_first: visit.staff.must_change_password,
        }
    }
}

/// GET /profile/password
pub async fn edit(visit: Allowed<OwnPassword>) -> Result {
    let page = Page::new(&visit, &Refused::default());
    page.shell.render(StatusCode::OK, &page)
}

/// POST /profile/password
pub async fn change(
    visit: Allowed<OwnPassword>,
    request: HttpRequest,
    session: Session,
    form: Form<PasswordFields>,
) -> Result {
    let beside = form.fields.repetition();
    let PasswordFields { current, password, .. } = form.fields;
    let address = client::address(&visit.app, &request);
    match on_form_with_secret(staff::change_own_password(&visit.actor(), current, password, beside).await) {
        Ok(signed_in) => {
            sign_in::open_session(&visit, &request, &session, &signed_in)?;
            let next = if visit.staff.must_change_password { paths::HOME } else { paths::PROFILE };
            Ok(see_other_saying(&visit, next, &Message::new("flash-password-changed")))
        }
        Err(actions::Error::Refused(refused)) => {
            let many = refused.at("") == Some(&Refusal::Access(AccessRefusal::TooManyTries));
            if many || refused.at("current") == Some(&Refusal::Password(PasswordRefusal::Wrong)) {
                tracing::warn!(event = "authn_password_fail", throttled = many, %address, request = %visit.request);
            }
            let status = if many { StatusCode::TOO_MANY_REQUESTS } else { status(&refused) };
            let page = Page::new(&visit, &refused);
            page.shell.render(status, &page)
        }
        Err(other) => Err(other.into()),
    }
}
