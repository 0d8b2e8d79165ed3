//! Many rows at once: whole customers with their users, for sample data and growth.
//!
//! Rows go in statements of one size, so that the database prepares each only once. What is written
//! must be right already: counts and seats are put, not moved.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait as _, ConnectionTrait as _, DbBackend, EntityTrait,
    IntoActiveModel, QueryFilter as _, sea_query::Expr,
};

use super::entity::{disabled_plan, license_assignment, released_license, seat_pool, user, user_role};
use super::users::filled;
use super::{Error, Tx};
use crate::domain::id::{CustomerId, RoleId, SkuId};
use crate::domain::licensing::Pool;
use crate::domain::sample::Person;
use crate::domain::text::fold;

/// Rows a statement.
const ROWS: usize = 100;
/// Users are wide: more of them make more than one TLS record (16 KiB), and on PostgreSQL the second
/// one waits 40 ms for the first one to be acknowledged.
const USERS: usize = 32;

/// Gives an embedded database more memory for what is about to be written by this connection.
pub async fn expect_much(tx: &Tx) -> Result<(), Error> {
    if tx.get_database_backend() == DbBackend::Sqlite {
        // In KiB: the indexes of the largest customer, so that their pages are written once.
        tx.execute_unprepared("PRAGMA cache_size = -131072").await?;
    }
    Ok(())
}

/// Has PostgreSQL count what it holds now: it would otherwise plan the first requests as for empty
/// tables, until autovacuum comes by a minute later. SQLite counts when it is closed.
pub async fn take_stock(tx: &Tx) -> Result<(), Error> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("ANALYZE").await?;
    }
    Ok(())
}

/// What is held of a customer's seats, put at once.
pub async fn set_consumed(tx: &Tx, customer: CustomerId, sku: SkuId, pool: &Pool) -> Result<(), Error> {
    seat_pool::Entity::update_many()
        .col_expr(seat_pool::Column::Consumed, Expr::value(pool.consumed))
        .filter(seat_pool::Column::CustomerId.eq(customer.0))
        .filter(seat_pool::Column::SkuId.eq(sku.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Users of one customer on their way into the database.
#[derive(Debug)]
pub struct People<'a> {
    tx: &'a Tx,
    customer: CustomerId,
    users: Vec<user::ActiveModel>,
    roles: Vec<user_role::ActiveModel>,
    held: Vec<license_assignment::ActiveModel>,
    released: Vec<released_license::ActiveModel>,
    disabled: Vec<disabled_plan::ActiveModel>,
}

impl<'a> People<'a> {
    pub fn new(tx: &'a Tx, customer: CustomerId) -> Self {
        Self {
            tx,
            customer,
            users: Vec::with_capacity(USERS),
            roles: Vec::new(),
            held: Vec::new(),
            released: Vec::new(),
            disabled: Vec::new(),
        }
    }

    /// Takes one user. The pools of its products must exist.
    ///
    /// # Errors
    /// When the database fails; a duplicate when the user name is taken.
    pub async fn add(&mut self, person: Person) -> Result<(), Error> {
        let customer_id = Set(self.customer.0);
        let user_id = Set(person.id.0);
        let is_active = person.deleted.is_none();
        let role = |role: RoleId| user_role::ActiveModel {
            customer_id: customer_id.clone(),
            user_id: user_id.clone(),
            role_id: Set(role.0),
        };
        self.roles.extend(person.permissions.0.iter().copied().map(role));
        for license in &person.licenses {
            let (sku_id, assigned_at) = (Set(license.sku.0), Set(person.created_at));
            let (customer_id, user_id) = (customer_id.clone(), user_id.clone());
            let disabled = license.disabled_plans.iter().map(|plan| disabled_plan::ActiveModel {
                customer_id: customer_id.clone(),
                user_id: user_id.clone(),
                sku_id: sku_id.clone(),
                plan_id: Set(plan.0),
            });
            self.disabled.extend(disabled);
            if is_active {
                self.held.push(license_assignment::ActiveModel { customer_id, user_id, sku_id, assigned_at });
            } else {
                self.released.push(released_license::ActiveModel { customer_id, user_id, sku_id, assigned_at });
            }
        }
        self.users.push(row(self.customer, person));
        if self.users.len() == USERS { self.flush(ROWS).await } else { Ok(()) }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// When the database fails; a duplicate when a user name is taken.
    pub async fn finish(mut self) -> Result<(), Error> {
        self.flush(1).await
    }

    /// Users first: everything else refers to them. Of that only whole statements, until `least` is
    /// one.
    async fn flush(&mut self, least: usize) -> Result<(), Error> {
        let tx = self.tx;
        put::<user::Entity, _>(tx, &mut self.users, 1).await?;
        put::<user_role::Entity, _>(tx, &mut self.roles, least).await?;
        put::<license_assignment::Entity, _>(tx, &mut self.held, least).await?;
        put::<released_license::Entity, _>(tx, &mut self.released, least).await?;
        put::<disabled_plan::Entity, _>(tx, &mut self.disabled, least).await
    }
}

/// Inserts rows from the front of `rows`, until fewer than `least` are left.
async fn put<E, A>(tx: &Tx, rows: &mut Vec<A>, least: usize) -> Result<(), Error>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Send,
    E::Model: IntoActiveModel<A>,
{
    while rows.len() >= least && !rows.is_empty() {
        let some = rows.drain(..Ord::min(ROWS, rows.len()));
        E::insert_many(some).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn row(customer: CustomerId, person: Person) -> user::ActiveModel {
    let profile = &person.profile;
    let held = if person.deleted.is_some() { 0 } else { person.licenses.len() };
    let deleted_by = person.deleted.as_ref().and_then(|deletion| deletion.by);
    let contact = person.profile.contact.clone();
    let row = user::ActiveModel {
        customer_id: Set(customer.0),
        id: Set(person.id.0),
        user_name: Set(profile.user_name.to_string()),
        upn_key: Set(profile.user_name.key()),
        sort_key: Set(fold(&profile.display_name)),
        search_text: Set(profile.search_text()),
        role_level: Set(person.permissions.level() as i64),
        license_count: Set(i64::try_from(held).unwrap_or(i64::MAX)),
        first_name: Set(person.profile.first_name),
        last_name: Set(person.profile.last_name),
        display_name: Set(person.profile.display_name),
        location: Set(person.profile.location),
        sign_in_allowed: Set(person.sign_in_allowed),
        password_hash: Set(None),
        must_change_password: Set(false),
        password_expires_at: Set(None),
        last_sign_in_at: Set(person.last_sign_in_at),
        created_at: Set(person.created_at),
        deleted_at: Set(person.deleted.as_ref().map(|deletion| deletion.at)),
        deleted_by: Set(deleted_by.map(|(id, _)| id.0)),
        deleted_by_name: Set(deleted_by.map(|(_, name)| name.to_owned())),
        version: Set(1),
        ..Default::default()
    };
    filled(row, &contact)
}
