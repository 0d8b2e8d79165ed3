//! Customers and their domains.

mod archive;
mod known;
mod list;
mod new_user_defaults;

use std::collections::{BTreeMap, HashMap};

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, ExprTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, sea_query::Expr,
};
use uuid::Uuid;

pub(in crate::store) use self::archive::archived;
pub use self::archive::{put_archived, remove};
pub use self::known::{by_domain, by_microsoft_id, by_microsoft_ids, name, namesakes, taken_domains};
pub use self::list::{Counted, Row, Totals, count, page, totals};
pub use self::new_user_defaults::{new_user_defaults, put_new_user_defaults};
use super::entity::{customer, domain};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::customer::{Account, Customer};
use crate::domain::id::CustomerId;
use crate::domain::principal::Reach;
use crate::domain::text::{fold, searchable};
use crate::domain::user_name::Domain;

/// The Microsoft ID of the customer `own`. The column has our own id where none was given: it is unique,
/// and never empty.
fn given(kept: Uuid, own: Uuid) -> Option<Uuid> {
    Some(kept).filter(|kept| *kept != own)
}

fn whole(row: customer::Model, domains: Vec<Domain>) -> Customer {
    Customer {
        id: CustomerId(row.id),
        account: Account {
            company_name: row.company_name,
            microsoft_id: given(row.microsoft_id, row.id),
            domains,
            default_location: row.default_location,
            contact_name: row.contact_name,
            contact_email: row.contact_email,
            contact_language: row.contact_language,
            relationship: row.relationship,
        },
        active_users: row.active_users,
        deleted_users: row.deleted_users,
        unlicensed_users: row.unlicensed_users,
        version: row.version,
        archived_at: row.archived_at,
    }
}

/// A customer with its domains, the primary one first. Two statements.
pub async fn find(db: &impl Connection, reach: &Reach, id: CustomerId) -> Result<Option<Customer>, Error> {
    if !reach.includes(id) {
        return Ok(None);
    }
    let Some(row) = customer::Entity::find_by_id(id.0).one(db).await? else { return Ok(None) };
    let domains = domains(db, id).await?;
    Ok(Some(whole(row, domains)))
}

/// A customer's domains, the primary one first, then by name.
pub async fn domains(db: &impl Connection, id: CustomerId) -> Result<Vec<Domain>, Error> {
    let rows = domain::Entity::find()
        .filter(domain::Column::CustomerId.eq(id.0))
        .order_by_desc(domain::Column::IsPrimary)
        .order_by_asc(domain::Column::Domain)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Domain::parse(&row.domain).ok()).collect())
}

/// # Errors
/// When the database fails; a duplicate when the Microsoft ID or a domain is taken.
pub async fn insert(tx: &Tx, id: CustomerId, account: &Account, at: Moment) -> Result<(), Error> {
    let row = customer::ActiveModel {
        id: Set(id.0),
        microsoft_id: Set(account.microsoft_id.unwrap_or(id.0)),
        company_name: Set(account.company_name.clone()),
        sort_key: Set(fold(&account.company_name)),
        search_text: Set(search_text(account)),
        primary_domain: Set(primary(account)),
        default_location: Set(account.default_location.clone()),
        contact_name: Set(account.contact_name.clone()),
        contact_email: Set(account.contact_email.clone()),
        contact_language: Set(account.contact_language.clone()),
        relationship: Set(account.relationship.clone()),
        active_users: Set(0),
        deleted_users: Set(0),
        unlicensed_users: Set(0),
        created_at: Set(at),
        version: Set(1),
        archived_at: Set(None),
        ..Default::default()
    };
    customer::Entity::insert(row).exec_without_returning(tx).await?;
    insert_domains(tx, id, &account.domains).await
}

async fn insert_domains(tx: &Tx, id: CustomerId, domains: &[Domain]) -> Result<(), Error> {
    let rows = domains.iter().enumerate().map(|(at, name)| domain::ActiveModel {
        domain: Set(name.as_str().to_owned()),
        customer_id: Set(id.0),
        is_primary: Set(at == 0),
    });
    domain::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes `account` over version `version`; `false` when somebody else was first.
///
/// # Errors
/// When the database fails; a duplicate when the Microsoft ID or a domain is taken.
pub async fn update(tx: &Tx, id: CustomerId, version: i64, account: &Account) -> Result<bool, Error> {
    use customer::Column as C;
    let updated = customer::Entity::update_many()
        .col_expr(C::MicrosoftId, Expr::value(account.microsoft_id.unwrap_or(id.0)))
        .col_expr(C::CompanyName, Expr::value(account.company_name.as_str()))
        .col_expr(C::SortKey, Expr::value(fold(&account.company_name)))
        .col_expr(C::SearchText, Expr::value(search_text(account)))
        .col_expr(C::PrimaryDomain, Expr::value(primary(account)))
        .col_expr(C::DefaultLocation, Expr::value(account.default_location.clone()))
        .col_expr(C::ContactName, Expr::value(account.contact_name.clone()))
        .col_expr(C::ContactEmail, Expr::value(account.contact_email.clone()))
        .col_expr(C::ContactLanguage, Expr::value(account.contact_language.clone()))
        .col_expr(C::Relationship, Expr::value(account.relationship.as_str()))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(id.0))
        .filter(C::Version.eq(version))
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 {
        return Ok(false);
    }
    domain::Entity::delete_many().filter(domain::Column::CustomerId.eq(id.0)).exec(tx).await?;
    insert_domains(tx, id, &account.domains).await?;
    Ok(true)
}

fn search_text(account: &Account) -> String {
    let mut text = searchable(&account.company_name);
    for domain in &account.domains {
        text.push(' ');
        text.push_str(domain.as_str());
    }
    text
}

fn primary(account: &Account) -> String {
    account.domains.first().map(ToString::to_string).unwrap_or_default()
}

/// Moves a customer's counts, in the transaction of the change that they count.
pub async fn count_users(tx: &Tx, id: CustomerId, active: i64, deleted: i64, unlicensed: i64) -> Result<(), Error> {
    use customer::Column as C;
    if (active, deleted, unlicensed) == (0, 0, 0) {
        return Ok(());
    }
    customer::Entity::update_many()
        .col_expr(C::ActiveUsers, Expr::col(C::ActiveUsers).add(active))
        .col_expr(C::DeletedUsers, Expr::col(C::DeletedUsers).add(deleted))
        .col_expr(C::UnlicensedUsers, Expr::col(C::UnlicensedUsers).add(unlicensed))
        .filter(C::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many active users of a customer have a name in each of its domains.
pub async fn users_by_domain(
    db: &impl Connection,
    id: CustomerId,
    domains: &[Domain],
) -> Result<BTreeMap<String, i64>, Error> {
    use super::entity::user;
    let mut counts = HashMap::new();
    for name in domains {
        let suffix = super::ends_with(user::Column::UpnKey, &format!("@{name}"));
        let users = user::Entity::find()
            .filter(user::Column::CustomerId.eq(id.0))
            .filter(user::Column::DeletedAt.is_null())
            .filter(suffix)
            .count(db)
            .await?;
        counts.insert(name.to_string(), i64::try_from(users).unwrap_or(i64::MAX));
    }
    Ok(counts.into_iter().collect())
}
