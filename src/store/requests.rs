//! Forms that were carried out, so that a second POST of the same one is answered with the first
//! one's answer.

use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::OnConflict};

use super::entity::request::{ActiveModel, Column, Entity};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, FormId};
use crate::domain::principal::PrincipalId;

/// A form as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub customer: CustomerId,
    pub form: FormId,
    pub principal: PrincipalId,
    /// Tells a second POST of the same form from the same form filled in anew.
    pub body_hash: String,
}

/// What this very form, with this very body, was answered before.
pub async fn answer(db: &impl Connection, sent: &Sent, now: Moment) -> Result<Option<String>, Error> {
    let row = Entity::find_by_id((sent.customer.0, sent.form.0, sent.principal.to_string())).one(db).await?;
    let same = row.filter(|row| row.body_hash == sent.body_hash && now < row.expires_at);
    Ok(same.map(|row| row.answer))
}

/// Keeps what `sent` was answered.
pub async fn keep(tx: &Tx, sent: &Sent, answer: &str, expires_at: Moment) -> Result<(), Error> {
    let row = ActiveModel {
        customer_id: Set(sent.customer.0),
        id: Set(sent.form.0),
        principal: Set(sent.principal.to_string()),
        body_hash: Set(sent.body_hash.clone()),
        answer: Set(answer.to_owned()),
        expires_at: Set(expires_at),
    };
    let changed = [Column::BodyHash, Column::Answer, Column::ExpiresAt];
    let whose = [Column::CustomerId, Column::Id, Column::Principal];
    Entity::insert(row)
        .on_conflict(OnConflict::columns(whose).update_columns(changed).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub async fn forget(tx: &Tx, now: Moment) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now)).exec(tx).await?;
    Ok(())
}
