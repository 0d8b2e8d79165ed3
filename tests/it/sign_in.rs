//! Signing in, being signed in, and signing out.

use chrono::TimeDelta;
use partnerdesk::actions::{Actor, check, staff};
use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::principal::PrincipalId;
use partnerdesk::domain::role::Role;
use partnerdesk::store;
use zeroize::Zeroizing;

use crate::support::{PASSWORD, Site, is_postgres, sql};

#[actix_web::test]
async fn somebody_signs_in_sees_the_own_name_and_signs_out() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let page = kim.visit("/").await;
    assert!(page.has("Kim admin-agent") && page.has("Admin agent"));
    let page = kim.submit("/sign-out", &[]).await;
    assert_eq!(page.status(), "You are signed out.");
    assert_eq!(kim.get("/").await.location(), "/sign-in");
}

#[actix_web::test]
async fn who_asks_for_a_page_gets_it_after_signing_in() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut browser = site.browser().await;
    let answer = browser.get("/customers?search=a").await;
    assert_eq!((answer.status, answer.location().as_str()), (303, "/sign-in?return=%2Fcustomers%3Fsearch%3Da"));
    let fields = [("email", staff.email.as_str()), ("password", PASSWORD), ("return", "/customers?search=a")];
    assert_eq!(browser.post("/sign-in", &fields).await.location(), "/customers?search=a");
    let elsewhere = [("email", staff.email.as_str()), ("password", PASSWORD), ("return", "//evil.example")];
    assert_eq!(site.browser().await.post("/sign-in", &elsewhere).await.location(), "/");
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_account_look_alike() {
    let site = Site::new().await;
    let known = site.staff(Role::GlobalAdmin).await;
    let blocked = site.staff(Role::GlobalAdmin).await;
    staff::block(&Actor::command_line(&site.app), blocked.email.as_str()).await.unwrap();
    let mut seen = Vec::new();
    for email in [known.email.as_str(), blocked.email.as_str(), "nobody@partner.example"] {
        let password = if email == blocked.email.as_str() { PASSWORD } else { "wrong wrong wrong wrong" };
        let before = (site.app.hasher.verified(), site.app.db.statements());
        let answer = site.browser().await.post("/sign-in", &[("email", email), ("password", password)]).await;
        let after = (site.app.hasher.verified(), site.app.db.statements());
        seen.push((answer.status, answer.body.replace(email, "EMAIL"), after.0 - before.0, after.1 - before.1));
    }
    assert_eq!(seen[0].0, 422);
    assert_eq!(seen[0].2, 1, "one verification, whoever it is");
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
    assert!(seen[0].1.contains("E-mail or password is wrong"));
}

#[actix_web::test]
async fn failures_slow_down_and_success_forgives() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let email = staff.email.as_str();
    let mut browser = site.browser().await;
    for _ in 0..5 {
        assert_eq!(browser.post("/sign-in", &[("email", email), ("password", "wrong")]).await.status, 422);
    }
    assert_eq!(browser.post("/sign-in", &[("email", email), ("password", "wrong")]).await.status, 422);
    let answer = browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 429, "the right password has to wait, too");
    assert!(answer.page().alert().contains("Too many failed attempts"));
    site.app.clock.advance(TimeDelta::seconds(3));
    assert_eq!(browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.status, 303);
    assert_eq!(site.browser().await.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.status, 303);
}

#[actix_web::test]
async fn one_address_cannot_try_many_accounts() {
    let site = Site::new().await;
    let mut browser = site.browser().await;
    let mut refused = 0;
    for number in 0..25 {
        let email = format!("somebody-{number}@partner.example");
        refused += u32::from(browser.post("/sign-in", &[("email", &email), ("password", "x")]).await.status == 429);
    }
    assert_eq!(refused, 4);
}

#[actix_web::test]
async fn signing_in_does_not_pay_for_guesses_at_others() {
    let site = Site::new().await;
    let staff = site.staff(Role::HelpdeskAgent).await;
    let mut browser = site.browser().await;
    let mut looked_at = 0;
    for number in 0..30 {
        let guess = format!("somebody-{number}@partner.example");
        looked_at += u32::from(browser.post("/sign-in", &[("email", &guess), ("password", "x")]).await.status == 422);
        if number % 5 == 4 {
            browser.post("/sign-in", &[("email", staff.email.as_str()), ("password", PASSWORD)]).await;
            browser.post("/sign-out", &[]).await;
        }
    }
    assert!(looked_at <= 21, "{looked_at} guesses were looked at");
}

#[actix_web::test]
async fn a_session_ends_by_itself() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut idle = site.sign_in_as(&staff).await;
    site.app.clock.advance(TimeDelta::minutes(29));
    assert_eq!(idle.get("/").await.status, 200);
    site.app.clock.advance(TimeDelta::minutes(29));
    assert_eq!(idle.get("/").await.status, 200, "a click keeps it open");
    site.app.clock.advance(TimeDelta::minutes(31));
    assert_eq!(idle.get("/").await.status, 303);

    let mut busy = site.sign_in_as(&staff).await;
    for _ in 0..25 {
        site.app.clock.advance(TimeDelta::minutes(28));
        busy.get("/").await;
    }
    assert_eq!(busy.get("/").await.status, 200);
    site.app.clock.advance(TimeDelta::minutes(21));
    assert_eq!(busy.get("/").await.status, 303, "twelve hours are the most");
}

#[actix_web::test]
async fn old_cookies_lead_nowhere() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut kim = site.sign_in_as(&staff).await;
    let stolen = kim.cookie("partnerdesk").unwrap().to_owned();
    kim.post("/sign-out", &[]).await;
    let mut thief = site.browser().await;
    thief.set_cookie("partnerdesk", &stolen);
    assert_eq!(thief.get("/").await.status, 303);

    let mut kim = site.sign_in_as(&staff).await;
    let by = Actor::command_line(&site.app);
    let word = Zeroizing::new("another phrase to remember".to_owned());
    staff::set_password(&by, staff.email.as_str(), word).await.unwrap();
    assert_eq!(kim.get("/").await.status, 303, "a new password ends all sessions");
}

#[actix_web::test]
async fn a_role_that_is_taken_is_gone_at_once() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let mut kim = site.sign_in_as(&staff).await;
    assert_eq!(kim.get("/customers/new").await.status, 200);
    staff::set_role(&Actor::command_line(&site.app), staff.email.as_str(), Role::HelpdeskAgent).await.unwrap();
    let answer = kim.get("/customers/new").await;
    assert_eq!(answer.status, 403);
    assert!(
        answer.page().has("This needs one of the roles Sales agent, Admin agent, Global admin."),
        "{}",
        answer.page().text()
    );
}

#[actix_web::test]
async fn the_first_global_admin_is_made_by_a_link_that_works_once() {
    let site = Site::new().await;
    let token = staff::open_setup(&site.app).await.unwrap().unwrap();
    let path = format!("/setup/{token}");
    let mut first = site.browser().await;
    assert_eq!(first.visit(&path).await.heading(), "Set up Partnerdesk");
    let short = [("name", "Ada"), ("email", "ada@partner.example"), ("password", "short"), ("password_again", "short")];
    let answer = first.post(&path, &short).await;
    assert_eq!((answer.status, answer.page().value("email").as_str()), (422, "ada@partner.example"));
    assert_eq!(answer.page().reason("password"), "Use at least 15 characters.");
    let fields =
        [("name", "Ada"), ("email", "ada@partner.example"), ("password", PASSWORD), ("password_again", PASSWORD)];
    assert_eq!(first.submit(&path, &fields).await.heading(), "Dashboard");
    assert_eq!(site.browser().await.get(&path).await.status, 404);
    assert_eq!(site.browser().await.post(&path, &fields).await.status, 404);
    assert!(staff::open_setup(&site.app).await.unwrap().is_none());
}

#[actix_web::test]
async fn the_language_is_the_browser_s_until_one_is_chosen() {
    let site = Site::new().await;
    let mut browser = site.browser().await;
    browser.headers.push(("accept-language".into(), "it-IT,it;q=0.9".into()));
    assert_eq!(browser.visit("/sign-in").await.heading(), "Accedi");
    let page = browser.submit("/language", &[("language", "en"), ("return", "/sign-in")]).await;
    assert_eq!(page.heading(), "Sign in");
    assert_eq!(page.attribute("html", "lang").unwrap(), "en");
    assert_eq!(browser.post("/language", &[("language", "fr")]).await.status, 400);

    let staff = site.staff(Role::GlobalAdmin).await;
    let mut kim = site.sign_in_as(&staff).await;
    kim.submit("/language", &[("language", "it"), ("return", "/customers")]).await;
    assert_eq!(kim.visit("/customers").await.heading(), "Clienti");
    // Chosen once, it is there in another browser, too.
    assert_eq!(site.sign_in_as(&staff).await.visit("/customers").await.heading(), "Clienti");
}

#[actix_web::test]
async fn sign_ins_have_a_log_of_their_own_and_wait_for_no_change() {
    let site = Site::new().await;
    let member = site.staff(Role::GlobalAdmin).await;
    let fields = [("email", member.email.as_str()), ("password", PASSWORD)];
    let installation = store::audit::head(site.app.db.read(), CustomerId::INSTALLATION).await.unwrap();
    let mut browser = site.browser().await;
    assert_eq!(browser.post("/sign-in", &[fields[0], ("password", "a wrong one")]).await.status, 422);
    assert_eq!(browser.post("/sign-in", &[("email", "nobody@partner.example"), fields[1]]).await.status, 422);
    if is_postgres() {
        // Somebody changes the installation and takes its time.
        let signed_in = site.app.db.write(async |tx| {
            store::audit::lock_head(tx, CustomerId::INSTALLATION).await?;
            let answer = site.browser().await.post("/sign-in", &fields).await;
            Ok::<_, store::Error>(answer.status)
        });
        assert_eq!(signed_in.await.unwrap(), 303);
    }
    assert_eq!(browser.post("/sign-in", &fields).await.status, 303);
    assert_eq!(browser.post("/sign-out", &[]).await.status, 303);
    assert_eq!(store::audit::head(site.app.db.read(), CustomerId::INSTALLATION).await.unwrap(), installation);
    let own = PrincipalId::Staff(member.id).sign_in_chain();
    let records = store::audit::after(site.app.db.read(), own, 0, 100).await.unwrap();
    let told = |operation: &str| records.iter().any(|record| record.operation == operation);
    assert!(told("sign_in") && told("sign_in_failed") && told("sign_out"), "{records:?}");
    site.assert_sound().await;
    // Cut off, it is missed like any other chain.
    let cut = "UPDATE chains SET seq = seq + 1 WHERE customer_id = $1";
    sql(&site.app, cut, vec![own.0.into()]).await;
    let mut found = Vec::new();
    let by = Actor::command_line(&site.app);
    check::run(&by, |finding| found.push(finding.to_string())).await.unwrap();
    assert!(found.iter().any(|finding| finding.starts_with("the installation: sign-ins, event")), "{found:?}");
}
