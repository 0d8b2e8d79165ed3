//! Whatever is done in whatever order: what is consumed is what is assigned, the pool is what its
//! subscriptions add up to, and only a fallen total lies under what is consumed.

use partnerdesk::actions::{Error, Submission, subscriptions as action};
use partnerdesk::domain::id::{CustomerId, ServicePlanId, SkuId, UserId};
use partnerdesk::domain::licensing::Pool;
use partnerdesk::domain::refusal::{LicenseRefusal, Refusal, Refused, SubscriptionRefusal};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::store;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use super::{purchase, resize};
use crate::support::{Site, set_licenses};

/// One step: what, who or which, how many.
type Step = (u8, usize, i64);

struct World {
    site: Site,
    staff: Staff,
    customer: CustomerId,
    sku: SkuId,
    people: Vec<UserId>,
}

impl World {
    async fn new(users: usize) -> Self {
        let site = Site::new().await;
        let staff = site.staff(Role::GlobalAdmin).await;
        let customer = site.customer("Aquila", "aquila.example").await;
        let sku = site.owns(customer, "Office 365 E3", 3).await;
        let mut people = Vec::new();
        for number in 0..users {
            people.push(site.user(&staff, customer, &format!("User {number}"), &[]).await);
        }
        Self { site, staff, customer, sku, people }
    }

    async fn license(&self, user: UserId, has: bool) -> Result<(), Error> {
        let customer = self.site.now(self.customer).await;
        let wanted: &[(SkuId, &[ServicePlanId])] = if has { &[(self.sku, &[])] } else { &[] };
        set_licenses(&self.site.actor(&self.staff), &customer, user, wanted, "").await
    }

    async fn take(&self, (kind, which, number): Step) -> Result<(), Error> {
        let by = self.site.actor(&self.staff);
        let all = action::list(&by, self.customer).await.unwrap();
        let one = all[which % all.len()].subscription.id;
        match kind {
            0..4 => self.license(self.people[which % self.people.len()], true).await,
            4..6 => self.license(self.people[which % self.people.len()], false).await,
            6..8 => resize(&self.site, &self.staff, self.customer, one, number).await.map(|_| ()),
            8 => action::suspend(&by, self.customer, one).await.map(|_| ()),
            9 => action::reactivate(&by, self.customer, one).await.map(|_| ()),
            _ if all.len() < 4 => {
                action::add(&by, self.customer, purchase(self.sku, number), &Submission::never_twice())
                    .await
                    .map(|_| ())
            }
            _ => Ok(()),
        }
    }

    async fn holders(&self) -> i64 {
        let held = store::licenses::held_by(self.site.app.db.read(), self.customer, &self.people).await.unwrap();
        i64::try_from(held.len()).unwrap()
    }

    async fn fed(&self, consumed: i64) -> Pool {
        let all = action::list(&self.site.actor(&self.staff), self.customer).await.unwrap();
        let feeding: Vec<_> = all.iter().map(|one| (one.subscription.status, one.subscription.quantity)).collect();
        Pool::fed_by(&feeding, consumed)
    }
}

#[actix_web::test]
async fn seats_add_up_whatever_is_done() {
    let world = World::new(6).await;
    let mut runner = TestRunner::deterministic();
    let step = (0..11u8, 0..24usize, 1..6i64);
    let (mut in_use, mut no_seats, mut over) = (0, 0, 0);
    for _ in 0..250 {
        let step = step.new_tree(&mut runner).unwrap().current();
        let before = world.site.pool(world.customer, world.sku).await;
        let result = world.take(step).await;
        let now = world.site.pool(world.customer, world.sku).await;
        match &result {
            Ok(()) => {}
            Err(Error::Refused(Refused(reasons))) => {
                assert_eq!(now, before, "{step:?} was refused and wrote something");
                in_use +=
                    i32::from(matches!(reasons[0].1, Refusal::Subscription(SubscriptionRefusal::QuantityInUse { .. })));
                no_seats += i32::from(matches!(reasons[0].1, Refusal::License(LicenseRefusal::NoSeats { .. })));
            }
            Err(other) => panic!("{step:?}: {other:?}"),
        }
        assert_eq!(now.consumed, world.holders().await, "after {step:?}");
        assert_eq!(now, world.fed(now.consumed).await, "after {step:?}");
        // Only a suspension takes a total under what is assigned.
        if now.over() > before.over() {
            assert_eq!(step.0, 8, "{before:?} became {now:?} by {step:?}");
            over += 1;
        }
        assert!(now.consumed <= before.consumed || now.consumed <= now.total(), "{before:?} became {now:?}");
    }
    assert!(in_use > 0 && no_seats > 0 && over > 0, "the steps met every rule: {in_use} {no_seats} {over}");
}

#[actix_web::test]
async fn quantities_and_assignments_at_once_leave_no_seat_too_many() {
    let world = std::rc::Rc::new(World::new(10).await);
    let by = world.site.actor(&world.staff);
    let one = action::list(&by, world.customer).await.unwrap()[0].subscription.id;
    resize(&world.site, &world.staff, world.customer, one, 10).await.unwrap();
    let mut tasks = Vec::new();
    for at in 0..20 {
        let world = std::rc::Rc::clone(&world);
        tasks.push(tokio::task::spawn_local(async move {
            match at % 2 {
                0 => world.license(world.people[at / 2], true).await,
                _ => resize(&world.site, &world.staff, world.customer, one, 4).await.map(|_| ()),
            }
        }));
    }
    for task in tasks {
        let result = task.await.unwrap();
        assert!(matches!(result, Ok(()) | Err(Error::Refused(_) | Error::Conflict(_))), "{result:?}");
    }
    let now = world.site.pool(world.customer, world.sku).await;
    assert_eq!((now.consumed, now.over()), (world.holders().await, 0), "{now:?}");
}
