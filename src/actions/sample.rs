//! Loading invented customers: the sample of the demo, and the growth that load is tried with.
//!
//! Both go through one loader, which leaves everything as the pages would have: seats, counts, and
//! one event a customer. Neither touches an installation that is in use.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::audit::Log;
use super::{Actor, Error};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, ServicePlanId, SkuId};
use crate::domain::import::catalog::Entry;
use crate::domain::licensing::Pool;
use crate::domain::permission::Permission;
use crate::domain::principal::Reach;
use crate::domain::product::ServicePlan;
use crate::domain::sample::dice::Dice;
use crate::domain::sample::growth::Growth;
use crate::domain::sample::products::catalog;
use crate::domain::sample::{Sample, demo};
use crate::password;
use crate::store::bulk::{self, People};
use crate::store::catalog::list;
use crate::store::customers::Counted;
use crate::store::{self, Db, Tx};

/// The fact that marks a database as the demo's own, with the moment of its first start.
const MARK: &str = "sample_made_at";
/// Users a transaction: few commits, and none that others would wait long for.
const USERS_A_TRANSACTION: usize = 20_000;

/// What a database is to the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing is in it yet.
    Empty,
    /// The demo made it.
    Sample,
    /// Somebody works with it.
    InUse,
}

/// Looks what is in a database, also in one that was not brought up to date.
pub async fn look(db: &Db) -> Result<Found, Error> {
    if db.is_new().await? { Ok(Found::Empty) } else { look_inside(db.read()).await }
}

async fn look_inside(db: &impl store::Connection) -> Result<Found, Error> {
    if store::settings::find(db, MARK).await?.is_some() {
        return Ok(Found::Sample);
    }
    let is_empty = store::staff::count(db).await? == 0
        && store::customers::count(db, &Reach::All, "").await? == Counted::default();
    Ok(if is_empty { Found::Empty } else { Found::InUse })
}

/// Puts the sample into an empty database: all of it in one transaction, or nothing. A second call
/// finds it and changes nothing.
pub async fn prepare(by: &Actor) -> Result<Found, Error> {
    by.require(Permission::ManageSettings)?;
    let staff = demo::staff(by.now);
    let mut hashes = Vec::with_capacity(staff.len());
    for _ in &staff {
        hashes.push(by.app.hasher.hash(new_password()).await?);
    }
    let customers = demo::customers(by.now);
    by.app
        .db
        .write(async |tx| {
            let mut log = Log::open(tx, by, CustomerId::INSTALLATION).await?;
            let found = look_inside(tx).await?;
            if found != Found::Empty {
                return Ok(found);
            }
            store::settings::put(tx, MARK, &by.now.to_rfc3339()).await?;
            for (staff, hash) in staff.iter().zip(&hashes) {
                store::staff::insert(tx, staff, hash, by.now).await?;
                log.add(super::staff::created(staff));
            }
            log.write(tx).await?;
            add_products(tx).await?;
            for customer in &customers {
                load(tx, by, customer).await?;
            }
            Ok(Found::Empty)
        })
        .await
}

/// Gives the sample's Global admin a new password, known to nobody before.
///
/// # Errors
/// [`Error::NotFound`] when somebody took that person out of the sample.
pub async fn new_admin_password(by: &Actor) -> Result<Zeroizing<String>, Error> {
    let password = new_password();
    super::staff::set_password(by, demo::ADMIN, password.clone()).await?;
    Ok(password)
}

/// Two temporary passwords in a row: as long as staff's must be.
fn new_password() -> Zeroizing<String> {
    Zeroizing::new(format!("{}-{}", *password::temporary(), *password::temporary()))
}

/// What was grown so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grown {
    pub customers: usize,
    pub users: usize,
    pub licenses: i64,
}

/// The database holds customers already.
#[derive(Debug)]
pub struct NotEmpty;

/// Grows `growth` in a database that holds no customer yet; `progress` is told after each
/// transaction.
///
/// # Errors
/// `Ok(Err(NotEmpty))` when there are customers; when the database fails.
pub async fn grow(
    by: &Actor,
    growth: &Growth,
    mut progress: impl FnMut(Grown),
) -> Result<Result<Grown, NotEmpty>, Error> {
    by.require(Permission::ManageSettings)?;
    if store::customers::count(by.app.db.read(), &by.reach(), "").await? != Counted::default() {
        return Ok(Err(NotEmpty));
    }
    by.app.db.write(async |tx| add_products(tx).await).await?;
    let mut grown = Grown::default();
    while grown.customers < growth.sizes().len() {
        let start = grown;
        grown = by.app.db.write(async |tx| some(tx, by, growth, start).await).await?;
        progress(grown);
    }
    by.app.db.write(async |tx| Ok::<_, Error>(bulk::take_stock(tx).await?)).await?;
    Ok(Ok(grown))
}

/// Adds the products that the catalog lacks. What was imported stays as it is.
async fn add_products(tx: &Tx) -> Result<(), Error> {
    let known = list::whole(tx).await?;
    let sample = catalog();
    let plans: BTreeMap<ServicePlanId, &ServicePlan> =
        sample.iter().flat_map(|(_, plans)| plans).map(|plan| (plan.id, plan)).collect();
    let missing: Vec<&ServicePlan> = plans.into_values().filter(|plan| !known.plans.contains_key(&plan.id)).collect();
    list::put_plans(tx, &missing).await?;
    let entries: Vec<Entry> = sample
        .iter()
        .filter(|(product, _)| !known.entries.contains_key(&product.sku))
        .map(|(product, plans)| Entry {
            product: product.clone(),
            aliases: BTreeMap::new(),
            plans: plans.iter().map(|plan| plan.id).collect(),
        })
        .collect();
    list::put(tx, &entries.iter().collect::<Vec<_>>()).await?;
    Ok(())
}

/// As many customers from `grown` on as one transaction should hold.
async fn some(tx: &Tx, by: &Actor, growth: &Growth, mut grown: Grown) -> Result<Grown, Error> {
    bulk::expect_much(tx).await?;
    let most = grown.users + USERS_A_TRANSACTION;
    while let Some(size) = growth.sizes().get(grown.customers).filter(|_| grown.users < most) {
        grown.licenses += load(tx, by, &growth.customer(grown.customers)).await?;
        grown.users += size;
        grown.customers += 1;
    }
    Ok(grown)
}

/// Writes one customer whole. Gives the number of licenses that its users hold.
async fn load(tx: &Tx, by: &Actor, sample: &Sample) -> Result<i64, Error> {
    let id = sample.id;
    let mut log = Log::open(tx, by, id).await?;
    store::customers::insert(tx, id, &sample.account, sample.created_at).await?;
    let mut held: BTreeMap<SkuId, i64> = BTreeMap::new();
    for offer in &sample.offers {
        // Assignments refer to their pool; what feeds it is known when all of them are.
        store::subscriptions::put_pool(tx, id, offer.sku, &Pool::default()).await?;
        held.insert(offer.sku, 0);
    }
    let (mut active, mut deleted, mut unlicensed) = (0, 0, 0);
    let mut people = People::new(tx, id);
    for person in sample.crew.draw(&sample.offers) {
        if person.deleted.is_some() {
            deleted += 1;
        } else {
            active += 1;
            unlicensed += i64::from(person.licenses.is_empty());
            person.licenses.iter().for_each(|license| *held.entry(license.sku).or_default() += 1);
        }
        people.add(person).await?;
    }
    people.finish().await?;
    store::customers::count_users(tx, id, active, deleted, unlicensed).await?;
    let bought = supply(tx, by, sample, &held).await?;
    let event = Event::new(Operation::SeedCustomer, Target::Customer(id.0), sample.account.company_name.clone());
    log.add(event.with("users", active).with("deleted_users", deleted).with("subscriptions", bought));
    log.write(tx).await?;
    Ok(held.values().sum())
}

/// Buys what leaves each pool as it should stand. Gives the number of subscriptions.
async fn supply(tx: &Tx, by: &Actor, sample: &Sample, held: &BTreeMap<SkuId, i64>) -> Result<usize, Error> {
    let mut dice: Dice = sample.crew.dice.number(1);
    let mut bought = 0;
    for offer in &sample.offers {
        let consumed = held.get(&offer.sku).copied().unwrap_or_default();
        let subscriptions = offer.subscriptions(&mut dice, consumed, by.now.date_naive());
        for subscription in &subscriptions {
            store::subscriptions::insert(tx, sample.id, subscription, sample.created_at).await?;
        }
        bought += subscriptions.len();
        let fed: Vec<_> = subscriptions.iter().map(|bought| (bought.status, bought.quantity)).collect();
        let pool = Pool::fed_by(&fed, consumed);
        store::subscriptions::put_pool(tx, sample.id, offer.sku, &pool).await?;
        bulk::set_consumed(tx, sample.id, offer.sku, &pool).await?;
    }
    Ok(bought)
}
