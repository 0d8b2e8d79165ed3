//! How long each can be restored, with what, and what stands in the way.

use chrono::TimeDelta;
use partnerdesk::domain::role::Role;

use super::{delete, names, tab};
use crate::support::Site;

#[actix_web::test]
async fn the_tab_tells_who_was_deleted_by_whom_and_how_long_each_is_left() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (e3, visio) = (site.owns(id, "Office 365 E3", 2).await, site.owns(id, "Visio Plan 2", 1).await);
    let ada = site.user(&staff, id, "Ada Bianchi", &[e3, visio]).await;
    let ugo = site.user(&staff, id, "Ugo Neri", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada]).await;
    let list = kim.visit(&format!("/customers/{id}/users")).await;
    assert_eq!(list.texts(".tabs a"), ["Users", "Deleted users (1)"]);
    site.user(&staff, id, "Bo Lind", &[visio]).await;
    site.app.clock.advance(TimeDelta::days(27));
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ugo]).await;
    let page = kim.visit(&list.link("Deleted users (1)")).await;
    assert_eq!(page.texts(".tabs a"), ["Users", "Deleted users (2)"]);
    assert_eq!(names(&page), ["Ada Bianchi", "Ugo Neri"], "who expires first comes first");
    let rows = page.rows();
    assert!(rows[0][3].starts_with("3 days left until "), "{:?}", rows[0]);
    assert!(rows[1][3].starts_with("30 days left until "), "{:?}", rows[1]);
    assert_eq!(rows[0][2], "Office 365 E3 Visio Plan 2: no seats");
    assert_eq!(rows[1][2], "None");
    assert!(rows[0][4].ends_with(&staff.name), "{:?}", rows[0]);
    assert_eq!(page.texts("tbody .pill.danger"), ["3 days left"], "the last three days stand out");
    assert_eq!(names(&kim.visit(&format!("/customers/{id}/users/deleted?search=NERI")).await), ["Ugo Neri"]);
    assert!(kim.visit(&format!("/customers/{id}/users/deleted?search=nobody")).await.has("No user matches."));
    for wrong in ["?filter=licensed", "?sort=name", "?after=xx"] {
        assert_eq!(kim.get(&format!("/customers/{id}/users/deleted{wrong}")).await.status, 400, "{wrong}");
    }
}

#[actix_web::test]
async fn the_days_end_to_the_second() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    delete(&mut site.sign_in_as(&staff).await, id, &[ada]).await;
    site.app.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(30));
    let mut kim = site.sign_in_as(&staff).await;
    let page = tab(&mut kim, id).await;
    assert!(page.rows()[0][3].starts_with("1 day left"), "{:?}", page.rows());
    let question = page.link("Restore");
    assert_eq!(kim.get(&question).await.status, 200);
    site.app.clock.advance(TimeDelta::seconds(31));
    assert!(tab(&mut kim, id).await.has("Nobody can be restored"));
    assert_eq!(kim.get(&question).await.status, 404);
    let answer = kim.post(&format!("/customers/{id}/restorations"), &[("user", &ada.to_string())]).await;
    assert!(kim.visit(&answer.location()).await.has("the 30 days are over"));
    assert_eq!(site.now(id).await.active_users, 0);
}

#[actix_web::test]
async fn who_can_restore_nobody_has_nobody_to_choose() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada]).await;
    assert_eq!(tab(&mut kim, id).await.select("input[type=checkbox]").len(), 2);
    for role in [Role::HelpdeskAgent, Role::SalesAgent] {
        let page = tab(&mut site.sign_in(role).await, id).await;
        assert_eq!(names(&page), ["Ada Bianchi"]);
        assert!(page.select("input[type=checkbox]").is_empty() && page.select("[data-selection]").is_empty(), "{role}");
    }
    let list = kim.visit(&format!("/customers/{id}/users")).await;
    assert!(list.has("This customer has no active users. Deleted users can still be restored."), "{}", list.text());
    assert_eq!(kim.visit(&list.attribute(".empty a", "href").unwrap()).await.rows().len(), 1);
}

#[actix_web::test]
async fn names_that_cannot_come_back_are_marked_before_anybody_asks() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let ugo = site.user(&staff, id, "Ugo Neri", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada, ugo]).await;
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let page = tab(&mut kim, id).await;
    assert_eq!(page.texts("tbody th .pill"), ["User name is taken"]);
    // Active users keep a domain from being removed: here it goes past that rule.
    let gone = "UPDATE domains SET domain = 'corvo.example' WHERE customer_id = $1";
    crate::support::sql(&site.app, gone, vec![id.0.into()]).await;
    assert_eq!(tab(&mut kim, id).await.texts("tbody th .pill"), ["Domain is gone", "Domain is gone"]);
}

#[actix_web::test]
async fn a_page_costs_the_same_for_one_row_and_for_many() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let mut kim = site.sign_in_as(&staff).await;
    let mut seen = Vec::new();
    for (name, count) in [("small", 1), ("large", 60)] {
        let id = site.customer(name, &format!("{name}.example")).await;
        let sku = site.owns(id, &format!("Product of {name}"), 500).await;
        for number in 0..count {
            site.user(&staff, id, &format!("User {number:03}"), &[sku]).await;
        }
        let location = kim.post(&format!("/customers/{id}/selections"), &[("go", "all")]).await.location();
        let selection = location.split("selection=").nth(1).unwrap().to_owned();
        kim.post(&format!("/customers/{id}/deletions"), &[("selection", &selection)]).await;
        let before = site.app.db.statements();
        let page = kim.visit(&format!("/customers/{id}/users/deleted?size=200")).await;
        seen.push((page.rows().len(), site.app.db.statements() - before));
    }
    assert_eq!((seen[0].0, seen[1].0), (1, 60));
    assert_eq!(seen[0].1, seen[1].1, "as many statements for one row as for 60");
}

#[actix_web::test]
async fn pages_follow_each_other_and_a_choice_lasts_over_them() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut users = Vec::new();
    for number in 0..30 {
        users.push(site.user(&staff, id, &format!("User {number:02}"), &[]).await);
    }
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &users).await;
    let path = format!("/customers/{id}/selections");
    let first = kim.visit(&format!("/customers/{id}/users/deleted?size=25")).await;
    assert_eq!((names(&first).len(), names(&first)[0].as_str()), (25, "User 00"));
    let (next, shown, tick) = (first.value("next"), first.value("shown"), users[3].to_string());
    let fields =
        [("tab", "deleted"), ("size", "25"), ("shown", &shown), ("next", &next), ("user", &tick), ("go", "next")];
    let second = kim.submit(&path, &fields).await;
    assert_eq!((names(&second).len(), names(&second)[0].as_str()), (5, "User 25"));
    assert_eq!(second.texts("[data-count]"), ["1 selected"]);
    let active = site.user(&staff, id, "Ada Bianchi", &[]).await.to_string();
    let wrong = kim.post(&path, &[("tab", "deleted"), ("user", &active)]).await;
    assert_eq!(wrong.status, 422, "an active user is none of the deleted ones");
    let all = kim.submit(&path, &[("tab", "deleted"), ("go", "all")]).await;
    assert_eq!(all.texts("[data-count]"), ["30 selected"]);
    let none = kim.post(&path, &[("tab", "deleted"), ("go", "restore")]).await;
    assert!((none.status, none.page().alert().starts_with("Choose a user first")) == (422, true));
    let fields = [("tab", "deleted"), ("go", "restore"), ("selection", &all.value("selection")), ("shown", "")];
    let question = kim.submit(&path, &fields).await;
    assert_eq!(question.heading(), "Restore 30 users");
    assert_eq!(kim.post(&path, &[("tab", "nowhere")]).await.status, 400);
}

#[actix_web::test]
async fn the_file_holds_them_all_and_no_formulas() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 1).await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[sku]).await;
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada]).await;
    crate::support::sql(&site.app, "UPDATE users SET display_name = '=1+1'", vec![]).await;
    let answer = kim.get(&format!("/customers/{id}/users/deleted.csv")).await;
    let lines: Vec<&str> = answer.body.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[1].starts_with("\"'=1+1\",\"ada.bianchi@aquila.example\","), "{}", lines[1]);
    let now = site.app.clock.now().format("\"%Y-%m-%dT%H:").to_string();
    assert!(lines[1].contains(&now) && lines[1].contains("+00:00\","), "times as everywhere else: {}", lines[1]);
    assert!(lines[1].contains(&staff.name) && lines[1].ends_with("\"Office 365 E3\",\"\""), "{}", lines[1]);
}
