//! Forms that were carried out are kept apart by person: another person's form with the same id is
//! another form. What is kept lives a day, and is begun anew.

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
        run(manager, REQUESTS).await
    }
}

const REQUESTS: &[&str] = &[
    "DROP TABLE requests",
    "CREATE TABLE requests (
        customer_id {id} NOT NULL,
        id {id} NOT NULL,
        staff_id {id} NOT NULL,
        body_hash text NOT NULL,
        answer text NOT NULL,
        expires_at {time} NOT NULL,
        PRIMARY KEY (customer_id, id, staff_id)
    )",
    "CREATE INDEX requests_by_expiry ON requests (expires_at)",
];
