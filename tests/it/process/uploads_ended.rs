//! An upload that ends before its last row: the page tells how many were written, and that is so.

use partnerdesk::actions::{Actor, staff};

use super::Installation;
use super::client::Client;
use super::uploads::{Desk, EMAIL, told};
use crate::support::{PASSWORD, Page};

const ROWS: usize = 2_000;
/// So many are written before it is ended.
const WRITTEN: usize = 100;

/// What the page tells is what is there.
async fn assert_told(desk: &Desk, page: &Page) {
    let (users, now) = (desk.users().await.len(), desk.now().await);
    let left = usize::try_from(now.summary.rows).unwrap() - users;
    assert!((WRITTEN..ROWS).contains(&users), "it was ended in the middle: {users}");
    assert!(page.status().contains(&format!("{} users were created.", told(users))), "{}", page.text());
    assert!(page.alert().contains(&format!("{} rows were not written.", told(left))), "{}", page.text());
    let count = |of: usize| i64::try_from(of).unwrap();
    assert_eq!((now.due, now.done), (count(ROWS), count(ROWS)));
    assert_eq!((now.created, now.refused), (count(users), count(ROWS - users)));
    desk.assert_sound().await;
}

#[actix_web::test]
async fn one_that_is_stopped_says_where_it_stopped() {
    let installation = Installation::new().await;
    let server = installation.serve_cheaply();
    let desk = Desk::new(installation, &server.address, ROWS).await;
    desk.save();
    desk.at_least(WRITTEN).await;
    let reply = desk.kim.post(&format!("{}/stopping", desk.path), &[]).unwrap();
    assert_eq!(reply.status, 303, "{}", reply.body);
    let page = desk.ended(&desk.kim).await;
    assert!(page.alert().contains("The upload was stopped."), "{}", page.text());
    assert_told(&desk, &page).await;
    desk.assert_on_the_sheet(&desk.kim, &page).await;
}

#[actix_web::test]
async fn one_whose_owner_is_blocked_ends_there() {
    let installation = Installation::new().await;
    let server = installation.serve_cheaply();
    installation.admin("lee@partner.example");
    let lee = Client::sign_in(&server.address, "lee@partner.example", PASSWORD);
    let desk = Desk::new(installation, &server.address, ROWS).await;
    desk.save();
    desk.at_least(WRITTEN).await;
    // From here: by the time a command has started, a fast machine has written all rows.
    staff::block(&Actor::command_line(&desk.site.app), EMAIL).await.unwrap();
    let page = desk.ended(&lee).await;
    assert!(page.alert().contains("whoever started it may no longer act here"), "{}", page.text());
    assert_told(&desk, &page).await;
}
