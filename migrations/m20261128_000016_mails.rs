//! Mails: to whom, about whom, by whom, and how far each came. What stands in one lies sealed with its message.

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
        run(manager, MAILS).await
    }
}

const MAILS: &[&str] = &[
    // The id is its message's. staff_id and user_id refer to no row: what was sent stays told; a purge empties what
    // tells of the user.
    "CREATE TABLE mails (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        user_id {id},
        sheet_id {id},
        staff_id {id},
        staff_name text NOT NULL,
        kind text NOT NULL,
        address text,
        credential text,
        created_at {time} NOT NULL,
        state text NOT NULL,
        state_at {time} NOT NULL,
        next_at {time},
        left_at {time},
        ended_at {time},
        reason text,
        answer text,
        sent_again_as {id},
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE INDEX mails_of_user ON mails (customer_id, user_id, id) WHERE user_id IS NOT NULL",
    "CREATE INDEX mails_of_sheet ON mails (customer_id, sheet_id, id) WHERE sheet_id IS NOT NULL",
    // How many leave in an hour is bounded for the whole installation.
    "CREATE INDEX mails_by_departure ON mails (left_at) WHERE left_at IS NOT NULL",
    "CREATE INDEX mails_waiting ON mails (id) WHERE ended_at IS NULL",
];
