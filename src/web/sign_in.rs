//! Signing in and out.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue, USER_AGENT};
use actix_web::web::Query;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::client;
use super::error::{Error, Result, on_form_with_secret, status};
use super::form::{Fields, Form};
use super::known_browser;
use super::page::{Reasons, Section, Shell, see_other, see_other_saying};
use super::paths;
use super::request_context::{Anybody, RequestContext};
use super::session::{ADDRESS, AUTHENTICATED_AT, BROWSER, CREDENTIAL, Expired, ID, Limit, PRINCIPAL};
use crate::actions::kept_forms;
use crate::actions::sign_in::{self, SignedIn};
use crate::actions::tries::Origin;
use crate::actions::{self};
use crate::clock::new_id;
use crate::domain::id::SessionId;
use crate::domain::message::Message;
use crate::domain::principal::PrincipalId;
use crate::domain::refusal::{AccessRefusal, Refusal, Refused};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    email: String,
    back: String,
    /// Why somebody is not signed in any more, and until when is kept what was sent.
    expired: Option<(Message, Option<String>)>,
}

impl Page {
    async fn new(visit: &RequestContext, refused: &Refused, email: String, back: String) -> Result<Self> {
        let shell = Shell::new(visit, Section::None);
        let expired = match visit.expired {
            Some(expired) => Some((why(visit, expired), kept_until(visit, expired, &back).await?)),
            None => None,
        };
        Ok(Self { shell, reasons: Reasons::new(&visit.words, refused), email, back, expired })
    }
}

/// Why somebody is not signed in any more.
pub(super) fn why(visit: &RequestContext, expired: Expired) -> Message {
    match expired.limit {
        Limit::Idle => {
            Message::new("signed-out-idle").number("count", i64::from(visit.app.settings.session_idle_minutes))
        }
        Limit::Absolute => {
            Message::new("signed-out-absolute").number("count", i64::from(visit.app.settings.session_hours))
        }
    }
}

async fn kept_until(visit: &RequestContext, expired: Expired, back: &str) -> Result<Option<String>> {
    let Some(id) = paths::kept_form_of(back) else { return Ok(None) };
    let until = kept_forms::kept_until(&visit.app, expired.principal, id).await?;
    Ok(until.map(|until| visit.words.time_and_zone(&until)))
}

#[derive(Deserialize)]
pub struct SignInQuery {
    #[serde(default, rename = "return")]
    back: String,
}

/// GET /sign-in
pub async fn new(visit: Anybody, wanted: Query<SignInQuery>) -> Result {
    if visit.principal.is_some() {
        return Ok(see_other(paths::safe_return(&wanted.back)));
    }
    let page = Page::new(&visit, &Refused::default(), String::new(), wanted.into_inner().back).await?;
    page.shell.render(StatusCode::OK, &page)
}

#[derive(Deserialize)]
pub struct SignInFields {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: Zeroizing<String>,
    #[serde(default, rename = "return")]
    back: String,
}

impl Fields for SignInFields {
    const LIMIT: usize = 16 * 1024;
}

/// POST /sign-in
pub async fn create(visit: Anybody, request: HttpRequest, session: Session, form: Form<SignInFields>) -> Result {
    let SignInFields { email, password, back } = form.fields;
    let address = client::address(&visit.app, &request);
    let browser = known_browser::read(&visit.app, &request);
    match on_form_with_secret(sign_in::sign_in(&visit.app, &email, password, Origin { address, browser }).await) {
        Ok(signed_in) => {
            open_session(&visit, &request, &session, &signed_in)?;
            let mut answer = see_other(paths::safe_return(&back));
            known_browser::put(&visit.app, &mut answer, browser, signed_in.staff.id.into());
            Ok(answer)
        }
        Err(actions::Error::Refused(refused)) => {
            let many = refused.at("") == Some(&Refusal::Access(AccessRefusal::TooManyTries));
            if !matches!(refused.at(""), Some(Refusal::Outage(_))) {
                tracing::warn!(event = "authn_login_fail", throttled = many, %address, request = %visit.request);
            }
            let status = if many { StatusCode::TOO_MANY_REQUESTS } else { status(&refused) };
            let page = Page::new(&visit, &refused, email, back).await?;
            page.shell.render(status, &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// A new session under a new key: one that was planted before leads nowhere.
pub(super) fn open_session(
    visit: &RequestContext,
    request: &HttpRequest,
    session: &Session,
    signed_in: &SignedIn,
) -> Result<()> {
    begin(visit, request, session, (PrincipalId::Staff(signed_in.staff.id), &signed_in.credential))
}

/// The same, of whoever it is.
pub(super) fn begin(
    visit: &RequestContext,
    request: &HttpRequest,
    session: &Session,
    (whose, credential): (PrincipalId, &str),
) -> Result<()> {
    let broken = |error: actix_session::SessionInsertError| Error::Cause(error.to_string());
    let browser = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let browser: String = browser.chars().take(200).collect();
    session.clear();
    session.renew();
    session.insert(ID, SessionId(new_id())).map_err(broken)?;
    session.insert(PRINCIPAL, whose).map_err(broken)?;
    session.insert(CREDENTIAL, credential).map_err(broken)?;
    session.insert(AUTHENTICATED_AT, visit.now).map_err(broken)?;
    session.insert(ADDRESS, client::address(&visit.app, request).to_string()).map_err(broken)?;
    session.insert(BROWSER, browser).map_err(broken)
}

/// POST /sign-out
pub async fn delete(visit: Anybody, session: Session) -> Result {
    sign_in::sign_out(&visit.actor()).await?;
    Ok(end(&visit, &session, paths::SIGN_IN))
}

/// Ends this browser's session, and leads to where one signs in.
pub(super) fn end(visit: &RequestContext, session: &Session, next: &str) -> HttpResponse {
    session.purge();
    let mut answer = see_other_saying(visit, next, &Message::new("flash-signed-out"));
    // The browser's own copies go too, where it listens: by https. The language choice is a cookie
    // and stays.
    if visit.app.settings.is_https() {
        let value = HeaderValue::from_static("\"cache\"");
        answer.headers_mut().insert(HeaderName::from_static("clear-site-data"), value);
    }
    answer
}
