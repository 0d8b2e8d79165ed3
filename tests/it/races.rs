//! Between page and click: what colleagues did meanwhile, the same form twice, ids that are nobody's,
//! and a role that somebody loses. Each is told, and nothing is done half or twice.

use std::fmt::Write as _;

use partnerdesk::actions::{Actor, staff, users};
use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::store;
use partnerdesk::tasks;

use crate::deleted::delete;
use crate::support::{Browser, Page, Site, roles, user_form};

type Asked = (&'static str, &'static [(&'static str, &'static str)], bool, &'static str);

/// Everything that is done to chosen users: where, with what, whether to deleted ones, and what it is
/// called when done.
const KINDS: [Asked; 5] = [
    ("deletions", &[], false, "Deleted"),
    ("password-resets", &[], false, "Password reset"),
    ("sign-in-blocks", &[("to", "blocked")], false, "Sign-in blocked"),
    ("sign-in-blocks", &[("to", "allowed")], false, "Already so: nothing changed"),
    ("restorations", &[], true, "Restored with everything"),
];

struct World {
    site: Site,
    boss: Staff,
    customer: CustomerId,
    browser: Browser,
}

impl World {
    async fn new() -> Self {
        let site = Site::new().await;
        let boss = site.staff(Role::GlobalAdmin).await;
        let customer = site.customer("Aquila", "aquila.example").await;
        let browser = site.sign_in_as(&boss).await;
        Self { site, boss, customer, browser }
    }

    fn path(&self, what: &str) -> String {
        format!("/customers/{}/{what}", self.customer)
    }

    /// Two users, deleted if so wanted.
    async fn two(&mut self, run: usize, are_deleted: bool) -> [UserId; 2] {
        let mut users = Vec::new();
        for name in ["Ada", "Ugo"] {
            users.push(self.site.user(&self.boss, self.customer, &format!("{name} {run}"), &[]).await);
        }
        if are_deleted {
            delete(&mut self.browser, self.customer, &users).await;
        }
        [users[0], users[1]]
    }

    async fn records(&self) -> Vec<store::audit::Record> {
        store::audit::after(self.site.app.db.read(), self.customer, 0, 1_000).await.unwrap()
    }

    /// Of a job with several users, what each is told, and what stands on top.
    async fn told(&mut self, kind: usize, users: &[UserId]) -> (Vec<(String, String)>, Page) {
        let (what, with, _, _) = KINDS[kind];
        let ids: Vec<String> = users.iter().map(ToString::to_string).collect();
        let fields: Vec<(&str, &str)> =
            ids.iter().map(|id| ("user", id.as_str())).chain(with.iter().copied()).collect();
        let page = self.browser.submit(&self.path(what), &fields).await;
        (page.rows().into_iter().map(|row| (row[0].clone(), row[1].clone())).collect(), page)
    }
}

#[actix_web::test]
async fn who_was_purged_meanwhile_is_told_and_the_other_one_goes() {
    let mut world = World::new().await;
    for (run, (what, _, are_deleted, done)) in KINDS.into_iter().enumerate() {
        let [ada, ugo] = world.two(run, are_deleted).await;
        if !are_deleted {
            delete(&mut world.browser, world.customer, &[ada]).await;
        }
        let (id, name) = (ada.to_string(), format!("ada.{run}@aquila.example"));
        let purge = world.path("purges");
        world.browser.submit(&purge, &[("user", &id), ("user_name", &name)]).await;
        let (told, page) = if what == "password-resets" {
            // Its answer is the confirmation, but for those who were refused.
            world.told(run, &[ugo, ada]).await
        } else {
            world.told(run, &[ada, ugo]).await
        };
        let of = |name: &str| told.iter().find(|(who, _)| who.contains(name)).map(|(_, what)| what.as_str());
        assert_eq!(of(&format!("Ugo {run}")), Some(done), "{what}: {told:?}");
        assert!(told.iter().any(|(_, what)| what.starts_with("There is no such user")), "{what}: {told:?}");
        assert!(page.alert().contains("Not done for 1 user"), "{what}");
        let alone = world.browser.post(&world.path(what), &[("user", &id), ("to", "blocked")]).await;
        assert_eq!(alone.status, 404, "{what} of who is gone alone");
        assert_eq!(world.browser.post(&purge, &[("user", &id), ("user_name", &name)]).await.status, 404);
    }
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn who_was_deleted_or_restored_meanwhile_is_told_with_who_did_it() {
    let mut world = World::new().await;
    let mut lee = world.site.sign_in(Role::AdminAgent).await;
    for (run, (what, _, are_deleted, done)) in KINDS.into_iter().enumerate() {
        let [ada, ugo] = world.two(run, are_deleted).await;
        let words = if are_deleted {
            lee.submit(&world.path("restorations"), &[("user", &ada.to_string())]).await;
            "Is active already: somebody restored this user before."
        } else {
            delete(&mut lee, world.customer, &[ada]).await;
            "Was deleted before by Kim admin-agent. See Deleted users."
        };
        let before = world.records().await.len();
        let (told, _) = world.told(run, &[ada, ugo]).await;
        let of = |name: &str| told.iter().find(|(who, _)| who.contains(name)).map(|(_, what)| what.as_str());
        assert_eq!(of(&format!("Ada {run}")), Some(words), "{what}");
        assert_eq!(of(&format!("Ugo {run}")), Some(done), "{what}");
        let about_ada = world.records().await.split_off(before).iter().filter(|r| r.target_id == Some(ada.0)).count();
        assert_eq!(about_ada, 0, "{what}: nothing was done, nothing is noted");
    }
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn who_was_renamed_meanwhile_is_told_by_the_new_name_and_done() {
    let mut world = World::new().await;
    for (run, (what, with, are_deleted, _)) in KINDS.into_iter().enumerate() {
        if are_deleted {
            continue;
        }
        let [ada, _] = world.two(run, false).await;
        let id = ada.to_string();
        if with == [("to", "allowed")] {
            world.browser.submit(&world.path(what), &[("user", &id), ("to", "blocked")]).await;
        }
        let customer = world.site.now(world.customer).await;
        let now = users::find(&world.site.actor(&world.boss), world.customer, ada).await.unwrap();
        let mut form = user_form(&customer, &format!("Eva {run}"), &[]);
        (form.licenses, form.roles) = (None, None);
        let by = world.site.actor(&world.boss);
        users::edit(&by, customer.id, ada, &form, now.version, &partnerdesk::actions::Submission::never_twice())
            .await
            .unwrap();
        let fields: Vec<(&str, &str)> = [("user", id.as_str())].into_iter().chain(with.iter().copied()).collect();
        let page = world.browser.submit(&world.path(what), &fields).await;
        assert!(page.has(&format!("Eva {run}")) && page.alert().is_empty(), "{what}: {}", page.text());
    }
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn the_same_form_twice_is_done_once_whatever_it_is() {
    let mut world = World::new().await;
    for (run, (what, with, are_deleted, _)) in KINDS.into_iter().enumerate() {
        let users = world.two(run, are_deleted).await.map(|id| id.to_string());
        let (path, form) = (world.path(what), format!("018f0000-0000-7000-8000-00000000000{run}"));
        let mut fields = vec![("user", users[0].as_str()), ("user", &users[1]), ("form_id", &form)];
        fields.extend(with);
        let first = world.browser.post(&path, &fields).await;
        let before = world.records().await.len();
        // One after the other, and at the same time.
        let again = world.browser.post(&path, &fields).await;
        assert_eq!((again.status, again.location()), (303, first.location()), "{what}");
        let (mut one, mut other) = (world.browser.clone(), world.browser.clone());
        let both = tokio::join!(one.post(&path, &fields), other.post(&path, &fields));
        assert_eq!((both.0.location(), both.1.location()), (first.location(), first.location()), "{what}");
        assert_eq!(world.records().await.len(), before, "{what}");
    }
    let [ada, _] = world.two(9, true).await.map(|id| id.to_string());
    let fields = [
        ("user", ada.as_str()),
        ("user_name", "ada.9@aquila.example"),
        ("form_id", "018f0000-0000-7000-8000-0000000000ff"),
    ];
    let purge = world.path("purges");
    let (mut one, mut other) = (world.browser.clone(), world.browser.clone());
    let (first, second) = tokio::join!(one.post(&purge, &fields), other.post(&purge, &fields));
    assert_eq!((first.status, first.location()), (second.status, second.location()));
    let purged = world.records().await.iter().filter(|record| record.operation == "purge").count();
    assert_eq!((first.status, purged), (303, 1));
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn ten_thousand_ids_of_which_few_are_anybodys() {
    let mut world = World::new().await;
    let other = world.site.customer("Other", "other.example").await;
    let foreign = world.site.user(&world.boss, other, "Foreign Canary", &[]).await;
    for (run, (what, with, are_deleted, done)) in KINDS.into_iter().enumerate() {
        if what == "password-resets" {
            continue;
        }
        let [ada, ugo] = world.two(run, are_deleted).await;
        // 42 bytes an id, as browsers send them.
        let mut body = format!("user={ada}&user={foreign}&user=nonsense&user=");
        for number in 0..9_995 {
            write!(body, "&user=00000000-0000-7000-8000-{number:012}").unwrap();
        }
        write!(body, "&user={ugo}").unwrap();
        for (name, value) in with {
            write!(body, "&{name}={value}").unwrap();
        }
        let answer = world.browser.request(actix_web::http::Method::POST, &world.path(what), Some(body)).await;
        assert_eq!(answer.status, 303, "{what}: {}", answer.page().text());
        tasks::work_off(&world.site.app).await.unwrap();
        let page = world.browser.visit(&answer.location()).await;
        let rows = page.rows();
        for user in ["Ada", "Ugo"] {
            assert!(
                rows.iter().any(|row| row[0].contains(&format!("{user} {run}")) && row[1] == done),
                "{what}: {rows:?}"
            );
        }
        assert!(page.has("Not done for 9,996 user"), "{what}: {}", page.alert());
        assert!(page.has("2 of those selected are left out"), "{what}: {}", page.text());
        assert!(!page.has("Canary"), "{what} names another customer's user");
    }
    assert!(users::find(&world.site.actor(&world.boss), other, foreign).await.unwrap().sign_in.allowed);
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn a_job_whose_asker_loses_the_role_half_way_does_not_go_on() {
    let mut world = World::new().await;
    let member = world.site.staff(Role::AdminAgent).await;
    let mut kim = world.site.sign_in_as(&member).await;
    let mut users = Vec::new();
    for number in 0..230 {
        users.push(world.site.user(&world.boss, world.customer, &format!("User {number:03}"), &[]).await.to_string());
    }
    // The last but some is an administrator, whom a Helpdesk agent does not reach.
    let chief = user_form(&world.site.now(world.customer).await, "User 165", &[]);
    let chief = users::UserEdit { profile: None, roles: Some(roles("global", &[])), licenses: None, ..chief };
    let (by, customer) = (world.site.actor(&world.boss), world.site.now(world.customer).await);
    let id = users[165].parse().unwrap();
    users::edit(&by, customer.id, id, &chief, 1, &partnerdesk::actions::Submission::never_twice()).await.unwrap();

    let fields: Vec<(&str, &str)> = users.iter().map(|id| ("user", id.as_str())).collect();
    let job = kim.post(&world.path("password-resets"), &fields).await.location();
    let line = Actor::command_line(&world.site.app);
    let done = async |browser: &mut Browser| {
        let page = browser.visit(&job).await;
        page.texts("label[for=progress]").concat().split_whitespace().next().unwrap().parse::<i64>().unwrap()
    };
    tasks::run_next(&world.site.app).await.unwrap();
    assert_eq!(done(&mut world.browser).await, 160, "the queue does so many before others get their turn");
    staff::set_role(&line, member.email.as_str(), Role::HelpdeskAgent).await.unwrap();
    tasks::run_next(&world.site.app).await.unwrap();
    let page = world.browser.visit(&format!("{job}?show=refused")).await;
    assert_eq!(page.rows().len(), 1, "{:?}", page.rows());
    assert!(page.rows()[0][0].contains("User 165") && page.rows()[0][1].contains("Admin agent"), "{:?}", page.rows());
    assert!(page.select("progress").is_empty());
    let records = world.records().await;
    assert_eq!(records.iter().filter(|record| record.operation == "reset_customer_user_password").count(), 229);

    // And a role that has nothing of the kind.
    let job = kim.post(&world.path("password-resets"), &fields).await.location();
    tasks::run_next(&world.site.app).await.unwrap();
    staff::set_role(&line, member.email.as_str(), Role::SalesAgent).await.unwrap();
    tasks::work_off(&world.site.app).await.unwrap();
    let page = world.browser.visit(&format!("{job}?show=refused")).await;
    assert_eq!(page.rows().len(), 70, "{}", page.alert());
    assert!(page.rows().iter().all(|row| row[1].contains("Helpdesk agent") && row[1].contains("Global admin")));
    assert!(page.alert().contains("Not done for 70 user"));
    // The form that is still open says which role is missing, too.
    let answer = kim.post(&world.path("password-resets"), &fields).await;
    assert!(answer.status == 403 && answer.body.contains("Helpdesk agent"), "{}", answer.status);
    world.site.assert_sound().await;
}
