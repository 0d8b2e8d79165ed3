//! The activity log: records that nobody changes, found by time, by customer, by who did it.
//!
//! Triggers refuse what the program never does. Who may alter the schema can drop them; that
//! somebody did shows in the chain and in the heads noted outside the database.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DbBackend, Statement};
use uuid::Uuid;

use super::run;
use crate::domain::event::Detail;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, FINDING).await?;
        run(manager, NAMES).await?;
        name_records(manager).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => run(manager, KEPT_ON_POSTGRES).await,
            _ => run(manager, KEPT_ON_SQLITE).await,
        }
    }
}

/// A page is read from its place in one of these, however long the log.
const FINDING: &[&str] = &[
    "DROP INDEX events_by_time",
    "CREATE INDEX events_by_time ON events (at, customer_id, seq)",
    "CREATE INDEX events_of_customer ON events (customer_id, at, seq)",
    "CREATE INDEX events_of_staff ON events (staff_id, at, customer_id, seq)",
];

/// Who did it and to whom, folded as all text that is searched.
const NAMES: &[&str] = &["ALTER TABLE event_details ADD COLUMN search_text {fold} NOT NULL DEFAULT ''"];

/// Rows read at a time.
const ROWS: u64 = 1_000;

/// Fills in the names of the records that are there already: SQL cannot fold.
async fn name_records(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let backend = manager.get_database_backend();
    let (mut customer, mut seq) = (Uuid::nil(), -1_i64);
    loop {
        let sql = format!(
            "SELECT customer_id, seq, detail FROM event_details WHERE (customer_id, seq) > ($1, $2)
             ORDER BY customer_id, seq LIMIT {ROWS}"
        );
        let rows =
            db.query_all_raw(Statement::from_sql_and_values(backend, sql, [customer.into(), seq.into()])).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            (customer, seq) = (row.try_get("", "customer_id")?, row.try_get("", "seq")?);
            let detail: String = row.try_get("", "detail")?;
            let names = serde_json::from_str::<Detail>(&detail).map(|detail| detail.search_text()).unwrap_or_default();
            let update = "UPDATE event_details SET search_text = $1 WHERE customer_id = $2 AND seq = $3";
            let values = [names.into(), customer.into(), seq.into()];
            db.execute_raw(Statement::from_sql_and_values(backend, update, values)).await?;
        }
    }
}

/// `INSERT OR REPLACE` deletes without a word to the triggers of DELETE: hence those of INSERT.
const KEPT_ON_SQLITE: &[&str] = &[
    "CREATE TRIGGER events_never_change BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END",
    "CREATE TRIGGER events_never_go BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END",
    "CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events
        WHEN EXISTS (SELECT 1 FROM events WHERE customer_id = NEW.customer_id AND seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END",
    "CREATE TRIGGER event_details_never_change BEFORE UPDATE ON event_details
        BEGIN SELECT RAISE(ABORT, 'details of events are never changed'); END",
    "CREATE TRIGGER event_details_are_never_replaced BEFORE INSERT ON event_details
        WHEN EXISTS (SELECT 1 FROM event_details WHERE customer_id = NEW.customer_id AND seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'details of events are never replaced'); END",
    "CREATE TRIGGER event_details_go_with_their_user BEFORE DELETE ON event_details
        WHEN NOT EXISTS (
            SELECT 1 FROM events
            WHERE events.customer_id = OLD.customer_id AND events.seq = OLD.seq AND events.target_kind = 'user'
                AND NOT EXISTS (
                    SELECT 1 FROM users
                    WHERE users.customer_id = events.customer_id AND users.id = events.target_id
                )
        )
        BEGIN SELECT RAISE(ABORT, 'details of events go only with their user'); END",
    "CREATE TRIGGER chains_only_grow BEFORE UPDATE ON chains
        WHEN NEW.customer_id <> OLD.customer_id OR NEW.seq < OLD.seq OR (NEW.seq = OLD.seq AND NEW.mac <> OLD.mac)
        BEGIN SELECT RAISE(ABORT, 'chains only grow'); END",
    "CREATE TRIGGER chains_never_go BEFORE DELETE ON chains
        BEGIN SELECT RAISE(ABORT, 'chains are never deleted'); END",
    "CREATE TRIGGER chains_are_never_replaced AFTER INSERT ON chains
        WHEN EXISTS (SELECT 1 FROM events WHERE customer_id = NEW.customer_id AND seq > NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'chains are never replaced'); END",
];

const KEPT_ON_POSTGRES: &[&str] = &[
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
    "CREATE FUNCTION refuse_deletion_before_user() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT 1 FROM events
                WHERE events.customer_id = OLD.customer_id AND events.seq = OLD.seq AND events.target_kind = 'user'
                    AND NOT EXISTS (
                        SELECT 1 FROM users
                        WHERE users.customer_id = events.customer_id AND users.id = events.target_id
                    )
            ) THEN RETURN OLD; END IF;
            RAISE EXCEPTION 'details of events go only with their user';
        END $$",
    "CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE ON events
        FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER events_are_never_emptied BEFORE TRUNCATE ON events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER event_details_never_change BEFORE UPDATE ON event_details
        FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER event_details_are_never_emptied BEFORE TRUNCATE ON event_details
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER event_details_go_with_their_user BEFORE DELETE ON event_details
        FOR EACH ROW EXECUTE FUNCTION refuse_deletion_before_user()",
    "CREATE TRIGGER chains_only_grow BEFORE UPDATE ON chains FOR EACH ROW
        WHEN (NEW.customer_id <> OLD.customer_id OR NEW.seq < OLD.seq OR (NEW.seq = OLD.seq AND NEW.mac <> OLD.mac))
        EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER chains_never_go BEFORE DELETE ON chains
        FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER chains_are_never_emptied BEFORE TRUNCATE ON chains
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
];
