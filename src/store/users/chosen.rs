//! Users who were chosen for something: who they are, and what a question about them tells. The
//! same number of statements for one user as for ten thousand.

mod holdings;

use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, ExprTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

pub use self::holdings::{nowhere, seats, switched_off};
use super::list::UserQuery;
use super::many::UserSummary;
use super::states::in_state;
use crate::domain::directory_role::Level;
use crate::domain::id::{CustomerId, JobId, LicensePreviewId, SelectionId, UserId};
use crate::domain::user::UserState;
use crate::store::entity::{job, job_user, license_preview_user, selection_user, user};
use crate::store::{Connection, Error};

/// Who is chosen: by name, by a selection over pages, or by what was done or is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserSet {
    Users(Vec<UserId>),
    Selection(SelectionId),
    /// Those of a selection whom a filter still finds.
    Matching(SelectionId, Box<UserQuery>),
    /// Those whom a job has deleted.
    Job(JobId),
    /// Those whom a job did not refuse.
    Done(JobId),
    /// Those to whom a job did not do all that it was to do.
    Short(JobId),
    /// Those whom a preview of licenses is about.
    Preview(LicensePreviewId),
}

/// What a user among the chosen has in common with the others; which state they are in is another matter.
pub(in crate::store) fn within(customer: CustomerId, chosen: &UserSet) -> Condition {
    use job_user::Column as J;
    use user::Column as C;
    let is_one_of = |ids: SelectStatement| Condition::all().add(C::Id.in_subquery(ids));
    let selected = |selection: &SelectionId| {
        Query::select()
            .column(selection_user::Column::UserId)
            .from(selection_user::Entity)
            .and_where(selection_user::Column::CustomerId.eq(customer.0))
            .and_where(selection_user::Column::SelectionId.eq(selection.0))
            .to_owned()
    };
    let of_job = |job: &JobId, condition: Condition| {
        Query::select()
            .column(J::UserId)
            .from(job_user::Entity)
            .and_where(J::CustomerId.eq(customer.0))
            .and_where(J::JobId.eq(job.0))
            .cond_where(condition)
            .to_owned()
    };
    let done = Condition::all().add(J::IsRefused.eq(false));
    match chosen {
        UserSet::Users(users) => Condition::all().add(C::Id.is_in(users.iter().map(|id| id.0))),
        UserSet::Selection(selection) => is_one_of(selected(selection)),
        UserSet::Matching(selection, wanted) => {
            is_one_of(selected(selection)).add(super::list::matching(customer, wanted))
        }
        UserSet::Job(job) => is_one_of(of_job(job, done)).add(Expr::exists(deleted_by(customer, *job))),
        UserSet::Done(job) => is_one_of(of_job(job, done)),
        UserSet::Short(job) => {
            is_one_of(of_job(job, Condition::any().add(J::IsRefused.eq(true)).add(J::IsPartial.eq(true))))
        }
        UserSet::Preview(plan) => is_one_of(
            Query::select()
                .column(license_preview_user::Column::UserId)
                .from(license_preview_user::Entity)
                .and_where(license_preview_user::Column::CustomerId.eq(customer.0))
                .and_where(license_preview_user::Column::PreviewId.eq(plan.0))
                .to_owned(),
        ),
    }
}

/// The job, if it is what deleted the user: who was restored since and deleted by somebody else, for
/// another reason, is not that job's any more.
fn deleted_by(customer: CustomerId, id: JobId) -> SelectStatement {
    use job::Column as J;
    use user::Column as C;
    let of_user = |column: C| Expr::col((user::Entity, column));
    let is_before_end = Expr::col((job::Entity, J::FinishedAt)).gte(of_user(C::DeletedAt));
    Query::select()
        .expr(Expr::value(1))
        .from(job::Entity)
        .and_where(J::CustomerId.eq(customer.0))
        .and_where(J::Id.eq(id.0))
        .and_where(Expr::col((job::Entity, J::StaffId)).eq(of_user(C::DeletedBy)))
        .and_where(Expr::col((job::Entity, J::CreatedAt)).lte(of_user(C::DeletedAt)))
        .and_where(J::FinishedAt.is_null().or(is_before_end))
        .to_owned()
}

fn active(customer: CustomerId, chosen: &UserSet) -> Select<user::Entity> {
    user::Entity::find()
        .filter(user::Column::CustomerId.eq(customer.0))
        .filter(user::Column::DeletedAt.is_null())
        .filter(within(customer, chosen))
}

/// The ones in this state among the chosen, in their list's order: active ones by name, deleted ones
/// as they expire.
pub async fn in_order(
    db: &impl Connection,
    customer: CustomerId,
    state: UserState,
    chosen: &UserSet,
) -> Result<Vec<UserId>, Error> {
    let query = in_state(customer, state).filter(within(customer, chosen));
    super::list::ordered_ids(db, query, state).await
}

/// The first of the active ones among the chosen: administrators before others, else in the list's
/// order.
pub async fn first(
    db: &impl Connection,
    customer: CustomerId,
    chosen: &UserSet,
    among: Among,
    limit: u64,
) -> Result<Vec<UserSummary>, Error> {
    use user::Column as C;
    let rows = standings(customer, chosen)
        .filter(among.condition())
        .order_by_desc(C::RoleLevel)
        .order_by_asc(C::SortKey)
        .order_by_asc(C::Id)
        .limit(limit)
        .into_model::<UserSummary>()
        .all(db)
        .await?;
    Ok(rows)
}

/// Those of the chosen whom a filter finds.
pub async fn matching(
    db: &impl Connection,
    customer: CustomerId,
    chosen: &UserSet,
    wanted: &UserQuery,
) -> Result<Vec<UserId>, Error> {
    let found = super::list::wanted(customer, wanted).filter(within(customer, chosen));
    let ids: Vec<Uuid> = found.select_only().column(user::Column::Id).into_tuple().all(db).await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// The first of the active ones among the chosen, in the list's order.
pub async fn in_list_order(
    db: &impl Connection,
    customer: CustomerId,
    chosen: &UserSet,
    limit: u64,
) -> Result<Vec<UserSummary>, Error> {
    use user::Column as C;
    let rows = standings(customer, chosen).order_by_asc(C::SortKey).order_by_asc(C::Id).limit(limit);
    Ok(rows.into_model::<UserSummary>().all(db).await?)
}

fn standings(customer: CustomerId, chosen: &UserSet) -> Select<user::Entity> {
    use user::Column as C;
    active(customer, chosen)
        .select_only()
        .columns([C::Id, C::DisplayName, C::UserName, C::RoleLevel, C::LicenseCount, C::SignInAllowed])
        .columns([C::Location, C::DeletedAt, C::DeletedByName])
}

/// Which of the chosen a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    All,
    Administrators,
    Others,
}

impl Among {
    fn condition(self) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Administrators => Condition::all().add(user::Column::RoleLevel.gt(0)),
            Self::Others => Condition::all().add(user::Column::RoleLevel.eq(0)),
        }
    }
}

/// What the active ones among the chosen are, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Counted {
    pub users: i64,
    pub administrators: i64,
    pub global_administrators: i64,
    pub blocked: i64,
}

pub async fn counted(
    db: &impl Connection,
    customer: CustomerId,
    chosen: &UserSet,
    among: Among,
) -> Result<Counted, Error> {
    use user::Column as C;
    let number = |condition| {
        let one = Expr::case(condition, Expr::value(1_i64)).finally(Expr::value(0_i64));
        Expr::expr(one).sum().cast_as("bigint")
    };
    let row = active(customer, chosen)
        .filter(among.condition())
        .select_only()
        .column_as(C::Id.count().cast_as("bigint"), "users")
        .column_as(number(C::RoleLevel.gt(0)), "administrators")
        .column_as(number(C::RoleLevel.eq(Level::GlobalAdministrator as i64)), "global_administrators")
        .column_as(number(C::SignInAllowed.eq(false)), "blocked")
        .into_tuple::<(i64, Option<i64>, Option<i64>, Option<i64>)>()
        .one(db)
        .await?;
    let (users, administrators, global_administrators, blocked) = row.unwrap_or_default();
    Ok(Counted {
        users,
        administrators: administrators.unwrap_or_default(),
        global_administrators: global_administrators.unwrap_or_default(),
        blocked: blocked.unwrap_or_default(),
    })
}
