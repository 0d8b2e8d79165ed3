//! A browser in which somebody has signed in, or opened the link to a first password, is known by a signed cookie of
//! its own: tries at that account from elsewhere do not shut it out. It opens nothing, and outlives sessions.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::door::Door;
use crate::actions::tries::KnownBrowser;
use crate::app::App;
use crate::clock::new_id;
use crate::domain::principal::PrincipalId;
use crate::secrets::Purpose;

fn signed(app: &App, browser: KnownBrowser) -> String {
    let body = format!("{}.{}", browser.id, browser.principal);
    let signature = app.secrets.mac(Purpose::Cookies, format!("known {body}").as_bytes());
    format!("{body}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// Whose browser it is, if we said so.
pub fn read(app: &App, request: &HttpRequest) -> Option<KnownBrowser> {
    let cookie = request.cookie(&Door::of(request).cookie(app, "-known"))?;
    let mut parts = cookie.value().split('.');
    let browser = KnownBrowser { id: parts.next()?.parse().ok()?, principal: parts.next()?.parse().ok()? };
    let signature = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?;
    let body = format!("known {}.{}", browser.id, browser.principal);
    app.secrets.verify(Purpose::Cookies, body.as_bytes(), &signature).then_some(browser)
}

/// Lets the browser be known as this person's.
pub fn put(app: &App, answer: &mut HttpResponse, before: Option<KnownBrowser>, principal: PrincipalId) {
    let id = before.filter(|browser| browser.principal == principal).map_or_else(new_id, |browser| browser.id);
    let door = Door::for_principal(principal);
    let cookie = Cookie::build(door.cookie(app, "-known"), signed(app, KnownBrowser { id, principal }))
        .path(door.cookie_path())
        .max_age(Duration::days(180))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.is_https())
        .finish();
    let _ = answer.add_cookie(&cookie);
}
