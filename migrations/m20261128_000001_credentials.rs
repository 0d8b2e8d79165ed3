//! By which password somebody was signed in who began a job: with another one it does not go on.

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
        run(manager, CREDENTIALS).await
    }
}

const CREDENTIALS: &[&str] = &["ALTER TABLE jobs ADD COLUMN credential text"];
