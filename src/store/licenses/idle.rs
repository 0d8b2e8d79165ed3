//! Seats that are held and not used: by users whose sign-in is blocked, or who never signed in.
//!
//! The condition is written as the index of these users has it, so that a customer's other users
//! are not read.

use std::collections::HashMap;

use sea_orm::{FromQueryResult, Statement};
use uuid::Uuid;

use crate::domain::id::{CustomerId, SkuId};
use crate::store::{Connection, Error};

/// How many seats of a product are held without use. Nobody is counted twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Idle {
    /// By users whose sign-in is blocked.
    pub blocked: i64,
    /// By users who may sign in and never did.
    pub unused: i64,
}

impl Idle {
    pub fn total(&self) -> i64 {
        self.blocked + self.unused
    }
}

#[derive(FromQueryResult)]
struct Row {
    sku_id: Uuid,
    blocked: i64,
    unused: i64,
}

/// The question, of one customer. CROSS JOIN: SQLite keeps to this order, and begins with the few users
/// rather than with all seats.
pub const IDLE: &str = "SELECT held.sku_id,
        COUNT(*) FILTER (WHERE NOT users.sign_in_allowed) AS blocked,
        COUNT(*) FILTER (WHERE users.sign_in_allowed) AS unused
    FROM users CROSS JOIN license_assignments AS held
    WHERE users.customer_id = $1 AND users.deleted_at IS NULL
        AND (NOT users.sign_in_allowed OR users.last_sign_in_at IS NULL)
        AND held.customer_id = $1 AND held.user_id = users.id
    GROUP BY held.sku_id";

/// The seats that a customer's users hold without use, by product; products without any are left
/// out. One statement.
pub async fn idle(db: &impl Connection, customer: CustomerId) -> Result<HashMap<SkuId, Idle>, Error> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), IDLE, [customer.0.into()]);
    let rows = db.query_all_raw(statement).await?;
    let idle = |row: Row| (SkuId(row.sku_id), Idle { blocked: row.blocked, unused: row.unused });
    Ok(rows.iter().map(|row| Row::from_query_result(row, "").map(idle)).collect::<Result<_, _>>()?)
}
