//! Seats: never assigned twice, never above the total, however many ask at once.

use partnerdesk::actions::{Error, Submission, users};
use partnerdesk::domain::id::{CustomerId, ServicePlanId, SkuId, UserId};
use partnerdesk::domain::refusal::{LicenseRefusal, Refusal};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use crate::support::{Site, give, new_user, set_licenses, sql, user_form};

async fn set(site: &Site, staff: &Staff, customer: CustomerId, user: UserId, skus: &[SkuId]) -> Result<(), Error> {
    let by = site.actor(staff);
    let customer = site.now(customer).await;
    let wanted: Vec<(SkuId, &[ServicePlanId])> = skus.iter().map(|sku| (*sku, &[][..])).collect();
    set_licenses(&by, &customer, user, &wanted, "").await
}

/// What users hold, counted from the assignments.
async fn held(site: &Site, customer: CustomerId, sku: SkuId, users: &[UserId]) -> i64 {
    let held = partnerdesk::store::licenses::held_by(site.app.db.read(), customer, users).await.unwrap();
    i64::try_from(held.values().filter(|skus| skus.contains(&sku)).count()).unwrap()
}

#[actix_web::test]
async fn consumed_is_what_is_assigned_whatever_happens() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let skus = [site.owns(id, "Office 365 E3", 3).await, site.owns(id, "Visio Plan 2", 2).await];
    let mut people = Vec::new();
    for number in 0..5 {
        people.push(site.user(&staff, id, &format!("User {number}"), &[]).await);
    }
    let mut runner = TestRunner::deterministic();
    let step = (0..3usize, 0..5usize, 0..4usize, 0..6i64);
    for _ in 0..120 {
        let (kind, person, choice, quantity) = step.new_tree(&mut runner).unwrap().current();
        let before = [site.pool(id, skus[0]).await, site.pool(id, skus[1]).await];
        if kind < 2 {
            let wanted: Vec<SkuId> = (0..2).filter(|at| choice & (1 << at) != 0).map(|at| skus[at]).collect();
            let result = set(&site, &staff, id, people[person], &wanted).await;
            assert!(matches!(result, Ok(()) | Err(Error::Refused(_))), "{result:?}");
        } else {
            // A total that falls from outside, as by an import or a suspension.
            let update = "UPDATE seat_pools SET active = $1 WHERE sku_id = $2";
            sql(&site.app, update, vec![quantity.into(), skus[choice % 2].0.into()]).await;
        }
        for (at, sku) in skus.iter().enumerate() {
            let now = site.pool(id, *sku).await;
            assert_eq!(now.consumed, held(&site, id, *sku, &people).await);
            assert!(now.consumed <= now.total() || now.consumed <= before[at].consumed, "{now:?} after {before:?}");
        }
    }
    let customer = site.now(id).await;
    let licensed = held(&site, id, skus[0], &people).await + held(&site, id, skus[1], &people).await;
    assert!(licensed > 0, "the steps did something");
    assert!(customer.unlicensed_users >= 0 && customer.active_users == 5);
}

#[actix_web::test]
async fn the_last_seat_goes_to_one() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let sku = site.owns(id, "Office 365 E3", 5).await;
    let mut people = Vec::new();
    for number in 0..20 {
        people.push(site.user(&staff, id, &format!("User {number}"), &[]).await);
    }
    let customer = site.now(id).await;
    let tasks = people.iter().map(|user| {
        let by = site.actor(&staff);
        let (customer, user) = (customer.clone(), *user);
        tokio::task::spawn_local(async move { give(&by, &customer, user, sku).await })
    });
    let tasks: Vec<_> = tasks.collect();
    let (mut given, mut refused) = (0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => given += 1,
            Err(Error::Refused(reasons)) => {
                assert!(matches!(reasons.0[0].1, Refusal::License(LicenseRefusal::NoSeats { .. })));
                refused += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((given, refused), (5, 15));
    assert_eq!(site.pool(id, sku).await.consumed, 5);
}

#[actix_web::test]
async fn a_pool_that_is_over_assigned_or_suspended_takes_nobody() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    let (over, suspended) = (site.owns(id, "Visio Plan 2", 2).await, site.owns(id, "Office 365 E3", 2).await);
    site.user(&staff, id, "Ada Bianchi", &[over]).await;
    sql(&site.app, "UPDATE seat_pools SET active = 0, warning = 0, suspended = 2", vec![]).await;
    let customer = site.now(id).await;
    for (sku, name) in [(over, "Bo"), (suspended, "Cy")] {
        let form = user_form(&customer, name, &[sku]);
        let Err(Error::Refused(refused)) =
            users::add(&site.actor(&staff), customer.id, &new_user(&form), &Submission::never_twice()).await
        else {
            panic!("a suspended pool gave a seat")
        };
        assert!(matches!(refused.0[0].1, Refusal::License(LicenseRefusal::PoolNotUsable { .. })));
    }
    // Who holds a seat keeps it, and shows up as a problem.
    let mut kim = site.sign_in_as(&staff).await;
    assert_eq!(kim.visit(&format!("/customers/{id}/users?filter=license-problem")).await.rows().len(), 1);
}
