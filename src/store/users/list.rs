//! Lists of users, active or deleted: which ones, in which order, a page at a time.

use sea_orm::{
    ColumnTrait as _, Condition, DbBackend, EntityTrait as _, ExprTrait as _, FromQueryResult, Order, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, Select, Statement,
    sea_query::{Expr, Query, SimpleExpr},
};
use uuid::Uuid;

use super::states::{administrators, is};
use crate::domain::Moment;
use crate::domain::directory_role::Level;
use crate::domain::id::{CustomerId, SelectionId, SkuId, UserId};
use crate::domain::listing::{COUNT_LIMIT, Count, Cursor, Page, Position, UserColumn, UserFilter, UserSort};
use crate::domain::text::sought;
use crate::domain::user::UserState;
use crate::store::entity::customer::{Column as CustomerColumn, Entity as Customers};
use crate::store::entity::{license_assignment as assignment, seat_pool, selection_user, user};
use crate::store::keys::{found_in, is_server};
use crate::store::{Connection, Error, contains};

/// Which users, before any paging.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserQuery {
    pub state: UserState,
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
    pub deleted_at: Option<Moment>,
    pub deleted_by_name: Option<String>,
}

/// Those of [`Row`]: a user has many more, and each takes its time.
const COLUMNS: [user::Column; 14] = [
    user::Column::Id,
    user::Column::FirstName,
    user::Column::LastName,
    user::Column::DisplayName,
    user::Column::UserName,
    user::Column::SortKey,
    user::Column::UpnKey,
    user::Column::Location,
    user::Column::SignInAllowed,
    user::Column::RoleLevel,
    user::Column::LastSignInAt,
    user::Column::CreatedAt,
    user::Column::DeletedAt,
    user::Column::DeletedByName,
];

impl Row {
    /// Where this row stands in a list sorted by `sort`.
    pub fn place(&self, sort: UserSort) -> Cursor {
        let value = match sort.column {
            UserColumn::DisplayName => self.sort_key.clone(),
            UserColumn::UserName => self.upn_key.clone(),
            UserColumn::Created => self.deleted_at.unwrap_or(self.created_at).timestamp_micros().to_string(),
        };
        Cursor { value, id: self.id }
    }
}

/// Users of this selection.
pub(super) fn of_selection(backend: DbBackend, customer: CustomerId, selection: SelectionId) -> Condition {
    use selection_user::Column as S;
    let chosen = Query::select()
        .from(selection_user::Entity)
        .and_where(S::CustomerId.eq(customer.0))
        .and_where(S::SelectionId.eq(selection.0))
        .to_owned();
    found_in(backend, KEY, customer, [S::CustomerId, S::UserId], chosen)
}

/// Who of the users that are looked at holds seats like these, or does not.
#[derive(Clone, Copy)]
struct Holders {
    customer: CustomerId,
    /// Each user is looked up, not all holders at once: those looked at are few.
    each: bool,
}

impl Holders {
    fn are(self, seats: Condition) -> SimpleExpr {
        use assignment::Column as A;
        let mut holders = Query::select();
        holders.from(assignment::Entity).and_where(A::CustomerId.eq(self.customer.0)).cond_where(seats);
        if !self.each {
            return user::Column::Id.in_subquery(holders.column(A::UserId).to_owned());
        }
        let is_user = Expr::col((user::Entity, user::Column::Id)).equals((assignment::Entity, A::UserId));
        Expr::exists(holders.expr(Expr::value(1)).and_where(is_user).offset(0).to_owned())
    }

    fn of(self, sku: &SkuId) -> SimpleExpr {
        self.are(Condition::all().add(assignment::Column::SkuId.eq(sku.0)))
    }
}

/// What a user is looked up by.
pub(in crate::store) const KEY: [user::Column; 2] = [user::Column::CustomerId, user::Column::Id];

/// What makes a user one of those wanted; `few`: of the users that it is asked about.
pub(super) fn matching(backend: DbBackend, customer: CustomerId, wanted: &UserQuery, few: bool) -> Condition {
    use user::Column as C;
    let holders = Holders { customer, each: few && is_server(backend) };
    let mut condition = Condition::all();
    for word in sought(&wanted.search) {
        // Nobody is called like an object ID.
        condition = match word.parse::<Uuid>() {
            Ok(object) => condition.add(C::Id.eq(object)),
            Err(_) => condition.add(contains(C::SearchText, &word)),
        };
    }
    if let Some(selection) = wanted.selection {
        condition = condition.add(of_selection(backend, customer, selection));
    }
    match &wanted.filter {
        UserFilter::All => condition,
        UserFilter::Licensed => condition.add(C::LicenseCount.gt(0)),
        UserFilter::Unlicensed => condition.add(C::LicenseCount.eq(0)),
        UserFilter::Has(sku) => condition.add(holders.of(sku)),
        UserFilter::Lacks(sku) => condition.add(holders.of(sku).not()),
        UserFilter::BlockedWith(sku) => condition.add(C::SignInAllowed.eq(false)).add(holders.of(sku)),
        UserFilter::UnusedWith(sku) => {
            condition.add(C::SignInAllowed.eq(true)).add(C::LastSignInAt.is_null()).add(holders.of(sku))
        }
        UserFilter::SignInAllowed => condition.add(C::SignInAllowed.eq(true)),
        UserFilter::SignInBlocked => condition.add(C::SignInAllowed.eq(false)),
        UserFilter::BlockedLicensed => condition.add(C::SignInAllowed.eq(false)).add(C::LicenseCount.gt(0)),
        UserFilter::NeverSignedIn => condition.add(C::LastSignInAt.is_null()),
        UserFilter::GlobalAdministrators => condition.add(administrators(Level::GlobalAdministrator)),
        UserFilter::LimitedAdministrators => condition.add(administrators(Level::LimitedAdministrator)),
        UserFilter::Location(code) => condition.add(C::Location.eq(code.as_str())),
        UserFilter::LicenseProblem => condition.add(holders.are(short(customer))),
    }
}

/// Seats of a pool with fewer seats than holders.
fn short(customer: CustomerId) -> Condition {
    use seat_pool::Column as P;
    let short = Query::select()
        .column(P::SkuId)
        .from(seat_pool::Entity)
        .and_where(P::CustomerId.eq(customer.0))
        .and_where(Expr::col(P::Consumed).gt(Expr::col(P::Active).add(Expr::col(P::Warning))))
        .to_owned();
    Condition::all().add(assignment::Column::SkuId.in_subquery(short))
}

/// What a list is sorted by. The time of deleted users is that of their deletion.
fn column(state: UserState, sort: UserSort) -> user::Column {
    match (sort.column, state) {
        (UserColumn::DisplayName, _) => user::Column::SortKey,
        (UserColumn::UserName, _) => user::Column::UpnKey,
        (UserColumn::Created, UserState::Active) => user::Column::CreatedAt,
        (UserColumn::Created, UserState::DeletedAfter(_)) => user::Column::DeletedAt,
    }
}

/// A page of users. One statement, whatever the page.
pub async fn page(
    db: &impl Connection,
    customer: CustomerId,
    wanted: &UserQuery,
    sort: UserSort,
    position: &Position,
    size: u64,
) -> Result<Page<Row>, Error> {
    use user::Column as C;
    let column = column(wanted.state, sort);
    let key = || Expr::tuple([Expr::col(column), Expr::col(C::Id)]);
    let mut query = self::wanted(db.get_database_backend(), customer, wanted);
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
        .select_only()
        .columns(COLUMNS)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(Page::of(rows, size, position))
}

fn place_value(sort: UserSort, place: &Cursor) -> SimpleExpr {
    match sort.column {
        UserColumn::Created => {
            let micros = place.value.parse().unwrap_or_default();
            Expr::value(Moment::from_timestamp_micros(micros).unwrap_or_default())
        }
        UserColumn::DisplayName | UserColumn::UserName => Expr::value(place.value.as_str()),
    }
}

/// How many users are wanted, exact up to [`COUNT_LIMIT`].
pub async fn count(db: &impl Connection, customer: CustomerId, wanted: &UserQuery) -> Result<Count, Error> {
    if *wanted == (UserQuery { state: UserState::Active, ..UserQuery::default() }) {
        // All of them are counted already, with every change.
        let counted = Customers::find_by_id(customer.0).select_only().column(CustomerColumn::ActiveUsers);
        let all: Option<i64> = counted.into_tuple().one(db).await?;
        return Ok(Count(Ord::min(all.unwrap_or_default(), COUNT_LIMIT + 1)));
    }
    let backend = db.get_database_backend();
    let mut found = self::wanted(backend, customer, wanted).select_only().column(user::Column::Id);
    if is_server(backend) && wanted.state == UserState::Active && wanted.selection.is_none() {
        // By the index of this customer: read in the table's order, others' users come first.
        found = found.order_by_asc(user::Column::SortKey).order_by_asc(user::Column::Id);
    }
    let found = found.limit(u64::try_from(COUNT_LIMIT + 1).unwrap_or(u64::MAX)).into_query();
    let count = Query::select().expr_as(Expr::cust("COUNT(*)"), "found").from_subquery(found, "users").to_owned();
    let row = db.query_one(&count).await?;
    Ok(Count(row.map(|row| row.try_get("", "found")).transpose()?.unwrap_or_default()))
}

/// The ids of all users wanted, in the list's own order: active ones by name, deleted ones as they
/// expire.
pub async fn ids(db: &impl Connection, customer: CustomerId, wanted: &UserQuery) -> Result<Vec<UserId>, Error> {
    ordered_ids(db, self::wanted(db.get_database_backend(), customer, wanted), wanted.state).await
}

/// The ids of `users`, in the order of the list of those in `state`.
pub(super) async fn ordered_ids(
    db: &impl Connection,
    users: Select<user::Entity>,
    state: UserState,
) -> Result<Vec<UserId>, Error> {
    let first = match state {
        UserState::Active => user::Column::SortKey,
        UserState::DeletedAfter(_) => user::Column::DeletedAt,
    };
    let ids: Vec<Uuid> = users
        .select_only()
        .column(user::Column::Id)
        .order_by_asc(first)
        .order_by_asc(user::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// The locations that active users of a customer have. Goes from one to the next in the index: as
/// quick with a million users as with ten, where DISTINCT would read them all.
pub async fn locations(db: &impl Connection, customer: CustomerId) -> Result<Vec<String>, Error> {
    const SQL: &str = "WITH RECURSIVE found (location) AS (
            SELECT MIN(location) FROM users WHERE customer_id = $1 AND deleted_at IS NULL
            UNION ALL
            SELECT (SELECT MIN(users.location) FROM users
                WHERE customer_id = $1 AND deleted_at IS NULL AND users.location > found.location)
            FROM found WHERE found.location IS NOT NULL
        )
        SELECT location FROM found WHERE location IS NOT NULL";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), SQL, [customer.0.into()]);
    let rows = db.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| row.try_get("", "location")).collect::<Result<_, _>>()?)
}

/// The users wanted, for counting. Of a selection they are looked up, however many the customer has.
pub(in crate::store) fn wanted(backend: DbBackend, customer: CustomerId, wanted: &UserQuery) -> Select<user::Entity> {
    let users = user::Entity::find().filter(is(wanted.state));
    if wanted.selection.is_some() {
        return users.filter(matching(backend, customer, wanted, true));
    }
    users.filter(user::Column::CustomerId.eq(customer.0)).filter(matching(backend, customer, wanted, false))
}
