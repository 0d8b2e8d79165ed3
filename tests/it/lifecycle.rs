//! Whatever is done to users in whatever order: seats are counted right, nobody deleted holds one,
//! no two active users have one name, and who is restored is who was deleted.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use partnerdesk::actions::jobs::{Audience, Order, start};
use partnerdesk::actions::licenses::{self, Looked, Only, Saved};
use partnerdesk::actions::{Error, Submission, purges, subscriptions, users};
use partnerdesk::domain::id::{CustomerId, JobId, LicensePreviewId, ServicePlanId, SkuId, SubscriptionId, UserId};
use partnerdesk::domain::job::{Job, Kind, Options};
use partnerdesk::domain::licensing::{Change, Swap, Switch};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;
use partnerdesk::domain::subscription::{self, Quantity};
use partnerdesk::domain::user::User;
use partnerdesk::store;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use crate::support::{Site, new_user, roles, set_licenses, user_form};

/// One step: what, who, how many or which.
type Step = (u8, usize, i64);

struct World {
    site: Site,
    staff: Staff,
    customer: CustomerId,
    /// Two products, with their service plans.
    products: Vec<(SkuId, Vec<ServicePlanId>, SubscriptionId)>,
    people: Vec<UserId>,
    /// Changes of licenses of several, the last one last.
    changes: RefCell<Vec<JobId>>,
}

impl World {
    async fn new(users: usize, seats: i64) -> Self {
        let site = Site::new().await;
        let staff = site.staff(Role::GlobalAdmin).await;
        let customer = site.customer("Aquila", "aquila.example").await;
        let mut products = Vec::new();
        for name in ["Office 365 E3", "Visio Plan 2"] {
            let (sku, plans) = site.product(name, &[&format!("{name} A"), &format!("{name} B")]).await;
            let subscription = site.buy(customer, sku, seats).await;
            products.push((sku, plans, subscription));
        }
        let mut people = Vec::new();
        for number in 0..users {
            people.push(site.user(&staff, customer, &format!("User {number}"), &[]).await);
        }
        Self { site, staff, customer, products, people, changes: RefCell::default() }
    }

    async fn whole(&self, id: UserId) -> Option<User> {
        store::users::find(self.site.app.db.read(), self.customer, id).await.unwrap()
    }

    /// Licenses of the products that the bits of `which` name, the first plan of each off.
    async fn license(&self, user: UserId, which: i64) -> Result<(), Error> {
        let chosen = self.products.iter().enumerate().filter(|(at, _)| which & (1 << at) != 0);
        let wanted: Vec<(SkuId, &[ServicePlanId])> = chosen.map(|(_, (sku, plans, _))| (*sku, &plans[..1])).collect();
        let (by, customer) = (self.site.actor(&self.staff), self.site.now(self.customer).await);
        set_licenses(&by, &customer, user, &wanted, "IT").await
    }

    async fn ask(&self, kind: Kind, users: &[UserId], options: Options) -> Result<Job, Error> {
        let choice = Audience { users: users.to_vec(), ..Audience::default() };
        let order = Order { kind, choice, options };
        start(&self.site.actor(&self.staff), self.customer, &order, &Submission::never_twice()).await
    }

    async fn rename(&self, user: UserId, number: i64) -> Result<(), Error> {
        let customer = self.site.now(self.customer).await;
        let Some(now) = self.whole(user).await.filter(|user| user.deleted_at.is_none()) else { return Ok(()) };
        let mut form = user_form(&customer, &format!("Name {number}"), &[]);
        form.licenses = None;
        let by = self.site.actor(&self.staff);
        users::edit(&by, customer.id, user, &form, now.version, &Submission::never_twice()).await.map(|_| ())
    }

    async fn resize(&self, at: usize, quantity: i64) -> Result<(), Error> {
        let (_, _, id) = self.products[at % 2];
        let by = self.site.actor(&self.staff);
        let all = subscriptions::list(&by, self.customer).await?;
        let version = all.iter().find(|one| one.subscription.id == id).unwrap().subscription.version;
        let quantity = Quantity::new(quantity)?;
        subscriptions::change(
            &by,
            self.customer,
            id,
            &subscription::Change::to(quantity),
            version,
            &Submission::never_twice(),
        )
        .await
        .map(|_| ())
    }

    /// Assigns, revokes, swaps or switches service plans for several, by a plan that is saved at once.
    async fn relicense(&self, several: &[UserId], number: i64) -> Result<(), Error> {
        let [(first, plans, _), (second, ..)] = &self.products[..] else { panic!("two products") };
        let change = match number % 4 {
            0 => Change { assign: [(*first, Vec::new())].into(), ..Change::default() },
            1 => Change { revoke: [*first].into(), ..Change::default() },
            2 => Change { swap: Some(Swap { from: *first, to: *second }), ..Change::default() },
            _ => {
                let switch = Switch { sku: *first, on: vec![plans[0]], off: plans[1..].to_vec() };
                Change { switch: vec![switch], ..Change::default() }
            }
        };
        let choice = Audience { users: several.to_vec(), ..Audience::default() };
        let plan = licenses::draft(&self.site.actor(&self.staff), self.customer, &change, &choice, "").await?;
        self.save(plan).await
    }

    async fn undo(&self) -> Result<(), Error> {
        let Some(last) = self.changes.borrow_mut().pop() else { return Ok(()) };
        let plan = licenses::undo(&self.site.actor(&self.staff), self.customer, last, "").await?;
        self.save(plan).await
    }

    async fn save(&self, plan: LicensePreviewId) -> Result<(), Error> {
        let by = self.site.actor(&self.staff);
        let looked = licenses::preview(&by, self.customer, plan, Only::Everybody, 0, 10).await?;
        let Looked::Preview(preview) = looked else { panic!("saved before") };
        let saved = licenses::save(&by, self.customer, plan, &preview.digest, 10).await?;
        let Saved::Job(job, _) = saved else { panic!("nobody else is here") };
        let job = licenses::find(&by, self.customer, job).await?;
        assert_eq!((job.done, job.changed()), (job.total, preview.changing), "it was done as it was shown");
        self.changes.borrow_mut().push(job.id);
        Ok(())
    }

    async fn take(&self, (kind, who, number): Step) -> Result<(), Error> {
        let user = self.people[who % self.people.len()];
        let several = [user, self.people[(who + 1) % self.people.len()], self.people[(who + 5) % self.people.len()]];
        let several = &several[..=usize::try_from(number % 3).unwrap()];
        let none = Options::default;
        match kind {
            0..6 => self.license(user, number).await,
            6..9 => self.ask(Kind::Delete, several, none()).await.map(|_| ()),
            9..12 => self.ask(Kind::Restore, several, none()).await.map(|_| ()),
            12 => self.ask(Kind::ResetPassword, several, none()).await.map(|_| ()),
            13 => self.rename(user, number).await,
            14 => self.resize(who, number).await,
            15 => {
                let name = self.whole(user).await.map(|user| user.profile.user_name.to_string()).unwrap_or_default();
                let by = self.site.actor(&self.staff);
                purges::purge(&by, self.customer, user, &name, &Submission::never_twice()).await.map(|_| ())
            }
            17..19 => self.relicense(&self.people, number).await,
            19 => self.relicense(several, number).await,
            20 => self.undo().await,
            _ => {
                // Somebody takes a name that a deleted user may want back.
                let customer = self.site.now(self.customer).await;
                let form = user_form(&customer, &format!("User {number}"), &[]);
                let by = self.site.actor(&self.staff);
                users::add(&by, customer.id, &new_user(&form), &Submission::never_twice()).await.map(|_| ())
            }
        }
    }

    /// Everybody of this world who is there, active or deleted.
    async fn everybody(&self) -> Vec<User> {
        let mut all = Vec::new();
        for id in &self.people {
            all.extend(self.whole(*id).await);
        }
        all
    }

    async fn assert_right(&self, step: Step, before: &BTreeMap<SkuId, i64>) -> BTreeMap<SkuId, i64> {
        let all = self.everybody().await;
        for user in all.iter().filter(|user| user.deleted_at.is_some()) {
            assert!(user.licenses.is_empty(), "{step:?} left a deleted user with {:?}", user.licenses);
        }
        let active: Vec<&User> = all.iter().filter(|user| user.deleted_at.is_none()).collect();
        let names: BTreeSet<String> = active.iter().map(|user| user.profile.user_name.key()).collect();
        assert_eq!(names.len(), active.len(), "{step:?} gave a name twice");
        let mut consumed = BTreeMap::new();
        for (sku, _, _) in &self.products {
            let pool = self.site.pool(self.customer, *sku).await;
            let held = active.iter().filter(|user| user.licenses.iter().any(|license| license.sku == *sku)).count();
            assert_eq!(pool.consumed, i64::try_from(held).unwrap(), "after {step:?}");
            assert!(pool.consumed <= pool.total() || pool.consumed <= before[sku], "{step:?} raised {pool:?}");
            consumed.insert(*sku, pool.consumed);
        }
        consumed
    }
}

#[actix_web::test]
async fn users_and_seats_add_up_whatever_is_done() {
    let world = World::new(8, 4).await;
    let mut runner = TestRunner::deterministic();
    let step = (0..22u8, 0..24usize, 0..8i64);
    let mut before: BTreeMap<SkuId, i64> = world.products.iter().map(|(sku, _, _)| (*sku, 0)).collect();
    let (mut done, mut refused) = ([0; 22], 0);
    for _ in 0..300 {
        let step = step.new_tree(&mut runner).unwrap().current();
        match world.take(step).await {
            Ok(()) => done[usize::from(step.0)] += 1,
            Err(Error::Refused(_) | Error::NotFound | Error::Conflict(_)) => refused += 1,
            Err(other) => panic!("{step:?}: {other:?}"),
        }
        before = world.assert_right(step, &before).await;
    }
    let changes = done[17] + done[18] + done[19];
    let all = done.iter().enumerate().all(|(kind, times)| (17..20).contains(&kind) || *times > 0);
    assert!(refused > 0 && all && changes > 5 && done[20] > 3, "the steps met everything: {done:?} {refused}");
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn deleted_and_restored_with_free_seats_everybody_is_as_before() {
    let world = World::new(12, 30).await;
    let mut runner = TestRunner::deterministic();
    for user in &world.people {
        let which = (0..4i64).new_tree(&mut runner).unwrap().current();
        world.license(*user, which).await.unwrap();
    }
    let customer = world.site.now(world.customer).await;
    let mut form = user_form(&customer, "Chief", &[]);
    form.roles = Some(roles("limited", &["helpdesk", "billing"]));
    let by = world.site.actor(&world.staff);
    let chief = users::add(&by, customer.id, &new_user(&form), &Submission::never_twice()).await.unwrap().user;
    let people = [world.people.clone(), vec![chief]].concat();
    let told = |user: &User| {
        let User { profile, permissions, licenses, sign_in, created_at, .. } = user;
        format!("{profile:?} {permissions:?} {licenses:?} {sign_in:?} {created_at}")
    };
    let mut before = Vec::new();
    for id in &people {
        before.push(told(&world.whole(*id).await.unwrap()));
    }
    let deleted = world.ask(Kind::Delete, &people, Options::default()).await.unwrap();
    let restored = world.ask(Kind::Restore, &people, Options::default()).await.unwrap();
    assert_eq!((deleted.refused, restored.refused), (0, 0));
    for (id, before) in people.iter().zip(before) {
        assert_eq!(told(&world.whole(*id).await.unwrap()), before);
    }
    world.site.assert_sound().await;
}
