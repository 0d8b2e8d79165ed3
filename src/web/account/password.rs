//! A password of the user's own; where somebody with a temporary one begins.

use actix_session::Session;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;

use super::{Own, told};
use crate::actions;
use crate::actions::account as action;
use crate::domain::message::Message;
use crate::domain::password::{PasswordStrength, USER_PASSWORD_LEAST};
use crate::domain::principal::PrincipalId;
use crate::domain::refusal::Refused;
use crate::web::error::{Result, on_form_with_secret};
use crate::web::form::Form;
use crate::web::own_password::{PasswordFields, note_refused};
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::OwnPassword;
use crate::web::sign_in::begin;

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
            let status = note_refused(&visit, &request, &refused);
            let page = Page::new(&visit, &refused).await?;
            page.shell.render(status, &page)
        }
        Err(other) => Err(told(other)),
    }
}
