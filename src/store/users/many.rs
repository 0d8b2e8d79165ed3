//! What is done to many users at once, in as many statements as to one.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait as _, DbBackend, EntityTrait as _, ExprTrait as _, FromQueryResult, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, UpdateMany,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::list::KEY;
use super::states::{active, administrators};
use crate::domain::Moment;
use crate::domain::directory_role::Level;
use crate::domain::id::{CustomerId, StaffId, UserId};
use crate::store::entity::user;
use crate::store::keys::of_users;
use crate::store::{Connection, Error, Tx};

/// How a user stands: what a change of it depends on.
#[derive(Clone, Debug, FromQueryResult)]
pub struct UserSummary {
    pub id: Uuid,
    pub display_name: String,
    pub user_name: String,
    pub role_level: i64,
    pub license_count: i64,
    pub sign_in_allowed: bool,
    pub location: Option<String>,
    pub deleted_at: Option<Moment>,
    pub deleted_by_name: Option<String>,
}

impl UserSummary {
    pub fn level(&self) -> Level {
        Level::from_number(self.role_level)
    }
}

/// How each of `users` stands, active or deleted; their rows are held until the transaction ends,
/// taken in the order of their ids as everybody takes them.
pub async fn lock_many(tx: &Tx, customer: CustomerId, users: &[UserId]) -> Result<HashMap<UserId, UserSummary>, Error> {
    use user::Column as C;
    let rows = user::Entity::find()
        .select_only()
        .columns([C::Id, C::DisplayName, C::UserName, C::RoleLevel, C::LicenseCount, C::SignInAllowed])
        .columns([C::Location, C::DeletedAt, C::DeletedByName])
        .filter(of_users(tx.get_database_backend(), KEY, customer, users))
        .order_by_asc(C::Id)
        .lock_exclusive()
        .into_model::<UserSummary>()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| (UserId(row.id), row)).collect())
}

/// How many active Global administrators a customer has.
pub async fn global_administrators(db: &impl Connection, customer: CustomerId) -> Result<i64, Error> {
    let count = active(customer).filter(administrators(Level::GlobalAdministrator)).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

fn change(backend: DbBackend, customer: CustomerId, users: &[UserId]) -> UpdateMany<user::Entity> {
    user::Entity::update_many()
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1))
        .filter(of_users(backend, KEY, customer, users))
}

pub(super) async fn put<const N: usize>(
    tx: &Tx,
    customer: CustomerId,
    users: &[UserId],
    columns: [(user::Column, SimpleExpr); N],
) -> Result<(), Error> {
    if users.is_empty() {
        return Ok(());
    }
    let change = change(tx.get_database_backend(), customer, users);
    let update = columns.into_iter().fold(change, |update, (column, value)| update.col_expr(column, value));
    update.exec(tx).await?;
    Ok(())
}

/// Marks users as deleted by somebody of the staff. Their licenses are released elsewhere.
pub async fn mark_deleted(
    tx: &Tx,
    customer: CustomerId,
    users: &[UserId],
    by: Option<StaffId>,
    by_name: &str,
    at: Moment,
) -> Result<(), Error> {
    use user::Column as C;
    let columns = [
        (C::DeletedAt, Expr::value(at)),
        (C::DeletedBy, Expr::value(by.map(|id| id.0))),
        (C::DeletedByName, Expr::value(by_name)),
        (C::LicenseCount, Expr::value(0_i64)),
    ];
    put(tx, customer, users, columns).await
}

/// Blocks users' sign-in, or allows it again.
pub async fn set_sign_in(tx: &Tx, customer: CustomerId, users: &[UserId], allowed: bool) -> Result<(), Error> {
    put(tx, customer, users, [(user::Column::SignInAllowed, Expr::value(allowed))]).await
}

/// Gives a user another password, one to be changed at the next sign-in.
pub async fn set_password(
    tx: &Tx,
    customer: CustomerId,
    user: UserId,
    hash: &str,
    expires_at: Moment,
) -> Result<(), Error> {
    use user::Column as C;
    let columns = [
        (C::PasswordHash, Expr::value(hash)),
        (C::MustChangePassword, Expr::value(true)),
        (C::PasswordExpiresAt, Expr::value(expires_at)),
    ];
    put(tx, customer, &[user], columns).await
}

/// Has temporary passwords that can still be used end no sooner than at `end`.
pub async fn prolong_passwords(
    tx: &Tx,
    customer: CustomerId,
    users: &[UserId],
    end: Moment,
    now: Moment,
) -> Result<(), Error> {
    use user::Column as C;
    user::Entity::update_many()
        .col_expr(C::PasswordExpiresAt, Expr::value(end))
        .filter(of_users(tx.get_database_backend(), KEY, customer, users))
        .filter(C::MustChangePassword.eq(true))
        .filter(C::PasswordExpiresAt.gt(now))
        .filter(C::PasswordExpiresAt.lt(end))
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes that a user was given another user name, with the change that raised the version.
pub async fn note_renamed(tx: &Tx, customer: CustomerId, user: UserId, at: Moment) -> Result<(), Error> {
    user::Entity::update_many()
        .col_expr(user::Column::RenamedAt, Expr::value(at))
        .filter(of_users(tx.get_database_backend(), KEY, customer, &[user]))
        .exec(tx)
        .await?;
    Ok(())
}

/// Moves the number of licenses of users, and where they are, if that is given.
pub async fn relicense(
    tx: &Tx,
    customer: CustomerId,
    users: &[UserId],
    by: i64,
    location: Option<Option<&str>>,
) -> Result<(), Error> {
    use user::Column as C;
    let count = (C::LicenseCount, Expr::col(C::LicenseCount).add(by));
    match location {
        Some(location) => put(tx, customer, users, [count, (C::Location, Expr::value(location))]).await,
        None => put(tx, customer, users, [count]).await,
    }
}
