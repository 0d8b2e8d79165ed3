//! Users of a customer: lists, one user, and changes.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, EntityTrait as _, ExprTrait as _, FromQueryResult, Order, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _, Select,
    sea_query::{Expr, Query, SimpleExpr},
};
use uuid::Uuid;

use super::entity::{credential_row, license_assignment as assignment, seat_pool, selection_user, user, user_role};
use super::{Connection, Error, Tx, licenses};
use crate::domain::Moment;
use crate::domain::directory_role::Permissions;
use crate::domain::id::{CustomerId, RoleId, SelectionId, SkuId, UserId};
use crate::domain::listing::{COUNT_LIMIT, Count, Page, Place, Position, UserColumn, UserFilter, UserSort};
use crate::domain::text::fold;
use crate::domain::user::{Profile, SignIn, User};
use crate::domain::user_name::UserName;

/// Which active users, before any paging.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub search: String,
    pub filter: UserFilter,
    /// Only users of this selection.
    pub selection: Option<SelectionId>,
}

/// One row of the users' list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub display_name: String,
    pub user_name: String,
    pub sort_key: String,
    pub upn_key: String,
    pub location: Option<String>,
    pub sign_in_allowed: bool,
    pub role_level: i64,
    pub last_sign_in_at: Option<Moment>,
    pub created_at: Moment,
}

impl Row {
    /// Where this row stands in a list sorted by `sort`.
    #[must_use]
    pub fn place(&self, sort: UserSort) -> Place {
        let value = match sort.column {
            UserColumn::DisplayName => self.sort_key.clone(),
            UserColumn::UserName => self.upn_key.clone(),
            UserColumn::Created => self.created_at.timestamp_micros().to_string(),
        };
        Place { value, id: self.id }
    }
}

fn active(customer: CustomerId) -> Select<user::Entity> {
    user::Entity::find().filter(user::Column::CustomerId.eq(customer.0)).filter(user::Column::DeletedAt.is_null())
}

fn matching(customer: CustomerId, wanted: &Wanted) -> Condition {
    use user::Column as C;
    let holders = |sku: &SkuId| {
        Query::select()
            .column(assignment::Column::UserId)
            .from(assignment::Entity)
            .and_where(assignment::Column::CustomerId.eq(customer.0))
            .and_where(assignment::Column::SkuId.eq(sku.0))
            .to_owned()
    };
    let mut condition = Condition::all();
    for word in fold(&wanted.search).split_whitespace() {
        condition = condition.add(super::contains(C::SearchText, word));
    }
    if let Some(selection) = wanted.selection {
        let chosen = Query::select()
            .column(selection_user::Column::UserId)
            .from(selection_user::Entity)
            .and_where(selection_user::Column::CustomerId.eq(customer.0))
            .and_where(selection_user::Column::SelectionId.eq(selection.0))
            .to_owned();
        condition = condition.add(C::Id.in_subquery(chosen));
    }
    match &wanted.filter {
        UserFilter::All => condition,
        UserFilter::Licensed => condition.add(C::LicenseCount.gt(0)),
        UserFilter::Unlicensed => condition.add(C::LicenseCount.eq(0)),
        UserFilter::Has(sku) => condition.add(C::Id.in_subquery(holders(sku))),
        UserFilter::Lacks(sku) => condition.add(C::Id.not_in_subquery(holders(sku))),
        UserFilter::SignInAllowed => condition.add(C::SignInAllowed.eq(true)),
        UserFilter::SignInBlocked => condition.add(C::SignInAllowed.eq(false)),
        UserFilter::NeverSignedIn => condition.add(C::LastSignInAt.is_null()),
        UserFilter::GlobalAdministrators => condition.add(C::RoleLevel.eq(2)),
        UserFilter::LimitedAdministrators => condition.add(C::RoleLevel.eq(1)),
        UserFilter::Location(code) => condition.add(C::Location.eq(code.as_str())),
        UserFilter::LicenseProblem => condition.add(C::Id.in_subquery(with_problem(customer))),
    }
}

/// Users who hold a seat of a pool with fewer seats than holders.
fn with_problem(customer: CustomerId) -> sea_orm::sea_query::SelectStatement {
    use seat_pool::Column as P;
    let short = Query::select()
        .column(P::SkuId)
        .from(seat_pool::Entity)
        .and_where(P::CustomerId.eq(customer.0))
        .and_where(Expr::col(P::Consumed).gt(Expr::col(P::Active).add(Expr::col(P::Warning))))
        .to_owned();
    Query::select()
        .column(assignment::Column::UserId)
        .from(assignment::Entity)
        .and_where(assignment::Column::CustomerId.eq(customer.0))
        .and_where(assignment::Column::SkuId.in_subquery(short))
        .to_owned()
}

/// A page of active users. One statement, whatever the page.
///
/// # Errors
/// When the database fails.
pub async fn page(
    db: &impl Connection,
    customer: CustomerId,
    wanted: &Wanted,
    sort: UserSort,
    position: &Position,
    size: u64,
) -> Result<Page<Row>, Error> {
    use user::Column as C;
    let column = match sort.column {
        UserColumn::DisplayName => C::SortKey,
        UserColumn::UserName => C::UpnKey,
        UserColumn::Created => C::CreatedAt,
    };
    let key = || Expr::tuple([Expr::col(column).into(), Expr::col(C::Id).into()]);
    let mut query = active(customer).filter(matching(customer, wanted));
    if let Position::After(place) | Position::Before(place) = position {
        let at = Expr::tuple([place_value(sort, place), Expr::value(place.id)]);
        let forward = matches!(position, Position::After(_)) != sort.descending;
        query = query.filter(if forward { key().gt(at) } else { key().lt(at) });
    }
    let order = if position.is_backwards() == sort.descending { Order::Asc } else { Order::Desc };
    let rows = query
        .order_by(column, order.clone())
        .order_by(C::Id, order)
        .limit(size + 1)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(Page::of(rows, size, position))
}

fn place_value(sort: UserSort, place: &Place) -> SimpleExpr {
    match sort.column {
        UserColumn::Created => {
            let micros = place.value.parse().unwrap_or_default();
            Expr::value(Moment::from_timestamp_micros(micros).unwrap_or_default())
        }
        UserColumn::DisplayName | UserColumn::UserName => Expr::value(place.value.as_str()),
    }
}

/// How many active users are wanted, exact up to [`COUNT_LIMIT`].
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Connection, customer: CustomerId, wanted: &Wanted) -> Result<Count, Error> {
    let rows = active(customer)
        .select_only()
        .column(user::Column::Id)
        .filter(matching(customer, wanted))
        .limit(u64::try_from(COUNT_LIMIT + 1).unwrap_or(u64::MAX))
        .count(db)
        .await?;
    Ok(Count(i64::try_from(rows).unwrap_or(i64::MAX)))
}

/// The locations that active users of a customer have.
///
/// # Errors
/// When the database fails.
pub async fn locations(db: &impl Connection, customer: CustomerId) -> Result<BTreeSet<String>, Error> {
    let rows: Vec<Option<String>> =
        active(customer).select_only().column(user::Column::Location).distinct().into_tuple().all(db).await?;
    Ok(rows.into_iter().flatten().collect())
}

/// A statement that gives `selection`, `customer` and the id of every user wanted.
pub(super) fn choose(
    customer: CustomerId,
    wanted: &Wanted,
    selection: SelectionId,
) -> sea_orm::sea_query::SelectStatement {
    let mut query = active(customer).select_only().filter(matching(customer, wanted));
    query = query.expr(Expr::value(customer.0)).expr(Expr::value(selection.0)).column(user::Column::Id);
    query.into_query()
}

/// One user, active or deleted, with permissions and licenses. Four statements.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl Connection, customer: CustomerId, id: UserId) -> Result<Option<User>, Error> {
    let Some(row) = user::Entity::find_by_id((customer.0, id.0)).one(db).await? else { return Ok(None) };
    let mut roles = roles_of(db, customer, &[id]).await?;
    let mut licenses = licenses::of_users(db, customer, &[id]).await?;
    let user_name = UserName::parse(&row.user_name)
        .map_err(|_| sea_orm::DbErr::Custom(format!("user {id} has no readable user name")))?;
    Ok(Some(User {
        id,
        profile: Profile {
            first_name: row.first_name,
            last_name: row.last_name,
            display_name: row.display_name,
            user_name,
            location: row.location,
        },
        permissions: roles.remove(&id).unwrap_or_default(),
        licenses: licenses.remove(&id).unwrap_or_default(),
        sign_in: SignIn {
            allowed: row.sign_in_allowed,
            last_at: row.last_sign_in_at,
            has_password: row.password_hash.is_some(),
        },
        created_at: row.created_at,
        deleted_at: row.deleted_at,
        version: row.version,
    }))
}

/// Like [`find`], an active user only, whose row nobody else changes until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &Tx, customer: CustomerId, id: UserId) -> Result<Option<User>, Error> {
    let locked = user::Entity::find_by_id((customer.0, id.0)).lock_exclusive().one(tx).await?;
    match locked.filter(|row| row.deleted_at.is_none()) {
        Some(_) => find(tx, customer, id).await,
        None => Ok(None),
    }
}

/// The directory roles of each of `users`.
///
/// # Errors
/// When the database fails.
pub async fn roles_of(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<HashMap<UserId, Permissions>, Error> {
    let rows = user_role::Entity::find()
        .filter(user_role::Column::CustomerId.eq(customer.0))
        .filter(user_role::Column::UserId.is_in(users.iter().map(|id| id.0)))
        .all(db)
        .await?;
    let mut roles: HashMap<UserId, Permissions> = HashMap::new();
    for row in rows {
        roles.entry(UserId(row.user_id)).or_default().0.insert(RoleId(row.role_id));
    }
    Ok(roles)
}

/// Whether an active user other than `except` has this name.
///
/// # Errors
/// When the database fails.
pub async fn is_taken(
    db: &impl Connection,
    customer: CustomerId,
    name: &UserName,
    except: Option<UserId>,
) -> Result<bool, Error> {
    let mut query = active(customer).filter(user::Column::UpnKey.eq(name.key()));
    if let Some(id) = except {
        query = query.filter(user::Column::Id.ne(id.0));
    }
    Ok(query.count(db).await? > 0)
}

/// A user that does not exist yet.
#[derive(Clone, Debug)]
pub struct NewUser<'a> {
    pub id: UserId,
    pub profile: &'a Profile,
    pub permissions: &'a Permissions,
    pub password_hash: String,
    pub password_expires_at: Moment,
    pub created_at: Moment,
}

/// # Errors
/// When the database fails; a duplicate when the user name is taken.
pub async fn insert(tx: &Tx, customer: CustomerId, new: &NewUser<'_>) -> Result<(), Error> {
    let row = user::ActiveModel {
        customer_id: Set(customer.0),
        id: Set(new.id.0),
        first_name: Set(new.profile.first_name.clone()),
        last_name: Set(new.profile.last_name.clone()),
        display_name: Set(new.profile.display_name.clone()),
        user_name: Set(new.profile.user_name.to_string()),
        upn_key: Set(new.profile.user_name.key()),
        sort_key: Set(fold(&new.profile.display_name)),
        search_text: Set(new.profile.search_text()),
        location: Set(new.profile.location.clone()),
        sign_in_allowed: Set(true),
        role_level: Set(new.permissions.level() as i64),
        license_count: Set(0),
        password_hash: Set(Some(new.password_hash.clone())),
        must_change_password: Set(true),
        password_expires_at: Set(Some(new.password_expires_at)),
        last_sign_in_at: Set(None),
        created_at: Set(new.created_at),
        deleted_at: Set(None),
        deleted_by: Set(None),
        deleted_by_name: Set(None),
        version: Set(1),
    };
    user::Entity::insert(row).exec_without_returning(tx).await?;
    insert_roles(tx, customer, new.id, new.permissions).await
}

async fn insert_roles(tx: &Tx, customer: CustomerId, id: UserId, permissions: &Permissions) -> Result<(), Error> {
    let rows = permissions.0.iter().map(|role| user_role::ActiveModel {
        customer_id: Set(customer.0),
        user_id: Set(id.0),
        role_id: Set(role.0),
    });
    user_role::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes profile, permissions and sign-in of an active user over version `version`, and raises it;
/// `false` when somebody else was first.
///
/// # Errors
/// When the database fails; a duplicate when the user name is taken.
pub async fn update(
    tx: &Tx,
    customer: CustomerId,
    id: UserId,
    version: i64,
    profile: &Profile,
    permissions: &Permissions,
    sign_in_allowed: bool,
) -> Result<bool, Error> {
    use user::Column as C;
    let updated = user::Entity::update_many()
        .col_expr(C::FirstName, Expr::value(profile.first_name.as_str()))
        .col_expr(C::LastName, Expr::value(profile.last_name.as_str()))
        .col_expr(C::DisplayName, Expr::value(profile.display_name.as_str()))
        .col_expr(C::UserName, Expr::value(profile.user_name.to_string()))
        .col_expr(C::UpnKey, Expr::value(profile.user_name.key()))
        .col_expr(C::SortKey, Expr::value(fold(&profile.display_name)))
        .col_expr(C::SearchText, Expr::value(profile.search_text()))
        .col_expr(C::Location, Expr::value(profile.location.clone()))
        .col_expr(C::SignInAllowed, Expr::value(sign_in_allowed))
        .col_expr(C::RoleLevel, Expr::value(permissions.level() as i64))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::Id.eq(id.0))
        .filter(C::Version.eq(version))
        .filter(C::DeletedAt.is_null())
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 {
        return Ok(false);
    }
    user_role::Entity::delete_many()
        .filter(user_role::Column::CustomerId.eq(customer.0))
        .filter(user_role::Column::UserId.eq(id.0))
        .exec(tx)
        .await?;
    insert_roles(tx, customer, id, permissions).await?;
    Ok(true)
}

/// What a sheet shows of a user: names, and whether it is an administrator.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OnSheet {
    pub user_id: Uuid,
    pub display_name: String,
    pub user_name: String,
    pub role_level: i64,
    pub sealed: Vec<u8>,
    pub added_at: Moment,
}

/// The users of a sheet, in the order in which they came onto it; at most `limit` from `offset`.
/// Sheets hold what one person added in a day, so an offset is cheap.
///
/// # Errors
/// When the database fails.
pub async fn on_sheet(
    db: &impl Connection,
    customer: CustomerId,
    sheet: crate::domain::id::SheetId,
    offset: u64,
    limit: u64,
) -> Result<Vec<OnSheet>, Error> {
    use sea_orm::JoinType;
    let on_user = credential_row::Entity::belongs_to(user::Entity)
        .from((credential_row::Column::CustomerId, credential_row::Column::UserId))
        .to((user::Column::CustomerId, user::Column::Id))
        .into();
    let rows = credential_row::Entity::find()
        .join(JoinType::InnerJoin, on_user)
        .filter(credential_row::Column::CustomerId.eq(customer.0))
        .filter(credential_row::Column::SheetId.eq(sheet.0))
        .filter(user::Column::DeletedAt.is_null())
        .select_only()
        .columns([credential_row::Column::UserId, credential_row::Column::Sealed, credential_row::Column::AddedAt])
        .columns([user::Column::DisplayName, user::Column::UserName, user::Column::RoleLevel])
        .order_by_asc(credential_row::Column::AddedAt)
        .order_by_asc(credential_row::Column::UserId)
        .offset(offset)
        .limit(limit)
        .into_model::<OnSheet>()
        .all(db)
        .await?;
    Ok(rows)
}

/// Deleted users whose restore window ends within three days after `now`.
///
/// # Errors
/// When the database fails.
pub async fn expiring(db: &impl Connection, _reach: super::Reach, now: Moment) -> Result<i64, Error> {
    let window = crate::domain::user::RESTORE_WINDOW;
    let count = user::Entity::find()
        .filter(user::Column::DeletedAt.gt(now - window))
        .filter(user::Column::DeletedAt.lte(now - window + chrono::TimeDelta::days(3)))
        .count(db)
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Raises a user's version: its licenses or roles changed.
///
/// # Errors
/// When the database fails.
pub async fn raise_version(tx: &Tx, customer: CustomerId, id: UserId) -> Result<(), Error> {
    user::Entity::update_many()
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1))
        .filter(user::Column::CustomerId.eq(customer.0))
        .filter(user::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}
