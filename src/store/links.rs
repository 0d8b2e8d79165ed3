//! One-time links to temporary passwords: found by the hash of their token, sealed with the token itself.
//!
//! What ends a link destroys what it could open. Rows stay for the record until their user is removed for good.

mod issue;

pub use self::issue::{NewLink, Standing, insert_many, standing};

use sea_orm::{
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select, UpdateMany, sea_query::Expr,
};

use super::entity::{hand_over_link, user};
use super::keys::of_users;
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, LinkId, SheetId, UserId};
use crate::domain::link::Ending;

use hand_over_link::Column as C;

/// Links that one statement looks at.
const AT_A_TIME: usize = 500;
/// What a link has sealed that opens nothing.
const NOTHING: (Vec<u8>, Option<Moment>) = (Vec::new(), None);

/// A link as it is kept.
#[derive(Clone, Debug)]
pub struct Link {
    pub customer: CustomerId,
    pub id: LinkId,
    pub user: UserId,
    pub sheet: SheetId,
    /// The password, sealed with the token; empty where it is destroyed.
    pub sealed: Vec<u8>,
    /// The token and the code, sealed with the sheet; none where they are destroyed.
    pub token: Option<Vec<u8>>,
    pub code_mac: Option<Vec<u8>>,
    pub tries: i64,
    /// The sign of the password that it leads to.
    pub credential: String,
    pub issued_at: Moment,
    pub expires_at: Moment,
    pub ended: Option<(Ending, Moment)>,
}

fn whole(row: hand_over_link::Model) -> Link {
    Link {
        customer: CustomerId(row.customer_id),
        id: LinkId(row.id),
        user: UserId(row.user_id),
        sheet: SheetId(row.sheet_id),
        sealed: row.sealed,
        token: row.token,
        code_mac: row.code_mac,
        tries: row.tries,
        credential: row.credential,
        issued_at: row.issued_at,
        expires_at: row.expires_at,
        ended: row.ending.as_deref().and_then(Ending::from_name).zip(row.ended_at),
    }
}

/// The link of a token, at whichever customer.
pub async fn find_by_hash(db: &impl Connection, token_hash: &str) -> Result<Option<Link>, Error> {
    let row = hand_over_link::Entity::find().filter(C::TokenHash.eq(token_hash)).one(db).await?;
    Ok(row.map(whole))
}

pub async fn find(db: &impl Connection, customer: CustomerId, id: LinkId) -> Result<Option<Link>, Error> {
    Ok(hand_over_link::Entity::find_by_id((customer.0, id.0)).one(db).await?.map(whole))
}

/// What is asked of a link's user before it opens.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Holder {
    pub display_name: String,
    pub user_name: String,
    pub password_hash: Option<String>,
    pub sign_in_allowed: bool,
    pub deleted_at: Option<Moment>,
    pub must_change_password: bool,
    pub password_expires_at: Option<Moment>,
}

impl From<user::Model> for Holder {
    fn from(row: user::Model) -> Self {
        Self {
            display_name: row.display_name,
            user_name: row.user_name,
            password_hash: row.password_hash,
            sign_in_allowed: row.sign_in_allowed,
            deleted_at: row.deleted_at,
            must_change_password: row.must_change_password,
            password_expires_at: row.password_expires_at,
        }
    }
}

impl Holder {
    /// When the temporary password ends, where it is one.
    pub fn password_ends_at(&self) -> Option<Moment> {
        self.password_expires_at.filter(|_| self.must_change_password)
    }
}

pub async fn holder(db: &impl Connection, customer: CustomerId, id: UserId) -> Result<Option<Holder>, Error> {
    use user::Column as U;
    let found = user::Entity::find_by_id((customer.0, id.0))
        .select_only()
        .columns([U::DisplayName, U::UserName, U::PasswordHash, U::SignInAllowed, U::DeletedAt])
        .columns([U::MustChangePassword, U::PasswordExpiresAt])
        .into_model::<Holder>();
    Ok(found.one(db).await?)
}

/// The links of a sheet and their users, the latest of each user last: of these users, or of all.
pub async fn of_sheet(
    db: &impl Connection,
    customer: CustomerId,
    sheet: SheetId,
    users: Option<&[UserId]>,
) -> Result<Vec<(Link, Option<Holder>)>, Error> {
    let of_user = hand_over_link::Entity::belongs_to(user::Entity)
        .from((C::CustomerId, C::UserId))
        .to((user::Column::CustomerId, user::Column::Id));
    let mut links = hand_over_link::Entity::find().filter(C::CustomerId.eq(customer.0)).filter(C::SheetId.eq(sheet.0));
    if let Some(users) = users {
        links = links.filter(of_users(db.get_database_backend(), [C::CustomerId, C::UserId], customer, users));
    }
    let links = links.order_by_asc(C::IssuedAt).order_by_asc(C::Id);
    let rows = links.join(JoinType::LeftJoin, of_user.into()).select_also(user::Entity).all(db).await?;
    Ok(rows.into_iter().map(|(link, user)| (whole(link), user.map(Holder::from))).collect())
}

/// Ends links that have not ended; what is `sealed` now stays until then.
fn ending(
    at: Moment,
    ending: Ending,
    (sealed, until): (Vec<u8>, Option<Moment>),
) -> UpdateMany<hand_over_link::Entity> {
    hand_over_link::Entity::update_many()
        .col_expr(C::Ending, Expr::value(ending.name()))
        .col_expr(C::EndedAt, Expr::value(at))
        .col_expr(C::Sealed, Expr::value(sealed))
        .col_expr(C::SealedUntil, Expr::value(until))
        .col_expr(C::Token, Expr::value(None::<Vec<u8>>))
        .filter(C::Ending.is_null())
}

/// Ends the links of users that have not ended, and destroys what they could open. Gives how many.
pub async fn end_of_users(
    tx: &Tx,
    customer: CustomerId,
    users: &[UserId],
    why: Ending,
    at: Moment,
) -> Result<u64, Error> {
    let of_these = of_users(tx.get_database_backend(), [C::CustomerId, C::UserId], customer, users);
    Ok(ending(at, why, NOTHING).filter(of_these).exec(tx).await?.rows_affected)
}

/// Ends one link, unless it has ended; see [`end_of_users`].
pub async fn end(tx: &Tx, link: &Link, why: Ending, at: Moment) -> Result<bool, Error> {
    let one = ending(at, why, NOTHING).filter(C::CustomerId.eq(link.customer.0)).filter(C::Id.eq(link.id.0));
    Ok(one.exec(tx).await?.rows_affected == 1)
}

/// Notes that a link was opened; of two who open it at once, one gets `true`. What is `sealed` now stays until then.
pub async fn open(tx: &Tx, link: &Link, sealed: Vec<u8>, until: Moment, at: Moment) -> Result<bool, Error> {
    let sealed_until = (!sealed.is_empty()).then_some(until);
    let opened = ending(at, Ending::Opened, (sealed, sealed_until))
        .filter(C::CustomerId.eq(link.customer.0))
        .filter(C::Id.eq(link.id.0));
    Ok(opened.exec(tx).await?.rows_affected == 1)
}

/// Counts a wrong code.
pub async fn note_try(tx: &Tx, link: &Link) -> Result<(), Error> {
    hand_over_link::Entity::update_many()
        .col_expr(C::Tries, Expr::col(C::Tries).add(1))
        .filter(C::CustomerId.eq(link.customer.0))
        .filter(C::Id.eq(link.id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Those of these links that have not ended: whose they are, and when they were issued.
pub async fn issued(tx: &Tx, customer: CustomerId, ids: &[LinkId]) -> Result<Vec<(LinkId, UserId, Moment)>, Error> {
    let mut all = Vec::new();
    for part in ids.chunks(AT_A_TIME) {
        let rows: Vec<(uuid::Uuid, uuid::Uuid, Moment)> = these(customer, part)
            .filter(C::Ending.is_null())
            .select_only()
            .columns([C::Id, C::UserId, C::IssuedAt])
            .into_tuple()
            .all(tx)
            .await?;
        all.extend(rows.into_iter().map(|(id, user, at)| (LinkId(id), UserId(user), at)));
    }
    Ok(all)
}

/// Whether one of these links has not ended.
pub async fn is_any_open(db: &impl Connection, customer: CustomerId, ids: &[LinkId]) -> Result<bool, Error> {
    for part in ids.chunks(AT_A_TIME) {
        let open = these(customer, part).filter(C::Ending.is_null()).select_only().column(C::Id);
        if open.into_tuple::<uuid::Uuid>().one(db).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn these(customer: CustomerId, ids: &[LinkId]) -> Select<hand_over_link::Entity> {
    hand_over_link::Entity::find().filter(C::CustomerId.eq(customer.0)).filter(C::Id.is_in(ids.iter().map(|id| id.0)))
}

/// Has links end then that have not ended.
pub async fn set_expiry(tx: &Tx, customer: CustomerId, ids: &[LinkId], expires_at: Moment) -> Result<(), Error> {
    for part in ids.chunks(AT_A_TIME) {
        hand_over_link::Entity::update_many()
            .col_expr(C::ExpiresAt, Expr::value(expires_at))
            .col_expr(C::SealedUntil, Expr::value(expires_at))
            .filter(C::CustomerId.eq(customer.0))
            .filter(C::Id.is_in(part.iter().map(|id| id.0)))
            .filter(C::Ending.is_null())
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Destroys the tokens that lie with a sheet: its links open for who has them, and can be shown no more.
pub async fn forget_tokens(tx: &Tx, customer: CustomerId, sheet: SheetId) -> Result<(), Error> {
    hand_over_link::Entity::update_many()
        .col_expr(C::Token, Expr::value(None::<Vec<u8>>))
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::SheetId.eq(sheet.0))
        .filter(C::Token.is_not_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Destroys what links could open whose time is over, and what was kept for who opened one.
pub async fn destroy_due(tx: &Tx, now: Moment) -> Result<(), Error> {
    hand_over_link::Entity::update_many()
        .col_expr(C::Sealed, Expr::value(Vec::<u8>::new()))
        .col_expr(C::Token, Expr::value(None::<Vec<u8>>))
        .col_expr(C::SealedUntil, Expr::value(None::<Moment>))
        .filter(C::SealedUntil.lte(now))
        .exec(tx)
        .await?;
    Ok(())
}
