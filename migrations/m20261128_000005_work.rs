//! What is under way: sheets of temporary passwords, selections, license previews, jobs, and what nodes do by
//! themselves.

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
        run(manager, SHEETS_AND_SELECTIONS).await?;
        run(manager, LICENSE_PREVIEWS).await?;
        run(manager, JOBS).await?;
        run(manager, TASKS).await
    }
}

const SHEETS_AND_SELECTIONS: &[&str] = &[
    "CREATE TABLE credential_sheets (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        staff_id {id} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        opened_at {time} NOT NULL,
        expires_at {time} NOT NULL,
        closed_at {time},
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE UNIQUE INDEX open_sheet_of_staff ON credential_sheets (customer_id, staff_id) WHERE closed_at IS NULL",
    "CREATE INDEX open_sheets_by_staff ON credential_sheets (staff_id) WHERE closed_at IS NULL",
    "CREATE INDEX open_sheets_by_expiry ON credential_sheets (expires_at) WHERE closed_at IS NULL",
    "CREATE TABLE credential_rows (
        customer_id {id} NOT NULL,
        sheet_id {id} NOT NULL,
        user_id {id} NOT NULL,
        sealed {bytes} NOT NULL,
        added_at {time} NOT NULL,
        PRIMARY KEY (customer_id, sheet_id, user_id),
        FOREIGN KEY (customer_id, sheet_id) REFERENCES credential_sheets (customer_id, id) ON DELETE CASCADE,
        FOREIGN KEY (customer_id, user_id) REFERENCES users (customer_id, id) ON DELETE CASCADE
    )",
    "CREATE INDEX credential_rows_in_order ON credential_rows (customer_id, sheet_id, added_at, user_id)",
    "CREATE INDEX credential_rows_of_user ON credential_rows (customer_id, user_id)",
    "CREATE TABLE selections (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        staff_id {id} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        filter text,
        expires_at {time} NOT NULL,
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE INDEX selections_of_staff ON selections (staff_id)",
    "CREATE INDEX selections_by_expiry ON selections (expires_at)",
    "CREATE TABLE selection_users (
        customer_id {id} NOT NULL,
        selection_id {id} NOT NULL,
        user_id {id} NOT NULL,
        PRIMARY KEY (customer_id, selection_id, user_id),
        FOREIGN KEY (customer_id, selection_id) REFERENCES selections (customer_id, id) ON DELETE CASCADE
    )",
    "CREATE INDEX selection_users_of_user ON selection_users (customer_id, user_id)",
];

const LICENSE_PREVIEWS: &[&str] = &[
    "CREATE TABLE license_previews (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        staff_id {id} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        source text NOT NULL,
        filter text,
        left_out bigint NOT NULL,
        joined bigint NOT NULL,
        total bigint NOT NULL,
        summary text NOT NULL,
        digest {fold} NOT NULL,
        revision bigint NOT NULL,
        page text NOT NULL,
        created_at {time} NOT NULL,
        expires_at {time} NOT NULL,
        job_id {id},
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE INDEX license_previews_by_expiry ON license_previews (expires_at)",
    "CREATE INDEX license_previews_of_staff ON license_previews (staff_id)",
    "CREATE TABLE license_preview_users (
        customer_id {id} NOT NULL,
        preview_id {id} NOT NULL,
        position bigint NOT NULL,
        user_id {id} NOT NULL,
        step text NOT NULL,
        PRIMARY KEY (customer_id, preview_id, position),
        FOREIGN KEY (customer_id, preview_id) REFERENCES license_previews (customer_id, id) ON DELETE CASCADE
    )",
    "CREATE INDEX license_previews_of_job ON license_previews (customer_id, job_id) WHERE job_id IS NOT NULL",
];

const JOBS: &[&str] = &[
    // staff_id refers to no row: what was done stays told when the person has left.
    "CREATE TABLE jobs (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        kind text NOT NULL,
        staff_id {id} NOT NULL,
        staff_name text NOT NULL,
        credential text,
        options text NOT NULL,
        total bigint NOT NULL,
        done bigint NOT NULL,
        refused bigint NOT NULL,
        left_out bigint NOT NULL,
        joined bigint NOT NULL,
        created_at {time} NOT NULL,
        finished_at {time},
        undoes {id},
        partly bigint NOT NULL,
        unchanged bigint NOT NULL,
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE INDEX jobs_under_way ON jobs (customer_id, created_at) WHERE finished_at IS NULL",
    "CREATE INDEX jobs_of_staff ON jobs (staff_id, finished_at)",
    "CREATE INDEX jobs_undoing ON jobs (customer_id, undoes) WHERE undoes IS NOT NULL",
    // step: what the preview said of this user; no more than that is done.
    "CREATE TABLE job_users (
        customer_id {id} NOT NULL,
        job_id {id} NOT NULL,
        position bigint NOT NULL,
        user_id {id} NOT NULL,
        outcome text,
        is_refused boolean NOT NULL,
        is_partial boolean NOT NULL,
        step text,
        PRIMARY KEY (customer_id, job_id, position),
        FOREIGN KEY (customer_id, job_id) REFERENCES jobs (customer_id, id) ON DELETE CASCADE
    )",
    "CREATE INDEX job_users_waiting ON job_users (customer_id, job_id, position) WHERE outcome IS NULL",
    "CREATE INDEX job_users_refused ON job_users (customer_id, job_id, position) WHERE is_refused",
    "CREATE INDEX job_users_of_user ON job_users (customer_id, user_id)",
    "CREATE INDEX job_users_partial ON job_users (customer_id, job_id, position) WHERE is_partial",
];

const TASKS: &[&str] = &[
    "CREATE TABLE tasks (
        id {id} PRIMARY KEY,
        kind text NOT NULL,
        payload text NOT NULL,
        run_at {time} NOT NULL,
        lease {id},
        lease_until {time},
        attempts bigint NOT NULL
    )",
    "CREATE INDEX tasks_by_time ON tasks (run_at)",
    "CREATE TABLE messages (
        id {id} PRIMARY KEY,
        customer_id {id} NOT NULL,
        channel text NOT NULL,
        sealed {bytes} NOT NULL,
        created_at {time} NOT NULL,
        sent_at {time},
        given_up_at {time}
    )",
];
