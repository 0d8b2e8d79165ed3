//! Each role sees what specification §10 gives it, on the page, in the file, and at a change's result.

use partnerdesk::domain::role::Role;

use super::{actions, license};
use crate::support::Site;

#[actix_web::test]
async fn each_role_sees_its_own_part_of_the_log() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&boss, id, "Ada Bianchi", &[]).await;
    let helpdesk = site.staff(Role::HelpdeskAgent).await;
    let result = license(&site, &helpdesk, id, user).await;
    let of_customer = format!("/customers/{id}/activity");

    let page = site.sign_in_as(&boss).await.visit("/activity").await;
    let all = actions(&page);
    for action in ["Added partner user", "Signed in", "Added customer", "Added user", "Changed licenses"] {
        assert!(all.contains(&action.to_owned()), "{action}: {all:?}");
    }

    let mut agent = site.sign_in(Role::AdminAgent).await;
    let page = agent.visit("/activity").await;
    // Signing in is a record of one's own.
    assert_eq!(actions(&page), ["Signed in", "Changed licenses", "Added user", "Added customer"]);
    assert!(page.has("What was done for customers, and what you did yourself"));
    assert_eq!(actions(&agent.visit(&of_customer).await), ["Changed licenses", "Added user", "Added customer"]);
    assert_eq!(agent.get(&result).await.status, 200, "the result of another's change");

    let mut helpdesk = site.sign_in_as(&helpdesk).await;
    let page = helpdesk.visit("/activity").await;
    assert_eq!(actions(&page), ["Signed in", "Changed licenses", "Signed in"]);
    assert!(page.has("What you did yourself"));
    assert!(page.select("#who").is_empty(), "there is nobody else to choose");
    assert_eq!(actions(&helpdesk.visit(&of_customer).await), ["Changed licenses"]);
    assert_eq!(helpdesk.get(&result).await.status, 200);

    let mut sales = site.sign_in(Role::SalesAgent).await;
    assert_eq!(actions(&sales.visit("/activity").await), ["Signed in"]);
    assert!(sales.visit(&of_customer).await.has("No activity matches in this period."));
    assert_eq!(sales.get(&result).await.status, 404);
    // Asking for somebody else by address helps nobody.
    let path = format!("/activity?who={}", boss.id);
    assert_eq!(actions(&sales.visit(&path).await), [""; 0]);

    let mut manager = site.sign_in(Role::UserManagementAdmin).await;
    let page = manager.visit("/activity").await;
    assert_eq!(actions(&page), ["Signed in"]);
    assert!(!page.has("Affected customer") && page.select("#customer").is_empty());
    assert_eq!(manager.get(&of_customer).await.status, 403);
    assert_eq!(manager.get(&format!("{of_customer}.csv")).await.status, 403);
}

#[actix_web::test]
async fn the_file_holds_no_more_than_the_page() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    site.user(&boss, id, "Ada Bianchi", &[]).await;
    for (role, found) in [
        (Role::GlobalAdmin, &["create_staff", "create_customer", "create_customer_user", "sign_in"][..]),
        (Role::AdminAgent, &["create_customer", "create_customer_user", "sign_in"]),
        (Role::HelpdeskAgent, &["sign_in"]),
        (Role::SalesAgent, &["sign_in"]),
        (Role::UserManagementAdmin, &["sign_in"]),
    ] {
        let body = site.sign_in(role).await.get("/activity.csv").await.body;
        for operation in ["create_staff", "create_customer", "create_customer_user", "sign_in"] {
            let is_there = body.contains(&format!("\"{operation}\""));
            assert_eq!(is_there, found.contains(&operation), "{role} {operation}: {body}");
        }
    }
}

#[actix_web::test]
async fn one_customer_s_log_tells_nothing_of_another() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let ours = site.customer("Aquila", "aquila.example").await;
    let theirs = site.customer("CANARY-7f3a", "canary-7f3a.example").await;
    let user = site.user(&boss, theirs, "CANARY-7f3a", &[]).await;
    license(&site, &boss, theirs, user).await;
    let mut kim = site.sign_in_as(&boss).await;
    for query in ["", ".csv", "?text=canary", "?customer=canary"] {
        let answer = kim.get(&format!("/customers/{ours}/activity{query}")).await;
        let body = answer.body.replace("?text=canary", "").replace("?customer=canary", "");
        assert!(answer.status == 200 && !body.contains("CANARY-7f3a"), "{query}");
    }
}
