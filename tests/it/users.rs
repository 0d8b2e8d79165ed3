//! Users: the list, adding, one user.

use partnerdesk::actions::{Submission, users};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::user_name::UserName;
use partnerdesk::store;

use crate::support::{Browser, Page, Site, new_user, user_form};

fn names(page: &Page) -> Vec<String> {
    page.texts("tbody th a.name")
}

/// The fields of the list's form as it stands on the page, with one button pressed.
async fn press(browser: &mut Browser, list: &str, page: &Page, go: &str, more: &[(&str, &str)]) -> Page {
    let hidden: Vec<(String, String)> =
        ["shown", "sort", "size", "after", "before", "next", "previous", "selection", "show"]
            .into_iter()
            .map(|name| (name.to_owned(), page.value(name)))
            .collect();
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("go", go));
    fields.extend(more);
    browser.submit(&format!("{list}/../selections").replace("users/../", ""), &fields).await
}

#[actix_web::test]
async fn users_are_added_one_after_the_other_and_stand_on_one_sheet() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 5).await;
    let sku = sku.to_string();
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let path = format!("/customers/{id}/users");
    let form = kim.visit(&format!("{path}/new")).await;
    assert_eq!(
        form.attribute("#location option[selected]", "value").unwrap(),
        "IT",
        "the customer's location is preset"
    );
    let marta = [
        ("first_name", "Marta"),
        ("last_name", "Esposito"),
        ("display_name", "Marta Esposito"),
        ("user_name", "marta.esposito"),
        ("domain", "aquila.example"),
        ("location", "IT"),
        ("permissions", "user"),
        ("license", sku.as_str()),
        ("then", "another"),
    ];
    let page = kim.submit(&path, &marta).await;
    assert_eq!(page.heading(), "Add user");
    assert!(page.status().contains("1 user was added"));
    let jonas = [
        ("display_name", "Jonas Weiß"),
        ("user_name", "jonas.weiss"),
        ("domain", "aquila.example"),
        ("permissions", "limited"),
        ("role", "billing"),
        ("role", "helpdesk"),
    ];
    let page = kim.submit(&path, &jonas).await;
    assert_eq!(page.heading(), "Confirmation");
    let rows = page.rows();
    assert_eq!((rows[0][0].as_str(), rows[0][1].as_str()), ("Marta Esposito", "marta.esposito@aquila.example"));
    assert_eq!((rows[0][4].as_str(), rows[1][0].as_str()), ("Office 365 E3", "Jonas Weiß"));
    assert_ne!(rows[0][2], rows[1][2]);
    let list = kim.visit(&path).await;
    assert_eq!(names(&list), ["Jonas Weiß", "Marta Esposito"]);
    assert_eq!(list.rows()[0][3], "Limited administrator");
    assert!(list.has("2 users · 1 unlicensed"));
}

#[actix_web::test]
async fn adding_is_all_or_nothing() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (full, free) = (site.owns(id, "Visio Plan 2", 1).await, site.owns(id, "Office 365 E3", 5).await);
    site.user(&staff, id, "Ada Bianchi", &[full]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/users");
    let form = kim.visit(&format!("{path}/new")).await;
    assert!(form.attribute(&format!("[value='{full}']"), "disabled").is_some(), "a full product cannot be ticked");
    assert_eq!(form.attribute("button.buy", "value"), Some(full.to_string()));
    let (full, free) = (full.to_string(), free.to_string());
    let mut fields = vec![
        ("display_name", "Bo Lind"),
        ("user_name", "bo"),
        ("domain", "aquila.example"),
        ("location", "SE"),
        ("permissions", "user"),
        ("license", full.as_str()),
        ("license", free.as_str()),
    ];
    let answer = kim.post(&path, &fields).await;
    let page = answer.page();
    assert_eq!(answer.status, 422);
    assert_eq!(
        page.reason(&format!("license:{full}")),
        "No license of Visio Plan 2 is left. Buy more, or leave it out."
    );
    assert_eq!((page.value("display_name").as_str(), page.value("without").as_str()), ("Bo Lind", full.as_str()));
    assert_eq!(site.now(id).await.active_users, 1);
    let free_id = free.parse().unwrap();
    assert_eq!(site.pool(id, free_id).await.consumed, 0);
    fields.push(("without", full.as_str()));
    assert_eq!(kim.submit(&path, &fields).await.heading(), "Confirmation");
    assert_eq!(site.pool(id, free_id).await.consumed, 1);
}

#[actix_web::test]
async fn what_is_wrong_is_told_at_its_field() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 5).await.to_string();
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let long = "x".repeat(51);
    let cases: Vec<(&str, &str, &str, &str)> = vec![
        ("display_name", "", "display_name", "Fill this in."),
        ("display_name", &long, "display_name", "Use at most 50 characters."),
        ("first_name", &long, "first_name", "Use at most 50 characters."),
        ("display_name", "Ada\u{202e}", "display_name", "Remove the invisible characters"),
        ("display_name", "Ada\u{7}", "display_name", "Remove the invisible characters"),
        ("user_name", "", "user_name", "Fill this in."),
        ("user_name", "bo.", "user_name", "A user name cannot end with a dot right before @."),
        ("user_name", "bo lind", "user_name", "Use only letters without accents"),
        ("user_name", "ada.bianchi", "user_name", "ada.bianchi@aquila.example is already taken."),
        ("user_name", "ADA.Bianchi", "user_name", "is already taken."),
        ("domain", "other.example", "domain", "other.example is not a domain of this customer."),
        ("location", "ZZ", "location", "Choose a country from the list."),
        ("location", "", "location", "Choose a location: licenses are assigned for a country."),
        ("permissions", "owner", "permissions", "Choose one of the entries."),
        ("permissions", "limited", "permissions", "Tick at least one role"),
        ("license", "00000000-0000-0000-0000-000000000001", "licenses", "The customer does not own one of these"),
    ];
    for (field, value, at, reason) in cases {
        let mut fields = vec![
            ("display_name", "Bo Lind"),
            ("user_name", "bo"),
            ("domain", "aquila.example"),
            ("location", "SE"),
            ("permissions", "user"),
            ("license", sku.as_str()),
        ];
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let answer = kim.post(&format!("/customers/{id}/users"), &fields).await;
        assert_eq!(answer.status, 422, "{field}={value}");
        let page = answer.page();
        assert!(page.reason(at).contains(reason), "{field}={value}: {}", page.reason(at));
        assert!(!page.alert().is_empty());
    }
    assert_eq!(site.now(id).await.active_users, 1);
}

#[actix_web::test]
async fn a_double_click_creates_one_user() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let path = format!("/customers/{id}/users");
    let form_id = kim.visit(&format!("{path}/new")).await.value("form_id");
    let fields = [
        ("form_id", form_id.as_str()),
        ("display_name", "Bo Lind"),
        ("user_name", "bo"),
        ("domain", "aquila.example"),
        ("permissions", "user"),
    ];
    let (mut first_click, mut second_click) = (kim.clone(), kim.clone());
    let (first, second) = tokio::join!(first_click.post(&path, &fields), second_click.post(&path, &fields));
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.location(), second.location());
    assert_eq!(site.now(id).await.active_users, 1);
    // The same form filled in anew is another user.
    let mut anew = fields;
    (anew[1].1, anew[2].1) = ("Cy Lind", "cy");
    assert_eq!(kim.post(&path, &anew).await.status, 303);
    assert_eq!(site.now(id).await.active_users, 2);
}

#[actix_web::test]
async fn licenses_of_one_user_are_managed() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (e3, visio) = (site.owns(id, "Office 365 E3", 3).await, site.owns(id, "Visio Plan 2", 3).await);
    let user = site.user(&staff, id, "Ada Bianchi", &[e3]).await;
    let user_text = user.to_string();
    let mut kim = site.sign_in(Role::SalesAgent).await;
    let list = format!("/customers/{id}/users");
    let page = kim.visit(&list).await;
    let page = press(&mut kim, &list, &page, "manage-licenses", &[("user", &user_text)]).await;
    assert_eq!(page.heading(), "Assign and revoke licenses");
    assert!(page.has("Ada Bianchi"));
    let visio_text = visio.to_string();
    let (had, had_not) = (format!("{e3}:all"), format!("{visio}:none"));
    let fields = [("user", user_text.as_str()), ("was", &had), ("was", &had_not), ("license", &visio_text)];
    let page = kim.submit(&format!("/customers/{id}/license-assignments"), &fields).await;
    assert_eq!(page.heading(), "Licenses updated");
    let row = ["Ada Bianchiada.bianchi@aquila.example", "Visio Plan 2", "Office 365 E3", "Visio Plan 2", "Success"];
    assert_eq!(page.rows()[0], row);
    assert_eq!((site.pool(id, e3).await.consumed, site.pool(id, visio).await.consumed), (0, 1));
    // The page as it stood before, sent once more: all of it is so already.
    let page = kim.submit(&format!("/customers/{id}/license-assignments"), &fields).await;
    assert!(page.status().contains("Nothing was changed"));
}

#[actix_web::test]
async fn every_change_writes_one_event_and_no_secret() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 9).await;
    let by = site.actor(&staff);
    let customer = site.now(id).await;
    let user = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut form = user_form(&customer, "Ada Bianchi", &[sku]);
    users::edit(&by, customer.id, user, &form, 1, &Submission::never_twice()).await.unwrap();
    users::edit(&by, customer.id, user, &form, 2, &Submission::never_twice()).await.unwrap();
    form.profile.as_mut().unwrap().user_name = UserName::new("ada", customer.account.domains[0].clone()).unwrap();
    users::edit(&by, customer.id, user, &form, 2, &Submission::never_twice()).await.unwrap();
    form.profile.as_mut().unwrap().first_name = "Ada".into();
    users::edit(&by, customer.id, user, &form, 3, &Submission::never_twice()).await.unwrap();
    let records = store::audit::after(site.app.db.read(), id, 0, 100).await.unwrap();
    let told: Vec<&str> = records.iter().map(|record| record.operation.as_str()).collect();
    assert_eq!(
        told,
        [
            "create_customer",
            "create_customer_user",
            "update_customer_user_licenses",
            "update_customer_user_principal_name",
            "update_customer_user"
        ]
    );
    let mut before = Vec::new();
    for (at, record) in records.iter().enumerate() {
        assert_eq!(record.seq, i64::try_from(at).unwrap() + 1);
        assert!(partnerdesk::actions::audit::is_whole(&site.app.secrets, id, record, &before));
        assert!(!record.detail.contains("argon2") && !record.detail.contains("password"));
        before.clone_from(&record.mac);
    }
    // Nothing changed, nothing told: adding the same again with a taken name neither.
    let again = user_form(&customer, "Ada", &[]);
    assert!(users::add(&by, customer.id, &new_user(&again), &Submission::never_twice()).await.is_err());
    assert_eq!(store::audit::after(site.app.db.read(), id, 0, 100).await.unwrap().len(), 5);
}
