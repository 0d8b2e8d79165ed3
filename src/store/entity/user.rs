//! `users`: a user of a customer, active or deleted.

use sea_orm::entity::prelude::*;

/// A user of a customer, active or deleted.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub display_name: String,
    pub user_name: String,
    pub upn_key: String,
    pub sort_key: String,
    pub search_text: String,
    pub location: Option<String>,
    pub sign_in_allowed: bool,
    pub role_level: i64,
    pub license_count: i64,
    pub password_hash: Option<String>,
    pub must_change_password: bool,
    pub password_expires_at: Option<DateTimeUtc>,
    pub last_sign_in_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub deleted_by: Option<Uuid>,
    pub deleted_by_name: Option<String>,
    pub version: i64,
    pub job_title: Option<String>,
    pub department: Option<String>,
    pub office: Option<String>,
    pub phone: Option<String>,
    pub mobile: Option<String>,
    pub street: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub postal_code: Option<String>,
    pub alternate_email: Option<String>,
    pub renamed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
