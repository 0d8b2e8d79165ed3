//! The reader's language, by a choice that lasts.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::error::{Problem, Result};
use super::form::{Fields, Form};
use super::page::see_other;
use super::paths;
use super::visit::Anybody;
use crate::actions::staff;
use crate::app::App;
use crate::words::Language;

fn cookie_name(app: &App) -> &'static str {
    if app.settings.is_https() { "__Host-partnerdesk-language" } else { "partnerdesk-language" }
}

/// The language chosen in this browser.
#[must_use]
pub fn chosen(app: &App, request: &HttpRequest) -> Option<Language> {
    Language::from_code(request.cookie(cookie_name(app))?.value())
}

#[derive(Deserialize)]
pub struct Choice {
    #[serde(default)]
    language: String,
    #[serde(default, rename = "return")]
    back: String,
}

impl Fields for Choice {
    // Anybody may send one.
    const LIMIT: usize = 4 * 1024;
}

/// POST /language
pub async fn choose(visit: Anybody, form: Form<Choice>) -> Result<HttpResponse> {
    let language = Language::from_code(&form.fields.language).ok_or(Problem::Unreadable)?;
    if visit.staff.is_some() {
        staff::set_language(&visit.actor(), language).await?;
    }
    let mut answer = see_other(paths::safe_return(&form.fields.back));
    remember(&visit.app, &mut answer, language)?;
    Ok(answer)
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
    answer.add_cookie(&cookie).map_err(|error| super::error::Error::Cause(error.to_string()))
}
