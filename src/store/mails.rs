//! Mails, as staff look at them: to whom, about whom, by whom, and how far each came. What stands in them is in the
//! outbox, under the same id.

use std::str::FromStr as _;

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, sea_query::Expr,
};
use uuid::Uuid;

use super::ahead::BELIEVED;
use super::entity::mail::{ActiveModel, Column, Entity, Model};
use super::keys::of_users;
use super::{Connection, Error, Tx, settings};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, MessageId, SheetId, StaffId, UserId};
use crate::domain::mail::{Course, MailKind, Reason, State};

/// Those of the last hour are counted.
const HOUR: TimeDelta = TimeDelta::hours(1);
/// What nodes that send mails hold in turn.
const TURN: &str = "mail_turn";

/// A mail, without what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRecord {
    pub id: MessageId,
    pub customer: CustomerId,
    /// About whom; nobody where it is about several, or was removed for good.
    pub user: Option<UserId>,
    /// From which confirmation it was sent.
    pub sheet: Option<SheetId>,
    pub staff: Option<StaffId>,
    pub staff_name: String,
    pub kind: Option<MailKind>,
    /// Nothing where the user was removed for good.
    pub address: Option<String>,
    /// The user's password that it is about: with another one it does not leave.
    pub credential: Option<String>,
    pub created_at: Moment,
    pub course: Course,
    /// The mail that took its place.
    pub sent_again_as: Option<MessageId>,
}

impl From<Model> for MailRecord {
    fn from(row: Model) -> Self {
        Self {
            id: MessageId(row.id),
            customer: CustomerId(row.customer_id),
            user: row.user_id.map(UserId),
            sheet: row.sheet_id.map(SheetId),
            staff: row.staff_id.map(StaffId),
            staff_name: row.staff_name,
            kind: MailKind::from_str(&row.kind).ok(),
            address: row.address,
            credential: row.credential,
            created_at: row.created_at,
            course: Course {
                state: State::from_name(&row.state),
                state_at: row.state_at,
                next_at: row.next_at,
                left_at: row.left_at,
                ended_at: row.ended_at,
                reason: row.reason.as_deref().and_then(Reason::from_name),
                answer: row.answer,
            },
            sent_again_as: row.sent_again_as.map(MessageId),
        }
    }
}

pub async fn insert(tx: &Tx, mail: &MailRecord) -> Result<(), Error> {
    let course = &mail.course;
    let row = ActiveModel {
        customer_id: Set(mail.customer.0),
        id: Set(mail.id.0),
        user_id: Set(mail.user.map(|user| user.0)),
        sheet_id: Set(mail.sheet.map(|sheet| sheet.0)),
        staff_id: Set(mail.staff.map(|staff| staff.0)),
        staff_name: Set(mail.staff_name.clone()),
        kind: Set(mail.kind.map(MailKind::name).unwrap_or_default().to_owned()),
        address: Set(mail.address.clone()),
        credential: Set(mail.credential.clone()),
        created_at: Set(mail.created_at),
        state: Set(course.state.name().to_owned()),
        state_at: Set(course.state_at),
        next_at: Set(course.next_at),
        left_at: Set(course.left_at),
        ended_at: Set(course.ended_at),
        reason: Set(course.reason.map(|reason| reason.name().to_owned())),
        answer: Set(course.answer.clone()),
        sent_again_as: Set(mail.sent_again_as.map(|id| id.0)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn find(db: &impl Connection, customer: CustomerId, id: MessageId) -> Result<Option<MailRecord>, Error> {
    Ok(Entity::find_by_id((customer.0, id.0)).one(db).await?.map(MailRecord::from))
}

/// Those of these ids that are known.
pub async fn find_many(
    db: &impl Connection,
    customer: CustomerId,
    ids: &[MessageId],
) -> Result<std::collections::HashMap<MessageId, MailRecord>, Error> {
    if ids.is_empty() {
        return Ok(std::collections::HashMap::new());
    }
    let these =
        Entity::find().filter(Column::CustomerId.eq(customer.0)).filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
    let rows = these.all(db).await?;
    Ok(rows.into_iter().map(|row| (MessageId(row.id), MailRecord::from(row))).collect())
}

/// A customer's mails, the latest first, from before `before` on.
pub async fn of_customer(
    db: &impl Connection,
    customer: CustomerId,
    before: Option<MessageId>,
    most: u64,
) -> Result<Vec<MailRecord>, Error> {
    let earlier = before.map(|id| Column::Id.lt(id.0));
    latest(db, Condition::all().add(Column::CustomerId.eq(customer.0)).add_option(earlier), most).await
}

/// Those about one user, the latest first.
pub async fn of_user(
    db: &impl Connection,
    customer: CustomerId,
    user: UserId,
    most: u64,
) -> Result<Vec<MailRecord>, Error> {
    let about = Condition::all().add(Column::CustomerId.eq(customer.0)).add(Column::UserId.eq(user.0));
    latest(db, about, most).await
}

/// Those of one confirmation that wait or may wait.
pub async fn waiting_of_sheet(
    db: &impl Connection,
    customer: CustomerId,
    sheet: SheetId,
) -> Result<Vec<MailRecord>, Error> {
    let about = Condition::all().add(Column::CustomerId.eq(customer.0)).add(Column::SheetId.eq(sheet.0));
    latest(db, about.add(Column::EndedAt.is_null()), u64::MAX >> 1).await
}

/// The latest mail about each of `users`; those that never had one are missing.
pub async fn of_users_latest(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<std::collections::HashMap<UserId, MailRecord>, Error> {
    let about = of_users(db.get_database_backend(), [Column::CustomerId, Column::UserId], customer, users);
    let rows = Entity::find().filter(about).order_by_asc(Column::Id).all(db).await?;
    let by_user = |mail: MailRecord| mail.user.map(|user| (user, mail));
    Ok(rows.into_iter().map(MailRecord::from).filter_map(by_user).collect())
}

async fn latest(db: &impl Connection, filter: Condition, most: u64) -> Result<Vec<MailRecord>, Error> {
    let rows = Entity::find().filter(filter).order_by_desc(Column::Id).limit(most).all(db).await?;
    Ok(rows.into_iter().map(MailRecord::from).collect())
}

/// Notes how far a mail came, if it is not over. Gives whether it was not.
pub async fn put_course(tx: &Tx, customer: CustomerId, id: MessageId, course: &Course) -> Result<bool, Error> {
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value(course.state.name()))
        .col_expr(Column::StateAt, Expr::value(course.state_at))
        .col_expr(Column::NextAt, Expr::value(course.next_at))
        .col_expr(Column::LeftAt, Expr::value(course.left_at))
        .col_expr(Column::EndedAt, Expr::value(course.ended_at))
        .col_expr(Column::Reason, Expr::value(course.reason.map(Reason::name)))
        .col_expr(Column::Answer, Expr::value(course.answer.clone()));
    if course.ended_at.is_some() {
        update = update.col_expr(Column::Credential, Expr::value(None::<String>));
    }
    let open =
        Condition::all().add(Column::CustomerId.eq(customer.0)).add(Column::Id.eq(id.0)).add(Column::EndedAt.is_null());
    Ok(update.filter(open).exec(tx).await?.rows_affected > 0)
}

/// Notes which mail took the place of one that is over. Gives whether none had yet.
pub async fn put_sent_again(tx: &Tx, customer: CustomerId, id: MessageId, new: MessageId) -> Result<bool, Error> {
    let over = Condition::all()
        .add(Column::CustomerId.eq(customer.0))
        .add(Column::Id.eq(id.0))
        .add(Column::EndedAt.is_not_null())
        .add(Column::SentAgainAs.is_null());
    let update = Entity::update_many().col_expr(Column::SentAgainAs, Expr::value(new.0)).filter(over);
    Ok(update.exec(tx).await?.rows_affected > 0)
}

/// Waits until no other node counts and sends, until the transaction ends.
pub async fn take_turn(tx: &Tx, now: Moment) -> Result<(), Error> {
    settings::put(tx, TURN, &now.to_rfc3339()).await
}

/// Those that left, or may have, within the hour before `now`. What a clock that was ahead has noted does not count.
fn of_the_hour(now: Moment) -> Condition {
    Condition::all().add(Column::LeftAt.gt(now - HOUR)).add(Column::LeftAt.lte(now + BELIEVED))
}

/// How many left within the hour before `now`, without this one.
pub async fn count_departures(db: &impl Connection, now: Moment, except: MessageId) -> Result<u64, Error> {
    Ok(Entity::find().filter(of_the_hour(now).add(Column::Id.ne(except.0))).count(db).await?)
}

/// When the latest of them left, at most `most`.
pub async fn departures(db: &impl Connection, now: Moment, most: u64) -> Result<Vec<Moment>, Error> {
    let moments = Entity::find().select_only().column(Column::LeftAt).filter(of_the_hour(now));
    Ok(moments.order_by_desc(Column::LeftAt).limit(most).into_tuple().all(db).await?)
}

/// How many mails wait that have not left; of those that were posted before `before`.
pub async fn count_waiting(db: &impl Connection, before: Option<MessageId>) -> Result<u64, Error> {
    let waiting = Condition::all()
        .add(Column::EndedAt.is_null())
        .add(Column::State.eq(State::Queued.name()))
        .add_option(before.map(|id| Column::Id.lt(id.0)));
    Ok(Entity::find().filter(waiting).count(db).await?)
}

/// Takes out of mails whatever tells of these users, who are removed for good; `lists` tell of others as well. Gives
/// those that wait.
pub async fn forget_users(
    tx: &Tx,
    customer: CustomerId,
    users: &[UserId],
    lists: &[MessageId],
    now: Moment,
) -> Result<Vec<MessageId>, Error> {
    let backend = tx.get_database_backend();
    let about = || of_users(backend, [Column::CustomerId, Column::UserId], customer, users);
    let of_lists =
        Condition::all().add(Column::CustomerId.eq(customer.0)).add(Column::Id.is_in(lists.iter().map(|id| id.0)));
    let open = Condition::all().add(Column::EndedAt.is_null()).add(Condition::any().add(about()).add(of_lists));
    let waiting: Vec<Uuid> = Entity::find().select_only().column(Column::Id).filter(open).into_tuple().all(tx).await?;
    let open = Condition::all().add(Column::CustomerId.eq(customer.0)).add(Column::Id.is_in(waiting.iter().copied()));
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Failed.name()))
        .filter(open.clone().add(Column::State.eq(State::Queued.name())))
        .exec(tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::NextAt, Expr::value(None::<Moment>))
        .filter(open)
        .exec(tx)
        .await?;
    let (no_id, no_text) = (None::<Uuid>, None::<String>);
    Entity::update_many()
        .col_expr(Column::UserId, Expr::value(no_id))
        .col_expr(Column::Address, Expr::value(no_text.clone()))
        .col_expr(Column::Answer, Expr::value(no_text.clone()))
        .col_expr(Column::Credential, Expr::value(no_text))
        .filter(about())
        .exec(tx)
        .await?;
    Ok(waiting.into_iter().map(MessageId).collect())
}
