//! `mails`: to whom one goes or went, and how far it came.

use sea_orm::entity::prelude::*;

/// To whom a mail goes or went, and how far it came.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Option<Uuid>,
    pub sheet_id: Option<Uuid>,
    pub staff_id: Option<Uuid>,
    pub staff_name: String,
    pub kind: String,
    pub address: Option<String>,
    pub credential: Option<String>,
    pub created_at: DateTimeUtc,
    pub state: String,
    pub state_at: DateTimeUtc,
    pub next_at: Option<DateTimeUtc>,
    pub left_at: Option<DateTimeUtc>,
    pub ended_at: Option<DateTimeUtc>,
    pub reason: Option<String>,
    pub answer: Option<String>,
    pub sent_again_as: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
