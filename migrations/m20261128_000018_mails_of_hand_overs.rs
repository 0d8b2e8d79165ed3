//! By which mail something was handed over, so that the record tells what became of it.

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
        run(manager, MAILS_OF_HAND_OVERS).await
    }
}

const MAILS_OF_HAND_OVERS: &[&str] = &[
    // The latest one to that address.
    "ALTER TABLE hand_overs ADD COLUMN mail_id {id}",
    "CREATE INDEX hand_overs_of_mail ON hand_overs (customer_id, mail_id) WHERE mail_id IS NOT NULL",
];
