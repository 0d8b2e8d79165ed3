//! Customers' users sign in: when they did is told in chains that are no customer's, and what can be read of it goes
//! with its user and not before, as everywhere else.

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
        run(manager, USERS).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => run(manager, KEPT_ON_POSTGRES).await,
            _ => run(manager, KEPT_ON_SQLITE).await,
        }
    }
}

/// Where the chain does not tell the customer, whether a user is still there is asked by id alone.
const USERS: &[&str] = &["CREATE INDEX users_by_id ON users (id)"];

const KEPT_ON_SQLITE: &[&str] = &[
    "DROP TRIGGER event_details_go_with_their_user",
    "CREATE TRIGGER event_details_go_with_their_user BEFORE DELETE ON event_details
        WHEN NOT EXISTS (
            SELECT 1 FROM events
            WHERE events.customer_id = OLD.customer_id AND events.seq = OLD.seq AND events.target_kind = 'user'
                AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = events.target_id)
        )
        BEGIN SELECT RAISE(ABORT, 'details of events go only with their user'); END",
];

const KEPT_ON_POSTGRES: &[&str] =
    &["CREATE OR REPLACE FUNCTION refuse_deletion_before_user() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT 1 FROM events
                WHERE events.customer_id = OLD.customer_id AND events.seq = OLD.seq AND events.target_kind = 'user'
                    AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = events.target_id)
            ) THEN RETURN OLD; END IF;
            RAISE EXCEPTION 'details of events go only with their user';
        END $$"];
