//! Forms whose person has to sign in first: kept on the way there, and shown again afterwards as they were
//! filled in. To show one, its own handler is asked to carry it out by somebody who only looks.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, REFERER};
use actix_web::http::{Method, StatusCode, Uri};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{HttpMessage as _, HttpRequest, ResponseError as _};

use super::error::{Detour, Error, Problem, Result};
use super::paths;
use super::request_context::{self, Allowed, ComesBack, RequestContext, SignedIn};
use super::resend::{self, FORM, Sent};
use crate::actions::kept_forms::{self as action, Form, Known};
use crate::domain::id::{FormId, KeptFormId};
use crate::domain::principal::Principal;

/// Where somebody is led who has to sign in first, and finds what was sent afterwards. `None` where nothing
/// is to be kept.
///
/// # Errors
/// When the database fails: then nothing is kept.
pub async fn keep(request: &HttpRequest, detour: Detour, sent: Option<&Sent>) -> Result<Option<String>> {
    let Some(visit) = request.extensions().get::<RequestContext>().cloned() else { return Ok(None) };
    let whose = match detour {
        Detour::SignIn => visit.expired.map(|expired| expired.principal),
        Detour::Reauthenticate | Detour::BuyMore(..) => visit.principal.as_ref().and_then(Principal::id),
    };
    let Some(whose) = whose else { return Ok(None) };
    let from = came_from(request).unwrap_or_default();
    if let Some(back) = visit.comes_back {
        return Ok(Some(detour.path(&paths::kept_form(back.kept), &from)));
    }
    if request.method().is_safe() {
        return Ok((detour == Detour::Reauthenticate).then(|| detour.path(&visit.here, &from)));
    }
    let Some(sent) = sent else { return Ok(None) };
    // Somebody whose session ends on the way to something is still on the way to it.
    if visit.here == paths::REAUTHENTICATION {
        return Ok(sent.field("return").await.map(|back| detour.path(&back, "")));
    }
    if let Some(body) = sent.text().await {
        let id = action::keep(&visit.app, whose, &Form { path: visit.here, body }).await?;
        return Ok(Some(detour.path(&paths::kept_form(id), &from)));
    }
    // With a password in it, it is filled in anew.
    Ok((visit.here == paths::OWN_PASSWORD).then(|| detour.path(&visit.here, "")))
}

/// The page from which a form was sent, if the browser says so.
fn came_from(request: &HttpRequest) -> Option<String> {
    let said: url::Url = request.headers().get(REFERER)?.to_str().ok()?.parse().ok()?;
    let path = said.query().map_or_else(|| said.path().to_owned(), |query| format!("{}?{query}", said.path()));
    (paths::safe_return(&path) == path).then_some(path)
}

/// The middleware that shows a form again, for whoever sent it.
///
/// # Errors
/// As the rest of the way.
pub async fn come_back(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let found = match wanted(&request) {
        Some(id) => find(request.request(), id).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(again)) => send_again(&mut request, again),
        Ok(None) => {}
        Err(error) => return Ok(request.into_response(error.error_response())),
    }
    let answer = next.call(request).await?.map_into_boxed_body();
    if let Err(error) = note_done(&answer).await {
        tracing::warn!(%error, "a form that was kept and carried out could not be noted");
    }
    Ok(answer)
}

/// Notes of a form that came back, and was sent from there, that it was carried out.
async fn note_done(answer: &ServiceResponse<BoxBody>) -> Result<()> {
    let request = answer.request();
    if request.method() != Method::POST {
        return Ok(());
    }
    let Some(id) = came_from(request).and_then(|path| paths::kept_form_of(&path)) else { return Ok(()) };
    let visit = request.extensions().get::<RequestContext>().cloned();
    let is_done = matches!(answer.status(), StatusCode::OK | StatusCode::SEE_OTHER)
        && answer.response().extensions().get::<Detour>().is_none();
    match visit {
        Some(visit) if is_done && visit.comes_back.is_none() && visit.principal.is_some() => {
            Ok(action::done(&visit.actor(), id, &visit.here).await?)
        }
        _ => Ok(()),
    }
}

/// A request as it was kept.
struct Again {
    /// Nothing where it only leads somewhere, and can be sent for good.
    shown: Option<ComesBack>,
    uri: Uri,
    body: String,
}

fn wanted(request: &ServiceRequest) -> Option<KeptFormId> {
    if request.method() == Method::GET { paths::kept_form_of(request.path()) } else { None }
}

async fn find(request: &HttpRequest, id: KeptFormId) -> Result<Option<Again>> {
    let visit = request_context::of(request).await?;
    if visit.principal.is_none() {
        return Ok(None);
    }
    let Form { path, body } = match action::find(&visit.actor(), id).await? {
        Known::Form(form) => form,
        Known::Done => return Err(Problem::FormDone.into()),
        Known::Gone => return Ok(None),
    };
    let fields = resend::fields(&body).unwrap_or_default();
    let form = fields.iter().find(|(name, _)| name == "form_id").and_then(|(_, value)| value.parse().ok());
    // What was ticked on a list leads to the question about it.
    let only_leads = paths::only_leads(&path);
    let shown = ComesBack { kept: id, form: form.unwrap_or(FormId::NONE) };
    let uri = path.parse().map_err(|_| Error::Cause("a kept form's path is none".into()))?;
    Ok(Some(Again { shown: (!only_leads).then_some(shown), uri, body }))
}

/// Lets a request be the one that was kept, from somebody who only looks.
fn send_again(request: &mut ServiceRequest, again: Again) {
    let Again { shown, uri, body } = again;
    request.match_info_mut().get_mut().update(&uri);
    let head = request.head_mut();
    (head.uri, head.method) = (uri, Method::POST);
    head.headers.insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
    head.headers.remove(CONTENT_LENGTH);
    head.headers.remove(REFERER);
    request.set_payload(Payload::from(Bytes::from(body.into_bytes())));
    if let Some(sent) = Sent::of(request) {
        request.extensions_mut().insert(sent);
    }
    let mut extensions = request.extensions_mut();
    extensions.remove::<RequestContext>();
    if let Some(shown) = shown {
        extensions.insert(shown);
    }
}

/// The fields of a request, to be sent again by a page.
pub async fn fields(request: &HttpRequest, sent: Option<Sent>) -> Option<Vec<(String, String)>> {
    let shown = request.extensions().get::<Sent>().cloned();
    resend::fields(&shown.or(sent)?.text().await?)
}

/// GET /kept-forms/{form}, where there is none for who asks.
pub async fn gone(_: Allowed<SignedIn>) -> Result {
    Err(Problem::FormGone.into())
}
