//! Passwords that are reset and sign-in that is blocked: by whom, whose, and who is left alone.

use std::sync::Arc;

use partnerdesk::actions::{Submission, staff, users};
use partnerdesk::domain::id::{CustomerId, UserId};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::store;
use partnerdesk::tasks;

use crate::support::{Site, new_user, roles, user_form};

async fn made(site: &Site, by: &Staff, customer: CustomerId, name: &str, level: &str) -> UserId {
    let customer = site.now(customer).await;
    let mut form = user_form(&customer, name, &[]);
    let limited = if level == "limited" { vec!["helpdesk"] } else { vec![] };
    form.roles = Some(roles(level, &limited));
    users::add(&site.actor(by), customer.id, &new_user(&form), &Submission::never_twice()).await.unwrap().user
}

#[actix_web::test]
async fn a_new_password_stands_on_the_confirmation() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&staff, id, "Marta Esposito", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let list = kim.visit(&format!("/customers/{id}/users")).await;
    let before = kim.visit(&list.link("Open the confirmation")).await.texts(".password");
    let page = kim.visit(&format!("/customers/{id}/users/{user}")).await;
    let question = kim.visit(&page.link("Reset password")).await;
    assert_eq!(question.heading(), "Reset password: Marta Esposito");
    assert!(question.has("Aquila") && question.has("stops working at once"));
    let confirmation = kim.submit(&format!("/customers/{id}/password-resets"), &[("user", &user.to_string())]).await;
    assert_eq!(confirmation.heading(), "Confirmation");
    let after = confirmation.texts(".password");
    assert_eq!(after.len(), 1, "the newer one takes the older one's place");
    assert_ne!(before, after);
    let events = store::audit::after(site.app.db.read(), id, 0, 100).await.unwrap();
    let last: Vec<&str> = events.iter().rev().take(2).map(|event| event.operation.as_str()).collect();
    assert_eq!(last, ["open_credential_sheet", "reset_customer_user_password"]);
    assert!(!events.iter().any(|event| event.detail.contains(&after[0])));
}

#[actix_web::test]
async fn a_helpdesk_agent_resets_users_and_never_administrators() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = made(&site, &boss, id, "Ada Bianchi", "user").await;
    let mut help = site.sign_in(Role::HelpdeskAgent).await;
    for level in ["global", "limited"] {
        let chief = made(&site, &boss, id, &format!("Chief {level}"), level).await.to_string();
        let page = help.visit(&format!("/customers/{id}/users/{chief}")).await;
        assert!(page.texts("main a").iter().all(|link| link != "Reset password"), "it is not offered");
        let both = [("user", ada.to_string()), ("user", chief.clone())];
        let both: Vec<(&str, &str)> = both.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let question = help.visit(&format!("/customers/{id}/password-resets/new?user={ada}&user={chief}")).await;
        assert!(question.has("Left out, because this user is an administrator: Chief"), "{}", question.text());
        for (path, to) in [("password-resets", ""), ("sign-in-blocks", "blocked"), ("sign-in-blocks", "allowed")] {
            let fields: Vec<(&str, &str)> = both.iter().copied().chain([("to", to)]).collect();
            let page = help.submit(&format!("/customers/{id}/{path}"), &fields).await;
            assert!(page.alert().contains("Not done for 1 user"), "{}", page.text());
            let rows = page.rows();
            let refused = rows.iter().find(|row| row[0].contains("Chief")).unwrap();
            assert!(refused[1].contains("Admin agent") && refused[1].contains("Global admin"), "{refused:?}");
        }
        // Alone there is nothing to do, and the page says which role is missing.
        let alone = [("user", chief.as_str()), ("to", "blocked")];
        for path in ["password-resets", "sign-in-blocks"] {
            let answer = help.post(&format!("/customers/{id}/{path}"), &alone).await;
            assert_eq!(answer.status, 403);
            assert!(answer.body.contains("Admin agent"));
        }
        assert_eq!(help.get(&format!("/customers/{id}/sign-in-blocks?user={chief}")).await.status, 403);
        let chief = users::find(&site.actor(&boss), id, chief.parse().unwrap()).await.unwrap();
        assert!(chief.sign_in.allowed && chief.version == 1);
    }
    let ada = users::find(&site.actor(&boss), id, ada).await.unwrap();
    assert!(ada.sign_in.allowed, "blocked and allowed again");
}

#[actix_web::test]
async fn a_user_promoted_between_page_and_click_is_not_reset() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let help = site.staff(Role::HelpdeskAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = made(&site, &boss, id, "Ada Bianchi", "user").await;
    let mut browser = site.sign_in_as(&help).await;
    let question = browser.visit(&format!("/customers/{id}/password-resets/new?user={user}")).await;
    assert!(!question.has("administrator"));
    // Somebody holds the customer while promoting the user; the click comes meanwhile, reads the
    // user as it was, and must judge by what is there when its own turn comes.
    let (held, go_on) = (Arc::new(tokio::sync::Notify::new()), Arc::new(tokio::sync::Notify::new()));
    let promoting = {
        let (app, held, go_on) = (site.app.clone(), held.clone(), go_on.clone());
        actix_web::rt::spawn(async move {
            app.db
                .write::<(), store::Error>(async |tx| {
                    store::audit::lock_head(tx, id).await?;
                    let user = store::users::lock(tx, id, user).await?.unwrap();
                    held.notify_one();
                    go_on.notified().await;
                    let none = partnerdesk::domain::directory_role::Permissions::default();
                    let chosen = roles("global", &[]).over(&none).unwrap();
                    store::users::update(tx, id, user.id, user.version, &user.profile, &chosen, true).await?;
                    Ok(())
                })
                .await
                .unwrap();
        })
    };
    held.notified().await;
    let path = format!("/customers/{id}/password-resets");
    let user_text = user.to_string();
    let fields = [("user", user_text.as_str())];
    let click = browser.submit(&path, &fields);
    let release = async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        go_on.notify_one();
    };
    let (page, ()) = tokio::join!(click, release);
    promoting.await.unwrap();
    // Told by the outcome, or at once if the click came late.
    assert!(page.has("Admin agent"), "{}", page.text());
    let events = store::audit::after(site.app.db.read(), id, 0, 100).await.unwrap();
    assert!(events.iter().all(|event| event.operation != "reset_customer_user_password"));
}

#[actix_web::test]
async fn a_job_ends_when_who_asked_for_it_is_blocked() {
    let site = Site::new().await;
    let (boss, help) = (site.staff(Role::GlobalAdmin).await, site.staff(Role::HelpdeskAgent).await);
    let id = site.customer("Aquila", "aquila.example").await;
    let mut users = Vec::new();
    for number in 0..201 {
        users.push(site.user(&boss, id, &format!("User {number:03}"), &[]).await.to_string());
    }
    let mut browser = site.sign_in_as(&help).await;
    let mut fields: Vec<(&str, &str)> = users.iter().map(|id| ("user", id.as_str())).collect();
    fields.push(("to", "blocked"));
    let job = browser.post(&format!("/customers/{id}/sign-in-blocks"), &fields).await.location();
    staff::block(&partnerdesk::actions::Actor::command_line(&site.app), help.email.as_str()).await.unwrap();
    tasks::work_off(&site.app).await.unwrap();
    let page = site.sign_in_as(&boss).await.visit(&job).await;
    assert!(page.alert().contains("Not done for 201 user"), "{}", page.text());
    assert!(page.has("may no longer act here"));
    let first = users[0].parse().unwrap();
    assert!(partnerdesk::actions::users::find(&site.actor(&boss), id, first).await.unwrap().sign_in.allowed);
}

#[actix_web::test]
async fn who_is_blocked_keeps_licenses() {
    let site = Site::new().await;
    let staff = site.staff(Role::HelpdeskAgent).await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 1).await;
    let user = site.user(&boss, id, "Ada Bianchi", &[sku]).await.to_string();
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/sign-in-blocks");
    let question = kim.visit(&format!("{path}?user={user}")).await;
    assert_eq!(question.texts("main button"), ["Block sign-in"], "what is so already is not offered");
    let list = kim.submit(&path, &[("user", &user), ("to", "blocked")]).await;
    assert!(list.status().contains("Sign-in of Ada Bianchi is blocked"));
    assert_eq!(list.rows()[0][2..6], ["Office 365 E3", "Can use licenses and services", "Italy", "Blocked"]);
    assert_eq!(site.pool(id, sku).await.consumed, 1);
    let again = kim.submit(&path, &[("user", &user), ("to", "blocked")]).await;
    assert_eq!(again.status(), "Nothing was changed for Ada Bianchi: it was so already. 0 selected");
    assert_eq!(kim.post(&path, &[("user", &user), ("to", "perhaps")]).await.status, 400);
}

#[actix_web::test]
async fn a_job_ends_when_the_password_of_who_asked_was_taken_away() {
    let site = Site::new().await;
    let (boss, agent) = (site.staff(Role::GlobalAdmin).await, site.staff(Role::AdminAgent).await);
    let id = site.customer("Aquila", "aquila.example").await;
    let mut users = Vec::new();
    for number in 0..201 {
        users.push(site.user(&boss, id, &format!("User {number:03}"), &[]).await.to_string());
    }
    let mut browser = site.sign_in_as(&agent).await;
    let fields: Vec<(&str, &str)> = users.iter().map(|id| ("user", id.as_str())).collect();
    browser.post(&format!("/customers/{id}/deletions"), &fields).await;
    staff::reset_password(&site.actor(&boss), agent.id, &Submission::never_twice()).await.unwrap();
    tasks::work_off(&site.app).await.unwrap();
    assert_eq!(site.now(id).await.active_users, 201);
}
