//! The partner's staff and the link that makes the first one.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, ExprTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, sea_query::Expr,
};

use super::entity::setup_link;
use super::entity::staff::{ActiveModel, Column, Entity, Model};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::StaffId;
use crate::domain::permission::Role;
use crate::domain::staff::{Email, Staff};

fn staff(row: Model) -> Result<Staff, Error> {
    let broken = |what: &str| Error::from(sea_orm::DbErr::Custom(format!("staff {} has no readable {what}", row.id)));
    Ok(Staff {
        id: StaffId(row.id),
        email: Email::parse(&row.email).map_err(|_| broken("e-mail"))?,
        role: row.role.parse().map_err(|_| broken("role"))?,
        name: row.name,
        language: row.language,
        blocked_at: row.blocked_at,
        must_change_password: row.must_change_password,
        version: row.version,
    })
}

fn with_hash(row: Model) -> Result<(Staff, String), Error> {
    let hash = row.password_hash.clone();
    Ok((staff(row)?, hash))
}

/// Somebody, with the password's hash.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl Connection, id: StaffId) -> Result<Option<(Staff, String)>, Error> {
    Entity::find_by_id(id.0).one(db).await?.map(with_hash).transpose()
}

/// Like [`find`], held until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &Tx, id: StaffId) -> Result<Option<(Staff, String)>, Error> {
    Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.map(with_hash).transpose()
}

/// Somebody by e-mail in any case, with the password's hash.
///
/// # Errors
/// When the database fails.
pub async fn by_email(db: &impl Connection, email_key: &str) -> Result<Option<(Staff, String)>, Error> {
    let row = Entity::find().filter(Column::EmailKey.eq(email_key)).one(db).await?;
    row.map(with_hash).transpose()
}

/// Everybody, by name.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl Connection) -> Result<Vec<Staff>, Error> {
    Entity::find().order_by_asc(Column::EmailKey).all(db).await?.into_iter().map(staff).collect()
}

/// # Errors
/// When the database fails.
pub async fn count(db: &impl Connection) -> Result<u64, Error> {
    Ok(Entity::find().count(db).await?)
}

/// # Errors
/// When the database fails; a duplicate when the e-mail is taken.
pub async fn insert(tx: &Tx, staff: &Staff, password_hash: &str, at: Moment) -> Result<(), Error> {
    let row = ActiveModel {
        id: Set(staff.id.0),
        email: Set(staff.email.as_str().to_owned()),
        email_key: Set(staff.email.key()),
        name: Set(staff.name.clone()),
        role: Set(staff.role.name().to_owned()),
        language: Set(staff.language.clone()),
        password_hash: Set(password_hash.to_owned()),
        must_change_password: Set(staff.must_change_password),
        blocked_at: Set(staff.blocked_at),
        created_at: Set(at),
        last_sign_in_at: Set(None),
        version: Set(staff.version),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn change(tx: &Tx, id: StaffId, columns: Vec<(Column, sea_orm::sea_query::SimpleExpr)>) -> Result<(), Error> {
    let mut update =
        Entity::update_many().col_expr(Column::Version, Expr::col(Column::Version).add(1)).filter(Column::Id.eq(id.0));
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    update.exec(tx).await?;
    Ok(())
}

/// # Errors
/// When the database fails.
pub async fn set_role(tx: &Tx, id: StaffId, role: Role) -> Result<(), Error> {
    change(tx, id, vec![(Column::Role, Expr::value(role.name()))]).await
}

/// # Errors
/// When the database fails.
pub async fn set_password(tx: &Tx, id: StaffId, hash: &str) -> Result<(), Error> {
    let columns = vec![(Column::PasswordHash, Expr::value(hash)), (Column::MustChangePassword, Expr::value(false))];
    change(tx, id, columns).await
}

/// # Errors
/// When the database fails.
pub async fn set_blocked(tx: &Tx, id: StaffId, at: Option<Moment>) -> Result<(), Error> {
    change(tx, id, vec![(Column::BlockedAt, Expr::value(at))]).await
}

/// # Errors
/// When the database fails.
pub async fn set_language(tx: &Tx, id: StaffId, language: &str) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::Language, Expr::value(language))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes a sign-in, and a hash made anew with today's parameters.
///
/// # Errors
/// When the database fails.
pub async fn signed_in(tx: &Tx, id: StaffId, at: Moment, rehashed: Option<&str>) -> Result<(), Error> {
    let mut update = Entity::update_many().col_expr(Column::LastSignInAt, Expr::value(at)).filter(Column::Id.eq(id.0));
    if let Some(hash) = rehashed {
        update = update.col_expr(Column::PasswordHash, Expr::value(hash));
    }
    update.exec(tx).await?;
    Ok(())
}

/// Adds a set-up link, and forgets those whose time was over at `now`. Others stay: two processes that
/// start together print one each.
///
/// # Errors
/// When the database fails.
pub async fn put_setup_link(tx: &Tx, token_hash: &str, expires_at: Moment, now: Moment) -> Result<(), Error> {
    setup_link::Entity::delete_many().filter(setup_link::Column::ExpiresAt.lte(now)).exec(tx).await?;
    let row = setup_link::ActiveModel { token_hash: Set(token_hash.to_owned()), expires_at: Set(expires_at) };
    setup_link::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether such a link can be used at `now`.
///
/// # Errors
/// When the database fails.
pub async fn has_setup_link(db: &impl Connection, token_hash: &str, now: Moment) -> Result<bool, Error> {
    let link = setup_link::Entity::find_by_id(token_hash).one(db).await?;
    Ok(link.is_some_and(|link| now < link.expires_at))
}

/// Takes the link: the second of two who use it at once gets `false`.
///
/// # Errors
/// When the database fails.
pub async fn take_setup_link(tx: &Tx, token_hash: &str, now: Moment) -> Result<bool, Error> {
    let taken = setup_link::Entity::delete_by_id(token_hash).filter(setup_link::Column::ExpiresAt.gt(now)).exec(tx);
    Ok(taken.await?.rows_affected == 1)
}
