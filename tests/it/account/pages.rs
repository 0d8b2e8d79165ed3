//! The own pages are well made, in both languages, whatever a name says; and what of an account they tell.

use partnerdesk::actions::{Submission, users};
use partnerdesk::domain::licensing::LicenseChoice;

use super::{World, sign_in};
use crate::pages::check;
use crate::support::{new_user, roles, user_form};

#[actix_web::test]
async fn they_are_well_made_in_both_languages() {
    let world = World::new().await;
    let customer = world.site.now(world.ours).await;
    let mut form = user_form(&customer, "Eve", &[world.sku]);
    form.profile.as_mut().unwrap().display_name = "\"><img src=x onerror=alert(1)>".into();
    form.roles = Some(roles("limited", &["helpdesk", "billing"]));
    let by = world.site.actor(&world.boss);
    let eve = users::add(&by, world.ours, &new_user(&form), &Submission::never_twice()).await.unwrap().user;
    let password = world.handed(world.ours, eve).await;
    let mut browser = world.site.browser().await;
    for (step, path) in ["/account/sign-in", "/account/password", "/account"].into_iter().enumerate() {
        if step == 1 {
            assert_eq!(sign_in(&mut browser, "eve@aquila.example", &password).await.status, 303);
        } else if step == 2 {
            assert_eq!(super::choose(&mut browser, &password, super::OWN).await.status, 303);
        }
        for language in ["it", "en"] {
            browser.post("/account/language", &[("language", language), ("return", path)]).await;
            let page = browser.visit(path).await;
            check(path, &page);
            assert_eq!(page.attribute("html", "lang").unwrap(), language);
            assert_eq!(page.select("form[action='/account/sign-out']").len(), usize::from(step > 0), "{path}");
            let staff = "a[href='/'], a[href='/customers'], form[action='/sign-out'], form[action='/language']";
            assert!(page.select(staff).is_empty(), "{path}");
        }
    }
    let page = browser.visit("/account").await;
    assert!(page.has("Limited administrator: Billing admin, Helpdesk (password)"), "{}", page.text());
    let answer = browser.get("/account").await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
}

#[actix_web::test]
async fn licenses_are_told_with_their_plans_and_what_is_off() {
    let world = World::new().await;
    let customer = world.site.now(world.ours).await;
    let mut form = user_form(&customer, "Bo Lind", &[]);
    let on = std::collections::BTreeSet::from([world.plans[1]]);
    form.licenses = Some(vec![LicenseChoice { sku: world.sku, plans_on: Some(on) }]);
    let by = world.site.actor(&world.boss);
    let bo = users::add(&by, world.ours, &new_user(&form), &Submission::never_twice()).await.unwrap().user;
    let password = world.handed(world.ours, bo).await;
    let mut browser = world.site.browser().await;
    assert_eq!(sign_in(&mut browser, "bo.lind@aquila.example", &password).await.status, 303);
    assert_eq!(super::choose(&mut browser, &password, super::OWN).await.status, 303);
    let before = world.site.app.db.statements();
    let page = browser.visit("/account").await;
    let cost = world.site.app.db.statements() - before;
    assert!(cost <= 10, "{cost} statements");
    assert_eq!(page.texts("h3"), ["Office 365 E3"]);
    assert_eq!(page.texts(".card li"), ["Teams"]);
    assert!(page.has("Switched off: Exchange Online"), "{}", page.text());
    let cy = world.site.user(&world.boss, world.ours, "Cy Lind", &[]).await;
    let password = world.handed(world.ours, cy).await;
    let mut browser = world.site.browser().await;
    sign_in(&mut browser, "cy.lind@aquila.example", &password).await;
    super::choose(&mut browser, &password, super::OWN).await;
    assert!(browser.visit("/account").await.has("No license is assigned to you."));
}
