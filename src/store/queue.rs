//! The queue from which nodes take jobs. A lease says until when a node has one; whoever comes
//! after that takes it over, so nothing is left lying when a process dies.

use sea_orm::{ColumnTrait as _, EntityTrait as _, ExprTrait as _, QueryFilter as _, QueryOrder as _, sea_query::Expr};

use super::entity::queued_job::{self, Column, Entity};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId};

/// A job that a node has taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub customer: CustomerId,
    pub job: JobId,
    /// How often it was taken since it last got on, this time included.
    pub attempts: i64,
}

fn free(now: Moment) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(Column::RunAt.lte(now))
        .add(Column::LeaseUntil.is_null().or(Column::LeaseUntil.lte(now)))
}

/// Whether anything waits to be taken; so that a queue without work costs one read and no write.
pub async fn next(db: &impl Connection, now: Moment) -> Result<Option<JobId>, Error> {
    let row = Entity::find().filter(free(now)).order_by_asc(Column::RunAt).one(db).await?;
    Ok(row.map(|row| JobId(row.id)))
}

/// Takes `job` until `until`; `None` when another node was first.
pub async fn take(tx: &Tx, job: JobId, now: Moment, until: Moment) -> Result<Option<Taken>, Error> {
    let taken = Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(until))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.eq(job.0))
        .filter(free(now))
        .exec(tx)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    let row: Option<queued_job::Model> = Entity::find_by_id(job.0).one(tx).await?;
    Ok(row.map(|row| Taken { customer: CustomerId(row.customer_id), job, attempts: row.attempts }))
}

/// The job got on: the lease begins anew.
pub async fn renew(tx: &Tx, job: JobId, until: Moment) -> Result<(), Error> {
    put(tx, job, vec![(Column::LeaseUntil, Expr::value(until)), (Column::Attempts, Expr::value(0))]).await
}

/// The job did not get on, and it was not the job's fault.
pub async fn forget_attempts(tx: &Tx, job: JobId) -> Result<(), Error> {
    put(tx, job, vec![(Column::Attempts, Expr::value(0))]).await
}

/// Puts the job back, to be taken by anybody from `run_at` on, after those that wait longer.
pub async fn put_back(tx: &Tx, job: JobId, run_at: Moment) -> Result<(), Error> {
    let nobody: Option<Moment> = None;
    put(tx, job, vec![(Column::LeaseUntil, Expr::value(nobody)), (Column::RunAt, Expr::value(run_at))]).await
}

async fn put(tx: &Tx, job: JobId, columns: Vec<(Column, sea_orm::sea_query::SimpleExpr)>) -> Result<(), Error> {
    let mut update = Entity::update_many().filter(Column::Id.eq(job.0));
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    update.exec(tx).await?;
    Ok(())
}
