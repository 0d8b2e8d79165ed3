//! What nobody's browser sends by itself.

use actix_web::http::Method;
use partnerdesk::domain::role::Role;
use partnerdesk::web::routes;

use crate::support::{Site, sql};

#[actix_web::test]
async fn too_much_is_told_and_changes_nothing() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    for path in ["/customers".to_owned(), format!("/customers/{id}/users"), "/sign-in".into()] {
        let body = format!("display_name={}", "x".repeat(300_000));
        let answer = kim.request(Method::POST, &path, Some(body)).await;
        assert_eq!(answer.status, 413, "{path}");
        assert_eq!(answer.page().heading(), "Too much at once");
    }
    assert_eq!(site.now(id).await.active_users, 0);
}

/// The right is asked first: an address tells nobody else whether something could stand there.
#[actix_web::test]
async fn what_is_no_id_is_not_found_by_who_may_look_and_tells_others_nothing() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await.to_string();
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let mut lee = site.sign_in(Role::UserManagementAdmin).await;
    let mut nobody = site.browser().await;
    for route in routes::pages() {
        let Some(rest) = route.path.strip_prefix("/customers/{customer}/").filter(|rest| rest.contains('{')) else {
            continue;
        };
        let (before, after) = rest.split_once('{').unwrap();
        let path = format!("/customers/{id}/{before}none{}", after.split_once('}').unwrap().1);
        let sent = (route.method == Method::POST).then(String::new);
        let (name, method) = (format!("{} {}", route.method, route.path), route.method);
        let answer = kim.request(method.clone(), &path, sent.clone()).await;
        assert_eq!((answer.status, answer.page().heading()), (404, "Not found".into()), "{name}");
        assert_eq!(lee.request(method.clone(), &path, sent.clone()).await.status, 403, "{name}");
        let answer = nobody.request(method, &path, sent).await;
        assert!(answer.status == 303 && answer.location().starts_with("/sign-in"), "{name}: {}", answer.status);
    }
}

#[actix_web::test]
async fn a_field_sent_twice_is_not_guessed_at() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let fields = [("display_name", "Ada"), ("display_name", "Eve"), ("user_name", "ada"), ("domain", "aquila.example")];
    let answer = kim.post(&format!("/customers/{id}/users"), &fields).await;
    assert_eq!(answer.status, 400);
    assert_eq!(site.now(id).await.active_users, 0);
}

#[actix_web::test]
async fn a_user_who_was_deleted_meanwhile_is_not_saved() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let now = site.app.clock.now();
    sql(&site.app, "UPDATE users SET deleted_at = $1 WHERE id = $2", vec![now.into(), user.0.into()]).await;
    let path = format!("/customers/{id}/users/{user}");
    let answer = kim.post(&path, &[("display_name", "Ada"), ("version", "1")]).await;
    assert_eq!(answer.status, 409);
    assert!(answer.page().alert().contains("Nothing was saved."), "{}", answer.page().text());
}

#[actix_web::test]
async fn a_failure_shows_a_number_and_never_its_cause() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    sql(&site.app, "UPDATE users SET user_name = 'broken' WHERE id = $1", vec![user.0.into()]).await;
    let answer = kim.get(&format!("/customers/{id}/users/{user}")).await;
    assert_eq!(answer.status, 500);
    let page = answer.page();
    assert_eq!(page.heading(), "Something went wrong");
    assert!(page.has(answer.header("x-request-id")));
    assert!(!page.has("readable") && !page.has("broken"));
}

#[actix_web::test]
async fn text_stays_text() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in_as(&staff).await;
    for (number, name) in
        ["<script>alert(1)</script>", "{{ 7*7 }}", "{ $name }", "%3Cb%3E", "Robert'); DROP TABLE users;--"]
            .into_iter()
            .enumerate()
    {
        let user_name = format!("u{number}");
        let fields = [
            ("display_name", name),
            ("user_name", user_name.as_str()),
            ("domain", "aquila.example"),
            ("permissions", "user"),
        ];
        kim.submit(&format!("/customers/{id}/users"), &fields).await;
        let page = kim.visit(&format!("/customers/{id}/users")).await;
        assert!(page.texts("tbody a.name").contains(&name.to_owned()), "{name}");
    }
    for (search, found) in [("%27%20OR%201%3D1", 0), ("%25", 1), ("_", 0), ("%5C", 0), ("%27", 1)] {
        let rows = kim.visit(&format!("/customers/{id}/users?search={search}")).await.rows().len();
        assert_eq!(rows, found, "{search}");
    }
}
