//! Signing in, or giving the password again, on the way to something: what was sent is there again as it
//! was, for whoever sent it and nobody else, and nothing of it is done by itself.

use std::collections::BTreeMap;

use actix_web::http::Method;
use chrono::TimeDelta;
use partnerdesk::domain::role::Role;
use partnerdesk::web::routes;

use crate::late::{FORMS, state};
use crate::rights::{World, table};
use crate::support::{Browser, PASSWORD, Site, texts};

pub fn later(site: &Site, minutes: i64) {
    site.app.clock.advance(TimeDelta::minutes(minutes));
}

pub async fn count(site: &Site, of: &str) -> String {
    texts(&site.app, &format!("SELECT CAST(COUNT(*) AS TEXT) AS text FROM {of}")).await.remove(0)
}

/// Gives the password again where it is asked for, and what comes then.
pub async fn with_password(browser: &mut Browser, asked: &str) -> String {
    assert!(asked.starts_with("/reauthentication?return=%2Fkept-forms%2F"), "{asked}");
    let page = browser.visit(asked).await;
    let back = page.value("return");
    let answer = browser.post("/reauthentication", &[("current", PASSWORD), ("return", &back)]).await;
    assert_eq!((answer.status, answer.location()), (303, back), "{}", answer.body);
    answer.location()
}

const USER: [(&str, &str); 6] = [
    ("display_name", "Ada O’Brien"),
    ("user_name", "ada"),
    ("domain", "aquila.example"),
    ("location", "IT"),
    ("permissions", "user"),
    ("form_id", "018f0000-0000-7000-8000-00000000abcd"),
];

#[actix_web::test]
async fn a_colleagues_password_and_what_was_typed_about_one_come_back() {
    let site = Site::new().await;
    let lee = site.staff(Role::SalesAgent).await;
    let mut browser = site.sign_in(Role::GlobalAdmin).await;
    later(&site, 11);
    let hash = texts(&site.app, "SELECT password_hash AS text FROM staff ORDER BY id").await;
    let path = format!("/staff/{}/password", lee.id);
    let form = [("form_id", "018f0000-0000-7000-8000-00000000abcd")];
    let asked = browser.post(&path, &form).await.location();
    let kept = with_password(&mut browser, &asked).await;
    let page = browser.visit(&kept).await;
    assert!(page.heading().contains(&lee.name), "{}", page.heading());
    assert_eq!(page.attribute("main form", "action"), Some(path.clone()));
    assert_eq!(texts(&site.app, "SELECT password_hash AS text FROM staff ORDER BY id").await, hash);
    let shown = browser.post(&path, &form).await;
    assert!(shown.status == 200 && shown.page().select("code.password, .password").len() == 1, "{}", shown.body);

    later(&site, 11);
    let path = format!("/staff/{}", lee.id);
    let typed = [("name", "Lee Renamed"), ("role", "admin-agent"), ("version", "1")];
    let asked = browser.post(&path, &typed).await.location();
    let kept = with_password(&mut browser, &asked).await;
    let answer = browser.get(&kept).await;
    let page = answer.page();
    assert_eq!((answer.status, page.value("name").as_str()), (200, "Lee Renamed"));
    assert_eq!(browser.post(&path, &typed).await.status, 303);
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_form_outlives_its_session_for_whoever_filled_it_in() {
    let site = Site::new().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let (kim, lee) = (site.staff(Role::AdminAgent).await, site.staff(Role::AdminAgent).await);
    let mut browser = site.sign_in_as(&kim).await;
    let path = format!("/customers/{customer}/users");
    later(&site, 31);
    let answer = browser.post(&path, &USER).await;
    let asked = answer.location();
    assert!(asked.starts_with("/sign-in?return=%2Fkept-forms%2F"), "{asked}");
    let page = browser.visit(&asked).await;
    assert!(page.has("nothing was done for 30 minutes") && page.has("What you typed is kept until"), "{}", page.text());
    // Nothing that was typed lies about in the clear.
    let sealed = "SELECT CAST(sealed AS TEXT) AS text FROM kept_forms WHERE CAST(sealed AS TEXT) LIKE '%Brien%'";
    assert!(texts(&site.app, sealed).await.is_empty());
    let back = page.value("return");
    // Another person gets nothing.
    let mut other = browser.clone();
    let fields = |staff: &partnerdesk::domain::staff::Staff| {
        [("email", staff.email.as_str().to_owned()), ("password", PASSWORD.to_owned()), ("return", back.clone())]
    };
    let sign_in = async |browser: &mut Browser, staff| {
        let fields = fields(staff);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post("/sign-in", &fields).await.location()
    };
    assert_eq!(sign_in(&mut other, &lee).await, back);
    let nothing = other.get(&back).await;
    assert!(nothing.status == 410 && !nothing.body.contains("Brien"), "{}", nothing.body);
    assert_eq!(sign_in(&mut browser, &kim).await, back);
    let shown = browser.get(&back).await;
    let page = shown.page();
    assert_eq!((shown.status, page.value("display_name").as_str()), (200, "Ada O’Brien"));
    assert_eq!(page.attribute("main form", "action"), Some(path.clone()));
    assert!(page.has("Nothing of it has been done yet"));
    assert_eq!(site.now(customer).await.active_users, 0);
    // It is still the same form: sent twice, it is done once.
    assert_eq!(page.value("form_id"), USER[5].1);
    // It can be looked at again, for an hour, and in another language.
    assert_eq!(page.attribute("footer [name=return]", "value"), Some(back.clone()));
    assert_eq!(browser.get(&back).await.status, 200);
    browser.headers.push(("referer".into(), format!("http://desk.test{back}")));
    let wrong = [USER[0], ("user_name", ""), USER[2], USER[3], USER[4], USER[5]];
    assert_eq!(browser.post(&path, &wrong).await.status, 422);
    // Another form of the same page is another form.
    assert_eq!(browser.post("/language", &[("language", "en"), ("return", &back)]).await.status, 303);
    assert_eq!(browser.get(&back).await.page().value("display_name"), "Ada O’Brien", "what failed is not done");
    assert_eq!(browser.post(&path, &USER).await.status, 303);
    assert_eq!(browser.post(&path, &USER).await.status, 303);
    browser.headers.pop();
    assert_eq!(site.now(customer).await.active_users, 1);
    // Carried out, it is told so, and nothing of it is kept.
    let done = browser.get(&back).await;
    assert!(done.status == 200 && done.page().heading() == "This has been done", "{}", done.page().text());
    assert!(!done.body.contains("Brien"));
    later(&site, 29);
    browser.get("/").await;
    later(&site, 29);
    browser.get("/").await;
    later(&site, 3);
    assert_eq!(browser.get(&back).await.status, 410);
    partnerdesk::actions::installation::clean(&site.app).await.unwrap();
    assert_eq!(count(&site, "kept_forms").await, "0");
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_session_that_ends_on_the_way_to_the_password_loses_nothing() {
    let site = Site::new().await;
    let lee = site.staff(Role::SalesAgent).await;
    let kim = site.staff(Role::GlobalAdmin).await;
    let mut browser = site.sign_in_as(&kim).await;
    later(&site, 11);
    let typed = [("name", "Lee Renamed"), ("role", "admin-agent"), ("version", "1")];
    let member = format!("/staff/{}", lee.id);
    browser.headers.push(("referer".into(), format!("http://desk.test{member}")));
    let asked = browser.post(&member, &typed).await.location();
    browser.headers.pop();
    let page = browser.visit(&asked).await;
    assert_eq!(page.link("Cancel"), member, "left undone, it leads to where it came from");
    let back = page.value("return");
    later(&site, 31);
    let asked = browser.post("/reauthentication", &[("current", PASSWORD), ("return", &back)]).await.location();
    let page = browser.visit(&asked).await;
    assert!(page.has("What you typed is kept until"), "{}", page.text());
    let fields = [("email", kim.email.as_str()), ("password", PASSWORD), ("return", &page.value("return"))];
    let kept = browser.post("/sign-in", &fields).await.location();
    assert_eq!(browser.visit(&kept).await.value("name"), "Lee Renamed");
    // What was only ticked leads on to the question.
    let customer = site.customer("Aquila", "aquila.example").await;
    let users = [site.user(&kim, customer, "Ada", &[]).await, site.user(&kim, customer, "Bo", &[]).await];
    let ticked = users.map(|user| user.to_string());
    later(&site, 31);
    let fields = [("go", "delete"), ("user", ticked[0].as_str()), ("user", &ticked[1])];
    let asked = browser.post(&format!("/customers/{customer}/selections"), &fields).await.location();
    let back = browser.visit(&asked).await.value("return");
    let fields = [("email", kim.email.as_str()), ("password", PASSWORD), ("return", &back)];
    let kept = browser.post("/sign-in", &fields).await.location();
    let question = browser.get(&kept).await.location();
    assert!(browser.visit(&question).await.heading().contains('2'), "{question}");
}

#[actix_web::test]
async fn only_a_session_that_ended_by_itself_lately_keeps_a_form_and_never_a_password() {
    let site = Site::new().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let path = format!("/customers/{customer}/users");
    let kim = site.staff(Role::AdminAgent).await;

    let signed_out = site.sign_in_as(&kim).await;
    signed_out.clone().post("/sign-out", &[]).await;
    let ended = site.sign_in_as(&kim).await;
    site.sign_in_as(&kim).await.post("/profile/sessions/end", &[]).await;
    let (expired, long_ago) = (site.sign_in_as(&kim).await, site.sign_in_as(&kim).await);
    let nobody = site.browser().await;
    for mut browser in [signed_out, ended, nobody] {
        assert_eq!(browser.post(&path, &USER).await.location(), "/sign-in");
        assert!(browser.visit("/sign-in").await.has("What you sent was not saved"));
    }
    later(&site, 31);
    partnerdesk::actions::installation::clean(&site.app).await.unwrap();
    let mut browser = expired.clone();
    let words = [("current", PASSWORD), ("password", "winds bend old reeds low"), ("password_again", "")];
    assert_eq!(browser.post("/profile/password", &words).await.location(), "/sign-in?return=%2Fprofile%2Fpassword");
    assert_eq!(count(&site, "kept_forms").await, "0");
    // What somebody only looked for is an address, as ever.
    assert_eq!(browser.get("/customers?search=a").await.location(), "/sign-in?return=%2Fcustomers%3Fsearch%3Da");
    // A form that comes in parts is kept whole.
    let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(USER).finish();
    let (answer, _) = browser.post_slowly(&path, form, tokio::time::sleep(std::time::Duration::from_millis(50))).await;
    assert!(answer.location().starts_with("/sign-in?return=%2Fkept-forms%2F"), "{}", answer.location());
    // It counts as no session for anything else.
    assert_eq!(browser.get("/profile").await.status, 303);
    site.app.clock.advance(TimeDelta::hours(24));
    partnerdesk::actions::installation::clean(&site.app).await.unwrap();
    assert_eq!(long_ago.clone().post(&path, &USER).await.location(), "/sign-in");
    assert_eq!(count(&site, "sessions").await, "0");
}

#[actix_web::test]
async fn whatever_is_shown_again_is_not_carried_out() {
    let mut world = World::new().await;
    let known: BTreeMap<&str, &str> = table().into_iter().map(|one| (one.route, one.sent)).collect();
    let mut shown = 0;
    for route in routes::pages().into_iter().filter(|route| route.method == Method::POST) {
        // A customer's user sends passwords only, and these are never kept.
        if route.permission.is_none() || route.path.starts_with("/account") {
            continue;
        }
        let own = FORMS.iter().find(|(path, _)| *path == route.path).map(|(_, form)| *form);
        let form = own.unwrap_or_else(|| known[format!("POST {}", route.path).as_str()]);
        let is_of_deleted = ["restorations", "purges"].iter().any(|end| route.path.ends_with(end));
        let user =
            if is_of_deleted { world.deleted_user(world.ours).await } else { world.user(world.ours, "user").await };
        world.member = world.site.staff(Role::SalesAgent).await.id;
        let admin = world.site.staff(Role::GlobalAdmin).await;
        let mut browser = world.site.sign_in_as(&admin).await;
        let ours = world.ours.to_string();
        let (path, body) = (world.fill(route.path, &ours, user), world.fill(form, &ours, user));
        later(&world.site, 31);
        let asked = browser.request(Method::POST, &path, Some(body)).await.location();
        if !asked.contains("kept-forms") {
            assert!(["/profile/password", "/reauthentication"].contains(&route.path), "{}", route.path);
            continue;
        }
        let back = browser.visit(&asked).await.value("return");
        let fields = [("email", admin.email.as_str()), ("password", PASSWORD), ("return", &back)];
        assert_eq!(browser.post("/sign-in", &fields).await.location(), back, "{}", route.path);
        let before = state(&world.site).await;
        let answer = browser.get(&back).await;
        if route.path.ends_with("/selections") {
            // Nothing but what is ticked.
            continue;
        }
        assert_eq!(state(&world.site).await, before, "{}: done by looking at it", route.path);
        assert!([200, 303, 404, 409, 422].contains(&answer.status), "{}: {}", route.path, answer.status);
        if answer.status == 200 {
            let page = answer.page();
            let actions: Vec<&str> =
                page.select("main form[method=post]").iter().filter_map(|form| form.attr("action")).collect();
            assert!(
                !actions.is_empty() && page.has("Nothing of it has been done yet"),
                "{}: {}",
                route.path,
                page.text()
            );
            shown += 1;
        }
    }
    assert!(shown >= 20, "{shown} forms were shown again");
    world.site.assert_sound().await;
}
