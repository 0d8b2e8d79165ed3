//! Rows about users and customers that do not exist. The database's own rules forbid most of them;
//! a file that was damaged or edited by hand knows no rules.

use sea_orm::{
    ExprTrait as _,
    sea_query::{Alias, Expr, Query, SelectStatement},
};
use uuid::Uuid;

use super::entity::{customer, user};
use super::{Connection, Error};
use crate::domain::id::CustomerId;

/// Tables with rows about a user, and what such a row is.
pub const ABOUT_USERS: [(&str, &str); 6] = [
    ("user_roles", "a directory role"),
    ("license_assignments", "a license"),
    ("released_licenses", "a released license"),
    ("disabled_plans", "a disabled service plan"),
    ("credential_rows", "a temporary password"),
    ("selection_users", "a selection"),
];

/// The users that rows of `table` are about although they do not exist.
pub async fn of_users(db: &impl Connection, customer: CustomerId, table: &'static str) -> Result<Vec<Uuid>, Error> {
    let table = Alias::new(table);
    let (customer_id, user_id) = (Alias::new("customer_id"), Alias::new("user_id"));
    let user = Query::select()
        .expr(Expr::value(1))
        .from(user::Entity)
        .and_where(Expr::col((user::Entity, user::Column::CustomerId)).eq(customer.0))
        .and_where(Expr::col((user::Entity, user::Column::Id)).equals((table.clone(), user_id.clone())))
        .to_owned();
    let orphans = Query::select()
        .distinct()
        .column((table.clone(), user_id))
        .from(table.clone())
        .and_where(Expr::col((table, customer_id)).eq(customer.0))
        .and_where(Expr::exists(user).not())
        .to_owned();
    ids(db, &orphans, "user_id").await
}

/// Tables with rows about a customer, and what such a row is.
pub const ABOUT_CUSTOMERS: [(&str, &str); 7] = [
    ("domains", "a domain"),
    ("subscriptions", "a subscription"),
    ("seat_pools", "a pool of seats"),
    ("users", "a user"),
    ("license_assignments", "a license"),
    ("credential_sheets", "a sheet of temporary passwords"),
    ("selections", "a selection"),
];

/// The customers that rows of `table` are about although they do not exist.
pub async fn of_customers(db: &impl Connection, table: &'static str) -> Result<Vec<Uuid>, Error> {
    let table = Alias::new(table);
    let customer_id = Alias::new("customer_id");
    let known = Query::select().column(customer::Column::Id).from(customer::Entity).to_owned();
    let orphans = Query::select()
        .distinct()
        .column((table.clone(), customer_id.clone()))
        .from(table.clone())
        .and_where(Expr::col((table, customer_id)).not_in_subquery(known))
        .to_owned();
    ids(db, &orphans, "customer_id").await
}

async fn ids(db: &impl Connection, query: &SelectStatement, column: &str) -> Result<Vec<Uuid>, Error> {
    let rows = db.query_all(query).await?;
    Ok(rows.into_iter().map(|row| row.try_get("", column)).collect::<Result<_, _>>()?)
}
