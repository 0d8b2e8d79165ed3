//! The activity log: who did what, when, for whom, and what was there before.

mod anchors;
mod export;
mod kept;
mod pages;
mod paging;
mod people;
mod rights;

use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::staff::Staff;

use crate::support::{Page, Site, sql};

/// The rows of the log without the times: customer (on the page of all), action, target, partner user.
fn lines(page: &Page) -> Vec<Vec<String>> {
    page.rows().into_iter().map(|row| row[1..].to_vec()).collect()
}

/// The actions of the log, the newest first.
fn actions(page: &Page) -> Vec<String> {
    let cells = page.texts("td[data-label='Action']");
    let heads = page.texts("td[data-label='Action'] summary");
    cells
        .into_iter()
        .map(|cell| heads.iter().find(|head| cell.starts_with(head.as_str())).cloned().unwrap_or(cell))
        .collect()
}

/// Gives a user a new license, by this person.
async fn license(site: &Site, by: &Staff, customer: CustomerId, user: UserId) -> String {
    let sku = site.owns(customer, "Office 365 E3", 9).await.to_string();
    let mut browser = site.sign_in_as(by).await;
    let fields = [("user", user.to_string()), ("license", sku)];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = browser.post(&format!("/customers/{customer}/license-assignments"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location()
}

/// Takes a user away for good, as a purge does: the row first, then the details of its records.
async fn purge(site: &Site, customer: CustomerId, user: UserId) {
    let delete = "DELETE FROM users WHERE customer_id = $1 AND id = $2";
    sql(&site.app, "DELETE FROM license_assignments WHERE customer_id = $1", vec![customer.0.into()]).await;
    sql(&site.app, delete, vec![customer.0.into(), user.0.into()]).await;
    site.app.db.write(async |tx| partnerdesk::store::audit::forget_details(tx, customer, user).await).await.unwrap();
}
