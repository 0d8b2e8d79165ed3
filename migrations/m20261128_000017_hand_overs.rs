//! One-time links to temporary passwords, and what was handed over to whom, when and by whom.

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
        run(manager, HAND_OVERS).await
    }
}

const HAND_OVERS: &[&str] = &[
    // Of the token there is only its SHA-256; `sealed` opens with the token and our key together. `token` is sealed
    // under our key as long as its sheet is open. `sealed_until`: when `sealed` is destroyed; none where it is.
    // sheet_id and issued_by refer to no row: a link outlives its sheet, and what was done stays told.
    "CREATE TABLE hand_over_links (
        customer_id {id} NOT NULL,
        id {id} NOT NULL,
        user_id {id} NOT NULL,
        sheet_id {id} NOT NULL,
        token_hash {fold} NOT NULL UNIQUE,
        sealed {bytes} NOT NULL,
        sealed_until {time},
        token {bytes},
        code_mac {bytes},
        tries bigint NOT NULL,
        credential {fold} NOT NULL,
        issued_at {time} NOT NULL,
        expires_at {time} NOT NULL,
        ending text,
        ended_at {time},
        PRIMARY KEY (customer_id, id),
        FOREIGN KEY (customer_id, user_id) REFERENCES users (customer_id, id) ON DELETE CASCADE
    )",
    "CREATE INDEX hand_over_links_of_sheet ON hand_over_links (customer_id, sheet_id, user_id)",
    "CREATE INDEX hand_over_links_of_user ON hand_over_links (customer_id, user_id, issued_at)",
    "CREATE INDEX hand_over_links_by_end ON hand_over_links (sealed_until) WHERE sealed_until IS NOT NULL",
    // password_at: when the password was made. link_id is nil where there is none, address empty.
    "CREATE TABLE hand_overs (
        customer_id {id} NOT NULL,
        user_id {id} NOT NULL,
        password_at {time} NOT NULL,
        kind {fold} NOT NULL,
        staff_id {id} NOT NULL,
        link_id {id} NOT NULL,
        address {fold} NOT NULL,
        staff_name text NOT NULL,
        first_at {time} NOT NULL,
        last_at {time} NOT NULL,
        changed_at {time},
        PRIMARY KEY (customer_id, user_id, password_at, kind, staff_id, link_id, address),
        FOREIGN KEY (customer_id, user_id) REFERENCES users (customer_id, id) ON DELETE CASCADE
    )",
];
