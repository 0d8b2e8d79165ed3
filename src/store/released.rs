//! Licenses that deleted users held: kept for a restore, given back as far as seats are free.

use std::collections::HashMap;

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::entity::{disabled_plan, released_license as released};
use super::keys::of_users;
use super::licenses::{disabled_of, held_by_chosen, with_plans};
use super::users::chosen::UserSet;
use super::{Connection, Error, Tx};
use crate::domain::id::{CustomerId, SkuId, UserId};
use crate::domain::user::License;

/// Who held it.
const HOLDER: [released::Column; 2] = [released::Column::CustomerId, released::Column::UserId];

/// What each of the chosen held, in the order of SKU ids, with the service plans that were off. Two statements.
pub async fn of_chosen(
    db: &impl Connection,
    customer: CustomerId,
    chosen: &UserSet,
) -> Result<HashMap<UserId, Vec<License>>, Error> {
    let rows: Vec<(Uuid, Uuid)> = released::Entity::find()
        .select_only()
        .columns([released::Column::UserId, released::Column::SkuId])
        .filter(held_by_chosen(db.get_database_backend(), HOLDER, customer, chosen))
        .order_by_asc(released::Column::SkuId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(with_plans(rows, disabled_of(db, customer, chosen).await?))
}

/// Forgets what users held: they are back, with it or without. Of a license that did not come back,
/// one of `lost`, the switched-off plans go, too.
pub async fn forget(
    tx: &Tx,
    customer: CustomerId,
    users: &[UserId],
    lost: &[(SkuId, Vec<UserId>)],
) -> Result<(), Error> {
    use disabled_plan::Column as D;
    let backend = tx.get_database_backend();
    released::Entity::delete_many().filter(of_users(backend, HOLDER, customer, users)).exec(tx).await?;
    for (sku, users) in lost {
        disabled_plan::Entity::delete_many()
            .filter(of_users(backend, [D::CustomerId, D::UserId], customer, users))
            .filter(D::SkuId.eq(sku.0))
            .exec(tx)
            .await?;
    }
    Ok(())
}
