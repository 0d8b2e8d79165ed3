//! Credential sheets: the temporary passwords that one member of staff made for one customer and
//! has not put away yet. Every password is sealed on its own.

mod handed;
mod open;

pub use self::handed::{Replaced, Unhanded, hand_out, replaced, unhanded};
pub use self::open::{OpenSheet, open_at_all_customers};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, FromQueryResult, JoinType, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, OnConflict, Query},
};

use uuid::Uuid;

use super::entity::{credential_row, credential_sheet, staff, user};
use super::keys::of_users;
use super::{Connection, Error, Tx};
use super::{hand_overs, links};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, SheetId, StaffId, UserId};
use crate::domain::link::Ending;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub customer: CustomerId,
    pub id: SheetId,
    pub staff: StaffId,
    pub opened_at: Moment,
    pub expires_at: Moment,
    pub closed_at: Option<Moment>,
}

fn whole(row: &credential_sheet::Model) -> Sheet {
    Sheet {
        customer: CustomerId(row.customer_id),
        id: SheetId(row.id),
        staff: StaffId(row.staff_id),
        opened_at: row.opened_at,
        expires_at: row.expires_at,
        closed_at: row.closed_at,
    }
}

pub async fn find(db: &impl Connection, customer: CustomerId, id: SheetId) -> Result<Option<Sheet>, Error> {
    Ok(credential_sheet::Entity::find_by_id((customer.0, id.0)).one(db).await?.as_ref().map(whole))
}

/// The sheet that this member of staff has open for this customer, even if it expired and was not
/// closed yet.
pub async fn open_of(db: &impl Connection, customer: CustomerId, staff: StaffId) -> Result<Option<Sheet>, Error> {
    use credential_sheet::Column as C;
    let row = credential_sheet::Entity::find()
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::StaffId.eq(staff.0))
        .filter(C::ClosedAt.is_null())
        .one(db)
        .await?;
    Ok(row.as_ref().map(whole))
}

pub async fn insert(tx: &Tx, sheet: &Sheet) -> Result<(), Error> {
    let row = credential_sheet::ActiveModel {
        customer_id: Set(sheet.customer.0),
        id: Set(sheet.id.0),
        staff_id: Set(sheet.staff.0),
        opened_at: Set(sheet.opened_at),
        expires_at: Set(sheet.expires_at),
        closed_at: Set(sheet.closed_at),
    };
    credential_sheet::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn extend(tx: &Tx, sheet: &Sheet, expires_at: Moment) -> Result<(), Error> {
    credential_sheet::Entity::update_many()
        .col_expr(credential_sheet::Column::ExpiresAt, Expr::value(expires_at))
        .filter(credential_sheet::Column::CustomerId.eq(sheet.customer.0))
        .filter(credential_sheet::Column::Id.eq(sheet.id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Puts sealed passwords of new users on the sheet.
pub async fn insert_rows(tx: &Tx, sheet: &Sheet, rows: Vec<(UserId, Vec<u8>)>, at: Moment) -> Result<(), Error> {
    let rows = rows.into_iter().map(|(user, sealed)| credential_row::ActiveModel {
        customer_id: Set(sheet.customer.0),
        sheet_id: Set(sheet.id.0),
        user_id: Set(user.0),
        sealed: Set(sealed),
        added_at: Set(at),
        handed_at: Set(None),
        replaced_at: Set(None),
        replaced_by: Set(None),
    });
    credential_row::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Puts a sealed password on the sheet; a newer one of the same user takes the older one's place.
pub async fn put_row(tx: &Tx, sheet: &Sheet, user: UserId, sealed: Vec<u8>, at: Moment) -> Result<(), Error> {
    use credential_row::Column as C;
    links::end_of_users(tx, sheet.customer, &[user], Ending::Replaced, at).await?;
    hand_overs::changed(tx, sheet.customer, &[user], at).await?;
    // A password on somebody else's sheet is worth nothing any more: that one learns what became of it.
    credential_row::Entity::update_many()
        .col_expr(C::Sealed, Expr::value(Vec::<u8>::new()))
        .col_expr(C::ReplacedAt, Expr::value(at))
        .col_expr(C::ReplacedBy, Expr::value(sheet.staff.0))
        .filter(C::CustomerId.eq(sheet.customer.0))
        .filter(C::UserId.eq(user.0))
        .filter(C::SheetId.ne(sheet.id.0))
        .filter(C::ReplacedAt.is_null())
        .exec(tx)
        .await?;
    let row = credential_row::ActiveModel {
        customer_id: Set(sheet.customer.0),
        sheet_id: Set(sheet.id.0),
        user_id: Set(user.0),
        sealed: Set(sealed),
        added_at: Set(at),
        handed_at: Set(None),
        replaced_at: Set(None),
        replaced_by: Set(None),
    };
    credential_row::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([C::CustomerId, C::SheetId, C::UserId])
                .update_columns([C::Sealed, C::AddedAt, C::HandedAt, C::ReplacedAt, C::ReplacedBy])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Destroys the passwords of users on whichever sheets they stand, and their links, that are worth nothing any more
/// for this reason.
pub async fn drop_rows(tx: &Tx, customer: CustomerId, users: &[UserId], why: Ending, at: Moment) -> Result<(), Error> {
    use credential_row::Column as C;
    links::end_of_users(tx, customer, users, why, at).await?;
    credential_row::Entity::delete_many()
        .filter(of_users(tx.get_database_backend(), [C::CustomerId, C::UserId], customer, users))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many passwords stand on it.
pub async fn count(db: &impl Connection, sheet: &Sheet) -> Result<u64, Error> {
    Ok(credential_row::Entity::find()
        .filter(credential_row::Column::CustomerId.eq(sheet.customer.0))
        .filter(credential_row::Column::SheetId.eq(sheet.id.0))
        .filter(credential_row::Column::ReplacedAt.is_null())
        .count(db)
        .await?)
}

/// Whose passwords were put on it last, by display name, the newest first.
pub async fn newest(db: &impl Connection, sheet: &Sheet, limit: u64) -> Result<Vec<String>, Error> {
    let of_user = credential_row::Entity::belongs_to(user::Entity)
        .from((credential_row::Column::CustomerId, credential_row::Column::UserId))
        .to((user::Column::CustomerId, user::Column::Id))
        .into();
    let names = credential_row::Entity::find()
        .join(JoinType::InnerJoin, of_user)
        .select_only()
        .column(user::Column::DisplayName)
        .filter(credential_row::Column::CustomerId.eq(sheet.customer.0))
        .filter(credential_row::Column::SheetId.eq(sheet.id.0))
        .order_by_desc(credential_row::Column::AddedAt)
        .limit(limit)
        .into_tuple();
    Ok(names.all(db).await?)
}

/// Destroys the passwords and the tokens of links, and closes the sheet; `false` when it was closed already.
pub async fn close(tx: &Tx, sheet: &Sheet, at: Moment) -> Result<bool, Error> {
    use credential_sheet::Column as C;
    let closed = credential_sheet::Entity::update_many()
        .col_expr(C::ClosedAt, Expr::value(at))
        .filter(C::CustomerId.eq(sheet.customer.0))
        .filter(C::Id.eq(sheet.id.0))
        .filter(C::ClosedAt.is_null())
        .exec(tx)
        .await?;
    links::forget_tokens(tx, sheet.customer, sheet.id).await?;
    credential_row::Entity::delete_many()
        .filter(credential_row::Column::CustomerId.eq(sheet.customer.0))
        .filter(credential_row::Column::SheetId.eq(sheet.id.0))
        .exec(tx)
        .await?;
    Ok(closed.rows_affected == 1)
}

/// Open sheets whose time is over, the oldest first, at most `limit`.
pub async fn expired(db: &impl Connection, now: Moment, limit: u64) -> Result<Vec<Sheet>, Error> {
    use credential_sheet::Column as C;
    let rows = credential_sheet::Entity::find()
        .filter(C::ClosedAt.is_null())
        .filter(C::ExpiresAt.lte(now))
        .order_by_asc(C::ExpiresAt)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.iter().map(whole).collect())
}

/// Open sheets of one member of staff, at all customers.
pub async fn open_everywhere(db: &impl Connection, staff: StaffId) -> Result<Vec<Sheet>, Error> {
    use credential_sheet::Column as C;
    let own = credential_sheet::Entity::find().filter(C::StaffId.eq(staff.0)).filter(C::ClosedAt.is_null());
    let rows = own.order_by_asc(C::CustomerId).all(db).await?;
    Ok(rows.iter().map(whole).collect())
}

/// How many passwords stand on the open sheets of one member of staff.
pub async fn open_passwords(db: &impl Connection, staff: StaffId) -> Result<u64, Error> {
    let on_sheet = credential_row::Entity::belongs_to(credential_sheet::Entity)
        .from((credential_row::Column::CustomerId, credential_row::Column::SheetId))
        .to((credential_sheet::Column::CustomerId, credential_sheet::Column::Id))
        .into();
    Ok(credential_row::Entity::find()
        .join(JoinType::InnerJoin, on_sheet)
        .filter(credential_sheet::Column::StaffId.eq(staff.0))
        .filter(credential_sheet::Column::ClosedAt.is_null())
        .filter(credential_row::Column::ReplacedAt.is_null())
        .count(db)
        .await?)
}

/// Open sheets of people who were removed or blocked, at most `limit`.
pub async fn of_shut_out(db: &impl Connection, limit: u64) -> Result<Vec<Sheet>, Error> {
    use credential_sheet::Column as C;
    let removed = Query::select()
        .column(staff::Column::Id)
        .from(staff::Entity)
        .and_where(staff::Column::RemovedAt.is_not_null().or(staff::Column::BlockedAt.is_not_null()))
        .to_owned();
    let open = credential_sheet::Entity::find().filter(C::ClosedAt.is_null());
    let rows = open.filter(C::StaffId.in_subquery(removed)).limit(limit).all(db).await?;
    Ok(rows.iter().map(whole).collect())
}

/// What a sheet shows of a user: names, and whether it is an administrator.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OnSheet {
    pub user_id: Uuid,
    pub display_name: String,
    pub user_name: String,
    pub role_level: i64,
    pub location: Option<String>,
    pub password_expires_at: Option<Moment>,
    pub sealed: Vec<u8>,
    pub added_at: Moment,
}

/// The users of a sheet, in the order in which they came onto it; at most `limit` from `offset`.
/// Sheets hold what one person added in a day, so an offset is cheap.
pub async fn on_sheet(
    db: &impl Connection,
    customer: CustomerId,
    sheet: SheetId,
    offset: u64,
    limit: u64,
) -> Result<Vec<OnSheet>, Error> {
    let on_user = credential_row::Entity::belongs_to(user::Entity)
        .from((credential_row::Column::CustomerId, credential_row::Column::UserId))
        .to((user::Column::CustomerId, user::Column::Id))
        .into();
    let rows = credential_row::Entity::find()
        .join(JoinType::InnerJoin, on_user)
        .filter(credential_row::Column::CustomerId.eq(customer.0))
        .filter(credential_row::Column::SheetId.eq(sheet.0))
        .filter(credential_row::Column::ReplacedAt.is_null())
        .filter(user::Column::DeletedAt.is_null())
        .select_only()
        .columns([credential_row::Column::UserId, credential_row::Column::Sealed, credential_row::Column::AddedAt])
        .columns([user::Column::DisplayName, user::Column::UserName, user::Column::RoleLevel])
        .columns([user::Column::Location, user::Column::PasswordExpiresAt])
        .order_by_asc(credential_row::Column::AddedAt)
        .order_by_asc(user::Column::SortKey)
        .order_by_asc(credential_row::Column::UserId)
        .offset(offset)
        .limit(limit)
        .into_model::<OnSheet>()
        .all(db)
        .await?;
    Ok(rows)
}
