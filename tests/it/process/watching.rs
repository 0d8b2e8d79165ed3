//! How far a job is, as it is looked at from outside.

use std::thread::sleep;
use std::time::{Duration, Instant};

use partnerdesk::domain::id::{CustomerId, JobId};
use partnerdesk::store;

use super::client::Client;
use crate::support::{Page, Site};

/// Waits for the end of the job.
pub fn finished(kim: &Client, job: &str) -> Page {
    let started = Instant::now();
    loop {
        let page = Page::new(&kim.visit(job));
        if page.select("progress").is_empty() {
            return page;
        }
        assert!(started.elapsed() < Duration::from_mins(2), "it does not end: {}", page.text());
        sleep(Duration::from_millis(50));
    }
}

/// Waits until so many users are done, or all.
pub async fn at_least(site: &Site, customer: CustomerId, id: JobId, users: i64) {
    let started = Instant::now();
    loop {
        let now = store::jobs::find(site.app.db.read(), customer, id).await.unwrap().unwrap();
        if now.done >= users || now.finished_at.is_some() {
            return;
        }
        assert!(started.elapsed() < Duration::from_mins(1), "it does not get on: {now:?}");
        sleep(Duration::from_millis(2));
    }
}
