//! What is under way at a customer, or waits there for somebody: jobs and uploads, by one question.

use sea_orm::sea_query::{Expr, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait as _, FromQueryResult};
use uuid::Uuid;

use super::entity::{job, upload};
use super::uploads::open;
use super::{Connection, Error};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, StaffId, UploadId};
use crate::domain::upload::kept::State;

/// The newest job, and the newest upload with its state.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnderWay {
    pub job: Option<JobId>,
    pub upload: Option<(UploadId, State)>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    state: String,
    begun: Moment,
}

/// Jobs that are not finished, of one member of staff if so wished; and, where `uploads` names somebody, uploads that
/// are under way or that this person has not saved yet. One statement.
pub async fn at(
    db: &impl Connection,
    customer: CustomerId,
    jobs_of: Option<StaffId>,
    uploads: Option<StaffId>,
) -> Result<UnderWay, Error> {
    let mut rows = jobs(customer, jobs_of);
    if let Some(staff) = uploads {
        rows.union(UnionType::All, waiting(customer, staff));
    }
    let mut rows = Row::find_by_statement(db.get_database_backend().build(&rows)).all(db).await?;
    rows.sort_by_key(|row| std::cmp::Reverse(row.begun));
    let job = rows.iter().find(|row| row.state.is_empty()).map(|row| JobId(row.id));
    let upload = rows.iter().find_map(|row| Some((UploadId(row.id), row.state.parse().ok()?)));
    Ok(UnderWay { job, upload })
}

fn jobs(customer: CustomerId, of: Option<StaffId>) -> SelectStatement {
    use job::Column as C;
    Query::select()
        .expr_as(Expr::col((job::Entity, C::Id)), "id")
        .expr_as(Expr::value(""), "state")
        .expr_as(Expr::col((job::Entity, C::CreatedAt)), "begun")
        .from(job::Entity)
        .and_where(C::CustomerId.eq(customer.0))
        .and_where(C::FinishedAt.is_null())
        .and_where_option(of.map(|staff| C::StaffId.eq(staff.0)))
        .to_owned()
}

fn waiting(customer: CustomerId, staff: StaffId) -> SelectStatement {
    use upload::Column as C;
    Query::select()
        .expr_as(Expr::col((upload::Entity, C::Id)), "id")
        .expr_as(Expr::col((upload::Entity, C::State)), "state")
        .expr_as(Expr::col((upload::Entity, C::CreatedAt)), "begun")
        .from(upload::Entity)
        .and_where(C::CustomerId.eq(customer.0))
        .cond_where(open(staff))
        .to_owned()
}
