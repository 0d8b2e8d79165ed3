//! What holds on every page.

use actix_web::http::Method;
use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::role::Role;
use partnerdesk::web::routes;

use crate::support::{Browser, Page, Site};

/// A site with something of everything, and the pages that show it.
pub async fn seeded() -> (Site, Browser, Vec<String>) {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila <b>&\"'", "aquila.example").await;
    let (sku, _) = site.product("Office <i>365</i>", &["Plan <u>A"]).await;
    site.buy(id, sku, 3).await;
    let mut browser = site.sign_in_as(&staff).await;
    browser.submit(&format!("/catalog/products/{sku}/aliases"), &[("alias", "<b>365")]).await;
    let fields = [
        ("display_name", "\"><img src=x onerror=alert(1)>"),
        ("user_name", "eve"),
        ("domain", "aquila.example"),
        ("permissions", "user"),
    ];
    browser.submit(&format!("/customers/{id}/users"), &fields).await;
    let list = browser.visit(&format!("/customers/{id}/users")).await;
    let user = list.attribute("tbody a.name", "href").unwrap();
    let sheet = list.link("Open the confirmation");
    let mut paths: Vec<String> = routes::pages()
        .into_iter()
        .filter(|route| route.method == Method::GET && !route.path.contains(".csv"))
        .filter(|route| {
            ![
                "{user}",
                "{sheet}",
                "{change}",
                "{preview}",
                "{token}",
                "{subscription}",
                "{job}",
                "{staff}",
                "{form}",
                "{upload}",
            ]
            .iter()
            .any(|id| route.path.contains(id))
        })
        .map(|route| route.path.replace("{customer}", &id.to_string()))
        .map(|path| path.replace("{product}", &sku.to_string()).replace("{rule}", "closure_CU"))
        .filter(|path| !path.ends_with("/license-assignments/new") && path != "/sign-in")
        // Those are of customers' users, told in `crate::account`.
        .filter(|path| !path.starts_with("/account"))
        .collect();
    for path in &mut paths {
        if path.ends_with("/aliases/removal") {
            path.push_str("?alias=%3Cb%3E365");
        }
    }
    // A question is about somebody.
    let id_of_user = user.rsplit('/').next().unwrap();
    for path in &mut paths {
        if ["/deletions/new", "/password-resets/new", "/sign-in-blocks", "/license-swaps/new"]
            .iter()
            .any(|end| path.ends_with(end))
        {
            *path = format!("{path}?user={id_of_user}");
        }
    }
    let gone = "018f0000-0000-7000-8000-000000000001";
    let fields = [("user", id_of_user), ("user", gone), ("to", "allowed")];
    let job = browser.post(&format!("/customers/{id}/sign-in-blocks"), &fields).await.location();
    // One is deleted, and her name taken meanwhile.
    let eva = site.user(&staff, id, "Eva Weg", &[]).await;
    browser.post(&format!("/customers/{id}/deletions"), &[("user", &eva.to_string())]).await;
    site.user(&staff, id, "Eva Weg", &[]).await;
    for path in &mut paths {
        if ["/restorations/new", "/purges/new"].iter().any(|end| path.ends_with(end)) {
            *path = format!("{path}?user={eva}");
        }
    }
    let manage = browser.visit(&user).await.link("Manage licenses");
    let (plan, change) = licenses(&site, &mut browser, id, id_of_user).await;
    paths.extend([job, sheet.clone(), format!("{sheet}/print"), manage, plan, change, user]);
    paths.extend(uploads(&site, &mut browser, id).await);
    let colleague = site.staff(Role::AdminAgent).await;
    site.sign_in_as(&colleague).await;
    let member = format!("/staff/{}", colleague.id);
    paths.extend(["", "/blocking", "/removal", "/password"].map(|rest| format!("{member}{rest}")));
    (site, browser, paths)
}

/// The pages of a file that is reviewed, of one whose columns nobody knows, and of one that is saved.
async fn uploads(site: &Site, browser: &mut Browser, id: CustomerId) -> Vec<String> {
    let path = format!("/customers/{id}/uploads");
    let saved =
        browser.upload(&path, "one.csv", b"Display name,Email\nFay Weg,fay@aquila.example\n", &[]).await.location();
    let page = browser.visit(&saved).await;
    let fields = [("revision", page.value("revision")), ("then", "save".into()), ("permissions", "user".into())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(&saved, &fields).await;
    partnerdesk::tasks::work_off(&site.app).await.unwrap();
    let rows = "Display name,Email,Shoe,Password,Permissions\n<b>\"x\"</b>,eve@elsewhere.example,1,x,\n\
        Gil Weg,gil,2,x,Global administrator\nFay Weg,fay@aquila.example,3,x,\n";
    let review = browser.upload(&path, "<b>.csv", rows.as_bytes(), &[]).await.location();
    let unknown = browser.upload(&path, "list.csv", b"Who,Shoe\nIda Weg,42\n", &[]).await.location();
    let reading = format!("{unknown}/reading");
    vec![
        format!("{review}/removal"),
        format!("{review}/reading"),
        format!("{reading}?samples=shown"),
        review,
        reading,
        saved,
    ]
}

/// A preview of many users' licenses with all that can stand there, and what became of another one.
async fn licenses(site: &Site, browser: &mut Browser, id: CustomerId, user: &str) -> (String, String) {
    let path = format!("/customers/{id}/license-assignments");
    let (short, fine) = (site.owns(id, "Short", 1).await.to_string(), site.owns(id, "Fine", 9).await.to_string());
    let ada = site.user(&site.staff(Role::GlobalAdmin).await, id, "Ada Two", &[]).await.to_string();
    let fields = [("user", user), ("user", &ada), ("license", &short), ("license", &fine)];
    let plan = browser.post(&format!("{path}/preview"), &fields).await.location();
    let page = browser.visit(&plan).await;
    let save = [("preview", page.value("preview")), ("seen", page.value("seen"))];
    let save: Vec<(&str, &str)> = save.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let change = browser.post(&path, &save).await.location();
    let again = [("user", user), ("user", &ada), ("license", &short)];
    (browser.post(&format!("{path}/preview"), &again).await.location(), change)
}

/// Whether a page is well made.
pub fn check(path: &str, page: &Page) {
    assert_eq!(page.select("h1").len(), 1, "{path}: one heading");
    for (element, attribute) in [("a", "href"), ("form", "action"), ("link", "href"), ("script", "src")] {
        for found in page.select(element) {
            let value = found.attr(attribute);
            assert!(value != Some(""), "{path}: an empty {attribute}");
            assert!(value.is_none_or(|value| value.starts_with(['/', '#'])), "{path}: {value:?} leads elsewhere");
        }
    }
    for field in page.select("input:not([type=hidden]), select, textarea") {
        let id = field.attr("id").unwrap_or("");
        let by = field.attr("aria-labelledby").unwrap_or("");
        let labelled = field.attr("aria-label").is_some()
            || (!by.is_empty() && by.split(' ').all(|id| !page.select(&format!("[id='{id}']")).is_empty()))
            || field.ancestors().any(|up| up.value().as_element().is_some_and(|up| up.name() == "label"))
            || !page.select(&format!("label[for='{id}']")).is_empty();
        assert!(labelled, "{path}: a field without a label: {}", field.html());
    }
    let mut ids: Vec<&str> = page.select("[id]").iter().filter_map(|found| found.attr("id")).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{path}: an id stands twice");
    assert!(page.select("img, [style], [onclick], [onerror], script:not([src])").is_empty(), "{path}: inline code");
}

#[actix_web::test]
async fn every_page_is_well_made_in_both_languages() {
    let (_site, mut browser, paths) = seeded().await;
    for language in ["en", "it"] {
        browser.submit("/language", &[("language", language), ("return", "/")]).await;
        for path in &paths {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, 200, "{path}");
            let page = answer.page();
            check(path, &page);
            assert_eq!(page.attribute("html", "lang").unwrap(), language);
            assert!(!page.select("form[action='/sign-out']").is_empty(), "{path}: a way to sign out");
            // A key without words would show as itself.
            for word in page.text().split_whitespace() {
                let is_key = word.len() > 6
                    && word.contains('-')
                    && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                    && ["column-", "filter-", "tile-", "refusal-", "flash-", "page-", "sheet-", "seats-"]
                        .iter()
                        .any(|start| word.starts_with(start));
                assert!(!is_key, "{path}: no words for {word} in {language}");
            }
        }
    }
}

#[actix_web::test]
async fn every_answer_wears_the_same_headers() {
    let (_site, mut browser, paths) = seeded().await;
    let mut cases: Vec<(Method, String)> = paths.into_iter().map(|path| (Method::GET, path)).collect();
    cases.extend([
        (Method::GET, "/nowhere".to_owned()),
        (Method::PUT, "/customers".to_owned()),
        (Method::POST, "/customers".to_owned()),
        (Method::GET, "/customers.csv".to_owned()),
        (Method::GET, "/sign-in".to_owned()),
        (Method::GET, "/static/app.css".to_owned()),
    ]);
    for (method, path) in cases {
        let answer = browser.request(method.clone(), &path, (method == Method::POST).then(String::new)).await;
        let told = format!("{method} {path}");
        assert!(
            answer.header("content-security-policy").starts_with("default-src 'none'; script-src 'self'"),
            "{told}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{told}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{told}");
        assert!(!answer.header("x-request-id").is_empty(), "{told}");
        let kept = answer.header("cache-control");
        assert_eq!(kept.contains("immutable"), path.starts_with("/static/"), "{told}: {kept}");
    }
}

#[actix_web::test]
async fn cookies_are_kept_from_scripts_and_other_sites() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut browser = site.browser().await;
    let fields = [("email", staff.email.as_str()), ("password", crate::support::PASSWORD)];
    let answer = browser.post("/sign-in", &fields).await;
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    assert!(!cookie.contains("Secure"), "on plain http it would be dropped");

    let site = Site::with(|settings| settings.public_url = Some("https://desk.test".parse().unwrap())).await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut browser = site.browser().await;
    browser.headers = vec![("origin".into(), "https://desk.test".into())];
    let fields = [("email", staff.email.as_str()), ("password", crate::support::PASSWORD)];
    let answer = browser.post("/sign-in", &fields).await;
    let cookies: Vec<&str> = answer.headers.get_all("set-cookie").map(|value| value.to_str().unwrap()).collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    for cookie in &cookies {
        assert!(cookie.starts_with("__Host-partnerdesk") && cookie.contains("Secure"), "{cookie}");
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
            "{cookie}"
        );
    }
    assert!(cookies.iter().any(|cookie| cookie.starts_with("__Host-partnerdesk=")), "{cookies:?}");
    assert!(answer.header("strict-transport-security").contains("includeSubDomains"));
}

#[actix_web::test]
async fn a_page_of_fifty_users_is_light() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut skus = Vec::new();
    for number in 0..18 {
        skus.push(site.owns(id, &format!("Microsoft 365 Product Number {number}"), 100).await);
    }
    for number in 0..50 {
        site.user(&staff, id, &format!("Somebody With A Longer Name {number:03}"), &skus[..3]).await;
    }
    let body = site.sign_in_as(&staff).await.get(&format!("/customers/{id}/users")).await.body;
    // What no translation may alter is marked.
    assert!(body.len() < 62_000, "{} bytes", body.len());
}
