//! A deletion is undone once, says so from then on, and leads on where somebody could not come back.

use partnerdesk::domain::role::Role;

use crate::deleted::delete;
use crate::support::{Site, sql};

#[actix_web::test]
async fn a_deletion_that_was_undone_offers_it_no_more() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let ugo = site.user(&staff, id, "Ugo Neri", &[]).await;
    let (ada_text, ugo_text) = (ada.to_string(), ugo.to_string());
    let both = [("user", ada_text.as_str()), ("user", &ugo_text)];
    let (deletions, restorations) = (format!("/customers/{id}/deletions"), format!("/customers/{id}/restorations"));
    let mut kim = site.sign_in_as(&staff).await;
    let first = kim.post(&deletions, &both).await.location();
    let page = kim.visit(&first).await;
    assert_eq!(page.texts(".commands button"), ["Undo"]);
    assert_eq!(kim.visit(&page.link("Deleted users (2)")).await.rows().len(), 2);
    let job = page.value("of");
    let undo = [("of", job.as_str()), ("form_id", &job)];
    let restored = kim.post(&restorations, &undo).await.location();
    assert_eq!(kim.post(&restorations, &undo).await.location(), restored, "a double click");
    let again = kim.post(&deletions, &both).await.location();
    let page = kim.visit(&first).await;
    assert!(page.select(".commands form").is_empty(), "what it would bring back was deleted by another one");
    assert!(page.has("This deletion was undone on "), "{}", page.text());
    assert!(kim.visit(&page.link("See who came back")).await.status().contains("2 users were restored"));
    // A page that was left open claims nothing.
    let page = kim.submit(&restorations, &undo).await;
    assert!(page.has("This deletion was undone on ") && !page.has("were restored"), "{}", page.text());
    assert_eq!(site.now(id).await.deleted_users, 2);
    assert_eq!(kim.visit(&again).await.texts(".commands button"), ["Undo"]);
    // Nor is there anything to undo when all came back in another way.
    kim.submit(&restorations, &both).await;
    let page = kim.visit(&again).await;
    assert!(page.select(".commands form").is_empty() && !page.has("was undone"), "{}", page.text());
    site.assert_sound().await;
}

#[actix_web::test]
async fn undo_asks_for_the_name_that_somebody_else_has_now() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await.to_string();
    let ugo = site.user(&staff, id, "Ugo Neri", &[]).await.to_string();
    let mut kim = site.sign_in_as(&staff).await;
    let both = [("user", ada.as_str()), ("user", &ugo)];
    let job = kim.submit(&format!("/customers/{id}/deletions"), &both).await.value("of");
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let path = format!("/customers/{id}/restorations");
    let question = kim.submit(&path, &[("of", &job), ("form_id", &job)]).await;
    assert_eq!(question.value("user_name"), "ada.bianchi2", "{}", question.text());
    assert_eq!(site.now(id).await.deleted_users, 2, "nobody silently");
    let form_id = question.value("form_id");
    let empty = [("of", job.as_str()), ("form_id", &form_id), ("renamed", &ada), ("user_name", ""), ("domain", "")];
    let page = kim.submit(&path, &empty).await;
    assert_eq!(site.now(id).await.deleted_users, 1);
    let list = kim.visit(&page.link("Ada Bianchi")).await;
    assert_eq!(crate::deleted::names(&list), ["Ada Bianchi"]);
    let question = kim.visit(&page.link("Restore with another user name")).await;
    assert_eq!(
        (question.heading(), question.value("user_name")),
        ("Restore: Ada Bianchi".into(), "ada.bianchi2".into())
    );
    site.assert_sound().await;
}

#[actix_web::test]
async fn who_came_back_without_licenses_stands_out_and_is_told_what_to_do() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (e3, visio) = (site.owns(id, "Office 365 E3", 2).await, site.owns(id, "Visio Plan 2", 1).await);
    let ada = site.user(&staff, id, "Ada Bianchi", &[e3]).await;
    let bo = site.user(&staff, id, "Bo Lind", &[visio]).await;
    let ugo = site.user(&staff, id, "Ugo Neri", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada, bo, ugo]).await;
    for statement in [
        "UPDATE subscriptions SET status = 'suspended' WHERE sku_id = $1",
        "UPDATE seat_pools SET suspended = active, active = 0 WHERE sku_id = $1",
    ] {
        sql(&site.app, statement, vec![e3.0.into()]).await;
    }
    site.user(&staff, id, "Eva Rossi", &[visio]).await;
    let list = crate::deleted::tab(&mut kim, id).await;
    assert_eq!(list.texts("tbody .pill.warn"), ["Office 365 E3: suspended", "Visio Plan 2: no seats"]);
    let users = [ada, bo, ugo].map(|user| user.to_string());
    let fields = users.each_ref().map(|user| ("user", user.as_str()));
    let page = kim.submit(&format!("/customers/{id}/restorations"), &fields).await;
    assert!(page.status().contains("3 users were restored"), "{}", page.status());
    assert_eq!(page.texts(".note.warning"), ["2 of them without all their licenses. Show only these"]);
    let partly = kim.visit(&page.link("Show only these")).await;
    let rows = partly.rows();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0][1].contains("Suspended: Office 365 E3. Reactivate the subscription"), "{rows:?}");
    assert!(rows[1][1].contains("No seat was free for: Visio Plan 2. Buy more"), "{rows:?}");
    assert_eq!(kim.visit(&partly.link("Show all users")).await.rows().len(), 3);
}
