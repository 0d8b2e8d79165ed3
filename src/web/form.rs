//! Forms as browsers send them: fields that repeat, nothing missing that would be an error by
//! itself, and the form's id, by which a double click is recognized.

use std::collections::VecDeque;
use std::pin::Pin;
use std::time::{Duration, Instant};

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::{self, BytesMut};
use actix_web::{FromRequest, HttpRequest};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::connections::Connection;
use super::error::{Error, Problem};
use crate::actions::Submission;
use crate::domain::id::FormId;
use crate::secrets::hash;

/// Fields of one form. All of them have defaults: what is missing is told at its field.
pub trait Fields: DeserializeOwned {
    /// The most bytes its body may have.
    const LIMIT: usize = 256 * 1024;
}

/// A form that says nothing but yes.
#[derive(Deserialize)]
pub struct Yes {}

impl Fields for Yes {
    const LIMIT: usize = 1024;
}

/// A form that was sent.
pub struct Form<T> {
    pub fields: T,
    pub sent: Submission,
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
            if let Some(connection) = request.conn_data::<Connection>() {
                connection.received();
            }
            let body_hash = hash(&bytes);
            let Id { form_id } = serde_html_form::from_bytes(&bytes).map_err(unreadable)?;
            let form = form_id.parse().unwrap_or(FormId::NONE);
            Ok(Self { fields, sent: Submission { form, body_hash } })
        })
    }
}

/// A form is given so long; from then on it must have brought so much in the last of these spans, or nobody
/// waits for the rest. An upload over a slow line does, one that has stalled does not.
const SPAN: Duration = Duration::from_secs(30);
const BYTES_A_SPAN: usize = 30 * 10_000;

async fn read(mut body: web::Payload, limit: usize) -> Result<BytesMut, Error> {
    let mut bytes = BytesMut::new();
    let mut pace = Pace::begun(Instant::now());
    let mut look = tokio::time::interval(Duration::from_secs(1));
    loop {
        let next = std::future::poll_fn(|context| futures_core::Stream::poll_next(Pin::new(&mut body), context));
        let chunk = tokio::select! {
            chunk = next => match chunk {
                Some(chunk) => chunk.map_err(|_| Problem::Unreadable)?,
                None => return Ok(bytes),
            },
            _ = look.tick() => {
                if pace.is_too_slow(Instant::now()) {
                    return Err(Problem::TooSlow.into());
                }
                continue;
            }
        };
        if bytes.len() + chunk.len() > limit {
            return Err(Problem::TooLarge.into());
        }
        pace.brought(Instant::now(), chunk.len());
        bytes.extend_from_slice(&chunk);
    }
}

/// How fast a form comes.
pub(super) struct Pace {
    begun: Instant,
    parts: VecDeque<(Instant, usize)>,
}

impl Pace {
    pub(super) fn begun(at: Instant) -> Self {
        Self { begun: at, parts: VecDeque::new() }
    }

    pub(super) fn brought(&mut self, at: Instant, bytes: usize) {
        match self.parts.back_mut() {
            // Many small parts are one.
            Some((last, sum)) if at - *last < Duration::from_millis(100) => *sum += bytes,
            _ => self.parts.push_back((at, bytes)),
        }
    }

    pub(super) fn is_too_slow(&mut self, now: Instant) -> bool {
        while self.parts.front().is_some_and(|(at, _)| now - *at > SPAN) {
            self.parts.pop_front();
        }
        now - self.begun > SPAN && self.parts.iter().map(|(_, bytes)| bytes).sum::<usize>() < BYTES_A_SPAN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long a form of so many bytes is waited for that brings `bytes` every `every`.
    fn waited(total: usize, bytes: usize, every: Duration) -> Option<Duration> {
        let begun = Instant::now();
        let (mut pace, mut now, mut there) = (Pace::begun(begun), begun, 0);
        while there < total {
            now += every;
            if pace.is_too_slow(now) {
                return Some(now - begun);
            }
            pace.brought(now, bytes);
            there += bytes;
        }
        None
    }

    #[test]
    fn a_slow_line_is_waited_for_and_a_stalled_one_is_not() {
        let second = Duration::from_secs(1);
        assert_eq!(waited(20 << 20, 12_000, second), None, "half an hour at 12 KB a second");
        assert_eq!(waited(1000, 40, second), None, "what is small is there in time");
        assert!(waited(1000, 1, second).is_some_and(|waited| waited <= SPAN + 2 * second));
        assert!(waited(20 << 20, 8_000, second).is_some_and(|waited| waited <= SPAN + 2 * second));
        let stalled = {
            let begun = Instant::now();
            let mut pace = Pace::begun(begun);
            pace.brought(begun + second, 5 << 20);
            (0..90).map(|at| begun + second * at).find(|now| pace.is_too_slow(*now)).map(|now| now - begun)
        };
        assert!(stalled.is_some_and(|waited| waited <= SPAN + 3 * second), "{stalled:?}");
    }
}
