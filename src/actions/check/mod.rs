//! Recounts everything that is noted twice, and follows every reference and chain.
//!
//! Reads one state of the database for each customer, so a change under way is never taken for a
//! discrepancy. Repairs nothing: what is wrong was done by something, and that must be found first.

mod account;
pub mod anchors;
mod chain;
mod installation;
mod seats;
mod users;

use std::collections::HashMap;
use std::fmt;

use super::{Actor, Error};
use crate::domain::id::{CustomerId, SkuId};
use crate::domain::permission::Permission;
use crate::store::{self, Snapshot};

/// One thing that does not agree with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The customer's name; `the installation` for what belongs to none.
    pub whose: String,
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // One finding, one line, whatever stands in a damaged name.
        let line = |text: &str| text.replace(char::is_control, "\u{fffd}");
        write!(f, "{}: {}", line(&self.whose), line(&self.what))
    }
}

/// What was gone through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub customers: u64,
    pub users: u64,
    pub events: u64,
    pub findings: u64,
}

/// Checks the whole database; `report` is told each discrepancy as it is found.
pub async fn run(by: &Actor, mut report: impl FnMut(&Finding)) -> Result<Summary, Error> {
    by.require(Permission::ManageSettings)?;
    let db = &by.app.db;
    let mut summary = Summary::default();
    let mut tell = |whose: &str, found: Found, summary: &mut Summary| {
        summary.users += found.users;
        summary.events += found.events;
        for what in found.what {
            summary.findings += 1;
            report(&Finding { whose: whose.to_owned(), what });
        }
    };
    let (products, customers) = db
        .snapshot(async |db| {
            let products = store::recount::products(db).await?;
            Ok::<_, Error>((products, store::recount::customers(db).await?))
        })
        .await?;
    let found = db.snapshot(async |db| installation::check(by, db).await).await?;
    tell("the installation", found, &mut summary);
    for (id, name) in customers {
        let found = db.snapshot(async |db| customer(by, db, id, &products).await).await?;
        summary.customers += 1;
        tell(&name, found, &mut summary);
    }
    Ok(summary)
}

async fn customer(
    by: &Actor,
    db: &Snapshot,
    id: CustomerId,
    products: &HashMap<SkuId, String>,
) -> Result<Found, Error> {
    let mut found = Found::default();
    // Gone since the customers were listed: nothing of it is left to check.
    let Some(noted) = store::recount::customer(db, id).await? else { return Ok(found) };
    let domains = store::recount::domains(db, id).await?;
    let counted = users::check(db, id, &domains, &mut found).await?;
    account::check(&noted, &domains, counted, &mut found);
    seats::check(db, id, products, &mut found).await?;
    chain::check(by, db, id, &mut found).await?;
    Ok(found)
}

/// What was found of one customer.
#[derive(Debug, Default)]
struct Found {
    users: u64,
    events: u64,
    what: Vec<String>,
}

impl Found {
    /// Notes that `what` does not agree, unless it does.
    fn expect(&mut self, agrees: bool, what: impl FnOnce() -> String) {
        if !agrees {
            self.what.push(what());
        }
    }
}
