//! From where people have signed in, by the MAC of the address.

use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::OnConflict};

use super::entity::known_address::{ActiveModel, Column, Entity};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::principal::PrincipalId;

pub async fn is_known(db: &impl Connection, principal: PrincipalId, address: &str) -> Result<bool, Error> {
    Ok(Entity::find_by_id((principal.to_string(), address.to_owned())).one(db).await?.is_some())
}

pub async fn put(tx: &Tx, principal: PrincipalId, address: &str, at: Moment) -> Result<(), Error> {
    let row = ActiveModel { principal: Set(principal.to_string()), address: Set(address.to_owned()), seen_at: Set(at) };
    Entity::insert(row)
        .on_conflict(OnConflict::columns([Column::Principal, Column::Address]).update_column(Column::SeenAt).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Forgets those of one person, who is gone.
pub async fn forget_of(tx: &Tx, principal: PrincipalId) -> Result<(), Error> {
    Entity::delete_many().filter(Column::Principal.eq(principal.to_string())).exec(tx).await?;
    Ok(())
}

pub async fn forget(tx: &Tx, before: Moment) -> Result<(), Error> {
    Entity::delete_many().filter(Column::SeenAt.lt(before)).exec(tx).await?;
    Ok(())
}
