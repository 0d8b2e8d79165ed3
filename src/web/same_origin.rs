//! Forged requests: a change is taken only from our own pages.
//!
//! Browsers say where a request comes from. `Sec-Fetch-Site` decides where it is there; browsers
//! leave it out on plain http to a name in the LAN, and then `Origin` must be ours. A request that
//! says neither is no browser's, and may not change anything with a cookie.

use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::{HeaderMap, ORIGIN};

use crate::app::App;

/// Whether the request may be carried out.
pub fn is_allowed(app: &App, request: &HttpRequest) -> bool {
    let site = text(request.headers(), "sec-fetch-site");
    if request.method().is_safe() {
        // Another site may link here, but not read our pages as images or scripts of its own.
        let navigates = text(request.headers(), "sec-fetch-mode").is_none_or(|mode| mode == "navigate");
        return site != Some("cross-site") || (navigates && request.method() == Method::GET);
    }
    match (site, text(request.headers(), ORIGIN.as_str())) {
        (Some("same-origin" | "none"), _) => true,
        (Some(_), _) | (None, None) => false,
        (None, Some(origin)) => is_ours(origin, &app.hosts, app.settings.is_https()),
    }
}

fn is_ours(origin: &str, hosts: &[String], https: bool) -> bool {
    let Some((scheme, host)) = origin.split_once("://") else { return false };
    scheme == if https { "https" } else { "http" } && hosts.iter().any(|ours| ours == &host.to_ascii_lowercase())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_ours_by_scheme_host_and_port() {
        let hosts = ["desk.test:8080".to_owned()];
        assert!(is_ours("http://desk.test:8080", &hosts, false));
        for wrong in
            ["null", "http://desk.test", "http://desk.test:8081", "https://desk.test:8080", "http://evil.test:8080"]
        {
            assert!(!is_ours(wrong, &hosts, false), "{wrong}");
        }
    }
}
