//! Styles, script and icons, embedded in the program and named by what is in them.

use std::sync::OnceLock;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use rust_embed::RustEmbed;

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

/// GET /static/{name}
pub async fn show(name: web::Path<String>) -> Result {
    let file = Files::get(&name).ok_or(Problem::NotFound)?;
    let kind = match name.rsplit_once('.').map(|(_, kind)| kind) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return Err(Problem::NotFound.into()),
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(file.data.into_owned()))
}
