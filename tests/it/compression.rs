//! What goes out compressed, and that nothing secret ever does.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use actix_web::http::Method;
use partnerdesk::actions::staff::open_setup;
use partnerdesk::domain::role::Role;
use partnerdesk::web::routes;

use crate::detours::{later, with_password};
use crate::pages::seeded;
use crate::support::{Answer, Browser, Page, Site};

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

/// Without what is another one at each visit.
fn settled(body: &str) -> String {
    const FORM: &str = "name=\"form_id\" value=\"";
    const LEFT: &str = "data-left=\"";
    let mut parts = body.split(FORM);
    let first = parts.next().unwrap().to_owned();
    let body = parts.fold(first, |text, part| text + FORM + &part[36..]);
    // Seconds until the session ends.
    let mut parts = body.split(LEFT);
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + LEFT + part.trim_start_matches(|c: char| c.is_ascii_digit()))
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
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
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
    let plain = settled(&kim.get("/roles").await.body);
    for (said, expected) in cases {
        accept(&mut kim, said);
        for path in ["/roles", "/static/app.js"] {
            let answer = kim.get(path).await;
            assert_eq!((answer.status, coding(&answer)), (200, *expected), "{path}: {said:?}");
            assert_eq!(answer.header("vary"), "accept-encoding", "{path}: {said:?}");
        }
        assert_eq!(settled(&decoded(&kim.get("/roles").await)), plain, "{said:?}");
    }
}

/// What is about passwords, signing in or somebody of the staff: never compressed, whatever stands there today.
fn is_close_to_secrets(path: &str) -> bool {
    let starts = ["/sign-in", "/setup", "/reauthentication", "/kept-forms", "/profile", "/staff/"];
    starts.iter().any(|start| path.starts_with(start))
        || ["/sheets/", "password"].iter().any(|part| path.contains(part))
}

#[test]
fn the_table_names_no_page_close_to_secrets() {
    let (mut compressed, mut close) = (0, 0);
    for route in routes::pages() {
        let is_close = is_close_to_secrets(route.path);
        if route.is_compressed {
            assert!(route.method == Method::GET && !is_close, "{} {}", route.method, route.path);
            assert!(!route.path.contains(".csv"), "{}", route.path);
            assert!(route.permission.is_some(), "{}: anybody may read it", route.path);
        }
        compressed += usize::from(route.is_compressed);
        close += usize::from(is_close);
    }
    assert!(compressed > 20 && close > 20, "{compressed} {close}");
}

/// A template that begins to show passwords is noticed here, and its route is then to be looked at.
#[test]
fn passwords_stand_in_four_templates_that_are_not_compressed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let (mut open, mut found) = (vec![root.clone()], Vec::new());
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        if text.contains("passwords::") || text.contains("class=\"password\"") || text.contains("password.as_str()") {
            found.push(path.strip_prefix(&root).unwrap().display().to_string());
        }
    }
    found.sort_unstable();
    // The first one says how a password is shown, wherever it is.
    let expected = [
        "components/passwords.html",
        "handover/show.html",
        "sheets/print.html",
        "sheets/show.html",
        "staff/password.html",
    ];
    assert_eq!(found, expected);
}

#[actix_web::test]
async fn every_page_goes_out_small_but_those_close_to_secrets() {
    let (_site, mut browser, paths) = seeded().await;
    let sheet = paths.iter().find(|path| path.contains("/sheets/")).unwrap();
    let secrets = browser.visit(sheet).await.texts(".password");
    assert!(!secrets.is_empty());
    let shows = |body: &str| secrets.iter().any(|secret| body.contains(secret));
    let (mut small, mut secret) = (0, 0);
    for path in &paths {
        accept(&mut browser, &[]);
        let plain = browser.get(path).await;
        assert_eq!(coding(&plain), "", "{path}");
        for said in ["br", "gzip"] {
            accept(&mut browser, &[said]);
            let answer = browser.get(path).await;
            let is_close = is_close_to_secrets(path);
            let expected = if is_close { ("", "") } else { (said, "accept-encoding") };
            assert_eq!((coding(&answer), answer.header("vary")), expected, "{path}");
            let body = decoded(&answer);
            assert_eq!(settled(&body), settled(&plain.body), "{path}");
            assert!(is_close || (answer.bytes.len() < body.len() && !shows(&body)), "{path}");
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
            assert_eq!(answer.header("x-request-id").len(), 36, "{path}");
            small += usize::from(!is_close);
            secret += usize::from(shows(&body));
        }
    }
    assert!(small > 40, "{small}");
    assert_eq!(secret, 4, "the sheet and its slips, both ways");
}

/// An answer that went out as it is.
fn untouched(answer: &Answer, status: u16) -> Page {
    assert_eq!((answer.status, coding(answer), answer.header("vary")), (status, "", ""), "{}", answer.body);
    answer.page()
}

#[actix_web::test]
async fn a_new_password_is_never_compressed() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in_as(&staff).await;
    accept(&mut kim, &["br, gzip"]);

    let fields = [("email", "bo@partner.example"), ("name", "Bo Lind"), ("role", "sales-agent")];
    let page = untouched(&kim.post("/staff", &fields).await, 200);
    assert_eq!(page.texts("code.password").len(), 1);
    let member = page.link("Done");
    untouched(&kim.get(&member).await, 200);
    untouched(&kim.get(&format!("{member}/password")).await, 200);
    let page = untouched(&kim.post(&format!("{member}/password"), &[]).await, 200);
    assert_eq!(page.texts("code.password").len(), 1);

    let fields = [
        ("display_name", "Ada"),
        ("user_name", "ada"),
        ("domain", "aquila.example"),
        ("permissions", "user"),
        ("location", "IT"),
    ];
    assert_eq!(kim.post(&format!("/customers/{id}/users"), &fields).await.status, 303);
    let user = site.user(&staff, id, "Marta Esposito", &[]).await.to_string();
    untouched(&kim.get(&format!("/customers/{id}/password-resets/new?user={user}")).await, 200);
    let answer = kim.post(&format!("/customers/{id}/password-resets"), &[("user", &user)]).await;
    assert_eq!((answer.status, coding(&answer), answer.header("vary")), (303, "", ""));
    let sheet = answer.location();
    assert!(sheet.contains("/sheets/"), "{sheet}");
    for rest in ["", "?page=1", "/print"] {
        let page = untouched(&kim.get(&format!("{sheet}{rest}")).await, 200);
        assert_eq!(page.texts(".password").len(), 2, "{rest}");
        assert_eq!(coding(&kim.request(Method::HEAD, &format!("{sheet}{rest}"), None).await), "");
    }
    let file = kim.get(&format!("{sheet}.csv")).await;
    assert!(file.body.contains("Temporary password"));
    untouched(&file, 200);
    assert_eq!(kim.post(&format!("{sheet}/completion"), &[]).await.status, 303);
    untouched(&kim.get(&sheet).await, 410);
}

#[actix_web::test]
async fn links_and_what_is_typed_in_to_sign_in_are_never_compressed() {
    let site = Site::new().await;
    let mut first = site.browser().await;
    accept(&mut first, &["br, gzip"]);
    let link = format!("/setup/{}", open_setup(&site.app).await.unwrap().unwrap());
    let page = untouched(&first.get(&link).await, 200);
    assert_eq!(page.heading(), "Set up Partnerdesk");
    untouched(&first.post(&link, &[("name", "Ada"), ("password", "short")]).await, 422);
    untouched(&first.get("/setup/wrong").await, 404);

    let staff = site.staff(Role::GlobalAdmin).await;
    untouched(&first.get("/sign-in").await, 200);
    untouched(&first.post("/sign-in", &[("email", "a@b.example"), ("password", "wrong")]).await, 422);
    let led = first.get("/customers").await;
    assert_eq!((led.status, coding(&led), led.header("vary")), (303, "", ""));

    let mut kim = site.sign_in_as(&staff).await;
    accept(&mut kim, &["br, gzip"]);
    untouched(&kim.get("/profile/password").await, 200);
    untouched(&kim.post("/profile/password", &[("current", "wrong")]).await, 422);
    untouched(&kim.get("/reauthentication").await, 200);
    untouched(&kim.post("/reauthentication", &[("current", "wrong")]).await, 422);
    // A form that comes back is the answer to what was sent.
    let lee = site.staff(Role::SalesAgent).await;
    later(&site, 11);
    let asked = kim.post(&format!("/staff/{}/password", lee.id), &[]).await.location();
    untouched(&kim.get(&asked).await, 200);
    let kept = with_password(&mut kim, &asked).await;
    untouched(&kim.get(&kept).await, 200);
}

#[actix_web::test]
async fn what_was_sent_files_and_led_away_go_out_as_they_are() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    accept(&mut kim, &["br, gzip"]);
    for file in ["/customers.csv", "/activity.csv", &format!("/customers/{id}/users.csv")] {
        untouched(&kim.get(file).await, 200);
    }
    untouched(&kim.post(&format!("/customers/{id}/users"), &[("display_name", "<b>")]).await, 422);
    untouched(&kim.get("/nowhere").await, 404);
    untouched(&kim.request(Method::PUT, "/customers", None).await, 405);
    // A problem on a page that may be compressed is a page like it.
    let wrong = kim.get("/customers?after=nonsense").await;
    assert_eq!((wrong.status, coding(&wrong), wrong.header("vary")), (400, "br", "accept-encoding"));
    assert_eq!(Page::new(&decoded(&wrong)).select("h1").len(), 1);
    let gone = kim.get(&format!("/customers/{id}/jobs/018f0000-0000-7000-8000-000000000001")).await;
    assert_eq!((gone.status, coding(&gone)), (404, "br"));
}
