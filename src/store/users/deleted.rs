//! Deleted users: who they are, how they come back, and how they go for good.

use std::collections::BTreeSet;

use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, Select,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::chosen::UserSet;
use super::many::put;
use super::{KEY, in_state, standing};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, UserId};
use crate::domain::job::Options;
use crate::domain::user::UserState;
use crate::domain::user_name::UserName;
use crate::store::entity::{job, job_user, selection_user, user};
use crate::store::keys::{found_in, of_texts, of_users};
use crate::store::{Connection, Error, Tx};

/// Rows a statement: more are slower on PostgreSQL over TCP.
const ROWS: usize = 200;

/// A deleted user.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Deleted {
    pub id: Uuid,
    pub display_name: String,
    pub user_name: String,
    pub upn_key: String,
    pub location: Option<String>,
    pub alternate_email: Option<String>,
    pub role_level: i64,
    pub deleted_at: Moment,
}

fn columns(query: Select<user::Entity>) -> Select<user::Entity> {
    use user::Column as C;
    query.select_only().columns([
        C::Id,
        C::DisplayName,
        C::UserName,
        C::UpnKey,
        C::AlternateEmail,
        C::Location,
        C::RoleLevel,
        C::DeletedAt,
    ])
}

/// The chosen ones who can be restored, in the order in which they expire.
pub async fn chosen(
    db: &impl Connection,
    customer: CustomerId,
    state: UserState,
    chosen: &UserSet,
) -> Result<Vec<Deleted>, Error> {
    let query = columns(standing(db.get_database_backend(), customer, state, chosen));
    let query = query.order_by_asc(user::Column::DeletedAt).order_by_asc(user::Column::Id);
    Ok(query.into_model::<Deleted>().all(db).await?)
}

/// Whether any of the chosen ones can be restored.
pub async fn any(
    db: &impl Connection,
    customer: CustomerId,
    state: UserState,
    chosen: &UserSet,
) -> Result<bool, Error> {
    let first = standing(db.get_database_backend(), customer, state, chosen)
        .select_only()
        .column(user::Column::Id)
        .into_tuple::<Uuid>();
    Ok(first.one(db).await?.is_some())
}

/// One user who was deleted after `moment`.
pub async fn find(
    db: &impl Connection,
    customer: CustomerId,
    id: UserId,
    moment: Moment,
) -> Result<Option<Deleted>, Error> {
    let query = in_state(customer, UserState::DeletedAfter(moment)).filter(user::Column::Id.eq(id.0));
    Ok(columns(query).into_model::<Deleted>().one(db).await?)
}

/// Deleted users whose rows are held until the transaction ends, by id.
pub async fn lock(tx: &Tx, customer: CustomerId, users: &[UserId]) -> Result<Vec<Deleted>, Error> {
    let query = user::Entity::find()
        .filter(of_users(tx.get_database_backend(), KEY, customer, users))
        .filter(user::Column::DeletedAt.is_not_null());
    let query = columns(query).order_by_asc(user::Column::Id).lock_exclusive();
    Ok(query.into_model::<Deleted>().all(tx).await?)
}

/// The keys of user names that both active users and some of the chosen have.
pub async fn names_taken_from(
    db: &impl Connection,
    customer: CustomerId,
    state: UserState,
    chosen: &UserSet,
) -> Result<BTreeSet<String>, Error> {
    let backend = db.get_database_backend();
    let theirs = standing(backend, customer, state, chosen).select_only().into_query();
    let taken = named(found_in(backend, NAME, customer, NAME, theirs));
    let keys: Vec<String> = taken.select_only().column(user::Column::UpnKey).into_tuple().all(db).await?;
    Ok(keys.into_iter().collect())
}

/// What an active user's name is looked up by.
const NAME: [user::Column; 2] = [user::Column::CustomerId, user::Column::UpnKey];

fn named(so: Condition) -> Select<user::Entity> {
    user::Entity::find().filter(user::Column::DeletedAt.is_null()).filter(so)
}

/// Which of these keys of user names active users have.
pub async fn names_taken(
    db: &impl Connection,
    customer: CustomerId,
    keys: &[String],
) -> Result<BTreeSet<String>, Error> {
    let mut taken = BTreeSet::new();
    for keys in keys.chunks(ROWS) {
        let query = named(of_texts(db.get_database_backend(), NAME, customer, keys));
        let found: Vec<String> = query.select_only().column(user::Column::UpnKey).into_tuple().all(db).await?;
        taken.extend(found);
    }
    Ok(taken)
}

/// Makes users active again, who hold so many licenses each.
///
/// # Errors
/// When the database fails; a duplicate when an active user has the name of one of them.
pub async fn mark_restored(tx: &Tx, customer: CustomerId, users: &[UserId], licenses: i64) -> Result<(), Error> {
    use user::Column as C;
    let columns = [
        (C::DeletedAt, Expr::value(None::<Moment>)),
        (C::DeletedBy, Expr::value(None::<Uuid>)),
        (C::DeletedByName, Expr::value(None::<String>)),
        (C::LicenseCount, Expr::value(licenses)),
    ];
    put(tx, customer, users, columns).await
}

/// Gives a user another user name.
pub async fn rename(
    tx: &Tx,
    customer: CustomerId,
    id: UserId,
    name: &UserName,
    search_text: &str,
) -> Result<(), Error> {
    use user::Column as C;
    let columns = [
        (C::UserName, Expr::value(name.to_string())),
        (C::UpnKey, Expr::value(name.key())),
        (C::SearchText, Expr::value(search_text)),
    ];
    put(tx, customer, &[id], columns).await
}

/// Users of all customers but some who were deleted at `moment` or before, the oldest first; at most
/// `limit`.
pub async fn up_to(
    db: &impl Connection,
    moment: Moment,
    except: &[CustomerId],
    limit: u64,
) -> Result<Vec<(CustomerId, UserId)>, Error> {
    use user::Column as C;
    let rows: Vec<(Uuid, Uuid)> = user::Entity::find()
        .select_only()
        .columns([C::CustomerId, C::Id])
        .filter(C::DeletedAt.is_not_null())
        .filter(C::DeletedAt.lte(moment))
        .filter(C::CustomerId.is_not_in(except.iter().map(|id| id.0)))
        .order_by_asc(C::DeletedAt)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(customer, user)| (CustomerId(customer), UserId(user))).collect())
}

/// Removes users with all that belongs to them. Events about them are not theirs.
pub async fn remove(tx: &Tx, customer: CustomerId, users: &[UserId]) -> Result<(), Error> {
    use selection_user::Column as S;
    let backend = tx.get_database_backend();
    selection_user::Entity::delete_many()
        .filter(of_users(backend, [S::CustomerId, S::UserId], customer, users))
        .exec(tx)
        .await?;
    forget_names(tx, customer, users).await?;
    user::Entity::delete_many().filter(of_users(backend, KEY, customer, users)).exec(tx).await?;
    Ok(())
}

/// What a job was to do names users; what became of each tells none. A job that is not finished keeps what
/// it needs for others.
async fn forget_names(tx: &Tx, customer: CustomerId, users: &[UserId]) -> Result<(), Error> {
    use job::Column as J;
    use job_user::Column as U;
    let backend = tx.get_database_backend();
    let jobs = Query::select()
        .from(job_user::Entity)
        .cond_where(of_users(backend, [U::CustomerId, U::UserId], customer, users))
        .to_owned();
    let of_jobs = |jobs| found_in(backend, [J::CustomerId, J::Id], customer, [U::CustomerId, U::JobId], jobs);
    job::Entity::update_many()
        .col_expr(job::Column::Options, Expr::value("{}"))
        .filter(of_jobs(jobs.clone()))
        .filter(job::Column::FinishedAt.is_not_null())
        .exec(tx)
        .await?;
    let under_way = job::Entity::find().filter(of_jobs(jobs)).filter(job::Column::FinishedAt.is_null());
    for job in under_way.all(tx).await? {
        let Ok(mut options) = serde_json::from_str::<Options>(&job.options) else { continue };
        let before = options.names.len();
        options.names.retain(|user, _| !users.contains(user));
        if options.names.len() < before {
            let options = serde_json::to_string(&options).map_err(|error| Error::other(error.to_string()))?;
            job::Entity::update_many()
                .col_expr(job::Column::Options, Expr::value(options))
                .filter(job::Column::CustomerId.eq(customer.0))
                .filter(job::Column::Id.eq(job.id))
                .exec(tx)
                .await?;
        }
    }
    Ok(())
}
