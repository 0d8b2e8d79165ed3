//! Mails from the confirmation screen: to whom, with what, and what is told of them.

mod drafts;
mod guarded;
mod over;
mod refused;

use std::sync::Arc;

use partnerdesk::actions::{Submission, hand_over, links, sheets};
use partnerdesk::channels::Channels;
use partnerdesk::domain::id::{CustomerId, SheetId, UserId};
use partnerdesk::domain::mail::Mailbox;
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::tasks::work_off;
use serde_json::Value;

use crate::mails::post::Post;
use crate::support::{Browser, Page, Scratch, Site, sql};

/// A customer with three users whose temporary passwords stand on an open confirmation.
struct Desk {
    site: Site,
    staff: Staff,
    customer: CustomerId,
    users: Vec<UserId>,
    sheet: SheetId,
    kim: Browser,
}

impl Desk {
    async fn new(post: &Post) -> Self {
        Self::of(Role::AdminAgent, post.channels()).await
    }

    async fn of(role: Role, channels: Channels) -> Self {
        let site = Site::node(Arc::new(Scratch::new().await), channels).await;
        let boss = site.staff(Role::GlobalAdmin).await;
        let by = site.actor(&boss);
        let mut settled = hand_over::settled(&by).await.unwrap();
        settled.sender = Some(Mailbox::parse("Desk", "desk@partner.example").unwrap());
        hand_over::settle(&by, &settled, &Submission::never_twice()).await.unwrap();
        let staff = site.staff(role).await;
        let customer = site.customer("Città Aquila", "aquila.example").await;
        let mut users = Vec::new();
        for name in ["Ada Bianchi", "Bo Lind", "Cy Marsh"] {
            // A Helpdesk agent adds nobody: the password is made by a reset.
            users.push(site.user(if role == Role::HelpdeskAgent { &boss } else { &staff }, customer, name, &[]).await);
        }
        let mut kim = site.sign_in_as(&staff).await;
        if role == Role::HelpdeskAgent {
            let ids: Vec<String> = users.iter().map(ToString::to_string).collect();
            let chosen: Vec<(&str, &str)> = ids.iter().map(|id| ("user", id.as_str())).collect();
            kim.submit(&format!("/customers/{customer}/password-resets"), &chosen).await;
        }
        let sheet = sheets::open_sheet(&site.actor(&staff), customer).await.unwrap().unwrap().id;
        Self { site, staff, customer, users, sheet, kim }
    }

    fn path(&self) -> String {
        format!("/customers/{}/sheets/{}", self.customer, self.sheet)
    }

    /// The form with an address for each user, and these fields.
    fn form(&self, addresses: [&str; 3], more: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let mut fields: Vec<(String, String)> = more.iter().map(owned).collect();
        for (user, address) in self.users.iter().zip(addresses) {
            fields.push(("user".into(), user.to_string()));
            fields.push(("address".into(), address.to_owned()));
        }
        fields
    }

    async fn send(&mut self, fields: &[(String, String)]) -> crate::support::Answer {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.kim.post(&format!("{}/mails", self.path()), &fields).await
    }

    /// Sends, and gives the confirmation that tells it.
    async fn sent(&mut self, addresses: [&str; 3], more: &[(&str, &str)]) -> Page {
        let form = self.form(addresses, more);
        let answer = self.send(&form).await;
        assert_eq!((answer.status, answer.location()), (303, self.path()), "{}", answer.page().text());
        self.kim.visit(&self.path()).await
    }

    async fn work(&self) {
        work_off(&self.site.app).await.unwrap();
    }

    /// The address of a user's link, as the confirmation has it.
    async fn link(&self, user: usize) -> String {
        let by = self.site.actor(&self.staff);
        let mut all = links::of_sheet(&by, self.customer, self.sheet, None).await.unwrap();
        let token = all.remove(&self.users[user]).unwrap().token.unwrap();
        links::address(&self.site.app, &token).to_string()
    }

    async fn password(&self, user: usize) -> String {
        let view = sheets::view(&self.site.actor(&self.staff), self.customer, self.sheet, 0, 100).await.unwrap();
        view.rows.iter().find(|row| row.user == self.users[user]).unwrap().password.to_string()
    }

    async fn allow_passwords(&self) {
        self.let_mails_hold_passwords(true).await;
    }

    async fn forbid_passwords(&self) {
        self.let_mails_hold_passwords(false).await;
    }

    async fn let_mails_hold_passwords(&self, may: bool) {
        let boss = self.site.staff(Role::GlobalAdmin).await;
        let by = self.site.actor(&boss);
        let mut settled = hand_over::settled(&by).await.unwrap();
        settled.mails_hold_passwords = may;
        hand_over::settle(&by, &settled, &Submission::never_twice()).await.unwrap();
    }

    async fn set(&self, user: usize, column: &str, value: &str) {
        let statement = format!("UPDATE users SET {column} = $1 WHERE id = $2");
        sql(&self.site.app, &statement, vec![value.into(), self.users[user].0.into()]).await;
    }
}

/// What stands in a user's field.
fn typed(page: &Page, user: UserId) -> String {
    page.attribute(&format!("#address-{user}"), "value").unwrap_or_default()
}

const EACH: (&str, &str) = ("to", "each");
const THREE: [&str; 3] = ["ada@home.example", "bo@home.example", "cy@home.example"];

fn part<'a>(mail: &'a Value, kind: &str) -> &'a str {
    let parts = mail["parts"].as_array().unwrap();
    parts.iter().find(|part| part["type"] == kind).unwrap()["text"].as_str().unwrap()
}

fn to(mail: &Value) -> String {
    mail["to"][0][1].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn each_user_gets_one_mail_with_a_link_that_the_confirmation_shows_too() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    desk.set(0, "alternate_email", "ada@home.example").await;
    desk.set(1, "location", "SE").await;
    let form = desk.kim.visit(&format!("{}/mails/new", desk.path())).await;
    assert_eq!(typed(&form, desk.users[0]), "ada@home.example");
    assert_eq!(form.attribute("input[name=to][checked]", "value").as_deref(), Some("each"));
    assert!(form.select("input[name=content]").is_empty(), "passwords are not offered");
    let page = desk.sent(["ada@home.example", "bo@home.example", " "], &[EACH]).await;
    let told = page.status();
    assert!(told.starts_with("2 mails are queued. One user was left out: no address, or a blocked sign-in."), "{told}");
    assert!(page.has("2 mails have not left yet. The last one leaves about"), "{}", page.text());
    assert_eq!(page.texts(".mail-state .pill"), ["E-mail: Queued", "E-mail: Queued"]);
    desk.site.app.clock.advance(chrono::TimeDelta::minutes(20));
    desk.work().await;
    let mut arrived = post.arrived();
    arrived.sort_by_key(to);
    assert_eq!(arrived.iter().map(to).collect::<Vec<_>>(), ["ada@home.example", "bo@home.example"]);
    assert_eq!(arrived[0]["to"][0][0], "Ada Bianchi");
    assert_eq!(arrived[0]["headers"]["Subject"], "Il tuo accesso a Città Aquila");
    assert_eq!(arrived[1]["headers"]["Content-Language"], "en");
    for (at, mail) in arrived.iter().enumerate() {
        assert!(mail["defects"].as_array().unwrap().is_empty() && mail["is_seven_bit"] == true);
        let (link, password) = (desk.link(at).await, desk.password(at).await);
        for kind in ["text/plain", "text/html"] {
            let text = part(mail, kind);
            assert!(text.contains(&link) && !text.contains(&password), "{text}");
            assert!(text.contains("http://desk.test/account"), "{text}");
        }
        let name = ["ada.bianchi@aquila.example", "bo.lind@aquila.example"][at];
        assert!(part(mail, "text/plain").contains(name));
    }
    let page = desk.kim.visit(&desk.path()).await;
    assert_eq!(page.texts(".mail-state .pill"), ["E-mail: Sent", "E-mail: Sent"]);
    assert!(page.select(".mail-state button").is_empty());
    // The link's time began when the mail was accepted.
    let issued = desk.link(0).await;
    let path = issued.strip_prefix("http://desk.test").unwrap().to_owned();
    desk.site.app.clock.advance(chrono::TimeDelta::hours(72) - chrono::TimeDelta::minutes(5));
    assert_eq!(desk.site.browser().await.get(&path).await.status, 200);
    desk.site.app.clock.advance(chrono::TimeDelta::minutes(6));
    assert_eq!(desk.site.browser().await.get(&path).await.status, 410);
}

#[actix_web::test]
async fn one_mail_with_all_goes_to_oneself_or_to_the_contact() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    let contact = "UPDATE customers SET contact_email = $1, contact_name = $2, contact_language = 'it' WHERE id = $3";
    let values = vec!["it@aquila.example".into(), "Über Ciò".into(), desk.customer.0.into()];
    sql(&desk.site.app, contact, values).await;
    for (whom, language) in [("me", "en"), ("contact", "it")] {
        desk.sent(["", "", ""], &[("to", whom)]).await;
        desk.work().await;
        let mail = post.arrived().pop().unwrap();
        let address = if whom == "me" { desk.staff.email.as_str() } else { "it@aquila.example" };
        assert_eq!((to(&mail).as_str(), mail["headers"]["Content-Language"].as_str()), (address, Some(language)));
        for at in 0..3 {
            let link = desk.link(at).await;
            assert!(part(&mail, "text/plain").contains(&link) && part(&mail, "text/html").contains(&link));
        }
    }
    assert_eq!(post.arrived().len(), 2);
    let page = desk.kim.visit(&format!("/customers/{}/users/{}", desk.customer, desk.users[1])).await;
    let text = page.text();
    assert!(text.contains("it@aquila.example") && text.contains(desk.staff.email.as_str()), "{text}");
    assert_eq!(page.texts(".hand-overs .mail-state .pill"), ["E-mail: Sent", "E-mail: Sent"]);
}

#[actix_web::test]
async fn passwords_go_by_mail_where_the_installation_allows_it() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    let form = desk.form(THREE, &[EACH, ("content", "password")]);
    let answer = desk.send(&form).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().alert().contains("Mails hold no passwords here"));
    desk.allow_passwords().await;
    let form = desk.kim.visit(&format!("{}/mails/new", desk.path())).await;
    assert_eq!(form.select("input[name=content]").len(), 2);
    desk.sent(THREE, &[EACH, ("content", "password"), ("language", "it")]).await;
    desk.work().await;
    let mut arrived = post.arrived();
    arrived.sort_by_key(to);
    assert_eq!(arrived.len(), 3);
    for (at, mail) in arrived.iter().enumerate() {
        let text = part(mail, "text/plain");
        assert!(text.contains(&desk.password(at).await) && !text.contains("/handover/"), "{text}");
        assert!(text.contains("Accedi qui:"), "{text}");
    }
    // No password stands in what is kept of it.
    let log = desk.kim.visit(&format!("/customers/{}/activity", desk.customer)).await;
    assert!(log.has("Send mail") && !log.text().contains(&desk.password(0).await));
}

#[actix_web::test]
async fn the_same_form_sends_once_and_a_code_is_told_by_telephone_alone() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    let id = partnerdesk::clock::new_id().to_string();
    let form = desk.form(THREE, &[EACH, ("with_code", "1"), ("language", "en"), ("form_id", &id)]);
    for _ in 0..2 {
        assert_eq!(desk.send(&form).await.status, 303);
    }
    desk.work().await;
    let arrived = post.arrived();
    assert_eq!(arrived.len(), 3);
    let by = desk.site.actor(&desk.staff);
    let all = links::of_sheet(&by, desk.customer, desk.sheet, None).await.unwrap();
    for mail in &arrived {
        let text = part(mail, "text/plain");
        assert!(text.contains("code that you are told by telephone"), "{text}");
        assert!(all.values().all(|link| !text.contains(link.code.as_ref().unwrap().as_str())));
    }
    let page = desk.kim.visit(&desk.path()).await;
    assert!(page.has(all.values().next().unwrap().code.as_ref().unwrap()), "staff tell it");
}
