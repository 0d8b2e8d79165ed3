//! When a user was given another user name, so that no mail leaves with the old one.

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
        run(manager, USERS_RENAMED).await
    }
}

const USERS_RENAMED: &[&str] = &["ALTER TABLE users ADD COLUMN renamed_at {time}"];
