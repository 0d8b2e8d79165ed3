//! `customers`: a customer.

use sea_orm::entity::prelude::*;

/// A customer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "customers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub microsoft_id: Uuid,
    pub company_name: String,
    pub sort_key: String,
    pub search_text: String,
    pub primary_domain: String,
    pub default_location: Option<String>,
    pub contact_name: Option<String>,
    pub contact_email: Option<String>,
    pub contact_language: Option<String>,
    pub relationship: String,
    pub active_users: i64,
    pub deleted_users: i64,
    pub unlicensed_users: i64,
    pub created_at: DateTimeUtc,
    pub version: i64,
    pub archived_at: Option<DateTimeUtc>,
    pub new_user_roles: Option<String>,
    pub new_user_licenses: Option<String>,
    pub user_name_pattern: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
