//! Every address against every role and every kind of target. The table says what is expected; a
//! route that it lacks fails, so that a new one needs a decision.

mod table;

use std::collections::BTreeMap;

use actix_web::http::Method;
use partnerdesk::actions::jobs::{Audience, Order, start};
use partnerdesk::actions::{Submission, users};
use partnerdesk::domain::id::{CustomerId, SkuId, StaffId, SubscriptionId, UserId};
use partnerdesk::domain::job::{Kind, Options};
use partnerdesk::domain::permission::permits;
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::store;
use partnerdesk::web::routes;

pub use self::table::{Expected, table};
use crate::support::{Browser, Site, new_user, roles, user_form};

const NOTHING: &str = "018f0000-0000-7000-8000-000000000001";
const CANARY: &str = "CANARY-7f3a";

/// What is there for somebody to be let at, or kept from.
pub struct World {
    pub site: Site,
    boss: Staff,
    pub ours: CustomerId,
    theirs: CustomerId,
    subscription: SubscriptionId,
    sku: SkuId,
    /// Of the partner's staff.
    pub member: StaffId,
    made: usize,
    /// What users are called at sign-in.
    names: BTreeMap<UserId, String>,
}

impl World {
    pub async fn new() -> Self {
        let site = Site::new().await;
        let boss = site.staff(Role::GlobalAdmin).await;
        let ours = site.customer("Aquila", "aquila.example").await;
        let theirs = site.customer(CANARY, "canary-7f3a.example").await;
        let (sku, _) = site.product("Office 365 E3", &[]).await;
        let subscription = site.buy(ours, sku, 5).await;
        site.buy(theirs, sku, 5).await;
        Self { site, member: boss.id, boss, ours, theirs, subscription, sku, made: 0, names: BTreeMap::new() }
    }

    pub async fn user(&mut self, customer: CustomerId, level: &str) -> UserId {
        self.made += 1;
        let name = if customer == self.theirs { CANARY.to_owned() } else { format!("User {}", self.made) };
        let customer = self.site.now(customer).await;
        let mut form = user_form(&customer, &format!("{name} {}", self.made), &[]);
        form.roles = Some(roles(level, &[]));
        let profile = form.profile.as_ref().unwrap();
        let upn = profile.user_name.to_string();
        let user = users::add(&self.site.actor(&self.boss), customer.id, &new_user(&form), &Submission::never_twice())
            .await
            .unwrap()
            .user;
        self.names.insert(user, upn);
        user
    }

    pub async fn deleted_user(&mut self, customer: CustomerId) -> UserId {
        let user = self.user(customer, "user").await;
        let choice = Audience { users: vec![user], ..Audience::default() };
        let order = Order { kind: Kind::Delete, choice, options: Options::default() };
        let job = start(&self.site.actor(&self.boss), customer, &order, &Submission::never_twice()).await.unwrap();
        assert_eq!(job.refused, 0);
        user
    }

    pub fn fill(&self, text: &str, customer: &str, user: UserId) -> String {
        text.replace("{customer}", customer)
            .replace("{user}", &user.to_string())
            .replace("{subscription}", &self.subscription.to_string())
            .replace("{sheet}", NOTHING)
            .replace("{session}", NOTHING)
            .replace("{staff}", &self.member.to_string())
            .replace("{job}", NOTHING)
            .replace("{upload}", NOTHING)
            .replace("{preview}", NOTHING)
            .replace("{change}", NOTHING)
            .replace("{sku}", &self.sku.to_string())
            .replace("{product}", &self.sku.to_string())
            .replace("{rule}", "closure_CU")
            .replace("{token}", "nothing")
            .replace("{new}", &self.made.to_string())
            .replace("{upn}", &self.names.get(&user).cloned().unwrap_or_default())
    }

    /// Asks, and gives the status; nothing of the other customer's may be told.
    async fn ask(&self, browser: &mut Browser, expected: &Expected, customer: &str, user: UserId) -> u16 {
        let (method, path) = expected.route.split_once(' ').unwrap();
        let (path, sent) = (self.fill(path, customer, user), self.fill(expected.sent, customer, user));
        let answer = if method == "GET" {
            let path = if sent.is_empty() { path } else { format!("{path}?{sent}") };
            browser.request(Method::GET, &path, None).await
        } else {
            browser.request(Method::POST, &path, Some(sent)).await
        };
        let is_over_customers =
            ["GET /customers", "GET /activity", "GET /sheets"].iter().any(|start| expected.route.starts_with(start));
        let is_of_all = is_over_customers && !expected.route.contains('{');
        assert!(is_of_all || !answer.body.contains(CANARY), "{} tells of another customer", expected.route);
        answer.status
    }
}

#[actix_web::test]
async fn every_role_gets_what_the_table_says_wherever_it_asks() {
    let mut world = World::new().await;
    let table: BTreeMap<&str, Expected> = table().into_iter().map(|one| (one.route, one)).collect();
    let foreign = world.user(world.theirs, "user").await;
    let foreign_deleted = world.deleted_user(world.theirs).await;
    let before = theirs(&world).await;
    let ours = world.ours.to_string();
    for (at, role) in Role::ALL.into_iter().enumerate() {
        let mut browser = world.site.sign_in(role).await;
        for route in routes::pages() {
            let name = format!("{} {}", route.method, route.path);
            let expected = table.get(name.as_str()).unwrap_or_else(|| panic!("nobody said what {name} answers"));
            let answer = expected.answers[at];
            let may = route.permission.is_none_or(|permission| permits(role, permission));
            assert!(may || answer == 403, "{role} {name}: the route and this table differ");
            if route.path == "/sign-out" {
                let mut own = world.site.sign_in(role).await;
                assert_eq!(world.ask(&mut own, expected, &ours, foreign).await, answer, "{role} {name}");
                continue;
            }
            let user = world.user(world.ours, "user").await;
            world.member = world.site.staff(Role::SalesAgent).await.id;
            assert_eq!(world.ask(&mut browser, expected, &ours, user).await, answer, "{role} {name}");
            if name.contains("{user}") || expected.sent.contains("{user}") {
                let chief = world.user(world.ours, "global").await;
                let answer = expected.of_administrator.map_or(answer, |answers| answers[at]);
                let found = world.ask(&mut browser, expected, &ours, chief).await;
                assert_eq!(found, answer, "{role} {name} of an administrator");
                // A selection of theirs is told as such, on the page it came from.
                let missing = if expected.route.ends_with("/selections") { 422 } else { 404 };
                let missing = if may { missing } else { 403 };
                for foreign in [foreign, foreign_deleted] {
                    let found = world.ask(&mut browser, expected, &ours, foreign).await;
                    assert_eq!(found, missing, "{role} {name} of another customer's user");
                }
                let answers =
                    expected.of_deleted.unwrap_or_else(|| panic!("nobody said what {name} answers of deleted"));
                let gone = world.deleted_user(world.ours).await;
                let found = world.ask(&mut browser, expected, &ours, gone).await;
                assert_eq!(found, answers[at], "{role} {name} of a deleted user");
            }
            if route.path.contains("{staff}") {
                world.member = world.site.staff(Role::GlobalAdmin).await.id;
                let answer = expected.of_administrator.map_or(answer, |answers| answers[at]);
                let found = world.ask(&mut browser, expected, &ours, user).await;
                assert_eq!(found, answer, "{role} {name} of a Global admin");
            }
            if route.path.contains("{customer}") {
                let found = world.ask(&mut browser, expected, NOTHING, user).await;
                assert_eq!(found, if may { 404 } else { 403 }, "{role} {name} of no customer");
            }
        }
    }
    assert_eq!(theirs(&world).await, before, "nothing was done at the other customer");
    world.site.assert_sound().await;
}

/// What would tell that something was done at the other customer.
async fn theirs(world: &World) -> (i64, i64, i64, i64) {
    let head = store::audit::head(world.site.app.db.read(), world.theirs).await.unwrap().unwrap();
    let now = world.site.now(world.theirs).await;
    (head.seq, now.active_users, now.deleted_users, now.version)
}

#[actix_web::test]
async fn nobody_who_is_not_signed_in_gets_anywhere() {
    let mut world = World::new().await;
    let user = world.user(world.ours, "user").await;
    let mut nobody = world.site.browser().await;
    let table: BTreeMap<&str, Expected> = table().into_iter().map(|one| (one.route, one)).collect();
    for route in routes::pages().into_iter().filter(|route| route.permission.is_some()) {
        let name = format!("{} {}", route.method, route.path);
        let (path, sent) = (world.fill(route.path, &world.ours.to_string(), user), table[name.as_str()].sent);
        let body = (route.method == Method::POST).then(|| world.fill(sent, &world.ours.to_string(), user));
        let answer = nobody.request(route.method, &path, body).await;
        let door = if route.path.starts_with("/account") { "/account/sign-in" } else { "/sign-in" };
        assert!(answer.status == 303 && answer.location().starts_with(door), "{name}: {}", answer.status);
    }
}
