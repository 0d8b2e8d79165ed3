//! The page that tells what each role may do.

use partnerdesk::domain::permission::{Permission, Role, may};

use crate::support::Site;

#[actix_web::test]
async fn the_roles_page_says_what_the_rules_do() {
    let site = Site::new().await;
    for own in Role::ALL {
        let mut browser = site.sign_in(own).await;
        let page = browser.visit("/roles").await;
        let rows = page.rows();
        assert_eq!(rows.len(), Permission::ALL.len());
        for (row, permission) in rows.iter().zip(Permission::ALL) {
            let told = Role::ALL.map(|role| if may(role, permission) { "✓Yes" } else { "–No" });
            assert_eq!(row[1..], told, "{}", row[0]);
        }
        let marked: Vec<String> =
            page.texts("thead th").into_iter().filter(|head| head.contains("Your role")).collect();
        assert_eq!(marked.len(), 1, "{marked:?}");
        assert_eq!(browser.visit("/profile").await.link("What each role may do"), "/roles");
    }
}
