//! Work on many users: what was asked for, what became of each user, and the queue from which any
//! node takes what is waiting.

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
        run(manager, JOBS).await
    }
}

const JOBS: &[&str] = &[
    // staff_id refers to no row: what was done stays told when the person has left.
    "CREATE TABLE jobs (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        kind text NOT NULL,
        staff_id {id} NOT NULL,
        staff_name text NOT NULL,
        options text NOT NULL,
        total bigint NOT NULL,
        done bigint NOT NULL,
        refused bigint NOT NULL,
        left_out bigint NOT NULL,
        joined bigint NOT NULL,
        created_at {time} NOT NULL,
        finished_at {time},
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE INDEX jobs_under_way ON jobs (customer_id, created_at) WHERE finished_at IS NULL",
    "CREATE TABLE job_users (
        customer_id {id} NOT NULL,
        job_id {id} NOT NULL,
        position bigint NOT NULL,
        user_id {id} NOT NULL,
        outcome text,
        is_refused boolean NOT NULL,
        PRIMARY KEY (customer_id, job_id, position),
        FOREIGN KEY (customer_id, job_id) REFERENCES jobs (customer_id, id) ON DELETE CASCADE
    )",
    "CREATE INDEX job_users_waiting ON job_users (customer_id, job_id, position) WHERE outcome IS NULL",
    "CREATE INDEX job_users_refused ON job_users (customer_id, job_id, position) WHERE is_refused",
    "CREATE INDEX job_users_of_user ON job_users (customer_id, user_id)",
    // Small and of all customers: the rows that tell what to do stay with the customer.
    "CREATE TABLE work_queue (
        id {id} PRIMARY KEY,
        customer_id {id} NOT NULL,
        kind text NOT NULL,
        run_at {time} NOT NULL,
        lease_until {time},
        attempts bigint NOT NULL
    )",
    "CREATE INDEX work_queue_by_time ON work_queue (run_at)",
];
