//! What a customer's new users begin with: permissions, licenses, and how their user names are formed.

use sea_orm_migration::prelude::*;

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, NEW_USER_DEFAULTS).await
    }
}

const NEW_USER_DEFAULTS: &[&str] = &[
    // The level, and a limited administrator's roles behind it, separated by spaces.
    "ALTER TABLE customers ADD COLUMN new_user_roles text",
    // SKU ids, separated by spaces.
    "ALTER TABLE customers ADD COLUMN new_user_licenses text",
    "ALTER TABLE customers ADD COLUMN user_name_pattern text",
    // No proposal takes the name of somebody who can still come back.
    "CREATE INDEX deleted_user_names ON users (customer_id, upn_key) WHERE deleted_at IS NOT NULL",
];
