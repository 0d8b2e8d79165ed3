//! A user whom a colleague deleted or restored while a page was open: told with who and when, nothing
//! that was typed is lost, and the way on is there.

use partnerdesk::domain::role::Role;

use crate::deleted::delete;
use crate::support::Site;

#[actix_web::test]
async fn a_user_whom_a_colleague_deleted_is_told_with_the_way_back() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let open = kim.visit(&format!("/customers/{id}/users/{ada}")).await;
    let lee = site.staff(Role::AdminAgent).await;
    delete(&mut site.sign_in_as(&lee).await, id, &[ada]).await;
    let told = format!("Ada Bianchi was deleted by {} on ", lee.name);
    let of_user = format!("?user={ada}");
    for path in ["deletions/new", "password-resets/new", "sign-in-blocks"] {
        let answer = kim.get(&format!("/customers/{id}/{path}{of_user}")).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.page().has(&told), "{path}: {}", answer.page().text());
    }
    let answer = kim.get(&format!("/customers/{id}/users/{ada}")).await;
    let page = answer.page();
    assert_eq!((answer.status, page.heading()), (404, "Ada Bianchi".into()));
    assert!(page.has(&told) && !page.has("Nothing was saved"), "{}", page.text());
    assert_eq!(page.texts(".panel-name"), ["Aquila"], "it is the customer's page");
    assert_eq!(kim.visit(&page.link("Restore")).await.heading(), "Restore: Ada Bianchi");
    assert_eq!(kim.visit(&page.link("Deleted users (1)")).await.rows().len(), 1);
    let fields = [
        ("version", open.value("version")),
        ("display_name", "Ada Conti".to_owned()),
        ("user_name", "ada.conti".to_owned()),
        ("domain", "aquila.example".to_owned()),
        ("permissions", "user".to_owned()),
        ("sign_in", "blocked".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = kim.post(&format!("/customers/{id}/users/{ada}"), &fields).await;
    let page = answer.page();
    assert_eq!(answer.status, 409);
    assert!(page.alert().contains(&told) && page.alert().contains("Nothing was saved."), "{}", page.alert());
    let rows = page.rows();
    assert!(rows.contains(&vec!["Display name".into(), "Ada Conti".into()]), "{rows:?}");
    assert!(rows.contains(&vec!["User name".into(), "ada.conti@aquila.example".into()]), "{rows:?}");
    // Who may not restore is led to the list; another customer's user is nobody here.
    let mut help = site.sign_in(Role::HelpdeskAgent).await;
    let page = help.get(&format!("/customers/{id}/users/{ada}")).await.page();
    assert!(page.texts("main .ways a") == ["Deleted users (1)"], "{}", page.text());
    let other = site.customer("Borea", "borea.example").await;
    for path in [format!("users/{ada}"), format!("deletions/new{of_user}"), format!("restorations/new{of_user}")] {
        let answer = kim.get(&format!("/customers/{other}/{path}")).await;
        assert!(answer.status == 404 && !answer.body.contains("Ada"), "{path}");
    }
    let answer = kim.post(&format!("/customers/{other}/users/{ada}"), &fields).await;
    assert!(answer.status == 404 && !answer.body.contains("Ada Conti"));
}

#[actix_web::test]
async fn a_user_whom_a_colleague_restored_is_told_to_be_active() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    for path in ["restorations/new", "purges/new"] {
        let answer = kim.get(&format!("/customers/{id}/{path}?user={ada}")).await;
        let page = answer.page();
        assert_eq!((answer.status, page.heading()), (404, "Ada Bianchi".into()), "{path}");
        assert!(page.has("Ada Bianchi is active: somebody restored this user before."), "{}", page.text());
        assert_eq!(kim.visit(&page.link("Open this user")).await.heading(), "Ada Bianchi");
    }
}
