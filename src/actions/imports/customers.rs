//! Partner Center's export of customers: a partner brings those it has.

use super::super::audit::Log;
use super::super::customers::{insert, overwrite};
use super::super::{Actor, Error, with_audit};
use super::{Done, Outcome, ROWS};
use crate::clock::new_id;
use crate::domain::customer::Customer;
use crate::domain::event::Operation;
use crate::domain::id::CustomerId;
use crate::domain::import::customers::{COLUMNS, Tenant, read};
use crate::domain::import::row::Listed;
use crate::domain::import::table::Table;
use crate::domain::permission::Permission;
use crate::domain::principal::Reach;
use crate::store::{self, Tx};

/// Takes an export, known customers by their Microsoft ID.
///
/// # Errors
/// What [`Table::read`] refuses.
pub async fn load(by: &Actor, bytes: &[u8]) -> Result<Outcome, Error> {
    by.require(Permission::EditCustomers)?;
    let table = Table::read(bytes, &COLUMNS)?;
    let mut outcome = Outcome::of(&table);
    let (rows, refused) = read(table);
    for rows in rows.chunks(ROWS) {
        let some = with_audit(by, CustomerId::INSTALLATION, async |tx, _| take(tx, by, rows).await).await?;
        outcome.add(some);
    }
    outcome.add(Outcome { refused, ..Outcome::default() });
    Ok(outcome)
}

async fn take(tx: &Tx, by: &Actor, rows: &[Listed<Tenant>]) -> Result<Outcome, Error> {
    let ids = rows.iter().map(|row| row.what.microsoft_id);
    let known = store::customers::by_microsoft_ids(tx, &Reach::All, ids).await?;
    let mut outcome = Outcome::default();
    for row in rows {
        let done = match known.get(&row.what.microsoft_id) {
            None => add(tx, by, &row.what).await,
            Some(known) => update(tx, by, known, &row.what).await,
        };
        outcome.note(&row.line, done)?;
    }
    Ok(outcome)
}

async fn add(tx: &Tx, by: &Actor, tenant: &Tenant) -> Result<Done, Error> {
    insert(tx, by, CustomerId(new_id()), &tenant.account(), Operation::ImportCustomer).await?;
    Ok(Done::Added)
}

async fn update(tx: &Tx, by: &Actor, known: &Customer, tenant: &Tenant) -> Result<Done, Error> {
    if tenant.over(&known.account) == known.account {
        return Ok(Done::Unchanged);
    }
    let mut log = Log::open(tx, by, known.id).await?;
    // Read again: staff may have edited it before the chain was locked.
    let now = store::customers::find(tx, &Reach::All, known.id).await?.ok_or(Error::NotFound)?;
    let is_changed = overwrite(tx, &mut log, &now, &tenant.over(&now.account), Operation::ImportCustomer).await?;
    log.write(tx).await?;
    Ok(if is_changed { Done::Updated } else { Done::Unchanged })
}
