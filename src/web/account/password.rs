//! A password of the user's own; where somebody with a temporary one begins.

use actix_session::Session;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{Own, told};
use crate::actions;
use crate::actions::account as action;
use crate::domain::message::Message;
use crate::domain::password::{PasswordStrength, USER_PASSWORD_LEAST};
use crate::domain::principal::PrincipalId;
use crate::domain::refusal::{AccessRefusal, PasswordRefusal, Refusal, Refused};
use crate::web::error::{Result, on_form_with_secret, status};
use crate::web::form::{Fields, Form};
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::request_context::OwnPassword;
use crate::web::sign_in::begin;
use crate::web::{client, paths};

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
#[template(path = "account/password.html")]
struct Page {
    shell: Shell,
    own_name: Option<String>,
    reasons: Reasons,
    user_name: String,
    least: i64,
    /// The current one is temporary, and nothing else can be done first.
    is_first: bool,
}

impl Page {
    async fn new(visit: &Own<OwnPassword>, refused: &Refused) -> Result<Self> {
        let words = &visit.words;
        let reasons = Reasons::new(words, refused).calling("password", &words.t("password-new"));
        let is_first = visit.user.must_change_password;
        let reasons = if is_first { reasons.calling("current", &words.t("password-temporary")) } else { reasons };
        Ok(Self {
            shell: Shell::new(visit, Section::None),
            own_name: super::name(visit),
            reasons,
            user_name: action::user_name(&visit.actor()).await.map_err(told)?,
            least: i64::try_from(USER_PASSWORD_LEAST).unwrap_or_default(),
            is_first,
        })
    }
}

/// GET /account/password
pub async fn edit(visit: Own<OwnPassword>) -> Result {
    let page = Page::new(&visit, &Refused::default()).await?;
    page.shell.render(StatusCode::OK, &page)
}

/// POST /account/password
pub async fn change(
    visit: Own<OwnPassword>,
    request: HttpRequest,
    session: Session,
    form: Form<PasswordFields>,
) -> Result {
    let beside = form.fields.repetition();
    let PasswordFields { current, password, .. } = form.fields;
    let address = client::address(&visit.app, &request);
    let changed = Box::pin(action::change_password(&visit.actor(), current, password, beside)).await;
    match on_form_with_secret(changed) {
        Ok(changed) => {
            let whose = PrincipalId::CustomerUser(visit.user.customer, visit.user.id);
            begin(&visit, &request, &session, (whose, &changed.signed_in.credential))?;
            let told = match changed.strength {
                PasswordStrength::Strong => Message::new("flash-password-strong"),
                PasswordStrength::VeryStrong => Message::new("flash-password-very-strong"),
            };
            Ok(see_other_saying(&visit, paths::ACCOUNT, &told))
        }
        Err(actions::Error::Refused(refused)) => {
            let many = refused.at("") == Some(&Refusal::Access(AccessRefusal::TooManyTries));
            if many || refused.at("current") == Some(&Refusal::Password(PasswordRefusal::Wrong)) {
                tracing::warn!(event = "authn_password_fail", throttled = many, %address, request = %visit.request);
            }
            let status = if many { StatusCode::TOO_MANY_REQUESTS } else { status(&refused) };
            let page = Page::new(&visit, &refused).await?;
            page.shell.render(status, &page)
        }
        Err(other) => Err(told(other)),
    }
}
