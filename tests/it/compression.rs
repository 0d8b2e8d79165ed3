//! What goes out compressed.

use std::io::Read as _;

use crate::support::{Answer, Browser, Site};

/// Styles and script together, as they are sent.
const MOST: usize = 18_000;

/// What the browser says it can read.
fn accept(browser: &mut Browser, said: &[&str]) {
    browser.headers.retain(|(name, _)| name != "accept-encoding");
    browser.headers.extend(said.iter().map(|said| ("accept-encoding".to_owned(), (*said).to_owned())));
}

fn coding(answer: &Answer) -> &str {
    answer.header("content-encoding")
}

fn decoded(answer: &Answer) -> String {
    let mut text = String::new();
    match coding(answer) {
        "br" => brotli::Decompressor::new(&answer.bytes[..], 4096).read_to_string(&mut text).unwrap(),
        "gzip" => flate2::read::GzDecoder::new(&answer.bytes[..]).read_to_string(&mut text).unwrap(),
        "" => return answer.body.clone(),
        other => panic!("{other} is none of ours"),
    };
    text
}

#[actix_web::test]
async fn styles_and_script_are_light() {
    let site = Site::new().await;
    let mut browser = site.browser().await;
    let page = browser.visit("/sign-in").await;
    let icons = "/static/icons.svg".to_owned();
    let styles = page.attribute("link[rel=stylesheet]", "href").unwrap();
    let script = page.attribute("script", "src").unwrap();
    let mut sum = 0;
    for path in [&styles, &script, &icons] {
        accept(&mut browser, &[]);
        let plain = browser.get(path).await;
        assert_eq!((coding(&plain), plain.header("vary")), ("", "accept-encoding"), "{path}");
        for said in ["br", "gzip"] {
            accept(&mut browser, &[said]);
            let small = browser.get(path).await;
            assert_eq!((small.status, coding(&small)), (200, said), "{path}");
            assert_eq!(small.header("vary"), "accept-encoding", "{path}");
            assert_eq!(decoded(&small), plain.body, "{path}");
            assert!(small.bytes.len() * 2 < plain.bytes.len(), "{path}: {said} {}", small.bytes.len());
            for same in ["content-type", "cache-control", "x-content-type-options", "content-security-policy"] {
                assert_eq!(small.header(same), plain.header(same), "{path}");
            }
            assert!(small.header("cache-control").contains("immutable"), "{path}");
            if said == "br" && path != &icons {
                sum += small.bytes.len();
            }
        }
    }
    assert!(sum <= MOST, "{sum} bytes");
    // A small one is not worth it.
    accept(&mut browser, &["br, gzip"]);
    let icon = browser.get("/static/icon.svg").await;
    assert_eq!((icon.status, coding(&icon), icon.header("vary")), (200, "", ""));
    assert_eq!(coding(&browser.get("/static/nothing.css").await), "");
}

#[actix_web::test]
async fn each_browser_gets_what_it_can_read() {
    let site = Site::new().await;
    let mut kim = site.browser().await;
    let cases: &[(&[&str], &str)] = &[
        (&[], ""),
        (&[""], ""),
        (&["br"], "br"),
        (&["BR"], "br"),
        (&["gzip"], "gzip"),
        (&["GZip;Q=0.3"], "gzip"),
        (&["gzip, deflate"], "gzip"),
        (&["gzip, deflate, br, zstd"], "br"),
        (&["gzip", "br"], "br"),
        (&["br;q=0"], ""),
        (&["br; q=0.000, gzip"], "gzip"),
        (&["gzip;q=0, *"], ""),
        (&["br;q=0.1, gzip;q=0.9"], "gzip"),
        (&["br ; q=0.5 , gzip ; q=0.5"], "br"),
        (&["br;q=2"], ""),
        (&["br;q=x, gzip"], "gzip"),
        (&["identity"], ""),
        (&["identity, br;q=0.5"], ""),
        (&["identity;q=0.5, br"], "br"),
        (&["gzip, identity;q=0"], "gzip"),
        // Who takes nothing that there is gets it as it is.
        (&["identity;q=0"], ""),
        (&["*;q=0"], ""),
        (&["*"], ""),
        (&["*;q=0, gzip"], "gzip"),
        (&["zstd, deflate, compress, x-unknown"], ""),
        (&["brotli, gzipped"], ""),
        (&[", ,;,"], ""),
    ];
    let plain = kim.get("/static/app.js").await.body;
    for (said, expected) in cases {
        accept(&mut kim, said);
        let answer = kim.get("/static/app.js").await;
        assert_eq!((answer.status, coding(&answer)), (200, *expected), "{said:?}");
        assert_eq!(answer.header("vary"), "accept-encoding", "{said:?}");
        assert_eq!(decoded(&answer), plain, "{said:?}");
    }
}
