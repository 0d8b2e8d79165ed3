//! The own page: name, language, time zone, password.

use chrono::TimeDelta;
use partnerdesk::domain::role::Role;

use super::{events, last_detail, operations_since, path};
use crate::support::{PASSWORD, Site};

const NEW: &str = "seven quiet otters drift";

fn passwords<'a>(current: &'a str, new: &'a str, again: &'a str) -> [(&'static str, &'a str); 3] {
    [("current", current), ("password", new), ("password_again", again)]
}

#[actix_web::test]
async fn everybody_changes_name_language_and_time_zone() {
    let site = Site::new().await;
    let member = site.staff(Role::HelpdeskAgent).await;
    let mut kim = site.sign_in_as(&member).await;
    let page = kim.visit("/").await;
    assert_eq!(page.attribute(".who a", "href").unwrap(), "/profile");
    let before = events(&site).await.len();
    let fields = [("name", "Kim Rossi"), ("language", "it"), ("time_zone", "Asia/Tokyo"), ("version", "1")];
    let page = kim.submit("/profile", &fields).await;
    assert_eq!(page.status(), "Le modifiche alla tua pagina sono state salvate.");
    assert!(page.texts(".who-name") == ["Kim Rossi"] && page.has("JST"));
    assert_eq!(page.texts("select[name=time_zone] option[selected]"), ["Asia/Tokyo"]);
    assert_eq!(operations_since(&site, before).await, ["update_profile"]);
    assert_eq!(last_detail(&site, "update_profile").await.after["time_zone"], "Asia/Tokyo");
    let wrong = [("name", " "), ("language", "xx"), ("time_zone", "Europe/Atlantis"), ("version", "2")];
    let answer = kim.post("/profile", &wrong).await;
    assert_eq!(answer.status, 422);
    for field in ["name", "language", "time_zone"] {
        assert!(!answer.page().reason(field).is_empty(), "{field}");
    }
    // Another browser, another language chosen there before: the person's own holds.
    assert_eq!(site.sign_in_as(&member).await.visit("/customers").await.heading(), "Clienti");
}

#[actix_web::test]
async fn times_are_shown_in_the_reader_s_zone() {
    let site = Site::new().await;
    let (admin, member) = (site.staff(Role::GlobalAdmin).await, site.staff(Role::SalesAgent).await);
    site.sign_in_as(&member).await;
    let at = super::now(&site, &member).await.unwrap().last_sign_in_at.unwrap();
    let mut kim = site.sign_in_as(&admin).await;
    let told = |at: chrono::DateTime<chrono::Utc>| at.format("%H:%M").to_string();
    assert!(kim.visit(&path(&member)).await.texts(".facts dd").join(" ").contains(&told(at)));
    let fields = [("name", "Kim"), ("language", "en"), ("time_zone", "Asia/Kolkata"), ("version", "1")];
    kim.submit("/profile", &fields).await;
    let there = told(at + TimeDelta::minutes(330));
    assert!(kim.visit(&path(&member)).await.texts(".facts dd").join(" ").contains(&there));
    assert!(kim.visit("/staff").await.texts("td").join(" ").contains(&there));
}

#[actix_web::test]
async fn two_who_change_one_name_are_told() {
    let site = Site::new().await;
    let member = site.staff(Role::SalesAgent).await;
    let mut theirs = site.sign_in_as(&member).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    kim.submit(&path(&member), &[("name", "Robin"), ("role", "sales-agent"), ("version", "1")]).await;
    let fields = [("name", "Robyn"), ("language", "en"), ("time_zone", ""), ("version", "1")];
    let answer = theirs.post("/profile", &fields).await;
    assert_eq!(answer.status, 409);
    assert!(answer.page().alert().contains("Kim global-admin saved a change"));
    assert_eq!(answer.page().value("name"), "Robyn");
}

#[actix_web::test]
async fn a_new_password_ends_the_other_sessions_and_this_one_goes_on_under_a_new_key() {
    let site = Site::new().await;
    let member = site.staff(Role::SalesAgent).await;
    let (mut here, mut there) = (site.sign_in_as(&member).await, site.sign_in_as(&member).await);
    let old = here.cookie("partnerdesk").unwrap().to_owned();
    let before = events(&site).await.len();
    let page = here.submit("/profile/password", &passwords(PASSWORD, NEW, NEW)).await;
    assert_eq!(page.status(), "Your password is changed. Your other sessions ended.");
    assert_eq!(operations_since(&site, before).await, ["update_staff_password"]);
    assert_eq!(here.get("/").await.status, 200);
    assert_eq!(there.get("/").await.status, 303);
    let mut thief = site.browser().await;
    thief.set_cookie("partnerdesk", &old);
    assert_eq!(thief.get("/").await.status, 303, "the old key is dead");
    let rows = here.visit("/profile").await.rows();
    assert!(rows.len() == 1 && rows[0][0].contains("This session"), "{rows:?}");
    for (word, status) in [(PASSWORD, 422), (NEW, 303)] {
        let fields = [("email", member.email.as_str()), ("password", word)];
        assert_eq!(site.browser().await.post("/sign-in", &fields).await.status, status);
    }
}

#[actix_web::test]
async fn what_is_no_good_password_is_told_at_its_field() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::SalesAgent).await;
    for (fields, field, told) in [
        (passwords("", NEW, NEW), "current", "Fill this in."),
        (passwords("wrong wrong wrong", NEW, NEW), "current", "This is not your current password."),
        (passwords(PASSWORD, "short", "short"), "password", "Use at least 15 characters."),
        (passwords(PASSWORD, PASSWORD, PASSWORD), "password", "Choose a password that differs"),
        (passwords(PASSWORD, NEW, "another"), "password_again", "The two passwords differ."),
    ] {
        let answer = kim.post("/profile/password", &fields).await;
        let reason = answer.page().reason(field);
        assert!(answer.status == 422 && reason.starts_with(told), "{field}: {reason}");
        assert!(!answer.body.contains(NEW) && !answer.body.contains(PASSWORD), "no password comes back");
    }
}

#[actix_web::test]
async fn a_wrong_current_password_is_told_with_the_rest_and_counts() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::SalesAgent).await;
    for _ in 0..6 {
        let answer = kim.post("/profile/password", &passwords("a wrong one", "short", "another")).await;
        let page = answer.page();
        assert_eq!(answer.status, 422);
        assert_eq!(page.reason("current"), "This is not your current password. Type it again.");
        assert_eq!(page.reason("password"), "Use at least 15 characters.");
        assert_eq!(page.reason("password_again"), "The two passwords differ. Type them again.");
    }
    assert_eq!(kim.post("/profile/password", &passwords("a wrong one", "short", "short")).await.status, 429);
}

#[actix_web::test]
async fn the_right_current_password_is_held_against_nobody() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::SalesAgent).await;
    for _ in 0..8 {
        assert_eq!(kim.post("/profile/password", &passwords(PASSWORD, "short", "short")).await.status, 422);
    }
    assert_eq!(kim.post("/profile/password", &passwords(PASSWORD, NEW, NEW)).await.status, 303);
}

#[actix_web::test]
async fn guessing_the_current_password_is_slowed_down_like_signing_in() {
    let site = Site::new().await;
    let member = site.staff(Role::SalesAgent).await;
    let mut kim = site.sign_in_as(&member).await;
    for _ in 0..6 {
        assert_eq!(kim.post("/profile/password", &passwords("a wrong one", NEW, NEW)).await.status, 422);
    }
    let answer = kim.post("/profile/password", &passwords(PASSWORD, NEW, NEW)).await;
    assert_eq!(answer.status, 429, "the right one has to wait, too");
    let fields = [("email", member.email.as_str()), ("password", PASSWORD)];
    assert_eq!(site.browser().await.post("/sign-in", &fields).await.status, 303, "and shuts nobody out elsewhere");
    site.app.clock.advance(TimeDelta::seconds(5));
    assert_eq!(kim.post("/profile/password", &passwords(PASSWORD, NEW, NEW)).await.status, 303);
    let failed = events(&site).await.into_iter().filter(|(name, _)| name == "sign_in_failed").count();
    assert_eq!(failed, 6);
}

#[actix_web::test]
async fn saving_the_time_zone_leaves_the_language_to_the_browser() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let page = kim.visit("/profile").await;
    assert_eq!(page.attribute("#language option[selected]", "value"), None);
    let version = page.value("version");
    let fields = |language: &'static str| {
        [
            ("name", page.value("name")),
            ("language", language.into()),
            ("time_zone", "Asia/Tokyo".into()),
            ("version", version.clone()),
        ]
    };
    let send = async |kim: &mut crate::support::Browser, language: &'static str| {
        let fields = fields(language);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        kim.submit("/profile", &fields).await
    };
    send(&mut kim, "").await;
    assert_eq!(last_detail(&site, "update_profile").await.after.get("language"), None);
    assert!(kim.cookie("partnerdesk-language").is_none());
    let page = send(&mut kim, "it").await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("it"));
    // Back to what the browser wishes.
    let page = send(&mut kim, "").await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("en"));
}
