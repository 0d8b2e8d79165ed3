//! Users of a customer: one of them, and changes. Lists are in [`list`].

pub mod access;
pub mod chosen;
mod contacts;
pub mod deleted;
mod guarded;
mod list;
mod many;
mod named;
mod states;

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, ExprTrait as _, PaginatorTrait as _, QueryFilter as _,
    QuerySelect as _, sea_query::Expr,
};

pub(super) use self::chosen::{standing, within};
pub use self::contacts::contacts;
pub(super) use self::contacts::filled;
pub use self::guarded::{Guarded, guarded};
pub(super) use self::list::KEY;
pub(super) use self::list::wanted;
pub use self::list::{Row, UserQuery, count, ids, locations, page};
pub use self::many::{
    UserSummary, global_administrators, lock_many, mark_deleted, note_renamed, prolong_passwords, relicense,
    set_password, set_sign_in,
};
pub use self::named::{Standing, named, names_from, namesakes};
use self::states::active;
pub(super) use self::states::in_state;
use super::entity::{user, user_role};
use super::keys::of_users;
use super::reach::within_reach;
use super::{Connection, Error, Tx, licenses};
use crate::domain::Moment;
use crate::domain::directory_role::Permissions;
use crate::domain::id::{CustomerId, RoleId, UserId};
use crate::domain::principal::Reach;
use crate::domain::text::fold;
use crate::domain::user::{Profile, SignIn, User};
use crate::domain::user_name::UserName;

/// One user, active or deleted, with permissions and licenses. Four statements.
pub async fn find(db: &impl Connection, customer: CustomerId, id: UserId) -> Result<Option<User>, Error> {
    let Some(row) = user::Entity::find_by_id((customer.0, id.0)).one(db).await? else { return Ok(None) };
    let mut roles = roles_of(db, customer, &[id]).await?;
    let mut licenses = licenses::of_users(db, customer, &[id]).await?;
    let contact = contacts::of(&row);
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
            contact,
        },
        permissions: roles.remove(&id).unwrap_or_default(),
        licenses: licenses.remove(&id).unwrap_or_default(),
        sign_in: SignIn {
            allowed: row.sign_in_allowed,
            last_at: row.last_sign_in_at,
            temporary_until: row.password_expires_at.filter(|_| row.must_change_password),
        },
        created_at: row.created_at,
        deleted_at: row.deleted_at,
        deleted_by: row.deleted_by_name,
        version: row.version,
    }))
}

/// Like [`find`], an active user only, whose row nobody else changes until the transaction ends.
pub async fn lock(tx: &Tx, customer: CustomerId, id: UserId) -> Result<Option<User>, Error> {
    let locked = user::Entity::find_by_id((customer.0, id.0)).lock_exclusive().one(tx).await?;
    match locked.filter(|row| row.deleted_at.is_none()) {
        Some(_) => find(tx, customer, id).await,
        None => Ok(None),
    }
}

/// The directory roles of each of `users`.
pub async fn roles_of(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<HashMap<UserId, Permissions>, Error> {
    let rows = user_role::Entity::find()
        .filter(of_users(
            db.get_database_backend(),
            [user_role::Column::CustomerId, user_role::Column::UserId],
            customer,
            users,
        ))
        .all(db)
        .await?;
    let mut roles: HashMap<UserId, Permissions> = HashMap::new();
    for row in rows {
        roles.entry(UserId(row.user_id)).or_default().0.insert(RoleId(row.role_id));
    }
    Ok(roles)
}

/// Whether an active user other than `except` has this name.
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

/// Those of `names` that users have, also deleted ones who are still kept, as they are compared. Two statements.
pub async fn held_names(
    db: &impl Connection,
    customer: CustomerId,
    names: &[UserName],
) -> Result<HashSet<String>, Error> {
    let mut held = HashSet::new();
    // Each state has an index of its own.
    for state in [user::Column::DeletedAt.is_null(), user::Column::DeletedAt.is_not_null()] {
        let keys: Vec<String> = user::Entity::find()
            .select_only()
            .column(user::Column::UpnKey)
            .filter(user::Column::CustomerId.eq(customer.0))
            .filter(user::Column::UpnKey.is_in(names.iter().map(UserName::key)))
            .filter(state)
            .into_tuple()
            .all(db)
            .await?;
        held.extend(keys);
    }
    Ok(held)
}

/// Whether any of `users` is or was a user of the customer.
pub async fn any(db: &impl Connection, customer: CustomerId, users: &[UserId]) -> Result<bool, Error> {
    let query = user::Entity::find().filter(of_users(db.get_database_backend(), KEY, customer, users));
    Ok(query.count(db).await? > 0)
}

/// A user that does not exist yet.
#[derive(Clone, Debug)]
pub struct NewUser<'a> {
    pub id: UserId,
    pub profile: &'a Profile,
    pub permissions: &'a Permissions,
    pub sign_in_allowed: bool,
    pub password_hash: String,
    pub password_expires_at: Moment,
    pub created_at: Moment,
}

/// # Errors
/// When the database fails; a duplicate when the user name is taken.
pub async fn insert(tx: &Tx, customer: CustomerId, new: &NewUser<'_>) -> Result<(), Error> {
    insert_many(tx, customer, std::slice::from_ref(new)).await
}

/// # Errors
/// As [`insert`].
pub async fn insert_many(tx: &Tx, customer: CustomerId, new: &[NewUser<'_>]) -> Result<(), Error> {
    user::Entity::insert_many(new.iter().map(|new| row(customer, new))).exec_without_returning(tx).await?;
    let roles = new.iter().flat_map(|new| new.permissions.0.iter().map(|role| (new.id, *role)));
    insert_roles(tx, customer, roles).await
}

fn row(customer: CustomerId, new: &NewUser<'_>) -> user::ActiveModel {
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
        sign_in_allowed: Set(new.sign_in_allowed),
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
        ..Default::default()
    };
    filled(row, &new.profile.contact)
}

async fn insert_roles(
    tx: &Tx,
    customer: CustomerId,
    roles: impl Iterator<Item = (UserId, RoleId)>,
) -> Result<(), Error> {
    let rows = roles.map(|(id, role)| user_role::ActiveModel {
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
    let mut update = user::Entity::update_many();
    for (column, value) in contacts::values(&profile.contact) {
        update = update.col_expr(column, value);
    }
    let updated = update
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
    insert_roles(tx, customer, permissions.0.iter().map(|role| (id, *role))).await?;
    Ok(true)
}

/// Deleted users whose restore window ends within three days after `now`.
pub async fn expiring(db: &impl Connection, reach: &Reach, now: Moment) -> Result<i64, Error> {
    let window = crate::domain::user::RESTORE_WINDOW;
    let count = user::Entity::find()
        .filter(user::Column::DeletedAt.gt(now - window))
        .filter(user::Column::DeletedAt.lte(now - window + chrono::TimeDelta::days(3)))
        .filter(within_reach(reach, user::Column::CustomerId))
        .filter(user::Column::CustomerId.not_in_subquery(super::customers::archived()))
        .count(db)
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}
