//! What a few users of a job cost does not grow with the customer; and on SQLite the head of a chain
//! is not put in another one's place.

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
        run(manager, INDEXES).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => Ok(()),
            _ => run(manager, KEPT_ON_SQLITE).await,
        }
    }
}

const INDEXES: &[&str] = &[
    // Of administrators only: with everybody in it, SQLite would walk through the customer's users by
    // their roles to find a few that are known by their ids.
    "CREATE INDEX administrators_by_name ON users (customer_id, role_level, sort_key, id)
        WHERE deleted_at IS NULL AND role_level <> 0",
    "CREATE INDEX selection_users_of_user ON selection_users (customer_id, user_id)",
];

/// A chain begins with an empty head and from then on is updated only. That beginning may be tried
/// again (`ON CONFLICT DO NOTHING`), and where there are events already it cannot replace anything.
const KEPT_ON_SQLITE: &[&str] = &["CREATE TRIGGER chains_begin_once BEFORE INSERT ON chains
        WHEN NEW.seq <> 0 AND EXISTS (SELECT 1 FROM chains WHERE customer_id = NEW.customer_id)
        BEGIN SELECT RAISE(ABORT, 'chains are never replaced'); END"];
