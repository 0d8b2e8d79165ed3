//! From where people have signed in: there they are not shut out by what others try elsewhere. Addresses
//! are kept as a MAC.

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
        run(manager, KNOWN).await
    }
}

const KNOWN: &[&str] = &["CREATE TABLE known_addresses (
        staff_id {id} NOT NULL,
        address {fold} NOT NULL,
        seen_at {time} NOT NULL,
        PRIMARY KEY (staff_id, address)
    )"];
