//! The log on a page: what a row tells, what can be asked for, in both languages.

use chrono::TimeDelta;
use partnerdesk::domain::event::Operation;
use partnerdesk::domain::role::Role;
use partnerdesk::words::{Language, Words};

use super::{actions, license, lines, purge};
use crate::support::{Page, Site, new_user, user_form};

#[test]
fn every_operation_has_words() {
    for language in Language::ALL {
        let words = Words::new(language, chrono_tz::UTC);
        for operation in Operation::ALL {
            let key = format!("operation-{}", operation.name().replace('_', "-"));
            assert_ne!(words.t(&key), key, "{language:?} has no words for {}", operation.name());
        }
    }
}

/// The fields that a row tells when it is opened: name, and what is readable of before and after.
fn changes(page: &Page, action: &str) -> Vec<(String, String)> {
    let row = page.select("details.changes").into_iter().find(|found| found.html().contains(action)).unwrap();
    let html = Page::new(&row.html());
    html.texts("dt").into_iter().zip(html.texts("dd")).collect()
}

#[actix_web::test]
async fn a_row_opens_to_the_fields_that_changed() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&boss, id, "Ada Bianchi", &[]).await;
    let result = license(&site, &boss, id, user).await;
    let mut kim = site.sign_in_as(&boss).await;
    let path = format!("/customers/{id}/users/{user}");
    let fields = [
        ("display_name", "Ada Verdi"),
        ("user_name", "ada.bianchi"),
        ("domain", "aquila.example"),
        ("location", "CH"),
        ("permissions", "global"),
        ("sign_in", "blocked"),
        ("version", "2"),
    ];
    kim.submit(&path, &fields).await;
    let page = kim.visit(&format!("/customers/{id}/activity")).await;
    assert_eq!(actions(&page), ["Changed user", "Changed licenses", "Added user", "Added customer"]);
    let told = |pairs: &[(&str, &str)]| -> Vec<_> {
        pairs.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect()
    };
    assert_eq!(
        changes(&page, "Changed user"),
        told(&[
            ("Display name", "Before Ada Bianchi → After Ada Verdi"),
            ("Licenses", "Before Office 365 E3 → After Unlicensed"),
            ("Location", "Before Italy → After Switzerland"),
            ("User permissions", "Before Can use licenses and services → After Global administrator"),
            ("Sign-in status", "Before Allowed → After Blocked"),
        ])
    );
    assert_eq!(changes(&page, "Changed licenses"), told(&[("Licenses", "Before Unlicensed → After Office 365 E3")]));
    // What was not there before has no before.
    let added = changes(&page, "Added user");
    assert!(added.contains(&("User name".into(), "After ada.bianchi@aquila.example".into())), "{added:?}");
    // That of the page of one user, and that of the change before.
    let results = page.select("details.changes a[href*='/license-changes/']");
    assert_eq!((results.len(), results[1].attr("href")), (2, Some(result.as_str())));
    assert_eq!(page.link("Ada Bianchi"), path);
    assert_eq!(lines(&page)[3].last().unwrap(), "Command line");
    assert!(lines(&page)[0].contains(&boss.name));
    // The same in Italian.
    kim.headers.push(("accept-language".into(), "it".into()));
    let page = kim.visit(&format!("/customers/{id}/activity")).await;
    assert_eq!(page.heading(), "Log attività");
    assert_eq!(page.texts("details.changes summary")[0], "Utente modificato");
    assert_eq!(page.texts("thead th"), ["Data-ora", "Azione", "Utente o oggetto", "Utente partner"]);
    assert_eq!(page.link("Esporta log").split('?').next(), Some(format!("/customers/{id}/activity.csv").as_str()));
}

#[actix_web::test]
async fn the_log_is_narrowed_by_each_field() {
    let site = Site::new().await;
    let (boss, kim) = (site.staff(Role::GlobalAdmin).await, site.staff(Role::AdminAgent).await);
    let (aquila, citta) =
        (site.customer("Aquila", "aquila.example").await, site.customer("Città", "citta.example").await);
    site.user(&boss, aquila, "Łukasz Żak", &[]).await;
    site.user(&kim, citta, "Zoë Ångström", &[]).await;
    let mut browser = site.sign_in_as(&boss).await;
    for (query, count) in [
        ("customer=aquila", 2),
        ("customer=CITTA.example", 2),
        ("customer=nobody", 0),
        ("action=create_customer_user", 2),
        ("action=create_customer_user&customer=citta", 1),
        ("action=block_staff", 0),
        (&format!("who={}", kim.id), 1),
        ("who=command-line&action=create_customer", 2),
        ("who=program", 0),
        ("text=lukasz", 1),
        ("text=lukasz%20kim", 1),
        ("text=zoe.angstrom%40citta", 1),
        ("text=a%25b", 0),
        ("text=display_name", 0),
    ] {
        let page = browser.visit(&format!("/activity?{query}")).await;
        assert_eq!(page.rows().len(), count, "{query}: {:?}", page.rows());
    }
    for wrong in ["action=dance", "who=somebody", "after=x", "after=x&before=y", "before=AAAA"] {
        assert_eq!(browser.get(&format!("/activity?{wrong}")).await.status, 400, "{wrong}");
    }
    let page = browser.visit(&format!("/activity?text=lukasz&who={}&action=sign_in", boss.id)).await;
    assert_eq!(page.value("text"), "lukasz");
    assert_eq!(page.texts("option[selected]"), ["Signed in".to_owned(), boss.name.clone()]);
}

#[actix_web::test]
async fn days_are_the_reader_s_and_wrong_ones_are_told_at_their_field() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let path = format!("/customers/{id}/activity");
    // Two months later: what was done is older than what is shown at first.
    let day = site.app.clock.now().date_naive().to_string();
    site.app.clock.advance(TimeDelta::days(62));
    let mut kim = site.sign_in_as(&boss).await;
    let page = kim.visit(&path).await;
    assert!(page.has("No activity matches in this period."));
    assert_eq!(page.value("to"), site.app.clock.now().date_naive().to_string());
    assert_eq!(kim.visit(&format!("{path}?from={day}&to={day}")).await.rows().len(), 1);
    assert_eq!(kim.visit(&format!("{path}?from={day}")).await.rows().len(), 1);
    for (query, field, reason) in [
        ("from=2026-02-30&text=ada", "from", "Write a day like 2026-11-24, or leave it empty."),
        ("to=tomorrow&text=ada", "to", "Write a day like 2026-11-24, or leave it empty."),
        ("from=2026-03-02&to=2026-03-01&text=ada", "to", "To is before From. Swap the two dates."),
    ] {
        for path in [&path, "/activity"] {
            let answer = kim.get(&format!("{path}?{query}")).await;
            let page = answer.page();
            assert_eq!((answer.status, page.reason(field).as_str()), (422, reason), "{query}");
            assert!(page.alert().contains(reason) && page.rows().is_empty() && !page.has("Export log"));
            assert_eq!(page.value("text"), "ada");
            let typed = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == field).unwrap();
            assert_eq!(page.value(field), typed.1);
            assert_eq!(kim.get(&format!("{path}.csv?{query}")).await.status, 422);
        }
    }
}

#[actix_web::test]
async fn a_deleted_user_is_found_among_the_deleted_and_a_purged_one_nowhere() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&boss, id, "Ada Bianchi", &[]).await;
    license(&site, &boss, id, user).await;
    let mut kim = site.sign_in_as(&boss).await;
    let path = format!("/customers/{id}/activity");
    assert_eq!(kim.visit(&path).await.link("Ada Bianchi"), format!("/customers/{id}/users/{user}"));
    assert_eq!(kim.post(&format!("/customers/{id}/deletions"), &[("user", &user.to_string())]).await.status, 303);
    let page = kim.visit(&path).await;
    let deleted = format!("/customers/{id}/users/deleted?search=ada.bianchi%40aquila.example");
    assert_eq!(page.link("Ada Bianchi"), deleted);
    assert_eq!(page.texts("td .pill"), ["Deleted", "Deleted", "Deleted"]);
    // What a job did leads to the job; what was there, and that nothing of it is left.
    let job = page.link("Show the result");
    assert!(job.starts_with(&format!("/customers/{id}/jobs/")) && kim.visit(&job).await.has("Ada Bianchi"), "{job}");
    assert!(changes(&page, "Deleted user").contains(&("Licenses".into(), "Before Office 365 E3 → After –".into())));
    purge(&site, id, user).await;
    let answer = kim.get(&path).await;
    let page = answer.page();
    assert_eq!(actions(&page), ["Deleted user", "Changed licenses", "Added user", "Added customer"]);
    let told = page.texts("td[data-label='User or object']");
    assert_eq!(told, [["Details removed with the user"; 3].as_slice(), &[""]].concat());
    assert!(!answer.body.contains("Ada Bianchi") && !answer.body.contains("license-changes"));
    assert!(kim.visit(&format!("{path}?text=ada")).await.rows().is_empty());
    assert!(!kim.get(&format!("{path}.csv")).await.body.contains("Ada Bianchi"));
}

#[actix_web::test]
async fn names_are_text_and_nothing_else() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila <b>&\"'", "aquila.example").await;
    let customer = site.now(id).await;
    let mut form = user_form(&customer, "Eve", &[]);
    form.profile.as_mut().unwrap().display_name = "<script>alert(1)</script>".into();
    let sent = partnerdesk::actions::Submission::never_twice();
    partnerdesk::actions::users::add(&site.actor(&boss), customer.id, &new_user(&form), &sent).await.unwrap();
    let mut kim = site.sign_in_as(&boss).await;
    for path in ["/activity".to_owned(), format!("/customers/{id}/activity"), "/activity?text=%3Cscript%3E".into()] {
        let answer = kim.get(&path).await;
        assert!(!answer.body.contains("<script>alert") && !answer.body.contains("Aquila <b>"), "{path}");
        assert!(answer.page().has("<script>alert(1)</script>"), "{path}");
    }
}
