//! What lets customers' users in: the password's hash, and how the account stands. Nothing here raises a user's
//! version: what the user does alone is in nobody's way who edits the account.

use sea_orm::{
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Select, UpdateMany, sea_query::Expr,
};

use crate::domain::Moment;
use crate::domain::access::Access;
use crate::domain::id::{CustomerId, UserId};
use crate::domain::principal::{CustomerUser, PrincipalId};
use crate::store::entity::{domain, user};
use crate::store::{Connection, Error, Tx};

use user::Column as C;

/// A user as somebody who signs in. Without `Debug`: the hash must not get into a log.
#[derive(Clone)]
pub struct Account {
    pub customer: CustomerId,
    pub id: UserId,
    pub display_name: String,
    pub user_name: String,
    /// Nothing for who was never given a password.
    pub hash: Option<String>,
    pub access: Access,
}

impl Account {
    pub fn principal_id(&self) -> PrincipalId {
        PrincipalId::CustomerUser(self.customer, self.id)
    }

    /// As whom this one acts.
    pub fn principal(&self) -> CustomerUser {
        CustomerUser {
            customer: self.customer,
            id: self.id,
            name: self.display_name.clone(),
            must_change_password: self.access.must_change_password,
        }
    }
}

fn account(row: user::Model) -> Account {
    Account {
        customer: CustomerId(row.customer_id),
        id: UserId(row.id),
        display_name: row.display_name,
        user_name: row.user_name,
        hash: row.password_hash,
        access: Access {
            deleted_at: row.deleted_at,
            is_allowed: row.sign_in_allowed,
            must_change_password: row.must_change_password,
            password_expires_at: row.password_expires_at,
        },
    }
}

/// The user of this name, of whichever customer: the one whose domain it is, so that a name is nobody else's. The
/// active one, or else the one of that name who was deleted last, after `moment`. Two statements, whoever it is.
pub async fn by_user_name(db: &impl Connection, name_key: &str, moment: Moment) -> Result<Option<Account>, Error> {
    let active = named(name_key).filter(C::DeletedAt.is_null()).one(db).await?;
    let gone = named(name_key).filter(C::DeletedAt.is_not_null()).filter(C::DeletedAt.gt(moment));
    let gone = gone.order_by_desc(C::DeletedAt).one(db).await?;
    Ok(active.or(gone).map(account))
}

/// By the domain's customer: each customer's names have an index.
fn named(name_key: &str) -> Select<user::Entity> {
    let owner = user::Entity::belongs_to(domain::Entity).from(C::CustomerId).to(domain::Column::CustomerId);
    let (_, of) = name_key.rsplit_once('@').unwrap_or_default();
    user::Entity::find()
        .join(JoinType::InnerJoin, owner.into())
        .filter(domain::Column::Domain.eq(of))
        .filter(C::UpnKey.eq(name_key))
}

/// One user, active or deleted.
pub async fn find(db: &impl Connection, customer: CustomerId, id: UserId) -> Result<Option<Account>, Error> {
    Ok(user::Entity::find_by_id((customer.0, id.0)).one(db).await?.map(account))
}

/// Like [`find`], held until the transaction ends.
pub async fn lock(tx: &Tx, customer: CustomerId, id: UserId) -> Result<Option<Account>, Error> {
    Ok(user::Entity::find_by_id((customer.0, id.0)).lock_exclusive().one(tx).await?.map(account))
}

fn change(customer: CustomerId, id: UserId) -> UpdateMany<user::Entity> {
    user::Entity::update_many().filter(C::CustomerId.eq(customer.0).and(C::Id.eq(id.0)))
}

/// Notes a sign-in, and a hash made anew with today's parameters.
pub async fn signed_in(
    tx: &Tx,
    customer: CustomerId,
    id: UserId,
    at: Moment,
    rehashed: Option<&str>,
) -> Result<(), Error> {
    let mut update = change(customer, id).col_expr(C::LastSignInAt, Expr::value(at));
    if let Some(hash) = rehashed {
        update = update.col_expr(C::PasswordHash, Expr::value(hash));
    }
    update.exec(tx).await?;
    Ok(())
}

/// A password that the user has chosen: it lasts.
pub async fn set_own_password(tx: &Tx, customer: CustomerId, id: UserId, hash: &str) -> Result<(), Error> {
    change(customer, id)
        .col_expr(C::PasswordHash, Expr::value(hash))
        .col_expr(C::MustChangePassword, Expr::value(false))
        .col_expr(C::PasswordExpiresAt, Expr::value(None::<Moment>))
        .exec(tx)
        .await?;
    Ok(())
}
