//! What is done to several users at once leaves one record of each of them, and of nobody else.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use partnerdesk::actions::installation::clean;
use partnerdesk::actions::{Actor, imports};
use partnerdesk::domain::event::{Detail, Operation};
use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::role::Role;
use partnerdesk::store;
use partnerdesk::store::audit::Record;
use partnerdesk::tasks::work_off;

use crate::support::{Browser, Site};

struct Crowd {
    site: Site,
    browser: Browser,
    customer: CustomerId,
}

impl Crowd {
    async fn records(&self) -> Vec<Record> {
        let (mut all, mut seq) = (Vec::new(), 0);
        loop {
            let part = store::audit::after(self.site.app.db.read(), self.customer, seq, 500).await.unwrap();
            let Some(last) = part.last() else { return all };
            seq = last.seq;
            all.extend(part);
        }
    }

    /// Checks that since the first `before` records exactly these users have one each, of this operation.
    async fn has_one_of_each(&self, before: usize, operation: Operation, users: &[UserId]) {
        let new = self.records().await.split_off(before);
        let told: Vec<&str> = new.iter().map(|record| record.operation.as_str()).collect();
        assert!(told.iter().all(|name| *name == operation.name()), "{operation:?}: {told:?}");
        let mut counted: BTreeMap<UserId, usize> = BTreeMap::new();
        for record in &new {
            *counted.entry(UserId(record.target_id.unwrap())).or_default() += 1;
        }
        let expected: BTreeMap<UserId, usize> = users.iter().map(|user| (*user, 1)).collect();
        assert_eq!(counted, expected, "{operation:?}");
    }

    async fn post(&mut self, what: &str, fields: &[(&str, &str)]) -> String {
        let path = format!("/customers/{}/{what}", self.customer);
        let answer = self.browser.post(&path, fields).await;
        assert_eq!(answer.status, 303, "{what}: {}", answer.page().text());
        work_off(&self.site.app).await.unwrap();
        answer.location()
    }

    /// The detail of the last record about this user.
    async fn latest(&self, user: UserId) -> Detail {
        store::audit::latest(self.site.app.db.read(), self.customer, user.0).await.unwrap().unwrap().1.unwrap()
    }
}

#[actix_web::test]
async fn every_user_of_a_job_has_one_record_of_its_own() {
    // At once, and by the queue.
    for count in [3, 205] {
        let site = Site::new().await;
        let staff = site.staff(Role::GlobalAdmin).await;
        let customer = site.customer("Aquila", "aquila.example").await;
        let sku = site.owns(customer, "Office 365 E3", 300).await;
        let mut users = Vec::new();
        for number in 0..count {
            users.push(site.user(&staff, customer, &format!("User {number:03}"), &[sku]).await);
        }
        let browser = site.sign_in_as(&staff).await;
        let mut crowd = Crowd { site, browser, customer };
        let ids: Vec<String> = users.iter().map(ToString::to_string).collect();
        let all: Vec<(&str, &str)> = ids.iter().map(|id| ("user", id.as_str())).collect();
        let with = |further: &[(&'static str, &'static str)]| [all.as_slice(), further].concat();

        let before = crowd.records().await.len();
        crowd.post("password-resets", &all).await;
        crowd.has_one_of_each(before, Operation::ResetCustomerUserPassword, &users).await;

        crowd.post("sign-in-blocks", &[all[0], ("to", "blocked")]).await;
        let before = crowd.records().await.len();
        // One is blocked already, and has no second record.
        crowd.post("sign-in-blocks", &with(&[("to", "blocked")])).await;
        crowd.has_one_of_each(before, Operation::UpdateCustomerUser, &users[1..]).await;
        let before = crowd.records().await.len();
        crowd.post("sign-in-blocks", &with(&[("to", "allowed")])).await;
        crowd.has_one_of_each(before, Operation::UpdateCustomerUser, &users).await;

        let before = crowd.records().await.len();
        let job = crowd.post("deletions", &all).await;
        crowd.has_one_of_each(before, Operation::DeleteCustomerUser, &users).await;
        let job = job.split(['/', '?']).nth(4).unwrap().to_owned();
        let before = crowd.records().await.len();
        crowd.post("restorations", &[("of", &job), ("form_id", &job)]).await;
        crowd.has_one_of_each(before, Operation::RestoreCustomerUser, &users).await;

        crowd.post("deletions", &all).await;
        let before = crowd.records().await.len();
        let renamed = [("renamed", ids[0].as_str()), ("user_name", "other"), ("domain", "aquila.example")];
        crowd.post("restorations", &[all.as_slice(), &renamed].concat()).await;
        crowd.has_one_of_each(before, Operation::RestoreCustomerUser, &users).await;
        let told = crowd.latest(users[0]).await;
        assert_eq!(
            (&told.before["user_name"], &told.after["user_name"]),
            (&"user.000@aquila.example".into(), &"other@aquila.example".into())
        );

        let before = crowd.records().await.len();
        crowd.post("restorations", &all).await;
        crowd.post("deletions", &all[..1]).await;
        crowd.has_one_of_each(before, Operation::DeleteCustomerUser, &users[..1]).await;
        let before = crowd.records().await.len();
        crowd.post("deletions", &all).await;
        crowd.has_one_of_each(before, Operation::DeleteCustomerUser, &users[1..]).await;

        // The sheet goes by itself first, so that only what is removed is counted.
        crowd.site.pass(TimeDelta::days(2)).await;
        clean(&crowd.site.app).await.unwrap();
        let before = crowd.records().await.len();
        crowd.site.pass(TimeDelta::days(29)).await;
        for _ in 0..2 {
            clean(&crowd.site.app).await.unwrap();
        }
        crowd.has_one_of_each(before, Operation::Purge, &users).await;
        crowd.site.assert_sound().await;
    }
}

#[actix_web::test]
async fn every_row_of_a_file_that_changes_something_has_one_record() {
    let site = Site::new().await;
    let by = Actor::command_line(&site.app);
    let count = async || {
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        for customer in store::audit::chains(site.app.db.read()).await.unwrap() {
            for record in store::audit::after(site.app.db.read(), customer, 0, 500).await.unwrap() {
                *counted.entry(record.operation).or_default() += 1;
            }
        }
        counted
    };
    let row = |number: u8, name: &str| {
        format!("c0000000-0000-4000-8000-00000000000{number},{name},firm{number}.example,Reseller\n")
    };
    let head = "Microsoft ID,Company name,Primary domain name,Relationship\n";
    let first = [head, &row(1, "Aquila"), &row(2, "Borea")].concat();
    let later = [head, &row(1, "Aquila"), &row(2, "Borea Nera"), &row(3, "Corvo"), "nonsense,X,,\n"].concat();
    for (file, all) in [(&first, 2), (&first, 2), (&later, 4), (&later, 4)] {
        imports::customers::load(&by, file.as_bytes(), &imports::customers::Wishes::default()).await.unwrap();
        assert_eq!(count().await["import_customer"], all);
    }

    let (sku, _) = site.product("Mail Plan 1", &[]).await;
    let customer = site.customer("Delfino", "delfino.example").await;
    let row = |number: u8, seats: u8| {
        format!("d0000000-0000-4000-8000-00000000000{number},Mail Plan 1,{seats},Active,Northwind\n")
    };
    let head = "Subscription ID,Subscription,Quantity,Status,Reseller\n";
    let (first, later) = ([head, &row(1, 5)].concat(), [head, &row(1, 6), &row(2, 1), &row(2, 1)].concat());
    for (file, all) in [(&first, 1), (&first, 1), (&later, 3), (&later, 3)] {
        let now = site.now(customer).await;
        imports::subscriptions::load(&by, &now, file.as_bytes(), None).await.unwrap();
        assert_eq!(count().await["import_subscription"], all);
    }
    assert_eq!(site.pool(customer, sku).await.total(), 7);
    site.assert_sound().await;
}

#[actix_web::test]
async fn an_upload_has_one_record_and_each_of_its_users_one() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let browser = site.sign_in_as(&staff).await;
    let mut crowd = Crowd { site, browser, customer };
    let row = |number: usize| format!("User {number},user{number}@aquila.example,hunter2\n");
    let rows: Vec<String> = (0..40).map(row).collect();
    let file = format!("Display name,Email,Password\n{}", rows.concat());
    let path = format!("/customers/{customer}/uploads");
    let before = crowd.records().await.len();
    let review = crowd.browser.upload(&path, "staff list.csv", file.as_bytes(), &[]).await.location();
    assert_eq!(crowd.records().await.len(), before, "reading a file changes nothing");
    let revision = crowd.browser.visit(&review).await.value("revision");
    let save = [("revision", revision.as_str()), ("then", "save"), ("permissions", "user"), ("location", "IT")];
    assert_eq!(crowd.browser.post(&review, &save).await.status, 303);
    work_off(&crowd.site.app).await.unwrap();
    let new = crowd.records().await.split_off(before);
    assert_eq!(new[0].operation, "upload_customer_users");
    assert!(new[0].detail.contains("staff list.csv") && new[0].detail.contains("40"), "{}", new[0].detail);
    let mut users: Vec<_> = new[1..].iter().map(|record| record.target_id).collect();
    users.sort_unstable();
    users.dedup();
    assert!(users.len() == 40 && new.len() == 41, "{}", new.len());
    assert!(new[1..].iter().all(|record| record.operation == "create_customer_user"));
    assert!(new.iter().all(|record| !record.detail.contains("hunter2")));
}
