//! `sessions`: a session, by the hash of its key.

use sea_orm::entity::prelude::*;

/// A session, by the hash of its key.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_hash: String,
    pub id: Uuid,
    pub principal: Option<String>,
    pub state: String,
    pub address: String,
    pub browser: String,
    pub created_at: DateTimeUtc,
    pub last_seen_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
