//! The language of a browser: the one that was chosen there, kept in a cookie of its own, or the one it wishes.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{AcceptLanguage, Header as _, Quality};
use actix_web::{HttpRequest, HttpResponse};

use super::door::Door;
use super::error::{Error, Result};
use crate::app::App;
use crate::words::Language;

/// The language chosen in this browser.
pub fn chosen(app: &App, request: &HttpRequest) -> Option<Language> {
    Language::from_code(request.cookie(&Door::of(request).cookie(app, "-language"))?.value())
}

/// The best of ours for the browser's `Accept-Language`; English when it wants neither. A weight of nought refuses.
pub fn wished(request: &HttpRequest) -> Language {
    let Ok(mut wishes) = AcceptLanguage::parse(request) else { return Language::default() };
    wishes.0.retain(|wish| wish.quality > Quality::ZERO);
    let ranked = wishes.ranked();
    let ours = ranked.iter().find_map(|wish| Language::from_code(wish.item()?.primary_language()));
    ours.unwrap_or_default()
}

/// Keeps the choice in this browser, for the pages behind this door.
///
/// # Errors
/// When the cookie cannot be written.
pub fn remember(app: &App, door: Door, answer: &mut HttpResponse, language: Language) -> Result<()> {
    put(app, door, answer, language.code(), Duration::days(365))
}

/// Lets the browser have the language it wishes again.
///
/// # Errors
/// When the cookie cannot be written.
pub fn forget(app: &App, door: Door, answer: &mut HttpResponse) -> Result<()> {
    put(app, door, answer, "", Duration::ZERO)
}

fn put(app: &App, door: Door, answer: &mut HttpResponse, code: &str, age: Duration) -> Result<()> {
    let cookie = Cookie::build(door.cookie(app, "-language"), code)
        .path(door.cookie_path())
        .max_age(age)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.is_https())
        .finish();
    answer.add_cookie(&cookie).map_err(|error| Error::Cause(error.to_string()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn browsers_get_the_language_they_wish() {
        for (wish, language) in [
            ("it-IT,it;q=0.9,en;q=0.8", Language::Italian),
            ("IT-it", Language::Italian),
            ("de,en;q=0.7,it;q=0.8", Language::Italian),
            ("de, it_IT, it ; q=0.3", Language::Italian),
            ("fr", Language::English),
            ("*", Language::English),
            ("", Language::English),
            (",;q=,\u{e8}", Language::English),
            ("en-US,it;q=0.5", Language::English),
            ("it;q=0", Language::English),
        ] {
            let request = TestRequest::default().insert_header(("accept-language", wish)).to_http_request();
            assert_eq!(wished(&request), language, "{wish}");
        }
        assert_eq!(wished(&TestRequest::default().to_http_request()), Language::English);
    }
}
