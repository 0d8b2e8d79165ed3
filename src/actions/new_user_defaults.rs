//! What a customer's new users begin with: what forms and files are preset with, and how it is changed.

use serde_json::{Value, json};

use super::audit::Log;
use super::licenses::{CustomerProducts, Names};
use super::users::told_roles;
use super::{Actor, Error, Submission, conflict_about, with_audit_idempotent};
use crate::domain::customer::Customer;
use crate::domain::directory_role::Permissions;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, SkuId};
use crate::domain::licensing::State;
use crate::domain::new_user_defaults::NewUserDefaults;
use crate::domain::permission::Permission;
use crate::domain::refusal::{LicenseRefusal, Refusal, Refused};
use crate::domain::user_name_pattern::UserNamePattern;
use crate::store::{self, Connection, Tx};

/// The defaults with which a form or a file begins.
#[derive(Clone, Debug, Default)]
pub struct Preset {
    /// With those licenses that can be given, seats or not.
    pub defaults: NewUserDefaults,
    /// The products that cannot be given any more, by name.
    pub gone: Vec<String>,
}

/// A customer's defaults, as far as they can be given. `products` are what the customer owns.
pub async fn preset(by: &Actor, customer: CustomerId, products: &CustomerProducts) -> Result<Preset, Error> {
    by.require_sight(customer)?;
    preset_of(by.app.db.read(), customer, products).await
}

/// Like [`preset`], for other actions, within theirs.
pub(super) async fn preset_of(
    db: &impl Connection,
    customer: CustomerId,
    products: &CustomerProducts,
) -> Result<Preset, Error> {
    let defaults = new_user_defaults(db, customer).await?;
    let (defaults, gone) = defaults.given(|sku| can_be_given(products, sku));
    let names = Names::of(db, gone.iter().copied(), [], []).await?;
    let mut gone: Vec<String> = gone.into_iter().map(|sku| names.product(sku)).collect();
    gone.sort();
    Ok(Preset { defaults, gone })
}

/// A customer's defaults as they were set. For other actions, within theirs.
pub(super) async fn new_user_defaults(db: &impl Connection, customer: CustomerId) -> Result<NewUserDefaults, Error> {
    Ok(store::customers::new_user_defaults(db, customer).await?)
}

/// How a customer's user names are formed, if that was set.
pub async fn pattern(by: &Actor, customer: CustomerId) -> Result<Option<UserNamePattern>, Error> {
    by.require_sight(customer)?;
    Ok(new_user_defaults(by.app.db.read(), customer).await?.pattern)
}

/// Whether the customer has a product that users can be given, be there a seat or not.
pub fn can_be_given(products: &CustomerProducts, sku: SkuId) -> bool {
    products.find(sku).is_some_and(|owned| owned.product.assignable && owned.pool.state() != State::Deleted)
}

/// Changes a customer's defaults, its default location among them, if nobody changed the customer since `version`.
///
/// # Errors
/// `ChooseRole` at `permissions`; [`LicenseRefusal::ProductNotOwned`]; [`Error::Conflict`]; [`Error::MissingRole`] for
/// other permissions without the right to grant them.
pub async fn edit(
    by: &Actor,
    customer: CustomerId,
    wanted: &NewUserDefaults,
    version: i64,
    sent: &Submission,
) -> Result<(), Error> {
    by.require(Permission::EditCustomers)?;
    wanted.roles.over(&Permissions::default()).map_err(|refusal| Refused::one("permissions", refusal))?;
    with_audit_idempotent(by, customer, sent, async |tx, log| {
        let now = store::customers::find(tx, &by.reach(), customer).await?.ok_or(Error::NotFound)?;
        let before = new_user_defaults(tx, customer).await?;
        let skus = before.licenses.union(&wanted.licenses).copied();
        let names = Names::of(tx, skus, [], []).await?;
        if now.version != version {
            let stands = differences(&now, &NewUserDefaults::default(), &before, &names).after;
            return Err(conflict_about(tx, by, customer, customer.0, stands).await?);
        }
        if before.roles != wanted.roles {
            by.require(Permission::GrantRoles)?;
        }
        write(tx, log, &now, [&before, wanted], &names).await
    })
    .await
}

async fn write(
    tx: &Tx,
    log: &mut Log,
    customer: &Customer,
    [before, wanted]: [&NewUserDefaults; 2],
    names: &Names,
) -> Result<(), Error> {
    let products = CustomerProducts::of(tx, customer.id).await?;
    if !wanted.licenses.iter().all(|sku| can_be_given(&products, *sku)) {
        return Err(Refused::one("licenses", Refusal::License(LicenseRefusal::ProductNotOwned)).into());
    }
    let event = differences(customer, before, wanted, names);
    if !event.is_empty() {
        store::customers::put_new_user_defaults(tx, customer.id, customer.version, wanted).await?;
        log.add(event);
    }
    Ok(())
}

fn differences(customer: &Customer, before: &NewUserDefaults, after: &NewUserDefaults, names: &Names) -> Event {
    let roles = |defaults: &NewUserDefaults| {
        let chosen = defaults.roles.over(&Permissions::default()).unwrap_or_default();
        Some(told_roles(&chosen)).filter(|roles| !roles.is_empty())
    };
    let pattern = |defaults: &NewUserDefaults| defaults.pattern.map(UserNamePattern::name);
    Event::new(Operation::UpdateNewUserDefaults, Target::Customer(customer.id.0), customer.account.company_name.clone())
        .changed("default_location", before.location.clone(), after.location.clone())
        .changed("permissions", roles(before), roles(after))
        .changed("licenses", licenses(before, names), licenses(after, names))
        .changed("user_name_pattern", pattern(before), pattern(after))
}

/// Licenses as the activity log keeps them.
fn licenses(defaults: &NewUserDefaults, names: &Names) -> Value {
    defaults.licenses.iter().map(|sku| json!({ "sku": sku, "product": names.product(*sku), "off": [] })).collect()
}
