//! What is known of a user beside the names: on the form, in the log, in files, in lists as each person chooses.

use partnerdesk::domain::role::Role;

use crate::support::Site;

const CONTACT: [(&str, &str); 10] = [
    ("job_title", "Head of Sales"),
    ("department", "Sales"),
    ("office", "Turin"),
    ("phone", "+39 011 555 0142"),
    ("mobile", "+39 347 555 0142"),
    ("street", "Via Po 1"),
    ("city", "Torino"),
    ("state", "TO"),
    ("postal_code", "10123"),
    ("alternate_email", "ada@home.example"),
];

#[actix_web::test]
async fn a_person_s_job_phones_and_address_are_kept_told_and_taken_away_again() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let path = format!("/customers/{id}/users");
    let form = kim.visit(&format!("{path}/new")).await;
    assert!(form.attribute("details.further", "open").is_none(), "empty ones take no room");
    let names = [
        ("first_name", "Ada"),
        ("display_name", "Ada Bianchi"),
        ("user_name", "ada"),
        ("domain", "aquila.example"),
        ("permissions", "user"),
    ];
    let long = "x".repeat(129);
    let wrong = [&names[..], &[("alternate_email", "ada"), ("city", long.as_str())]].concat();
    let answer = kim.post(&path, &wrong).await;
    let page = answer.page();
    assert_eq!(answer.status, 422);
    assert!(page.attribute("details.further", "open").is_some());
    assert_eq!(page.reason("city"), "Use at most 128 characters.");
    assert!(!page.reason("alternate_email").is_empty() && page.value("alternate_email") == "ada");
    kim.submit(&path, &[&names[..], &CONTACT[..]].concat()).await;
    let list = kim.visit(&path).await;
    let user = list.link("Ada Bianchi");
    let page = kim.visit(&user).await;
    for (field, value) in CONTACT {
        assert_eq!(page.value(field), value, "{field}");
    }
    assert!(page.attribute("details.further", "open").is_some());
    assert!(page.has(user.rsplit('/').next().unwrap()), "the object id");
    let log = kim.get(&format!("/customers/{id}/activity.csv")).await.body;
    assert!(CONTACT.iter().all(|(_, value)| log.contains(value.trim_start_matches('+'))), "{log}");
    let file = kim.get(&format!("{path}.csv")).await.body;
    let heads = ["Job title", "Postal code", "Alternate email", "Object ID", "Last sign-in"];
    assert!(heads.iter().all(|head| file.contains(head)), "{file}");
    assert!(CONTACT.iter().all(|(_, value)| file.contains(value)), "{file}");
    let found = kim.visit(&format!("{path}?search=ada%40home.example")).await;
    assert_eq!(found.texts("tbody th a.name"), ["Ada Bianchi"], "found by the alternate e-mail");
    let emptied: Vec<(&str, &str)> = CONTACT.iter().map(|(field, _)| (*field, "")).collect();
    let edit = [&names[..], &emptied[..], &[("job_title", "Head"), ("version", "1")]].concat();
    // The first of two alike would be an error of the form, not of the person.
    let edit: Vec<(&str, &str)> = edit.into_iter().filter(|pair| *pair != ("job_title", "")).collect();
    kim.submit(&user, &edit).await;
    let page = kim.visit(&user).await;
    assert_eq!(
        (page.value("job_title"), page.value("phone"), page.value("city")),
        ("Head".into(), String::new(), String::new())
    );
    site.assert_sound().await;
}

#[actix_web::test]
async fn each_person_chooses_the_columns_of_lists() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let (mut kim, mut lee) = (site.sign_in_as(&staff).await, site.sign_in(Role::HelpdeskAgent).await);
    let path = format!("/customers/{id}/users");
    let list = kim.visit(&format!("{path}?search=ada")).await;
    let columns = list.link("Columns");
    let page = kim.visit(&columns).await;
    assert_eq!(page.select("input[name='column']").len(), 12);
    let back = page.value("return");
    assert!(back.starts_with(&path) && back.contains("search=ada"), "{back}");
    let chosen = [("column", "city"), ("column", "object_id"), ("column", "owner"), ("return", &back)];
    let list = kim.submit("/profile/columns", &chosen).await;
    assert!(list.status().contains("Your columns were saved."));
    assert_eq!(list.texts("thead th").iter().rev().take(2).collect::<Vec<_>>(), ["City", "Object ID"]);
    assert!(list.rows()[0].contains(&ada.to_string()));
    let heads = lee.visit(&path).await.texts("thead th");
    assert!(!heads.contains(&"City".to_owned()), "another person sees what that one chose: {heads:?}");
    let answer = kim.post("/profile/columns", &[("return", "//evil.example")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/".to_owned()));
    assert!(!kim.visit(&path).await.texts("thead th").contains(&"City".to_owned()));
}

#[actix_web::test]
async fn the_way_back_leads_to_the_list_as_it_was_left() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let list = format!("/customers/{id}/users?search=bianchi&filter=unlicensed");
    let page = kim.visit(&kim.clone().visit(&list).await.link("Ada Bianchi")).await;
    assert_eq!(page.link("Cancel"), list);
    let fields = [
        ("display_name", "Ada B."),
        ("user_name", "ada.bianchi"),
        ("domain", "aquila.example"),
        ("permissions", "user"),
        ("version", "1"),
        ("return", &page.value("return")),
    ];
    let path = page.attribute("form.sheet", "action").unwrap();
    let page = kim.submit(&path, &fields).await;
    assert_eq!((page.heading(), page.link("Cancel")), ("Ada B.".into(), list.clone()));
    assert_eq!(page.link("Aquila"), list);
    let elsewhere = format!("{path}?return=%2F%2Fevil.example");
    assert_eq!(kim.visit(&elsewhere).await.link("Cancel"), format!("/customers/{id}/users"));
}

#[actix_web::test]
async fn a_page_knows_when_its_session_ends_and_can_stay() {
    let site = Site::with(|settings| (settings.session_idle_minutes, settings.session_hours) = (30, 8)).await;
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let left = |page: &crate::support::Page, what: &str| -> i64 {
        page.attribute("[data-stay]", what).unwrap().parse().unwrap()
    };
    let page = kim.visit("/customers").await;
    // The session is a little older than the page.
    let almost = |seconds: i64, of: i64| (of - 10..=of).contains(&seconds);
    assert!(left(&page, "data-idle") == 30 * 60 && almost(left(&page, "data-left"), 8 * 3600));
    site.pass(chrono::TimeDelta::minutes(29)).await;
    assert_eq!(kim.get("/roles").await.status, 200);
    site.pass(chrono::TimeDelta::minutes(29)).await;
    let page = kim.visit("/customers").await;
    assert!(almost(left(&page, "data-left"), 8 * 3600 - 58 * 60));
    site.pass(chrono::TimeDelta::minutes(31)).await;
    assert_eq!(kim.get("/roles").await.status, 303);
    assert!(kim.visit("/sign-in").await.select("[data-stay]").is_empty());
}
