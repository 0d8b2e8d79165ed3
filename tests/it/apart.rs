//! People are kept apart: one's form is not another's, whatever id it carries, what a blocked person has
//! open is closed, and nobody is signed in without end.

use partnerdesk::clock::new_id;
use partnerdesk::domain::role::Role;

use crate::support::{Site, texts};

#[actix_web::test]
async fn forms_of_two_people_with_one_id_are_two_forms() {
    let site = Site::new().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let (mut kim, mut lee) = (site.sign_in(Role::AdminAgent).await, site.sign_in(Role::AdminAgent).await);
    let form = new_id().to_string();
    let path = format!("/customers/{customer}/users");
    let fields = |name: &'static str| {
        [
            ("display_name", name),
            ("user_name", name),
            ("domain", "aquila.example"),
            ("location", "IT"),
            ("permissions", "user"),
            ("form_id", ""),
        ]
    };
    let with_id = |name: &'static str| {
        fields(name).map(|(field, value)| (field, if field == "form_id" { form.as_str() } else { value }))
    };
    let first = kim.post(&path, &with_id("ada")).await;
    let second = lee.post(&path, &with_id("bea")).await;
    assert_eq!((first.status, second.status), (303, 303), "{}", second.body);
    // Each is answered like the first time.
    let again = kim.post(&path, &with_id("ada")).await;
    assert_eq!((again.status, again.location()), (303, first.location()), "{}", again.body);
    let again = lee.post(&path, &with_id("bea")).await;
    assert_eq!((again.status, again.location()), (303, second.location()), "{}", again.body);
    // The same body too.
    assert_eq!(lee.post(&path, &with_id("ada")).await.status, 422, "the name is taken");
    assert_eq!(site.now(customer).await.active_users, 2);
    site.assert_sound().await;
}

#[actix_web::test]
async fn what_a_blocked_person_has_open_is_closed() {
    let site = Site::new().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let lee = site.staff(Role::AdminAgent).await;
    site.user(&lee, customer, "Ada Bianchi", &[]).await;
    let sealed = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM credential_rows";
    assert_eq!(texts(&site.app, sealed).await, ["1"]);
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    assert_eq!(kim.post(&format!("/staff/{}/blocking", lee.id), &[]).await.status, 303);
    assert_eq!(texts(&site.app, sealed).await, ["0"]);
    let open = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM credential_sheets WHERE closed_at IS NULL";
    assert_eq!(texts(&site.app, open).await, ["0"]);
    site.assert_sound().await;
}

#[actix_web::test]
async fn with_a_sixth_session_the_oldest_ends() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let mut browsers = Vec::new();
    for _ in 0..7 {
        browsers.push(site.sign_in_as(&staff).await);
        site.app.clock.advance(chrono::TimeDelta::seconds(1));
    }
    let mut told = Vec::new();
    for browser in &mut browsers {
        told.push(browser.get("/").await.status);
    }
    assert_eq!(told, [303, 303, 200, 200, 200, 200, 200]);
    // Others' are their own.
    let mut kim = site.sign_in(Role::AdminAgent).await;
    assert_eq!((kim.get("/").await.status, browsers[2].get("/").await.status), (200, 200));
}

#[actix_web::test]
async fn a_clock_that_was_ahead_shuts_nobody_out_and_keeps_nothing_longer() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let customer = site.customer("Aquila", "aquila.example").await;
    site.app.clock.advance(chrono::TimeDelta::days(40));
    let mut ahead = site.sign_in_as(&staff).await;
    for _ in 0..4 {
        site.sign_in_as(&staff).await;
    }
    site.user(&staff, customer, "Ada Bianchi", &[]).await;
    let mut fields = vec![("form_id".to_owned(), new_id().to_string())];
    for number in 0..201 {
        let user = site.user(&staff, customer, &format!("User {number}"), &[]).await;
        fields.push(("user".into(), user.to_string()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        ahead
            .post(&format!("/customers/{customer}/sign-in-blocks"), &[&fields[..], &[("to", "blocked")]].concat())
            .await
            .status,
        303
    );
    site.app.clock.advance(-chrono::TimeDelta::days(40));
    let mut now = site.sign_in_as(&staff).await;
    assert_eq!(now.get("/").await.status, 200, "the one just opened is not the one that ends");
    partnerdesk::actions::installation::clean(&site.app).await.unwrap();
    // A job that waits for a time that is not to come is done.
    partnerdesk::tasks::work_off(&site.app).await.unwrap();
    let waiting = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM tasks WHERE kind = 'job'";
    assert_eq!(texts(&site.app, waiting).await, ["0"]);
    // Sessions from then end by idleness, sheets after their day.
    site.app.clock.advance(chrono::TimeDelta::minutes(31));
    assert_eq!(ahead.get("/").await.status, 303);
    site.app.clock.advance(chrono::TimeDelta::hours(24));
    partnerdesk::actions::installation::clean(&site.app).await.unwrap();
    let open = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM credential_sheets WHERE closed_at IS NULL";
    assert_eq!(texts(&site.app, open).await, ["0"]);
    site.assert_sound().await;
}
