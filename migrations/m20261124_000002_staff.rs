//! Staff who come and go: temporary passwords that expire, a time zone of one's own, and removal,
//! after which the row stays so that the activity log can name the person.

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
        run(manager, STAFF).await
    }
}

const STAFF: &[&str] = &[
    "ALTER TABLE staff ADD COLUMN password_expires_at {time}",
    "ALTER TABLE staff ADD COLUMN time_zone text",
    "ALTER TABLE staff ADD COLUMN removed_at {time}",
    // A session gets an id by which it is shown and ended; its key stays what opens it. Those from
    // before have none, so everybody signs in once more.
    "DROP TABLE sessions",
    "CREATE TABLE sessions (
        key_hash {fold} PRIMARY KEY,
        id {id} NOT NULL UNIQUE,
        staff_id {id} REFERENCES staff (id) ON DELETE CASCADE,
        state text NOT NULL,
        address text NOT NULL,
        browser text NOT NULL,
        created_at {time} NOT NULL,
        last_seen_at {time} NOT NULL
    )",
    "CREATE INDEX sessions_of_staff ON sessions (staff_id, created_at)",
    "CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at)",
    "CREATE INDEX selections_of_staff ON selections (staff_id)",
    "CREATE INDEX open_sheets_by_staff ON credential_sheets (staff_id) WHERE closed_at IS NULL",
];
