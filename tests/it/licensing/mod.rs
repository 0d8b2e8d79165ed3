//! Licenses of many users: chosen, planned, shown, carried out as shown, told for each, and undone.

mod bad_input;
mod choosing;
mod moved;
mod plans;
mod results;
mod rules;
mod swap;
mod under_way;
mod undo;
mod way_back;

use partnerdesk::domain::id::{CustomerId, JobId, SkuId, UserId};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::store;

use crate::support::{Answer, Browser, Page, Site};

/// A customer, and somebody who looks after it.
pub struct Desk {
    pub site: Site,
    pub staff: Staff,
    pub id: CustomerId,
    pub kim: Browser,
}

impl Desk {
    pub async fn new() -> Self {
        let site = Site::new().await;
        let staff = site.staff(Role::AdminAgent).await;
        let id = site.customer("Aquila", "aquila.example").await;
        let kim = site.sign_in_as(&staff).await;
        Self { site, staff, id, kim }
    }

    /// So many users called `User 00` and so on, each with these licenses.
    pub async fn people(&self, count: usize, skus: &[SkuId]) -> Vec<UserId> {
        let mut people = Vec::new();
        for number in 0..count {
            people.push(self.site.user(&self.staff, self.id, &format!("User {number:02}"), skus).await);
        }
        people
    }

    pub fn at(&self, rest: &str) -> String {
        format!("/customers/{}{rest}", self.id)
    }

    /// Sends *Assign and revoke licenses* for these users, and opens the preview.
    pub async fn preview(&mut self, users: &[UserId], fields: &[(&str, &str)]) -> (String, Page) {
        let answer = self.send(users, fields).await;
        assert_eq!(answer.status, 303, "{}", answer.page().text());
        let path = answer.location();
        let page = self.kim.visit(&path).await;
        (path, page)
    }

    pub async fn send(&mut self, users: &[UserId], fields: &[(&str, &str)]) -> Answer {
        let ids: Vec<String> = users.iter().map(ToString::to_string).collect();
        let all: Vec<(&str, &str)> = ids.iter().map(|id| ("user", id.as_str())).chain(fields.iter().copied()).collect();
        let path = self.at("/license-assignments/preview");
        self.kim.post(&path, &all).await
    }

    /// Presses *Save* on a preview.
    pub async fn press_save(&mut self, page: &Page) -> Answer {
        let (plan, seen) = (page.value("preview"), page.value("seen"));
        let path = self.at("/license-assignments");
        self.kim.post(&path, &[("preview", &plan), ("seen", &seen)]).await
    }

    /// Saves a preview, and opens the result.
    pub async fn save(&mut self, page: &Page) -> (String, Page) {
        let answer = self.press_save(page).await;
        assert_eq!(answer.status, 303, "{}", answer.page().text());
        let path = answer.location();
        let result = self.kim.visit(&path).await;
        assert_eq!(result.heading(), "Licenses updated");
        // Without where it leads back to.
        (path.split_once('?').map_or(path.clone(), |(path, _)| path.to_owned()), result)
    }

    /// Who holds a product, in the order of `among`.
    pub async fn holders(&self, sku: SkuId, among: &[UserId]) -> Vec<bool> {
        let held = store::licenses::held_by(self.site.app.db.read(), self.id, among).await.unwrap();
        among.iter().map(|user| held.get(user).is_some_and(|skus| skus.contains(&sku))).collect()
    }

    pub async fn consumed(&self, sku: SkuId) -> i64 {
        self.site.pool(self.id, sku).await.consumed
    }

    /// How many records the customer has.
    pub async fn records(&self) -> i64 {
        store::audit::head(self.site.app.db.read(), self.id).await.unwrap().map_or(0, |head| head.seq)
    }
}

/// The job of a result's address.
pub fn job(path: &str) -> JobId {
    path.split('?').next().unwrap().rsplit('/').next().unwrap().parse().unwrap()
}

/// What the row of this user tells, without the user's name.
pub fn row(page: &Page, name: &str) -> Vec<String> {
    let row = page.rows().into_iter().find(|row| row[0].contains(name));
    row.unwrap_or_else(|| panic!("no {name}: {}", page.text()))[1..].to_vec()
}
