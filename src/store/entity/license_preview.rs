//! `license_previews`: what is planned for the licenses of many users.

use sea_orm::entity::prelude::*;

/// What is planned for the licenses of many users.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "license_previews")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    pub source: String,
    pub filter: Option<String>,
    pub left_out: i64,
    pub joined: i64,
    pub total: i64,
    pub summary: String,
    pub digest: String,
    pub revision: i64,
    pub page: String,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub job_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
