//! Who changes whom: roles, blocks, the last Global admin, two people at once.

use std::sync::Arc;

use partnerdesk::actions::{Actor, Error, Submission, staff};
use partnerdesk::domain::id::StaffId;
use partnerdesk::domain::refusal::{AccessRefusal, Refusal};
use partnerdesk::domain::role::Role;
use partnerdesk::store;

use super::{events, last_detail, now, operations_since, path};
use crate::support::{PASSWORD, Scratch, Site};

const LAST: &str = "This is the last Global admin who can sign in. Make somebody else Global admin first.";

#[actix_web::test]
async fn name_and_role_are_changed_with_one_record_each() {
    let site = Site::new().await;
    let member = site.staff(Role::HelpdeskAgent).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let before = events(&site).await.len();
    let fields = [("name", "Robin Vale"), ("role", "admin-agent"), ("version", "1")];
    let page = kim.submit(&path(&member), &fields).await;
    assert_eq!((page.status().as_str(), page.heading().as_str()), ("Robin Vale was saved.", "Robin Vale"));
    assert_eq!(operations_since(&site, before).await, ["update_staff", "update_staff_role"]);
    let detail = last_detail(&site, "update_staff_role").await;
    assert_eq!((&detail.before["role"], &detail.after["role"]), (&"helpdesk-agent".into(), &"admin-agent".into()));
    let version = page.value("version");
    kim.submit(&path(&member), &[("name", "Robin Vale"), ("role", "admin-agent"), ("version", &version)]).await;
    assert_eq!(operations_since(&site, before).await.len(), 2, "nothing was changed, nothing is noted");
}

#[actix_web::test]
async fn the_second_of_two_editors_is_told_what_the_first_did() {
    let site = Site::new().await;
    let member = site.staff(Role::HelpdeskAgent).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    kim.submit(&path(&member), &[("name", "Robin Vale"), ("role", "helpdesk-agent"), ("version", "1")]).await;
    // What happens to the account afterwards is not who was first.
    site.sign_in_as(&member).await;
    let mut lee = site.sign_in(Role::GlobalAdmin).await;
    let late = [("name", "Robyn"), ("role", "sales-agent"), ("version", "1")];
    let answer = lee.post(&path(&member), &late).await;
    let page = answer.page();
    assert_eq!((answer.status, page.value("name").as_str()), (409, "Robyn"));
    assert!(page.alert().contains("Kim global-admin saved a change"), "{}", page.alert());
    let rows = page.texts(".summary tbody tr");
    assert_eq!(rows, ["Name Robin Vale Robyn", "Role Helpdesk agent Sales agent"]);
    let knowing = [("name", "Robyn"), ("role", "sales-agent"), ("version", &page.value("version"))];
    assert_eq!(lee.submit(&path(&member), &knowing).await.heading(), "Robyn");
}

#[actix_web::test]
async fn global_admins_are_out_of_a_user_management_admin_s_reach() {
    let site = Site::new().await;
    let admin = site.staff(Role::GlobalAdmin).await;
    let agent = site.staff(Role::AdminAgent).await;
    let mut uma = site.sign_in(Role::UserManagementAdmin).await;
    let page = uma.visit(&path(&admin)).await;
    assert!(page.has("Only Global admins can change a Global admin."));
    assert!(page.select("main form, main .commands").is_empty(), "nothing is offered");
    for (way, fields) in [
        ("", &[("name", "x"), ("role", "user-management-admin"), ("version", "1")][..]),
        ("/blocking", &[]),
        ("/unblocking", &[]),
        ("/removal", &[]),
        ("/password", &[]),
        ("/sessions/end", &[]),
    ] {
        let answer = uma.post(&format!("{}{way}", path(&admin)), fields).await;
        assert_eq!(answer.status, 403, "{way}");
        assert!(answer.page().has("This needs the role Global admin."), "{way}");
    }
    for way in ["/blocking", "/removal"] {
        assert_eq!(uma.get(&format!("{}{way}", path(&admin))).await.status, 403, "{way}");
    }
    let fields = [("name", "Kim"), ("role", "sales-agent"), ("version", "1")];
    assert_eq!(uma.post(&path(&agent), &fields).await.status, 403, "a role that reaches customers");
    let fields = [("name", "Kim"), ("role", "user-management-admin"), ("version", "1")];
    assert_eq!(uma.post(&path(&agent), &fields).await.status, 303);
    assert_eq!(uma.post(&format!("{}/blocking", path(&agent)), &[]).await.status, 303);
}

#[actix_web::test]
async fn the_last_global_admin_stays() {
    let site = Site::new().await;
    let admin = site.staff(Role::GlobalAdmin).await;
    let mut kim = site.sign_in_as(&admin).await;
    let fields = [("name", "Kim"), ("role", "sales-agent"), ("version", "1")];
    let answer = kim.post(&path(&admin), &fields).await;
    assert_eq!((answer.status, answer.page().reason("role").as_str()), (422, LAST));
    let desk = Actor::command_line(&site.app);
    let email = admin.email.as_str();
    for result in [
        staff::set_role(&desk, email, Role::SalesAgent).await.map(|_| ()),
        staff::block(&desk, email).await.map(|_| ()),
        staff::remove(&desk, email, &partnerdesk::actions::Submission::never_twice()).await.map(|_| ()),
    ] {
        let Err(Error::Refused(refused)) = result else { panic!("{result:?}") };
        assert_eq!(refused.0[0].1, Refusal::Access(AccessRefusal::LastGlobalAdmin));
    }
    // Somebody who may never use a temporary password, and somebody who is shut out, are none.
    super::added(&mut kim, "bo@partner.example", "Bo", "global-admin").await;
    let blocked = site.staff(Role::GlobalAdmin).await;
    kim.submit(&format!("{}/blocking", path(&blocked)), &[]).await;
    assert_eq!(kim.post(&path(&admin), &fields).await.page().reason("role"), LAST);
    kim.submit(&format!("{}/unblocking", path(&blocked)), &[]).await;
    assert_eq!(kim.post(&path(&admin), &fields).await.status, 303);
    assert_eq!(kim.get("/staff").await.status, 403);
}

async fn demote(by: Actor, whom: StaffId) -> Result<(), Error> {
    let done = actix_web::rt::spawn(async move { staff::set_role(&by, whom, Role::SalesAgent).await.map(|_| ()) });
    done.await.unwrap()
}

#[actix_web::test]
async fn of_two_global_admins_who_demote_each_other_at_once_one_is_left() {
    for _ in 0..5 {
        let scratch = Arc::new(Scratch::new().await);
        let (first, second) = (Site::on(scratch.clone(), |_| {}).await, Site::on(scratch, |_| {}).await);
        let (ada, bo) = (first.staff(Role::GlobalAdmin).await, first.staff(Role::GlobalAdmin).await);
        let (one, other) = tokio::join!(demote(first.actor(&ada), bo.id), demote(second.actor(&bo), ada.id),);
        assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
        let everybody = store::staff::all(first.app.db.read()).await.unwrap();
        assert_eq!(everybody.iter().filter(|staff| staff.role == Role::GlobalAdmin).count(), 1);
    }
}

#[actix_web::test]
async fn nobody_blocks_or_removes_oneself() {
    let site = Site::new().await;
    site.staff(Role::GlobalAdmin).await;
    let admin = site.staff(Role::GlobalAdmin).await;
    let mut kim = site.sign_in_as(&admin).await;
    let page = kim.visit(&path(&admin)).await;
    assert!(page.has("You cannot block or remove yourself") && page.select("main .commands a").is_empty());
    for way in ["blocking", "removal", "password"] {
        let path = format!("{}/{way}", path(&admin));
        assert_eq!(kim.get(&path).await.status, 422, "{way}");
        let answer = kim.post(&path, &[]).await;
        assert_eq!(answer.status, 422, "{way}");
        assert!(answer.page().has("You cannot do this to your own account."), "{way}");
    }
    assert!(now(&site, &admin).await.is_some_and(|staff| staff.blocked_at.is_none()));
}

#[actix_web::test]
async fn blocking_asks_signs_out_and_can_be_undone() {
    let site = Site::new().await;
    let member = site.staff(Role::SalesAgent).await;
    let mut theirs = site.sign_in_as(&member).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let question = kim.visit(&format!("{}/blocking", path(&member))).await;
    assert_eq!(question.heading(), "Block sign-in of Kim sales-agent");
    let before = events(&site).await.len();
    let page = kim.submit(&format!("{}/blocking", path(&member)), &[]).await;
    assert_eq!(page.texts(".facts .pill"), ["Blocked"]);
    assert_eq!(theirs.get("/").await.status, 303);
    let fields = [("email", member.email.as_str()), ("password", PASSWORD)];
    assert_eq!(site.browser().await.post("/sign-in", &fields).await.status, 422);
    kim.submit(&format!("{}/blocking", path(&member)), &[]).await;
    kim.submit(&format!("{}/unblocking", path(&member)), &[]).await;
    assert_eq!(operations_since(&site, before).await, ["block_staff", "unblock_staff"]);
    assert_eq!(theirs.get("/").await.status, 303, "what ended stays ended");
    site.sign_in_as(&member).await;
}

#[actix_web::test]
async fn a_form_that_is_open_when_a_role_is_taken_is_refused() {
    let site = Site::new().await;
    site.staff(Role::GlobalAdmin).await;
    let admin = site.staff(Role::GlobalAdmin).await;
    let mut kim = site.sign_in_as(&admin).await;
    let form = kim.visit("/staff/new").await.value("form_id");
    staff::set_role(&Actor::command_line(&site.app), admin.id, Role::SalesAgent).await.unwrap();
    let fields = [("form_id", form.as_str()), ("email", "bo@partner.example"), ("name", "Bo"), ("role", "sales-agent")];
    let answer = kim.post("/staff", &fields).await;
    assert_eq!(answer.status, 403);
    assert!(answer.page().has("This needs one of the roles User management admin, Global admin."));
    // Who came past the door before the role was taken is stopped in the transaction.
    let stale = site.actor(&admin);
    let member = site.staff(Role::SalesAgent).await;
    assert!(matches!(staff::block(&stale, member.id).await, Err(Error::RoleChanged)));
}

#[actix_web::test]
async fn two_global_admins_who_reset_each_other_leave_one_who_can_come_in() {
    let site = Site::new().await;
    let (kim, lee) = (site.staff(Role::GlobalAdmin).await, site.staff(Role::GlobalAdmin).await);
    // Both requests came in before either was carried out.
    let (first, second) = (site.actor(&kim), site.actor(&lee));
    staff::reset_password(&first, lee.id, &Submission::never_twice()).await.unwrap();
    assert!(staff::reset_password(&second, kim.id, &Submission::never_twice()).await.is_err());
    let all = partnerdesk::store::staff::all(site.app.db.read()).await.unwrap();
    assert_eq!(all.iter().filter(|one| one.is_settled_admin()).count(), 1);
}
