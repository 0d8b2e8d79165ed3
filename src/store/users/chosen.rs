//! Users who were chosen for something: who they are, and what a question about them tells. The
//! same number of statements for one user as for ten thousand.

mod holdings;

use sea_orm::{
    ColumnTrait as _, Condition, DbBackend, EntityTrait as _, ExprTrait as _, FromQueryResult, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

pub use self::holdings::{nowhere, seats, switched_off};
use super::list::{KEY, UserQuery, matching as matches, of_selection};
use super::many::UserSummary;
use super::states::is;
use crate::domain::directory_role::Level;
use crate::domain::id::{CustomerId, JobId, LicensePreviewId, SelectionId, UserId};
use crate::domain::user::UserState;
use crate::store::entity::{job, job_user, license_preview_user, user};
use crate::store::keys::{found_in, of_users};
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

/// What a user among the chosen has in common with the others, the customer included; which state they are in
/// is another matter.
pub(in crate::store) fn within(backend: DbBackend, customer: CustomerId, chosen: &UserSet) -> Condition {
    use job_user::Column as J;
    use license_preview_user::Column as P;
    let of_job = |job: &JobId, condition: Condition| {
        let users = Query::select()
            .from(job_user::Entity)
            .and_where(J::CustomerId.eq(customer.0))
            .and_where(J::JobId.eq(job.0))
            .cond_where(condition)
            .to_owned();
        found_in(backend, KEY, customer, [J::CustomerId, J::UserId], users)
    };
    let done = Condition::all().add(J::IsRefused.eq(false));
    match chosen {
        UserSet::Users(users) => of_users(backend, KEY, customer, users),
        UserSet::Selection(selection) => of_selection(backend, customer, *selection),
        UserSet::Matching(selection, wanted) => {
            of_selection(backend, customer, *selection).add(matches(backend, customer, wanted, true))
        }
        UserSet::Job(job) => of_job(job, done).add(Expr::exists(deleted_by(customer, *job))),
        UserSet::Done(job) => of_job(job, done),
        UserSet::Short(job) => of_job(job, Condition::any().add(J::IsRefused.eq(true)).add(J::IsPartial.eq(true))),
        UserSet::Preview(plan) => {
            let users = Query::select()
                .from(license_preview_user::Entity)
                .and_where(P::CustomerId.eq(customer.0))
                .and_where(P::PreviewId.eq(plan.0))
                .to_owned();
            found_in(backend, KEY, customer, [P::CustomerId, P::UserId], users)
        }
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

/// Those of the chosen who are in this state.
pub(in crate::store) fn standing(
    backend: DbBackend,
    customer: CustomerId,
    state: UserState,
    chosen: &UserSet,
) -> Select<user::Entity> {
    user::Entity::find().filter(is(state)).filter(within(backend, customer, chosen))
}

fn active(backend: DbBackend, customer: CustomerId, chosen: &UserSet) -> Select<user::Entity> {
    standing(backend, customer, UserState::Active, chosen)
}

/// The ones in this state among the chosen, in their list's order: active ones by name, deleted ones
/// as they expire.
pub async fn in_order(
    db: &impl Connection,
    customer: CustomerId,
    state: UserState,
    chosen: &UserSet,
) -> Result<Vec<UserId>, Error> {
    let query = standing(db.get_database_backend(), customer, state, chosen);
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
    let rows = standings(db.get_database_backend(), customer, chosen)
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
    let backend = db.get_database_backend();
    let found = standing(backend, customer, wanted.state, chosen).filter(matches(backend, customer, wanted, true));
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
    let rows = standings(db.get_database_backend(), customer, chosen)
        .order_by_asc(C::SortKey)
        .order_by_asc(C::Id)
        .limit(limit);
    Ok(rows.into_model::<UserSummary>().all(db).await?)
}

fn standings(backend: DbBackend, customer: CustomerId, chosen: &UserSet) -> Select<user::Entity> {
    use user::Column as C;
    active(backend, customer, chosen)
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
    let row = active(db.get_database_backend(), customer, chosen)
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
