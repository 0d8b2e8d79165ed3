//! Forms that wait until their person has signed in, sealed.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::Expr,
};

use super::entity::kept_form::{ActiveModel, Column, Entity};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::KeptFormId;
use crate::domain::principal::PrincipalId;

/// A form as it is kept.
#[derive(Clone, Debug)]
pub struct KeptForm {
    pub principal: PrincipalId,
    pub id: KeptFormId,
    pub sealed: Vec<u8>,
    pub expires_at: Moment,
}

pub async fn find(db: &impl Connection, principal: PrincipalId, id: KeptFormId) -> Result<Option<KeptForm>, Error> {
    let row = Entity::find_by_id((principal.to_string(), id.0)).one(db).await?;
    Ok(row.map(|row| KeptForm { principal, id, sealed: row.sealed, expires_at: row.expires_at }))
}

/// Keeps a form, and of the same person's others the `most` newest.
pub async fn put(tx: &Tx, form: &KeptForm, most: u64) -> Result<(), Error> {
    let own = Entity::find().select_only().column(Column::Id).filter(Column::Principal.eq(form.principal.to_string()));
    let newest = own.order_by_desc(Column::ExpiresAt).order_by_desc(Column::Id).limit(most);
    let others: Vec<uuid::Uuid> = newest.into_tuple().all(tx).await?;
    Entity::delete_many()
        .filter(Column::Principal.eq(form.principal.to_string()))
        .filter(Column::Id.is_not_in(others))
        .exec(tx)
        .await?;
    let row = ActiveModel {
        principal: Set(form.principal.to_string()),
        id: Set(form.id.0),
        sealed: Set(form.sealed.clone()),
        expires_at: Set(form.expires_at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets those of one person.
pub async fn forget_of(tx: &Tx, principal: PrincipalId) -> Result<(), Error> {
    Entity::delete_many().filter(Column::Principal.eq(principal.to_string())).exec(tx).await?;
    Ok(())
}

/// Takes what was sent out of a form that was carried out; that it was is known until it expires.
pub async fn empty(tx: &Tx, principal: PrincipalId, id: KeptFormId) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::Sealed, Expr::value(Vec::<u8>::new()))
        .filter(Column::Principal.eq(principal.to_string()))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

pub async fn forget(tx: &Tx, now: Moment) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now)).exec(tx).await?;
    Ok(())
}
