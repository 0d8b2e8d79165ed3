//! Uploads of users: the file as it came, for as long as it may have to be read again; its rows; and which column
//! is what, as somebody has said.

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
        run(manager, UPLOADS).await
    }
}

const UPLOADS: &[&str] = &[
    // staff_id refers to no row: what was uploaded stays told when the person has left.
    "CREATE TABLE uploads (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        staff_id {id} NOT NULL,
        staff_name text NOT NULL,
        credential text,
        form_id {id} NOT NULL,
        body_hash text NOT NULL,
        file_name text NOT NULL,
        state text NOT NULL,
        choice text NOT NULL,
        facts text NOT NULL,
        wishes text NOT NULL,
        summary text NOT NULL,
        revision bigint NOT NULL,
        due bigint NOT NULL,
        done bigint NOT NULL,
        created bigint NOT NULL,
        updated bigint NOT NULL,
        partly bigint NOT NULL,
        refused bigint NOT NULL,
        created_at {time} NOT NULL,
        saved_at {time},
        stopping_at {time},
        finished_at {time},
        erased_at {time},
        ending text,
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE INDEX uploads_in_order ON uploads (customer_id, created_at)",
    "CREATE INDEX uploads_open ON uploads (customer_id, staff_id) WHERE finished_at IS NULL",
    "CREATE INDEX uploads_of_staff ON uploads (staff_id, finished_at)",
    "CREATE INDEX uploads_unerased ON uploads (created_at) WHERE erased_at IS NULL",
    // The file as it came, each piece sealed on its own.
    "CREATE TABLE upload_pieces (
        customer_id {id} NOT NULL,
        upload_id {id} NOT NULL,
        position bigint NOT NULL,
        sealed {bytes} NOT NULL,
        PRIMARY KEY (customer_id, upload_id, position),
        FOREIGN KEY (customer_id, upload_id) REFERENCES uploads (customer_id, id) ON DELETE CASCADE
    )",
    "CREATE TABLE upload_rows (
        customer_id {id} NOT NULL,
        upload_id {id} NOT NULL,
        position bigint NOT NULL,
        line bigint NOT NULL,
        cells text NOT NULL,
        unread text,
        verdict text NOT NULL,
        is_doubtful boolean NOT NULL,
        is_administrator boolean NOT NULL,
        is_ticked boolean NOT NULL,
        has_notes boolean NOT NULL,
        is_partial boolean NOT NULL,
        detail text NOT NULL,
        is_due boolean NOT NULL,
        result text,
        user_id {id},
        PRIMARY KEY (customer_id, upload_id, position),
        FOREIGN KEY (customer_id, upload_id) REFERENCES uploads (customer_id, id) ON DELETE CASCADE
    )",
    "CREATE INDEX upload_rows_by_verdict ON upload_rows (customer_id, upload_id, verdict, position)",
    "CREATE INDEX upload_rows_by_result ON upload_rows (customer_id, upload_id, result, position)
        WHERE result IS NOT NULL",
    "CREATE INDEX upload_rows_waiting ON upload_rows (customer_id, upload_id, position) WHERE is_due AND result IS NULL",
    "CREATE INDEX upload_rows_of_user ON upload_rows (customer_id, user_id) WHERE user_id IS NOT NULL",
    "CREATE TABLE upload_columns (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        headers {fold} NOT NULL,
        columns text NOT NULL,
        noted_at {time} NOT NULL,
        PRIMARY KEY (customer_id, headers)
    )",
];
