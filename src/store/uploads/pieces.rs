//! The bytes of an uploaded file, in pieces, each sealed.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Query, SelectStatement},
};

use crate::domain::id::{CustomerId, UploadId};
use crate::store::entity::upload_piece::{self, Column as C, Entity};
use crate::store::{Connection, Error, Tx};

pub async fn put_piece(
    tx: &Tx,
    customer: CustomerId,
    id: UploadId,
    position: i64,
    sealed: Vec<u8>,
) -> Result<(), Error> {
    let row = upload_piece::ActiveModel {
        customer_id: Set(customer.0),
        upload_id: Set(id.0),
        position: Set(position),
        sealed: Set(sealed),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The piece at this position.
pub async fn piece(
    db: &impl Connection,
    customer: CustomerId,
    id: UploadId,
    position: i64,
) -> Result<Option<Vec<u8>>, Error> {
    Ok(Entity::find_by_id((customer.0, id.0, position)).one(db).await?.map(|piece| piece.sealed))
}

/// Destroys the bytes.
pub async fn drop_pieces(tx: &Tx, customer: CustomerId, id: UploadId) -> Result<(), Error> {
    Entity::delete_many().filter(C::CustomerId.eq(customer.0)).filter(C::UploadId.eq(id.0)).exec(tx).await?;
    Ok(())
}

/// Which uploads have bytes.
pub(super) fn owners() -> SelectStatement {
    Query::select().distinct().column(C::UploadId).from(Entity).to_owned()
}
