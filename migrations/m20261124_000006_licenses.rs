//! Which seats nobody uses, and what somebody asked for lately: both are found without reading on
//! through everything.

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
    // With all that the question needs, also what its condition says already: SQLite would otherwise
    // look up each of these users.
    "CREATE INDEX idle_users ON users (customer_id, id, sign_in_allowed, last_sign_in_at, deleted_at)
        WHERE deleted_at IS NULL AND (NOT sign_in_allowed OR last_sign_in_at IS NULL)",
    "CREATE INDEX jobs_of_staff ON jobs (staff_id, finished_at)",
];
