//! The user form beyond adding and saving: what a person may not change, what is kept, what can be undone.

use partnerdesk::domain::id::CustomerId;
use partnerdesk::domain::role::Role;

use crate::support::{Browser, Page, Site};

struct Desk {
    site: Site,
    id: CustomerId,
    path: String,
}

impl Desk {
    async fn new() -> Self {
        let site = Site::new().await;
        let staff = site.staff(Role::GlobalAdmin).await;
        let id = site.customer("Aquila", "aquila.example").await;
        let sku = site.owns(id, "Office 365 E3", 5).await;
        let ada = site.user(&staff, id, "Ada Bianchi", &[sku]).await;
        Self { path: format!("/customers/{id}/users/{ada}"), site, id }
    }

    /// All that the form of Ada sends, as it stands on the page, with these fields otherwise.
    async fn form(&self, kim: &mut Browser, other: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        let page = kim.visit(&self.path).await;
        let mut fields: Vec<(&'static str, String)> =
            ["version", "first_name", "last_name", "display_name", "user_name"]
                .map(|name| (name, page.value(name)))
                .into();
        let selected = |css: &str| page.attribute(css, "value").unwrap_or_default();
        fields.push(("domain", selected("#domain option[selected]")));
        fields.push(("location", selected("#location option[selected]")));
        fields.push(("permissions", selected("input[name='permissions'][checked]")));
        fields.push(("license", selected("input[name='license'][checked]")));
        fields.push(("sign_in", selected("input[name='sign_in'][checked]")));
        for (name, value) in other {
            fields.retain(|(known, _)| known != name);
            fields.push((name, (*value).to_owned()));
        }
        fields
    }

    async fn send(&self, kim: &mut Browser, fields: &[(&'static str, String)]) -> (u16, Page) {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = kim.post(&self.path, &fields).await;
        (answer.status, if answer.status == 303 { kim.visit(&answer.location()).await } else { answer.page() })
    }
}

#[actix_web::test]
async fn what_a_person_may_not_change_is_refused_and_names_the_role() {
    let desk = Desk::new().await;
    let mut boss = desk.site.sign_in(Role::GlobalAdmin).await;
    let profile = [
        ("first_name", "Eva"),
        ("last_name", "Neri"),
        ("display_name", "Eva Neri"),
        ("user_name", "eva"),
        ("location", "FR"),
    ];
    let managers = "one of the roles Admin agent, Global admin";
    for role in [Role::HelpdeskAgent, Role::SalesAgent] {
        let mut lee = desk.site.sign_in(role).await;
        for (field, value) in profile {
            // From a page that was open since before the role was lowered, and the field alone.
            let whole = desk.form(&mut boss, &[(field, value)]).await;
            let alone = vec![("version", "1".to_owned()), (field, value.to_owned()), ("license", whole[8].1.clone())];
            for fields in [whole, alone] {
                let (status, page) = desk.send(&mut lee, &fields).await;
                assert_eq!(status, 403, "{role:?} {field}");
                assert!(page.reason(field).contains(managers), "{role:?} {field}: {}", page.reason(field));
                assert!(!page.has("was saved"));
            }
        }
        let fields = desk.form(&mut boss, &[("permissions", "global")]).await;
        let (status, page) = desk.send(&mut lee, &fields).await;
        assert!(status == 403 && page.reason("permissions").contains(managers), "{role:?}");
        let fields = desk.form(&mut boss, &[("sign_in", "blocked")]).await;
        let (status, page) = desk.send(&mut lee, &fields).await;
        if role == Role::SalesAgent {
            assert!(status == 403 && page.reason("sign_in").contains("Helpdesk agent"), "{}", page.reason("sign_in"));
        } else {
            assert_eq!(status, 303);
            let fields = desk.form(&mut boss, &[("sign_in", "allowed")]).await;
            assert_eq!(desk.send(&mut boss, &fields).await.0, 303);
        }
        // All as it was is no change, whoever sends it.
        let fields = desk.form(&mut boss, &[]).await;
        assert_eq!(desk.send(&mut lee, &fields).await.0, 303, "{role:?}");
    }
    let page = boss.visit(&desk.path).await;
    assert_eq!((page.heading(), page.value("user_name")), ("Ada Bianchi".into(), "ada.bianchi".into()));
}

#[actix_web::test]
async fn licenses_saved_on_one_user_s_page_have_a_result_and_are_undone() {
    let desk = Desk::new().await;
    let mut kim = desk.site.sign_in(Role::GlobalAdmin).await;
    let visio = desk.site.owns(desk.id, "Visio Plan 2", 1).await.to_string();
    let fields = desk.form(&mut kim, &[("license", &visio), ("last_name", "Bianchi-Neri")]).await;
    let (_, page) = desk.send(&mut kim, &fields).await;
    assert!(page.status().contains("Ada Bianchi was saved."), "{}", page.status());
    let undo = page.attribute("main form.note", "action").unwrap();
    let log = kim.visit(&format!("/customers/{}/activity", desk.id)).await;
    assert_eq!(log.attribute("form[action$='/undo']", "action").as_ref(), Some(&undo));
    let result = kim.visit(undo.trim_end_matches("/undo")).await;
    assert_eq!(result.heading(), "Licenses updated");
    let row = result.rows()[0].join(" ");
    assert!(row.contains("Visio Plan 2") && row.contains("Office 365 E3"), "{row}");
    let preview = kim.submit(&undo, &[]).await;
    let save = [("preview", preview.value("preview")), ("seen", preview.value("seen"))];
    let save: Vec<(&str, &str)> = save.iter().map(|(name, value)| (*name, value.as_str())).collect();
    kim.submit(&format!("/customers/{}/license-assignments", desk.id), &save).await;
    let page = kim.visit(&desk.path).await;
    let held = page.attribute("input[name='license'][checked]", "id").unwrap();
    assert!(page.texts(&format!("label[for='{held}']"))[0].contains("Office 365 E3"));
    assert_eq!(page.value("last_name"), "Bianchi-Neri", "only the licenses are taken back");
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn one_save_that_is_sent_twice_is_one_change() {
    let desk = Desk::new().await;
    let mut kim = desk.site.sign_in(Role::AdminAgent).await;
    let mut fields = desk.form(&mut kim, &[("license", "")]).await;
    fields.retain(|(name, _)| *name != "license");
    fields.push(("form_id", "0190b3a0-0000-7000-8000-000000000002".into()));
    let (first, second) = (desk.send(&mut kim, &fields).await.1, desk.send(&mut kim, &fields).await.1);
    let undo = |page: &Page| page.attribute("main form.note", "action");
    assert!(undo(&first).is_some() && undo(&first) == undo(&second));
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn a_licensed_user_is_not_moved_to_where_the_license_cannot_be_had() {
    let desk = Desk::new().await;
    let mut kim = desk.site.sign_in(Role::AdminAgent).await;
    let fields = desk.form(&mut kim, &[("location", "KP")]).await;
    let (status, page) = desk.send(&mut kim, &fields).await;
    assert_eq!(status, 422);
    assert!(page.reason("location").contains("Office 365 E3"), "{}", page.reason("location"));
    let mut without = desk.form(&mut kim, &[("location", "KP")]).await;
    without.retain(|(name, _)| *name != "license");
    assert_eq!(desk.send(&mut kim, &without).await.0, 303);
}

#[actix_web::test]
async fn the_next_user_is_like_the_one_before() {
    let desk = Desk::new().await;
    let mut kim = desk.site.sign_in(Role::AdminAgent).await;
    let path = format!("/customers/{}/users", desk.id);
    let (sku, plans) = desk.site.product("Suite", &["Mail", "Chat"]).await;
    desk.site.buy(desk.id, sku, 2).await;
    let last = desk.site.owns(desk.id, "Visio Plan 2", 1).await.to_string();
    let (sku, mail) = (sku.to_string(), format!("{sku}/{}", plans[0]));
    let fields = [
        ("first_name", "Bo"),
        ("display_name", "Bo Lind"),
        ("user_name", "bo@aquila.example"),
        ("domain", "aquila.example"),
        ("location", "SE"),
        ("permissions", "limited"),
        ("role", "billing"),
        ("license", &sku),
        ("license", &last),
        ("plans_of", &sku),
        ("plan", &mail),
        ("then", "another"),
    ];
    let page = kim.submit(&path, &fields).await;
    assert_eq!(page.heading(), "Add user");
    assert!(page.status().contains("1 user was added") && page.status().contains("Bo Lind"), "{}", page.status());
    assert_eq!(["first_name", "display_name", "user_name"].map(|field| page.value(field)), ["", "", ""]);
    assert!(page.attribute("#first_name", "autofocus").is_some());
    assert_eq!(page.attribute("#location option[selected]", "value").as_deref(), Some("SE"));
    assert_eq!(page.attribute("input[name='permissions'][checked]", "value").as_deref(), Some("limited"));
    assert_eq!(page.attribute("input[name='role'][checked]", "value").as_deref(), Some("billing"));
    // The last seat of the other one is gone.
    let ticked: Vec<_> = page.select("input[name='license'][checked]");
    assert_eq!(ticked.iter().map(|one| one.attr("value")).collect::<Vec<_>>(), [Some(sku.as_str())]);
    let on: Vec<_> =
        page.select(".product").into_iter().flat_map(|_| page.select("input[name='plan'][checked]")).collect();
    assert!(on.iter().any(|one| one.attr("value") == Some(&mail)));
    let chat = format!("input[name='plan'][value='{sku}/{}']", plans[1]);
    assert!(page.attribute(&chat, "checked").is_none(), "what was switched off is off for the next one");
}

#[actix_web::test]
async fn service_plans_that_exclude_each_other_are_switched_where_it_is_said() {
    let desk = Desk::new().await;
    let (one, plans) = desk.site.product("Suite", &["Mail"]).await;
    let (other, others) = desk.site.product("Bundle", &["Post"]).await;
    let exclude = "INSERT INTO plan_exclusions (plan_id, other_id) VALUES ($1, $2)";
    crate::support::sql(&desk.site.app, exclude, vec![plans[0].0.into(), others[0].0.into()]).await;
    for sku in [one, other] {
        desk.site.buy(desk.id, sku, 2).await;
    }
    let mut kim = desk.site.sign_in(Role::AdminAgent).await;
    let path = format!("/customers/{}/users", desk.id);
    let form = kim.visit(&format!("{path}/new")).await;
    let (one, other) = (one.to_string(), other.to_string());
    let plan = format!("{one}/{}", plans[0]);
    assert!(form.attribute(&format!("input[name='plan'][value='{plan}']"), "checked").is_some());
    let fields = vec![
        ("display_name", "Bo Lind"),
        ("user_name", "bo"),
        ("domain", "aquila.example"),
        ("location", "SE"),
        ("permissions", "user"),
        ("license", one.as_str()),
        ("license", other.as_str()),
    ];
    let answer = kim.post(&path, &fields).await;
    let page = answer.page();
    assert_eq!(answer.status, 422);
    assert!(page.text().contains("under View service plans"));
    assert!(page.attribute(&format!("input[name='plan'][value='{plan}']"), "checked").is_some());
    let off = [&fields[..], &[("plans_of", one.as_str())]].concat();
    assert_eq!(kim.submit(&path, &off).await.heading(), "Confirmation");
}
