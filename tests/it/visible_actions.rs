//! What the pages offer to each role: nothing that would be refused, and everything that is not.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::Method;
use partnerdesk::domain::permission::{Permission, permits};
use partnerdesk::domain::role::Role;
use partnerdesk::web::routes;

use crate::deleted::delete;
use crate::support::{Page, Site};

/// Addresses of one kind that are looked at: a list links to each of its rows.
const OF_A_KIND: usize = 4;

/// Where nothing on a page leads, and why.
const NOT_LINKED: [&str; 23] = [
    // Typed, or reached by everybody who is signed in, from every page.
    "GET /sign-in",
    "POST /sign-in",
    "GET /setup/{token}",
    "POST /setup/{token}",
    // Leads to nobody of the staff; no link is issued here.
    "GET /handover/{token}",
    "POST /handover/{token}",
    "GET /customers/{customer}/sheets/{sheet}/links.csv",
    "POST /customers/{customer}/users/{user}/link-revocation",
    "GET /customers/{customer}/sheets/{sheet}/drafts.eml",
    "GET /customers/{customer}/sheets/{sheet}/drafts/{user}.eml",
    // What a form is answered with.
    "GET /customers/{customer}/jobs/{job}",
    // Where the way leads when a password was given too long ago, and when the clock has jumped.
    "GET /reauthentication",
    "POST /reauthentication",
    "GET /kept-forms/{form}",
    "POST /clock-confirmation",
    // There is one session here.
    "POST /profile/sessions/end",
    "POST /profile/sessions/{session}/end",
    "POST /staff/{staff}/unblocking",
    // There is no mail server here.
    "POST /settings/mail/test",
    "POST /customers/{customer}/sheets/{sheet}/mails",
    "POST /customers/{customer}/mails/{mail}/withdrawal",
    "POST /customers/{customer}/mails/{mail}/repetition",
    // There is nothing under way here.
    "POST /customers/{customer}/uploads/{upload}/stopping",
];

/// The line of the table of routes that an address belongs to.
fn route(method: &Method, address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap();
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |pattern: &str| {
        let wanted: Vec<&str> = pattern.split('/').collect();
        wanted.len() == parts.len()
            && wanted.iter().zip(&parts).all(|(wanted, part)| match wanted.split_once('{') {
                None => wanted == part,
                Some((before, rest)) => {
                    let after = rest.split_once('}').unwrap().1;
                    part.starts_with(before) && part.ends_with(after) && (!after.is_empty() || !part.contains('.'))
                }
            })
    };
    let found = routes::pages().into_iter().find(|route| route.method == *method && fits(route.path));
    found.map(|route| format!("{method} {}", route.path))
}

/// How a page can be left: by which method, where to, and with which fields.
type Way = (Method, String, Vec<(String, String)>);

/// Links, and forms with the buttons by which a list's commands are given.
fn offered(page: &Page) -> Vec<Way> {
    let mut found = Vec::new();
    for link in page.select("a[href^='/']") {
        found.push((Method::GET, link.attr("href").unwrap().to_owned(), vec![]));
    }
    let button = scraper::Selector::parse("button:not([disabled])").unwrap();
    // Who may only read a form has no button to send it.
    for form in page.select("form[action^='/']").into_iter().filter(|form| form.select(&button).next().is_some()) {
        let method = if form.attr("method") == Some("post") { Method::POST } else { Method::GET };
        let action = form.attr("action").unwrap().to_owned();
        let users = scraper::Selector::parse("tbody input[name=user]").unwrap();
        let users: Vec<String> = form.select(&users).map(|box_| box_.attr("value").unwrap().to_owned()).collect();
        let buttons = scraper::Selector::parse("button[name=go]").unwrap();
        let tab = scraper::Selector::parse("input[name=tab]").unwrap();
        let tab = form.select(&tab).next().and_then(|field| field.attr("value")).unwrap_or_default().to_owned();
        for button in form.select(&buttons) {
            let mut fields =
                vec![("go".to_owned(), button.attr("value").unwrap().to_owned()), ("tab".into(), tab.clone())];
            fields.extend(users.iter().map(|user| ("user".to_owned(), user.clone())));
            found.push((method.clone(), action.clone(), fields));
        }
        found.push((method, action, vec![]));
    }
    found
}

#[actix_web::test]
async fn each_role_is_offered_what_it_may_do_and_nothing_else() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 9).await;
    let gone = site.user(&boss, id, "Gone Lind", &[sku]).await;
    let mut lee = site.sign_in_as(&boss).await;
    delete(&mut lee, id, &[gone]).await;
    let suspended = site.buy(id, sku, 1).await;
    lee.submit(&format!("/customers/{id}/subscriptions/{suspended}/suspension"), &[]).await;
    let plain = site.user(&boss, id, "Ada Bianchi", &[sku]).await.to_string();
    let second = site.user(&boss, id, "Bo Lind", &[]).await.to_string();
    site.staff(Role::UserManagementAdmin).await;
    // The first of the catalog is retired and has an alias.
    let (first, _) = site.product("A first one", &[]).await;
    lee.submit(&format!("/catalog/products/{first}/aliases"), &[("alias", "Of old")]).await;
    lee.submit(&format!("/catalog/products/{first}/retirement"), &[]).await;
    let left = site.customer("Left", "left.example").await;
    lee.submit(&format!("/customers/{left}/archiving"), &[]).await;
    for role in Role::ALL {
        let staff = site.staff(role).await;
        let mut browser = site.sign_in_as(&staff).await;
        // Whoever makes passwords has an open confirmation.
        if permits(role, Permission::ResetPasswords) {
            let reset = [("user", plain.as_str())];
            browser.submit(&format!("/customers/{id}/password-resets"), &reset).await;
        }
        let mut met: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut open = vec!["/".to_owned()];
        if permits(role, Permission::SeeCustomers) {
            open.push(format!("/customers/{left}"));
        }
        if permits(role, Permission::RemoveCustomers) {
            open.push(format!("/customers/{left}/removal"));
        }
        // What the question about licenses is answered with, before and after they are saved.
        if permits(role, Permission::ManageLicenses) {
            let path = format!("/customers/{id}/license-assignments");
            let other = site.owns(id, &format!("Visio for {role}"), 9).await.to_string();
            let both = [("user", plain.as_str()), ("user", &second), ("license", &other)];
            open.push(browser.post(&format!("{path}/preview"), &both).await.location());
            open.push(browser.post(&path, &[both[0], both[2]]).await.location());
        }
        // A file that is reviewed, with a column that nobody knows and a row that is refused.
        if permits(role, Permission::ManageUsers) {
            let file = b"Display name,Email,Shoe\nEve Lind,eve@elsewhere.example,42\n";
            let sent = browser.upload(&format!("/customers/{id}/uploads"), "users.csv", file, &[]).await;
            open.push(sent.location());
        }
        while let Some(address) = open.pop() {
            let mut answer = browser.get(&address).await;
            while answer.status == 303 {
                answer = browser.get(&answer.location()).await;
            }
            assert_eq!(answer.status, 200, "{role} is led to {address}");
            if answer.header("content-type").starts_with("text/csv") {
                continue;
            }
            for (method, to, fields) in offered(&answer.page()) {
                let Some(route) = route(&method, &to) else {
                    assert!(to.starts_with("/static/") || to.starts_with("/#"), "{role}: {address} leads to {to}");
                    continue;
                };
                let is_let = routes::pages()
                    .into_iter()
                    .find(|one| format!("{} {}", one.method, one.path) == route)
                    .is_some_and(|one| one.permission.is_none_or(|permission| permits(role, permission)));
                assert!(is_let, "{role} is offered {route} on {address}");
                if !fields.is_empty() && seen.insert(format!("{route} {fields:?}")) {
                    // A command of a list: where it leads is a page that opens.
                    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
                    let answer = browser.request(Method::POST, &to, Some(body)).await;
                    assert!(answer.status == 303 || answer.status == 422, "{role} {fields:?}: {}", answer.status);
                    if answer.status == 303 {
                        let leads_to = self::route(&Method::GET, &answer.location()).unwrap();
                        *met.entry(leads_to).or_default() += 1;
                        open.push(answer.location());
                    }
                }
                let times = met.entry(route.clone()).or_default();
                if method == Method::GET && *times < OF_A_KIND && seen.insert(to.clone()) {
                    *times += 1;
                    open.push(to);
                } else if method != Method::GET {
                    *times += 1;
                }
            }
        }
        // Nothing leads the staff to the pages of customers' users.
        for one in routes::pages().into_iter().filter(|one| !one.path.starts_with("/account")) {
            let name = format!("{} {}", one.method, one.path);
            let expected = one.permission.is_none_or(|permission| permits(role, permission));
            let has_no_sheet = name.contains("{sheet}") && !permits(role, Permission::ResetPasswords);
            if expected && !has_no_sheet && !NOT_LINKED.contains(&name.as_str()) {
                assert!(met.contains_key(&name), "{role} is not offered {name}");
            }
        }
    }
}
