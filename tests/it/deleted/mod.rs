//! The list of deleted users, and removing them for good.

mod clock;
mod frozen;
mod list;
mod purges;
mod window;

use partnerdesk::domain::id::{CustomerId, UserId};

use crate::support::{Browser, Page};

/// Deletes users, each in a request of its own, in this order.
pub async fn delete(browser: &mut Browser, customer: CustomerId, users: &[UserId]) {
    for user in users {
        let answer = browser.post(&format!("/customers/{customer}/deletions"), &[("user", &user.to_string())]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert!(!answer.location().starts_with("/sign-in"));
    }
}

/// The list of deleted users.
pub async fn tab(browser: &mut Browser, customer: CustomerId) -> Page {
    browser.visit(&format!("/customers/{customer}/users/deleted")).await
}

/// The names on a list.
pub fn names(page: &Page) -> Vec<String> {
    page.texts("tbody th .name")
}
