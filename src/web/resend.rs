//! What somebody sent, as it passes by: for a page that asks to send it once more, or to come back to it
//! after signing in. The form's id goes with it, so that it is done once however often it is sent.
//!
//! Passwords are not kept: a form with one is filled in anew.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::HttpMessage as _;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use futures_core::Stream;
use zeroize::Zeroizing;

/// The most that is remembered of a form.
const LIMIT: usize = 1024 * 1024;
/// How long the rest of it may take that no handler has waited for.
const READ_WITHIN: Duration = Duration::from_secs(30);
/// What browsers send forms as.
pub const FORM: &str = "application/x-www-form-urlencoded";
/// Fields that no page may hold.
const SECRET: [&str; 3] = ["password", "password_again", "current"];

/// The body of a form. Its handler reads it as ever; what nobody reads can still be read.
#[derive(Clone)]
pub struct Sent(Rc<RefCell<Body>>);

struct Body {
    payload: Payload,
    /// What has passed by, unless it is too much.
    seen: Option<Vec<Bytes>>,
    length: usize,
    is_whole: bool,
}

impl Stream for Sent {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut body = self.0.borrow_mut();
        let next = std::task::ready!(Pin::new(&mut body.payload).poll_next(context));
        match &next {
            Some(Ok(chunk)) => {
                body.length += chunk.len();
                if body.length > LIMIT {
                    body.seen = None;
                } else if let Some(seen) = &mut body.seen {
                    seen.push(chunk.clone());
                }
            }
            Some(Err(_)) => body.seen = None,
            None => body.is_whole = true,
        }
        Poll::Ready(next)
    }
}

impl Sent {
    /// Takes hold of a form's body.
    pub fn of(request: &mut ServiceRequest) -> Option<Self> {
        let kind = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
        if request.method() != Method::POST || !kind.starts_with(FORM) {
            return None;
        }
        let body = Body { payload: request.take_payload(), seen: Some(Vec::new()), length: 0, is_whole: false };
        let sent = Self(Rc::new(RefCell::new(body)));
        request.set_payload(Payload::Stream { payload: Box::pin(sent.clone()) });
        Some(sent)
    }

    /// All of it; `None` where that cannot be had, or it holds a password.
    pub async fn text(&self) -> Option<String> {
        let text = self.whole().await?;
        let is_secret = fields(&text)?.iter().any(|(name, _)| SECRET.contains(&name.as_str()));
        (!is_secret).then_some(text)
    }

    /// What was sent as `name`, which is no password.
    pub async fn field(&self, name: &str) -> Option<String> {
        let fields = fields(&Zeroizing::new(self.whole().await?))?;
        fields.into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    async fn whole(&self) -> Option<String> {
        let mut rest = self.clone();
        let whole = async {
            loop {
                let (is_whole, is_lost) = {
                    let body = rest.0.borrow();
                    (body.is_whole, body.seen.is_none())
                };
                if is_whole || is_lost {
                    return;
                }
                std::future::poll_fn(|context| Pin::new(&mut rest).poll_next(context)).await;
            }
        };
        tokio::time::timeout(READ_WITHIN, whole).await.ok()?;
        let bytes = self.0.borrow().seen.as_ref()?.concat();
        String::from_utf8(bytes).ok()
    }
}

/// The fields of a form, in their order. One without fields is sent again by its button alone.
pub fn fields(text: &str) -> Option<Vec<(String, String)>> {
    serde_html_form::from_str(text).ok()
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
            let text = std::fs::read_to_string(&path).unwrap();
            for call in text.split("forms::field(").skip(1).map(|rest| rest.split("}}").next().unwrap()) {
                if call.contains("kind=\"password\"") || call.contains("kind=\"new-password\"") {
                    // By its name, or by its id where that is the name.
                    let quoted = |rest: &str| rest.split('"').nth(1).unwrap().to_owned();
                    found.push(quoted(call.split("name=").nth(1).unwrap_or(call)));
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

    #[actix_web::test]
    async fn what_a_handler_read_in_part_is_had_whole() {
        let chunks = ["name=Ada&", "location=", "IT"].map(|part| Ok(Bytes::from_static(part.as_bytes())));
        let body = async_stream::stream! {
            for chunk in chunks {
                tokio::task::yield_now().await;
                yield chunk;
            }
        };
        let mut request = actix_web::test::TestRequest::post().insert_header((CONTENT_TYPE, FORM)).to_srv_request();
        request.set_payload(Payload::Stream { payload: Box::pin(body) });
        let sent = Sent::of(&mut request).unwrap();
        let mut handler = request.take_payload();
        std::future::poll_fn(|context| Pin::new(&mut handler).poll_next(context)).await.unwrap().unwrap();
        drop(handler);
        assert_eq!(sent.text().await.as_deref(), Some("name=Ada&location=IT"));
        assert_eq!(fields("name=Ada&location=IT").unwrap().len(), 2);
    }
}
