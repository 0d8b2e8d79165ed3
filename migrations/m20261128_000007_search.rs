//! What users and customers are found by, as it is written since one apostrophe stands for all of them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::domain::text::searchable;
use crate::domain::user::search_text;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Users read at a time.
const ROWS: i64 = 2_000;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        customers(manager).await?;
        users(manager).await
    }
}

/// The domains behind a company's name stay as they are.
async fn customers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let backend = manager.get_database_backend();
    let all = "SELECT id, company_name, sort_key, search_text FROM customers";
    for row in connection.query_all_raw(Statement::from_string(backend, all)).await? {
        let id: Uuid = row.try_get("", "id")?;
        let (name, before): (String, String) = (row.try_get("", "company_name")?, row.try_get("", "search_text")?);
        let sort_key: String = row.try_get("", "sort_key")?;
        let Some(domains) = before.strip_prefix(&sort_key) else { continue };
        let after = format!("{}{domains}", searchable(&name));
        if after != before {
            let change = "UPDATE customers SET search_text = $1 WHERE id = $2";
            let values = [after.into(), id.into()];
            connection.execute_raw(Statement::from_sql_and_values(backend, change, values)).await?;
        }
    }
    Ok(())
}

async fn users(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let backend = manager.get_database_backend();
    let (mut customer, mut user) = (Uuid::nil(), Uuid::nil());
    loop {
        let next = "SELECT customer_id, id, display_name, upn_key, search_text FROM users
            WHERE (customer_id, id) > ($1, $2) ORDER BY customer_id, id LIMIT $3";
        let values = [customer.into(), user.into(), ROWS.into()];
        let rows = connection.query_all_raw(Statement::from_sql_and_values(backend, next, values)).await?;
        for row in &rows {
            (customer, user) = (row.try_get("", "customer_id")?, row.try_get("", "id")?);
            let (name, key): (String, String) = (row.try_get("", "display_name")?, row.try_get("", "upn_key")?);
            let (before, after): (String, String) = (row.try_get("", "search_text")?, search_text(&name, &key, None));
            if after != before {
                let change = "UPDATE users SET search_text = $1 WHERE customer_id = $2 AND id = $3";
                let values = [after.into(), customer.into(), user.into()];
                connection.execute_raw(Statement::from_sql_and_values(backend, change, values)).await?;
            }
        }
        if rows.is_empty() {
            return Ok(());
        }
    }
}
