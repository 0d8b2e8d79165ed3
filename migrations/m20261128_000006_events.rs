//! Events, in chains that only grow; `customer_id` of the installation's own chains is none of a customer's. A page
//! of the log is read from its place in an index, however long it is.
//!
//! Triggers refuse what the program never does. Who may alter the schema can drop them; that somebody did
//! shows in the chain and in the heads noted outside the database.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, EVENTS).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => run(manager, KEPT_ON_POSTGRES).await,
            _ => run(manager, KEPT_ON_SQLITE).await,
        }
    }
}

const EVENTS: &[&str] = &[
    "CREATE TABLE chains (
        customer_id {id} PRIMARY KEY,
        seq bigint NOT NULL,
        mac {bytes} NOT NULL
    )",
    "CREATE TABLE events (
        customer_id {id} NOT NULL,
        seq bigint NOT NULL,
        at {time} NOT NULL,
        operation text NOT NULL,
        actor text NOT NULL,
        actor_id {id},
        target_kind text NOT NULL,
        target_id {id},
        request_id {id},
        detail_hash {bytes} NOT NULL,
        mac {bytes} NOT NULL,
        PRIMARY KEY (customer_id, seq)
    )",
    "CREATE INDEX events_by_time ON events (at, customer_id, seq)",
    "CREATE INDEX events_of_customer ON events (customer_id, at, seq)",
    "CREATE INDEX events_of_actor ON events (actor_id, at, customer_id, seq)",
    "CREATE INDEX events_of_target ON events (customer_id, target_id, seq)",
    // Before and after lie apart under a salted hash: a purge deletes them and the chain stays whole.
    "CREATE TABLE event_details (
        customer_id {id} NOT NULL,
        seq bigint NOT NULL,
        salt {bytes} NOT NULL,
        detail text NOT NULL,
        search_text {fold} NOT NULL,
        PRIMARY KEY (customer_id, seq),
        FOREIGN KEY (customer_id, seq) REFERENCES events (customer_id, seq) ON DELETE CASCADE
    )",
];

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
    // A chain begins with an empty head and from then on is updated only. That beginning may be tried
    // again (`ON CONFLICT DO NOTHING`), and where there are events already it cannot replace anything.
    "CREATE TRIGGER chains_begin_once BEFORE INSERT ON chains
        WHEN NEW.seq <> 0 AND EXISTS (SELECT 1 FROM chains WHERE customer_id = NEW.customer_id)
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
