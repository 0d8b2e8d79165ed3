//! The partner's staff. Who was removed stays as a row without a password or a free e-mail address,
//! and is found by nothing here but [`all_ever`].

use chrono_tz::Tz;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, ExprTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, sea_query::Expr,
};

use super::entity::staff::{ActiveModel, Column, Entity, Model};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::StaffId;
use crate::domain::listing::ListColumn;
use crate::domain::role::Role;
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
        password_expires_at: row.password_expires_at,
        // A name that a newer list lacks is as good as none.
        time_zone: row.time_zone.and_then(|name| name.parse().ok()),
        last_sign_in_at: row.last_sign_in_at,
        list_columns: ListColumn::chosen(row.list_columns.as_deref().unwrap_or_default().split(' ')),
        version: row.version,
    })
}

fn with_hash(row: Model) -> Result<(Staff, String), Error> {
    let hash = row.password_hash.clone();
    Ok((staff(row)?, hash))
}

/// Somebody, with the password's hash.
pub async fn find(db: &impl Connection, id: StaffId) -> Result<Option<(Staff, String)>, Error> {
    Entity::find_by_id(id.0).filter(Column::RemovedAt.is_null()).one(db).await?.map(with_hash).transpose()
}

/// Like [`find`], held until the transaction ends.
pub async fn lock(tx: &Tx, id: StaffId) -> Result<Option<(Staff, String)>, Error> {
    Entity::find_by_id(id.0)
        .filter(Column::RemovedAt.is_null())
        .lock_exclusive()
        .one(tx)
        .await?
        .map(with_hash)
        .transpose()
}

/// Somebody by e-mail in any case, with the password's hash.
pub async fn by_email(db: &impl Connection, email_key: &str) -> Result<Option<(Staff, String)>, Error> {
    let here = Column::EmailKey.eq(email_key).and(Column::RemovedAt.is_null());
    let row = Entity::find().filter(here).one(db).await?;
    row.map(with_hash).transpose()
}

/// Everybody, by e-mail.
pub async fn all(db: &impl Connection) -> Result<Vec<Staff>, Error> {
    let here = Column::RemovedAt.is_null();
    Entity::find().filter(here).order_by_asc(Column::EmailKey).all(db).await?.into_iter().map(staff).collect()
}

/// Everybody, and those who were removed (which stands beside them): whoever may stand in a record.
pub async fn all_ever(db: &impl Connection) -> Result<Vec<(Staff, bool)>, Error> {
    let rows = Entity::find().all(db).await?.into_iter();
    let known = |row: Model| {
        let is_removed = row.removed_at.is_some();
        Ok((staff(row)?, is_removed))
    };
    rows.map(known).collect()
}

/// How many there ever were.
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
        last_sign_in_at: Set(staff.last_sign_in_at),
        version: Set(staff.version),
        password_expires_at: Set(staff.password_expires_at),
        time_zone: Set(staff.time_zone.map(|zone| zone.name().to_owned())),
        removed_at: Set(None),
        list_columns: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

type Columns = Vec<(Column, sea_orm::sea_query::SimpleExpr)>;

async fn change(tx: &Tx, id: StaffId, columns: Columns) -> Result<(), Error> {
    let mut update = Entity::update_many().filter(Column::Id.eq(id.0));
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    update.exec(tx).await?;
    Ok(())
}

/// What two people could change at once carries a version; what only happens to somebody does not.
fn next_version() -> (Column, sea_orm::sea_query::SimpleExpr) {
    (Column::Version, Expr::col(Column::Version).add(1))
}

pub async fn set_role(tx: &Tx, id: StaffId, role: Role) -> Result<(), Error> {
    change(tx, id, vec![(Column::Role, Expr::value(role.name())), next_version()]).await
}

pub async fn set_name(tx: &Tx, id: StaffId, name: &str) -> Result<(), Error> {
    change(tx, id, vec![(Column::Name, Expr::value(name)), next_version()]).await
}

pub async fn set_time_zone(tx: &Tx, id: StaffId, zone: Option<Tz>) -> Result<(), Error> {
    change(tx, id, vec![(Column::TimeZone, Expr::value(zone.map(Tz::name)))]).await
}

/// Another password; with `until` a temporary one, to be changed by then.
pub async fn set_password(tx: &Tx, id: StaffId, hash: &str, until: Option<Moment>) -> Result<(), Error> {
    let columns = vec![
        (Column::PasswordHash, Expr::value(hash)),
        (Column::MustChangePassword, Expr::value(until.is_some())),
        (Column::PasswordExpiresAt, Expr::value(until)),
    ];
    change(tx, id, columns).await
}

pub async fn set_blocked(tx: &Tx, id: StaffId, at: Option<Moment>) -> Result<(), Error> {
    change(tx, id, vec![(Column::BlockedAt, Expr::value(at))]).await
}

/// Takes somebody away for good: the password goes, and the e-mail address is free again. An id is no
/// address, so it can stand in its place without ever being in anybody's way.
pub async fn remove(tx: &Tx, id: StaffId, at: Moment) -> Result<(), Error> {
    let columns = vec![
        (Column::RemovedAt, Expr::value(at)),
        (Column::EmailKey, Expr::value(id.to_string())),
        (Column::PasswordHash, Expr::value("")),
    ];
    change(tx, id, columns).await
}

/// Whether anybody but `id` is a Global admin of whom [`Staff::is_settled_admin`] holds.
pub async fn has_other_settled_admin(db: &impl Connection, id: StaffId) -> Result<bool, Error> {
    let others = Entity::find()
        .filter(Column::Role.eq(Role::GlobalAdmin.name()))
        .filter(Column::BlockedAt.is_null())
        .filter(Column::RemovedAt.is_null())
        .filter(Column::MustChangePassword.eq(false))
        .filter(Column::Id.ne(id.0));
    Ok(others.count(db).await? > 0)
}

pub async fn set_language(tx: &Tx, id: StaffId, language: Option<&str>) -> Result<(), Error> {
    change(tx, id, vec![(Column::Language, Expr::value(language))]).await
}

pub async fn set_list_columns(tx: &Tx, id: StaffId, columns: &[ListColumn]) -> Result<(), Error> {
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    change(tx, id, vec![(Column::ListColumns, Expr::value(names.join(" ")))]).await
}

/// Notes a sign-in, and a hash made anew with today's parameters.
pub async fn signed_in(tx: &Tx, id: StaffId, at: Moment, rehashed: Option<&str>) -> Result<(), Error> {
    let mut update = Entity::update_many().col_expr(Column::LastSignInAt, Expr::value(at)).filter(Column::Id.eq(id.0));
    if let Some(hash) = rehashed {
        update = update.col_expr(Column::PasswordHash, Expr::value(hash));
    }
    update.exec(tx).await?;
    Ok(())
}
