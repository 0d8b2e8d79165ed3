//! A file as a browser sends it: its bytes go on as they come, and no request holds more than a piece of them.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::http::{ConnectionType, StatusCode};
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use futures_core::Stream;

use super::new::render;
use crate::actions::{self, Actor, uploads as action};
use crate::domain::id::{CustomerId, FormId, UploadId};
use crate::domain::import::file::MAX_BYTES;
use crate::domain::refusal::{FileRefusal, InputRefusal, Refusal, Refused};
use crate::secrets::Hashing;
use crate::web::connections::Connection;
use crate::web::error::{self, Error, Problem};
use crate::web::form::Pace;
use crate::web::page::see_other;
use crate::web::paths;
use crate::web::request_context::{ManageUsers, Scoped};

/// Bytes of a piece.
const PIECE: usize = 1024 * 1024;
/// What stands around a file in the body of a request, at most.
const AROUND: usize = 64 * 1024;
/// The most characters of a file's name that are kept.
const NAME: usize = 120;

/// A body that tells that all of it was read: what stands at its end may be missing, and is then waited for in vain.
struct Body {
    payload: Payload,
    is_read: Rc<Cell<bool>>,
}

impl Stream for Body {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = Pin::new(&mut self.payload).poll_next(context);
        if matches!(next, Poll::Ready(None)) {
            self.is_read.set(true);
        }
        next
    }
}

/// How a body comes.
struct Watch {
    pace: Pace,
    is_read: Rc<Cell<bool>>,
}

/// The body of a request, field by field, as long as it comes fast enough.
pub struct Parts {
    fields: Multipart,
    watch: Watch,
    /// What the request says that it brings.
    declared: Option<usize>,
    is_form: bool,
}

impl FromRequest for Parts {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_read = Rc::new(Cell::new(false));
        let body = Body { payload: payload.take(), is_read: Rc::clone(&is_read) };
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        std::future::ready(Ok(Self {
            declared: header(CONTENT_LENGTH).and_then(|length| length.parse().ok()),
            is_form: header(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("multipart/form-data")),
            fields: Multipart::new(request.headers(), body),
            watch: Watch { pace: Pace::begun(Instant::now()), is_read },
        }))
    }
}

impl Parts {
    async fn next(&mut self) -> Result<Option<Field>, Stopped> {
        paced(&mut self.fields, &mut self.watch).await
    }
}

/// Why the rest of a body is not read.
enum Stopped {
    /// It was cut off, or is none of a browser's.
    Broken,
    TooSlow,
    Failed(actions::Error),
    TooLarge,
}

/// The next that `parts` brings, unless it comes too slowly.
async fn paced<T, E>(
    parts: &mut (impl Stream<Item = Result<T, E>> + Unpin),
    watch: &mut Watch,
) -> Result<Option<T>, Stopped> {
    let mut look = tokio::time::interval(Duration::from_secs(1));
    let mut was_read = false;
    loop {
        let next = std::future::poll_fn(|context| Pin::new(&mut *parts).poll_next(context));
        tokio::select! {
            next = next => return next.transpose().map_err(|_| Stopped::Broken),
            _ = look.tick() => {
                if was_read {
                    return Err(Stopped::Broken);
                }
                if watch.pace.is_too_slow(Instant::now()) {
                    return Err(Stopped::TooSlow);
                }
                was_read = watch.is_read.get();
            }
        }
    }
}

/// An upload whose bytes are under way.
struct Incoming<'a> {
    by: &'a Actor,
    customer: CustomerId,
    id: Option<UploadId>,
    form: FormId,
    piece: Vec<u8>,
    pieces: i64,
    length: usize,
    hash: Hashing,
}

impl Incoming<'_> {
    async fn take(&mut self, parts: &mut Parts) -> Result<(), Stopped> {
        while let Some(mut field) = parts.next().await? {
            match field.name() {
                Some("form_id") => {
                    self.form = text(&mut field, &mut parts.watch).await?.parse().unwrap_or(FormId::NONE);
                }
                Some("file") if self.id.is_none() => self.take_file(&mut field, &mut parts.watch).await?,
                _ => drop(text(&mut field, &mut parts.watch).await?),
            }
        }
        Ok(())
    }

    async fn take_file(&mut self, field: &mut Field, watch: &mut Watch) -> Result<(), Stopped> {
        let named = field.content_disposition().and_then(|said| said.get_filename()).unwrap_or_default();
        let name = file_name(named);
        if name.is_empty() {
            // Nothing was chosen.
            return text(field, watch).await.map(drop);
        }
        self.id = Some(action::begin(self.by, self.customer, &name, self.form).await.map_err(Stopped::Failed)?);
        while let Some(bytes) = paced(field, watch).await? {
            watch.pace.brought(Instant::now(), bytes.len());
            self.length += bytes.len();
            if self.length > MAX_BYTES {
                return Err(Stopped::TooLarge);
            }
            self.hash.add(&bytes);
            self.keep(&bytes).await?;
        }
        self.flush().await
    }

    async fn keep(&mut self, bytes: &Bytes) -> Result<(), Stopped> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), Stopped> {
        let Some(id) = self.id.filter(|_| !self.piece.is_empty()) else { return Ok(()) };
        let piece = std::mem::take(&mut self.piece);
        action::append(self.by, self.customer, id, self.pieces, &piece).await.map_err(Stopped::Failed)?;
        self.pieces += 1;
        Ok(())
    }
}

/// A field that is no file.
async fn text(field: &mut Field, watch: &mut Watch) -> Result<String, Stopped> {
    let mut text = Vec::new();
    while let Some(bytes) = paced(field, watch).await? {
        watch.pace.brought(Instant::now(), bytes.len());
        if text.len() + bytes.len() > AROUND {
            return Err(Stopped::Broken);
        }
        text.extend_from_slice(&bytes);
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// A name as it is shown: without folders, or anything that is not seen.
fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen = name.chars().filter(|c| !crate::domain::text::is_invisible(*c));
    seen.take(NAME).collect::<String>().trim().to_owned()
}

/// POST /customers/{customer}/uploads
pub async fn create(scope: Scoped<ManageUsers>, request: HttpRequest, mut parts: Parts) -> error::Result {
    let (by, customer) = (scope.actor(), scope.customer.id);
    if !parts.is_form {
        // Without a file there is nothing to read.
        return nothing_chosen(&scope).await;
    }
    if parts.declared.is_some_and(|length| length > MAX_BYTES + AROUND) {
        return too_large(&scope, &request).await;
    }
    let mut incoming = Incoming {
        by: &by,
        customer,
        id: None,
        form: FormId::NONE,
        piece: Vec::new(),
        pieces: 0,
        length: 0,
        hash: Hashing::default(),
    };
    let taken = incoming.take(&mut parts).await;
    let Incoming { id, form, hash, .. } = incoming;
    if let Err(stopped) = taken {
        if let Some(id) = id {
            action::withdraw(&by, customer, id).await?;
        }
        return match stopped {
            Stopped::Broken => Err(Problem::Unreadable.into()),
            Stopped::TooSlow => Err(Problem::TooSlow.into()),
            Stopped::Failed(error) => Err(error.into()),
            Stopped::TooLarge => too_large(&scope, &request).await,
        };
    }
    let Some(id) = id else {
        return nothing_chosen(&scope).await;
    };
    match action::received(&by, customer, id, form, &hash.finish()).await {
        Ok(id) => Ok(see_other(&paths::upload(customer, id))),
        Err(actions::Error::Refused(refused)) => render(&scope, &refused, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(other) => Err(other.into()),
    }
}

async fn nothing_chosen(scope: &Scoped<ManageUsers>) -> error::Result {
    let refused = Refused::one("file", Refusal::Input(InputRefusal::Required));
    render(scope, &refused, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Says so at once; the rest of the file is not waited for.
async fn too_large(scope: &Scoped<ManageUsers>, request: &HttpRequest) -> error::Result {
    let refused = Refused::one("file", Refusal::File(FileRefusal::TooLarge { limit: MAX_BYTES / 1024 / 1024 }));
    let mut answer = render(scope, &refused, StatusCode::UNPROCESSABLE_ENTITY).await?;
    if let Some(connection) = request.conn_data::<Connection>() {
        connection.leaves();
    }
    answer.head_mut().set_connection_type(ConnectionType::Close);
    Ok(answer)
}
