//! From the preview of a plan one can go back to the form that it came from; and the plan that a job
//! carries out is found at each of the job's parts.

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
        run(manager, FORMS).await
    }
}

const FORMS: &[&str] = &[
    "ALTER TABLE license_plans ADD COLUMN form text",
    "CREATE INDEX license_plans_of_job ON license_plans (customer_id, job_id) WHERE job_id IS NOT NULL",
];
