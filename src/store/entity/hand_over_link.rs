//! `hand_over_links`: a one-time link to a temporary password.

use sea_orm::entity::prelude::*;

/// A one-time link to a temporary password.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "hand_over_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub sheet_id: Uuid,
    pub token_hash: String,
    pub sealed: Vec<u8>,
    pub sealed_until: Option<DateTimeUtc>,
    pub token: Option<Vec<u8>>,
    pub code_mac: Option<Vec<u8>>,
    pub tries: i64,
    pub credential: String,
    pub issued_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub ending: Option<String>,
    pub ended_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
