//! What is planned for the licenses of many users, until it is carried out or expires.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::chunks::chunks_by_bytes;
use super::entity::license_preview::{self, Column as C, Entity};
use super::entity::{job_user, license_preview_user};
use super::users::chosen::UserSet;
use super::{Connection, Error, Tx, users};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, LicensePreviewId, StaffId, UserId};

/// Rows a statement, where they are short enough.
const ROWS: usize = 100;
/// Columns of a user's row.
const COLUMNS: usize = 5;

/// A preview without its users. What stands in `source`, `filter`, `summary` the actions write and read.
#[derive(Clone, Debug)]
pub struct LicensePreview {
    pub id: LicensePreviewId,
    pub staff: StaffId,
    pub source: String,
    /// What *all that match* were to match.
    pub filter: Option<String>,
    pub left_out: i64,
    pub joined: i64,
    pub total: i64,
    pub summary: String,
    /// Of all steps: by it two previews are known to be alike.
    pub digest: String,
    /// Where the customer's chain of events ended when it was planned.
    pub revision: i64,
    /// What the page keeps with it for itself.
    pub page: String,
    pub created_at: Moment,
    pub expires_at: Moment,
    /// The job that carries it out.
    pub job: Option<JobId>,
}

fn whole(row: license_preview::Model) -> LicensePreview {
    LicensePreview {
        id: LicensePreviewId(row.id),
        staff: StaffId(row.staff_id),
        source: row.source,
        filter: row.filter,
        left_out: row.left_out,
        joined: row.joined,
        total: row.total,
        summary: row.summary,
        digest: row.digest,
        revision: row.revision,
        page: row.page,
        created_at: row.created_at,
        expires_at: row.expires_at,
        job: row.job_id.map(JobId),
    }
}

pub async fn insert(
    tx: &Tx,
    customer: CustomerId,
    preview: &LicensePreview,
    steps: &[(UserId, String)],
) -> Result<(), Error> {
    let row = license_preview::ActiveModel {
        customer_id: Set(customer.0),
        id: Set(preview.id.0),
        staff_id: Set(preview.staff.0),
        source: Set(preview.source.clone()),
        filter: Set(preview.filter.clone()),
        left_out: Set(preview.left_out),
        joined: Set(preview.joined),
        total: Set(preview.total),
        summary: Set(preview.summary.clone()),
        digest: Set(preview.digest.clone()),
        revision: Set(preview.revision),
        page: Set(preview.page.clone()),
        created_at: Set(preview.created_at),
        expires_at: Set(preview.expires_at),
        job_id: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    put_steps(tx, customer, preview.id, steps).await
}

async fn put_steps(
    tx: &Tx,
    customer: CustomerId,
    id: LicensePreviewId,
    steps: &[(UserId, String)],
) -> Result<(), Error> {
    let mut at = 0;
    for steps in chunks_by_bytes(steps, ROWS, COLUMNS, |(_, step)| step.len()) {
        let rows = steps.iter().map(|(user, step)| {
            let position = at;
            at += 1;
            license_preview_user::ActiveModel {
                customer_id: Set(customer.0),
                preview_id: Set(id.0),
                position: Set(position),
                user_id: Set(user.0),
                step: Set(step.clone()),
            }
        });
        license_preview_user::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Notes that a preview is to be made again before it is shown, even if nothing was done at the customer.
pub async fn mark_stale(tx: &Tx, customer: CustomerId, id: LicensePreviewId) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(C::Revision, Expr::value(-1_i64))
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Puts newer steps of the same users in place of those that were planned.
pub async fn renew(
    tx: &Tx,
    customer: CustomerId,
    preview: &LicensePreview,
    steps: &[(UserId, String)],
) -> Result<(), Error> {
    license_preview_user::Entity::delete_many()
        .filter(license_preview_user::Column::CustomerId.eq(customer.0))
        .filter(license_preview_user::Column::PreviewId.eq(preview.id.0))
        .exec(tx)
        .await?;
    put_steps(tx, customer, preview.id, steps).await?;
    Entity::update_many()
        .col_expr(C::Summary, Expr::value(preview.summary.as_str()))
        .col_expr(C::Digest, Expr::value(preview.digest.as_str()))
        .col_expr(C::Revision, Expr::value(preview.revision))
        .col_expr(C::Joined, Expr::value(preview.joined))
        .col_expr(C::CreatedAt, Expr::value(preview.created_at))
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::Id.eq(preview.id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// A preview of this member of staff, also one that has expired.
pub async fn find(
    db: &impl Connection,
    customer: CustomerId,
    staff: StaffId,
    id: LicensePreviewId,
) -> Result<Option<LicensePreview>, Error> {
    let row = Entity::find_by_id((customer.0, id.0)).one(db).await?;
    Ok(row.filter(|row| row.staff_id == staff.0).map(whole))
}

/// A preview of anybody's, held until the transaction ends.
pub async fn lock(tx: &Tx, customer: CustomerId, id: LicensePreviewId) -> Result<Option<LicensePreview>, Error> {
    Ok(Entity::find_by_id((customer.0, id.0)).lock_exclusive().one(tx).await?.map(whole))
}

/// By what filter those were chosen for whom `job` carries a preview out, if by any.
pub async fn filter_of(db: &impl Connection, customer: CustomerId, job: JobId) -> Result<Option<String>, Error> {
    let filter: Option<Option<String>> = Entity::find()
        .select_only()
        .column(C::Filter)
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::JobId.eq(job.0))
        .into_tuple()
        .one(db)
        .await?;
    Ok(filter.flatten())
}

/// The users of a preview and what is planned for each, in order.
pub async fn steps(
    db: &impl Connection,
    customer: CustomerId,
    id: LicensePreviewId,
) -> Result<Vec<(UserId, String)>, Error> {
    let rows: Vec<(Uuid, String)> = license_preview_user::Entity::find()
        .select_only()
        .columns([license_preview_user::Column::UserId, license_preview_user::Column::Step])
        .filter(license_preview_user::Column::CustomerId.eq(customer.0))
        .filter(license_preview_user::Column::PreviewId.eq(id.0))
        .order_by_asc(license_preview_user::Column::Position)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(user, step)| (UserId(user), step)).collect())
}

/// How many users are wanted and not in a preview.
pub async fn unplanned(
    db: &impl Connection,
    customer: CustomerId,
    id: LicensePreviewId,
    wanted: &users::UserQuery,
) -> Result<i64, Error> {
    let backend = db.get_database_backend();
    let planned = users::within(backend, customer, &UserSet::Preview(id));
    let count = users::wanted(backend, customer, wanted).filter(planned.not()).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Notes which job carries a preview out, and gives the job its users with their steps: two statements.
/// Gives how many they are.
pub async fn hand_over(tx: &Tx, customer: CustomerId, id: LicensePreviewId, job: JobId) -> Result<i64, Error> {
    use job_user::Column as J;
    use license_preview_user::Column as P;
    Entity::update_many()
        .col_expr(C::JobId, Expr::value(job.0))
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::Id.eq(id.0))
        .exec(tx)
        .await?;
    let users = Query::select()
        .columns([P::CustomerId, P::Position, P::UserId, P::Step])
        .expr(Expr::value(job.0))
        .expr(Expr::value(false))
        .expr(Expr::value(false))
        .from(license_preview_user::Entity)
        .and_where(P::CustomerId.eq(customer.0))
        .and_where(P::PreviewId.eq(id.0))
        .to_owned();
    let columns = [J::CustomerId, J::Position, J::UserId, J::Step, J::JobId, J::IsRefused, J::IsPartial];
    let mut insert = Query::insert();
    insert.into_table(job_user::Entity).columns(columns);
    insert.select_from(users).map_err(|error| sea_orm::DbErr::Custom(error.to_string()))?;
    let handed = sea_orm::ConnectionTrait::execute(tx, &insert).await?;
    Ok(i64::try_from(handed.rows_affected()).unwrap_or(i64::MAX))
}

/// Drops all previews of this member of staff.
pub async fn forget_of(tx: &Tx, staff: StaffId) -> Result<(), Error> {
    Entity::delete_many().filter(C::StaffId.eq(staff.0)).exec(tx).await?;
    Ok(())
}

/// Drops what was planned for users by previews that expired at `now`, and the previews themselves that did
/// so at `long_ago`: until then their ids are known, so that people are told.
pub async fn forget(tx: &Tx, now: Moment, long_ago: Moment) -> Result<(), Error> {
    Entity::delete_many().filter(C::ExpiresAt.lte(long_ago)).exec(tx).await?;
    let expired =
        Query::select().columns([C::CustomerId, C::Id]).from(Entity).and_where(C::ExpiresAt.lte(now)).to_owned();
    let preview = [license_preview_user::Column::CustomerId, license_preview_user::Column::PreviewId].map(Expr::col);
    license_preview_user::Entity::delete_many()
        .filter(Expr::tuple(preview.map(Into::into)).in_subquery(expired))
        .exec(tx)
        .await?;
    Ok(())
}
