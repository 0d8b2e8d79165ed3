//! Every address against every role and every kind of target. The table says what is expected; a
//! route that it lacks fails, so that a new one needs a decision.

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

use crate::support::{Browser, Site, new_user, roles, user_form};

const NOTHING: &str = "018f0000-0000-7000-8000-000000000001";
const CANARY: &str = "CANARY-7f3a";

/// What a route is sent, and what it answers to each role at a customer of ours.
#[derive(Clone, Copy)]
pub struct Expected {
    /// Method and path, as in the table of routes.
    pub route: &'static str,
    /// Query of a GET, body of a POST; ids are filled in.
    pub sent: &'static str,
    /// Global admin, Admin agent, Sales agent, Helpdesk agent, User management admin.
    answers: [u16; 5],
    /// The same where the user is an administrator, or the staff a Global admin, if that makes a difference.
    of_administrator: Option<[u16; 5]>,
    /// The same where the user is a deleted one; every route about a user has this.
    of_deleted: Option<[u16; 5]>,
}

const fn expect(route: &'static str, sent: &'static str, answers: [u16; 5]) -> Expected {
    Expected { route, sent, answers, of_administrator: None, of_deleted: None }
}

const fn unlike(expected: Expected, of_administrator: [u16; 5]) -> Expected {
    Expected { of_administrator: Some(of_administrator), ..expected }
}

const fn deleted(expected: Expected, of_deleted: [u16; 5]) -> Expected {
    Expected { of_deleted: Some(of_deleted), ..expected }
}

#[rustfmt::skip]
#[expect(clippy::too_many_lines, reason = "one line a route")]
pub fn table() -> Vec<Expected> {
    let user = "first_name=&last_name=&display_name=New&user_name=new.{new}&domain=aquila.example&location=IT&permissions=user";
    vec![
        expect("GET /sign-in", "", [303, 303, 303, 303, 303]),
        expect("POST /sign-in", "email=a@b.example&password=x", [422, 422, 422, 422, 422]),
        expect("POST /sign-out", "", [303, 303, 303, 303, 303]),
        expect("GET /setup/{token}", "", [404, 404, 404, 404, 404]),
        expect("POST /setup/{token}", "", [404, 404, 404, 404, 404]),
        expect("POST /language", "language=it&return=/", [303, 303, 303, 303, 303]),
        expect("GET /reauthentication", "", [200, 200, 200, 200, 200]),
        expect("POST /reauthentication", "", [422, 422, 422, 422, 422]),
        expect("GET /kept-forms/{form}", "", [410, 410, 410, 410, 410]),
        expect("POST /clock-confirmation", "", [303, 403, 403, 403, 403]),
        expect("GET /", "", [200, 200, 200, 200, 303]),

        expect("GET /profile", "", [200, 200, 200, 200, 200]),
        expect("POST /profile", "name=", [422, 422, 422, 422, 422]),
        expect("GET /profile/password", "", [200, 200, 200, 200, 200]),
        expect("POST /profile/password", "", [422, 422, 422, 422, 422]),
        expect("GET /profile/columns", "", [200, 200, 200, 200, 403]),
        expect("POST /profile/columns", "", [303, 303, 303, 303, 403]),
        expect("POST /profile/sessions/end", "", [303, 303, 303, 303, 303]),
        expect("POST /profile/sessions/{session}/end", "", [404, 404, 404, 404, 404]),
        expect("GET /roles", "", [200, 200, 200, 200, 200]),

        expect("GET /staff", "", [200, 403, 403, 403, 200]),
        expect("POST /staff", "name=", [422, 403, 403, 403, 422]),
        expect("GET /staff/new", "", [200, 403, 403, 403, 200]),
        expect("GET /staff/{staff}", "", [200, 403, 403, 403, 200]),
        unlike(expect("POST /staff/{staff}", "name=Kim&role=user-management-admin&version=1", [303, 403, 403, 403, 303]), [303, 403, 403, 403, 403]),
        unlike(expect("GET /staff/{staff}/blocking", "", [200, 403, 403, 403, 200]), [200, 403, 403, 403, 403]),
        unlike(expect("POST /staff/{staff}/blocking", "", [303, 403, 403, 403, 303]), [303, 403, 403, 403, 403]),
        unlike(expect("POST /staff/{staff}/unblocking", "", [303, 403, 403, 403, 303]), [303, 403, 403, 403, 403]),
        unlike(expect("GET /staff/{staff}/removal", "", [200, 403, 403, 403, 200]), [200, 403, 403, 403, 403]),
        unlike(expect("POST /staff/{staff}/removal", "", [303, 403, 403, 403, 303]), [303, 403, 403, 403, 403]),
        expect("GET /staff/{staff}/password", "", [200, 403, 403, 403, 403]),
        expect("POST /staff/{staff}/password", "", [200, 403, 403, 403, 403]),
        unlike(expect("POST /staff/{staff}/sessions/end", "", [303, 403, 403, 403, 303]), [303, 403, 403, 403, 403]),
        unlike(expect("POST /staff/{staff}/sessions/{session}/end", "", [404, 403, 403, 403, 404]), [404, 403, 403, 403, 403]),

        // Which records each role finds there is told in `activity::rights`.
        expect("GET /activity", "", [200, 200, 200, 200, 200]),
        expect("GET /activity.csv", "", [200, 200, 200, 200, 200]),
        expect("GET /customers/{customer}/activity", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/activity.csv", "", [200, 200, 200, 200, 403]),

        expect("GET /catalog/products", "", [200, 403, 403, 403, 403]),
        expect("GET /catalog/products/{product}", "", [200, 403, 403, 403, 403]),
        expect("POST /catalog/products/{product}/aliases", "alias=", [422, 403, 403, 403, 403]),
        expect("GET /catalog/products/{product}/aliases/removal", "alias=None", [404, 403, 403, 403, 403]),
        expect("POST /catalog/products/{product}/aliases/removal", "alias=None", [303, 403, 403, 403, 403]),
        expect("GET /catalog/products/{product}/retirement", "", [200, 403, 403, 403, 403]),
        expect("POST /catalog/products/{product}/retirement", "", [303, 403, 403, 403, 403]),
        expect("POST /catalog/products/{product}/reinstatement", "", [303, 403, 403, 403, 403]),
        expect("GET /catalog/rules", "", [200, 403, 403, 403, 403]),
        expect("POST /catalog/rules", "kind=need", [422, 403, 403, 403, 403]),
        expect("GET /catalog/rules/new", "", [200, 403, 403, 403, 403]),
        expect("GET /catalog/rules/{rule}/removal", "", [200, 403, 403, 403, 403]),
        expect("POST /catalog/rules/{rule}/removal", "", [303, 403, 403, 403, 403]),

        expect("GET /customers", "", [200, 200, 200, 200, 403]),
        expect("GET /sheets", "", [200, 403, 403, 403, 403]),

        expect("POST /customers", "company_name=New&primary_domain=d{new}.example&default_location=IT", [303, 303, 303, 403, 403]),
        expect("GET /customers.csv", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/new", "", [200, 200, 200, 403, 403]),
        expect("GET /customers/{customer}", "", [200, 200, 200, 200, 403]),
        expect("POST /customers/{customer}", "company_name=", [422, 422, 422, 403, 403]),
        expect("GET /customers/{customer}/new-user-defaults", "", [200, 200, 200, 403, 403]),
        expect("POST /customers/{customer}/new-user-defaults", "user_name_pattern=none", [422, 422, 422, 403, 403]),
        expect("GET /customers/{customer}/archiving", "", [200, 200, 200, 403, 403]),
        expect("POST /customers/{customer}/archiving", "", [303, 303, 303, 403, 403]),
        expect("POST /customers/{customer}/unarchiving", "", [303, 303, 303, 403, 403]),
        expect("GET /customers/{customer}/removal", "", [200, 403, 403, 403, 403]),
        // It has users.
        expect("POST /customers/{customer}/removal", "", [422, 403, 403, 403, 403]),

        expect("GET /customers/{customer}/subscriptions", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/subscriptions.csv", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/subscriptions/new", "", [200, 200, 200, 403, 403]),
        expect("POST /customers/{customer}/subscriptions/new", "product=x", [422, 422, 422, 403, 403]),
        expect("GET /customers/{customer}/subscriptions/{subscription}", "", [200, 200, 200, 200, 403]),
        expect("POST /customers/{customer}/subscriptions/{subscription}", "quantity=x", [422, 422, 422, 403, 403]),
        expect("GET /customers/{customer}/subscriptions/{subscription}/suspension", "", [200, 200, 403, 403, 403]),
        expect("POST /customers/{customer}/subscriptions/{subscription}/suspension", "", [303, 303, 403, 403, 403]),
        expect("POST /customers/{customer}/subscriptions/{subscription}/reactivation", "", [303, 303, 403, 403, 403]),

        expect("GET /customers/{customer}/users", "", [200, 200, 200, 200, 403]),
        expect("POST /customers/{customer}/users", user, [303, 303, 403, 403, 403]),
        expect("GET /customers/{customer}/users.csv", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/users/deleted", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/users/deleted.csv", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/users/new", "", [200, 200, 403, 403, 403]),
        deleted(expect("GET /customers/{customer}/users/{user}", "", [200, 200, 200, 200, 403]), [404, 404, 404, 404, 403]),
        // What somebody may not change is not taken from the form, but for sign-in.
        deleted(unlike(expect("POST /customers/{customer}/users/{user}", "version=1&sign_in=blocked", [422, 422, 403, 303, 403]), [422, 422, 403, 403, 403]), [409, 409, 409, 409, 403]),
        deleted(expect("POST /customers/{customer}/selections", "go=stay&user={user}&shown={user}", [303, 303, 303, 303, 403]), [422, 422, 422, 422, 403]),

        deleted(expect("GET /customers/{customer}/deletions/new", "user={user}", [200, 200, 403, 403, 403]), [404, 404, 403, 403, 403]),
        deleted(expect("POST /customers/{customer}/deletions", "user={user}", [303, 303, 403, 403, 403]), [303, 303, 403, 403, 403]),
        deleted(unlike(expect("GET /customers/{customer}/password-resets/new", "user={user}", [200, 200, 403, 200, 403]), [200, 200, 403, 403, 403]), [404, 404, 403, 404, 403]),
        deleted(unlike(expect("POST /customers/{customer}/password-resets", "user={user}", [303, 303, 403, 303, 403]), [303, 303, 403, 403, 403]), [303, 303, 403, 303, 403]),
        deleted(unlike(expect("GET /customers/{customer}/sign-in-blocks", "user={user}", [200, 200, 403, 200, 403]), [200, 200, 403, 403, 403]), [404, 404, 403, 404, 403]),
        deleted(unlike(expect("POST /customers/{customer}/sign-in-blocks", "user={user}&to=blocked", [303, 303, 403, 303, 403]), [303, 303, 403, 403, 403]), [303, 303, 403, 303, 403]),
        // Of users who are not deleted: each is told, and nothing is removed; the last numbers tell of deleted ones.
        deleted(expect("GET /customers/{customer}/restorations/new", "user={user}", [404, 404, 403, 403, 403]), [200, 200, 403, 403, 403]),
        deleted(expect("POST /customers/{customer}/restorations", "user={user}", [303, 303, 403, 403, 403]), [303, 303, 403, 403, 403]),
        deleted(expect("GET /customers/{customer}/purges/new", "user={user}", [404, 403, 403, 403, 403]), [200, 403, 403, 403, 403]),
        deleted(expect("POST /customers/{customer}/purges", "user={user}&user_name={upn}", [409, 403, 403, 403, 403]), [303, 403, 403, 403, 403]),
        expect("GET /customers/{customer}/jobs/{job}", "", [404, 404, 404, 404, 403]),

        deleted(expect("GET /customers/{customer}/license-assignments/new", "user={user}", [200, 200, 200, 200, 403]), [404, 404, 404, 404, 403]),
        deleted(expect("POST /customers/{customer}/license-assignments", "user={user}", [303, 303, 303, 303, 403]), [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/licenses", "", [200, 200, 200, 200, 403]),
        deleted(expect("POST /customers/{customer}/license-assignments/preview", "user={user}&license={sku}", [303, 303, 303, 303, 403]), [404, 404, 404, 404, 403]),
        deleted(expect("GET /customers/{customer}/license-swaps/new", "user={user}", [200, 200, 200, 200, 403]), [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/license-previews/{preview}", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/license-changes/{change}", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/license-changes/{change}.csv", "", [404, 404, 404, 404, 403]),
        expect("POST /customers/{customer}/license-changes/{change}/undo", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/sheets/{sheet}", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/sheets/{sheet}.csv", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/sheets/{sheet}/print", "", [404, 404, 404, 404, 403]),
        expect("POST /customers/{customer}/sheets/{sheet}/completion", "", [404, 404, 404, 404, 403]),
    ]
}

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
        assert!(answer.status == 303 && answer.location().starts_with("/sign-in"), "{name}: {}", answer.status);
    }
}
