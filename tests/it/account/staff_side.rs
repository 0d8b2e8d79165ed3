//! What the staff see of it: whether a user has signed in, until when a temporary password can be used, the log, and
//! the address that is handed out.

use chrono::TimeDelta;
use partnerdesk::actions::sheets;

use super::{ADA, OWN, World, choose, sign_in};
use crate::support::Site;

#[actix_web::test]
async fn the_user_s_page_tells_last_sign_in_and_the_temporary_password() {
    let world = World::new().await;
    let mut kim = world.site.sign_in_as(&world.boss).await;
    let path = format!("/customers/{}/users/{}", world.ours, world.ada);
    let facts = |page: crate::support::Page| page.texts(".facts > div").join(" | ");
    let told = facts(kim.visit(&path).await);
    assert!(told.contains("Never signed in") && told.contains("Not changed yet; can be used until"), "{told}");
    let never = format!("/customers/{}/users?filter=never-signed-in", world.ours);
    assert_eq!(kim.visit(&never).await.rows().len(), 1);
    world.site.app.clock.advance(TimeDelta::hours(72));
    let mut kim = world.site.sign_in_as(&world.boss).await;
    let told = facts(kim.visit(&path).await);
    assert!(told.contains("Not changed; expired on"), "{told}");
    world.done("password-resets", &[]).await;
    let password = world.handed(world.ours, world.ada).await;
    let mut ada = world.site.browser().await;
    assert_eq!(sign_in(&mut ada, ADA, &password).await.status, 303);
    let told = facts(kim.visit(&path).await);
    assert!(!told.contains("Never signed in") && told.contains("Not changed yet"), "{told}");
    assert_eq!(choose(&mut ada, &password, OWN).await.status, 303);
    let told = facts(kim.visit(&path).await);
    assert!(!told.contains("Temporary password"), "{told}");
    assert!(kim.visit(&never).await.rows().is_empty());
}

#[actix_web::test]
async fn the_list_has_a_column_for_the_last_sign_in() {
    let world = World::new().await;
    world.settled().await;
    let mut kim = world.site.sign_in_as(&world.boss).await;
    kim.submit("/profile/columns", &[("column", "last_sign_in")]).await;
    let page = kim.visit(&format!("/customers/{}/users", world.ours)).await;
    let today = partnerdesk::words::Words::new(partnerdesk::words::Language::English, chrono_tz::UTC)
        .day(&world.site.app.clock.now());
    assert!(page.rows()[0].iter().any(|cell| cell.contains(&today)), "{:?}", page.rows());
}

#[actix_web::test]
async fn the_log_tells_sign_ins_to_global_admins_and_changes_to_who_sees_the_customer() {
    let world = World::new().await;
    world.settled().await;
    let mut kim = world.site.sign_in_as(&world.boss).await;
    let own = kim.visit(&format!("/customers/{}/activity", world.ours)).await.text();
    assert!(own.contains("Password changed by the user"), "{own}");
    let all = kim.visit("/activity?action=sign_in").await;
    assert!(all.rows().iter().any(|row| row.iter().any(|cell| cell.contains(ADA))), "{:?}", all.rows());
    let found = kim.visit(&format!("/activity?text={ADA}&action=sign_in")).await;
    assert_eq!(found.rows().len(), 1, "{:?}", found.rows());
    let mut lee = world.site.sign_in(partnerdesk::domain::role::Role::AdminAgent).await;
    let seen = lee.visit("/activity?action=sign_in").await;
    assert!(!seen.text().contains(ADA), "sign-ins are the installation's");
}

#[actix_web::test]
async fn sheets_and_slips_tell_where_users_sign_in() {
    for (public, address) in
        [(None, "http://desk.test/account"), (Some("http://desk.test/"), "http://desk.test/account")]
    {
        let site = Site::with(|settings| settings.public_url = public.map(|url: &str| url.parse().unwrap())).await;
        let world = World::on(site).await;
        let sheet = sheets::open_sheet(&world.site.actor(&world.boss), world.ours).await.unwrap().unwrap().id;
        let mut kim = world.site.sign_in_as(&world.boss).await;
        let path = format!("/customers/{}/sheets/{sheet}", world.ours);
        assert!(kim.visit(&path).await.has(&format!("The users sign in at {address}")));
        let slip = kim.visit(&format!("{path}/print")).await;
        assert!(slip.texts(".slip dd").contains(&address.to_owned()), "{}", slip.text());
    }
}
