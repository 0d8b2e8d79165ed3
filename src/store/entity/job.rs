//! `jobs`: what was asked to be done to users.

use sea_orm::entity::prelude::*;

/// What was asked to be done to users.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub staff_id: Uuid,
    pub staff_name: String,
    pub options: String,
    pub total: i64,
    pub done: i64,
    pub refused: i64,
    pub left_out: i64,
    pub joined: i64,
    pub created_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
    pub undoes: Option<Uuid>,
    pub partly: i64,
    pub unchanged: i64,
    pub credential: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
