//! What every answer wears, whichever handler it comes from: security headers, the request's id, and
//! a page in the reader's language where there would be a bare status; and how it goes out.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{ConnectionType, Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpResponse, ResponseError as _, web};
use askama::Template;

use super::account;
use super::compression;
use super::connections::Connection;
use super::door::Door;
use super::error::{Cause, Detour, Error, Problem};
use super::flash::{self, Flash};
use super::kept_forms;
use super::page::{Section, Shell};
use super::request_context::{self, At, RequestContext, RequestId};
use super::resend::Sent;
use super::{html::Html, paths, routes, same_origin, session};
use crate::app::App;
use crate::clock::new_id;
use crate::domain::message::Message;
use crate::domain::outage::Outage;
use crate::domain::refusal::{AccessRefusal, Refusal};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// The outermost middleware.
///
/// # Errors
/// None of its own: a refused request gets its page.
pub async fn respond(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(app) = request.app_data::<web::Data<App>>().map(|app| app.get_ref().clone()) else {
        return Ok(request.into_response(HttpResponse::InternalServerError().finish()));
    };
    let id = RequestId(new_id());
    request.extensions_mut().insert(id);
    let is_static = request.path().starts_with("/static/");
    let refused = if !is_our_host(&app, &request) {
        Some(Problem::WrongHost)
    } else if !same_origin::is_allowed(&app, request.request()) {
        tracing::warn!(event = "cross_site_refused", request = %id.0);
        Some(Problem::CrossSite)
    } else {
        None
    };
    let sent = Sent::of(&mut request);
    if let Some(connection) = request.conn_data::<Connection>() {
        connection.asked(sent.is_some());
    }
    let answer = if let Some(problem) = refused {
        request.into_response(Error::Problem(problem).error_response())
    } else {
        let (answer, failed) = session::watched(next.call(request)).await;
        let answer = answer?.map_into_boxed_body();
        if let Some(error) = failed { answer.into_response(error.error_response()) } else { answer }
    };
    let answer = lead_on(answer, sent.as_ref()).await;
    let mut answer = with_page(&app, id, answer, sent).await;
    set_headers(&app, id, &mut answer, is_static);
    let answer = if routes::is_compressed(answer.request()) { compression::page(answer) } else { answer };
    let (request, response) = answer.into_parts();
    let response = match request.conn_data::<Connection>() {
        Some(connection) => response.map_body(|_, body| connection.answers(body)),
        None => response,
    };
    Ok(ServiceResponse::new(request, response))
}

fn is_our_host(app: &App, request: &ServiceRequest) -> bool {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let absolute = request.uri().authority().map(|authority| authority.as_str().to_ascii_lowercase());
    let named = named.map(str::to_ascii_lowercase);
    named.as_ref().is_some_and(|host| app.hosts.contains(host)) && absolute.is_none_or(|host| app.hosts.contains(&host))
}

fn set_headers(app: &App, id: RequestId, answer: &mut ServiceResponse<BoxBody>, is_static: bool) {
    let headers = answer.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("x-request-id"), &id.0.to_string());
    if app.settings.is_https() {
        // On plain http browsers ignore it, with a complaint in the console.
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if !answer.headers().contains_key(header::REFERRER_POLICY) {
        answer.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    }
    if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if !is_static || !answer.status().is_success() {
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Keeps what was sent by somebody who is led to sign in first, and leads back to it from there.
async fn lead_on(mut answer: ServiceResponse<BoxBody>, sent: Option<&Sent>) -> ServiceResponse<BoxBody> {
    let Some(detour) = answer.response().extensions().get::<Detour>().copied() else { return answer };
    match kept_forms::keep(answer.request(), detour, sent).await {
        Ok(Some(path)) => {
            if let Ok(path) = HeaderValue::from_str(&path) {
                answer.headers_mut().insert(header::LOCATION, path);
            }
            answer
        }
        Ok(None) if detour == Detour::SignIn && sent.is_some() => not_saved(answer),
        Ok(None) => answer,
        Err(error) => answer.into_response(error.error_response()),
    }
}

/// Who sent something without being signed in is told that it was not saved.
fn not_saved(mut answer: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    if let Some(app) = answer.request().app_data::<web::Data<App>>().cloned() {
        flash::put(&app, Door::Staff, answer.response_mut(), &Flash::of(&Message::new("flash-not-saved")));
    }
    answer
}

/// Puts a page where a problem or the framework left a bare status.
async fn with_page(
    app: &App,
    id: RequestId,
    answer: ServiceResponse<BoxBody>,
    sent: Option<Sent>,
) -> ServiceResponse<BoxBody> {
    let status = answer.status();
    let told = answer.response().extensions().get::<Problem>().cloned();
    let bare = !answer.headers().contains_key(header::CONTENT_TYPE) || answer.response().error().is_some();
    let Some(problem) = told.or_else(|| bare.then(|| Problem::of_status(status)).flatten()) else { return answer };
    if status.is_server_error() {
        let told = answer.response().extensions().get::<Cause>().map(|cause| cause.0.clone());
        let cause = told.or_else(|| answer.response().error().map(ToString::to_string)).unwrap_or_default();
        let route = answer.request().match_pattern().unwrap_or_default();
        tracing::error!(request = %id.0, route, cause, "a request failed");
    }
    let again = match problem {
        Problem::Outage(_) | Problem::NotYet => kept_forms::fields(answer.request(), sent).await,
        _ => None,
    };
    let seen = answer.request().extensions().get::<RequestContext>().cloned();
    let visit = seen.unwrap_or_else(|| request_context::bare(answer.request(), app, None));
    let (request, response) = answer.into_parts();
    let shell = match request.extensions().get::<At>() {
        Some(At(customer)) => Shell::at(&visit, customer, Section::None),
        None => Shell::new(&visit, Section::None),
    };
    let is_form = request.method() == Method::POST;
    let wish = request.match_pattern().and_then(|pattern| routes::button(&pattern)).map(|key| shell.w.t(key));
    let page = Page { shell, id: id.0.to_string(), problem, again, is_form, wish };
    let rendered = match visit.door {
        Door::Staff => page.shell.render(status, &page),
        Door::Account => account::problem(&visit, status, (page.title(), page.text()), &page.id),
    };
    let Ok(mut dressed) = rendered else {
        return ServiceResponse::new(request, HttpResponse::new(StatusCode::INTERNAL_SERVER_ERROR));
    };
    if matches!(page.problem, Problem::TooSlow | Problem::TooLarge) {
        // The rest of the form is not waited for.
        if let Some(connection) = request.conn_data::<Connection>() {
            connection.leaves();
        }
        dressed.head_mut().set_connection_type(ConnectionType::Close);
    }
    // Cookies and Retry-After stay with the answer.
    for (name, value) in response.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            dressed.headers_mut().append(name.clone(), value.clone());
        }
    }
    ServiceResponse::new(request, dressed)
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Page {
    shell: Shell,
    id: String,
    problem: Problem,
    /// What was sent, to be sent again.
    again: Option<Vec<(String, String)>>,
    /// Whether it was sent at all, or only looked for.
    is_form: bool,
    /// What was asked for, where that is known.
    wish: Option<String>,
}

impl Page {
    fn title(&self) -> String {
        if let Some(wish) = self.wish.clone().filter(|_| self.is_not_yet()) {
            return wish;
        }
        self.shell.w.t(format!("problem-{}", self.problem.name()))
    }

    fn text(&self) -> Html {
        let message = match &self.problem {
            Problem::MissingRole(permission) => {
                Refusal::Access(AccessRefusal::MissingRole { roles: permission.holder_names() }).message()
            }
            Problem::Refused(refusal) => refusal.message(),
            Problem::BadAddress => Message::new("problem-bad-address-text"),
            Problem::NotFound => Message::new("problem-not-found-text"),
            Problem::WrongMethod => Message::new("problem-wrong-method-text"),
            Problem::TooLarge => Message::new("problem-too-large-text"),
            Problem::TooSlow => Message::new("problem-too-slow-text"),
            Problem::FormGone => Message::new("problem-form-gone-text"),
            Problem::FormDone => Message::new("problem-form-done-text"),
            Problem::NotYet => Message::new("problem-not-yet-text"),
            Problem::Unreadable => Message::new("problem-unreadable-text"),
            Problem::CrossSite => Message::new("problem-cross-site-text"),
            Problem::WrongHost => Message::new("problem-wrong-host-text"),
            Problem::RoleChanged => Message::new("problem-role-changed-text"),
            Problem::Busy => Message::new("problem-busy-text"),
            Problem::Outage(outage) => outage.message(),
            Problem::Unexpected => Message::new("problem-unexpected-text"),
        };
        self.shell.say(&message)
    }

    /// What the button says that sends it again.
    fn button(&self) -> String {
        let otherwise = if self.is_not_yet() { "continue" } else { "problem-again" };
        self.wish.clone().filter(|_| self.is_not_yet()).unwrap_or_else(|| self.shell.w.t(otherwise))
    }

    fn is_not_yet(&self) -> bool {
        self.problem == Problem::NotYet
    }

    /// The page about whose things it is, beside the menus.
    fn own_page(&self) -> Option<(String, &'static str)> {
        let here = &self.shell.here;
        if here.starts_with(paths::PROFILE) {
            return Some((paths::PROFILE.to_owned(), "profile"));
        }
        Some((paths::member(paths::member_of(here)?), "staff-one"))
    }

    fn is_outage(&self) -> bool {
        matches!(self.problem, Problem::Outage(_))
    }

    fn may_be_done(&self) -> bool {
        matches!(self.problem, Problem::Outage(Outage::Unknown | Outage::Unreachable | Outage::Memory))
    }

    fn is_unexpected(&self) -> bool {
        self.problem == Problem::Unexpected
    }
}
