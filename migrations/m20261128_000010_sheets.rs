//! What became of the temporary passwords on a sheet: handed out, or replaced by newer ones.

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
        run(manager, SHEETS).await
    }
}

const SHEETS: &[&str] = &[
    // handed_at: when it was printed or downloaded first.
    "ALTER TABLE credential_rows ADD COLUMN handed_at {time}",
    // When somebody made a newer password that stands on a sheet of their own; this one is destroyed.
    "ALTER TABLE credential_rows ADD COLUMN replaced_at {time}",
    "ALTER TABLE credential_rows ADD COLUMN replaced_by {id}",
];
