//! The confirmation screen: who sees it, how long, and what is left afterwards.

use chrono::TimeDelta;
use partnerdesk::actions::{Submission, sheets};
use partnerdesk::actions::{installation, users};
use partnerdesk::domain::role::Role;
use partnerdesk::store::{self, DatabaseLocation};

use crate::support::{Site, new_user, roles, user_form};

#[actix_web::test]
async fn the_sheet_grows_until_it_is_closed() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let mut kim = site.sign_in_as(&staff).await;
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    site.user(&staff, id, "Bo Lind", &[]).await;
    let list = kim.visit(&format!("/customers/{id}/users")).await;
    let path = list.link("Open the confirmation");
    let page = kim.visit(&path).await;
    assert_eq!(page.rows().len(), 2);
    let print = kim.visit(&format!("{path}/print")).await;
    assert_eq!(print.texts(".slip h2"), ["Ada Bianchi", "Bo Lind"]);
    let csv = kim.get(&format!("{path}.csv")).await;
    assert!(csv.body.starts_with(
        "\u{feff}\"Display name\",\"User name\",\"Temporary password\",\"Can be used until\",\"Licenses\""
    ));
    assert!(csv.body.contains(&page.texts("td .password")[0]));
    for answer in [kim.get(&path).await, csv, kim.get(&format!("{path}/print")).await] {
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let page = kim.submit(&format!("{path}/completion"), &[]).await;
    assert!(page.status().contains("destroyed"));
    for gone in ["", "/print", ".csv"] {
        assert_eq!(kim.get(&format!("{path}{gone}")).await.status, 410, "{gone}");
    }
    assert_eq!(kim.post(&format!("{path}/completion"), &[]).await.status, 303, "a second time changes nothing");
    site.user(&staff, id, "Cy Lind", &[]).await;
    let next = kim.visit(&format!("/customers/{id}/users")).await.link("Open the confirmation");
    assert_ne!(next, path);
    assert_eq!(kim.visit(&next).await.rows().len(), 1);
}

#[actix_web::test]
async fn only_its_maker_and_global_admins_open_it() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let (id, other) = (site.customer("Aquila", "aquila.example").await, site.customer("Other", "other.example").await);
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let sheet = sheets::open_sheet(&site.actor(&staff), id).await.unwrap().unwrap().id;
    let path = format!("/customers/{id}/sheets/{sheet}");
    assert_eq!(site.sign_in(Role::GlobalAdmin).await.get(&path).await.status, 200);
    assert_eq!(site.sign_in(Role::AdminAgent).await.get(&path).await.status, 404);
    assert_eq!(site.sign_in(Role::AdminAgent).await.post(&format!("{path}/completion"), &[]).await.status, 404);
    assert_eq!(site.sign_in_as(&staff).await.get(&format!("/customers/{other}/sheets/{sheet}")).await.status, 404);
}

#[actix_web::test]
async fn it_closes_by_itself_a_day_after_the_last_addition() {
    let site = Site::with(|settings| settings.session_hours = 24).await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let sheet = sheets::open_sheet(&site.actor(&staff), id).await.unwrap().unwrap().id;
    site.app.clock.advance(TimeDelta::hours(23));
    site.user(&staff, id, "Bo Lind", &[]).await;
    site.app.clock.advance(TimeDelta::hours(23));
    installation::clean(&site.app).await.unwrap();
    assert_eq!(sheets::view(&site.actor(&staff), id, sheet, 0, 10).await.unwrap().rows.len(), 2);
    site.app.clock.advance(TimeDelta::hours(1));
    assert!(sheets::view(&site.actor(&staff), id, sheet, 0, 10).await.is_err());
    installation::clean(&site.app).await.unwrap();
    let closed = store::sheets::find(site.app.db.read(), id, sheet).await.unwrap().unwrap();
    assert!(closed.closed_at.is_some());
    assert_eq!(store::sheets::count(site.app.db.read(), &closed).await.unwrap(), 0);
    let last = store::audit::after(site.app.db.read(), id, 0, 100).await.unwrap().pop().unwrap();
    assert_eq!(last.operation, "expire_credential_sheet");
}

#[actix_web::test]
async fn passwords_are_nowhere_in_the_database() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let customer = site.now(id).await;
    let form = user_form(&customer, "Ada Bianchi", &[]);
    let added =
        users::add(&site.actor(&staff), customer.id, &new_user(&form), &Submission::never_twice()).await.unwrap();
    let view = sheets::view(&site.actor(&staff), id, added.sheet, 0, 10).await.unwrap();
    let password = view.rows[0].password.as_str().to_owned();
    let browser = site.sign_in_as(&staff).await;
    let key = browser.cookie("partnerdesk").unwrap().to_owned();
    let DatabaseLocation::Embedded(directory) = site.app.db.place() else { return };
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    let holds = |secret: &[u8]| bytes.windows(secret.len()).any(|window| window == secret);
    assert!(holds(b"ada.bianchi@aquila.example"), "the search itself works");
    let wide: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for secret in [password.as_bytes(), password.replace('-', "").as_bytes(), &wide, key.as_bytes()] {
        assert!(!holds(secret));
    }
}

#[actix_web::test]
async fn administrators_passwords_are_hidden_from_those_who_may_not_grant() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let customer = site.now(id).await;
    let mut form = user_form(&customer, "Ada Bianchi", &[]);
    form.roles = Some(roles("global", &[]));
    let added =
        users::add(&site.actor(&staff), customer.id, &new_user(&form), &Submission::never_twice()).await.unwrap();
    site.user(&staff, id, "Bo Lind", &[]).await;
    let demoted = partnerdesk::domain::staff::Staff { role: Role::HelpdeskAgent, ..staff.clone() };
    let view = sheets::view(&site.actor(&demoted), id, added.sheet, 0, 10).await.unwrap();
    assert_eq!((view.rows.len(), view.hidden, view.total), (1, 1, 2));
    assert_eq!(view.rows[0].display_name, "Bo Lind");
}
