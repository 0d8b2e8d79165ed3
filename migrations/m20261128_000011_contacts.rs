//! What is known of a user beside the names, and which of it a person of the staff sees in the list.

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
        run(manager, CONTACTS).await
    }
}

const CONTACTS: &[&str] = &[
    "ALTER TABLE users ADD COLUMN job_title text",
    "ALTER TABLE users ADD COLUMN department text",
    "ALTER TABLE users ADD COLUMN office text",
    "ALTER TABLE users ADD COLUMN phone text",
    "ALTER TABLE users ADD COLUMN mobile text",
    "ALTER TABLE users ADD COLUMN street text",
    "ALTER TABLE users ADD COLUMN city text",
    "ALTER TABLE users ADD COLUMN state text",
    "ALTER TABLE users ADD COLUMN postal_code text",
    "ALTER TABLE users ADD COLUMN alternate_email text",
    // Names of columns, separated by spaces.
    "ALTER TABLE staff ADD COLUMN list_columns text",
];
