//! Which passwords were handed over to whom, by whom, when, and to which address. Holds no secret; stays when the
//! secret is gone, and goes with the user who is removed for good.

mod by_mail;

pub use self::by_mail::{ByMail, mails_about, mails_of, of_mail};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::chunks::chunks_by_bytes;
use super::entity::{hand_over, hand_over_link};
use super::keys::of_users;
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, LinkId, MessageId, StaffId, UserId};
use crate::domain::link::Way;

use hand_over::Column as C;

/// Values of a row.
const VALUES: usize = 12;
/// Rows of a statement, where they are short.
const MOST: usize = 300;

/// Something that was handed over.
#[derive(Clone, Debug)]
pub struct NewHandOver {
    pub user: UserId,
    /// When the password was made.
    pub password_at: Moment,
    pub way: Way,
    pub link: Option<LinkId>,
    /// To which address it was sent; empty where it was not.
    pub address: String,
    /// By which mail.
    pub mail: Option<MessageId>,
}

/// Notes what was handed over by somebody; the same once more only moves when it was done last.
pub async fn note(
    tx: &Tx,
    customer: CustomerId,
    (staff, staff_name): (Option<StaffId>, &str),
    handed: &[NewHandOver],
    at: Moment,
) -> Result<(), Error> {
    let size = |one: &NewHandOver| one.address.len() + staff_name.len();
    for part in chunks_by_bytes(handed, MOST, VALUES, size) {
        let rows = part.iter().map(|one| hand_over::ActiveModel {
            customer_id: Set(customer.0),
            user_id: Set(one.user.0),
            password_at: Set(one.password_at),
            kind: Set(one.way.name().to_owned()),
            staff_id: Set(staff.map(|staff| staff.0).unwrap_or_default()),
            link_id: Set(one.link.map(|link| link.0).unwrap_or_default()),
            address: Set(one.address.clone()),
            staff_name: Set(staff_name.to_owned()),
            first_at: Set(at),
            last_at: Set(at),
            changed_at: Set(None),
            mail_id: Set(one.mail.map(|mail| mail.0)),
        });
        let key = [C::CustomerId, C::UserId, C::PasswordAt, C::Kind, C::StaffId, C::LinkId, C::Address];
        hand_over::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns(key).update_columns([C::LastAt, C::MailId]).to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Notes that the passwords of these users which were handed over are no longer theirs.
pub async fn changed(tx: &Tx, customer: CustomerId, users: &[UserId], at: Moment) -> Result<(), Error> {
    hand_over::Entity::update_many()
        .col_expr(C::ChangedAt, Expr::value(at))
        .filter(of_users(tx.get_database_backend(), [C::CustomerId, C::UserId], customer, users))
        .filter(C::ChangedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// One line of the record, with what became of its link.
#[derive(Clone, Debug, FromQueryResult)]
pub struct HandOver {
    pub kind: String,
    pub staff_name: String,
    pub password_at: Moment,
    pub address: String,
    pub first_at: Moment,
    pub last_at: Moment,
    pub changed_at: Option<Moment>,
    pub expires_at: Option<Moment>,
    pub ending: Option<String>,
    pub ended_at: Option<Moment>,
    pub mail_id: Option<Uuid>,
}

/// What was handed over to a user, the latest first, at most `limit`.
pub async fn of_user(
    db: &impl Connection,
    customer: CustomerId,
    user: UserId,
    limit: u64,
) -> Result<Vec<HandOver>, Error> {
    let of_link = hand_over::Entity::belongs_to(hand_over_link::Entity)
        .from((C::CustomerId, C::LinkId))
        .to((hand_over_link::Column::CustomerId, hand_over_link::Column::Id));
    let rows = hand_over::Entity::find()
        .join(JoinType::LeftJoin, of_link.into())
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::UserId.eq(user.0))
        .select_only()
        .columns([C::Kind, C::StaffName, C::PasswordAt, C::Address, C::FirstAt, C::LastAt, C::ChangedAt, C::MailId])
        .columns([hand_over_link::Column::ExpiresAt, hand_over_link::Column::Ending, hand_over_link::Column::EndedAt])
        .order_by_desc(C::LastAt)
        .order_by_asc(C::Kind)
        .limit(limit)
        .into_model::<HandOver>();
    Ok(rows.all(db).await?)
}

/// How the passwords of these users were handed over: the user, when the password was made, and the way.
pub async fn ways(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<Vec<(UserId, Moment, Way)>, Error> {
    let rows: Vec<(Uuid, Moment, String)> = hand_over::Entity::find()
        .filter(of_users(db.get_database_backend(), [C::CustomerId, C::UserId], customer, users))
        .filter(C::ChangedAt.is_null())
        .select_only()
        .columns([C::UserId, C::PasswordAt, C::Kind])
        .distinct()
        .order_by_asc(C::Kind)
        .into_tuple()
        .all(db)
        .await?;
    let known = |(user, at, kind): (Uuid, Moment, String)| Some((UserId(user), at, Way::from_name(&kind)?));
    Ok(rows.into_iter().filter_map(known).collect())
}
