//! Since when a customer is archived: out of the list and of the dashboard's figures, with all that it has.

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
        run(manager, ARCHIVE).await
    }
}

const ARCHIVE: &[&str] = &[
    "ALTER TABLE customers ADD COLUMN archived_at {time}",
    // Few are: what counts or lists the others leaves these out.
    "CREATE INDEX archived_customers ON customers (id) WHERE archived_at IS NOT NULL",
];
