//! Lists of users, with what their rows show.

use std::collections::{BTreeSet, HashMap};

use crate::actions::{Actor, Error};
use crate::domain::contact::Contact;
use crate::domain::id::{CustomerId, SkuId, UserId};
use crate::domain::listing::{Count, Page, Position, UserSort};
use crate::domain::permission::Permission;
use crate::domain::user::UserState;
use crate::store::users::{Row, UserQuery};
use crate::store::{self};

/// A part of the users' list, with what each active one holds.
#[derive(Clone, Debug)]
pub struct Part {
    pub page: Page<Row>,
    pub licenses: HashMap<UserId, BTreeSet<SkuId>>,
}

/// A page of the users' list, with all that its rows show.
#[derive(Clone, Debug)]
pub struct Listed {
    pub page: Page<Row>,
    pub licenses: HashMap<UserId, BTreeSet<SkuId>>,
    pub count: Count,
}

/// A part of the list. The same number of statements, whatever its size.
pub async fn part(
    by: &Actor,
    customer: CustomerId,
    wanted: &UserQuery,
    sort: UserSort,
    position: &Position,
    size: u64,
) -> Result<Part, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    let db = by.app.db.read();
    let page = store::users::page(db, customer, wanted, sort, position, size).await?;
    let ids: Vec<UserId> = page.rows.iter().map(|row| UserId(row.id)).collect();
    let licenses = match wanted.state {
        UserState::Active => store::licenses::held_by(db, customer, &ids).await?,
        // What would come back of theirs the restorations tell.
        UserState::DeletedAfter(_) => HashMap::new(),
    };
    Ok(Part { page, licenses })
}

/// A page of the list, and how many there are.
pub async fn list(
    by: &Actor,
    customer: CustomerId,
    wanted: &UserQuery,
    sort: UserSort,
    position: &Position,
    size: u64,
) -> Result<Listed, Error> {
    by.require_sight(customer)?;
    let Part { page, licenses } = part(by, customer, wanted, sort, position, size).await?;
    let count = store::users::count(by.app.db.read(), customer, wanted).await?;
    Ok(Listed { page, licenses, count })
}

/// The usage locations that users of a customer have.
pub async fn locations(by: &Actor, customer: CustomerId) -> Result<Vec<String>, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    Ok(store::users::locations(by.app.db.read(), customer).await?)
}

/// What is known of these users beside their names. One statement.
pub async fn contacts(by: &Actor, customer: CustomerId, users: &[UserId]) -> Result<HashMap<UserId, Contact>, Error> {
    by.require(Permission::SeeCustomers)?;
    by.require_reach(customer)?;
    Ok(store::users::contacts(by.app.db.read(), customer, users).await?)
}
