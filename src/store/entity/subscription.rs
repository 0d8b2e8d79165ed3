//! `subscriptions`: a subscription of a customer.

use sea_orm::entity::prelude::*;

/// A subscription of a customer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subscriptions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub external_id: Uuid,
    pub sku_id: Uuid,
    pub name: String,
    pub quantity: i64,
    pub status: String,
    pub started_on: Option<Date>,
    pub term_ends_on: Option<Date>,
    pub auto_renew: Option<bool>,
    pub term: Option<String>,
    pub offer_id: Option<String>,
    pub reseller: Option<String>,
    pub created_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
