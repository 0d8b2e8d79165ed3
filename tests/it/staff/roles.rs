//! The page that tells what each role may do.

use partnerdesk::domain::permission::{Permission, permits};
use partnerdesk::domain::role::Role;

use super::path;
use crate::support::Site;

#[actix_web::test]
async fn the_roles_page_says_what_the_rules_do() {
    let site = Site::new().await;
    for own in Role::ALL {
        let mut browser = site.sign_in(own).await;
        let page = browser.visit("/roles").await;
        let rows = page.rows();
        assert_eq!((page.heading().as_str(), rows.len()), ("Roles", Permission::ALL.len() - 1));
        assert!(!page.has("settings") && !page.has("upload"), "what no page does is not told");
        let told = Permission::ALL.into_iter().filter(|one| *one != Permission::ManageSettings);
        for (row, permission) in rows.iter().zip(told) {
            let told = Role::ALL.map(|role| if permits(role, permission) { "✓Yes" } else { "–No" });
            assert_eq!(row[1..], told, "{}", row[0]);
        }
        let marked: Vec<String> =
            page.texts("thead th").into_iter().filter(|head| head.contains("Your role")).collect();
        assert_eq!(marked.len(), 1, "{marked:?}");
        assert_eq!(browser.visit("/profile").await.link("Roles"), "/roles");
    }
}

#[actix_web::test]
async fn who_takes_another_role_is_told_so_where_it_leads_to() {
    let site = Site::new().await;
    site.staff(Role::GlobalAdmin).await;
    for (role, told, place) in [
        ("helpdesk-agent", "Your role is now Helpdesk agent.", "Dashboard"),
        ("user-management-admin", "Your role is now User management admin.", "User management"),
    ] {
        let member = site.staff(Role::GlobalAdmin).await;
        let mut kim = site.sign_in_as(&member).await;
        let answer = kim.post(&path(&member), &[("name", "Kim"), ("role", role), ("version", "1")]).await;
        assert_eq!((answer.status, answer.location().as_str()), (303, "/"));
        let next = kim.get("/").await;
        let page = if next.status == 303 { kim.visit(&next.location()).await } else { next.page() };
        assert_eq!((page.status().as_str(), page.heading().as_str()), (told, place));
    }
}
