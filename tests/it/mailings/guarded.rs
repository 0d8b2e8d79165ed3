//! What happens between a mail's being posted and its leaving.

use partnerdesk::domain::role::Role;
use serde_json::Value;

use super::{Desk, EACH, Post};
use crate::support::texts;

/// Where each mail is, and why.
async fn course(desk: &Desk) -> Vec<String> {
    texts(&desk.site.app, "SELECT state || ' ' || coalesce(reason, '') AS text FROM mails ORDER BY id").await
}

#[actix_web::test]
async fn a_mail_with_all_stays_where_it_is_once_one_of_them_is_another() {
    for what in ["block", "delete", "reset", "purge"] {
        let mut post = Post::new();
        let mut desk = Desk::new(&post).await;
        desk.sent(["", "", ""], &[("to", "me")]).await;
        let (user, customer) = (desk.users[0].to_string(), format!("/customers/{}", desk.customer));
        desk.site.app.clock.advance(chrono::TimeDelta::minutes(1));
        match what {
            "block" => drop(
                desk.kim.submit(&format!("{customer}/sign-in-blocks"), &[("user", &user), ("to", "blocked")]).await,
            ),
            "reset" => drop(desk.kim.submit(&format!("{customer}/password-resets"), &[("user", &user)]).await),
            _ => drop(desk.kim.submit(&format!("{customer}/deletions"), &[("user", &user)]).await),
        }
        if what == "purge" {
            let mut boss = desk.site.sign_in(Role::GlobalAdmin).await;
            let fields = [("user", user.as_str()), ("user_name", "ada.bianchi@aquila.example")];
            assert_eq!(boss.post(&format!("{customer}/purges"), &fields).await.status, 303);
            let left = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM messages WHERE length(sealed) > 0";
            assert_eq!(texts(&desk.site.app, left).await, ["0"], "nothing of a purged user waits");
        }
        desk.work().await;
        assert_eq!(post.arrived(), Vec::<Value>::new(), "{what}");
        assert!(course(&desk).await[0].starts_with("failed"), "{what}: {:?}", course(&desk).await);
    }
}

#[actix_web::test]
async fn passwords_leave_no_more_once_the_settings_forbid_it() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    desk.allow_passwords().await;
    desk.sent(["ada@home.example", "", ""], &[EACH, ("content", "password")]).await;
    desk.sent(["", "", ""], &[("to", "me"), ("content", "password")]).await;
    desk.forbid_passwords().await;
    desk.work().await;
    assert_eq!(post.arrived(), Vec::<Value>::new());
    assert_eq!(course(&desk).await, ["failed forbidden"; 2]);
}

#[actix_web::test]
async fn a_link_that_is_over_is_mailed_to_nobody() {
    for what in ["revoked", "opened"] {
        let mut post = Post::new();
        let mut desk = Desk::new(&post).await;
        desk.sent(["ada@home.example", "", ""], &[EACH]).await;
        if what == "revoked" {
            let path = format!("/customers/{}/users/{}/link-revocation", desk.customer, desk.users[0]);
            desk.kim.submit(&path, &[]).await;
        } else {
            let link = desk.link(0).await;
            desk.site.browser().await.post(link.strip_prefix("http://desk.test").unwrap(), &[]).await;
        }
        desk.work().await;
        assert_eq!(post.arrived(), Vec::<Value>::new(), "{what}");
        assert_eq!(course(&desk).await, ["failed link-over"], "{what}");
    }
}

#[actix_web::test]
async fn what_opens_nothing_any_more_is_not_mailed() {
    let mut post = Post::new();
    let mut desk = Desk::new(&post).await;
    desk.sent(["ada@home.example", "", ""], &[EACH]).await;
    crate::support::sql(&desk.site.app, "UPDATE users SET password_expires_at = created_at", vec![]).await;
    desk.work().await;
    assert_eq!(post.arrived(), Vec::<Value>::new());
    assert_eq!(course(&desk).await, ["failed password-expired"]);
    let form = desk.form(["ada@home.example", "", ""], &[EACH]);
    let answer = desk.send(&form).await;
    assert!(answer.status == 422 && answer.page().has("has expired"), "{}", answer.page().text());
}
