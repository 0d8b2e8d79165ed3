//! `upload_columns`: which column is what, as somebody has said of these headers.

use sea_orm::entity::prelude::*;

use crate::domain::Moment;

/// Which column is what, as somebody has said of these headers.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "upload_columns")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub headers: String,
    pub columns: String,
    pub noted_at: Moment,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
