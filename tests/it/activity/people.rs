//! Whom a record is about and who did it, where several people are called the same.

use partnerdesk::actions::Submission;
use partnerdesk::domain::role::Role;

use crate::support::Site;

#[actix_web::test]
async fn users_of_one_name_are_told_apart_by_their_user_names() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let user = site.user(&boss, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&boss).await;
    let answer = kim.post(&format!("/customers/{id}/password-resets"), &[("user", &user.to_string())]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    for path in ["/activity".to_owned(), format!("/customers/{id}/activity")] {
        let page = kim.visit(&format!("{path}?action=reset_customer_user_password")).await;
        assert_eq!(page.texts("td .second"), ["ada.bianchi@aquila.example"]);
        let time = page.texts("th time").remove(0);
        assert_eq!(time.matches(':').count(), 2, "with seconds: {time}");
    }
    let body = kim.get(&format!("/customers/{id}/activity.csv?action=reset_customer_user_password")).await.body;
    assert!(body.contains("\"User name\"") && body.contains("\"ada.bianchi@aquila.example\""), "{body}");
}

#[actix_web::test]
async fn staff_are_linked_until_they_are_removed_and_told_apart() {
    let site = Site::new().await;
    let boss = site.staff(Role::GlobalAdmin).await;
    let (first, second) = (site.staff(Role::SalesAgent).await, site.staff(Role::SalesAgent).await);
    let mut kim = site.sign_in_as(&boss).await;
    let blocked = |page: &crate::support::Page| page.attribute("td[data-label='User or object'] a", "href");
    let path = "/activity?action=block_staff";
    partnerdesk::actions::staff::block(&site.actor(&boss), second.id).await.unwrap();
    assert_eq!(blocked(&kim.visit(path).await), Some(format!("/staff/{}", second.id)));
    partnerdesk::actions::staff::remove(&site.actor(&boss), second.id, &Submission::never_twice()).await.unwrap();
    let page = kim.visit(path).await;
    assert_eq!((page.rows().len(), blocked(&page)), (1, None));
    let people = page.texts("select[name=who] option");
    assert!(people.contains(&boss.name) && !people.contains(&first.name), "{people:?}");
    assert!(people.contains(&format!("{} ({})", first.name, first.email.as_str())), "{people:?}");
    assert!(people.contains(&format!("{} ({}, removed)", second.name, second.email.as_str())), "{people:?}");
    // A role that sees the record, but manages no staff.
    partnerdesk::actions::staff::set_role(&site.actor(&boss), first.id, Role::AdminAgent).await.unwrap();
    let mut other = site.sign_in_as(&first).await;
    let page = other.visit("/activity?action=sign_in").await;
    assert_eq!((page.rows().len(), blocked(&page)), (1, None));
}
