//! The sign-in of a customer's user: without a hint whether there is such a user, to who does not know the password.
//!
//! Tries are counted as those of the staff are. How the account stands is told after the right password only.

use zeroize::Zeroizing;

use super::event;
use crate::actions::sign_in::{is_right, note_failed};
use crate::actions::tries::{Keys, Login, Origin, address_key, count_failure, forgive, give_back};
use crate::actions::{Actor, Error, with_audit};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::principal::{CUSTOMER_USER_SIGN_INS, CustomerUser, Principal, PrincipalId};
use crate::domain::refusal::{AccessRefusal, Refusal};
use crate::domain::user::expired_up_to;
use crate::domain::user_name::UPN_LIMIT;
use crate::secrets::credential_of;
use crate::store;
use crate::store::users::access::{self, Account};

/// A user who may come in, and the sign of the password by which; a session lasts as long as it.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub user: CustomerUser,
    pub credential: String,
}

/// Lets a customer's user in by user name and password.
///
/// # Errors
/// [`AccessRefusal::UserSignInFailed`] whatever was wrong; after the right password [`AccessRefusal::UserDeleted`],
/// [`AccessRefusal::UserBlocked`], [`AccessRefusal::PasswordExpired`]; [`AccessRefusal::TooManyTries`], [`Error::Busy`].
pub async fn sign_in(
    app: &App,
    user_name: &str,
    password: Zeroizing<String>,
    origin: Origin,
) -> Result<SignedIn, Error> {
    let now = app.clock.now();
    // What is no user name is looked for like one: nobody has it, and it takes as long.
    let key: String = user_name.trim().chars().filter(|c| !c.is_control()).take(UPN_LIMIT + 1).collect();
    let key = key.to_ascii_lowercase();
    let found = access::by_user_name(app.db.read(), &key, expired_up_to(now)).await?;
    let keys = Keys::of(app, Login::customer_user(&key), found.as_ref().map(Account::principal_id), origin).await?;
    count_failure(app, &keys, now).await?;
    let tried = try_password(app, found, password, (&keys, origin), now).await;
    // It was not the password that failed: it must not add up to a wait.
    if let Err(error) = &tried
        && !is_wrong_password(error)
    {
        give_back(app, &keys, now).await;
    }
    tried
}

fn is_wrong_password(error: &Error) -> bool {
    let wrong = Refusal::Access(AccessRefusal::UserSignInFailed);
    matches!(error, Error::Refused(refused) if refused.at("") == Some(&wrong))
}

async fn try_password(
    app: &App,
    found: Option<Account>,
    password: Zeroizing<String>,
    from: (&Keys, Origin),
    now: Moment,
) -> Result<SignedIn, Error> {
    let hash = found.as_ref().and_then(|account| account.hash.clone());
    // Copied from a mail or a page, a blank comes along; there is none in a temporary one.
    let is_temporary = found.as_ref().is_some_and(|account| account.access.must_change_password);
    let password = if is_temporary { Zeroizing::new(password.trim().to_owned()) } else { password };
    let right = is_right(app, password.clone(), hash.clone()).await?;
    let (Some(account), Some(hash)) = (&found, hash.filter(|_| right)) else {
        note_failure(app, found.as_ref(), now).await?;
        return Err(Refusal::Access(AccessRefusal::UserSignInFailed).into());
    };
    if let Some(why) = account.access.refusal(now) {
        note_failure(app, Some(account), now).await?;
        return Err(Refusal::Access(why).into());
    }
    let rehashed = if app.hasher.is_outdated(&hash) { Some(app.hasher.hash(password).await?) } else { None };
    welcome(app, account, &hash, from, now, rehashed).await
}

/// Opens the door, if the account is still as it was when the password was looked at: a new password
/// or a block in between shuts it.
async fn welcome(
    app: &App,
    account: &Account,
    hash: &str,
    (keys, origin): (&Keys, Origin),
    now: Moment,
    rehashed: Option<String>,
) -> Result<SignedIn, Error> {
    let (customer, id, whose) = (account.customer, account.id, account.principal_id());
    let credential = rehashed.as_deref().map_or_else(|| credential_of(hash), credential_of);
    let by = Actor { now, ..Actor::new(app, Principal::CustomerUser(account.principal())) };
    let user = with_audit(&by, whose.sign_in_chain(), async |tx, log| {
        let still = access::lock(tx, customer, id).await?;
        let still = still.filter(|still| still.hash.as_deref() == Some(hash) && still.access.may_sign_in(now));
        let still = still.ok_or(Refusal::Access(AccessRefusal::UserSignInFailed))?;
        access::signed_in(tx, customer, id, now, rehashed.as_deref()).await?;
        forgive(tx, keys, now).await?;
        store::known_addresses::put(tx, whose, &address_key(app, origin.address), now).await?;
        log.add(event(Operation::SignIn, &still));
        Ok(still.principal())
    })
    .await?;
    Ok(SignedIn { user, credential })
}

/// Notes a sign-in that failed. Who nobody knows is not named: people type their password into the wrong field.
pub(super) async fn note_failure(app: &App, account: Option<&Account>, now: Moment) -> Result<(), Error> {
    let unknown = || Event::new(Operation::SignInFailed, Target::Installation, "");
    let failed = account.map_or_else(unknown, |account| event(Operation::SignInFailed, account));
    note_failed(app, account.map(Account::principal_id), CUSTOMER_USER_SIGN_INS, failed, now).await
}

/// Notes that a customer's user signed out.
pub async fn sign_out(by: &Actor) -> Result<(), Error> {
    let Ok(own) = by.customer_user() else { return Ok(()) };
    let chain = PrincipalId::CustomerUser(own.customer, own.id).sign_in_chain();
    with_audit(by, chain, async |tx, log| {
        if let Some(account) = access::find(tx, own.customer, own.id).await? {
            log.add(event(Operation::SignOut, &account));
        }
        Ok(())
    })
    .await
}
