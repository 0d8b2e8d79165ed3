//! Which column is what, as somebody has said of the same headers before.

use sea_orm::{ActiveValue::Set, EntityTrait as _, sea_query::OnConflict};

use super::{json, read};
use crate::domain::Moment;
use crate::domain::id::CustomerId;
use crate::domain::upload::Use;
use crate::store::entity::upload_columns;
use crate::store::{Connection, Error, Tx};

/// What somebody has said of these headers at this customer.
pub async fn columns(db: &impl Connection, customer: CustomerId, headers: &str) -> Result<Option<Vec<Use>>, Error> {
    let row = upload_columns::Entity::find_by_id((customer.0, headers.to_owned())).one(db).await?;
    row.map(|row| read(&row.columns, "columns")).transpose()
}

pub async fn note_columns(
    tx: &Tx,
    customer: CustomerId,
    headers: &str,
    columns: &[Use],
    at: Moment,
) -> Result<(), Error> {
    use upload_columns::Column as K;
    let row = upload_columns::ActiveModel {
        customer_id: Set(customer.0),
        headers: Set(headers.to_owned()),
        columns: Set(json(&columns)?),
        noted_at: Set(at),
    };
    let newer = OnConflict::columns([K::CustomerId, K::Headers]).update_columns([K::Columns, K::NotedAt]).to_owned();
    upload_columns::Entity::insert(row).on_conflict(newer).exec_without_returning(tx).await?;
    Ok(())
}
