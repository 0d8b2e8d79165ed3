//! `upload_rows`: one row of an upload, as far as it is kept.

use sea_orm::entity::prelude::*;

/// One row of an upload, as far as it is kept.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "upload_rows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub upload_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub line: i64,
    pub cells: String,
    pub unread: Option<String>,
    pub verdict: String,
    pub is_doubtful: bool,
    pub is_administrator: bool,
    pub is_ticked: bool,
    pub has_notes: bool,
    pub is_partial: bool,
    pub detail: String,
    pub is_due: bool,
    pub result: Option<String>,
    pub user_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
