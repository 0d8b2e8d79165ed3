//! Forms whose person has to sign in first: kept on the way there, and shown again afterwards as they were
//! filled in. To show one, its own handler is asked to carry it out by somebody who only looks.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use actix_web::http::{Method, Uri};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{HttpMessage as _, HttpRequest, ResponseError as _};

use super::error::{Detour, Error, Problem, Result};
use super::paths;
use super::resend::{self, FORM, Sent};
use super::visit::{self, Allowed, ComesBack, SignedIn, Visit};
use crate::actions::kept_forms::{self as action, Form};
use crate::domain::id::KeptFormId;

/// Where somebody is led who has to sign in first, and finds what was sent afterwards. `None` where nothing
/// is to be kept.
///
/// # Errors
/// When the database fails: then nothing is kept.
pub async fn keep(request: &HttpRequest, detour: Detour, sent: Option<&Sent>) -> Result<Option<String>> {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else { return Ok(None) };
    let whose = match detour {
        Detour::SignIn => visit.expired.map(|expired| expired.staff),
        Detour::Reauthenticate => visit.staff.as_ref().map(|staff| staff.id),
    };
    let Some(whose) = whose else { return Ok(None) };
    if let Some(id) = visit.comes_back {
        return Ok(Some(detour.path(&paths::kept_form(id))));
    }
    if request.method().is_safe() {
        return Ok((detour == Detour::Reauthenticate).then(|| detour.path(&visit.here)));
    }
    let body = match sent {
        Some(sent) => sent.text().await,
        None => None,
    };
    let Some(body) = body else { return Ok(None) };
    let id = action::keep(&visit.app, whose, &Form { path: visit.here, body }).await?;
    Ok(Some(detour.path(&paths::kept_form(id))))
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
        Ok(Some((id, uri, body))) => send_again(&mut request, id, uri, body),
        Ok(None) => {}
        Err(error) => return Ok(request.into_response(error.error_response())),
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn wanted(request: &ServiceRequest) -> Option<KeptFormId> {
    if request.method() == Method::GET { paths::kept_form_of(request.path()) } else { None }
}

async fn find(request: &HttpRequest, id: KeptFormId) -> Result<Option<(KeptFormId, Uri, String)>> {
    let visit = visit::of(request).await?;
    if visit.staff.is_none() {
        return Ok(None);
    }
    let Some(form) = action::find(&visit.actor(), id).await? else { return Ok(None) };
    let uri = form.path.parse().map_err(|_| Error::Cause("a kept form's path is none".into()))?;
    Ok(Some((id, uri, form.body)))
}

/// Lets a request be the one that was kept, from somebody who only looks.
fn send_again(request: &mut ServiceRequest, id: KeptFormId, uri: Uri, body: String) {
    request.match_info_mut().get_mut().update(&uri);
    let head = request.head_mut();
    (head.uri, head.method) = (uri, Method::POST);
    head.headers.insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
    head.headers.remove(CONTENT_LENGTH);
    request.set_payload(Payload::from(Bytes::from(body.into_bytes())));
    if let Some(sent) = Sent::of(request) {
        request.extensions_mut().insert(sent);
    }
    let mut extensions = request.extensions_mut();
    extensions.remove::<Visit>();
    extensions.insert(ComesBack(id));
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
