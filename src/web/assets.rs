//! Styles, script and icons, embedded in the program and named by what is in them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ContentEncoding};
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::RustEmbed;

use super::compression::{self, Effort};
use super::error::{Problem, Result};
use crate::secrets::hex;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// The address of a file, which changes with its content: browsers may keep it forever.
pub fn address(name: &str) -> String {
    let version = Files::get(name).map(|file| hex(&file.metadata.sha256_hash()[..6])).unwrap_or_default();
    format!("/static/{name}?v={version}")
}

/// Addresses that every page needs.
#[derive(Debug)]
pub struct Addresses {
    pub styles: String,
    pub script: String,
    pub icons: String,
    pub icon: String,
}

/// See [`Addresses`].
pub fn addresses() -> &'static Addresses {
    static ADDRESSES: OnceLock<Addresses> = OnceLock::new();
    ADDRESSES.get_or_init(|| Addresses {
        styles: address("app.css"),
        script: address("app.js"),
        icons: address("icons.svg"),
        icon: address("icon.svg"),
    })
}

/// A file in all forms in which it goes out. Small ones are made when they are first asked for: that takes
/// 40 ms for the styles, once in a process, and nothing when the server starts.
struct File {
    kind: &'static str,
    plain: Bytes,
    br: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
}

impl File {
    fn read(name: &str) -> Option<Self> {
        let kind = match name.rsplit_once('.').map(|(_, kind)| kind) {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => return None,
        };
        let plain = match Files::get(name)?.data {
            Cow::Borrowed(data) => Bytes::from_static(data),
            Cow::Owned(data) => data.into(),
        };
        Some(Self { kind, plain, br: OnceLock::new(), gzip: OnceLock::new() })
    }

    fn compressed(&self, coding: ContentEncoding) -> Option<Bytes> {
        let made = match coding {
            ContentEncoding::Brotli => &self.br,
            ContentEncoding::Gzip => &self.gzip,
            _ => return None,
        };
        made.get_or_init(|| compression::compress(&self.plain, coding, Effort::Once)).clone()
    }
}

fn files() -> &'static BTreeMap<String, File> {
    static FILES: OnceLock<BTreeMap<String, File>> = OnceLock::new();
    let read = |name: Cow<'static, str>| File::read(&name).map(|file| (name.into_owned(), file));
    FILES.get_or_init(|| Files::iter().filter_map(read).collect())
}

/// GET /static/{name}
pub async fn show(request: HttpRequest, name: Path<String>) -> Result {
    let file = files().get(name.as_str()).ok_or(Problem::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((CONTENT_TYPE, file.kind))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"));
    if compression::pays(file.plain.len()) {
        answer.insert_header(compression::VARY);
    }
    let coding = compression::accepted(&request);
    Ok(match file.compressed(coding) {
        Some(small) => answer.insert_header(coding).body(small),
        None => answer.body(file.plain.clone()),
    })
}
