//! What a few users of a job cost does not grow with the customer.

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
        run(manager, INDEXES).await
    }
}

const INDEXES: &[&str] = &[
    // Of administrators only: with everybody in it, SQLite would walk through the customer's users by
    // their roles to find a few that are known by their ids.
    "CREATE INDEX administrators_by_name ON users (customer_id, role_level, sort_key, id)
        WHERE deleted_at IS NULL AND role_level <> 0",
    "CREATE INDEX selection_users_of_user ON selection_users (customer_id, user_id)",
];
