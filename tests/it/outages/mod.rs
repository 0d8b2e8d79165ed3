//! A database that does not work for a while: on a server whose connections break or that falls silent,
//! read-only, full, or held by somebody else. What was answered with success is there once, what was
//! refused is not, and it goes on by itself.
//!
//! Faults of an embedded database's disk need a process of their own: `process::disk`.

mod cut;
mod held;
mod proxy;
mod read_only;
mod silent;
mod swallowed;

use std::sync::Arc;

use partnerdesk::clock::new_id;
use partnerdesk::domain::id::{CustomerId, SkuId};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use self::proxy::Proxy;
use crate::support::{Answer, Browser, Scratch, Site, texts};
use partnerdesk::store::DatabaseLocation;

const DOMAIN: &str = "aquila.example";

/// A customer with seats, and somebody signed in.
struct Desk {
    site: Site,
    scratch: Arc<Scratch>,
    staff: Staff,
    kim: Browser,
    customer: CustomerId,
    sku: SkuId,
}

impl Desk {
    async fn new() -> Self {
        let scratch = Arc::new(Scratch::new().await);
        let site = Site::on(Arc::clone(&scratch), |_| {}).await;
        Self::at(scratch, site).await
    }

    /// At a server, through what may break; `None` on an embedded database.
    async fn behind() -> Option<(Self, Proxy)> {
        let scratch = Arc::new(Scratch::new().await);
        let DatabaseLocation::Server(url) = scratch.place() else { return None };
        let proxy = Proxy::to(&url);
        let place = DatabaseLocation::Server(proxy.url.clone());
        let site = Site::through(Arc::clone(&scratch), place, |_| {}).await;
        Some((Self::at(scratch, site).await, proxy))
    }

    async fn at(scratch: Arc<Scratch>, site: Site) -> Self {
        let staff = site.staff(Role::GlobalAdmin).await;
        let kim = site.sign_in_as(&staff).await;
        let customer = site.customer("Aquila", DOMAIN).await;
        let sku = site.owns(customer, "Office 365 E3", 100_000).await;
        Self { site, scratch, staff, kim, customer, sku }
    }

    fn users(&self) -> String {
        format!("/customers/{}/users", self.customer)
    }

    async fn add(&mut self, name: &str) -> Answer {
        self.add_by(name, &new_id().to_string()).await
    }

    /// Adds a user by a form of this id.
    async fn add_by(&mut self, name: &str, form: &str) -> Answer {
        let (path, sku) = (self.users(), self.sku.to_string());
        self.kim.post(&path, &user(name, &sku, form)).await
    }

    /// Past the program, and past what may break.
    async fn raw(&self) -> DatabaseConnection {
        let url = match self.scratch.place() {
            DatabaseLocation::Server(url) => url,
            place @ DatabaseLocation::Embedded(_) => format!("sqlite://{}", place.file().unwrap().display()),
        };
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        Database::connect(options).await.unwrap()
    }

    /// The users that everybody sees, once each.
    async fn names(&self) -> Vec<String> {
        texts(&self.site.app, "SELECT display_name AS text FROM users ORDER BY display_name").await
    }

    /// These users are there, each with its one seat, and all is in order.
    async fn assert_there(&mut self, names: &[&str]) {
        assert_eq!(self.names().await, names);
        let pool = self.site.pool(self.customer, self.sku).await;
        assert_eq!(pool.consumed, i64::try_from(names.len()).unwrap());
        let path = self.users();
        let page = self.kim.visit(&path).await;
        assert!(names.iter().all(|name| page.has(name)), "{}", page.text());
        self.site.assert_sound().await;
    }
}

/// The form that adds a user with a license.
fn user<'a>(name: &'a str, sku: &'a str, form: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("display_name", name),
        ("user_name", name),
        ("domain", DOMAIN),
        ("location", "IT"),
        ("permissions", "user"),
        ("license", sku),
        ("form_id", form),
    ]
}

/// What stands in the way is told, with when to come again.
fn assert_outage(answer: &Answer, title: &str) {
    assert_eq!((answer.status, answer.header("retry-after")), (503, "5"), "{}", answer.body);
    let page = answer.page();
    assert!(page.heading() == title || page.alert().contains(title), "{title}: {}", page.text());
}
