//! A site of its own for every test, and people who use it.

mod browser;
mod database;
mod licenses;
mod page;

use std::sync::Arc;

use partnerdesk::actions::{Actor, Submission, check, customers, installation, staff, users};
use partnerdesk::app::{App, Parts};
use partnerdesk::channels::Channels;
use partnerdesk::clock::{Clock, new_id};
use partnerdesk::config::ServerSettings;
use partnerdesk::domain::customer::{AccountDetails, Customer};
use partnerdesk::domain::directory_role::RoleChoice;
use partnerdesk::domain::id::{CustomerId, ServicePlanId, SkuId, SubscriptionId, UserId};
use partnerdesk::domain::licensing::{LicenseChoice, Pool};
use partnerdesk::domain::principal::Reach;
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::{NewStaff, Staff};
use partnerdesk::domain::subscription::{Status, Subscription};
use partnerdesk::domain::text::fold;
use partnerdesk::domain::user::RawProfile;
use partnerdesk::domain::user_name::Domain;
use partnerdesk::password::Hasher;
use partnerdesk::remembered::{Clicks, Guesses, Owed, Unreturned};
use partnerdesk::secrets::Secrets;
use partnerdesk::store::{self, DatabaseLocation, Db};
use zeroize::Zeroizing;

pub use self::browser::{Answer, Browser};
pub use self::database::{Scratch, is_postgres, let_go, sql, texts};
pub use self::licenses::{give, set_licenses};
pub use self::page::Page;

/// The host by which tests reach the site.
pub const HOST: &str = "desk.test";
/// A password that the rules allow.
pub const PASSWORD: &str = "snow falls on tall cedars";

/// The key of every installation that tests make.
pub const KEY: [u8; 32] = [7; 32];

/// An installation of its own.
pub struct Site {
    pub app: App,
    _scratch: Option<Arc<Scratch>>,
}

impl Site {
    /// Empty, but for a schema.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// Empty, with settings of its own.
    pub async fn with(change: impl FnOnce(&mut ServerSettings)) -> Self {
        Self::on(Arc::new(Scratch::new().await), change).await
    }

    /// On this database, which others may use too.
    pub async fn on(scratch: Arc<Scratch>, change: impl FnOnce(&mut ServerSettings)) -> Self {
        let place = scratch.place();
        Self::through(scratch, place, change).await
    }

    /// A node on this database, with ways out of the installation.
    pub async fn node(scratch: Arc<Scratch>, channels: Channels) -> Self {
        let place = scratch.place();
        Self::opened(Some(scratch), place, ServerSettings::defaults(), channels).await
    }

    /// A node on a database that is another process's.
    pub async fn visiting(place: DatabaseLocation, channels: Channels) -> Self {
        Self::opened(None, place, ServerSettings::defaults(), channels).await
    }

    /// The same, to be reached at this address too.
    pub async fn served(place: DatabaseLocation, address: std::net::SocketAddr) -> Self {
        let settings = ServerSettings { also_host: vec![address.to_string()], ..ServerSettings::defaults() };
        Self::opened(None, place, settings, Channels::default()).await
    }

    /// The same, by another way to it.
    pub async fn through(
        scratch: Arc<Scratch>,
        place: DatabaseLocation,
        change: impl FnOnce(&mut ServerSettings),
    ) -> Self {
        let mut settings = ServerSettings::defaults();
        change(&mut settings);
        Self::opened(Some(scratch), place, settings, Channels::default()).await
    }

    async fn opened(
        scratch: Option<Arc<Scratch>>,
        place: DatabaseLocation,
        settings: ServerSettings,
        channels: Channels,
    ) -> Self {
        let db = Db::open(place).await.unwrap();
        let app = App::new(Parts {
            db,
            clock: Clock::default(),
            secrets: Secrets::new(KEY, vec![]),
            hasher: Hasher::cheap().unwrap(),
            hosts: [HOST.to_owned()].into_iter().chain(settings.also_host.iter().cloned()).collect(),
            settings,
            zone: chrono_tz::UTC,
            wake: tokio::sync::Notify::new(),
            clicks: Clicks::default(),
            owed: Owed::default(),
            unreturned: Unreturned::default(),
            guesses: Guesses::default(),
            channels,
        });
        Self { app, _scratch: scratch }
    }

    /// Lets time pass while the server runs and cleans: a clock that jumps is not believed.
    pub async fn pass(&self, span: chrono::TimeDelta) {
        let mut left = span;
        while left > chrono::TimeDelta::zero() {
            let step = left.min(chrono::TimeDelta::hours(20));
            installation::clean(&self.app).await.unwrap();
            self.app.clock.advance(step);
            left -= step;
        }
    }

    /// The same installation, for whoever looks at it beside its owner.
    pub fn looking_at(app: &App) -> Self {
        Self { app: app.clone(), _scratch: None }
    }

    /// Somebody of the staff with this role.
    pub async fn staff(&self, role: Role) -> Staff {
        let (email, password) = (format!("{role}-{}@partner.example", new_id().simple()), PASSWORD.to_owned());
        let typed = NewStaff::parse_with_password(&email, &format!("Kim {role}"), role, Zeroizing::new(password));
        let (new, password) = typed.ok().unwrap();
        staff::add(&Actor::command_line(&self.app), &new, password).await.unwrap()
    }

    /// A browser in which somebody of this role is signed in.
    pub async fn sign_in(&self, role: Role) -> Browser {
        let staff = self.staff(role).await;
        self.sign_in_as(&staff).await
    }

    /// A browser in which this person is signed in.
    pub async fn sign_in_as(&self, staff: &Staff) -> Browser {
        let mut browser = self.browser().await;
        let answer = browser.post("/sign-in", &[("email", staff.email.as_str()), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser
    }

    /// A browser in which nobody is signed in.
    pub async fn browser(&self) -> Browser {
        Browser::new(self.app.clone()).await
    }

    /// Acts as this person, without a browser.
    pub fn actor(&self, staff: &Staff) -> Actor {
        let by = Actor::new(&self.app, staff.clone().into());
        Actor { authenticated_at: Some(by.now), ..by }
    }

    /// A customer in Italy with one domain.
    pub async fn customer(&self, name: &str, domain: &str) -> CustomerId {
        let details = AccountDetails { default_location: Some("IT".into()), ..account(name, domain) };
        customers::add(&Actor::command_line(&self.app), &details, &Submission::never_twice()).await.unwrap()
    }

    /// A customer as it is now.
    pub async fn now(&self, id: CustomerId) -> Customer {
        store::customers::find(self.app.db.read(), &Reach::All, id).await.unwrap().unwrap()
    }

    /// A product of the catalog with these service plans.
    pub async fn product(&self, name: &str, plans: &[&str]) -> (SkuId, Vec<ServicePlanId>) {
        let sku = SkuId(new_id());
        let part = name.to_uppercase().replace(' ', "_");
        let key = fold(&format!("{name} {part}"));
        sql(
            &self.app,
            "INSERT INTO products (sku_id, name, part_number, sort_key, shares_name, assignable)
             VALUES ($1, $2, $3, $4, $5, $6)",
            vec![sku.0.into(), name.into(), part.into(), key.into(), false.into(), true.into()],
        )
        .await;
        let mut ids = Vec::new();
        for (at, plan) in plans.iter().enumerate() {
            let id = ServicePlanId(new_id());
            let insert = "INSERT INTO service_plans (id, name, part_number) VALUES ($1, $2, $3)";
            sql(&self.app, insert, vec![id.0.into(), (*plan).into(), (*plan).into()]).await;
            let insert = "INSERT INTO product_plans (sku_id, plan_id, position) VALUES ($1, $2, $3)";
            sql(&self.app, insert, vec![sku.0.into(), id.0.into(), i64::try_from(at).unwrap().into()]).await;
            ids.push(id);
        }
        (sku, ids)
    }

    /// Buys seats of a product for a customer.
    pub async fn buy(&self, customer: CustomerId, sku: SkuId, quantity: i64) -> SubscriptionId {
        let id = SubscriptionId(new_id());
        let subscription = Subscription {
            id,
            external_id: id.0,
            sku,
            name: "A product".into(),
            quantity,
            status: Status::Active,
            started_on: None,
            term_ends_on: None,
            auto_renew: None,
            term: None,
            offer_id: None,
            reseller: None,
            version: 1,
        };
        let now = self.app.clock.now();
        self.app
            .db
            .write(async |tx| {
                store::subscriptions::insert(tx, customer, &subscription, now).await?;
                let fed = store::subscriptions::feeding(tx, customer, sku).await?;
                store::subscriptions::put_pool(tx, customer, sku, &Pool::fed_by(&fed, 0)).await
            })
            .await
            .unwrap();
        id
    }

    /// A new product, bought.
    pub async fn owns(&self, customer: CustomerId, name: &str, quantity: i64) -> SkuId {
        let (sku, _) = self.product(name, &[]).await;
        self.buy(customer, sku, quantity).await;
        sku
    }

    /// Counts everything again: seats, users, chains.
    pub async fn assert_sound(&self) {
        let mut found = Vec::new();
        check::run(&Actor::command_line(&self.app), |finding| found.push(finding.to_string())).await.unwrap();
        assert!(found.is_empty(), "{found:?}");
    }

    /// The seats of a product.
    pub async fn pool(&self, customer: CustomerId, sku: SkuId) -> Pool {
        let owned = store::licenses::owned(self.app.db.read(), customer).await.unwrap();
        owned.into_iter().find(|owned| owned.product.sku == sku).map(|owned| owned.pool).unwrap()
    }

    /// A user with these licenses, added by `by`.
    pub async fn user(&self, by: &Staff, customer: CustomerId, name: &str, skus: &[SkuId]) -> UserId {
        let form = user_form(&self.now(customer).await, name, skus);
        users::add(&self.actor(by), customer, &new_user(&form), &Submission::never_twice()).await.unwrap().user
    }
}

/// An account of this name with one domain, and nothing else.
pub fn account(name: &str, domain: &str) -> AccountDetails {
    AccountDetails {
        company_name: name.into(),
        microsoft_id: None,
        domains: vec![Domain::parse(domain).unwrap()],
        default_location: None,
        contact_name: None,
        contact_email: None,
        contact_language: None,
    }
}

/// The form for a user called `name`, whose user name follows from it.
pub fn user_form(customer: &Customer, name: &str, skus: &[SkuId]) -> users::UserEdit {
    let user_name = fold(name).replace(' ', ".");
    let domain = customer.account.domains[0].to_string();
    let raw = RawProfile {
        display_name: name,
        user_name: &user_name,
        domain: &domain,
        location: "IT",
        ..RawProfile::default()
    };
    users::UserEdit {
        profile: Some(raw.parse(&customer.account.domains, true).unwrap()),
        roles: Some(roles("user", &[])),
        licenses: Some(skus.iter().map(|sku| LicenseChoice { sku: *sku, plans_on: None }).collect()),
        sign_in_allowed: None,
    }
}

/// The same as a user to be added.
pub fn new_user(form: &users::UserEdit) -> users::NewUser {
    let form = form.clone();
    users::NewUser {
        profile: form.profile.unwrap(),
        roles: form.roles.unwrap_or_default(),
        licenses: form.licenses.unwrap_or_default(),
        is_name_proposed: false,
    }
}

/// A choice of permissions, by its names.
pub fn roles(level: &str, limited: &[&str]) -> RoleChoice {
    let limited: Vec<String> = limited.iter().map(ToString::to_string).collect();
    RoleChoice::parse(level, &limited).unwrap()
}
