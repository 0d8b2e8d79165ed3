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
use crate::domain::import::row::{Line, Listed};
use crate::domain::import::table::Table;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::principal::Reach;
use crate::domain::refusal::{AccountRefusal, Refusal, Refused};
use crate::store::{self, Tx};

/// What whoever imports says beside the file.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// A customer without a Microsoft ID, in the file or here, is known by its domain.
    pub match_domain: bool,
    /// Where users are of customers that have no default location yet.
    pub location: Option<String>,
}

/// Takes an export, known customers by their Microsoft ID.
///
/// # Errors
/// What [`Table::read`] refuses.
pub async fn load(by: &Actor, bytes: &[u8], wishes: &Wishes) -> Result<Outcome, Error> {
    by.require(Permission::EditCustomers)?;
    let table = Table::read(bytes, &COLUMNS)?;
    let mut outcome = Outcome::of(&table);
    let (rows, refused) = read(table);
    for rows in rows.chunks(ROWS) {
        let some = with_audit(by, CustomerId::INSTALLATION, async |tx, _| take(tx, by, rows, wishes).await).await?;
        outcome.add(some);
    }
    outcome.add(Outcome { refused, ..Outcome::default() });
    Ok(outcome)
}

async fn take(tx: &Tx, by: &Actor, rows: &[Listed<Tenant>], wishes: &Wishes) -> Result<Outcome, Error> {
    let ids = rows.iter().filter_map(|row| row.what.microsoft_id);
    let known = store::customers::by_microsoft_ids(tx, &Reach::All, ids).await?;
    let mut outcome = Outcome::default();
    for Listed { line, what } in rows {
        let found = match what.microsoft_id.and_then(|id| known.get(&id)) {
            Some(known) => Ok(Some(known.clone())),
            None => by_domain(tx, what, wishes).await,
        };
        let (id, done) = match found {
            Ok(Some(known)) => (Some(known.id), update(tx, by, &known, what, wishes).await),
            Ok(None) => {
                let id = CustomerId(new_id());
                let account = what.account(wishes.location.as_deref());
                let added = insert(tx, by, id, &account, Operation::ImportCustomer).await;
                (Some(id), added.map(|()| Done::Added))
            }
            Err(error) => (None, Err(error)),
        };
        if let (Some(id), Ok(done)) = (id, &done) {
            remark(tx, line, id, what, *done, &mut outcome).await?;
        }
        outcome.note(line, done)?;
    }
    Ok(outcome)
}

/// The customer that a row means which no Microsoft ID leads to: whoever has its domain, if that one or
/// the row has no Microsoft ID, and whoever imports has agreed.
///
/// # Errors
/// [`AccountRefusal::MatchByDomain`] at the domain, where nobody has agreed and something would change.
async fn by_domain(tx: &Tx, tenant: &Tenant, wishes: &Wishes) -> Result<Option<Customer>, Error> {
    let Some(id) = store::customers::by_domain(tx, &Reach::All, &tenant.primary_domain).await? else { return Ok(None) };
    let Some(holder) = store::customers::find(tx, &Reach::All, id).await? else { return Ok(None) };
    if tenant.microsoft_id.is_some() && holder.account.microsoft_id.is_some() {
        // Another customer: its domain is refused as taken.
        return Ok(None);
    }
    if wishes.match_domain || tenant.over(&holder.account, None) == holder.account {
        return Ok(Some(holder));
    }
    let (domain, customer) = (tenant.primary_domain.to_string(), holder.account.company_name);
    let refusal = Refusal::Account(AccountRefusal::MatchByDomain { domain, customer });
    Err(Refused::one("primary_domain", refusal).into())
}

async fn update(tx: &Tx, by: &Actor, known: &Customer, tenant: &Tenant, wishes: &Wishes) -> Result<Done, Error> {
    // Exports from before had our own id where there was none.
    let told = tenant.microsoft_id.filter(|id| *id != known.id.0);
    let tenant = Tenant { microsoft_id: told, ..tenant.clone() };
    let location = wishes.location.as_deref();
    if tenant.over(&known.account, location) == known.account {
        return Ok(Done::Unchanged);
    }
    let mut log = Log::open(tx, by, known.id).await?;
    // Read again: staff may have edited it before the chain was locked.
    let now = store::customers::find(tx, &Reach::All, known.id).await?.ok_or(Error::NotFound)?;
    let next = tenant.over(&now.account, location);
    let is_changed = overwrite(tx, by, &mut log, &now, &next, Operation::ImportCustomer).await?;
    log.write(tx).await?;
    Ok(if is_changed { Done::Updated } else { Done::Unchanged })
}

/// Notes what people should look at, though the row was taken.
async fn remark(
    tx: &Tx,
    line: &Line,
    id: CustomerId,
    tenant: &Tenant,
    done: Done,
    outcome: &mut Outcome,
) -> Result<(), Error> {
    let now = store::customers::find(tx, &Reach::All, id).await?;
    outcome.without_location += usize::from(now.is_some_and(|now| now.account.default_location.is_none()));
    if !matches!(done, Done::Unchanged) {
        let domains = store::customers::namesakes(tx, &Reach::All, &tenant.company_name, id).await?;
        if !domains.is_empty() {
            let message = Message::new("import-namesakes").text("name", &tenant.company_name);
            outcome.remarks.push((line.clone(), message.text("domains", domains.join(", "))));
        }
    }
    Ok(())
}
