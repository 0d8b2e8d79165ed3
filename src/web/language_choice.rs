//! The language that was chosen in a browser, kept in a cookie of its own.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpRequest, HttpResponse};

use super::error::{Error, Result};
use crate::app::App;
use crate::words::Language;

fn cookie_name(app: &App) -> &'static str {
    if app.settings.is_https() { "__Host-partnerdesk-language" } else { "partnerdesk-language" }
}

/// The language chosen in this browser.
pub fn chosen(app: &App, request: &HttpRequest) -> Option<Language> {
    Language::from_code(request.cookie(cookie_name(app))?.value())
}

/// Keeps the choice in this browser.
///
/// # Errors
/// When the cookie cannot be written.
pub fn remember(app: &App, answer: &mut HttpResponse, language: Language) -> Result<()> {
    let cookie = Cookie::build(cookie_name(app), language.code())
        .path("/")
        .max_age(Duration::days(365))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.is_https())
        .finish();
    answer.add_cookie(&cookie).map_err(|error| Error::Cause(error.to_string()))
}
