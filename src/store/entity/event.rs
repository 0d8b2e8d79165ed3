//! `events`: one thing that was done.

use sea_orm::entity::prelude::*;

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: DateTimeUtc,
    pub operation: String,
    pub actor: String,
    pub actor_id: Option<Uuid>,
    pub target_kind: String,
    pub target_id: Option<Uuid>,
    pub request_id: Option<Uuid>,
    pub detail_hash: Vec<u8>,
    pub mac: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
