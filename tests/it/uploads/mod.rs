//! Upload users: a customer's own file, from the page that takes it to the users it made.

mod awry;
mod kinds;
mod people;
mod review;
mod round_trip;
mod saving;
mod turns;

use std::time::Duration;

use partnerdesk::domain::id::{CustomerId, SkuId};
use partnerdesk::domain::role::Role;
use partnerdesk::tasks;

use crate::support::{Answer, Browser, Page, Site};

/// A customer, and somebody who uploads.
struct Desk {
    site: Site,
    kim: Browser,
    customer: CustomerId,
    sku: SkuId,
}

impl Desk {
    async fn new() -> Self {
        Self::of(Role::AdminAgent).await
    }

    async fn of(role: Role) -> Self {
        let site = Site::new().await;
        let customer = site.customer("Aquila", "aquila.example").await;
        let sku = site.owns(customer, "Office 365 E3", 3).await;
        let kim = site.sign_in(role).await;
        Self { site, kim, customer, sku }
    }

    fn path(&self, rest: &str) -> String {
        format!("/customers/{}{rest}", self.customer)
    }

    async fn send(&mut self, name: &str, file: &[u8]) -> Answer {
        let path = self.path("/uploads");
        self.kim.upload(&path, name, file, &[]).await
    }

    /// Uploads a file that can be read, and gives the address of its review with the page.
    async fn review(&mut self, name: &str, file: &[u8]) -> (String, Page) {
        let answer = self.send(name, file).await;
        assert_eq!(answer.status, 303, "{}", answer.page().text());
        let path = answer.location();
        let mut page = self.kim.visit(&path).await;
        // On a slow machine large files take longer than an answer may.
        for _ in 0..300 {
            if !page.has("Large files take their turn") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            page = self.kim.visit(&path).await;
        }
        (path, page)
    }

    /// What the review's form holds, with these fields in place of its own.
    async fn sent(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.kim.visit(path).await;
        let mut all =
            vec![("revision".to_owned(), page.value("revision")), ("form_id".to_owned(), page.value("form_id"))];
        if !fields.iter().any(|(name, _)| *name == "location") {
            let chosen = page.attribute("#location option[selected]", "value").unwrap_or_default();
            all.push(("location".to_owned(), chosen));
        }
        if !fields.iter().any(|(name, _)| *name == "permissions") {
            all.push(("permissions".to_owned(), "user".to_owned()));
        }
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.kim.post(path, &all).await
    }

    /// Saves a review, and gives the page of its result.
    async fn save(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut all = vec![("then", "save")];
        all.extend_from_slice(fields);
        let answer = self.sent(path, &all).await;
        assert_eq!(answer.status, 303, "{}", answer.page().text());
        tasks::work_off(&self.site.app).await.unwrap();
        self.kim.visit(path).await
    }

    /// The names of the customer's users.
    async fn users(&self) -> Vec<String> {
        let names = "SELECT display_name AS text FROM users ORDER BY display_name";
        crate::support::texts(&self.site.app, names).await
    }
}
