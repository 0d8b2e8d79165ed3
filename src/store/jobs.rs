//! Jobs, and what became of each of their users.

mod lists;
mod outcomes;
mod steps;

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, DbErr, EntityTrait as _, ExprTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

pub use self::lists::{Listed, finished, running, these, undoings};
pub use self::outcomes::{JobUserOutcome, any_deleted, outcomes, page_start};
pub use self::steps::{done, insert_outcome, insert_step, steps};
use super::entity::{job, job_user};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, StaffId, UserId};
use crate::domain::job::{Job, Kind, Options, Outcome};

/// Rows a statement.
const ROWS: usize = 100;

fn whole(row: job::Model) -> Result<Job, Error> {
    let broken = |what: &str| Error::from(DbErr::Custom(format!("job {} has no readable {what}", row.id)));
    Ok(Job {
        id: JobId(row.id),
        kind: Kind::from_name(&row.kind).ok_or_else(|| broken("kind"))?,
        staff: StaffId(row.staff_id),
        options: serde_json::from_str::<Options>(&row.options).map_err(|_| broken("options"))?,
        by: row.staff_name,
        credential: row.credential,
        total: row.total,
        done: row.done,
        refused: row.refused,
        left_out: row.left_out,
        joined: row.joined,
        created_at: row.created_at,
        finished_at: row.finished_at,
        undoes: row.undoes.map(JobId),
        partly: row.partly,
        unchanged: row.unchanged,
    })
}

/// Writes a job with its users in this order.
pub async fn insert(tx: &Tx, customer: CustomerId, job: &Job, users: &[UserId]) -> Result<(), Error> {
    let options = serde_json::to_string(&job.options).map_err(|error| DbErr::Custom(error.to_string()))?;
    let row = job::ActiveModel {
        customer_id: Set(customer.0),
        id: Set(job.id.0),
        kind: Set(job.kind.name().to_owned()),
        staff_id: Set(job.staff.0),
        staff_name: Set(job.by.clone()),
        credential: Set(job.credential.clone()),
        options: Set(options),
        total: Set(job.total),
        done: Set(job.done),
        refused: Set(job.refused),
        left_out: Set(job.left_out),
        joined: Set(job.joined),
        created_at: Set(job.created_at),
        finished_at: Set(job.finished_at),
        undoes: Set(job.undoes.map(|id| id.0)),
        partly: Set(job.partly),
        unchanged: Set(job.unchanged),
    };
    job::Entity::insert(row).exec_without_returning(tx).await?;
    for (at, users) in (0_i64..).step_by(ROWS).zip(users.chunks(ROWS)) {
        let rows = (at..).zip(users).map(|(position, user)| job_user::ActiveModel {
            customer_id: Set(customer.0),
            job_id: Set(job.id.0),
            position: Set(position),
            user_id: Set(user.0),
            outcome: Set(None),
            is_refused: Set(false),
            is_partial: Set(false),
            step: Set(None),
        });
        job_user::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

pub async fn find(db: &impl Connection, customer: CustomerId, id: JobId) -> Result<Option<Job>, Error> {
    job::Entity::find_by_id((customer.0, id.0)).one(db).await?.map(whole).transpose()
}

/// Like [`find`], held until the transaction ends.
pub async fn lock(tx: &Tx, customer: CustomerId, id: JobId) -> Result<Option<Job>, Error> {
    job::Entity::find_by_id((customer.0, id.0)).lock_exclusive().one(tx).await?.map(whole).transpose()
}

/// The newest job that takes back what `id` did: one that brought somebody back, or is about to.
pub async fn undoing(db: &impl Connection, customer: CustomerId, id: JobId) -> Result<Option<Job>, Error> {
    use job::Column as C;
    let takes_back = Condition::any().add(C::FinishedAt.is_null()).add(Expr::col(C::Done).gt(Expr::col(C::Refused)));
    let row = job::Entity::find()
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::Undoes.eq(id.0))
        .filter(takes_back)
        .order_by_desc(C::CreatedAt)
        .one(db)
        .await?;
    row.map(whole).transpose()
}

fn of_job(customer: CustomerId, id: JobId) -> Select<job_user::Entity> {
    job_user::Entity::find()
        .filter(job_user::Column::CustomerId.eq(customer.0))
        .filter(job_user::Column::JobId.eq(id.0))
}

/// Who stands at these positions. Also said as a range: by a list alone, a database that thinks the job a
/// small one reads all of it.
fn at(positions: &[i64]) -> Condition {
    use job_user::Column::Position;
    let first = positions.iter().min().copied().unwrap_or_default();
    let last = positions.iter().max().copied().unwrap_or_default();
    let range = Condition::all().add(Position.gte(first)).add(Position.lte(last));
    range.add(Position.is_in(positions.iter().copied()))
}

/// The next users that wait for their turn, with their positions and in order; at most `limit`.
pub async fn waiting(
    db: &impl Connection,
    customer: CustomerId,
    id: JobId,
    limit: u64,
) -> Result<Vec<(i64, UserId)>, Error> {
    let rows: Vec<(i64, Uuid)> = of_job(customer, id)
        .select_only()
        .columns([job_user::Column::Position, job_user::Column::UserId])
        .filter(job_user::Column::Outcome.is_null())
        .order_by_asc(job_user::Column::Position)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(position, user)| (position, UserId(user))).collect())
}

/// Notes what became of the users at these positions, and how far the job is with them. Gives whether
/// others still wait.
pub async fn settle(tx: &Tx, customer: CustomerId, id: JobId, outcomes: &[(i64, Outcome)]) -> Result<bool, Error> {
    use job_user::Column as C;
    // Most of them are alike: one statement for all that are.
    let mut alike: BTreeMap<&Outcome, Vec<i64>> = BTreeMap::new();
    for (position, outcome) in outcomes {
        alike.entry(outcome).or_default().push(*position);
    }
    let (mut refused, mut partly, mut unchanged) = (0, 0, 0);
    for (outcome, positions) in alike {
        let kept = serde_json::to_string(outcome).map_err(|error| DbErr::Custom(error.to_string()))?;
        let count = i64::try_from(positions.len()).unwrap_or_default();
        refused += if outcome.is_refused() { count } else { 0 };
        partly += if outcome.is_partial() { count } else { 0 };
        unchanged += if *outcome == Outcome::Unchanged { count } else { 0 };
        job_user::Entity::update_many()
            .col_expr(C::Outcome, Expr::value(kept))
            .col_expr(C::IsRefused, Expr::value(outcome.is_refused()))
            .col_expr(C::IsPartial, Expr::value(outcome.is_partial()))
            .filter(C::CustomerId.eq(customer.0))
            .filter(C::JobId.eq(id.0))
            .filter(at(&positions))
            .filter(C::Outcome.is_null())
            .exec(tx)
            .await?;
    }
    let done = i64::try_from(outcomes.len()).unwrap_or_default();
    let columns = [
        (job::Column::Done, Expr::col(job::Column::Done).add(done)),
        (job::Column::Refused, Expr::col(job::Column::Refused).add(refused)),
        (job::Column::Partly, Expr::col(job::Column::Partly).add(partly)),
        (job::Column::Unchanged, Expr::col(job::Column::Unchanged).add(unchanged)),
    ];
    change(tx, customer, id, columns).await?;
    Ok(!waiting(tx, customer, id, 1).await?.is_empty())
}

/// Notes the same outcome, one that refuses, for all users that still wait.
pub async fn refuse_rest(tx: &Tx, customer: CustomerId, id: JobId, outcome: &Outcome) -> Result<(), Error> {
    use job_user::Column as C;
    let kept = serde_json::to_string(outcome).map_err(|error| DbErr::Custom(error.to_string()))?;
    let rest = job_user::Entity::update_many()
        .col_expr(C::Outcome, Expr::value(kept))
        .col_expr(C::IsRefused, Expr::value(true))
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::JobId.eq(id.0))
        .filter(C::Outcome.is_null())
        .exec(tx)
        .await?;
    let rest = i64::try_from(rest.rows_affected).unwrap_or_default();
    let columns = [
        (job::Column::Done, Expr::col(job::Column::Done).add(rest)),
        (job::Column::Refused, Expr::col(job::Column::Refused).add(rest)),
    ];
    change(tx, customer, id, columns).await
}

async fn change<const N: usize>(
    tx: &Tx,
    customer: CustomerId,
    id: JobId,
    columns: [(job::Column, SimpleExpr); N],
) -> Result<(), Error> {
    let mut update =
        job::Entity::update_many().filter(job::Column::CustomerId.eq(customer.0)).filter(job::Column::Id.eq(id.0));
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    update.exec(tx).await?;
    Ok(())
}

/// Notes that nobody waits any more. User names that were asked for
/// have served, and are not kept: who is removed for good must not be named here.
pub async fn finish(tx: &Tx, customer: CustomerId, id: JobId, at: Moment) -> Result<(), Error> {
    let options = lock(tx, customer, id).await?.map(|job| job.options).unwrap_or_default();
    let options = Options { names: BTreeMap::new(), ..options };
    let options = serde_json::to_string(&options).map_err(|error| DbErr::Custom(error.to_string()))?;
    let columns = [(job::Column::FinishedAt, Expr::value(at)), (job::Column::Options, Expr::value(options))];
    change(tx, customer, id, columns).await?;
    Ok(())
}
