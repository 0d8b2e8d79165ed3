//! What may be done with a subscription, and what it leaves behind.

use partnerdesk::actions::{Error, Submission, subscriptions as action};
use partnerdesk::clock::new_id;
use partnerdesk::domain::id::{FormId, SkuId, SubscriptionId};
use partnerdesk::domain::permission::{Permission, permits};
use partnerdesk::domain::refusal::{InputRefusal, Refusal, SubscriptionRefusal};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::subscription::{Change, Status};
use serde_json::json;

use super::{events, only, purchase, reason, resize, seats};
use crate::support::{Site, sql};

#[actix_web::test]
async fn a_purchase_gives_seats_and_is_noted() {
    let site = Site::new().await;
    let staff = site.staff(Role::SalesAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, _) = site.product("Office 365 E3", &[]).await;
    let by = site.actor(&staff);
    action::add(&by, id, purchase(sku, 25), &Submission::never_twice()).await.unwrap();
    action::add(&by, id, purchase(sku, 5), &Submission::never_twice()).await.unwrap();
    let pool = site.pool(id, sku).await;
    assert_eq!((pool.active, pool.total(), pool.consumed), (30, 30, 0));
    let first = action::list(&by, id).await.unwrap().remove(0).subscription;
    assert_eq!((first.name.as_str(), first.quantity, first.status), ("Office 365 E3", 25, Status::Active));
    assert_eq!((first.external_id, first.started_on), (first.id.0, Some(by.now.date_naive())));
    let (operation, detail) = events(&site, id).await.remove(1);
    assert_eq!(operation, "create_subscription");
    assert_eq!((detail.by.as_str(), detail.name.as_str()), (staff.name.as_str(), "Office 365 E3"));
    assert_eq!((&detail.after["quantity"], &detail.after["status"]), (&json!(25), &json!("active")));
}

#[actix_web::test]
async fn a_purchase_names_a_product_and_a_whole_number() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, _) = site.product("Office 365 E3", &[]).await;
    let by = site.actor(&staff);
    let unknown = action::add(&by, id, purchase(SkuId(new_id()), 1), &Submission::never_twice()).await;
    assert_eq!(reason(unknown), ("product".to_owned(), Refusal::Input(InputRefusal::Choose)));
    let mut browser = site.sign_in_as(&staff).await;
    let path = format!("/customers/{id}/subscriptions/new");
    let sku_id = sku.to_string();
    for (product, quantity, at) in [
        (sku_id.as_str(), "", &["quantity"][..]),
        (&sku_id, "ten", &["quantity"]),
        (&sku_id, "0", &["quantity"]),
        (&sku_id, "1000001", &["quantity"]),
        ("", "5", &["product"]),
        // Both are told at once.
        ("", "", &["product", "quantity"]),
    ] {
        let answer = browser.post(&path, &[("product", product), ("quantity", quantity)]).await;
        assert_eq!(answer.status, 422, "{quantity}");
        for field in ["product", "quantity"] {
            let is_told = answer.body.contains(&format!("id=\"{field}-reason\""));
            assert_eq!(is_told, at.contains(&field), "{product} {quantity}: {field}");
        }
    }
    action::add(&by, id, purchase(sku, 1_000_000), &Submission::never_twice()).await.unwrap();
    assert_eq!(events(&site, id).await.len(), 2);
}

#[actix_web::test]
async fn a_total_is_not_lowered_under_what_is_assigned() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, _) = site.product("Office 365 E3", &[]).await;
    let (first, second) = (site.buy(id, sku, 3).await, site.buy(id, sku, 1).await);
    for name in ["Ada", "Bo", "Cy"] {
        site.user(&staff, id, name, &[sku]).await;
    }
    let before = (events(&site, id).await.len(), site.pool(id, sku).await);
    let result = resize(&site, &staff, id, first, 1).await;
    assert_eq!(
        reason(result),
        ("quantity".to_owned(), Refusal::Subscription(SubscriptionRefusal::QuantityInUse { to_free: 1 }))
    );
    assert_eq!((events(&site, id).await.len(), site.pool(id, sku).await), before, "nothing was written");
    // The other subscription feeds the same pool.
    resize(&site, &staff, id, first, 2).await.unwrap();
    assert_eq!(
        reason(resize(&site, &staff, id, first, 1).await).1,
        Refusal::Subscription(SubscriptionRefusal::QuantityInUse { to_free: 1 })
    );
    // What is over-assigned already may grow, though not enough yet.
    action::suspend(&site.actor(&staff), id, first).await.unwrap();
    resize(&site, &staff, id, second, 2).await.unwrap();
    let pool = site.pool(id, sku).await;
    assert_eq!((pool.active, pool.suspended, pool.consumed, pool.over()), (2, 2, 3, 1));
    let (operation, detail) = events(&site, id).await.pop().unwrap();
    assert_eq!(operation, "update_subscription");
    assert_eq!((&detail.before["quantity"], &detail.after["quantity"]), (&json!(1), &json!(2)));
    assert_eq!(detail.after.len(), 1, "only what changed is noted");
}

#[actix_web::test]
async fn suspending_and_reactivating_twice_is_done_once() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Visio Plan 2", 4).await;
    site.user(&staff, id, "Ada", &[sku]).await;
    let by = site.actor(&staff);
    let one = only(&site, &staff, id).await.subscription.id;
    let start = events(&site, id).await.len();
    for _ in 0..2 {
        action::suspend(&by, id, one).await.unwrap();
        let shown = only(&site, &staff, id).await;
        assert_eq!((shown.subscription.status, shown.subscription.version), (Status::Suspended, 2));
        assert_eq!((shown.pool.total(), shown.pool.suspended, shown.pool.over()), (0, 4, 1));
    }
    // Lowered meanwhile, it would come back with too few.
    let result = resize(&site, &staff, id, one, 1).await;
    assert_eq!(reason(result), ("quantity".to_owned(), Refusal::Subscription(SubscriptionRefusal::Suspended)));
    for _ in 0..2 {
        action::reactivate(&by, id, one).await.unwrap();
        assert_eq!(site.pool(id, sku).await.available(), 3);
    }
    let noted: Vec<String> = events(&site, id).await.into_iter().skip(start).map(|(operation, _)| operation).collect();
    assert_eq!(noted, ["suspend_subscription", "reactivate_subscription"]);
}

#[actix_web::test]
async fn what_has_ended_stays_as_it_is() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    site.owns(id, "Visio Plan 2", 4).await;
    sql(&site.app, "UPDATE subscriptions SET status = 'deleted'", vec![]).await;
    let by = site.actor(&staff);
    let one = only(&site, &staff, id).await.subscription.id;
    assert_eq!(reason(action::suspend(&by, id, one).await).1, Refusal::Subscription(SubscriptionRefusal::Deleted));
    assert_eq!(reason(action::reactivate(&by, id, one).await).1, Refusal::Subscription(SubscriptionRefusal::Deleted));
    assert_eq!(reason(resize(&site, &staff, id, one, 9).await).1, Refusal::Subscription(SubscriptionRefusal::Deleted));
}

#[actix_web::test]
async fn one_in_grace_can_be_suspended_and_comes_back_active() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Visio Plan 2", 4).await;
    sql(&site.app, "UPDATE subscriptions SET status = 'warning'", vec![]).await;
    sql(&site.app, "UPDATE seat_pools SET active = 0, warning = 4", vec![]).await;
    let by = site.actor(&staff);
    let one = only(&site, &staff, id).await.subscription.id;
    action::reactivate(&by, id, one).await.unwrap();
    assert_eq!(site.pool(id, sku).await.warning, 4, "its seats are usable as they are");
    resize(&site, &staff, id, one, 6).await.unwrap();
    assert_eq!(site.pool(id, sku).await.warning, 6);
    action::suspend(&by, id, one).await.unwrap();
    action::reactivate(&by, id, one).await.unwrap();
    let pool = site.pool(id, sku).await;
    assert_eq!((pool.active, pool.warning, pool.suspended), (6, 0, 0));
}

#[actix_web::test]
async fn the_same_form_twice_is_carried_out_once() {
    let site = Site::new().await;
    let staff = site.staff(Role::AdminAgent).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (sku, _) = site.product("Office 365 E3", &[]).await;
    let by = site.actor(&staff);
    let sent = Submission { form: FormId(new_id()), body_hash: "a".into() };
    for _ in 0..2 {
        assert_eq!(action::add(&by, id, purchase(sku, 5), &sent).await.unwrap(), "Office 365 E3");
    }
    let one = only(&site, &staff, id).await.subscription.id;
    let sent = Submission { form: FormId(new_id()), body_hash: "b".into() };
    for _ in 0..2 {
        action::change(&by, id, one, &Change::to(seats(7)), 1, &sent).await.unwrap();
    }
    assert_eq!(site.pool(id, sku).await.active, 7);
    assert_eq!(events(&site, id).await.len(), 3);
}

#[actix_web::test]
async fn each_right_belongs_to_its_roles() {
    let site = Site::new().await;
    let owner = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Visio Plan 2", 4).await;
    let one = only(&site, &owner, id).await.subscription.id;
    for role in Role::ALL {
        let staff = site.staff(role).await;
        let by = site.actor(&staff);
        let results = [
            (Permission::SeeCustomers, action::list(&by, id).await.map(|_| ())),
            (Permission::BuySubscriptions, action::offers(&by, id, "", None).await.map(|_| ())),
            (
                Permission::BuySubscriptions,
                action::add(&by, id, purchase(sku, 1), &Submission::never_twice()).await.map(|_| ()),
            ),
            (Permission::BuySubscriptions, {
                let version = action::find(&site.actor(&owner), id, one).await.unwrap().subscription.version;
                let sent = Submission::never_twice();
                action::change(&by, id, one, &Change::to(seats(4)), version, &sent).await.map(|_| ())
            }),
            (Permission::SuspendSubscriptions, action::suspend(&by, id, one).await.map(|_| ())),
            (Permission::SuspendSubscriptions, action::reactivate(&by, id, one).await.map(|_| ())),
        ];
        for (permission, result) in results {
            match result {
                Ok(()) => assert!(permits(role, permission), "{role} {permission:?}"),
                Err(Error::MissingRole(missing)) => assert!(missing == permission && !permits(role, permission)),
                Err(other) => panic!("{role}: {other:?}"),
            }
        }
    }
}

#[actix_web::test]
async fn another_customer_s_subscription_is_not_found() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let (ours, theirs) = (site.customer("A", "a.example").await, site.customer("B", "b.example").await);
    site.owns(theirs, "Visio Plan 2", 4).await;
    let by = site.actor(&staff);
    for one in [only(&site, &staff, theirs).await.subscription.id, SubscriptionId(new_id())] {
        let sent = Submission::never_twice();
        assert!(matches!(action::find(&by, ours, one).await, Err(Error::NotFound)));
        assert!(matches!(action::change(&by, ours, one, &Change::to(seats(9)), 1, &sent).await, Err(Error::NotFound)));
        assert!(matches!(action::suspend(&by, ours, one).await, Err(Error::NotFound)));
        assert!(matches!(action::reactivate(&by, ours, one).await, Err(Error::NotFound)));
    }
}
