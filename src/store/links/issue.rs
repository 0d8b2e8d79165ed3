//! Issuing links: what stands on the sheet now, and the rows of new links.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::domain::Moment;
use crate::domain::id::{CustomerId, LinkId, SheetId, UserId};
use crate::store::chunks::chunks_by_bytes;
use crate::store::entity::{credential_row, hand_over_link, user};
use crate::store::keys::of_users;
use crate::store::{Connection, Error, Tx};

/// Values of a row.
const VALUES: usize = 15;
/// Rows of a statement, where they are short.
const MOST: usize = 200;

/// A password on a sheet, as it is in this transaction.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Standing {
    pub user_id: Uuid,
    pub added_at: Moment,
    pub role_level: i64,
    pub password_hash: Option<String>,
}

/// Which of these users have a password on the sheet that was not replaced, and are not deleted.
pub async fn standing(
    db: &impl Connection,
    customer: CustomerId,
    sheet: SheetId,
    users: &[UserId],
) -> Result<Vec<Standing>, Error> {
    use credential_row::Column as R;
    let of_user = credential_row::Entity::belongs_to(user::Entity)
        .from((R::CustomerId, R::UserId))
        .to((user::Column::CustomerId, user::Column::Id));
    let rows = credential_row::Entity::find()
        .join(JoinType::InnerJoin, of_user.into())
        .filter(of_users(db.get_database_backend(), [R::CustomerId, R::UserId], customer, users))
        .filter(R::SheetId.eq(sheet.0))
        .filter(R::ReplacedAt.is_null())
        .filter(user::Column::DeletedAt.is_null())
        .select_only()
        .columns([R::UserId, R::AddedAt])
        .columns([user::Column::RoleLevel, user::Column::PasswordHash])
        .into_model::<Standing>();
    Ok(rows.all(db).await?)
}

/// A link that is issued.
#[derive(Clone, Debug)]
pub struct NewLink {
    pub id: LinkId,
    pub user: UserId,
    pub token_hash: String,
    pub sealed: Vec<u8>,
    pub token: Vec<u8>,
    pub code_mac: Option<Vec<u8>>,
    pub credential: String,
}

/// Writes new links of a sheet.
pub async fn insert_many(
    tx: &Tx,
    (customer, sheet): (CustomerId, SheetId),
    links: &[NewLink],
    issued_at: Moment,
    expires_at: Moment,
) -> Result<(), Error> {
    let size = |link: &NewLink| link.sealed.len() + link.token.len() + link.token_hash.len() + 32;
    for part in chunks_by_bytes(links, MOST, VALUES, size) {
        let rows = part.iter().map(|link| hand_over_link::ActiveModel {
            customer_id: Set(customer.0),
            id: Set(link.id.0),
            user_id: Set(link.user.0),
            sheet_id: Set(sheet.0),
            token_hash: Set(link.token_hash.clone()),
            sealed: Set(link.sealed.clone()),
            sealed_until: Set(Some(expires_at)),
            token: Set(Some(link.token.clone())),
            code_mac: Set(link.code_mac.clone()),
            tries: Set(0),
            credential: Set(link.credential.clone()),
            issued_at: Set(issued_at),
            expires_at: Set(expires_at),
            ending: Set(None),
            ended_at: Set(None),
        });
        hand_over_link::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}
