//! The page on which mail and passwords are settled.

use chrono::TimeDelta;
use partnerdesk::actions::{Submission, hand_over};
use partnerdesk::channels::Channels;
use partnerdesk::domain::hand_over::HandOver;

use super::Desk;
use super::post::{Post, Tls};
use crate::support::{Scratch, Site};

const PATH: &str = "/settings/mail";

/// Everything as it is typed.
fn typed(version: &str) -> Vec<(&'static str, String)> {
    [
        ("sender_address", "desk@partner.example"),
        ("sender_name", "The Desk"),
        ("reply_to", "help@partner.example"),
        ("mails_an_hour", "40"),
        ("mails_with_credentials", "yes"),
        ("temporary_hours", "5"),
        ("link_hours", "24"),
        ("sign_in_address", "https://portal.partner.example/start"),
        ("version", version),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

fn with<'a>(fields: &'a [(&'static str, String)], own: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let value = |name: &str| own.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    fields.iter().map(|(name, kept)| (*name, value(name).unwrap_or(kept.as_str()))).collect()
}

async fn settled(desk: &Desk) -> HandOver {
    hand_over::settled(&desk.by()).await.unwrap()
}

#[actix_web::test]
async fn everything_is_settled_shown_again_and_noted() {
    let desk = Desk::new(&Post::new()).await;
    let mut browser = desk.site.sign_in_as(&desk.boss).await;
    let first = browser.visit(PATH).await;
    assert_eq!((first.value("mails_an_hour"), first.value("link_hours")), ("500".into(), "72".into()));
    assert!(
        first.text().contains("72 hours, as the server is set") && first.text().contains("http://desk.test/account")
    );
    let fields = typed(&first.value("version"));
    let answer = browser.post(PATH, &with(&fields, &[])).await;
    assert_eq!((answer.status, answer.location().as_str()), (303, PATH), "{}", answer.body);
    let page = browser.visit(PATH).await;
    assert!(page.text().contains("The settings were saved."));
    for (name, value) in fields.iter().filter(|(name, _)| !["version", "mails_with_credentials"].contains(name)) {
        assert_eq!(page.value(name), *value, "{name}");
    }
    let now = settled(&desk).await;
    assert!(now.mails_hold_passwords && now.mails_an_hour == 40 && now.temporary_password_hours == Some(5));
    let log = browser.visit("/activity").await;
    assert!(log.text().contains("Update mail and password settings"), "{}", log.text());
    assert!(log.text().contains("Mails an hour"), "{}", log.text());
}

#[actix_web::test]
async fn what_cannot_be_settled_is_told_at_its_field_and_nothing_typed_is_lost() {
    let desk = Desk::new(&Post::new()).await;
    let mut browser = desk.site.sign_in_as(&desk.boss).await;
    let fields = typed(&browser.visit(PATH).await.value("version"));
    let before = settled(&desk).await;
    for (name, value) in [
        ("sender_address", "a@b.example, c@d.example"),
        ("sender_address", "kim@partner.example\r\nBcc: eve@elsewhere.example"),
        ("sender_address", ""),
        ("sender_name", "Desk\u{202e}"),
        ("reply_to", "nobody"),
        ("mails_an_hour", "0"),
        ("mails_an_hour", "many"),
        ("temporary_hours", "337"),
        ("link_hours", ""),
        ("sign_in_address", "javascript:alert(1)"),
    ] {
        let answer = browser.post(PATH, &with(&fields, &[(name, value)])).await;
        assert_eq!(answer.status, 422, "{name} {value}");
        let page = answer.page();
        assert!(!page.select(&format!("#{name}[aria-invalid=true]")).is_empty(), "{name}");
        assert!(!page.select(&format!("#summary a[href='#{name}']")).is_empty(), "{name}");
        assert_eq!(page.value("mails_an_hour"), if name == "mails_an_hour" { value } else { "40" }, "{name}");
    }
    assert_eq!(settled(&desk).await, before);
}

#[actix_web::test]
async fn whoever_comes_second_sees_what_the_first_one_settled() {
    let desk = Desk::new(&Post::new()).await;
    let mut browser = desk.site.sign_in_as(&desk.boss).await;
    let fields = typed(&browser.visit(PATH).await.value("version"));
    desk.settle(|settled| settled.mails_an_hour = 7).await;
    let answer = browser.post(PATH, &with(&fields, &[])).await;
    assert_eq!(answer.status, 409);
    let page = answer.page();
    assert!(page.text().contains("Kim global-admin") && page.value("mails_an_hour") == "40", "{}", page.text());
    assert_eq!(settled(&desk).await.mails_an_hour, 7);
    let again = with(&fields, &[("version", "2")]).iter().map(|(name, value)| (*name, *value)).collect::<Vec<_>>();
    assert_eq!(page.value("version"), "2");
    assert_eq!(browser.post(PATH, &again).await.status, 303);
}

#[actix_web::test]
async fn what_is_settled_of_temporary_passwords_wins_over_the_server() {
    let site = Site::with(|settings| settings.temporary_password_hours = 10).await;
    let boss = site.staff(partnerdesk::domain::role::Role::GlobalAdmin).await;
    let customer = site.customer("Aquila", "aquila.example").await;
    for (chosen, hours) in [(None, 10), (Some(3), 3)] {
        let by = site.actor(&boss);
        let now = hand_over::settled(&by).await.unwrap();
        let wanted = HandOver { temporary_password_hours: chosen, ..now };
        hand_over::settle(&by, &wanted, &Submission::never_twice()).await.unwrap();
        site.user(&boss, customer, &format!("Ada {hours}"), &[]).await;
        // Nobody's expires an hour before that, and the last one's does an hour after it.
        for (after, expired) in [(hours - 1, 0), (hours + 1, 1)] {
            let at = (site.app.clock.now() + TimeDelta::hours(after)).to_rfc3339();
            let name = format!("ada.{hours}@aquila.example");
            let sql =
                format!("SELECT upn_key AS text FROM users WHERE upn_key = '{name}' AND password_expires_at < '{at}'");
            let found = crate::support::texts(&site.app, &sql).await;
            assert_eq!(found.len(), expired, "{chosen:?} {after}");
        }
    }
}

#[actix_web::test]
async fn a_test_mail_tells_what_the_server_says() {
    let mut post = Post::with(Tls::Start);
    let desk = Desk::new(&post).await;
    let mut browser = desk.site.sign_in_as(&desk.boss).await;
    let answer = browser.post("/settings/mail/test", &[]).await;
    assert_eq!(answer.status, 200);
    let text = answer.page().text();
    assert!(text.contains("250 2.0.0 Ok: queued as 4XyZ") && text.contains(desk.boss.email.as_str()), "{text}");
    let arrived = post.arrived().remove(0);
    assert_eq!(arrived["to"][0][1], desk.boss.email.as_str());
    post.plan(&["rcpt-550"]);
    let answer = browser.post("/settings/mail/test", &[]).await;
    // The address that the server repeats stands in angle brackets, and makes no element of the page.
    assert!(answer.body.contains("550 5.1.1 &#60;") || answer.body.contains("550 5.1.1 &lt;"), "{}", answer.body);
    let log = browser.visit("/activity").await;
    assert!(log.text().contains("Send test mail"));
    browser.submit("/language", &[("language", "it"), ("return", "/")]).await;
    browser.post("/settings/mail/test", &[]).await;
    assert_eq!(post.arrived().last().unwrap()["headers"]["Content-Language"], "it");
    drop(post);
    let text = browser.post("/settings/mail/test", &[]).await.page().text();
    assert!(text.contains("connection: "), "{text}");
}

#[actix_web::test]
async fn without_a_server_the_page_says_how_one_is_set() {
    let desk = Desk::on(Scratch::new().await.into(), Channels::default()).await;
    let mut browser = desk.site.sign_in_as(&desk.boss).await;
    let page = browser.visit(PATH).await;
    assert!(page.text().contains("PARTNERDESK_SMTP_URL="), "{}", page.text());
    assert!(page.select("form[action='/settings/mail/test']").is_empty());
    let answer = browser.post("/settings/mail/test", &[]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().alert().contains("no mail server"));
}
