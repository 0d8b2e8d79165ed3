//! What stands in the way of each deleted user on a list, as things are now.

use std::collections::HashMap;

use super::candidate;
use crate::actions::licenses::Names as Labels;
use crate::actions::licenses::stock::{Depth, inventory};
use crate::actions::{Actor, Error};
use crate::domain::customer::Customer;
use crate::domain::id::UserId;
use crate::domain::licensing::Blocker;
use crate::domain::permission::Permission;
use crate::domain::restoration::{Candidate, Fate, Names, alone};
use crate::store::released;
use crate::store::users::chosen::UserSet;
use crate::store::users::{Row, deleted};

/// How one deleted user would come back alone.
#[derive(Clone, Debug, Default)]
pub struct Prospect {
    /// Why not under the old user name.
    pub clash: Option<Fate>,
    /// Each product that was held, by name, and why it would not come back.
    pub licenses: Vec<(String, Option<Blocker>)>,
}

/// The prospects of the deleted users in `rows`, each as if nobody else came back. The same number of statements,
/// whatever their number.
pub async fn prospects(by: &Actor, customer: &Customer, rows: &[Row]) -> Result<HashMap<UserId, Prospect>, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer.id)?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let db = by.app.db.read();
    let keys: Vec<String> = rows.iter().map(|row| row.upn_key.clone()).collect();
    let names =
        Names { domains: customer.account.domains.clone(), taken: deleted::names_taken(db, customer.id, &keys).await? };
    let chosen = UserSet::Users(rows.iter().map(|row| UserId(row.id)).collect());
    let mut held = released::of_chosen(db, customer.id, &chosen).await?;
    let inventory = inventory(db, customer.id, Depth::Ruled).await?;
    let mut candidate = |row: &Row| candidate(UserId(row.id), &row.user_name, row.location.as_ref(), &mut held);
    let candidates: Vec<Candidate> = rows.iter().filter_map(&mut candidate).collect();
    let skus = candidates.iter().flat_map(|one| one.licenses.iter().map(|license| license.sku));
    let labels = Labels::of(db, skus, [], []).await?;
    let prospect = |one: &Candidate| {
        let step = alone(one, &inventory);
        let why = |license| step.refused.iter().find(|(sku, _)| *sku == license).map(|(_, why)| why.clone());
        let mut licenses: Vec<(String, Option<Blocker>)> =
            one.licenses.iter().map(|license| (labels.product(license.sku), why(license.sku))).collect();
        licenses.sort();
        (one.id, Prospect { clash: names.refuse(&one.user_name), licenses })
    };
    Ok(candidates.iter().map(prospect).collect())
}
