//! Forms that were sent when somebody had to sign in first, sealed, until that person comes back to them.

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
        run(manager, KEPT_FORMS).await
    }
}

const KEPT_FORMS: &[&str] = &["CREATE TABLE kept_forms (
        staff_id {id} NOT NULL,
        id {id} NOT NULL,
        sealed {bytes} NOT NULL,
        expires_at {time} NOT NULL,
        PRIMARY KEY (staff_id, id)
    )"];
