//! Customers by what others know them by: Microsoft's ids, and domains.

use std::collections::HashMap;

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::super::entity::{customer, domain};
use super::super::{Connection, Error};
use crate::domain::customer::Customer;
use crate::domain::id::CustomerId;
use crate::domain::principal::Reach;
use crate::domain::text::fold;
use crate::domain::user_name::Domain;
use crate::store::reach::within_reach;

/// The most customers of one name that are told.
const NAMESAKES: u64 = 3;

/// A customer by the id that Microsoft knows it by.
pub async fn by_microsoft_id(db: &impl Connection, reach: &Reach, id: Uuid) -> Result<Option<CustomerId>, Error> {
    let known = customer::Entity::find().filter(customer::Column::MicrosoftId.eq(id));
    let row = known.filter(within_reach(reach, customer::Column::Id)).one(db).await?;
    Ok(row.map(|row| CustomerId(row.id)))
}

/// What a customer is called.
pub async fn name(db: &impl Connection, reach: &Reach, id: CustomerId) -> Result<Option<String>, Error> {
    let found = customer::Entity::find_by_id(id.0).filter(within_reach(reach, customer::Column::Id));
    Ok(found.one(db).await?.map(|row| row.company_name))
}

/// Primary domains of the customers other than `of` whose company name is `name`, however it is spelled.
pub async fn namesakes(db: &impl Connection, reach: &Reach, name: &str, of: CustomerId) -> Result<Vec<String>, Error> {
    let rows = customer::Entity::find()
        .filter(customer::Column::SortKey.eq(fold(name)))
        .filter(customer::Column::Id.ne(of.0))
        .filter(within_reach(reach, customer::Column::Id))
        .order_by_asc(customer::Column::Id)
        .limit(NAMESAKES)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.primary_domain).collect())
}

/// Accounts of the customers that Microsoft knows by `ids`, by those ids; one that Microsoft does not know
/// goes by our own, which older exports have in its place. Two statements.
pub async fn by_microsoft_ids(
    db: &impl Connection,
    reach: &Reach,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Customer>, Error> {
    let known = customer::Entity::find().filter(customer::Column::MicrosoftId.is_in(ids));
    let rows = known.filter(within_reach(reach, customer::Column::Id)).all(db).await?;
    let mut domains: HashMap<Uuid, Vec<Domain>> = HashMap::new();
    let of = domain::Column::CustomerId.is_in(rows.iter().map(|row| row.id));
    let in_order =
        domain::Entity::find().filter(of).order_by_desc(domain::Column::IsPrimary).order_by_asc(domain::Column::Domain);
    for row in in_order.all(db).await? {
        domains.entry(row.customer_id).or_default().extend(Domain::parse(&row.domain));
    }
    let whole = |row: customer::Model| {
        let domains = domains.remove(&row.id).unwrap_or_default();
        (row.microsoft_id, super::whole(row, domains))
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// Who has `domain`.
pub async fn by_domain(db: &impl Connection, reach: &Reach, name: &Domain) -> Result<Option<CustomerId>, Error> {
    let known = domain::Entity::find_by_id(name.as_str());
    let row = known.filter(within_reach(reach, domain::Column::CustomerId)).one(db).await?;
    Ok(row.map(|row| CustomerId(row.customer_id)))
}

/// Which of `names` belong to other customers than `to`, and to whom.
pub async fn taken_domains(
    db: &impl Connection,
    names: &[Domain],
    to: CustomerId,
) -> Result<Vec<(String, CustomerId)>, Error> {
    let names = names.iter().map(Domain::as_str);
    let rows = domain::Entity::find()
        .filter(domain::Column::Domain.is_in(names))
        .filter(domain::Column::CustomerId.ne(to.0))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.domain, CustomerId(row.customer_id))).collect())
}
