//! What a customer's user notes alone.

use partnerdesk::domain::event::{Operation, Operation as O};

use super::Desk;
use crate::account::{ADA, OWN, choose, sign_in};

/// What the walk of a customer's user notes.
pub const OF_USERS: &[Operation] = &[O::ChangeCustomerUserPassword];

#[actix_web::test]
async fn every_change_of_a_customer_s_user_leaves_one_record() {
    let mut desk = Desk::new().await;
    let id = desk.site.customer("Aquila", "aquila.example").await;
    desk.site.user(&desk.boss, id, "Ada Bianchi", &[]).await;
    let list = desk.browser.visit(&format!("/customers/{id}/users")).await;
    let sheet = list.link("Open the confirmation");
    let temporary = desk.browser.visit(&sheet).await.texts("td .password").remove(0);
    desk.secrets.extend([temporary.clone(), OWN.to_owned()]);
    let mut ada = desk.site.browser().await;
    let answer = Box::pin(desk.notes("sign_in_failed", sign_in(&mut ada, ADA, "wrong"))).await;
    assert_eq!(answer.status, 422);
    Box::pin(desk.notes("sign_in", sign_in(&mut ada, ADA, &temporary))).await;
    desk.secrets.push(ada.cookie("partnerdesk-account").unwrap().to_owned());
    Box::pin(desk.notes("change_customer_user_password", choose(&mut ada, &temporary, OWN))).await;
    Box::pin(desk.notes("sign_out", ada.post("/account/sign-out", &[]))).await;
    desk.check().await;
    desk.has_walked(OF_USERS);
}
