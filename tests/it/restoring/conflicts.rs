//! Somebody else has the user name now, its domain is gone, or a colleague was first.

use partnerdesk::actions::Submission;
use partnerdesk::actions::jobs::{self, Audience, Order};
use partnerdesk::domain::job::{Kind, Options};
use partnerdesk::domain::role::Role;
use partnerdesk::store;

use crate::deleted::{delete, tab};
use crate::support::{Site, sql, texts};

#[actix_web::test]
async fn another_user_name_is_asked_for_in_place_and_the_others_go_through() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (ada, ugo) = (site.user(&staff, id, "Ada Bianchi", &[]).await, site.user(&staff, id, "Ugo Neri", &[]).await);
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada, ugo]).await;
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let (ada_text, ugo_text) = (ada.to_string(), ugo.to_string());
    let both = [("user", ada_text.as_str()), ("user", ugo_text.as_str())];
    let path = format!("/customers/{id}/restorations");
    let question = kim.visit(&format!("{path}/new?user={ada}&user={ugo}")).await;
    assert_eq!(question.value("user_name"), "ada.bianchi2", "a name that is free is offered");
    let named = |name: &'static str| {
        [both[0], both[1], ("renamed", ada_text.as_str()), ("user_name", name), ("domain", "aquila.example")]
    };
    for (wrong, reason) in [("ugo neri", "letters"), ("ada.bianchi", "taken")] {
        let answer = kim.post(&path, &named(wrong)).await;
        assert_eq!(answer.status, 422, "{wrong}");
        let page = answer.page();
        assert!(page.reason(&format!("user_name:{ada}")).contains(reason), "{}", page.text());
        assert_eq!(page.value("user_name"), wrong, "what was typed stays");
    }
    assert_eq!(site.now(id).await.deleted_users, 2, "nothing half");
    let page = kim.submit(&path, &named("")).await;
    assert!(page.rows()[0][1].contains("the user name is taken"), "{:?}", page.rows());
    assert_eq!(page.rows()[1][1], "Restored with everything");
    let alone = kim.post(&path, &both[..1]).await;
    assert_eq!(alone.status, 422, "alone it needs a name");
    let mut one = named("ada.b").to_vec();
    one.remove(1);
    let list = kim.submit(&path, &one).await;
    assert!(list.status().contains("Ada Bianchi was restored"), "{}", list.status());
    let user = store::users::find(site.app.db.read(), id, ada).await.unwrap().unwrap();
    assert_eq!(user.profile.user_name.to_string(), "ada.b@aquila.example");
    assert_eq!(kim.visit(&format!("/customers/{id}/users?search=ada.b%40")).await.rows().len(), 1);
    let (_, detail) = store::audit::latest(site.app.db.read(), id, ada.0).await.unwrap().unwrap();
    assert_eq!(detail.unwrap().before["user_name"], "ada.bianchi@aquila.example");
    let kept = texts(&site.app, "SELECT options AS text FROM jobs").await.join(" ");
    assert!(!kept.contains("ada.b"), "a job keeps no name once it has served: {kept}");
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_user_name_that_nobody_can_read_fails_alone() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (ada, ugo) = (site.user(&staff, id, "Ada Bianchi", &[]).await, site.user(&staff, id, "Ugo Neri", &[]).await);
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada, ugo]).await;
    sql(&site.app, "UPDATE users SET user_name = 'nonsense' WHERE id = $1", vec![ada.0.into()]).await;
    let by = site.actor(&staff);
    let choice = Audience { users: vec![ada, ugo], ..Audience::default() };
    let order = Order { kind: Kind::Restore, choice, options: Options::default() };
    let job = jobs::start(&by, id, &order, &Submission::never_twice()).await.unwrap();
    assert_eq!((job.done, job.refused), (2, 1));
    let page = kim.visit(&format!("/customers/{id}/jobs/{}", job.id)).await;
    let told = |name: &str| page.rows().into_iter().find(|row| row[0].contains(name)).unwrap()[1].clone();
    assert!(told("Ada").contains("something unexpected failed"), "{:?}", page.rows());
    assert_eq!(told("Ugo"), "Restored with everything");
}

#[actix_web::test]
async fn of_two_deleted_users_of_one_name_the_first_has_it_back() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in_as(&staff).await;
    for _ in 0..2 {
        let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
        delete(&mut kim, id, &[ada]).await;
    }
    let path = format!("/customers/{id}/selections");
    let selection = kim.submit(&path, &[("tab", "deleted"), ("go", "all")]).await.value("selection");
    let question = kim.visit(&format!("/customers/{id}/restorations/new?selection={selection}")).await;
    assert_eq!(question.value("user_name"), "ada.bianchi2");
    let page = kim.submit(&format!("/customers/{id}/restorations"), &[("selection", &selection)]).await;
    let told: Vec<String> = page.rows().into_iter().map(|row| row[1].clone()).collect();
    assert_eq!(told[0], "Restored with everything");
    assert!(told[1].contains("the user name is taken"), "{told:?}");
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_user_of_a_domain_that_is_gone_moves_to_another_one() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &[ada]).await;
    let fields = [("company_name", "Aquila"), ("primary_domain", "corvo.example"), ("default_location", "IT")];
    let version = site.now(id).await.version.to_string();
    let account = kim.visit(&format!("/customers/{id}")).await;
    let microsoft = account.value("microsoft_id");
    let fields: Vec<(&str, &str)> =
        fields.into_iter().chain([("version", version.as_str()), ("microsoft_id", microsoft.as_str())]).collect();
    assert_eq!(kim.post(&format!("/customers/{id}"), &fields).await.status, 303);
    assert_eq!(tab(&mut kim, id).await.texts("tbody th .pill"), ["Domain is gone"]);
    let user = ada.to_string();
    let path = format!("/customers/{id}/restorations");
    let question = kim.visit(&format!("{path}/new?user={user}")).await;
    assert_eq!(question.value("user_name"), "ada.bianchi");
    let fields = [("user", user.as_str()), ("renamed", &user), ("user_name", "ada"), ("domain", "aquila.example")];
    let answer = kim.post(&path, &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().reason(&format!("domain:{user}")).contains("aquila.example"));
    let fields = [("user", user.as_str()), ("renamed", &user), ("user_name", "ada"), ("domain", "corvo.example")];
    assert!(kim.submit(&path, &fields).await.has("ada@corvo.example"));
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_colleague_who_was_first_is_no_harm() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let other = site.customer("Other", "other.example").await;
    let mut users = Vec::new();
    for name in ["Ada Bianchi", "Bo Lind", "Ugo Neri"] {
        users.push(site.user(&staff, id, name, &[]).await);
    }
    let mut kim = site.sign_in_as(&staff).await;
    delete(&mut kim, id, &users).await;
    let texts: Vec<String> = users.iter().map(ToString::to_string).collect();
    let path = format!("/customers/{id}/restorations");
    kim.submit(&path, &[("user", &texts[0])]).await;
    let fields = [("user", texts[1].as_str()), ("user_name", "bo.lind@aquila.example")];
    kim.submit(&format!("/customers/{id}/purges"), &fields).await;
    let fields: Vec<(&str, &str)> = texts.iter().map(|user| ("user", user.as_str())).collect();
    let question = kim.visit(&format!("{path}/new?user={}&user={}&user={}", texts[0], texts[1], texts[2])).await;
    assert!(question.heading() == "Restore: Ugo Neri" && question.has("2 of those selected are left out"));
    let page = kim.submit(&path, &fields).await;
    let told: Vec<String> = page.rows().into_iter().map(|row| row[1].clone()).collect();
    assert_eq!(told.iter().filter(|text| *text == "Restored with everything").count(), 1, "{told:?}");
    assert_eq!(told.iter().filter(|text| text.starts_with("Is active already")).count(), 1, "{told:?}");
    assert_eq!(told.iter().filter(|text| text.starts_with("There is no such user")).count(), 1, "{told:?}");
    let foreign = kim.post(&format!("/customers/{other}/restorations"), &fields).await;
    assert_eq!(foreign.status, 404);
    site.assert_sound().await;
}
