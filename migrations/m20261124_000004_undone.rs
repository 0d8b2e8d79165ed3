//! Which deletion a restore takes back, and who came back without all licenses.

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
        run(manager, UNDONE).await
    }
}

const UNDONE: &[&str] = &[
    "ALTER TABLE jobs ADD COLUMN undoes {id}",
    "CREATE INDEX jobs_undoing ON jobs (customer_id, undoes) WHERE undoes IS NOT NULL",
    "ALTER TABLE jobs ADD COLUMN partly bigint NOT NULL DEFAULT 0",
    "ALTER TABLE job_users ADD COLUMN is_partial boolean NOT NULL DEFAULT false",
    "CREATE INDEX job_users_partial ON job_users (customer_id, job_id, position) WHERE is_partial",
    "UPDATE job_users SET is_partial = true WHERE outcome LIKE '{\"is\":\"restored\"%'",
    "UPDATE jobs SET partly = (
        SELECT count(*) FROM job_users
        WHERE job_users.customer_id = jobs.customer_id AND job_users.job_id = jobs.id AND job_users.is_partial
    ) WHERE kind = 'restore'",
];
