//! Removing somebody: nothing that opens a door is left, and the log still names the person.

use partnerdesk::actions::{Actor, Submission, check, installation, sheets, staff};
use partnerdesk::domain::role::Role;
use partnerdesk::store;

use super::{events, last_detail, now, operations_since, path};
use crate::support::{PASSWORD, Site, sql};

#[actix_web::test]
async fn a_removal_says_what_ends_and_ends_it() {
    let site = Site::new().await;
    let member = site.staff(Role::AdminAgent).await;
    let (one, two) = (site.customer("Aquila", "aquila.example").await, site.customer("Brio", "brio.example").await);
    let ada = site.user(&member, one, "Ada Bianchi", &[]).await;
    site.user(&member, one, "Bo Lind", &[]).await;
    site.user(&member, two, "Cy Young", &[]).await;
    let mut theirs = site.sign_in_as(&member).await;
    theirs.post(&format!("/customers/{one}/selections"), &[("user", &ada.to_string()), ("go", "list")]).await;
    let sheet = sheets::open_sheet(&site.actor(&member), one).await.unwrap().unwrap();
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let removal = format!("{}/removal", path(&member));
    let question = kim.visit(&removal).await;
    assert_eq!(question.heading(), "Remove Kim admin-agent");
    let ends = question.texts(".summary li");
    assert_eq!(ends[0], "1 session");
    assert!(ends[1].starts_with("2 open confirmations with 3 temporary passwords, which are destroyed"), "{ends:?}");
    assert_eq!(ends[2], "1 selection of users");
    let form = question.value("form_id");
    let before = events(&site).await.len();
    let page = kim.submit(&removal, &[("form_id", &form)]).await;
    assert_eq!(page.status(), "Kim admin-agent was removed.");
    assert!(!page.rows().iter().any(|row| row[0] == "Kim admin-agent"));
    assert_eq!(operations_since(&site, before).await, ["remove_staff"]);
    assert_eq!(kim.post(&removal, &[("form_id", &form)]).await.status, 303, "the same form again");
    assert_eq!(operations_since(&site, before).await, ["remove_staff"]);

    assert_eq!(theirs.get("/").await.status, 303);
    let fields = [("email", member.email.as_str()), ("password", PASSWORD)];
    assert_eq!(site.browser().await.post("/sign-in", &fields).await.status, 422);
    assert!(now(&site, &member).await.is_none());
    for (customer, passwords) in [(one, 2), (two, 1)] {
        let (record, detail) = store::audit::after(site.app.db.read(), customer, 0, 100)
            .await
            .map(|mut all| {
                let last = all.pop().unwrap();
                (last.operation, last.detail)
            })
            .unwrap();
        assert_eq!(record, "close_credential_sheet");
        assert!(detail.contains(&format!("\"users\":{passwords}")) && detail.contains("Kim global-admin"), "{detail}");
    }
    assert_eq!(kim.get(&format!("/customers/{one}/sheets/{}", sheet.id)).await.status, 410);
    assert_eq!(store::selections::count_of(site.app.db.read(), member.id, site.app.clock.now()).await.unwrap(), 0);
    for way in ["", "/removal", "/blocking", "/password"] {
        assert_eq!(kim.get(&format!("{}{way}", path(&member))).await.status, 404, "{way}");
    }
    let doers = kim.visit("/activity").await.texts("select option");
    assert!(doers.contains(&"Kim admin-agent (removed)".to_owned()), "their records can be asked for: {doers:?}");
    let removed = last_detail(&site, "remove_staff").await;
    assert_eq!((removed.name.as_str(), removed.by.as_str()), ("Kim admin-agent", "Kim global-admin"));
    assert_eq!((&removed.after["sessions"], &removed.after["sheets"]), (&1.into(), &2.into()));
}

#[actix_web::test]
async fn the_address_of_somebody_who_was_removed_is_free() {
    let site = Site::new().await;
    let member = site.staff(Role::SalesAgent).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    for _ in 0..2 {
        let by = Actor::command_line(&site.app);
        staff::remove(&by, member.email.as_str(), &Submission::never_twice()).await.unwrap();
        let answer = super::added(&mut kim, member.email.as_str(), "Another Kim", "sales-agent").await;
        assert_eq!(answer.status, 200, "{}", answer.page().text());
    }
    let mut found = Vec::new();
    check::run(&Actor::command_line(&site.app), |finding| found.push(finding.to_string())).await.unwrap();
    assert_eq!(found, [""; 0]);
}

#[actix_web::test]
async fn what_a_cut_off_removal_leaves_open_is_closed_by_the_cleaning() {
    let site = Site::new().await;
    let member = site.staff(Role::AdminAgent).await;
    let customer = site.customer("Aquila", "aquila.example").await;
    site.user(&member, customer, "Ada Bianchi", &[]).await;
    let at = site.app.clock.now();
    sql(&site.app, "UPDATE staff SET removed_at = $1 WHERE id = $2", vec![at.into(), member.id.0.into()]).await;
    let sheet = sheets::open_sheet(&site.actor(&member), customer).await.unwrap().unwrap();
    installation::clean(&site.app).await.unwrap();
    let sheet = store::sheets::find(site.app.db.read(), customer, sheet.id).await.unwrap().unwrap();
    assert!(sheet.closed_at.is_some());
    assert_eq!(store::sheets::count(site.app.db.read(), &sheet).await.unwrap(), 0);
}

#[actix_web::test]
async fn a_session_that_is_saved_after_the_removal_opens_nothing() {
    let site = Site::new().await;
    let member = site.staff(Role::SalesAgent).await;
    let mut theirs = site.sign_in_as(&member).await;
    let kept = theirs.cookie("partnerdesk").unwrap().to_owned();
    staff::remove(&Actor::command_line(&site.app), member.id, &Submission::never_twice()).await.unwrap();
    theirs.set_cookie("partnerdesk", &kept);
    assert_eq!(theirs.get("/profile").await.status, 303);
    assert!(store::sessions::of(site.app.db.read(), member.id.into()).await.unwrap().is_empty());
    let session = store::sessions::Session {
        key_hash: "late".into(),
        id: partnerdesk::domain::id::SessionId(partnerdesk::clock::new_id()),
        principal: Some(member.id.into()),
        state: "{}".into(),
        address: String::new(),
        browser: String::new(),
        created_at: site.app.clock.now(),
        last_seen_at: site.app.clock.now(),
    };
    let now = site.app.clock.now();
    let open =
        async |tx: &store::Tx| partnerdesk::actions::sessions::open(tx, &site.app, &session, Some("x"), now).await;
    site.app.db.write(open).await.unwrap();
    assert!(store::sessions::of(site.app.db.read(), member.id.into()).await.unwrap().is_empty());
}
