//! `product_aliases`: another name by which a product is known.

use sea_orm::entity::prelude::*;

/// Another name by which a product is known.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "product_aliases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub alias_key: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub sku_id: Uuid,
    pub alias: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
