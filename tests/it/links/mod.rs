//! One-time links: opened once, by a button, by one browser; and what is told of those that open nothing.

mod erased;
mod handed;
mod issuing;
mod over;
mod reissue;

use actix_web::http::Method;
use chrono::TimeDelta;
use partnerdesk::actions::{links, sheets};
use partnerdesk::domain::id::{CustomerId, SheetId, UserId};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;

use crate::support::{Browser, Site};

/// A customer with a user whose temporary password stands on an open sheet.
pub struct Desk {
    pub site: Site,
    pub staff: Staff,
    pub customer: CustomerId,
    pub user: UserId,
    pub sheet: SheetId,
    pub kim: Browser,
}

impl Desk {
    pub async fn new() -> Self {
        Self::with_hours(24).await
    }

    /// Staff stay signed in so long.
    pub async fn with_hours(hours: u32) -> Self {
        let site = Site::with(|settings| {
            settings.session_hours = hours;
            settings.session_idle_minutes = hours * 60;
        })
        .await;
        let staff = site.staff(Role::AdminAgent).await;
        let customer = site.customer("Aquila", "aquila.example").await;
        let user = site.user(&staff, customer, "Ada Bianchi", &[]).await;
        let sheet = sheets::open_sheet(&site.actor(&staff), customer).await.unwrap().unwrap().id;
        let kim = site.sign_in_as(&staff).await;
        Self { site, staff, customer, user, sheet, kim }
    }

    pub fn path(&self) -> String {
        format!("/customers/{}/sheets/{}", self.customer, self.sheet)
    }

    /// Issues links, and gives the user's path and code.
    pub async fn issued(&mut self, with_code: bool) -> (String, String) {
        let wish: &[(&str, &str)] = if with_code { &[("with_code", "1")] } else { &[] };
        let page = self.kim.submit(&format!("{}/links", self.path()), wish).await;
        assert!(page.status().contains("made"), "{}", page.text());
        self.link().await
    }

    pub async fn link(&self) -> (String, String) {
        let by = self.site.actor(&self.staff);
        let link = links::of_sheet(&by, self.customer, self.sheet, None).await.unwrap().remove(&self.user).unwrap();
        let code = link.code.map(|code| code.to_string()).unwrap_or_default();
        (format!("/handover/{}", *link.token.unwrap()), code)
    }

    pub async fn password(&self) -> String {
        let by = self.site.actor(&self.staff);
        let view = sheets::view(&by, self.customer, self.sheet, 0, 100).await.unwrap();
        view.rows.iter().find(|row| row.user == self.user).unwrap().password.to_string()
    }
}

#[actix_web::test]
async fn a_link_is_opened_by_a_button_once_and_looking_opens_nothing() {
    let mut desk = Desk::new().await;
    let (link, _) = desk.issued(false).await;
    let password = desk.password().await;
    let mut scanner = desk.site.browser().await;
    scanner.headers.push(("sec-purpose".into(), "prefetch".into()));
    for method in [Method::GET, Method::HEAD, Method::GET] {
        let answer = scanner.request(method.clone(), &link, None).await;
        assert_eq!(answer.status, 200, "{method}");
        assert!(!answer.body.contains(&password) && !answer.body.contains("ada.bianchi"), "nothing is told yet");
        assert_eq!((answer.header("cache-control"), answer.header("referrer-policy")), ("no-store", "strict-origin"));
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"));
    }
    let mut ada = desk.site.browser().await;
    let page = ada.get(&link).await;
    let cookie = page.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert!(cookie.contains(&format!("Path={link}")), "{cookie}");
    let opened = ada.post(&link, &[]).await;
    assert_eq!((opened.status, opened.header("cache-control")), (200, "no-store"));
    assert_eq!(opened.page().texts(".password"), [password.as_str()]);
    assert!(opened.page().has("ada.bianchi@aquila.example") && opened.page().has("http://desk.test/account"));
    // An answer that was lost: the same browser, for a moment.
    desk.site.app.clock.advance(TimeDelta::seconds(9));
    assert!(ada.post(&link, &[]).await.body.contains(&password));
    assert!(ada.get(&link).await.body.contains(&password));
    for browser in [&mut scanner, &mut desk.kim] {
        for answer in [browser.get(&link).await, browser.post(&link, &[]).await] {
            assert_eq!(answer.status, 410);
            assert!(!answer.body.contains(&password) && answer.page().has("It was opened on"));
        }
    }
    desk.site.app.clock.advance(TimeDelta::seconds(1));
    for answer in [ada.get(&link).await, ada.post(&link, &[]).await] {
        assert!(answer.status == 410 && !answer.body.contains(&password));
    }
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn a_link_opens_with_what_comes_along_when_it_is_copied() {
    let mut desk = Desk::new().await;
    let (link, _) = desk.issued(false).await;
    let mut ada = desk.site.browser().await;
    for end in [".", "%20", "%3E", ",", ")"] {
        assert_eq!(ada.get(&format!("{link}{end}")).await.status, 200, "{end}");
    }
    assert!(ada.post(&format!("{link}."), &[]).await.body.contains(&desk.password().await));
}

#[actix_web::test]
async fn of_two_who_open_at_once_one_sees_it() {
    let mut desk = Desk::new().await;
    let (link, _) = desk.issued(false).await;
    let password = desk.password().await;
    let (mut one, mut other) = (desk.site.browser().await, desk.site.browser().await);
    one.get(&link).await;
    other.get(&link).await;
    let answers = tokio::join!(one.post(&link, &[]), other.post(&link, &[]));
    let seen = [answers.0, answers.1].map(|answer| (answer.status, answer.body.contains(&password)));
    assert!(seen == [(200, true), (410, false)] || seen == [(410, false), (200, true)], "{seen:?}");
}

#[actix_web::test]
async fn a_browser_without_cookies_sees_it_once() {
    let mut desk = Desk::new().await;
    let (link, _) = desk.issued(false).await;
    let mut ada = desk.site.browser().await;
    assert_eq!(ada.post(&link, &[]).await.status, 200);
    assert_eq!(ada.post(&link, &[]).await.status, 410);
}

#[actix_web::test]
async fn a_code_is_asked_for_and_five_wrong_ones_end_the_link() {
    let mut desk = Desk::new().await;
    let (link, code) = desk.issued(true).await;
    assert!(code.len() == 6 && code.chars().all(|c| c.is_ascii_digit()));
    let sheet = desk.kim.visit(&desk.path()).await;
    assert!(sheet.has(&code), "staff tell it by telephone");
    let mut ada = desk.site.browser().await;
    assert_eq!(ada.visit(&link).await.select("input[name=code]").len(), 1);
    let wrong = if code == "111111" { "222222" } else { "111111" };
    for (typed, left) in [("", "4 tries"), (wrong, "3 tries"), ("x", "2 tries"), (wrong, "One try")] {
        let answer = ada.post(&link, &[("code", typed)]).await;
        assert_eq!(answer.status, 422, "{typed}");
        let page = answer.page();
        assert!(page.alert().contains(left) && page.reason("code").contains(left), "{}", page.text());
    }
    let typed = format!(" {} {} ", &code[..3], &code[3..]);
    assert_eq!(ada.post(&link, &[("code", &typed)]).await.status, 200, "as it was heard");

    desk.site.app.clock.advance(TimeDelta::seconds(20));
    let (next, code) = desk.issued(true).await;
    let wrong = if code == "111111" { "222222" } else { "111111" };
    for _ in 0..5 {
        ada.post(&next, &[("code", wrong)]).await;
    }
    for answer in [ada.post(&next, &[("code", &code)]).await, ada.get(&next).await] {
        assert!(answer.status == 410 && answer.page().has("A wrong code was given too often"));
    }
}
