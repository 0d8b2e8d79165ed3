//! Messages to somebody outside the installation, sealed: written with the change that they tell of, and
//! emptied when they have left.

use sea_orm::{ActiveValue::Set, ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, sea_query::Expr};

use super::entity::message::{ActiveModel, Column, Entity};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, MessageId};

/// A message as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    /// Whose change it tells of.
    pub customer: CustomerId,
    /// Who carries it.
    pub channel: String,
    /// Empty when it has left or was given up.
    pub sealed: Vec<u8>,
    pub created_at: Moment,
    pub sent_at: Option<Moment>,
    pub given_up_at: Option<Moment>,
}

pub async fn insert(tx: &Tx, message: &Message) -> Result<(), Error> {
    let row = ActiveModel {
        id: Set(message.id.0),
        customer_id: Set(message.customer.0),
        channel: Set(message.channel.clone()),
        sealed: Set(message.sealed.clone()),
        created_at: Set(message.created_at),
        sent_at: Set(message.sent_at),
        given_up_at: Set(message.given_up_at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn find(db: &impl Connection, id: MessageId) -> Result<Option<Message>, Error> {
    let row = Entity::find_by_id(id.0).one(db).await?;
    Ok(row.map(|row| Message {
        id,
        customer: CustomerId(row.customer_id),
        channel: row.channel,
        sealed: row.sealed,
        created_at: row.created_at,
        sent_at: row.sent_at,
        given_up_at: row.given_up_at,
    }))
}

/// Notes that a message has left.
pub async fn sent(tx: &Tx, id: MessageId, at: Moment) -> Result<(), Error> {
    end(tx, id, Column::SentAt, at).await
}

/// Notes that a message will not leave any more.
pub async fn given_up(tx: &Tx, id: MessageId, at: Moment) -> Result<(), Error> {
    end(tx, id, Column::GivenUpAt, at).await
}

async fn end(tx: &Tx, id: MessageId, column: Column, at: Moment) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(column, Expr::value(at))
        .col_expr(Column::Sealed, Expr::value(Vec::<u8>::new()))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets what left or was given up before `before`.
pub async fn forget(tx: &Tx, before: Moment) -> Result<(), Error> {
    let ended = Condition::any().add(Column::SentAt.lt(before)).add(Column::GivenUpAt.lt(before));
    Entity::delete_many().filter(ended).exec(tx).await?;
    Ok(())
}
