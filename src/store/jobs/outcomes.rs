//! What became of a job's users, with the names that they have now.

use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationDef, Select,
};
use uuid::Uuid;

use super::of_job;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, UserId};
use crate::domain::job::{Outcome, Part};
use crate::store::entity::{job_user, user};
use crate::store::{Connection, Error};

/// One user of a job, with the outcome; no names when the user is gone for good.
#[derive(Clone, Debug)]
pub struct JobUserOutcome {
    pub position: i64,
    pub user: UserId,
    pub display_name: Option<String>,
    pub user_name: Option<String>,
    pub is_deleted: bool,
    pub outcome: Option<Outcome>,
}

#[derive(FromQueryResult)]
struct Row {
    position: i64,
    user_id: Uuid,
    outcome: Option<String>,
    display_name: Option<String>,
    user_name: Option<String>,
    deleted_at: Option<Moment>,
}

fn with_user() -> RelationDef {
    job_user::Entity::belongs_to(user::Entity)
        .from((job_user::Column::CustomerId, job_user::Column::UserId))
        .to((user::Column::CustomerId, user::Column::Id))
        .into()
}

/// Whether any user to whom a job did what it does is deleted now.
pub async fn any_deleted(db: &impl Connection, customer: CustomerId, id: JobId) -> Result<bool, Error> {
    let first = of_job(customer, id)
        .filter(job_user::Column::IsRefused.eq(false))
        .join(JoinType::InnerJoin, with_user())
        .filter(user::Column::DeletedAt.is_not_null())
        .select_only()
        .column(job_user::Column::Position)
        .into_tuple::<i64>();
    Ok(first.one(db).await?.is_some())
}

fn of_part(customer: CustomerId, id: JobId, part: Part) -> Select<job_user::Entity> {
    let users = of_job(customer, id);
    match part {
        Part::Everybody => users,
        Part::Refused => users.filter(job_user::Column::IsRefused.eq(true)),
        Part::Partly => users.filter(job_user::Column::IsPartial.eq(true)),
    }
}

/// Where the last page of `size` users begins, of this part of a job's users who stand before `before`.
pub async fn page_start(
    db: &impl Connection,
    customer: CustomerId,
    id: JobId,
    part: Part,
    before: Option<i64>,
    size: u64,
) -> Result<Option<i64>, Error> {
    let mut users = of_part(customer, id, part);
    if let Some(before) = before {
        users = users.filter(job_user::Column::Position.lt(before));
    }
    let positions: Vec<i64> = users
        .select_only()
        .column(job_user::Column::Position)
        .order_by_desc(job_user::Column::Position)
        .limit(size)
        .into_tuple()
        .all(db)
        .await?;
    Ok(positions.last().copied())
}

/// This part of a job's users, from `position` on, in order.
pub async fn outcomes(
    db: &impl Connection,
    customer: CustomerId,
    id: JobId,
    part: Part,
    position: i64,
    limit: u64,
) -> Result<Vec<JobUserOutcome>, Error> {
    let rows = of_part(customer, id, part)
        .filter(job_user::Column::Position.gte(position))
        .join(JoinType::LeftJoin, with_user())
        .select_only()
        .columns([job_user::Column::Position, job_user::Column::UserId, job_user::Column::Outcome])
        .columns([user::Column::DisplayName, user::Column::UserName, user::Column::DeletedAt])
        .order_by_asc(job_user::Column::Position)
        .limit(limit)
        .into_model::<Row>()
        .all(db)
        .await?;
    let read = |kept: String| {
        serde_json::from_str(&kept).unwrap_or_else(|error| {
            tracing::error!(job = %id, %error, "an outcome cannot be read");
            Outcome::Failed
        })
    };
    let told = |row: Row| JobUserOutcome {
        position: row.position,
        user: UserId(row.user_id),
        is_deleted: row.deleted_at.is_some(),
        display_name: row.display_name,
        user_name: row.user_name,
        outcome: row.outcome.map(read),
    };
    Ok(rows.into_iter().map(told).collect())
}
