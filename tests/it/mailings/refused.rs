//! Addresses that are none, people who may not, users who changed meanwhile: told, and nothing is sent.

use actix_web::http::Method;
use partnerdesk::domain::role::Role;

use super::{Desk, EACH, THREE, to, typed};
use crate::deleted::delete;
use crate::mails::post::Post;

#[actix_web::test]
async fn a_bad_address_is_told_at_its_field_and_nothing_is_sent_and_nothing_lost() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    for bad in
        ["nobody", "a@b.example, c@d.example", "ada@home.example\r\nBcc: eve@elsewhere.example", "ädä@home.example"]
    {
        let form = desk.form(["ada@home.example", bad, ""], &[EACH, ("language", "it"), ("with_code", "1")]);
        let answer = desk.send(&form).await;
        assert_eq!(answer.status, 422, "{bad}");
        let page = answer.page();
        let field = format!("address-{}", desk.users[1]);
        assert!(!page.reason(&field).is_empty(), "{bad}");
        assert!(page.alert().contains("Bo Lind"), "{}", page.alert());
        assert_eq!(typed(&page, desk.users[1]).replace(['\r', '\n'], ""), bad.replace(['\r', '\n'], ""));
        assert_eq!(typed(&page, desk.users[0]), "ada@home.example");
        assert_eq!(page.attribute("#language option[selected]", "value").as_deref(), Some("it"));
        assert!(!page.select("input[name=with_code][checked]").is_empty());
    }
    let nobody = desk.form(["", "", " "], &[EACH]);
    let answer = desk.send(&nobody).await;
    assert!(answer.status == 422 && answer.page().alert().contains("nobody to write to"));
    let no_contact = desk.form(["", "", ""], &[("to", "contact")]);
    let answer = desk.send(&no_contact).await;
    assert!(answer.status == 422 && answer.page().alert().contains("no contact"));
    desk.work().await;
    assert!(post.arrived().is_empty());
    let page = desk.kim.visit(&desk.path()).await;
    assert!(page.select(".link-state").is_empty(), "no link was issued either");
}

#[actix_web::test]
async fn no_name_begins_a_header_of_its_own() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    desk.set(0, "display_name", "Ada\r\nBcc: eve@elsewhere.example").await;
    desk.set(1, "display_name", "Bo, \"x\" <eve@elsewhere.example>; Søren <script>alert(1)</script>").await;
    let form = desk.form(["ada@home.example", "bo@home.example", ""], &[EACH]);
    let answer = desk.send(&form).await;
    assert_eq!(answer.status, 422);
    assert!(!answer.page().reason(&format!("address-{}", desk.users[0])).is_empty());
    desk.sent(["", "bo@home.example", ""], &[EACH]).await;
    desk.work().await;
    let arrived = post.arrived();
    assert_eq!(arrived.len(), 1);
    assert_eq!(arrived[0]["envelope"][1], serde_json::json!(["bo@home.example"]));
    assert_eq!(arrived[0]["to"].as_array().unwrap().len(), 1);
    assert!(arrived[0]["to"][0][0].as_str().unwrap().starts_with("Bo, \"x\" <eve"));
    assert!(!super::part(&arrived[0], "text/html").contains("<script>"));
}

#[actix_web::test]
async fn an_address_elsewhere_needs_an_admin_agent() {
    let mut post = Post::new();
    let mut desk = Desk::of(Role::HelpdeskAgent, post.channels()).await;
    let form = desk.form(["ada@home.example", "bo.old@aquila.example", ""], &[EACH]);
    let answer = desk.send(&form).await;
    assert_eq!(answer.status, 422);
    let page = answer.page();
    assert!(page.reason(&format!("address-{}", desk.users[0])).contains("Only Admin agents"), "{}", page.text());
    assert!(page.reason(&format!("address-{}", desk.users[1])).is_empty());
    desk.sent(["", "bo.old@aquila.example", ""], &[EACH]).await;
    desk.work().await;
    assert_eq!(post.arrived().iter().map(to).collect::<Vec<_>>(), ["bo.old@aquila.example"]);
    let mut boss = desk.site.sign_in(Role::GlobalAdmin).await;
    let log = boss.visit(&format!("/customers/{}/activity", desk.customer)).await;
    assert!(log.text().contains("bo.old@aquila.example"), "told with the address");
}

#[actix_web::test]
async fn an_administrator_s_row_is_mailed_by_who_may_reset_it_alone() {
    let mut post = Post::new();
    let mut desk = Desk::of(Role::HelpdeskAgent, post.channels()).await;
    let level = "UPDATE users SET role_level = 2 WHERE id = $1";
    crate::support::sql(&desk.site.app, level, vec![desk.users[0].0.into()]).await;
    let page = desk.kim.visit(&format!("{}/mails/new", desk.path())).await;
    assert!(page.has("1 administrator is not shown") && !page.text().contains("Ada Bianchi"));
    let form = desk.form(["ada.old@aquila.example", "", ""], &[EACH]);
    let answer = desk.send(&form).await;
    assert!(answer.status == 422 && answer.page().alert().contains("is an administrator"), "{}", answer.page().text());
    // One's own list has the others.
    desk.sent(["", "", ""], &[("to", "me")]).await;
    desk.work().await;
    let arrived = post.arrived();
    let text = super::part(&arrived[0], "text/plain");
    assert!(arrived.len() == 1 && !text.contains("ada.bianchi") && text.contains("bo.lind"), "{text}");
}

#[actix_web::test]
async fn users_who_changed_meanwhile_are_told() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    let boss = desk.site.staff(Role::GlobalAdmin).await;
    let mut other = desk.site.sign_in_as(&boss).await;
    delete(&mut other, desk.customer, &[desk.users[0]]).await;
    let bo = desk.users[1].to_string();
    other.submit(&format!("/customers/{}/password-resets", desk.customer), &[("user", &bo)]).await;
    let (app, customer, cy) = (desk.site.app.clone(), desk.customer, desk.users[2]);
    let block = app.db.write(async |tx| partnerdesk::store::users::set_sign_in(tx, customer, &[cy], false).await);
    block.await.unwrap();
    let form = desk.form(THREE, &[EACH]);
    let answer = desk.send(&form).await;
    assert_eq!(answer.status, 422);
    let page = answer.page();
    let alert = page.alert();
    assert!(alert.contains("Ada Bianchi has no password here") && alert.contains("Bo Lind has no"), "{alert}");
    assert!(page.reason(&format!("address-{cy}")).contains("Sign-in is blocked"), "{}", page.text());
    assert!(page.has("1 user here may not sign in"));
    desk.work().await;
    assert!(post.arrived().is_empty());
}

#[actix_web::test]
async fn another_s_confirmation_and_another_customer_s_are_not_found_and_sales_agents_may_not() {
    let post = Post::new();
    let mut desk = Desk::new(&post).await;
    let elsewhere = desk.site.customer("Borealis", "borealis.example").await;
    let boss = desk.site.staff(Role::GlobalAdmin).await;
    let stranger = desk.site.user(&boss, elsewhere, "CANARY", &[]).await;
    let mut form = desk.form(["", "", ""], &[EACH]);
    form.push(("user".into(), stranger.to_string()));
    form.push(("address".into(), "x@aquila.example".into()));
    let answer = desk.send(&form).await;
    assert!(answer.status == 404 && !answer.body.contains("CANARY"));
    let (own, at_other) = (desk.path(), format!("/customers/{elsewhere}/sheets/{}", desk.sheet));
    for (role, path, status) in
        [(Role::AdminAgent, &own, 404), (Role::SalesAgent, &own, 403), (Role::GlobalAdmin, &at_other, 404)]
    {
        let mut browser = desk.site.sign_in(role).await;
        for page in ["mails/new", "drafts", "drafts.eml"] {
            assert_eq!(browser.get(&format!("{path}/{page}")).await.status, status, "{role:?} {page}");
        }
        let sent = browser.request(Method::POST, &format!("{path}/mails"), Some("to=me".into())).await;
        assert_eq!(sent.status, status, "{role:?}");
    }
}
