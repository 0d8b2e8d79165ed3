//! The open sheets of everybody, at all customers.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, sea_query::Expr,
};
use uuid::Uuid;

use super::handed::is_handed;
use crate::domain::Moment;
use crate::store::entity::{credential_row, credential_sheet, customer, staff};
use crate::store::{Connection, Error};

/// A sheet that is open, with whose it is and what stands on it.
#[derive(Clone, Debug)]
pub struct OpenSheet {
    pub head: Head,
    pub passwords: i64,
    /// How many of them were handed out.
    pub handed: i64,
}

/// The sheet itself.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Head {
    pub id: Uuid,
    pub customer_id: Uuid,
    pub company_name: String,
    pub staff_name: String,
    pub opened_at: Moment,
    pub expires_at: Moment,
}

#[derive(FromQueryResult)]
struct Counts {
    sheet_id: Uuid,
    passwords: i64,
    handed: i64,
}

/// The sheets that are open `now`, the one that closes first on top, at most `limit`.
pub async fn open_at_all_customers(db: &impl Connection, now: Moment, limit: u64) -> Result<Vec<OpenSheet>, Error> {
    use credential_sheet::Column as C;
    let of_customer =
        credential_sheet::Entity::belongs_to(customer::Entity).from(C::CustomerId).to(customer::Column::Id);
    let of_staff = credential_sheet::Entity::belongs_to(staff::Entity).from(C::StaffId).to(staff::Column::Id);
    let heads = credential_sheet::Entity::find()
        .join(JoinType::InnerJoin, of_customer.into())
        .join(JoinType::InnerJoin, of_staff.into())
        .filter(C::ClosedAt.is_null())
        .filter(C::ExpiresAt.gt(now))
        .select_only()
        .columns([C::Id, C::CustomerId, C::OpenedAt, C::ExpiresAt])
        .column_as(customer::Column::CompanyName, "company_name")
        .column_as(staff::Column::Name, "staff_name")
        .order_by_asc(C::ExpiresAt)
        .order_by_asc(C::Id)
        .limit(limit)
        .into_model::<Head>()
        .all(db)
        .await?;
    let mut counts = counted(db, &heads).await?;
    let with_counts = |head: Head| {
        let (passwords, handed) = counts.remove(&head.id).unwrap_or_default();
        OpenSheet { head, passwords, handed }
    };
    Ok(heads.into_iter().map(with_counts).collect())
}

/// Passwords on each of `heads`, and how many of them were handed out.
async fn counted(db: &impl Connection, heads: &[Head]) -> Result<HashMap<Uuid, (i64, i64)>, Error> {
    use credential_row::Column as C;
    let rows = credential_row::Entity::find()
        .filter(C::CustomerId.is_in(heads.iter().map(|head| head.customer_id)))
        .filter(C::SheetId.is_in(heads.iter().map(|head| head.id)))
        .filter(C::ReplacedAt.is_null())
        .select_only()
        .column(C::SheetId)
        .column_as(C::UserId.count(), "passwords")
        .column_as(Expr::expr(Expr::case(is_handed(), 1)).count(), "handed")
        .group_by(C::SheetId)
        .into_model::<Counts>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.sheet_id, (row.passwords, row.handed))).collect())
}
