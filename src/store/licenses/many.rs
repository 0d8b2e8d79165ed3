//! Licenses of many users at once: who holds what, asked in as many statements for ten thousand as for
//! one; and what is written of it, a hundred rows at a time.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DbBackend, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
    sea_query::{OnConflict, Query},
};
use uuid::Uuid;

use crate::domain::Moment;
use crate::domain::id::{CustomerId, ServicePlanId, SkuId, UserId};
use crate::domain::user::License;
use crate::store::entity::{disabled_plan, license_assignment as assignment, user};
use crate::store::keys::{found_in, of_users};
use crate::store::users::chosen::UserSet;
use crate::store::users::{KEY, within};
use crate::store::{Connection, Error, Tx};

/// Rows a statement: more are slower on PostgreSQL over TCP.
const ROWS: usize = 100;

/// A user as far as licenses go.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Person {
    pub id: Uuid,
    pub display_name: String,
    pub user_name: String,
    pub location: Option<String>,
    pub deleted_at: Option<Moment>,
}

/// Those of the chosen who are or were users of the customer, active and deleted.
pub async fn people(db: &impl Connection, customer: CustomerId, chosen: &UserSet) -> Result<Vec<Person>, Error> {
    use user::Column as C;
    let rows = user::Entity::find()
        .select_only()
        .columns([C::Id, C::DisplayName, C::UserName, C::Location, C::DeletedAt])
        .filter(within(db.get_database_backend(), customer, chosen))
        .into_model::<Person>();
    Ok(rows.all(db).await?)
}

/// Whose license an assignment is.
pub(super) const HOLDER: [assignment::Column; 2] = [assignment::Column::CustomerId, assignment::Column::UserId];
/// Of whose license a service plan is off.
const OWNER: [disabled_plan::Column; 2] = [disabled_plan::Column::CustomerId, disabled_plan::Column::UserId];

/// What belongs to the chosen; `key` is the customer's column and the user's.
pub(in crate::store) fn held_by_chosen<C: ColumnTrait>(
    backend: DbBackend,
    key: [C; 2],
    customer: CustomerId,
    chosen: &UserSet,
) -> Condition {
    if let UserSet::Users(users) = chosen {
        return of_users(backend, key, customer, users);
    }
    let users = Query::select().from(user::Entity).cond_where(within(backend, customer, chosen)).to_owned();
    found_in(backend, key, customer, KEY, users)
}

/// The licenses of each of the chosen, in the order of SKU ids. Two statements.
pub async fn of_chosen(
    db: &impl Connection,
    customer: CustomerId,
    chosen: &UserSet,
) -> Result<HashMap<UserId, Vec<License>>, Error> {
    let rows: Vec<(Uuid, Uuid)> = assignment::Entity::find()
        .select_only()
        .columns([assignment::Column::UserId, assignment::Column::SkuId])
        .filter(held_by_chosen(db.get_database_backend(), HOLDER, customer, chosen))
        .order_by_asc(assignment::Column::SkuId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(with_plans(rows, disabled_of(db, customer, chosen).await?))
}

/// The service plans that are off: user, product, plan; by plan.
pub(in crate::store) async fn disabled_of(
    db: &impl Connection,
    customer: CustomerId,
    chosen: &UserSet,
) -> Result<Vec<(Uuid, Uuid, Uuid)>, Error> {
    use disabled_plan::Column as C;
    let rows = disabled_plan::Entity::find()
        .select_only()
        .columns([C::UserId, C::SkuId, C::PlanId])
        .filter(held_by_chosen(db.get_database_backend(), OWNER, customer, chosen))
        .order_by_asc(C::PlanId)
        .into_tuple();
    Ok(rows.all(db).await?)
}

/// Licenses, user and product, with the plans of each that are off.
pub(in crate::store) fn with_plans(
    rows: Vec<(Uuid, Uuid)>,
    off: Vec<(Uuid, Uuid, Uuid)>,
) -> HashMap<UserId, Vec<License>> {
    let mut disabled: HashMap<(Uuid, Uuid), Vec<ServicePlanId>> = HashMap::new();
    for (user, sku, plan) in off {
        disabled.entry((user, sku)).or_default().push(ServicePlanId(plan));
    }
    let mut held: HashMap<UserId, Vec<License>> = HashMap::new();
    for (user, sku) in rows {
        let disabled_plans = disabled.remove(&(user, sku)).unwrap_or_default();
        held.entry(UserId(user)).or_default().push(License { sku: SkuId(sku), disabled_plans });
    }
    held
}

/// What the chosen hold that was assigned after `at`, and when. One statement.
pub async fn assigned_after(
    db: &impl Connection,
    customer: CustomerId,
    chosen: &UserSet,
    at: Moment,
) -> Result<Vec<(UserId, SkuId, Moment)>, Error> {
    use assignment::Column as C;
    let rows: Vec<(Uuid, Uuid, Moment)> = assignment::Entity::find()
        .select_only()
        .columns([C::UserId, C::SkuId, C::AssignedAt])
        .filter(held_by_chosen(db.get_database_backend(), HOLDER, customer, chosen))
        .filter(C::AssignedAt.gt(at))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(user, sku, at)| (UserId(user), SkuId(sku), at)).collect())
}

/// Notes that users hold seats, which were taken before.
pub async fn assign(tx: &Tx, customer: CustomerId, licenses: &[(UserId, SkuId)], at: Moment) -> Result<(), Error> {
    for licenses in licenses.chunks(ROWS) {
        let rows = licenses.iter().map(|(user, sku)| assignment::ActiveModel {
            customer_id: Set(customer.0),
            user_id: Set(user.0),
            sku_id: Set(sku.0),
            assigned_at: Set(at),
        });
        assignment::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Takes `sku` from `users`, who hold it. Its seats are given back elsewhere.
pub async fn revoke(tx: &Tx, customer: CustomerId, sku: SkuId, users: &[UserId]) -> Result<(), Error> {
    assignment::Entity::delete_many()
        .filter(of_users(tx.get_database_backend(), HOLDER, customer, users))
        .filter(assignment::Column::SkuId.eq(sku.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Puts the plans that are off in each of these licenses in place of those that were.
pub async fn put_disabled(tx: &Tx, customer: CustomerId, licenses: &[(UserId, License)]) -> Result<(), Error> {
    use disabled_plan::Column as C;
    let mut users: BTreeMap<SkuId, Vec<UserId>> = BTreeMap::new();
    for (user, license) in licenses {
        users.entry(license.sku).or_default().push(*user);
    }
    for (sku, users) in users {
        disabled_plan::Entity::delete_many()
            .filter(of_users(tx.get_database_backend(), OWNER, customer, &users))
            .filter(C::SkuId.eq(sku.0))
            .exec(tx)
            .await?;
    }
    let off = licenses.iter().flat_map(|(user, license)| {
        license.disabled_plans.iter().map(move |plan| disabled_plan::ActiveModel {
            customer_id: Set(customer.0),
            user_id: Set(user.0),
            sku_id: Set(license.sku.0),
            plan_id: Set(plan.0),
        })
    });
    let rows: Vec<_> = off.collect();
    for rows in rows.chunks(ROWS) {
        disabled_plan::Entity::insert_many(rows.iter().cloned())
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}
