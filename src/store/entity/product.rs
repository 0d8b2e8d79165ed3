//! `products`: a product of the catalog.

use sea_orm::entity::prelude::*;

/// A product of the catalog.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "products")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sku_id: Uuid,
    pub name: String,
    pub part_number: String,
    pub sort_key: String,
    pub shares_name: bool,
    pub assignable: bool,
    pub retired: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
