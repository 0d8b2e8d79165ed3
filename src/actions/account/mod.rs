//! What a customer's user does alone, at the own page: sign in, choose a password, see what the account holds.
//!
//! Knows one user, who acts; no id is taken from an address, so that nobody else's account can be asked for.

mod password;
mod sign_in;

pub use self::password::{Changed, change_password};
pub use self::sign_in::{SignedIn, sign_in, sign_out};

use super::licenses::CustomerProducts;
use super::{Actor, Error};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::permission::Permission;
use crate::domain::user::User;
use crate::store;
use crate::store::users::access::Account;

/// What a user sees of the own account.
#[derive(Clone, Debug)]
pub struct Shown {
    pub user: User,
    pub company: String,
    /// By which the licenses and their service plans are called.
    pub products: CustomerProducts,
}

/// The account of who acts. Seven statements.
///
/// # Errors
/// [`Error::MissingRole`] for who still has a temporary password; [`Error::SignedOut`] for who was deleted meanwhile.
pub async fn show(by: &Actor) -> Result<Shown, Error> {
    by.require(Permission::SignedIn)?;
    let own = by.customer_user()?;
    if own.must_change_password {
        return Err(Error::MissingRole(Permission::SignedIn));
    }
    let db = by.app.db.read();
    let user = store::users::find(db, own.customer, own.id).await?;
    let user = user.filter(|user| user.deleted_at.is_none()).ok_or(Error::SignedOut)?;
    let company = company(by).await?;
    Ok(Shown { user, company, products: CustomerProducts::of(db, own.customer).await? })
}

/// The company of who acts.
async fn company(by: &Actor) -> Result<String, Error> {
    let name = store::customers::name(by.app.db.read(), &by.reach(), by.customer_user()?.customer).await?;
    name.ok_or(Error::SignedOut)
}

/// An event about a user who signs in or out: with the user name, by which others of that name are told apart.
fn event(operation: Operation, account: &Account) -> Event {
    Event::new(operation, Target::User(account.id.0), account.display_name.clone())
        .with("user_name", account.user_name.clone())
}

/// The user name of who acts, as it is now: browsers keep a password with it.
///
/// # Errors
/// [`Error::SignedOut`] for who was deleted meanwhile.
pub async fn user_name(by: &Actor) -> Result<String, Error> {
    let own = by.customer_user()?;
    let account = store::users::access::find(by.app.db.read(), own.customer, own.id).await?;
    account.map(|account| account.user_name).ok_or(Error::SignedOut)
}
