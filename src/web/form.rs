//! Forms as browsers send them: fields that repeat, nothing missing that would be an error by
//! itself, and the form's id, by which a double click is recognized.

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::{self, BytesMut};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::{Error, Problem};
use super::resend::Body;
use crate::actions::Sent;
use crate::domain::id::FormId;
use crate::secrets::hash;

/// Fields of one form. All of them have defaults: what is missing is told at its field.
pub trait Fields: DeserializeOwned {
    /// The most bytes its body may have.
    const LIMIT: usize = 256 * 1024;
}

/// A form that was sent.
pub struct Form<T> {
    pub fields: T,
    pub sent: Sent,
}

#[derive(Deserialize)]
struct Id {
    #[serde(default)]
    form_id: String,
}

impl<T: Fields + 'static> FromRequest for Form<T> {
    type Error = Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let declared =
            request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        let body = web::Payload::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            if declared.is_some_and(|length| length > T::LIMIT) {
                return Err(Problem::TooLarge.into());
            }
            let bytes = read(body.await.map_err(|error| Error::Cause(error.to_string()))?, T::LIMIT).await?;
            let unreadable = |_| Error::Problem(Problem::Unreadable);
            let fields = serde_html_form::from_bytes(&bytes).map_err(unreadable)?;
            let body_hash = hash(&bytes);
            let Id { form_id } = serde_html_form::from_bytes(&bytes).map_err(unreadable)?;
            request.extensions_mut().insert(Body(bytes.freeze()));
            let form = form_id.parse().unwrap_or(FormId::NONE);
            Ok(Self { fields, sent: Sent { form, body_hash } })
        })
    }
}

async fn read(mut body: web::Payload, limit: usize) -> Result<BytesMut, Error> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) =
        std::future::poll_fn(|context| futures_core::Stream::poll_next(std::pin::Pin::new(&mut body), context)).await
    {
        let chunk = chunk.map_err(|_| Problem::Unreadable)?;
        if bytes.len() + chunk.len() > limit {
            return Err(Problem::TooLarge.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
