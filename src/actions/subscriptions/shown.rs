//! Subscriptions as pages show them: each with the pool that it feeds, and what else can be bought.

use crate::actions::{Actor, Error};
use crate::domain::id::{CustomerId, SkuId, SubscriptionId};
use crate::domain::licensing::Pool;
use crate::domain::permission::Permission;
use crate::domain::product::Product;
use crate::domain::subscription::Subscription;
use crate::domain::text::fold;
use crate::store;
use crate::store::licenses::Owned;

/// The most products that a search lists.
const LIMIT: usize = 50;

/// A subscription with the seats of its product, which others may feed too.
#[derive(Clone, Debug)]
pub struct Shown {
    pub subscription: Subscription,
    pub pool: Pool,
}

/// All subscriptions of a customer, by name. Three statements.
pub async fn list(by: &Actor, customer: CustomerId) -> Result<Vec<Shown>, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    let db = by.app.db.read();
    let owned = store::licenses::owned(db, customer).await?;
    let all = store::subscriptions::all(db, customer).await?;
    let mut all: Vec<Shown> = all.into_iter().map(|one| shown(one, &owned)).collect();
    all.sort_by_cached_key(|shown| fold(&shown.subscription.name));
    Ok(all)
}

fn shown(subscription: Subscription, owned: &[Owned]) -> Shown {
    let owned = owned.iter().find(|owned| owned.product.sku == subscription.sku);
    let pool = owned.map(|owned| owned.pool).unwrap_or_default();
    Shown { subscription: subscription.called(owned.map(|owned| &owned.product)), pool }
}

/// One subscription.
///
/// # Errors
/// [`Error::NotFound`] when the customer has no such.
pub async fn find(by: &Actor, customer: CustomerId, id: SubscriptionId) -> Result<Shown, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    let db = by.app.db.read();
    let subscription = store::subscriptions::find(db, customer, id).await?.ok_or(Error::NotFound)?;
    let owned = store::licenses::owned(db, customer).await?;
    Ok(shown(subscription, &owned))
}

/// What the pool of a subscription will be once that is suspended.
///
/// # Errors
/// As [`find`]; what [`Subscription::suspended`] refuses.
pub async fn once_suspended(by: &Actor, customer: CustomerId, id: SubscriptionId) -> Result<(Shown, Pool), Error> {
    by.require_sight(customer)?;
    let all = list(by, customer).await?;
    let shown = all.iter().find(|shown| shown.subscription.id == id).ok_or(Error::NotFound)?;
    let suspended = shown.subscription.suspended()?;
    let feeding: Vec<_> = all
        .iter()
        .map(|other| if other.subscription.id == id { &suspended } else { &other.subscription })
        .filter(|other| other.sku == suspended.sku)
        .map(|other| (other.status, other.quantity))
        .collect();
    Ok((shown.clone(), Pool::fed_by(&feeding, shown.pool.consumed)))
}

/// A product to buy, with the customer's usable subscriptions of it: to change their quantity may be
/// what is meant.
#[derive(Clone, Debug)]
pub struct Offer {
    pub product: Product,
    pub bought: Vec<Subscription>,
}

/// What a search of the catalog found.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    pub offers: Vec<Offer>,
    /// There is no product at all: the catalog was never filled.
    pub is_catalog_empty: bool,
    /// More match than are listed.
    pub is_cut: bool,
}

/// Products that match `search`, after the one that is `chosen`. Without a search, the whole
/// catalog, if it is short enough to choose from.
pub async fn offers(by: &Actor, customer: CustomerId, search: &str, chosen: Option<SkuId>) -> Result<Offers, Error> {
    by.require(Permission::BuySubscriptions)?;
    by.require_reach(customer)?;
    let db = by.app.db.read();
    let mut found = store::catalog::search(db, search, LIMIT as u64 + 1).await?;
    let is_catalog_empty = found.is_empty() && store::catalog::search(db, "", 1).await?.is_empty();
    let is_cut = found.len() > LIMIT;
    found.truncate(LIMIT);
    if search.trim().is_empty() && (is_cut || chosen.is_some()) {
        found.clear();
    }
    if let Some(sku) = chosen
        && let Some(product) = store::catalog::find(db, sku).await?.filter(|product| !product.retired)
    {
        found.retain(|other| other.sku != sku);
        found.insert(0, product);
    }
    let all = store::subscriptions::all(db, customer).await?;
    let offer = |product: Product| {
        let bought = all.iter().filter(|one| one.sku == product.sku && one.is_usable()).cloned().collect();
        Offer { product, bought }
    };
    Ok(Offers { offers: found.into_iter().map(offer).collect(), is_catalog_empty, is_cut })
}
