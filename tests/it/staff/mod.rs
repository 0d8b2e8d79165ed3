//! The partner's own staff: who adds, changes, blocks and removes whom, and the own page.

mod adding;
mod first;
mod own;
mod removal;
mod roles;
mod rules;
mod sessions;

use partnerdesk::domain::event::Detail;
use partnerdesk::domain::staff::Staff;
use partnerdesk::store;

use crate::support::{Answer, Browser, Page, Site};

/// What was noted about staff, sign-ins included: operation, and the detail as it is kept.
async fn events(site: &Site) -> Vec<(String, String)> {
    let db = site.app.db.read();
    let mut records = Vec::new();
    for chain in store::audit::chains(db).await.unwrap().into_iter().filter(|chain| chain.is_installation()) {
        records.extend(store::audit::after(db, chain, 0, 1000).await.unwrap());
    }
    records.sort_by_key(|record| record.at);
    records.into_iter().map(|record| (record.operation, record.detail)).collect()
}

/// Operations since the first `before` records, without signing in and out.
async fn operations_since(site: &Site, before: usize) -> Vec<String> {
    let later = events(site).await.into_iter().skip(before).map(|(operation, _)| operation);
    later.filter(|operation| !operation.starts_with("sign_")).collect()
}

async fn last_detail(site: &Site, operation: &str) -> Detail {
    let (_, detail) = events(site).await.into_iter().rfind(|(name, _)| name == operation).unwrap();
    serde_json::from_str(&detail).unwrap()
}

fn path(staff: &Staff) -> String {
    format!("/staff/{}", staff.id)
}

/// The form with which the page of adding somebody is sent.
async fn added(browser: &mut Browser, email: &str, name: &str, role: &str) -> Answer {
    let form = browser.visit("/staff/new").await.value("form_id");
    browser.post("/staff", &[("form_id", &form), ("email", email), ("name", name), ("role", role)]).await
}

/// The temporary password on a page.
fn temporary(page: &Page) -> Option<String> {
    page.texts("code.password").pop()
}

/// Somebody as the database has them.
async fn now(site: &Site, staff: &Staff) -> Option<Staff> {
    store::staff::find(site.app.db.read(), staff.id).await.unwrap().map(|(staff, _)| staff)
}
