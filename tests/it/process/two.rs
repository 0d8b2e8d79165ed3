//! Two servers on the same data: what one does, the other knows.

use partnerdesk::clock::new_id;

use super::{Installation, all_at_once, user_form};
use crate::support::Page;

#[actix_web::test]
async fn a_double_click_that_reaches_both_creates_one_user() {
    let installation = Installation::new().await;
    let servers = [installation.serve(), installation.serve()];
    let kim = installation.signed_in(&servers[0]);
    let browsers = servers.each_ref().map(|server| kim.at(&server.address));
    let site = installation.site().await;
    let customer = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(customer, "Office 365 E3", 20).await.to_string();
    let path = format!("/customers/{customer}/users");
    for round in 0..10 {
        let (name, form) = (format!("ada.{round}"), new_id().to_string());
        let fields = user_form(&name, "aquila.example", &sku, &form);
        let locations = all_at_once(2, |at| {
            let reply = browsers[at].post(&path, &fields).unwrap();
            assert_eq!(reply.status, 303, "{}", Page::new(&reply.body).text());
            reply.location
        });
        assert_eq!(locations[0], locations[1]);
    }
    assert_eq!(site.now(customer).await.active_users, 10);
    assert_eq!(site.pool(customer, sku.parse().unwrap()).await.consumed, 10);
    installation.succeed(&["check"]);
}

#[actix_web::test]
async fn a_session_holds_at_both_and_ends_at_both() {
    let installation = Installation::new().await;
    let servers = [installation.serve(), installation.serve()];
    let here = installation.signed_in(&servers[0]);
    let there = here.at(&servers[1].address);
    for browser in [&here, &there] {
        assert_eq!(Page::new(&browser.visit("/customers")).heading(), "Customers");
    }
    assert_eq!(there.post("/sign-out", &[]).unwrap().status, 303);
    for browser in [&here, &there] {
        let reply = browser.get("/customers").unwrap();
        assert_eq!((reply.status, reply.location.starts_with("/sign-in")), (303, true));
    }
}
