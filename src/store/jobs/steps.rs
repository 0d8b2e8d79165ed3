//! What a preview said of each user of a job, and what was done to each in the end.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::{at, of_job};
use crate::domain::id::{CustomerId, JobId, UserId};
use crate::domain::job::Outcome;
use crate::store::entity::job_user;
use crate::store::{Connection, Error, Tx};

/// Notes one user with what is planned for that user.
pub async fn insert_step(tx: &Tx, customer: CustomerId, job: JobId, user: UserId, step: String) -> Result<(), Error> {
    let row = job_user::ActiveModel {
        customer_id: Set(customer.0),
        job_id: Set(job.0),
        position: Set(0),
        user_id: Set(user.0),
        outcome: Set(None),
        is_refused: Set(false),
        is_partial: Set(false),
        step: Set(Some(step)),
    };
    job_user::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Notes the only user of a job that is over, with what was done.
pub async fn insert_outcome(
    tx: &Tx,
    customer: CustomerId,
    job: JobId,
    user: UserId,
    outcome: &Outcome,
) -> Result<(), Error> {
    let kept = serde_json::to_string(outcome).map_err(|error| Error::other(error.to_string()))?;
    let row = job_user::ActiveModel {
        customer_id: Set(customer.0),
        job_id: Set(job.0),
        position: Set(0),
        user_id: Set(user.0),
        outcome: Set(Some(kept)),
        is_refused: Set(outcome.is_refused()),
        is_partial: Set(outcome.is_partial()),
        step: Set(None),
    };
    job_user::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What is planned for each of those who stand at these positions.
pub async fn steps(
    tx: &Tx,
    customer: CustomerId,
    job: JobId,
    positions: &[i64],
) -> Result<HashMap<UserId, String>, Error> {
    let rows: Vec<(Uuid, Option<String>)> = of_job(customer, job)
        .select_only()
        .columns([job_user::Column::UserId, job_user::Column::Step])
        .filter(at(positions))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().filter_map(|(user, step)| Some((UserId(user), step?))).collect())
}

/// What a newer version wrote, or nobody did.
fn unreadable(job: JobId) -> Error {
    Error::other(format!("job {job} has no readable outcome of a user"))
}

/// Those whom a job did not refuse, in order, with what was done to each.
///
/// # Errors
/// When the database fails, or an outcome cannot be read.
pub async fn done(db: &impl Connection, customer: CustomerId, job: JobId) -> Result<Vec<(UserId, Outcome)>, Error> {
    let rows: Vec<(Uuid, Option<String>)> = of_job(customer, job)
        .select_only()
        .columns([job_user::Column::UserId, job_user::Column::Outcome])
        .filter(job_user::Column::IsRefused.eq(false))
        .order_by_asc(job_user::Column::Position)
        .into_tuple()
        .all(db)
        .await?;
    let told = |(user, kept): (Uuid, Option<String>)| {
        let read = serde_json::from_str(&kept?);
        Some(read.map(|outcome| (UserId(user), outcome)).map_err(|_| unreadable(job)))
    };
    rows.into_iter().filter_map(told).collect()
}
