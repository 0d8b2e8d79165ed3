//! What every kind of principal may, those without a door included: what it reads, what it changes, and that a
//! customer out of its reach is not there.

use std::collections::BTreeSet;

use partnerdesk::actions::{Actor, Error, Submission, activity, customers, jobs, staff, subscriptions, users};
use partnerdesk::clock::new_id;
use partnerdesk::domain::activity::{Raw, Seen, Sought};
use partnerdesk::domain::customer::{Customer, CustomerStatus};
use partnerdesk::domain::id::{ApiClientId, CustomerId, UserId};
use partnerdesk::domain::length;
use partnerdesk::domain::listing::Position;
use partnerdesk::domain::permission::{Permission, may, permits};
use partnerdesk::domain::principal::{ApiClient, CustomerUser, Principal, Reach};
use partnerdesk::domain::role::Role;
use partnerdesk::store;

use crate::support::{Site, account};

/// A principal, by name, and what it may.
type Somebody = (String, Principal, Box<dyn Fn(Permission) -> bool>);

struct World {
    site: Site,
    ours: Customer,
    theirs: Customer,
    user: UserId,
    foreign: UserId,
}

impl World {
    async fn new() -> Self {
        let site = Site::new().await;
        let staff = site.staff(Role::GlobalAdmin).await;
        let ours = site.customer("Aquila", "aquila.example").await;
        let theirs = site.customer("Boreal", "boreal.example").await;
        let user = site.user(&staff, ours, "Ada Bianchi", &[]).await;
        let foreign = site.user(&staff, theirs, "Canary", &[]).await;
        for customer in [ours, theirs] {
            site.owns(customer, "Office 365 E3", 9).await;
        }
        let (ours, theirs) = (site.now(ours).await, site.now(theirs).await);
        Self { site, ours, theirs, user, foreign }
    }

    fn client(&self, role: Role, reach: Reach) -> Principal {
        Principal::ApiClient(ApiClient { id: ApiClientId(new_id()), name: "Connector".into(), role, reach })
    }

    fn only_ours(&self) -> Reach {
        Reach::Only(BTreeSet::from([self.ours.id]))
    }

    fn customer_user(&self, must_change_password: bool) -> Principal {
        Principal::CustomerUser(CustomerUser {
            customer: self.ours.id,
            id: self.user,
            name: "Ada Bianchi".into(),
            must_change_password,
        })
    }

    /// Everybody there is, and what each may.
    async fn everybody(&self) -> Vec<Somebody> {
        let own_account = |permission| permission == Permission::SignedIn;
        let mut all: Vec<Somebody> = vec![
            ("command line".into(), Principal::CommandLine, Box::new(|_| true)),
            ("system".into(), Principal::System, Box::new(|_| true)),
            ("customer's user".into(), self.customer_user(false), Box::new(own_account)),
            ("customer's user with a temporary password".into(), self.customer_user(true), Box::new(own_account)),
        ];
        for role in Role::ALL {
            let member = self.site.staff(role).await;
            all.push((format!("{role}"), member.clone().into(), Box::new(move |permission| permits(role, permission))));
            let mut fresh = member;
            fresh.must_change_password = true;
            all.push((format!("{role} with a temporary password"), fresh.into(), Box::new(own_account)));
            for (reach, name) in
                [(Reach::All, "all"), (self.only_ours(), "ours"), (Reach::Only(BTreeSet::new()), "none")]
            {
                let of_people = [
                    Permission::SignedIn,
                    Permission::ManageStaff,
                    Permission::ManageGlobalAdmins,
                    Permission::ManageSettings,
                ];
                let may = move |permission| permits(role, permission) && !of_people.contains(&permission);
                all.push((format!("client as {role}, {name}"), self.client(role, reach), Box::new(may)));
            }
        }
        all
    }

    /// What is done at a customer: its name, what it takes, and how it ended.
    async fn tried_at(
        &self,
        by: &Actor,
        customer: CustomerId,
        user: UserId,
    ) -> Vec<(&'static str, Permission, Result<(), Error>)> {
        use Permission as P;
        let now = self.site.now(customer).await;
        let all = Box::pin(subscriptions::list(&Actor::system(&self.site.app), customer)).await.unwrap();
        let subscription = all[0].subscription.id;
        let name = format!("{} {}", now.account.company_name, now.version);
        let details = account(&name, now.account.domains[0].as_str());
        let never = Submission::never_twice();
        let edited = Box::pin(customers::edit(by, &now, &details, now.version, &never)).await;
        vec![
            ("see the customer", P::SeeCustomers, customers::find(by, customer).await.map(|_| ())),
            ("see a user", P::SeeCustomers, users::find(by, customer, user).await.map(|_| ())),
            ("list subscriptions", P::SeeCustomers, Box::pin(subscriptions::list(by, customer)).await.map(|_| ())),
            ("see what is under way", P::SeeCustomers, jobs::under_way(by, customer).await.map(|_| ())),
            ("edit the account", P::EditCustomers, edited),
            (
                "suspend",
                P::SuspendSubscriptions,
                Box::pin(subscriptions::suspend(by, customer, subscription)).await.map(|_| ()),
            ),
        ]
    }
}

#[actix_web::test]
async fn every_kind_of_principal_may_what_the_table_says_and_no_more() {
    let world = World::new().await;
    for (name, principal, expected) in world.everybody().await {
        for permission in Permission::ALL {
            assert_eq!(may(&principal, permission), expected(permission), "{name}: {permission:?}");
        }
    }
    let nobody = Actor { principal: None, ..Actor::system(&world.site.app) };
    assert!(Permission::ALL.into_iter().all(|permission| !nobody.may(permission)));
}

#[actix_web::test]
async fn every_kind_of_principal_does_at_customers_what_it_may_and_reaches() {
    let world = World::new().await;
    for (name, principal, expected) in world.everybody().await {
        let by = Actor::new(&world.site.app, principal.clone());
        // Somebody who signed in with a password does so as the account stands in the database.
        let is_as_kept = !matches!(&principal, Principal::Staff(staff) if staff.must_change_password);
        for (customer, user) in [(world.ours.id, world.user), (world.theirs.id, world.foreign)] {
            let is_reached = principal.reach().includes(customer);
            let before = store::audit::head(world.site.app.db.read(), customer).await.unwrap();
            let tried = world.tried_at(&by, customer, user).await;
            let mut has_changed = false;
            for (what, permission, ended) in tried {
                match (expected(permission), is_reached) {
                    (true, true) => assert!(ended.is_ok(), "{name}: {what}: {ended:?}"),
                    (true, false) => assert!(matches!(ended, Err(Error::NotFound)), "{name}: {what}: {ended:?}"),
                    (false, _) => {
                        assert!(
                            matches!(ended, Err(Error::MissingRole(missing)) if missing == permission),
                            "{name}: {what}: {ended:?}"
                        );
                    }
                }
                has_changed |= ended.is_ok() && permission != Permission::SeeCustomers;
            }
            let after = store::audit::head(world.site.app.db.read(), customer).await.unwrap();
            assert_eq!(before != after, has_changed, "{name}");
            assert!(is_as_kept || !has_changed, "{name}");
        }
    }
    world.site.assert_sound().await;
}

#[actix_web::test]
async fn what_is_over_all_customers_tells_of_those_within_reach() {
    let world = World::new().await;
    let app = &world.site.app;
    let sought = Sought::parse(Raw::default(), app.clock.now().date_naive()).unwrap().unwrap();
    for (name, principal, expected) in world.everybody().await {
        let by = Actor::new(app, principal.clone());
        let reached = [&world.ours, &world.theirs].into_iter().filter(|one| principal.reach().includes(one.id)).count();
        let reached = length(reached);
        let found = customers::part(&by, CustomerStatus::Active, "", &Position::First, 50).await;
        let counted = customers::count(&by, "").await;
        let overview = Box::pin(customers::overview(&by)).await;
        if expected(Permission::SeeCustomers) {
            assert_eq!(length(found.unwrap().rows.len()), reached, "{name}");
            assert_eq!(counted.unwrap().active, reached, "{name}");
            let overview = overview.unwrap();
            assert_eq!((overview.customers.customers, overview.customers.active_users), (reached, reached), "{name}");
            assert_eq!(overview.seats.bought, 9 * reached, "{name}");
        } else {
            assert!(found.is_err() && counted.is_err() && overview.is_err(), "{name}");
        }
        let log =
            Box::pin(activity::page(&by, None, &sought, chrono_tz::UTC, (&Position::First, None), 500)).await.unwrap();
        for row in log.page.rows {
            let customer = row.spot.customer;
            assert!(principal.reach().includes(customer), "{name} sees a record of a customer out of reach");
            assert!(Seen::by(&principal).shows(customer, false) || row.detail.is_some(), "{name}");
        }
        let member = staff::list(&by).await;
        assert_eq!(member.is_ok(), expected(Permission::ManageStaff), "{name}");
    }
}
