//! Products of the catalog: find one, give it further names, retire it.

use super::super::audit::Log;
use super::super::{Actor, Error, Submission, with_audit_idempotent};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, SkuId};
use crate::domain::import::catalog::{Catalog, Entry};
use crate::domain::import::matching::Names;
use crate::domain::import::names::name_key;
use crate::domain::listing::{Page, Position};
use crate::domain::permission::Permission;
use crate::domain::product::{Product, ServicePlan};
use crate::domain::refusal::{CatalogRefusal, Refusal, Refused};
use crate::store::catalog::products::Row;
use crate::store::{self, Tx};

/// A row of the list, with how many customers hold the product.
#[derive(Clone, Debug)]
pub struct Listed {
    pub row: Row,
    pub customers: i64,
}

/// A product with all that the catalog knows of it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub product: Product,
    pub plans: Vec<ServicePlan>,
    /// Its other names, in their order.
    pub aliases: Vec<String>,
    pub customers: i64,
}

/// A page of products that `search` finds by name, part number, alias or GUID.
pub async fn part(by: &Actor, search: &str, position: &Position, size: u64) -> Result<Page<Listed>, Error> {
    by.require(Permission::ManageSettings)?;
    let db = by.app.db.read();
    let Page { rows, has_previous, has_next } = store::catalog::products::page(db, search, position, size).await?;
    let holders = store::catalog::products::holders(db, rows.iter().map(|row| SkuId(row.sku_id))).await?;
    let customers = |row: &Row| holders.get(&SkuId(row.sku_id)).copied().unwrap_or_default();
    let rows = rows.into_iter().map(|row| Listed { customers: customers(&row), row }).collect();
    Ok(Page { rows, has_previous, has_next })
}

/// How many products `search` finds.
pub async fn count(by: &Actor, search: &str) -> Result<i64, Error> {
    by.require(Permission::ManageSettings)?;
    Ok(store::catalog::products::count(by.app.db.read(), search).await?)
}

/// One product.
///
/// # Errors
/// [`Error::NotFound`] when the catalog has no such.
pub async fn find(by: &Actor, sku: SkuId) -> Result<Shown, Error> {
    by.require(Permission::ManageSettings)?;
    let db = by.app.db.read();
    let product = store::catalog::find(db, sku).await?.ok_or(Error::NotFound)?;
    let plans = store::catalog::plans(db, &[sku]).await?.remove(&sku).unwrap_or_default();
    let aliases = store::catalog::list::aliases(db, sku).await?;
    let customers = store::catalog::products::holders(db, [sku]).await?.remove(&sku).unwrap_or_default();
    Ok(Shown { product, plans, aliases, customers })
}

/// Gives a product another name, by which subscriptions' names are understood. Gives the product's label.
///
/// # Errors
/// [`Error::NotFound`]; at `alias` [`CatalogRefusal::AliasExists`], and [`CatalogRefusal::AliasTaken`] where the
/// name would mean another product, too.
pub async fn add_alias(by: &Actor, sku: SkuId, alias: &str, sent: &Submission) -> Result<String, Error> {
    by.require(Permission::ManageSettings)?;
    with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let names = Names::new(store::catalog::list::named(tx).await?);
        let mut entry = known(&store::catalog::list::whole(tx).await?, sku)?;
        let bearers = names.bearers(alias);
        let refusal = match bearers.iter().find(|product| product.sku != sku) {
            _ if entry.is_called(alias) => Some(CatalogRefusal::AliasExists),
            Some(other) => Some(CatalogRefusal::AliasTaken { product: other.label() }),
            None => None,
        };
        if let Some(refusal) = refusal {
            return Err(Refused::one("alias", Refusal::Catalog(refusal)).into());
        }
        entry.aliases.insert(name_key(alias), alias.to_owned());
        store::catalog::list::put(tx, &[&entry]).await?;
        log.add(event(Operation::CreateProductAlias, &entry.product).with("alias", alias));
        Ok(entry.product.label())
    })
    .await
}

/// Takes a further name from a product. `false` when it did not have it any more.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove_alias(by: &Actor, sku: SkuId, alias: &str, sent: &Submission) -> Result<bool, Error> {
    by.require(Permission::ManageSettings)?;
    with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let mut entry = known(&store::catalog::list::whole(tx).await?, sku)?;
        let Some(gone) = entry.aliases.remove(&name_key(alias)) else { return Ok(false) };
        store::catalog::list::put(tx, &[&entry]).await?;
        log.add(event(Operation::DeleteProductAlias, &entry.product).changed("alias", gone, serde_json::Value::Null));
        Ok(true)
    })
    .await
}

/// Retires a product, or offers it again: nobody can buy a retired one, who holds it keeps it, and its names
/// are free for others. Gives its label. Doing it again changes nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn retire(by: &Actor, sku: SkuId, retired: bool, sent: &Submission) -> Result<String, Error> {
    by.require(Permission::ManageSettings)?;
    with_audit_idempotent(by, CustomerId::INSTALLATION, sent, async |tx, log| {
        let now = store::catalog::list::whole(tx).await?;
        let label = known(&now, sku)?.product.label();
        put_retired(tx, log, &now, &[sku], retired).await?;
        Ok(label)
    })
    .await
}

/// Retires several, or offers them again, each with its event. Gives the catalog then.
pub(in crate::actions) async fn put_retired(
    tx: &Tx,
    log: &mut Log,
    now: &Catalog,
    skus: &[SkuId],
    retired: bool,
) -> Result<(), Error> {
    let next = skus.iter().fold(now.clone(), |catalog, sku| catalog.with_retired(*sku, retired));
    let changed: Vec<&Entry> = next
        .entries
        .iter()
        .filter(|(sku, entry)| now.entries.get(sku) != Some(entry))
        .map(|(_, entry)| entry)
        .collect();
    store::catalog::list::put(tx, &changed).await?;
    let operation = if retired { Operation::RetireProduct } else { Operation::ReinstateProduct };
    for entry in now.entries.values().filter(|entry| skus.contains(&entry.product.sku)) {
        if entry.product.retired != retired {
            let event = event(operation, &entry.product);
            log.add(event.changed("retired", (!retired).to_string(), retired.to_string()));
        }
    }
    Ok(())
}

fn known(catalog: &Catalog, sku: SkuId) -> Result<Entry, Error> {
    catalog.entries.get(&sku).cloned().ok_or(Error::NotFound)
}

fn event(operation: Operation, product: &Product) -> Event {
    Event::new(operation, Target::Installation, product.label()).with("product", product.sku.to_string())
}
