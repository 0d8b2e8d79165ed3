//! The own password, changed by the current one; where somebody with a temporary one begins.

use actix_session::Session;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;

use crate::actions;
use crate::actions::staff;
use crate::domain::message::Message;
use crate::domain::password::STAFF_PASSWORD_LEAST;
use crate::domain::refusal::Refused;
use crate::web::error::{Result, on_form_with_secret};
use crate::web::form::Form;
use crate::web::own_password::{PasswordFields, note_refused};
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::request_context::{Allowed, OwnPassword};
use crate::web::{paths, sign_in};

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
    match on_form_with_secret(staff::change_own_password(&visit.actor(), current, password, beside).await) {
        Ok(signed_in) => {
            sign_in::open_session(&visit, &request, &session, &signed_in)?;
            let next = if visit.staff.must_change_password { paths::HOME } else { paths::PROFILE };
            Ok(see_other_saying(&visit, next, &Message::new("flash-password-changed")))
        }
        Err(actions::Error::Refused(refused)) => {
            let status = note_refused(&visit, &request, &refused);
            let page = Page::new(&visit, &refused);
            page.shell.render(status, &page)
        }
        Err(other) => Err(other.into()),
    }
}
