//! `staff`: a member of the partner's staff.

use sea_orm::entity::prelude::*;

/// A member of the partner's staff.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub email: String,
    pub email_key: String,
    pub name: String,
    pub role: String,
    pub language: Option<String>,
    pub password_hash: String,
    pub must_change_password: bool,
    pub blocked_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub last_sign_in_at: Option<DateTimeUtc>,
    pub version: i64,
    pub password_expires_at: Option<DateTimeUtc>,
    pub time_zone: Option<String>,
    pub removed_at: Option<DateTimeUtc>,
    pub list_columns: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
