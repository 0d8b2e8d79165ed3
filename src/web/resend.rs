//! What somebody sent and could not be carried out for now: kept for a page that asks to send it once
//! more, as it was. The form's id goes with it, so that it is done once however often it is sent.
//!
//! Passwords are not kept: a form with one is filled in anew.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::HttpMessage as _;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, BytesMut};
use futures_core::Stream;

/// The most that is read of a form which nobody has read.
const LIMIT: usize = 1024 * 1024;
/// How long that may take.
const READ_WITHIN: Duration = Duration::from_secs(5);
/// Fields that no page may hold.
const SECRET: [&str; 3] = ["password", "password_again", "current"];

/// A form's body as its handler read it.
#[derive(Clone, Debug)]
pub struct Body(pub Bytes);

/// The body of a request, which can still be read when nobody else did.
#[derive(Clone)]
pub struct Unread(Rc<RefCell<Payload>>);

impl Stream for Unread {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(context)
    }
}

impl Unread {
    /// Takes hold of a form's body; its handler reads the same.
    pub fn of(request: &mut ServiceRequest) -> Option<Self> {
        let kind = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
        if request.method() != Method::POST || !kind.starts_with("application/x-www-form-urlencoded") {
            return None;
        }
        let unread = Self(Rc::new(RefCell::new(request.take_payload())));
        request.set_payload(Payload::Stream { payload: Box::pin(unread.clone()) });
        Some(unread)
    }

    async fn read(mut self) -> Option<Bytes> {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = std::future::poll_fn(|context| Pin::new(&mut self).poll_next(context)).await {
            bytes.extend_from_slice(&chunk.ok()?);
            if bytes.len() > LIMIT {
                return None;
            }
        }
        Some(bytes.freeze())
    }
}

/// The fields that were sent, in their order; `None` where there are none to be kept.
pub async fn fields(answer: &ServiceResponse<impl Sized>, unread: Option<Unread>) -> Option<Vec<(String, String)>> {
    let unread = unread?;
    let read = answer.request().extensions().get::<Body>().map(|body| body.0.clone());
    let bytes = match read {
        Some(bytes) => bytes,
        None => tokio::time::timeout(READ_WITHIN, unread.read()).await.ok()??,
    };
    let fields: Vec<(String, String)> = serde_html_form::from_bytes(&bytes).ok()?;
    let is_secret = fields.iter().any(|(name, _)| SECRET.contains(&name.as_str()));
    // A form without fields is sent again by its button alone.
    (!is_secret).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every field that a page asks a password in.
    fn asked() -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            for line in std::fs::read_to_string(&path).unwrap().lines() {
                let is_asked = line.contains("forms::field(")
                    && (line.contains("\"password\")") || line.contains("\"new-password\")"));
                if is_asked {
                    let name = line.split("forms::field(\"").nth(1).unwrap().split('"').next().unwrap();
                    found.push(name.to_owned());
                }
            }
        }
        found
    }

    #[test]
    fn no_password_is_kept_whatever_form_asks_for_it() {
        let asked = asked();
        assert!(asked.len() >= 4, "{asked:?}");
        assert!(asked.iter().all(|name| SECRET.contains(&name.as_str())), "{asked:?}");
    }
}
