//! Re-issuing: new passwords with new links in one step, for one user or many; whatever was handed over before is dead.

use chrono::TimeDelta;
use partnerdesk::actions::{Submission, users};
use partnerdesk::actions::{hand_overs, links, sheets};
use partnerdesk::domain::role::Role;

use super::Desk;
use crate::support::{new_user, roles, user_form};

#[actix_web::test]
async fn from_a_user_s_page_one_step_leads_to_a_link_that_is_ready() {
    let mut desk = Desk::new().await;
    let (old, _) = desk.issued(false).await;
    let first = desk.password().await;
    // Long put away: nobody can show that password again.
    desk.kim.post(&format!("{}/completion", desk.path()), &[]).await;
    desk.site.app.clock.advance(TimeDelta::minutes(1));
    let own = format!("/customers/{}/users/{}", desk.customer, desk.user);
    let reissue = desk.kim.visit(&own).await.link("Re-issue credentials");
    let question = desk.kim.visit(&reissue).await;
    assert_eq!(question.heading(), "Re-issue credentials: Ada Bianchi");
    assert_eq!(question.attribute("[name=along][checked]", "value").unwrap(), "links");
    assert!(question.has("One-time links that were made before open nothing any more."));
    let action = question.attribute("main form", "action").unwrap();
    let user = desk.user.to_string();
    let form_id = question.value("form_id");
    let fields = [("user", user.as_str()), ("along", "links"), ("form_id", &form_id)];
    let sheet = desk.kim.submit(&action, &fields).await;
    assert!(sheet.heading() == "Confirmation" && sheet.status().contains("1 one-time link was made."));
    let again = desk.kim.submit(&action, &fields).await;
    assert_eq!(again.texts("code.address"), sheet.texts("code.address"), "the second click is the same one");
    let link = sheet.texts("code.address")[0].replace("http://desk.test", "");
    let password = sheet.texts(".password")[0].clone();
    assert!(link != old && password != first);
    let mut ada = desk.site.browser().await;
    assert_eq!(ada.get(&old).await.status, 410);
    assert!(ada.post(&link, &[]).await.page().texts(".password") == [password]);

    let told = hand_overs::of_user(&desk.site.actor(&desk.staff), desk.customer, desk.user).await.unwrap();
    let links: Vec<_> = told.iter().filter(|one| one.kind == "link").collect();
    let became: Vec<_> = links.iter().map(|one| one.ending.as_deref().unwrap()).collect();
    assert_eq!(became, ["opened", "replaced"]);
    assert!(links.iter().all(|one| one.staff_name == desk.staff.name));
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn those_who_never_signed_in_get_new_ones_together() {
    let mut desk = Desk::new().await;
    for number in 0..19 {
        desk.site.user(&desk.staff, desk.customer, &format!("User {number}"), &[]).await;
    }
    let list = format!("/customers/{}/users", desk.customer);
    assert!(desk.kim.visit(&list).await.select("button[value=reissue]").is_empty(), "a reset offers it there");
    let page = desk.kim.visit(&format!("{list}?filter=never-signed-in")).await;
    assert_eq!(page.texts("button[value=reissue]"), ["Re-issue credentials"]);
    let shown = page.value("shown");
    let nobody = [("filter", "never-signed-in"), ("go", "reissue"), ("shown", &shown)];
    let selections = format!("/customers/{}/selections", desk.customer);
    assert_eq!(desk.kim.post(&selections, &nobody).await.status, 422);
    let all: Vec<(&str, &str)> = nobody.into_iter().chain([("page", "all")]).collect();
    let question = desk.kim.submit(&selections, &all).await;
    assert_eq!(question.heading(), "Re-issue credentials of 20 users");
    let selection = question.value("selection");
    let fields = [("selection", selection.as_str()), ("along", "links-with-codes")];
    let sheet = desk.kim.submit(&format!("/customers/{}/password-resets", desk.customer), &fields).await;
    assert!(sheet.status().contains("20 one-time links were made."), "{}", sheet.text());
    let by = desk.site.actor(&desk.staff);
    let known = links::of_sheet(&by, desk.customer, desk.sheet, None).await.unwrap();
    assert!(known.len() == 20 && known.values().all(|link| link.code.is_some()));
    let view = sheets::view(&by, desk.customer, desk.sheet, 0, 100).await.unwrap();
    for row in &view.rows {
        let link = &known[&row.user];
        let code = link.code.as_ref().unwrap().to_string();
        let path = format!("/handover/{}", **link.token.as_ref().unwrap());
        let opened = desk.site.browser().await.post(&path, &[("code", &code)]).await.page();
        assert_eq!(opened.texts(".password"), [row.password.as_str()]);
    }
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn administrators_are_left_out_for_who_may_not_reset_them() {
    let desk = Desk::new().await;
    let customer = desk.site.now(desk.customer).await;
    let mut form = user_form(&customer, "Eva Capo", &[]);
    form.roles = Some(roles("global", &[]));
    let by = desk.site.actor(&desk.staff);
    let eva = users::add(&by, customer.id, &new_user(&form), &Submission::never_twice()).await.unwrap().user;
    let help = desk.site.staff(Role::HelpdeskAgent).await;
    let mut browser = desk.site.sign_in_as(&help).await;
    let (ada, eva) = (desk.user.to_string(), eva.to_string());
    let path = format!("/customers/{}/password-resets", desk.customer);
    let fields = [("user", ada.as_str()), ("user", &eva), ("along", "links")];
    let told = browser.submit(&path, &fields).await;
    assert!(told.alert().contains("Not done for 1 user"), "{}", told.text());
    let by = desk.site.actor(&help);
    let sheet = sheets::open_sheet(&by, desk.customer).await.unwrap().unwrap();
    let known = links::of_sheet(&by, desk.customer, sheet.id, None).await.unwrap();
    assert!(known.len() == 1 && known.contains_key(&desk.user));
    let alone = [("user", eva.as_str()), ("along", "links")];
    assert_eq!(browser.post(&path, &alone).await.status, 403);
    assert_eq!(browser.post(&path, &[("user", &ada), ("along", "letters")]).await.status, 400);
    assert_eq!(browser.get(&format!("{path}/new?user={ada}&along=letters")).await.status, 400);
    let answer = desk.site.sign_in(Role::SalesAgent).await.post(&path, &[("user", &ada), ("along", "links")]).await;
    assert_eq!(answer.status, 403);
}

#[actix_web::test]
async fn on_the_confirmation_dead_links_are_made_anew_and_opened_ones_stay_unless_meant() {
    let mut desk = Desk::new().await;
    let bea = desk.site.user(&desk.staff, desk.customer, "Bea Conti", &[]).await;
    let (link, _) = desk.issued(false).await;
    desk.site.browser().await.post(&link, &[]).await;
    let page = desk.kim.visit(&desk.path()).await;
    let form = "form[action$='password-resets/new']";
    assert!(page.select(form).is_empty(), "who opened it may be signing in just now");
    let own = page.link("Re-issue credentials");
    assert!(own.contains(&desk.user.to_string()) && own.contains("along=links"), "{own}");
    desk.kim.submit(&format!("/customers/{}/users/{bea}/link-revocation", desk.customer), &[]).await;
    let page = desk.kim.visit(&desk.path()).await;
    assert_eq!(page.texts(&format!("{form} button")), ["Re-issue those whose link is over"]);
    assert_eq!(page.attribute(&format!("{form} [name=user]"), "value").unwrap(), bea.to_string());
    let question =
        desk.kim.visit(&format!("/customers/{}/password-resets/new?user={bea}&along=links", desk.customer)).await;
    assert_eq!(question.heading(), "Re-issue credentials: Bea Conti");
}
