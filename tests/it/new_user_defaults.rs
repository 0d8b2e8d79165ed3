//! What a customer's new users begin with, and user names that the customer's pattern forms.

use std::collections::BTreeSet;

use partnerdesk::domain::id::{CustomerId, SkuId};
use partnerdesk::domain::role::Role;

use crate::deleted::delete;
use crate::support::{Browser, Page, Site, sql, texts};

struct Desk {
    site: Site,
    id: CustomerId,
    kim: Browser,
    e3: SkuId,
}

impl Desk {
    async fn new() -> Self {
        let site = Site::new().await;
        let id = site.customer("Aquila", "aquila.example").await;
        let e3 = site.owns(id, "Office 365 E3", 9).await;
        let kim = site.sign_in(Role::AdminAgent).await;
        Self { site, id, kim, e3 }
    }

    /// The same, where user names are formed so.
    async fn with(pattern: &str) -> Self {
        let mut desk = Self::new().await;
        let fields = [("default_location", "IT"), ("permissions", "user"), ("user_name_pattern", pattern)];
        desk.save(&fields).await;
        desk
    }

    fn path(&self) -> String {
        format!("/customers/{}/new-user-defaults", self.id)
    }

    fn users(&self) -> String {
        format!("/customers/{}/users", self.id)
    }

    /// Saves these defaults, and gives the account's page.
    async fn save(&mut self, fields: &[(&str, &str)]) -> Page {
        let version = self.site.now(self.id).await.version.to_string();
        let fields = [fields, &[("version", version.as_str())]].concat();
        self.kim.submit(&self.path(), &fields).await
    }

    async fn form(&mut self) -> Page {
        let path = format!("{}/new", self.users());
        self.kim.visit(&path).await
    }

    /// Adds somebody, and gives the status and the page.
    async fn add(&mut self, fields: &[(&str, &str)]) -> (u16, Page) {
        let fields = [fields, &[("domain", "aquila.example"), ("permissions", "user")]].concat();
        let path = self.users();
        let answer = self.kim.post(&path, &fields).await;
        let page = if answer.status == 303 { self.kim.visit(&answer.location()).await } else { answer.page() };
        (answer.status, page)
    }

    /// The user names of all users.
    async fn names(&self) -> Vec<String> {
        texts(&self.site.app, "SELECT user_name AS text FROM users").await
    }
}

fn named<'a>(first: &'a str, last: &'a str, display: &'a str) -> [(&'static str, &'a str); 3] {
    [("first_name", first), ("last_name", last), ("display_name", display)]
}

fn ticked(page: &Page) -> Vec<String> {
    page.select("input[name='license'][checked]").iter().map(|one| one.attr("value").unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn the_form_for_a_new_user_begins_with_what_the_customer_s_users_begin_with() {
    let mut desk = Desk::new().await;
    let account = desk.kim.visit(&format!("/customers/{}", desk.id)).await;
    assert!(account.texts("dd").contains(&"Typed for each user".to_owned()), "{:?}", account.texts("dd"));
    let path = account.link("Change defaults");
    let visio = desk.site.owns(desk.id, "Visio Plan 2", 1).await;
    let page = desk.kim.visit(&path).await;
    assert_eq!(page.attribute("#default_location option[selected]", "value").as_deref(), Some("IT"));
    assert_eq!(page.attribute("input[name='permissions'][checked]", "value").as_deref(), Some("user"));
    let (first, second) = (desk.e3.to_string(), visio.to_string());
    let fields = [
        ("default_location", "SE"),
        ("permissions", "limited"),
        ("role", "billing"),
        ("license", first.as_str()),
        ("license", &second),
        ("user_name_pattern", "initial-dot-last"),
        ("version", &page.value("version")),
        ("form_id", &page.value("form_id")),
    ];
    let account = desk.kim.submit(&path, &fields).await;
    assert!(account.status().contains("The defaults for new users of Aquila were saved."), "{}", account.status());
    let told = account.texts("dd");
    for word in ["Sweden", "Billing admin", "Office 365 E3, Visio Plan 2", "initial.last, like a.bianchi"] {
        assert!(told.contains(&word.to_owned()), "{word}: {told:?}");
    }
    let form = desk.form().await;
    assert_eq!(form.attribute("#location option[selected]", "value").as_deref(), Some("SE"));
    assert_eq!(form.attribute("input[name='permissions'][checked]", "value").as_deref(), Some("limited"));
    assert_eq!(form.attribute("input[name='role'][checked]", "value").as_deref(), Some("billing"));
    assert_eq!(ticked(&form), [first.clone(), second.clone()]);
    assert_eq!(form.attribute("form[data-names]", "data-pattern").as_deref(), Some("f.last"));
    assert!(form.attribute("#user_name", "required").is_none() && form.has("a name like a.bianchi"));
    // The last seat goes.
    let boss = desk.site.staff(Role::GlobalAdmin).await;
    desk.site.user(&boss, desk.id, "Bo Lind", &[visio]).await;
    let form = desk.form().await;
    assert_eq!(ticked(&form), [first.as_str()]);
    assert!(form.attribute(&format!("[id='license:{second}']"), "disabled").is_some());
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn the_activity_log_tells_what_was_changed_in_words() {
    let mut desk = Desk::new().await;
    let e3 = desk.e3.to_string();
    let fields = [("default_location", "IT"), ("permissions", "global"), ("license", e3.as_str())];
    desk.save(&[&fields[..], &[("user_name_pattern", "last-dot-first")]].concat()).await;
    desk.save(&[("default_location", "IT"), ("permissions", "user")]).await;
    let log = desk.kim.visit(&format!("/customers/{}/activity", desk.id)).await.text();
    for words in [
        "Changed defaults for new users",
        "Global administrator",
        "Can use licenses and services",
        "last.first, like bianchi.ada",
        "Typed for each user",
        "Office 365 E3",
        "Unlicensed",
    ] {
        assert!(log.contains(words), "{words}: {log}");
    }
    // The same once more is no change.
    let version = desk.site.now(desk.id).await.version;
    desk.save(&[("default_location", "IT"), ("permissions", "user")]).await;
    assert_eq!(desk.site.now(desk.id).await.version, version);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn what_cannot_be_given_any_more_is_told_and_left_out() {
    let mut desk = Desk::new().await;
    let e3 = desk.e3.to_string();
    desk.save(&[("permissions", "user"), ("license", &e3)]).await;
    sql(&desk.site.app, "UPDATE products SET assignable = $1", vec![false.into()]).await;
    let told = "New users cannot get these licenses any more: Office 365 E3.";
    let form = desk.form().await;
    assert!(form.has(told) && ticked(&form).is_empty());
    let path = desk.path();
    assert_eq!(form.link("Change defaults"), path);
    let page = desk.kim.visit(&path).await;
    assert!(page.has(told) && ticked(&page).is_empty());
    assert!(desk.save(&[("permissions", "user")]).await.has("Unlicensed"));
    assert!(!desk.form().await.has(told));
}

#[actix_web::test]
async fn bad_choices_are_told_at_their_fields() {
    let mut desk = Desk::new().await;
    let (foreign, _) = desk.site.product("Not bought", &[]).await;
    let (path, foreign) = (desk.path(), foreign.to_string());
    for (field, wrong) in [
        ("default_location", vec![("default_location", "ZZ"), ("permissions", "user")]),
        ("permissions", vec![("permissions", "limited")]),
        ("permissions", vec![("permissions", "owner")]),
        ("licenses", vec![("permissions", "user"), ("license", foreign.as_str())]),
        ("licenses", vec![("permissions", "user"), ("license", "x")]),
        ("user_name_pattern", vec![("permissions", "user"), ("user_name_pattern", "first.last")]),
    ] {
        let answer = desk.kim.post(&path, &[&wrong[..], &[("version", "1")]].concat()).await;
        assert_eq!(answer.status, 422, "{wrong:?}");
        assert!(!answer.page().reason(field).is_empty(), "{wrong:?}: {}", answer.page().alert());
    }
    assert_eq!(desk.site.now(desk.id).await.version, 1);
}

#[actix_web::test]
async fn who_may_not_grant_roles_leaves_them_as_they_are() {
    let mut desk = Desk::new().await;
    desk.save(&[("permissions", "limited"), ("role", "helpdesk")]).await;
    let mut lee = desk.site.sign_in(Role::SalesAgent).await;
    let path = desk.path();
    let page = lee.visit(&path).await;
    assert!(page.attribute("#permissions", "disabled").is_some());
    let sent = [("user_name_pattern", "first"), ("version", "2")];
    for other in [("permissions", "global"), ("permissions", "user")] {
        let answer = lee.post(&path, &[&sent[..], &[other]].concat()).await;
        assert_eq!(answer.status, 403);
        assert!(answer.page().reason("permissions").contains("Admin agent, Global admin"));
    }
    let account = lee.submit(&path, &sent).await;
    assert!(account.has("Helpdesk (password)") && account.has("first name, like ada"));
}

#[actix_web::test]
async fn two_people_and_one_form_sent_twice() {
    let mut desk = Desk::new().await;
    let (path, mut lee) = (desk.path(), desk.site.sign_in(Role::AdminAgent).await);
    let form = |pattern| [("permissions", "user"), ("user_name_pattern", pattern), ("version", "1")];
    let once = [&form("first")[..], &[("form_id", "0190b3a0-0000-7000-8000-000000000007")]].concat();
    desk.kim.submit(&path, &once).await;
    desk.kim.submit(&path, &once).await;
    assert_eq!(desk.site.now(desk.id).await.version, 2);
    let answer = lee.post(&path, &form("last-initial")).await;
    let page = answer.page();
    assert_eq!(answer.status, 409);
    assert!(page.alert().contains("Kim admin-agent saved a change"), "{}", page.alert());
    assert!(page.alert().contains("first name, like ada last and initial, like bianchia"), "{}", page.alert());
    assert_eq!(page.attribute("#user_name_pattern option[selected]", "value").as_deref(), Some("last-initial"));
    lee.submit(&path, &[form("last-initial")[0], form("last-initial")[1], ("version", &page.value("version"))]).await;
    // Who has the account open since before is told, too.
    let account = [("company_name", "Aquila"), ("primary_domain", "aquila.example"), ("version", "1")];
    assert_eq!(lee.post(&format!("/customers/{}", desk.id), &account).await.status, 409);
}

#[actix_web::test]
async fn a_user_name_that_nobody_typed_is_formed_with_a_number_where_it_is_taken() {
    let mut desk = Desk::with("first-dot-last").await;
    for (first, last, display, user_name) in [
        ("Mario", "Rossi", "Mario Rossi", "mario.rossi@aquila.example"),
        ("Mario", "Rossi", "Mario Rossi", "mario.rossi2@aquila.example"),
        ("", "", "Rossi, Mario", "mario.rossi3@aquila.example"),
        ("Łukasz", "De Luca", "Łukasz", "lukasz.deluca@aquila.example"),
        ("", "", "Maria De Luca", "maria.deluca@aquila.example"),
        ("Cher", "", "Cher", "cher@aquila.example"),
    ] {
        let (status, page) = desk.add(&named(first, last, display)).await;
        assert_eq!(status, 303, "{display}: {}", page.alert());
        assert!(page.has(user_name), "{display}: {}", page.text());
    }
    let (status, page) = desk.add(&named("太郎", "山田", "")).await;
    assert_eq!(status, 422);
    assert_eq!(page.reason("user_name"), "No user name can be formed from this name. Type one.");
    assert!(!page.reason("display_name").is_empty(), "what else is wrong is told with it");
    let (status, page) = desk.add(&[]).await;
    assert_eq!(status, 422);
    assert_eq!(page.reason("user_name"), page.reason("display_name"), "without any name it is the names that lack");
    // What somebody typed is taken as it is, and told where it is taken.
    let typed = [&named("Mario", "Rossi", "Mario Rossi")[..], &[("user_name", "mario.rossi")]].concat();
    let (status, page) = desk.add(&typed).await;
    assert_eq!(status, 422);
    assert!(page.reason("user_name").contains("is already taken"));
    // What the script proposed was not typed.
    let (status, page) = desk.add(&[&typed[..], &[("proposed", "mario.rossi")]].concat()).await;
    assert!(status == 303 && page.has("mario.rossi4@aquila.example"), "{}", page.text());
    assert_eq!(desk.names().await.len(), 7);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn without_a_pattern_the_user_name_is_typed() {
    let mut desk = Desk::new().await;
    let form = desk.form().await;
    assert!(form.attribute("#user_name", "required").is_some() && form.select("[name='proposed']").is_empty());
    let fields = [&named("Mario", "Rossi", "Mario Rossi")[..], &[("proposed", "")]].concat();
    let (status, page) = desk.add(&fields).await;
    assert_eq!((status, page.reason("user_name").is_empty()), (422, false));
}

#[actix_web::test]
async fn who_can_come_back_keeps_the_name() {
    let mut desk = Desk::with("initial-last").await;
    let boss = desk.site.staff(Role::GlobalAdmin).await;
    desk.add(&named("Mario", "Rossi", "Mario Rossi")).await;
    let mut browser = desk.site.sign_in_as(&boss).await;
    let user = browser.visit(&desk.users()).await.link("Mario Rossi");
    let user = user.split('?').next().unwrap().rsplit('/').next().unwrap().parse().unwrap();
    delete(&mut browser, desk.id, &[user]).await;
    let (_, page) = desk.add(&named("Maria", "Rossi", "Maria Rossi")).await;
    assert!(page.has("mrossi2@aquila.example"), "{}", page.text());
}

#[actix_web::test]
async fn namesakes_added_at_the_same_moment_get_names_of_their_own() {
    let desk = Desk::with("last-dot-first").await;
    let path = desk.users();
    let one = |mut browser: Browser| {
        let path = path.clone();
        actix_web::rt::spawn(async move {
            let fields = [&named("Mario", "Rossi", "Mario Rossi")[..], &[("domain", "aquila.example")]].concat();
            browser.post(&path, &[&fields[..], &[("permissions", "user")]].concat()).await.status
        })
    };
    let sent: Vec<_> = (0..8).map(|_| one(desk.kim.clone())).collect();
    for answer in sent {
        assert_eq!(answer.await.unwrap(), 303);
    }
    let expected = ["", "2", "3", "4", "5", "6", "7", "8"].map(|number| format!("rossi.mario{number}@aquila.example"));
    let names: BTreeSet<String> = desk.names().await.into_iter().collect();
    assert_eq!(names, BTreeSet::from(expected));
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn a_hundred_namesakes_are_numbered_on() {
    let mut desk = Desk::with("first").await;
    for _ in 0..105 {
        assert_eq!(desk.add(&named("Mario", "Rossi", "Mario Rossi")).await.0, 303);
    }
    assert!(desk.names().await.contains(&"mario105@aquila.example".to_owned()));
}
