//! Addresses: of others' things, of nothing, by the wrong method, forged; reading that changes nothing.

use actix_web::http::Method;
use partnerdesk::domain::role::Role;
use partnerdesk::web::routes;

use crate::support::{HOST, Site};

/// A path of the table with real ids in it.
fn filled(path: &str, customer: &str, user: &str, staff: &str) -> String {
    path.replace("{customer}", customer)
        .replace("{staff}", staff)
        .replace("{session}", "018f0000-0000-7000-8000-000000000001")
        .replace("{user}", user)
        .replace("{sheet}", "018f0000-0000-7000-8000-000000000001")
        .replace("{mail}", "018f0000-0000-7000-8000-000000000001")
        .replace("{subscription}", "018f0000-0000-7000-8000-000000000001")
        .replace("{job}", "018f0000-0000-7000-8000-000000000001")
        .replace("{upload}", "018f0000-0000-7000-8000-000000000001")
        .replace("{preview}", "018f0000-0000-7000-8000-000000000001")
        .replace("{change}", "018f0000-0000-7000-8000-000000000001")
        .replace("{product}", "018f0000-0000-7000-8000-000000000001")
        .replace("{rule}", "closure_CU")
        .replace("{token}", "nothing")
}

#[actix_web::test]
async fn another_customer_s_things_are_not_found() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let ours = site.customer("Aquila", "aquila.example").await;
    let theirs = site.customer("CANARY-7f3a", "canary-7f3a.example").await;
    let user = site.user(&staff, theirs, "CANARY-7f3a", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    for customer in [ours.to_string(), "018f0000-0000-7000-8000-000000000009".into(), "nonsense".into()] {
        for route in routes::pages().into_iter().filter(|route| route.path.contains("{customer}")) {
            if customer == ours.to_string() && !route.path.contains("{user}") {
                continue;
            }
            let path = filled(route.path, &customer, &user.to_string(), "");
            let body = (route.method == Method::POST).then(String::new);
            let answer = kim.request(route.method.clone(), &path, body).await;
            assert_eq!(answer.status, 404, "{} {path}", route.method);
            assert!(!answer.body.contains("CANARY-7f3a"), "{path}");
        }
    }
    let answer = kim.get(&format!("/customers/{ours}/license-assignments/new?user={user}")).await;
    assert_eq!(answer.status, 404);
    let answer = kim.post(&format!("/customers/{ours}/license-assignments"), &[("user", &user.to_string())]).await;
    assert_eq!(answer.status, 404);
}

#[actix_web::test]
async fn wrong_methods_and_paths_get_a_page() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    for (method, path, status) in [
        (Method::PUT, "/customers", 405),
        (Method::DELETE, "/", 405),
        (Method::TRACE, "/", 405),
        (Method::POST, "/customers/new", 405),
        (Method::GET, "/nowhere", 404),
        (Method::GET, "/customers/", 404),
        (Method::GET, "/static/nothing.css", 404),
        (Method::GET, "/static/..%2fCargo.toml", 404),
    ] {
        let answer = kim.request(method.clone(), path, None).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.page().select("h1").len(), 1, "{method} {path}");
    }
}

#[actix_web::test]
async fn reading_changes_nothing() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let state = async || {
        let events = partnerdesk::store::audit::after(site.app.db.read(), id, 0, 1000).await.unwrap().len();
        (events, site.now(id).await.version)
    };
    let before = state().await;
    for route in routes::pages().into_iter().filter(|route| route.method == Method::GET) {
        let path = filled(route.path, &id.to_string(), &user.to_string(), &staff.id.to_string());
        for method in [Method::GET, Method::HEAD] {
            let answer = kim.request(method, &path, None).await;
            assert!(answer.status < 500, "{path}");
        }
    }
    assert_eq!(state().await, before);
}

#[actix_web::test]
async fn forged_requests_are_refused() {
    let site = Site::new().await;
    let kim = site.sign_in(Role::GlobalAdmin).await;
    let ours = format!("http://{HOST}");
    // Sec-Fetch-Site, Origin, passes
    let cases = [
        (Some("same-origin"), None, true),
        (Some("none"), None, true),
        (Some("same-site"), Some(ours.as_str()), false),
        (Some("cross-site"), Some(ours.as_str()), false),
        (None, Some(ours.as_str()), true),
        (None, Some("null"), false),
        (None, Some("http://evil.example"), false),
        (None, Some("https://desk.test"), false),
        (None, Some("http://desk.test:8080"), false),
        (None, None, false),
    ];
    for (fetch, origin, passes) in cases {
        let mut forged = kim.clone();
        forged.headers.clear();
        forged.headers.extend(fetch.map(|value| ("sec-fetch-site".to_owned(), value.to_owned())));
        forged.headers.extend(origin.map(|value| ("origin".to_owned(), value.to_owned())));
        let answer = forged.post("/customers", &[]).await;
        assert_eq!(answer.status, if passes { 422 } else { 403 }, "{fetch:?} {origin:?}");
    }
    let mut image = kim.clone();
    image.headers = vec![("sec-fetch-site".into(), "cross-site".into()), ("sec-fetch-mode".into(), "no-cors".into())];
    assert_eq!(image.get("/customers").await.status, 403);
    let mut link = kim.clone();
    link.headers = vec![("sec-fetch-site".into(), "cross-site".into()), ("sec-fetch-mode".into(), "navigate".into())];
    assert_eq!(link.get("/customers").await.status, 200);
}

#[actix_web::test]
async fn other_hosts_are_misdirected_and_forwarded_ones_not_believed() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    for name in ["forwarded", "x-forwarded-host", "x-forwarded-for", "x-forwarded-proto"] {
        kim.headers.push((name.into(), "host=evil.example;for=1.2.3.4".into()));
    }
    let answer = kim.get("/customers").await;
    assert_eq!(answer.status, 200);
    assert!(!answer.body.contains("evil.example"));
    kim.headers.push(("host".into(), "evil.example".into()));
    assert_eq!(kim.get("/customers").await.status, 421);
}
