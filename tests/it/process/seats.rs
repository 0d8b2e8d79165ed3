//! The last seats of a product, wanted at once by many through two servers: each goes to one, and
//! who gets none is told why.

use partnerdesk::clock::new_id;
use partnerdesk::domain::role::Role;

use super::client::Reply;
use super::{Installation, all_at_once, user_form};
use crate::support::Page;

const PRODUCT: &str = "Office 365 E3";

/// So many were given a seat; the others were told that there is none.
fn given(replies: &[Reply]) -> usize {
    for reply in replies.iter().filter(|reply| reply.status != 303) {
        let page = Page::new(&reply.body);
        assert_eq!(reply.status, 422, "{}", page.text());
        assert!(page.alert().contains(PRODUCT), "told why: {}", page.text());
    }
    replies.iter().filter(|reply| reply.status == 303).count()
}

#[actix_web::test]
async fn the_last_fifty_seats_go_to_fifty_of_two_hundred() {
    let installation = Installation::new().await;
    let servers = [installation.serve(), installation.serve()];
    let kim = installation.signed_in(&servers[0]);
    let site = installation.site().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(customer, PRODUCT, 50).await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let mut people = Vec::new();
    for number in 0..200 {
        people.push(site.user(&staff, customer, &format!("User {number}"), &[]).await.to_string());
    }
    let path = format!("/customers/{customer}/license-assignments");
    let (product, browsers) = (sku.to_string(), servers.each_ref().map(|server| kim.at(&server.address)));
    let replies = all_at_once(200, |number| {
        let form = new_id().to_string();
        let fields = [("user", people[number].as_str()), ("license", &product), ("form_id", &form)];
        browsers[number % 2].post(&path, &fields).unwrap()
    });
    // Who was too late by a moment finds that on the page of results, as the others their success.
    let was_given = |reply: &Reply| {
        let page = if reply.status == 303 { kim.visit(&reply.location) } else { reply.body.clone() };
        let page = Page::new(&page);
        assert!(
            page.has(PRODUCT)
                && (page.status().contains("Success") != page.alert().contains("Not done") || reply.status == 422),
            "{}",
            page.text()
        );
        page.status().contains("Success")
    };
    assert_eq!(replies.iter().filter(|reply| was_given(reply)).count(), 50);
    assert_eq!(site.pool(customer, sku).await.consumed, 50);
    assert_eq!(site.now(customer).await.unlicensed_users, 150);
    installation.succeed(&["check"]);
}

#[actix_web::test]
async fn who_is_added_for_a_seat_that_is_gone_is_not_added() {
    let installation = Installation::new().await;
    let servers = [installation.serve(), installation.serve()];
    let kim = installation.signed_in(&servers[0]);
    let site = installation.site().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(customer, PRODUCT, 10).await;
    let path = format!("/customers/{customer}/users");
    let (product, browsers) = (sku.to_string(), servers.each_ref().map(|server| kim.at(&server.address)));
    let replies = all_at_once(40, |number| {
        let (name, form) = (format!("new.{number}"), new_id().to_string());
        browsers[number % 2].post(&path, &user_form(&name, "aquila.example", &product, &form)).unwrap()
    });
    assert_eq!(given(&replies), 10);
    let now = site.now(customer).await;
    assert_eq!((now.active_users, now.unlicensed_users, site.pool(customer, sku).await.consumed), (10, 0, 10));
    for reply in replies.iter().filter(|reply| reply.status == 422) {
        // What was typed is still there.
        assert!(Page::new(&reply.body).value("user_name").starts_with("new."));
    }
    installation.succeed(&["check"]);
}
