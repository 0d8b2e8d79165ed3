//! The own page of customers' users: signing in, a password of one's own, what is seen, and what ends it.

mod doors;
mod ending;
mod pages;
mod password;
mod rights;
mod sign_in;
mod staff_side;
mod throttled;

use partnerdesk::actions::sheets;
use partnerdesk::domain::id::{CustomerId, ServicePlanId, SkuId, UserId};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::store;
use partnerdesk::store::users::access::Account;

use crate::support::{Answer, Browser, Site};

/// What users choose here.
pub const OWN: &str = "winter light on slate roofs";
pub const ADA: &str = "ada.bianchi@aquila.example";

/// A customer with a user who was given a temporary password.
pub struct World {
    pub site: Site,
    pub boss: Staff,
    pub ours: CustomerId,
    pub ada: UserId,
    pub sku: SkuId,
    pub plans: Vec<ServicePlanId>,
    pub temporary: String,
}

impl World {
    pub async fn new() -> Self {
        Self::on(Site::new().await).await
    }

    pub async fn on(site: Site) -> Self {
        let boss = site.staff(Role::GlobalAdmin).await;
        let ours = site.customer("Aquila Meccanica", "aquila.example").await;
        let (sku, plans) = site.product("Office 365 E3", &["Exchange Online", "Teams"]).await;
        site.buy(ours, sku, 9).await;
        let ada = site.user(&boss, ours, "Ada Bianchi", &[sku]).await;
        let mut world = Self { site, boss, ours, ada, sku, plans, temporary: String::new() };
        world.temporary = world.handed(world.ours, world.ada).await;
        world
    }

    /// The password of a user that stands on the sheet.
    pub async fn handed(&self, customer: CustomerId, user: UserId) -> String {
        let by = self.site.actor(&self.boss);
        let sheet = sheets::open_sheet(&by, customer).await.unwrap().unwrap().id;
        let view = sheets::view(&by, customer, sheet, 0, 100).await.unwrap();
        view.rows.iter().find(|row| row.user == user).map(|row| row.password.to_string()).unwrap()
    }

    /// A browser in which Ada has chosen a password and is signed in.
    pub async fn settled(&self) -> Browser {
        let mut browser = self.site.browser().await;
        let answer = sign_in(&mut browser, ADA, &self.temporary).await;
        assert_eq!(answer.location(), "/account/password", "{}", answer.page().text());
        assert_eq!(choose(&mut browser, &self.temporary, OWN).await.location(), "/account");
        browser
    }

    /// Ada as the database has her.
    pub async fn account(&self) -> Account {
        store::users::access::find(self.site.app.db.read(), self.ours, self.ada).await.unwrap().unwrap()
    }

    /// Does something to Ada, as the boss.
    pub async fn done(&self, what: &str, fields: &[(&str, &str)]) {
        let user = self.ada.to_string();
        let fields = [&[("user", user.as_str())], fields].concat();
        let mut kim = self.site.sign_in_as(&self.boss).await;
        let answer = kim.post(&format!("/customers/{}/{what}", self.ours), &fields).await;
        assert_eq!(answer.status, 303, "{what}: {}", answer.page().text());
    }
}

pub async fn sign_in(browser: &mut Browser, name: &str, password: &str) -> Answer {
    browser.post("/account/sign-in", &[("user_name", name), ("password", password)]).await
}

pub async fn choose(browser: &mut Browser, current: &str, word: &str) -> Answer {
    let fields = [("current", current), ("password", word), ("password_again", word)];
    browser.post("/account/password", &fields).await
}
