//! The queue from which nodes take tasks. A lease says until when a node has one; whoever comes after
//! that takes it over, so nothing is left lying when a process dies. Everything that a holder writes asks
//! for the lease by its id: who has lost it writes nothing.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, UpdateMany,
    sea_query::{Expr, LockBehavior, LockType, OnConflict},
};
use uuid::Uuid;

use super::ahead::BELIEVED;
use super::entity::task::{ActiveModel, Column, Entity, Model};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::TaskId;

/// A node's hold on a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    pub task: TaskId,
    pub id: Uuid,
}

/// A task that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub id: TaskId,
    pub kind: &'static str,
    pub payload: String,
    pub run_at: Moment,
    /// Taken already, until then.
    pub lease: Option<(Lease, Moment)>,
}

/// A task that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    pub lease: Lease,
    pub kind: String,
    pub payload: String,
    /// How often it was taken since it last got on, this time included.
    pub attempts: i64,
}

/// Puts a task into the queue; one that is there already stays as it is.
pub async fn put(tx: &Tx, task: Waiting) -> Result<(), Error> {
    let row = ActiveModel {
        id: Set(task.id.0),
        kind: Set(task.kind.to_owned()),
        payload: Set(task.payload),
        run_at: Set(task.run_at),
        lease: Set(task.lease.map(|(lease, _)| lease.id)),
        lease_until: Set(task.lease.map(|(_, until)| until)),
        attempts: Set(0),
    };
    let there = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(row).on_conflict(there).exec_without_returning(tx).await?;
    Ok(())
}

/// What nobody has. A lease that lasts longer than any was written by a clock that has been set right since.
fn free(kinds: &[&str], now: Moment) -> Condition {
    let until = Column::LeaseUntil;
    let is_free = Condition::any().add(until.is_null()).add(until.lte(now)).add(until.gt(now + BELIEVED));
    Condition::all().add(Column::Kind.is_in(kinds.iter().copied())).add(Column::RunAt.lte(now)).add(is_free)
}

/// Whether anything of these kinds waits to be taken; so that a queue without work costs one read and no
/// write.
pub async fn is_any(db: &impl Connection, kinds: &[&str], now: Moment) -> Result<bool, Error> {
    Ok(Entity::find().filter(free(kinds, now)).one(db).await?.is_some())
}

/// Takes the task of these kinds that waits longest, until `until`. One that another node is taking at this
/// moment is passed over, not waited for.
pub async fn take(tx: &Tx, kinds: &[&str], now: Moment, lease: Uuid, until: Moment) -> Result<Option<Taken>, Error> {
    let next = Entity::find()
        .filter(free(kinds, now))
        .order_by_asc(Column::RunAt)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(tx)
        .await?;
    let Some(Model { id, kind, payload, attempts, .. }) = next else { return Ok(None) };
    let attempts = attempts + 1;
    Entity::update_many()
        .col_expr(Column::Lease, Expr::value(lease))
        .col_expr(Column::LeaseUntil, Expr::value(until))
        .col_expr(Column::Attempts, Expr::value(attempts))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(Some(Taken { lease: Lease { task: TaskId(id), id: lease }, kind, payload, attempts }))
}

/// Has the lease last until `until`, and holds the task until the transaction ends. Gives whether it was
/// still held.
pub async fn hold(tx: &Tx, lease: Lease, until: Moment) -> Result<bool, Error> {
    change(tx, lease, Entity::update_many().col_expr(Column::LeaseUntil, Expr::value(until))).await
}

/// Forgets how often it was tried: it got on, or it was not the task's fault.
pub async fn forget_attempts(tx: &Tx, lease: Lease) -> Result<bool, Error> {
    change(tx, lease, Entity::update_many().col_expr(Column::Attempts, Expr::value(0))).await
}

/// Puts the task back, to be taken by anybody from `run_at` on, after those that wait longer.
pub async fn put_back(tx: &Tx, lease: Lease, run_at: Moment) -> Result<bool, Error> {
    let (no_lease, no_moment): (Option<Uuid>, Option<Moment>) = (None, None);
    let update = Entity::update_many()
        .col_expr(Column::Lease, Expr::value(no_lease))
        .col_expr(Column::LeaseUntil, Expr::value(no_moment))
        .col_expr(Column::RunAt, Expr::value(run_at));
    change(tx, lease, update).await
}

/// Takes the task out of the queue.
pub async fn remove(tx: &Tx, lease: Lease) -> Result<bool, Error> {
    let removed = Entity::delete_many().filter(held(lease)).exec(tx).await?;
    Ok(removed.rows_affected > 0)
}

/// When the task is to be taken; `None` where there is none.
pub async fn due(db: &impl Connection, id: TaskId) -> Result<Option<Moment>, Error> {
    Ok(Entity::find_by_id(id.0).select_only().column(Column::RunAt).into_tuple().one(db).await?)
}

/// Has a task that was to be taken at `was` be taken at `run_at`.
pub async fn bring_forward(tx: &Tx, id: TaskId, was: Moment, run_at: Moment) -> Result<(), Error> {
    let at = Condition::all().add(Column::Id.eq(id.0)).add(Column::RunAt.eq(was));
    Entity::update_many().col_expr(Column::RunAt, Expr::value(run_at)).filter(at).exec(tx).await?;
    Ok(())
}

/// Has all tasks of a kind that nobody has be taken at `run_at` at the latest.
pub async fn hasten(tx: &Tx, kind: &str, run_at: Moment) -> Result<(), Error> {
    let later = Condition::all().add(Column::Kind.eq(kind)).add(Column::RunAt.gt(run_at)).add(Column::Lease.is_null());
    Entity::update_many().col_expr(Column::RunAt, Expr::value(run_at)).filter(later).exec(tx).await?;
    Ok(())
}

fn held(lease: Lease) -> Condition {
    Condition::all().add(Column::Id.eq(lease.task.0)).add(Column::Lease.eq(lease.id))
}

async fn change(tx: &Tx, lease: Lease, update: UpdateMany<Entity>) -> Result<bool, Error> {
    Ok(update.filter(held(lease)).exec(tx).await?.rows_affected > 0)
}
