//! A customer's user signs in, and out.

use actix_session::Session;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{name, told};
use crate::actions::account as action;
use crate::actions::tries::Origin;
use crate::actions::{self};
use crate::domain::message::Message;
use crate::domain::principal::PrincipalId;
use crate::domain::refusal::{AccessRefusal, Refusal, Refused};
use crate::web::error::{Result, on_form_with_secret, status};
use crate::web::form::{Fields, Form};
use crate::web::page::{Reasons, Section, Shell, see_other};
use crate::web::request_context::{Anybody, RequestContext};
use crate::web::sign_in::{begin, end, why};
use crate::web::{client, known_browser, paths};

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct Page {
    shell: Shell,
    own_name: Option<String>,
    reasons: Reasons,
    user_name: String,
    /// Why somebody is not signed in any more.
    expired: Option<Message>,
}

impl Page {
    fn new(visit: &RequestContext, refused: &Refused, user_name: String) -> Self {
        Self {
            shell: Shell::new(visit, Section::None),
            own_name: name(visit),
            reasons: Reasons::new(&visit.words, refused),
            user_name,
            expired: visit.expired.map(|expired| why(visit, expired)),
        }
    }
}

/// GET /account/sign-in
pub async fn new(visit: Anybody) -> Result {
    if visit.principal.is_some() {
        return Ok(see_other(paths::ACCOUNT));
    }
    let page = Page::new(&visit, &Refused::default(), String::new());
    page.shell.render(StatusCode::OK, &page)
}

#[derive(Deserialize)]
pub struct SignInFields {
    #[serde(default)]
    user_name: String,
    #[serde(default)]
    password: Zeroizing<String>,
}

impl Fields for SignInFields {
    const LIMIT: usize = 16 * 1024;
}

/// POST /account/sign-in
pub async fn create(visit: Anybody, request: HttpRequest, session: Session, form: Form<SignInFields>) -> Result {
    let SignInFields { user_name, password } = form.fields;
    let address = client::address(&visit.app, &request);
    let browser = known_browser::read(&visit.app, &request);
    let origin = Origin { address, browser };
    match on_form_with_secret(Box::pin(action::sign_in(&visit.app, &user_name, password, origin)).await) {
        Ok(signed_in) => {
            let whose = PrincipalId::CustomerUser(signed_in.user.customer, signed_in.user.id);
            begin(&visit, &request, &session, (whose, &signed_in.credential))?;
            let first = signed_in.user.must_change_password;
            let mut answer = see_other(if first { paths::ACCOUNT_PASSWORD } else { paths::ACCOUNT });
            known_browser::put(&visit.app, &mut answer, browser, whose);
            Ok(answer)
        }
        Err(actions::Error::Refused(refused)) => {
            let many = refused.at("") == Some(&Refusal::Access(AccessRefusal::TooManyTries));
            if !matches!(refused.at(""), Some(Refusal::Outage(_))) {
                tracing::warn!(event = "authn_login_fail", throttled = many, %address, request = %visit.request);
            }
            let status = if many { StatusCode::TOO_MANY_REQUESTS } else { status(&refused) };
            let page = Page::new(&visit, &refused, user_name);
            page.shell.render(status, &page)
        }
        Err(other) => Err(told(other)),
    }
}

/// POST /account/sign-out
pub async fn delete(visit: Anybody, session: Session) -> Result {
    action::sign_out(&visit.actor()).await.map_err(told)?;
    Ok(end(&visit, &session, paths::ACCOUNT_SIGN_IN))
}
