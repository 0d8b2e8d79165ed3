//! Names, secrets and ids: no browser's translation alters them; the customer stands first in the title; and
//! what a summary of errors names is called as its field is.

use scraper::ElementRef;

use crate::pages::seeded;
use crate::support::{Browser, Page, Site};
use partnerdesk::domain::role::Role;

/// Whether a browser that translates leaves this element alone.
fn is_kept(element: ElementRef<'_>) -> bool {
    let own = |one: ElementRef<'_>| one.attr("translate") == Some("no");
    own(element) || element.ancestors().filter_map(ElementRef::wrap).any(own)
}

/// What a translation would alter on this page: texts that are one of `names`, or hold a user name or id.
fn altered(page: &Page, names: &[String], within: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for element in page.select("body, body *").into_iter().filter(|one| one.value().name() != "script") {
        for text in element.children().filter_map(|child| child.value().as_text().map(|text| text.trim().to_owned())) {
            let is_name = names.contains(&text) || within.iter().any(|name| text.contains(name));
            if is_name && !is_kept(element) {
                found.push(format!("{}: {text}", element.value().name()));
            }
        }
    }
    let fields = "input[name=user_name], input[name=display_name], input[name=first_name], input[name=last_name], \
        input[name=primary_domain], textarea[name=further_domains], input[name=microsoft_id], input[name=email], \
        input[name=contact_email], input[type=password], select[name=domain]";
    for field in page.select(fields) {
        let is_select = field.value().name() == "select";
        if !is_kept(field) || !is_select && field.attr("spellcheck") != Some("false") {
            found.push(field.html());
        }
    }
    found
}

#[actix_web::test]
async fn no_translation_alters_a_secret_a_name_or_an_id() {
    let (site, mut browser, paths) = seeded().await;
    let sheet = paths.iter().find(|path| path.contains("/sheets/") && !path.ends_with("/print")).unwrap();
    let mut secrets = browser.visit(sheet).await.texts("td .password");
    assert!(!secrets.is_empty());
    let staff = partnerdesk::store::staff::all(site.app.db.read()).await.unwrap();
    let mut names: Vec<String> = staff.iter().map(|one| one.name.clone()).collect();
    names.extend(["Aquila <b>&\"'", "\"><img src=x onerror=alert(1)>", "Eva Weg", "Ada Two"].map(str::to_owned));
    let mut within: Vec<String> = staff.iter().map(|one| one.email.as_str().to_owned()).collect();
    within.extend(["eve@aquila.example", "eva.weg@aquila.example", "ada.two@aquila.example"].map(str::to_owned));
    within.append(&mut secrets);
    for path in &paths {
        let page = browser.visit(path).await;
        assert_eq!(altered(&page, &names, &within), Vec::<String>::new(), "{path}");
    }
}

#[actix_web::test]
async fn the_title_of_every_page_of_a_customer_begins_with_the_customer() {
    let (_site, mut browser, paths) = seeded().await;
    let of_customer = |path: &&String| path.starts_with("/customers/") && !path.starts_with("/customers/new");
    let mut seen = 0;
    for path in paths.iter().filter(of_customer) {
        let page = browser.visit(path).await;
        let title = page.texts("title").join("");
        assert!(title.starts_with("Aquila <b>&\"' · ") && title.ends_with(" · Partnerdesk"), "{path}: {title}");
        seen += 1;
    }
    assert!(seen > 15, "{seen}");
    assert_eq!(browser.visit("/").await.texts("title"), ["Dashboard · Partnerdesk"]);
}

async fn called_alike(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) {
    let answer = browser.post(path, fields).await;
    assert_eq!(answer.status, 422, "{path}");
    let page = answer.page();
    let links = page.select(".summary li a");
    assert!(!links.is_empty(), "{path}: no summary");
    for link in links {
        let field = link.attr("href").unwrap().trim_start_matches('#').to_owned();
        let told: String = link.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        let mut labels = page.texts(&format!("label[for='{field}']"));
        labels.extend(page.texts(&format!("fieldset[id='{field}'] > legend")));
        let is_alike = labels.iter().any(|label| told.starts_with(&format!("{label}: ")));
        assert!(is_alike, "{path}: {told}, where the field is called {labels:?}");
    }
}

#[actix_web::test]
async fn a_summary_calls_a_field_what_its_label_does() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    site.owns(id, "Office 365 E3", 3).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    for language in ["en", "it"] {
        kim.submit("/language", &[("language", language), ("return", "/")]).await;
        let short = [("current", "x"), ("password", "short"), ("password_again", "other")];
        called_alike(&mut kim, "/profile/password", &short).await;
        called_alike(&mut kim, "/customers", &[("contact_email", "x"), ("microsoft_id", "x")]).await;
        called_alike(&mut kim, &format!("/customers/{id}/users"), &[("user_name", "-"), ("domain", "x")]).await;
        called_alike(&mut kim, &format!("/customers/{id}/subscriptions/new"), &[]).await;
        called_alike(&mut kim, "/staff", &[]).await;
    }
}
