//! What became of the passwords on a sheet: handed out on paper, in a file, by a link or a mail, or replaced by newer
//! ones.

use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, ExprTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::Sheet;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, SheetId};
use crate::domain::link::Ending;
use crate::store::entity::{credential_row, hand_over, hand_over_link, staff, user};
use crate::store::{Connection, Error, Tx};

use credential_row::Column as C;

/// Rows that one statement marks.
const AT_A_TIME: usize = 500;

/// Notes that the passwords of `users` were handed out; those that were made after `until` were not among them.
pub async fn hand_out(tx: &Tx, sheet: &Sheet, users: &[Uuid], until: Moment, at: Moment) -> Result<(), Error> {
    for part in users.chunks(AT_A_TIME) {
        credential_row::Entity::update_many()
            .col_expr(C::HandedAt, Expr::value(at))
            .filter(C::CustomerId.eq(sheet.customer.0))
            .filter(C::SheetId.eq(sheet.id.0))
            .filter(C::UserId.is_in(part.iter().copied()))
            .filter(C::AddedAt.lte(until))
            .filter(C::HandedAt.is_null())
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Whether a row's password was handed out: printed, downloaded, or mailed, itself or a link to it; or by a link that
/// was opened.
pub(super) fn is_handed() -> Condition {
    use hand_over::Column as H;
    use hand_over_link::Column as L;
    let same_link = Condition::all()
        .add(Expr::col((hand_over_link::Entity, L::CustomerId)).equals((hand_over::Entity, H::CustomerId)))
        .add(Expr::col((hand_over_link::Entity, L::Id)).equals((hand_over::Entity, H::LinkId)));
    let of_row = |own: H, row: C| Expr::col((hand_over::Entity, own)).equals((credential_row::Entity, row));
    let handed = Query::select()
        .expr(Expr::val(1))
        .from(hand_over::Entity)
        .inner_join(hand_over_link::Entity, same_link)
        .and_where(of_row(H::CustomerId, C::CustomerId))
        .and_where(of_row(H::UserId, C::UserId))
        .and_where(of_row(H::PasswordAt, C::AddedAt))
        .and_where(L::Ending.eq(Ending::Opened.name()))
        .to_owned();
    Condition::any().add(C::HandedAt.is_not_null()).add(Expr::exists(handed))
}

/// Somebody whose password was not handed out.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Unhanded {
    pub user_id: Uuid,
    pub display_name: String,
    pub user_name: String,
}

/// Those whose passwords were not handed out, in the order in which they came onto the sheet.
pub async fn unhanded(db: &impl Connection, sheet: &Sheet) -> Result<Vec<Unhanded>, Error> {
    let rows = credential_row::Entity::find()
        .join(JoinType::InnerJoin, of_user().into())
        .filter(C::CustomerId.eq(sheet.customer.0))
        .filter(C::SheetId.eq(sheet.id.0))
        .filter(C::ReplacedAt.is_null())
        .filter(is_handed().not())
        .filter(user::Column::DeletedAt.is_null())
        .select_only()
        .column(C::UserId)
        .columns([user::Column::DisplayName, user::Column::UserName])
        .order_by_asc(C::AddedAt)
        .order_by_asc(user::Column::SortKey)
        .order_by_asc(C::UserId)
        .into_model::<Unhanded>();
    Ok(rows.all(db).await?)
}

/// Somebody for whom a newer password was made, and by whom.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Replaced {
    pub display_name: String,
    pub user_name: String,
    pub replaced_at: Option<Moment>,
    pub by_name: Option<String>,
}

/// Those for whom newer passwords were made that stand on other sheets, the latest first, at most `limit`.
pub async fn replaced(
    db: &impl Connection,
    customer: CustomerId,
    sheet: SheetId,
    limit: u64,
) -> Result<Vec<Replaced>, Error> {
    let by_staff = credential_row::Entity::belongs_to(staff::Entity).from(C::ReplacedBy).to(staff::Column::Id);
    let rows = credential_row::Entity::find()
        .join(JoinType::InnerJoin, of_user().into())
        .join(JoinType::LeftJoin, by_staff.into())
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::SheetId.eq(sheet.0))
        .filter(C::ReplacedAt.is_not_null())
        .filter(user::Column::DeletedAt.is_null())
        .select_only()
        .column(C::ReplacedAt)
        .columns([user::Column::DisplayName, user::Column::UserName])
        .column_as(staff::Column::Name, "by_name")
        .order_by_desc(C::ReplacedAt)
        .order_by_asc(C::UserId)
        .limit(limit)
        .into_model::<Replaced>();
    Ok(rows.all(db).await?)
}

/// The user of a row.
fn of_user() -> sea_orm::RelationBuilder<credential_row::Entity, user::Entity> {
    credential_row::Entity::belongs_to(user::Entity)
        .from((C::CustomerId, C::UserId))
        .to((user::Column::CustomerId, user::Column::Id))
}
