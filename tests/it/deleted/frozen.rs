//! Who is meant by *all that match*, when something is done to them later.

use partnerdesk::actions::selections::{SelectionSnapshot, frozen};
use partnerdesk::domain::id::SelectionId;
use partnerdesk::domain::role::Role;
use partnerdesk::domain::user::UserState;

use super::delete;
use crate::support::Site;

#[actix_web::test]
async fn who_left_and_who_joined_since_is_told() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 9).await;
    let ada = site.user(&staff, id, "Ada Bianchi", &[]).await;
    let bo = site.user(&staff, id, "Bo Lind", &[]).await;
    let ugo = site.user(&staff, id, "Ugo Neri", &[]).await;
    let held = site.user(&staff, id, "Zoe Held", &[sku]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/selections");
    let page = kim.submit(&path, &[("go", "all"), ("filter", "unlicensed")]).await;
    let selection: SelectionId = page.value("selection").parse().unwrap();
    let by = site.actor(&staff);
    let now = async || frozen(&by, id, selection, UserState::Active).await.unwrap();
    assert_eq!(now().await, SelectionSnapshot { users: vec![ada, bo, ugo], left: 0, joined: 0 });
    delete(&mut kim, id, &[bo]).await;
    let license = [("user", ugo.to_string()), ("license", sku.to_string())];
    let license: Vec<(&str, &str)> = license.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(kim.post(&format!("/customers/{id}/license-assignments"), &license).await.status, 303);
    let cyd = site.user(&staff, id, "Cyd Neu", &[]).await;
    assert_eq!(now().await, SelectionSnapshot { users: vec![ada], left: 2, joined: 1 });
    // Going on to another page changes nothing; choosing by hand makes it a choice of these users.
    let shown = format!("{ada},{cyd},{ugo},{held}");
    let same = [
        ("selection", page.value("selection")),
        ("shown", shown),
        ("user", ada.to_string()),
        ("user", ugo.to_string()),
    ];
    let mut fields: Vec<(&str, &str)> = same.iter().map(|(name, value)| (*name, value.as_str())).collect();
    kim.submit(&path, &fields).await;
    assert_eq!(now().await, SelectionSnapshot { users: vec![ada], left: 2, joined: 1 });
    let held_text = held.to_string();
    fields.push(("user", &held_text));
    kim.submit(&path, &fields).await;
    assert_eq!(now().await, SelectionSnapshot { users: vec![ada, ugo, held], left: 1, joined: 0 });
    let other = site.actor(&site.staff(Role::AdminAgent).await);
    assert!(frozen(&other, id, selection, UserState::Active).await.is_err(), "another person's choice");
}
