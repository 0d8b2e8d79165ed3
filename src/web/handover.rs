//! The page behind a one-time link: whoever has it sees a user name and a temporary password, once.
//!
//! Looking opens nothing, so that no scanner of links does; a button does. A link that is not known gets one page,
//! whatever is wrong with it. Neither the token nor what it opens stands in a log, a flash or a record.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, REFERRER_POLICY};
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use super::client;
use super::error::Result;
use super::form::{Fields, Form};
use super::known_browser;
use super::page::{Reasons, Section, Shell};
use super::paths;
use super::request_context::{Anybody, RequestContext};
use crate::actions::links::{self, Handed, Known, Opening};
use crate::actions::{Error, hand_over};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::link::Ending;
use crate::domain::refusal::{Refusal, Refused, UserRefusal};
use crate::secrets::new_token;

/// What the page is about.
enum About {
    /// Can be opened: with a code, or without.
    Waiting {
        asks_code: bool,
    },
    Handed {
        handed: Handed,
        sign_in: String,
    },
    /// Opens nothing: why.
    Nothing(String),
}

#[derive(Template)]
#[template(path = "handover/show.html")]
struct Page {
    shell: Shell,
    title: String,
    about: About,
    reasons: Reasons,
}

impl Page {
    fn new(visit: &RequestContext, title: &str, about: About, refused: &Refused) -> Self {
        let reasons = Reasons::new(&visit.words, refused);
        Self { shell: Shell::new(visit, Section::None), title: visit.words.t(title), about, reasons }
    }

    fn waiting(visit: &RequestContext, asks_code: bool, refused: &Refused) -> Self {
        Self::new(visit, "handover-title", About::Waiting { asks_code }, refused)
    }

    async fn handed(visit: &RequestContext, handed: Handed) -> Result<Self> {
        let sign_in = hand_over::address(&visit.app).await?;
        Ok(Self::new(visit, "handover-title", About::Handed { handed, sign_in }, &Refused::default()))
    }

    fn ended(visit: &RequestContext, ending: Ending, at: Moment) -> Self {
        let key = match ending {
            Ending::Opened => "handover-opened",
            Ending::Expired => "handover-expired",
            Ending::Revoked => "handover-revoked",
            Ending::Guessed => "handover-guessed",
            // What became of the user is not told to whoever has the link.
            Ending::Replaced | Ending::Deleted | Ending::Blocked => "handover-void",
        };
        let why = visit.words.named(key, visit.words.time_and_zone(&at));
        Self::new(visit, "handover-over", About::Nothing(why), &Refused::default())
    }

    fn unknown(visit: &RequestContext) -> Self {
        let why = visit.words.t("handover-unknown-text");
        Self::new(visit, "handover-unknown", About::Nothing(why), &Refused::default())
    }

    fn render(&self, status: StatusCode) -> Result {
        let mut answer = self.shell.render(status, self)?;
        // Not even we are told the address of this page by the next one; browsers still say whose form it is.
        answer.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
        Ok(answer)
    }
}

fn cookie_name(app: &App) -> &'static str {
    if app.settings.is_https() { "__Secure-partnerdesk-handover" } else { "partnerdesk-handover" }
}

/// By which a browser is known that opens a link.
fn browser(app: &App, request: &HttpRequest) -> String {
    request.cookie(cookie_name(app)).map(|cookie| cookie.value().to_owned()).unwrap_or_default()
}

/// Gives the browser something of its own before it opens anything: its first answer may be lost.
fn know(app: &App, answer: &mut HttpResponse, token: &str) {
    let cookie = Cookie::build(cookie_name(app), new_token())
        .path(paths::handover(token))
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.settings.is_https())
        .finish();
    let _ = answer.add_cookie(&cookie);
}

/// A token without what stands behind it where an address was copied: a blank, the end of a sentence, a bracket.
fn bare(token: &str) -> &str {
    token.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
}

/// The same for every token that leads nowhere.
fn unknown(visit: &RequestContext, request: &HttpRequest) -> Result {
    let is_guessing = links::is_guessing(&visit.app, client::address(&visit.app, request));
    let status = if is_guessing { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::NOT_FOUND };
    Page::unknown(visit).render(status)
}

/// GET /handover/{token}
pub async fn show(visit: Anybody, request: HttpRequest, token: Path<String>) -> Result {
    let (browser, token) = (browser(&visit.app, &request), bare(&token));
    match links::look(&visit.app, token, &browser).await {
        Ok(Known::Waiting { asks_code }) => {
            let mut answer = Page::waiting(&visit, asks_code, &Refused::default()).render(StatusCode::OK)?;
            if browser.is_empty() {
                know(&visit.app, &mut answer, token);
            }
            Ok(answer)
        }
        Ok(Known::Again(handed)) => Page::handed(&visit, handed).await?.render(StatusCode::OK),
        Ok(Known::Ended(ending, at)) => Page::ended(&visit, ending, at).render(StatusCode::GONE),
        Err(Error::NotFound) => unknown(&visit, &request),
        Err(other) => Err(other.into()),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Opened {
    code: String,
}

impl Fields for Opened {
    const LIMIT: usize = 1024;
}

/// POST /handover/{token}: opens it.
pub async fn open(visit: Anybody, request: HttpRequest, token: Path<String>, form: Form<Opened>) -> Result {
    let (browser, token) = (browser(&visit.app, &request), bare(&token));
    match Box::pin(links::open(&visit.app, visit.request, token, &browser, &form.fields.code)).await {
        Ok(Opening::Opened(handed)) => {
            let user = handed.user;
            let mut answer = Page::handed(&visit, handed).await?.render(StatusCode::OK)?;
            // Somebody who guesses at this user's name meanwhile must not make this browser wait to sign in.
            known_browser::put(&visit.app, &mut answer, None, user);
            Ok(answer)
        }
        Ok(Opening::Ended(ending, at)) => Page::ended(&visit, ending, at).render(StatusCode::GONE),
        Ok(Opening::WrongCode(left)) => {
            let refused = Refused::one("code", Refusal::User(UserRefusal::CodeWrong { left }));
            Page::waiting(&visit, true, &refused).render(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Error::NotFound) => unknown(&visit, &request),
        Err(other) => Err(other.into()),
    }
}
