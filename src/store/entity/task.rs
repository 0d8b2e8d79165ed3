//! `tasks`: what waits for a node, or one has taken.

use sea_orm::entity::prelude::*;

/// What waits for a node, or one has taken.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub payload: String,
    pub run_at: DateTimeUtc,
    pub lease: Option<Uuid>,
    pub lease_until: Option<DateTimeUtc>,
    pub attempts: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
